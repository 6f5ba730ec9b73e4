"""The door to import: what a file is, what it would change, and writing that.

Reading needs no database, comparing only reads it, and writing is one step that undo takes back. What was compared is
compared again while writing: only what is still as it was shown is written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tracker.claims.naming import name_key
from tracker.claims.typed import no_such
from tracker.dates.conventions import DEFAULT, Conventions
from tracker.errors import InvalidInput
from tracker.reports.tables import reports
from tracker.store.collecting import uncollected
from tracker.store.incoming.claims import IncomingClaims, import_claims, plan_claims
from tracker.store.incoming.plan import Confirmed, ImportPlan, State
from tracker.store.incoming.report import IncomingReport, import_report, plan_report
from tracker.store.incoming.tables import IncomingTables, import_tables, plan_tables
from tracker.store.past import unwatched
from tracker.store.tables import WRITTEN_BY_NAME
from tracker.transfer.bundles import is_folder, is_zip
from tracker.transfer.cells import columns_in_files
from tracker.transfer.claims_back import is_report, read_report_items, read_report_sheet
from tracker.transfer.kept_mappings import KeptMapping, kept_mappings
from tracker.transfer.manner import DAY_ORDERS, SCALES, Manner
from tracker.transfer.mapping import TARGETS, proposed, read_mapping, told_by
from tracker.transfer.presets import JSONS, SHEETS, sheet_preset_for
from tracker.transfer.quoting import short
from tracker.transfer.rejects import PROBLEM_COLUMN, write_rejects
from tracker.transfer.sheets import Item, Sheet, items_of, read_items, read_sheet
from tracker.transfer.tables_back import read_export, read_table_file
from tracker.transfer.texts import decoded, is_encoding, read_bytes
from tracker.transfer.told import Circumstances, read_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tracker.store.archive import Archive
    from tracker.store.past import Watch
    from tracker.transfer.found import Found

Incoming: TypeAlias = "IncomingTables | IncomingReport | IncomingClaims"
Source: TypeAlias = "Sheet | Sequence[Item]"


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants a file read: by the preset or mapping of that name, and with these columns for fields."""

    preset: str = ""
    columns: Sequence[str] = ()


