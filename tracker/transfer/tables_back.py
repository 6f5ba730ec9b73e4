"""An export of everything, read back: the rows of each table with their values, and what is wrong with the others."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.errors import InvalidInput, NewerSchema
from tracker.places import known_revisions
from tracker.store.incoming.candidates import IncomingRow
from tracker.store.incoming.plan import Fault, Place, PlannedRow, State
from tracker.store.incoming.tables import IncomingTables
from tracker.store.past import unwatched
from tracker.store.tables import WRITTEN_BY_NAME
from tracker.transfer.bundles import opened_bundle
from tracker.transfer.cells import BOOKKEEPING, columns_in_files
from tracker.transfer.days import as_iso, day_order_of
from tracker.transfer.description import MARK, metadata_name
from tracker.transfer.everything import WRITERS
from tracker.transfer.quoting import short
from tracker.transfer.sheets import items_of, read_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tracker.claims.model import Row
    from tracker.store.inserting import Values
    from tracker.store.past import Watch
    from tracker.transfer.bundles import Bundle
    from tracker.transfer.cells import TableColumn
    from tracker.transfer.manner import Manner


@dataclass(frozen=True, slots=True)
class _RawRow:
    """A row as the file has it, and what is wrong with it as a whole."""

    number: int
    cells: Mapping[str, Any]
    problem: str = ""


@dataclass(slots=True)
class _Reading:
    """What has been read of an export so far."""

    manner: Manner
    watch: Watch = unwatched
    rows: dict[type[Row], list[IncomingRow]] = field(default_factory=dict)
    bad: dict[type[Row], list[PlannedRow]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def incoming(self, name: str) -> IncomingTables:
        """All of it."""
        return IncomingTables(name, self.rows, self.bad, tuple(self.remarks))

    def read_table(self, table: type[Row], name: str, content: bytes) -> None:
        """Read the file of one table. Raises InvalidInput when it cannot be one."""
        columns = {column.name: column for column in columns_in_files(table)}
        is_json = name.endswith(".jsonl")
        raw = _json_rows(content, name, self.manner) if is_json else _csv_rows(content, name, self.manner, columns)
        unknown = sorted({told for row in raw for told in row.cells} - columns.keys())
        if unknown:
            told = ", ".join(map(short, unknown))
            self.remarks.append(f"{name}: this table has no column {told}, which was not read")
        rows, bad = self.rows.setdefault(table, []), self.bad.setdefault(table, [])
        seen: dict[int, int] = {}
        with self.watch(raw, f"reading {name}", len(raw)) as each:
            for row in each:
                place = Place(name, row.number)
                values, faults = _values(row, columns, is_json=is_json)
                if not faults and values["id"] in seen:
                    faults = [Fault("id", f"line {seen[values['id']]} has the number {values['id']} too")]
                if faults:
                    bad.append(PlannedRow(place, State.BAD, _name(table, row.cells), faults=tuple(faults)))
                else:
                    seen[values["id"]] = row.number
                    rows.append(IncomingRow(place, values))


def read_export(path: Path, manner: Manner, watch: Watch = unwatched) -> IncomingTables:
    """Read the export in a folder or zip file. Raises InvalidInput, or NewerSchema for one of a newer version."""
    reading = _Reading(manner, watch)
    with opened_bundle(path) as bundle:
        ending = _format_of(bundle)
        for name, table in WRITTEN_BY_NAME.items():
            if f"{name}.{ending}" in bundle.names:
                reading.read_table(table, f"{name}.{ending}", bundle.read(f"{name}.{ending}"))
    return reading.incoming(path.name)


def read_table_file(table: type[Row], name: str, content: bytes, manner: Manner) -> IncomingTables:
    """Read a single file of an export. Raises InvalidInput."""
    reading = _Reading(manner)
    reading.read_table(table, name, content)
    return reading.incoming(name)


def _format_of(bundle: Bundle) -> str:
    """The format of an export's files, as its description says."""
    for ending in WRITERS:
        name = metadata_name(ending)
        if name in bundle.names:
            told = _described(bundle, name)
            if told.get("dc:type") == MARK:
                _check_revision(told, bundle.shown)
                return ending
    raise InvalidInput(f"{bundle.shown} is no export of this program: it holds no description of one.")


def _described(bundle: Bundle, name: str) -> dict[str, Any]:
    try:
        told = json.loads(bundle.read(name).decode("utf-8-sig"))
    except (RecursionError, ValueError):
        raise InvalidInput(f"{bundle.shown}: {name} is damaged: take the one that the export had.") from None
    return told if isinstance(told, dict) else {}


def _check_revision(told: Mapping[str, Any], shown: str) -> None:
    revision, known = str(told.get("schema:schemaVersion")), known_revisions()
    if revision not in known:
        raise NewerSchema(
            f"{shown} was written by a newer version of this program (schema {short(revision)}, here {known[-1]}): "
            "install that version."
        )


def _csv_rows(content: bytes, name: str, manner: Manner, columns: Mapping[str, TableColumn]) -> list[_RawRow]:
    """The rows of a CSV file, with days as ISO 8601 has them where a spreadsheet has written them in its own way."""
    sheet = read_sheet(content, name, manner.encoding)
    if "id" not in sheet.header:
        raise InvalidInput(f"{name}:1: there is no column “id”, by which a row is known.")
    days = [told for told in sheet.header if told in columns and columns[told].type == "day"]
    order = manner.day_order or day_order_of(line.cells.get(day, "") for line in sheet.lines for day in days)
    rows = []
    for line in sheet.lines:
        cells, problem = dict(line.cells), line.problem
        try:
            cells |= {day: as_iso(cells[day], order) for day in days if cells.get(day)}
        except InvalidInput as refusal:
            problem = problem or str(refusal)
        rows.append(_RawRow(line.number, cells, problem))
    return rows


def _json_rows(content: bytes, name: str, manner: Manner) -> list[_RawRow]:
    items = items_of(content, name, manner.encoding) if content.strip() else []
    return [_RawRow(item.number, item.told) for item in items]


def _values(row: _RawRow, columns: Mapping[str, TableColumn], *, is_json: bool) -> tuple[Values, Sequence[Fault]]:
    """The values of a row, or what is wrong with it. Bookkeeping that is left empty is given anew."""
    if row.problem:
        return {}, [Fault("", row.problem)]
    values: Values = {}
    faults: list[Fault] = []
    for name, told in row.cells.items():
        column = columns.get(name)
        if column is None or (name in BOOKKEEPING and told in {"", None}):
            continue
        try:
            values[name] = column.from_json(told) if is_json else column.from_cell(told)
        except InvalidInput as refusal:
            faults.append(Fault(name, str(refusal)))
    if "id" not in values and not faults:
        faults.append(Fault("id", "it is missing, and a row is known by it"))
    return values, faults


def _name(table: type[Row], cells: Mapping[str, Any]) -> str:
    told = next((str(cells[name]) for name in ("statement", "name", "title") if cells.get(name)), "")
    number = cells.get("id")
    shown = f" {number}" if isinstance(number, int | str) and number else ""
    return f"{str(table.__tablename__).replace('_', ' ')}{shown}{f' {short(told)}' if told else ''}"
