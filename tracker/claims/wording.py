"""How parts of a claim read in little room: a due date in a column, a day without its weekday."""

from __future__ import annotations

from datetime import date, timedelta

_WEEK = 7
"""Of a window that was already running when it was stated and is longer than this, only the end is of interest."""


def day_in_short(day: date) -> str:
    """``5 Aug 2025``."""
    return f"{day.day} {day:%b %Y}"


def due_in_short(start: date | None, end: date | None, said_on: date, due_text: str) -> str:
    """A window in about 16 characters: ``14–20 Jul 2025``, ``Jul 2025``, ``by 31 Dec 2050``, else the words as said."""
    if end is None:
        return f"from {day_in_short(start)}" if start else due_text or "—"
    is_running = start is None or (start <= said_on and (end - start).days > _WEEK)
    return _whole_unit(start or end, end) or (f"by {day_in_short(end)}" if is_running else _span(start or end, end))


def _span(start: date, end: date) -> str:
    """A span by its first and last day, without what both share."""
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_in_short(end)}"
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        first = f"{start:%b}" if start.year == end.year else f"{start:%b %Y}"
        return f"{first}–{end:%b %Y}"
    first = f"{start.day} {start:%b}" if start.year == end.year else day_in_short(start)
    return f"{first}–{day_in_short(end)}"


def _whole_unit(start: date, end: date) -> str:
    """The name of the day, month or year that a span is exactly; empty when it is none."""
    if start == end:
        return day_in_short(end)
    if start.day == 1 and start.month == end.month and start.year == end.year and (end + timedelta(days=1)).day == 1:
        return f"{start:%b %Y}"
    is_year = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year
    return str(start.year) if is_year else ""
