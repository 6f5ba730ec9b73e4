"""Last days as a calendar: RFC 5545, one day-long event for each open claim that has a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from tracker.claims.vocabulary import Schedule
from tracker.claims.wording import day_in_short, in_quotation_marks, span_in_short
from tracker.display import display, display_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Event

    from tracker.reports.edition import Edition, ReportChoices
    from tracker.store.records import Record

_SPACE = UUID("5f0c7c52-7bd2-5e6c-9d5b-6a3f1c2e8d41")
_STANDING = {Schedule.NO_DATE, Schedule.UPCOMING, Schedule.DUE, Schedule.OVERDUE}
_PRODUCT = "-//claim-tracker//due dates//EN"
_END = b"END:VCALENDAR\r\n"


def why_no_event(row: Record, _choices: ReportChoices) -> str:
    """Why a claim has no place in the calendar, or nothing."""
    if row["verdict"]:
        return "settled"
    if row["status"] not in _STANDING:
        return "moved, put off or taken back"
    return "" if _day_of(row) else "without a day"


def calendar_pieces(edition: Edition) -> Iterator[str]:
    """The calendar, event by event.

    A claim's event is on its last day; without one it is on its first day, or on the day on which it comes back. It has
    the same UID each time, and its claim's version as the sequence: who imports the file again gets the events moved.
    """
    from icalendar import Calendar  # noqa: PLC0415 -- slow to load

    frame = Calendar()
    frame.add("prodid", _PRODUCT)
    frame.add("version", "2.0")
    frame.add("x-wr-calname", edition.report.title)
    head = frame.to_ical()
    yield head.removesuffix(_END).decode()
    for row in edition.rows:
        yield _event(row).to_ical().decode()
    yield _END.decode()


def uid_of(row: Record) -> str:
    """What a claim's event is known by: drawn from its number and the moment in which it was written down."""
    known_by = f"{row['claim_id']} {row['created_at']}"
    return f"{uuid5(_SPACE, known_by)}@claim-tracker"


def _event(row: Record) -> Event:
    from icalendar import Event  # noqa: PLC0415

    day = _day_of(row) or date.max
    written = datetime.fromisoformat(row["updated_at"])
    event = Event()
    event.add("uid", uid_of(row))
    event.add("sequence", row["version"] - 1)
    event.add("dtstamp", written)
    event.add("last-modified", written)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", display(" – ".join(filter(None, (row["statement"], row["speaker"])))))
    event.add("description", display_lines("\n".join(_told(row))))
    if row["tags"]:
        event.add("categories", [display(tag) for tag in row["tags"]])
    if row["source_url"]:
        event.add("url", display(row["source_url"]))
    return event


def _day_of(row: Record) -> date | None:
    found: date | None = row["due_end"] or row["due_start"] or row["review_on"]
    return found


def _told(row: Record) -> Iterator[str]:
    """What stands in the event: why it is on this day, what counts as true, the quotation and the source."""
    if row["due_end"] or row["due_start"]:
        said = f" (“{row['due_text']}”)" if row["due_text"] else ""
        yield f"Due {span_in_short(row['due_start'], row['due_end'])}{said}, said {day_in_short(row['said_on'])}."
    else:
        yield f"No date; to be looked at again. Said {day_in_short(row['said_on'])}."
    if row["criteria"]:
        yield f"Counts as true if: {row['criteria']}"
    if row["quote"]:
        yield in_quotation_marks(row["quote"])
    source = ", ".join(filter(None, (row["source_title"], row["source_publisher"])))
    yield from (text for text in (source, f"Claim {row['claim_id']}") if text)
