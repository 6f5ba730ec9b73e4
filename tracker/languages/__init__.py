"""One folder a language, holding word lists and no code, and what reads them."""
