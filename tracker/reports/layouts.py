"""How each report reads: what an editor would be sent of it, in headings, sentences and tables."""

from __future__ import annotations

from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from tracker.claims.vocabulary import Kind, Verdict, status_from_code
from tracker.claims.wording import (
    day_in_short,
    days_in_words,
    due_in_short,
    length_in_words,
    span_in_short,
    status_in_words,
)
from tracker.reports.counted_layouts import calibration_layout, record_layout
from tracker.reports.prose import Heading, Link, Paragraph, Shown, Table
from tracker.store.citing import source_terms
from tracker.store.filters import parse_filter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from tracker.reports.edition import Edition
    from tracker.reports.prose import Block
    from tracker.store.records import Record

    Layout = Callable[[Edition, Iterator[Record]], Iterator[Block]]

_NUMBER = Shown("No.", is_number=True)
_DUE = Shown("Due", is_flexible=True)
_SPEAKER = Shown("Speaker", is_flexible=True)
_SOURCE = Shown("Source", is_flexible=True, is_optional=True)
_CLAIM = Shown("Claim", is_flexible=True)
_MOVES = (
    Shown("Said on"),
    Shown("By", is_flexible=True),
    Shown("What it did"),
    Shown("Days", is_number=True),
    Shown("From", is_optional=True),
    Shown("To"),
    Shown("Notice", is_optional=True),
)


def blocks_of(edition: Edition) -> Iterator[Block]:
    """The whole report: title, day and filter, and what its layout makes of the rows."""
    report, rows = edition.report, iter(edition.rows)
    chosen = f", of the claims that fit “{edition.choices.filter.strip()}”" if edition.choices.filter.strip() else ""
    yield Heading(report.title, level=1)
    yield Paragraph(f"As of {day_in_short(edition.day)}{chosen}. {report.description.split(':')[0]}.")
    first = next(rows, None)
    if first is None:
        yield Paragraph(report.missing)
    else:
        yield from LAYOUTS[report.name](edition, chain((first,), rows))


def _claims(_edition: Edition, rows: Iterator[Record]) -> Iterator[Block]:
    told = (
        (str(row["claim_id"]), _status(row), _due(row), row["speaker"], _source(row, "source"), row["statement"])
        for row in rows
    )
    yield Table((_NUMBER, Shown("Status"), _DUE, _SPEAKER, _SOURCE, _CLAIM), told)


def _verdicts(_edition: Edition, rows: Iterator[Record]) -> Iterator[Block]:
    told = (
        (
            day_in_short(row["decided_on"]),
            _verdict(row),
            row["speaker"],
            _source(row, "evidence"),
            str(row["claim_id"]),
            row["statement"],
        )
        for row in rows
    )
    verdict, evidence = Shown("Verdict", is_flexible=True), Shown("Evidence", is_flexible=True, is_optional=True)
    yield Table((Shown("Decided"), verdict, _SPEAKER, evidence, _NUMBER, _CLAIM), told)


def _what_is_due(_edition: Edition, rows: Iterator[Record]) -> Iterator[Block]:
    told = (
        (
            day_in_short(row["comes_back_on"]),
            _status(row),
            _due(row),
            _corrected(row),
            row["speaker"],
            str(row["claim_id"]),
            row["statement"],
        )
        for row in rows
    )
    on_record = Shown("On record", is_optional=True)
    yield Table((Shown("Back on"), Shown("Status"), _DUE, on_record, _SPEAKER, _NUMBER, _CLAIM), told)


def _slips(_edition: Edition, rows: Iterator[Record]) -> Iterator[Block]:
    for (_, statement), group in groupby(rows, key=itemgetter("thread_id", "first_statement")):
        moves = list(group)
        yield Heading(statement)
        yield Paragraph(_slipped(moves[0]))
        told = (
            (
                day_in_short(row["said_on"]),
                row["speaker"],
                row["move"],
                "" if row["moved_by_days"] is None else f"{row['moved_by_days']:+,}",
                span_in_short(row["former_start"], row["former_end"]) or "no date",
                span_in_short(row["due_start"], row["due_end"]) or "no date",
                _notice(row),
            )
            for row in moves
        )
        yield Table(_MOVES, told)


def _citations(edition: Edition, rows: Iterator[Record]) -> Iterator[Block]:
    if source_terms(parse_filter(edition.choices.filter)):
        yield Paragraph("Of each claim's sources only those that the filter names are listed.")
    told = (
        (str(row["claim_id"]), row["statement"], row["role"], _source(row, "cited"), _quoted(row["quote"]))
        for row in rows
    )
    quotation = Shown("Quotation", is_flexible=True)
    yield Table((_NUMBER, _CLAIM, Shown("Role"), Shown("Source", is_flexible=True), quotation), told)


LAYOUTS: dict[str, Layout] = {
    "claims": _claims,
    "verdicts": _verdicts,
    "due": _what_is_due,
    "record": record_layout,
    "slips": _slips,
    "calibration": calibration_layout,
    "citations": _citations,
}
"""How each report reads, by its name."""


def _status(row: Record) -> str:
    kind = row.get("kind", Kind.OTHER)
    return status_in_words(status_from_code(row["status"]), Kind(kind))


def _verdict(row: Record) -> str:
    verdict = next((each for each in Verdict if each == row["verdict"]), None)
    told = status_in_words(verdict, Kind.OTHER) if verdict else "opened again"
    late = f", {days_in_words(row['days_late'])} late" if row["days_late"] else ""
    return f"{told}{late}{'' if row['stands'] else ' (replaced)'}"


def _due(row: Record) -> str:
    return due_in_short(row["due_start"], row["due_end"], row["said_on"], row["due_text"])


def _corrected(row: Record) -> str:
    if row["corrected_of"] is None:
        return "—"
    day: date | None = row["corrected_on"]
    return f"{day_in_short(day) if day else 'more likely never'} (n = {row['corrected_of']})"


def _source(row: Record, whose: str) -> str | Link:
    """A source's publisher, or its title without one, leading to its address."""
    url: str = row[f"{whose}_url"]
    told = row[f"{whose}_publisher"] or row[f"{whose}_title"] or url or "—"
    return Link(told, url) if url else str(told)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "—"


def _slipped(row: Record) -> str:
    slips = row["slips"]
    if not slips:
        return "It did not move later."
    times = {1: "once", 2: "twice"}.get(slips, f"{slips:,} times")
    days = f", by {length_in_words(row['slip_days'])} in all" if row["slip_days"] else ""
    return f"It slipped {times}{days}."


def _notice(row: Record) -> str:
    days = row["notice_days"]
    if days is None:
        return "—"
    return f"{days_in_words(days)} ahead" if days >= 0 else f"{days_in_words(-days)} after"
