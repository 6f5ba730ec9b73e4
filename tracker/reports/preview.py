"""The beginning of a report as its reader will find it, to be looked at before it is written."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from tracker.claims.vocabulary import LIST_JOINT
from tracker.reports.formats import plain_value
from tracker.reports.prose import Shown, Table, plain
from tracker.reports.writing import read_choices, send_report
from tracker.store.past import as_known_on
from tracker.store.records import hand_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.reports.edition import ReportChoices
    from tracker.store.archive import Archive
    from tracker.store.records import Record

_TABLES = {"csv", "xlsx"}
"""The formats of which the first rows and columns are shown instead of the first lines."""

_COLUMN = 22
_GAP = 2


def preview(archive: Archive, choices: ReportChoices, today: date, limit: int, width: int) -> list[str]:
    """The first ``limit`` rows or lines, ``width`` columns wide; what is missing where there are none.

    Raises InvalidInput for what cannot be or does not go together.
    """
    chosen, report, _ = read_choices(choices)
    if chosen.name in _TABLES:
        return _first_rows(archive, choices, today, limit, width)
    lines = first_lines(archive, choices, today, limit)
    return lines or [report.missing]


def first_lines(archive: Archive, choices: ReportChoices, today: date, limit: int) -> list[str]:
    """The first lines of a report as it would be written, of any format that is a text."""
    sink = _FirstLines(limit)
    with suppress(_Enough):
        send_report(archive, choices, sink, today=today)
    return sink.lines


def _first_rows(archive: Archive, choices: ReportChoices, today: date, limit: int, width: int) -> list[str]:
    """The first columns and rows as a table, and how many more columns there are."""
    _, report, terms = read_choices(choices)
    room = max(1, (width + _GAP) // (_COLUMN + _GAP))
    names = [column.name for column in report.columns[:room]]

    def take(records: Iterator[Record]) -> list[Record]:
        return list(islice(records, limit))

    with as_known_on(archive, choices.as_of, today) as known:
        rows: list[Record] = known.run(hand_out, report.rows, terms, choices.as_of or today, take)
    if not rows:
        return [report.missing]
    cells = [tuple(_told(row, name) for name in names) for row in rows]
    shown = Table(tuple(Shown(name, is_flexible=True) for name in names), cells)
    lines = "".join(plain([shown], width)).splitlines()
    more = len(report.columns) - len(names)
    return [*lines, f"… and {more} more columns"] if more else lines


def _told(row: Record, name: str) -> str:
    value = plain_value(row[name])
    return LIST_JOINT.join(value) if isinstance(value, list) else "" if value is None else str(value)


class _Enough(Exception):
    """The first lines are there."""


class _FirstLines:
    """Keeps the first lines of what is written, and stops the writing after them."""

    def __init__(self, limit: int) -> None:
        self.lines: list[str] = []
        self._limit = limit
        self._rest = ""

    def write(self, piece: str | bytes, /) -> None:
        """Take the lines of the piece, as long as there are too few."""
        *whole, self._rest = (self._rest + (piece if isinstance(piece, str) else piece.decode())).split("\n")
        self.lines += [line.rstrip("\r") for line in whole[: self._limit - len(self.lines)]]
        if len(self.lines) >= self._limit:
            raise _Enough
