"""Keeping: the only room that speaks SQL."""
