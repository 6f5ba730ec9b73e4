"""What commands say of a claim: its status and its window in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.claims.vocabulary import status_label
from tracker.dates.window import span_in_words

if TYPE_CHECKING:
    from datetime import date

    from tracker.claims.vocabulary import Kind, Status


def status_in_words(status: Status, kind: Kind) -> str:
    """A sign and a word: ``▲ overdue``."""
    return f"{status.glyph} {status_label(status, kind)}"


def day(when: date) -> str:
    """``5 Aug 2025``."""
    return f"{when.day} {when:%b %Y}"


def short_span(start: date | None, end: date | None) -> str:
    """A window as a list shows it: ``14–20 Jul 2025``, ``Jul 2025``, ``2025``; empty without days."""
    if start is None or end is None:
        return f"until {day(end)}" if end else f"from {day(start)}" if start else ""
    if start.day == 1 and _following(end).day == 1:
        return _months(start, end)
    if start == end:
        return day(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    left = f"{start.day} {start:%b}" if start.year == end.year else day(start)
    return f"{left} – {day(end)}"


def _months(start: date, end: date) -> str:
    """A span of whole months."""
    if (start.month, end.month) == (1, 12):
        return f"{start:%Y}" if start.year == end.year else f"{start:%Y}–{end:%Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start:%b %Y}"
    left = f"{start:%b}" if start.year == end.year else f"{start:%b %Y}"
    return f"{left} – {end:%b %Y}"


def due_in_words(due_text: str, start: date | None, end: date | None, *, is_narrow: bool = False) -> str:
    """The window of a list's line, its last day where room is scarce; else the words as said, else that it has none."""
    span = short_span(start, end)
    if is_narrow and end and len(span) > len("14–20 Jul 2025"):
        return f"to {day(end)}"
    return span or due_text or "no date"


def reading_in_words(due_text: str, start: date | None, end: date | None, rule: str) -> str:
    """A kept window on a card: the words, the days that they mean and how they were read."""
    if not due_text and start is None and end is None:
        return "no date"
    if not rule and start is None and end is None:
        return f"{due_text} → not read as a date"
    days = span_in_words(start, end)
    return f"{due_text} → {days} ({rule})" if due_text and rule else f"{due_text} {days}".strip()


def _following(when: date) -> date:
    return when.fromordinal(when.toordinal() + 1)
