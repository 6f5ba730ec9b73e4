"""How parts of a claim read in little room, the same on the screens and from the shell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.claims.vocabulary import WITHDRAWN_CODE, Kind, status_label
from tracker.dates.vocabulary import Open
from tracker.dates.wording import span_in_words
from tracker.display import shorten

if TYPE_CHECKING:
    from datetime import date

    from tracker.claims.model import ClaimFields
    from tracker.claims.vocabulary import Status

_YEAR, _MONTH = 365.2425, 365.2425 / 12
_DAYS_UP_TO, _MONTHS_UP_TO = 100, 730
_WEEK = 7
"""Of a window that was already running when it was stated and is longer than this, only the end is of interest."""

_BEGINS_QUOTATIONS = tuple('“„«‹‘‚"')


def status_in_words(status: Status, kind: Kind) -> str:
    """A sign and a word, enough without colour: ``▲ overdue``."""
    return f"{status.glyph} {status_label(status, kind)}"


def day_in_short(day: date) -> str:
    """``5 Aug 2025``."""
    return f"{day.day} {day:%b %Y}"


def in_quotation_marks(quote: str) -> str:
    """``“next week”``; a quotation that was pasted with marks of its own has those."""
    return quote if quote.startswith(_BEGINS_QUOTATIONS) else f"“{quote}”"


def percent_in_words(probability: float) -> str:
    """A probability from 0 to 1, as ``70 %``."""
    return f"{probability * 100:.4g} %"


def days_in_words(number: float) -> str:
    """``1 day``, ``62 days``, halves rounded up."""
    whole = int(number + 0.5)
    return f"{whole:,} day{'s' * (whole != 1)}"


def length_in_words(days: float) -> str:
    """Days as one would say them: ``62 days``, ``8 months``, ``3.2 years``."""
    if days < _DAYS_UP_TO:
        return days_in_words(days)
    return f"{round(days / _MONTH)} months" if days < _MONTHS_UP_TO else f"{days / _YEAR:.1f} years"


def span_in_short(start: date | None, end: date | None) -> str:
    """A window in few characters: ``14–20 Jul 2025``, ``Jul 2025``, ``2025``; empty without days."""
    if start is None or end is None:
        return f"until {day_in_short(end)}" if end else f"from {day_in_short(start)}" if start else ""
    if start.day == 1 and _following(end).day == 1:
        return _months(start, end)
    if start == end:
        return day_in_short(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_in_short(end)}"
    left = f"{start.day} {start:%b}" if start.year == end.year else day_in_short(start)
    return f"{left} – {day_in_short(end)}"


def due_in_short(start: date | None, end: date | None, said_on: date, due_text: str) -> str:
    """The window as a list shows it, with only its end where it was already running: ``by 31 Dec 2050``.

    Without days it is the words as they were said, or a dash.
    """
    is_running = start is not None and end is not None and start <= said_on and (end - start).days > _WEEK
    if is_running and end and not _is_whole_year_or_month(start, end):
        return f"by {day_in_short(end)}"
    return span_in_short(start, end) or due_text or "—"


def due_in_little(start: date | None, end: date | None, said_on: date, due_text: str, room: int) -> str:
    """The window in at most ``room`` characters with the year of its end, where 14 are enough: ``30 Nov–6 Dec 25``."""
    told = due_in_short(start, end, said_on, due_text)
    if start is None or end is None or len(told) <= room:
        return told
    tight = told.replace(" – ", "–")
    forms = (tight, re.sub(r"\b\d\d(\d\d)\b", r"\1", tight))
    return next((form for form in forms if len(form) <= room), f"to {day_in_short(end)}")


def reading_in_words(due_text: str, start: date | None, end: date | None, rule: str) -> str:
    """A kept window on a card: the words, the days that they mean and how they were read."""
    if not due_text and start is None and end is None:
        return "no date"
    if not rule and start is None and end is None:
        return f"{due_text} → not read as a date"
    days = span_in_words(start, end)
    return f"{due_text} → {days} ({rule})" if due_text and rule else f"{due_text} {days}".strip()


def counts_as_true(fields: ClaimFields, most: int | None = None, *, is_settled: bool = False) -> str:
    """What a reviewer will go by, in one line: ``Counts as true if: It ships, between 14 and 20 Jul 2025``.

    In more than ``most`` characters what is claimed is cut, never the days. Once settled it does not come back.
    """
    lead = "Holds up if: " if fields.kind.judged_on_substance else "Counts as true if: "
    condition = _LEAD_TYPED.sub("", " ".join((fields.criteria or fields.statement).split())).rstrip(".;, ")
    condition = condition[:1].upper() + condition[1:]
    until = f", {_time_that_counts(fields, is_settled=is_settled)}"
    return lead + shorten(condition, most - len(lead) - len(until) if most else len(condition)) + until


_LEAD_TYPED = re.compile(r"^(?:counts as true|holds up) if:?\s+", re.IGNORECASE)
"""What a reviewer may have typed before the condition, and is told anyway."""


def _time_that_counts(fields: ClaimFields, *, is_settled: bool) -> str:
    """The days in which it must be so, or what stands in for them."""
    start, end = fields.due_start, fields.due_end
    about = "about " if fields.due_open == Open.FUZZY else ""
    if fields.due_open == WITHDRAWN_CODE:
        return "and the promise is not taken up again"
    if end and (start is None or (start <= fields.said_on and start < end)):
        return f"by {about}{day_in_short(end)}"
    if end and start:
        return f"on {about}{day_in_short(end)}" if start == end else f"between {about}{_two_days(start, end)}"
    if start:
        return f"{'not before' if fields.kind is Kind.DELAY else 'on or after'} {day_in_short(start)}"
    back = f"; comes back on {day_in_short(fields.review_on)}" if fields.review_on and not is_settled else ""
    if fields.kind is Kind.DELAY:
        return f"as long as no date is given{back}"
    said = f" (“{fields.due_text}”)" if fields.due_text else ""
    return f"with no date{said}{back}"


def _two_days(start: date, end: date) -> str:
    """``14 and 20 Jul 2025``, without what both share."""
    if start.year != end.year:
        return f"{day_in_short(start)} and {day_in_short(end)}"
    month = "" if start.month == end.month else f" {start:%b}"
    return f"{start.day}{month} and {day_in_short(end)}"


def _months(start: date, end: date) -> str:
    """A span of whole months."""
    if (start.month, end.month) == (1, 12):
        return f"{start:%Y}" if start.year == end.year else f"{start:%Y}–{end:%Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start:%b %Y}"
    left = f"{start:%b}" if start.year == end.year else f"{start:%b %Y}"
    return f"{left} – {end:%b %Y}"


def _is_whole_year_or_month(start: date | None, end: date) -> bool:
    return start is not None and len(span_in_short(start, end)) <= len("Jul 2025")


def _following(day: date) -> date:
    return day.fromordinal(day.toordinal() + 1)
