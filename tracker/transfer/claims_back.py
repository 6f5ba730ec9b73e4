"""The report “claims”, read back: from CSV as any spreadsheet saves it, or from JSON lines."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tracker.claims.decisions import DECISION_FIELDS
from tracker.claims.model import ClaimFields
from tracker.claims.vocabulary import LIST_JOINT
from tracker.errors import InvalidInput
from tracker.reports.formats import unguarded
from tracker.reports.tables import report_named
from tracker.store.incoming.plan import Fault, Place, PlannedRow, State
from tracker.store.incoming.report import IncomingReport, ReportRow
from tracker.store.past import unwatched
from tracker.transfer.cells import read_day, read_moment, read_number, read_row_number, read_share, read_text
from tracker.transfer.days import as_edtf, day_order_of, read_told_day
from tracker.transfer.quoting import short
from tracker.transfer.rejects import PROBLEM_COLUMN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from tracker.store.past import Watch
    from tracker.store.records import Record
    from tracker.transfer.manner import Manner
    from tracker.transfer.sheets import Item, Sheet

KNOWN_BY = "claim_id"

_IDENTITY = {KNOWN_BY, "version", "created_at", "updated_at"}
_DECISION = {*DECISION_FIELDS, "decided_on", "decided_by", "evidence_on"}
_READ = _IDENTITY | _DECISION | set(ClaimFields.model_fields) | {"credence"}
_MAY_BE_TO_COME = {"due_start", "due_end", "review_on"}
_WINDOW_IN_SHORT = "due_edtf"
_EVIDENCE_OF_ITS_DAY = "status"
"""It is worked out, and tells which verdict a row had before somebody edited that."""


def is_report(header: Iterable[str]) -> bool:
    """Whether a file with these columns is the report “claims”, or some columns of it."""
    names = set(header)
    return KNOWN_BY in names and bool(names & (_READ - {KNOWN_BY}))


def read_report_sheet(sheet: Sheet, today: date, manner: Manner, watch: Watch = unwatched) -> IncomingReport:
    """Read the report from CSV, its days in whatever way they are written."""
    types = _types()
    days = [name for name in sheet.header if types.get(name) == "day"]
    order = manner.day_order or day_order_of(
        line.cells[day] for line in sheet.lines for day in days if not line.problem
    )

    def value_of(name: str, cell: str) -> Any:
        told = unguarded(cell)
        if types[name] == "day":
            return _day(told, today, order, is_past=name not in _MAY_BE_TO_COME)
        if name == _WINDOW_IN_SHORT:
            told = as_edtf(told, today, order)
        return _from_text(types[name], told)

    rows = [(line.number, line.cells, line.problem) for line in sheet.lines]
    return _report(sheet.name, sheet.header, rows, value_of, watch)


def read_report_items(items: Sequence[Item], name: str, watch: Watch = unwatched) -> IncomingReport:
    """Read the report from JSON lines, which no spreadsheet writes."""
    types = _types()
    rows = [(item.number, item.told, "") for item in items]
    header = dict.fromkeys(told for item in items for told in item.told)
    return _report(name, header, rows, lambda name, value: _from_json(types[name], value), watch)


def _report(
    name: str,
    header: Iterable[str],
    rows: Sequence[tuple[int, Mapping[str, Any], str]],
    value_of: Callable[[str, Any], Any],
    watch: Watch,
) -> IncomingReport:
    known = _types()
    unknown = [column for column in header if column not in known and column != PROBLEM_COLUMN]
    remarks = (f"{name}: {', '.join(map(short, unknown))} is no column of the report and was not read",) * bool(unknown)
    good: list[ReportRow] = []
    bad: list[PlannedRow] = []
    seen: dict[int, int] = {}
    with watch(rows, f"reading {name}", len(rows)) as each:
        for number, cells, problem in each:
            told, faults = ({}, [Fault("", problem)]) if problem else _told(cells, value_of)
            claim_id = told.get(KNOWN_BY)
            if claim_id in seen:
                faults.append(Fault(KNOWN_BY, f"line {seen[claim_id]} tells of claim {claim_id} too"))
            row = ReportRow(Place(name, number), told)
            if claim_id is not None and not faults:
                seen[claim_id] = number
            if faults:
                bad.append(PlannedRow(row.place, State.BAD, row.name, faults=tuple(faults)))
            else:
                good.append(row)
    return IncomingReport(name, tuple(good), tuple(bad), remarks)


def _told(cells: Mapping[str, Any], value_of: Callable[[str, Any], Any]) -> tuple[Record, list[Fault]]:
    told: Record = {}
    faults: list[Fault] = []
    known = _types()
    for name, cell in cells.items():
        if name in _READ | {_EVIDENCE_OF_ITS_DAY} and name in known:
            try:
                told[name] = value_of(name, cell)
            except InvalidInput as refusal:
                faults.append(Fault(name, str(refusal)))
    return told, faults


def _types() -> dict[str, str]:
    """The type of each column; the number of the claim is one of its own."""
    return {column.name: column.type for column in report_named("claims").columns} | {KNOWN_BY: KNOWN_BY}


def _from_text(kind: str, text: str) -> Any:
    if kind in {"text", "code"}:
        return read_text(text)
    told = text.strip()
    if kind == "list":
        return tuple(filter(None, map(str.strip, read_text(told).split(LIST_JOINT.strip()))))
    return _READERS[kind](told) if told else None


def _day(text: str, today: date, order: str, *, is_past: bool) -> date | None:
    return read_told_day(text, today, order, is_past=is_past) if text.strip() else None


def _from_json(kind: str, value: Any) -> Any:
    if kind == "list":
        if not (value is None or (isinstance(value, list) and all(isinstance(one, str) for one in value))):
            raise InvalidInput("it must be a list of texts")
        return tuple(map(read_text, value or ()))
    if isinstance(value, dict | list | bool):
        raise InvalidInput("it must be a single value")
    return _from_text(kind, "" if value is None else str(value))


def _probability(text: str) -> float:
    value = read_share(text)
    if not 0 <= value <= 1:
        raise InvalidInput(f"{short(text)} is not a probability from 0 to 1")
    return value


_READERS: dict[str, Callable[[str], Any]] = {
    KNOWN_BY: partial(read_row_number, what="claim"),
    "number": read_number,
    "day": read_day,
    "moment": read_moment,
    "probability": _probability,
}
