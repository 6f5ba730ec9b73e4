"""Words and the day they were said become a window of days."""
