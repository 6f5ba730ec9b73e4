"""Reading articles: sentences, what in them looks like a claim, and where a quotation stands."""
