"""Everything of a database into files that come back: one for each table, a README and a description."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from tracker.claims.model import instant_text
from tracker.errors import InvalidInput
from tracker.places import known_revisions
from tracker.reports.formats import csv_lines
from tracker.store.past import unwatched
from tracker.store.tables import WRITTEN_BY_NAME
from tracker.store.whole import hand_out_rows, tables_in_order
from tracker.transfer.bundles import bundle_written_whole
from tracker.transfer.cells import columns_in_files
from tracker.transfer.description import README_NAME, metadata_name, metadata_of, readme_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tracker.claims.model import Row
    from tracker.store.archive import Archive
    from tracker.store.past import Watch
    from tracker.transfer.bundles import Members
    from tracker.transfer.cells import TableColumn

Values = Sequence[Any]
"""The values of a row, in the order of the columns."""


def export_everything(
    archive: Archive,
    target: Path,
    *,
    format: str = "csv",  # noqa: A002 -- the word that its option has
    force: bool = False,
    watch: Watch = unwatched,
) -> dict[str, int]:
    """Write everything into a folder, or a zip file if the target ends so; how many rows each table has.

    Raises InvalidInput, with what was there intact, when that cannot be.
    """
    write = WRITERS.get(format)
    if write is None:
        raise InvalidInput(f"There is no format “{format}” for everything. There are: {', '.join(WRITERS)}.")
    wanted = {table: tuple(column.name for column in columns_in_files(table)) for table in tables_in_order()}

    def receive(counts: dict[str, int], tables: Iterator[tuple[type[Row], Iterator[Values]]]) -> dict[str, int]:
        with bundle_written_whole(target, force=force, is_ours=is_an_export) as members:
            for table, rows in tables:
                name = str(table.__tablename__)
                watching = watch(rows, f"writing {name}", counts[name])
                with members.member(f"{name}.{format}") as file, watching as each:
                    write(file, columns_in_files(table), each)
            _describe(members, counts, format)
        return counts

    return archive.run(hand_out_rows, wanted, receive)


def is_an_export(names: Iterable[str]) -> bool:
    """Whether files of these names are an export and nothing besides."""
    found = set(names)
    for format in WRITERS:  # noqa: A001
        if metadata_name(format) in found:
            return found <= {README_NAME, metadata_name(format), *(f"{table}.{format}" for table in WRITTEN_BY_NAME)}
    return False


def _describe(members: Members, counts: Mapping[str, int], format: str) -> None:  # noqa: A002
    for name, text in (
        (README_NAME, readme_of(counts, format)),
        (metadata_name(format), metadata_of(format, known_revisions()[-1])),
    ):
        with members.member(name) as file:
            file.write(text)


def _write_csv(file: IO[str], columns: Sequence[TableColumn], rows: Iterable[Values]) -> None:
    line_of, writers = csv_lines(), [column.to_cell for column in columns]
    file.write(line_of([column.name for column in columns]))
    for row in rows:
        file.write(line_of([to_cell(value) for to_cell, value in zip(writers, row, strict=True)]))


def _write_jsonl(file: IO[str], columns: Sequence[TableColumn], rows: Iterable[Values]) -> None:
    moments = {place for place, column in enumerate(columns) if column.type == "moment"}
    for row in rows:
        told = {
            column.name: instant_text(value) if value and place in moments else to_jsonable_python(value)
            for place, (column, value) in enumerate(zip(columns, row, strict=True))
        }
        file.write(json.dumps(told, ensure_ascii=False) + "\n")


WRITERS = {"csv": _write_csv, "jsonl": _write_jsonl}
"""How the rows of a table are written, by the format's name."""
