"""Reading articles: how they come in, their sentences, what looks like a claim, and where a quotation stands."""
