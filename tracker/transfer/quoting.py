"""Texts of a file as messages quote them."""

from __future__ import annotations

from tracker.display import display, recognisable


def short(text: str) -> str:
    """Enough of a text to recognise it, in quotation marks and safe to show."""
    return recognisable(display(text))
