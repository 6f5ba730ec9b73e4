"""What the columns of a CSV file are, for programs: CSV on the Web, the W3C's metadata vocabulary for tabular data."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tracker.claims.vocabulary import LIST_JOINT
from tracker.reports.formats import SPREADSHEETS

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.reports.tables import Column, Report

_DATATYPES: dict[str, Any] = {
    "number": "integer",
    "decimal": "number",
    "probability": {"base": "number", "minimum": 0, "maximum": 1},
    "day": "date",
    "moment": "dateTime",
    "boolean": {"base": "boolean", "format": "true|false"},
}
"""The datatype of each type of column; the others are strings."""

_WITH_DECIMALS = {"decimal", "probability"}
_GUARD = "Texts that a spreadsheet program would run as formulas begin with an apostrophe."


def description_beside(target: Path) -> Path:
    """Where programs look for the description of a file: beside it, under its name with ``-metadata.json``."""
    return target.with_name(f"{target.name}-metadata.json")


def description_of(report: Report, file_name: str, excel: str) -> str:
    """The description as JSON, of a file of that name, written for a spreadsheet program or for none."""
    spreadsheet = SPREADSHEETS[excel]
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": quote(os.fsencode(file_name)),
        "dc:title": report.title,
        "dc:description": f"{report.description} {_GUARD}",
        "dialect": {"delimiter": spreadsheet.delimiter, "encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [_column(column, spreadsheet.decimal_sign) for column in report.columns],
            "primaryKey": list(report.key),
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _column(column: Column, decimal_sign: str) -> dict[str, Any]:
    datatype = _DATATYPES.get(column.type, "string")
    if column.type in _WITH_DECIMALS and decimal_sign != ".":
        base = datatype if isinstance(datatype, dict) else {"base": datatype}
        datatype = base | {"format": {"decimalChar": decimal_sign}}
    separator = {"separator": LIST_JOINT} if column.type == "list" else {}
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": datatype,
        **separator,
    }
