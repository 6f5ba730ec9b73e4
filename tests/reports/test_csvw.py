from __future__ import annotations

import csv
import json
import os
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import pytest

from tests.reports.samples import TODAY, Kept
from tracker.errors import InvalidInput
from tracker.reports.edition import ReportChoices
from tracker.reports.tables import report_named, reports
from tracker.reports.writing import send_report, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.store.archive import Archive

READERS: dict[str, Any] = {
    "integer": int,
    "number": Decimal,
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
    "boolean": ["false", "true"].index,
    "string": str,
}


def read_by_description(file: Path) -> list[dict[str, Any]]:
    """The rows as a program reads them that knows nothing but the description beside the file."""
    told = json.loads(file.with_name(f"{file.name}-metadata.json").read_text(encoding="utf-8"))
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert told["url"] == file.name
    dialect, schema = told["dialect"], told["tableSchema"]
    with file.open(encoding="utf-8-sig", newline="") as opened:
        assert opened.read().count(dialect["lineTerminators"][0]) > 0
        opened.seek(0)
        header, *rows = csv.reader(opened, delimiter=dialect["delimiter"])
    assert header == [column["titles"] for column in schema["columns"]]
    read = [
        {column["name"]: _value(column, cell) for column, cell in zip(schema["columns"], row, strict=True)}
        for row in rows
    ]
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in read]
    assert len(set(keys)) == len(keys)
    return read


def _value(column: dict[str, Any], cell: str) -> Any:
    if not cell:
        return None
    datatype = column["datatype"]
    base = datatype if isinstance(datatype, str) else datatype["base"]
    told = datatype.get("format", {}) if isinstance(datatype, dict) else {}
    sign = told.get("decimalChar", ".") if isinstance(told, dict) else "."
    assert sign == "." or "." not in cell or base == "string"
    if "separator" in column:
        return cell.split(column["separator"])
    return READERS[base](cell.replace(sign, ".") if base == "number" else cell)


@pytest.mark.parametrize("excel", ["", "en", "fr"])
@pytest.mark.parametrize("report", list(reports()))
def test_every_file_is_read_by_its_description(archive: Archive, tmp_path: Path, report: str, excel: str) -> None:
    target = tmp_path / f"{report}.csv"
    choices = ReportChoices(report, describes_columns=True, excel=excel)
    written = write_report(archive, choices, target, today=TODAY)
    assert len(read_by_description(target)) == written.rows > 0


def test_each_column_is_described(archive: Archive, tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    write_report(archive, ReportChoices("claims", describes_columns=True), target, today=TODAY)
    row = read_by_description(target)[1]
    assert (row["said_on"], row["slips"], row["credence"], row["tags"]) == (
        date(2025, 7, 11),
        2,
        Decimal("0.25"),
        ["ai", "models"],
    )
    told = json.loads((tmp_path / "claims.csv-metadata.json").read_text(encoding="utf-8"))
    described = [column["dc:description"] for column in told["tableSchema"]["columns"]]
    assert described == [column.description for column in report_named("claims").columns]


@pytest.mark.parametrize("name", ["r\udcff.csv", "a #1? 100%.csv"])
def test_a_file_is_named_by_its_description_whatever_its_name(archive: Archive, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    write_report(archive, ReportChoices("claims", describes_columns=True), target, today=TODAY)
    told = json.loads(target.with_name(f"{name}-metadata.json").read_text(encoding="utf-8"))
    assert unquote_to_bytes(told["url"]) == os.fsencode(name)


def test_both_files_are_written_or_none(archive: Archive, tmp_path: Path) -> None:
    target, beside = tmp_path / "claims.csv", tmp_path / "claims.csv-metadata.json"
    choices = ReportChoices("claims", describes_columns=True)
    for old in (target, beside):
        old.write_text("old", encoding="utf-8")
        with pytest.raises(InvalidInput, match="--force"):
            write_report(archive, choices, target, today=TODAY)
        assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir() if file.is_file()] == ["old"]
        old.unlink()
    write_report(archive, choices, target, today=TODAY)
    write_report(archive, choices, target, today=TODAY, force=True)
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == [target.name, beside.name]


@pytest.mark.parametrize("format_name", ["jsonl", "xlsx", "markdown"])
def test_only_csv_is_described(archive: Archive, format_name: str) -> None:
    choices = ReportChoices("claims", format=format_name, describes_columns=True)
    with pytest.raises(InvalidInput, match="leave --csvw away"):
        send_report(archive, choices, Kept(), today=TODAY)
