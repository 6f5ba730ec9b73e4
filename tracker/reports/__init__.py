"""Counting and handing out: which columns a report has, and how it is written."""
