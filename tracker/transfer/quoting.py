"""Texts of a file as messages quote them."""

from __future__ import annotations

from tracker.display import display, shorten

_LONGEST = 40


def short(text: str) -> str:
    """Enough of a text to recognise it, in quotation marks and safe to show."""
    return f"“{shorten(display(text), _LONGEST)}”"
