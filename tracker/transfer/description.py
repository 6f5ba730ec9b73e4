"""What goes with the files of an export: a README for people, and a description after CSV on the Web for programs.

https://www.w3.org/TR/tabular-metadata/ says how such a description is written.
"""

from __future__ import annotations

import inspect
import json
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tracker import places
from tracker.errors import TrackerError
from tracker.reports.tables import reports
from tracker.store.tables import WRITTEN_BY_NAME
from tracker.transfer.cells import columns_in_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.claims.model import Row
    from tracker.transfer.cells import TableColumn

MARK = "claim-tracker export"
"""By what an export is known, as the ``dc:type`` of its description."""

README_NAME = "README.md"

DATATYPES = {
    "number": "integer",
    "decimal": "double",
    "boolean": "boolean",
    "day": "date",
    "moment": "dateTime",
}
"""How CSV on the Web names the types; all others are its ``string``."""

_ABOUT = """# Everything of a claim database

One {what} a table, in UTF-8. `tracker import` of this folder into an empty
database gives the same claims again; into the same database it changes nothing; after edits it shows what is new and
what changed before it writes anything.

**In it** is all that people wrote: claims, those in the trash as well, with their sources, quotations, verdicts,
probabilities, tags, names, other names and saved views, each row with its number, its version and its moments.

**Not in it** is the history of steps that `tracker undo` goes back through, and what the program works out by itself:
threads, schedules and the keys that names are compared by. A copy of the database's file keeps the history too.

{manner}
`id` and `version` must stay as they are: by these a row is known, and whether somebody changed it since. A row that is
not in a file stays as it is in the database. Columns may be left out, and the order of rows and columns is free.
"""
_MANNER = {
    "csv": """Cells that a spreadsheet would run as formulas begin with an apostrophe, which import takes away again.
Lines end as RFC 4180 has them; an empty cell is unknown. `csv-metadata.json` describes the files for programs.
""",
    "jsonl": """Each line is one JSON object; null is unknown. `jsonl-metadata.json` describes the files for programs.
""",
}


def metadata_name(format: str) -> str:  # noqa: A002 -- the word that its option has
    """The name of the description in an export of that format."""
    return f"{format}-metadata.json"


def readme_of(counts: Mapping[str, int], format: str) -> str:  # noqa: A002
    """The README of an export with so many rows in each table."""
    what = {"csv": "CSV file (RFC 4180)", "jsonl": "file of JSON lines"}[format]
    parts = [_ABOUT.format(what=what, manner=_MANNER[format])]
    for name, table in WRITTEN_BY_NAME.items():
        count = counts[name]
        parts.append(f"## {name}.{format} ({count:,} row{'s' * (count != 1)})\n\n{about_table(table)}\n")
        lines = [
            f"| `{column.name}` | {column.type} | {about_column(table, column)} |" for column in columns_in_files(table)
        ]
        parts.append("\n".join(["| column | type | meaning |", "| --- | --- | --- |", *lines, ""]))
    return "\n".join(parts)


def metadata_of(format: str, revision: str) -> str:  # noqa: A002
    """The description of an export for programs; ``revision`` is that of the database's schema."""
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "Everything of a claim database",
        "dc:type": MARK,
        "dc:format": {"csv": "text/csv", "jsonl": "application/jsonl"}[format],
        "schema:schemaVersion": revision,
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tables": [_described(name, table, format) for name, table in WRITTEN_BY_NAME.items()],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def about_table(table: type[Row]) -> str:
    """What a table holds: the first sentence of its class."""
    told = " ".join((inspect.getdoc(table) or "").split()).replace("``", "`")
    return told.partition(". ")[0].removesuffix(".") + "."


def about_column(table: type[Row], column: TableColumn) -> str:
    """What a column means."""
    told = _told()
    own = told.get(str(table.__tablename__), {}).get(column.name) or told["every"].get(column.name)
    if own:
        return f"{own.removesuffix('.')}, by its number in {column.points_to}." if column.points_to else own
    if column.points_to:
        return f"The number of a row in {column.points_to}."
    known = _of_reports()
    if column.name in known:
        return known[column.name]
    field = table.model_fields[column.name]
    return f"{(field.description or field.title or column.name.replace('_', ' ')).capitalize().removesuffix('.')}."


def _described(name: str, table: type[Row], format: str) -> dict[str, Any]:  # noqa: A002
    keys = [
        {
            "columnReference": column.name,
            "reference": {"resource": f"{column.points_to}.{format}", "columnReference": "id"},
        }
        for column in columns_in_files(table)
        if column.points_to
    ]
    schema = {"columns": [_described_column(table, column) for column in columns_in_files(table)], "primaryKey": "id"}
    return {
        "url": f"{name}.{format}",
        "dc:description": about_table(table),
        "tableSchema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def _described_column(table: type[Row], column: TableColumn) -> dict[str, Any]:
    datatype: Any = DATATYPES.get(column.type, "string")
    if column.codes:
        datatype = {"base": "string", "format": "|".join(map(str, column.codes))}
    return {
        "name": column.name,
        "titles": column.name,
        "datatype": datatype,
        "required": column.name == "id" or column.is_required,
        "dc:description": about_column(table, column),
    }


@lru_cache(maxsize=1)
def _told() -> dict[str, dict[str, str]]:
    file = places.schema_folder() / "tables.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise TrackerError(f"The program's own file {file} is missing: install the program again.") from error


@lru_cache(maxsize=1)
def _of_reports() -> dict[str, str]:
    return {column.name: column.description for report in reports().values() for column in report.columns}
