"""How days read for a person, with their weekdays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def day_in_words(day: date) -> str:
    """``Wed 31 Dec 2025``: the weekday shows a slip of a week at a glance."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def span_in_words(start: date | None, end: date | None) -> str:
    """``14 – 20 Jul 2025`` with weekdays, without what both ends share; ``no date`` without either."""
    if start is None and end is None:
        return "no date"
    if end is None:
        return f"from {day_in_words(start)}" if start else "no date"
    if start is None or start == end:
        return day_in_words(end)
    left = f"{start:%a} {start.day}"
    if start.year != end.year:
        left += f" {start:%b %Y}"
    elif start.month != end.month:
        left += f" {start:%b}"
    return f"{left} – {day_in_words(end)}"
