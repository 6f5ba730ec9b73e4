"""Showing: the only room that knows Textual."""
