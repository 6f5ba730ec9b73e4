"""Files that come back: everything into a folder and out of it again, and what other programs hand out."""