def wish_of(words: str) -> tuple[str, Manner]:
    """The preset and the manner that somebody has written in words: ``dmy cp1252``, ``scale 100``, ``our table``.

    Raises InvalidInput for a word that is neither, nor an encoding.
    """
    names = {name_key(name): name for name in (*SHEETS, *JSONS, *kept_mappings())}
    if name_key(words) in names:
        return names[name_key(words)], Manner()
    preset, manner = "", Manner()
    for word in words.replace(",", " ").casefold().split():
        if word in DAY_ORDERS:
            manner = replace(manner, day_order=word)
        elif word in SCALES:
            manner = replace(manner, scale=word)
        elif word in names:
            preset = names[word]
        elif is_encoding(word):
            manner = replace(manner, encoding=word)
        elif word != "scale":
            raise InvalidInput(f"{short(word)} is no way to read a file: write dmy, mdy, scale 100, or an encoding.")
    return preset, manner


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file is and what was read of it.

    ``recognised`` says in words what it was taken for, ``columns`` which column tells each field where that can be
    chosen, and ``header`` what there is to choose from. ``source`` are its rows as they stand in it.
    """

    path: Path
    recognised: str
    incoming: Incoming
    source: Source | None = None
    columns: Mapping[str, str] | None = None
    header: tuple[str, ...] = ()
    rows: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def unread(self) -> tuple[str, ...]:
        """The columns that tell no field, of those that there are to choose from."""
        told = {"", PROBLEM_COLUMN, *(self.columns or {}).values()}
        return tuple(name for name in self.header if name not in told)


@uncollected()
def read_file(
    path: Path,
    around: Circumstances,
    wish: Wish | None = None,
    *,
    content: bytes | None = None,
    watch: Watch = unwatched,
) -> Reading:
    """Read what comes back or comes from elsewhere: a folder, a zip file, CSV or JSON; ``content`` instead of a path's.

    Raises InvalidInput when it cannot be read or nobody can tell what it is.
    """
    path = Path(os.path.expanduser(path))  # noqa: PTH111 -- pathlib's raises for ~nobody
    if content is None and (is_folder(path) or is_zip(path)):
        return Reading(path, "an export of everything", read_export(path, around.manner, watch))
    content = read_bytes(path) if content is None else content
    begins = decoded(content, path.name, around.manner.encoding).text.lstrip()[:1]
    read = _read_json if begins in {"{", "["} else _read_csv
    return read(path, content, wish or Wish(), around, watch)


def _read_csv(path: Path, content: bytes, wish: Wish, around: Circumstances, watch: Watch) -> Reading:
    sheet = read_sheet(content, path.name, around.manner.encoding)
    is_mapped = bool(wish.preset or wish.columns)
    if not is_mapped and _is_table(path.stem, sheet.header):
        table = read_table_file(WRITTEN_BY_NAME[path.stem], path.name, content, around.manner)
        return Reading(path, f"the table “{path.stem}” of an export, {sheet.manner}", table, sheet)
    if not is_mapped:
        _refuse_other_reports(sheet)
    if not is_mapped and is_report(sheet.header):
        report = read_report_sheet(sheet, around.today, around.manner, watch)
        return Reading(path, f"the report “claims”, {sheet.manner}", report, sheet)
    preset = sheet_preset_for(sheet.header, wish.preset) if not wish.columns else None
    if preset:
        found = preset.read(sheet, around.manner)
        claims = read_told(found.told, path.name, around, found.remarks, watch)
        return Reading(path, f"{preset.title}, {sheet.manner}", claims, sheet, rows=found.rows)
    columns, manner, how = _mapping_for(sheet, wish, around.manner)
    by_mapping = told_by(sheet, columns, manner)
    claims = read_told(by_mapping.told, path.name, replace(around, manner=manner), by_mapping.remarks, watch)
    return Reading(path, f"{how}, {sheet.manner}", claims, sheet, columns, sheet.header)


def _is_table(name: str, header: Iterable[str]) -> bool:
    """Whether a file of that name with these columns is one of an export, and not just called alike."""
    told, table = set(header), WRITTEN_BY_NAME.get(name)
    if table is None or "id" not in told:
        return False
    return "version" in told or told <= {column.name for column in columns_in_files(table)}


def _mapping_for(sheet: Sheet, wish: Wish, named: Manner) -> tuple[dict[str, str], Manner, str]:
    """Which column tells each field, the manner, and in words where that is from."""
    mapping = _kept_mapping_for(sheet, wish)
    columns, manner, how = proposed(sheet.header), named, "a table of one's own"
    if mapping is not None:
        columns, how = dict(mapping.columns), f"a table by the mapping {short(mapping.name)}"
        kept = mapping.manner
        manner = Manner(named.encoding, named.day_order or kept.day_order, named.scale or kept.scale)
    said = read_mapping(wish.columns, sheet.header)
    taken = set(said.values())
    columns = {name: column for name, column in columns.items() if column not in taken or name in said}
    wanted = columns | said
    return {name: wanted[name] for name in TARGETS if wanted.get(name)}, manner, how


def _kept_mapping_for(sheet: Sheet, wish: Wish) -> KeptMapping | None:
    """The mapping that is named, else one that fits where nothing is said; None when there is none."""
    kept = kept_mappings()
    if not wish.preset:
        return None if wish.columns else next((one for one in kept.values() if one.fits(sheet.header)), None)
    mapping = kept.get(wish.preset)
    if mapping is None and wish.preset in JSONS:
        raise InvalidInput(f"{sheet.name} is a table: the preset {short(wish.preset)} reads JSON.")
    if mapping is None:
        raise no_such("preset", wish.preset, dict.fromkeys((*SHEETS, *JSONS, *kept)))
    if not mapping.fits(sheet.header):
        missing = ", ".join(short(name) for name in mapping.columns.values() if name not in sheet.header)
        raise InvalidInput(f"{sheet.name} has no column {missing}, which the mapping {short(mapping.name)} names.")
    return mapping


def _refuse_other_reports(sheet: Sheet) -> None:
    for report in reports().values():
        if report.name != "claims" and set(sheet.header) == {column.name for column in report.columns}:
            raise InvalidInput(f"{sheet.name} is the report “{report.name}”: only the report “claims” comes back.")


def _read_json(path: Path, content: bytes, wish: Wish, around: Circumstances, watch: Watch) -> Reading:
    told = read_items(content, path.name, around.manner.encoding)
    lines = told if isinstance(told, list) and all(isinstance(one, Item) for one in told) else None
    first = lines[0].told if lines else told if isinstance(told, dict) else {}
    if not wish.preset and _is_table(path.stem, first):
        table = read_table_file(WRITTEN_BY_NAME[path.stem], path.name, content, around.manner)
        return Reading(path, f"the table “{path.stem}” of an export, JSON lines", table)
    if not wish.preset and is_report(first):
        items = items_of(content, path.name, around.manner.encoding)
        return Reading(path, "the report “claims”, JSON lines", read_report_items(items, path.name, watch), items)
    plain = [one.told for one in lines] if lines else told
    for name, preset in JSONS.items():
        if wish.preset in {"", name} and (items := preset.items(plain)):
            found: Found = preset.read(items)
            claims = read_told(found.told, path.name, around, found.remarks, watch)
            return Reading(path, preset.title, claims, items)
    known = ", ".join(preset.title for preset in JSONS.values())
    raise InvalidInput(f"{path.name} is JSON that tells of no claims in a way that is known: {known}.")


@uncollected()
def plan_import(archive: Archive, reading: Reading, today: date, conventions: Conventions = DEFAULT) -> ImportPlan:
    """What an import would do. Raises InvalidInput for a file of another database."""
    incoming = reading.incoming
    if isinstance(incoming, IncomingTables):
        return archive.run(plan_tables, incoming, today)
    if isinstance(incoming, IncomingReport):
        return archive.run(plan_report, incoming, today, conventions)
    return archive.run(plan_claims, incoming, today)


def write_import(
    archive: Archive, reading: Reading, confirmed: Confirmed, today: date, conventions: Conventions = DEFAULT
) -> int:
    """Write what was confirmed, in one step; how many rows.

    Raises EditConflict, with nothing written, when the database has changed since it was compared.
    """
    incoming = reading.incoming
    if isinstance(incoming, IncomingTables):
        return archive.run(import_tables, incoming, today, confirmed)
    if isinstance(incoming, IncomingReport):
        return archive.run(import_report, incoming, today, conventions, confirmed)
    return archive.run(import_claims, incoming, today, confirmed)


def put_rejects_aside(reading: Reading, plan: ImportPlan, target: Path, *, force: bool = False) -> int:
    """Write the bad rows into a file of their own; how many they are. Raises InvalidInput when that cannot be."""
    if reading.source is None:
        raise InvalidInput("An export of several files has no file for bad rows: mend them where they are.")
    problems: dict[int, str] = {}
    for row in plan.in_state(State.BAD):
        told = "; ".join(f"{fault.column}: {fault.sentence}".removeprefix(": ") for fault in row.faults)
        for number in reading.rows.get(row.place.line, (row.place.line,)):
            problems[number] = told
    return write_rejects(reading.source, problems, target, force=force)
