"""What a claim is: its words, its fields, its threads. Pure: no queries, no screens."""
