"""What other programs make of a report: they read the same from it, and none of them runs any of it."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pytest

from tests.reports.samples import TODAY, all_rows, keep
from tests.reports.spreadsheets import opened, resaved
from tests.reports.test_formats import edition
from tracker.reports.edition import ReportChoices
from tracker.reports.formats import csv_pieces, guarded, unguarded
from tracker.reports.tables import Column, report_named, reports
from tracker.reports.writing import write_report
from tracker.store.counted import record_records

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.store.archive import Archive

PAYLOADS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(1,1)", "=SUM(1;1)", "=1+1;", "\t=1+1", "\r=1+1", "\n=1+1", "\r\n=1+1"),
    *("＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "'=1+1", "''=1+1", '"=1+1"', '=1+1"', '";=1+1;"', '",=1+1,"'),
    *("=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", '=DDE("soffice";"x";"y")', '=DDE("cmd","/C calc","x")'),
    *('=HYPERLINK("https://example.org","x")', '=WEBSERVICE("https://example.org")', "=A1", "=B2:B3", "=-1", "=NOW()"),
    *('=IMPORTXML("https://example.org","//a")', '=IMPORTDATA("https://example.org")', "={1;2}", "=$A$1&$B$1"),
    *("x;=1+1", "x,=1+1", "x\t=1+1", "x\n=1+1", 'x";"=1+1', "x\r\n=1+1"),
)
COLUMNS = [Column("number", "number", ""), Column("payload", "text", ""), Column("after", "text", "")]


def cells(target: Path) -> list[list[str]]:
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def report(archive: Archive, tmp_path: Path) -> Path:
    """The claims report of samples with texts that are hard to read."""
    keep(archive, "Numbers as text", speaker="007", notes="1e5", tags=("2025-07-11", "TRUE"), quote="1,5; 2,5")
    keep(archive, "White space", notes=" before\n\nbetween\tand after ", quote='say "so"')
    target = tmp_path / "claims.csv"
    write_report(archive, ReportChoices("claims"), target, today=TODAY)
    return target


def test_pandas_reads_the_same(report: Path) -> None:
    header, *rows = cells(report)
    frame = pd.read_csv(report, dtype=str, keep_default_na=False, encoding="utf-8")
    assert list(frame.columns) == header
    assert [list(row) for row in frame.itertuples(index=False)] == rows


def test_duckdb_reads_the_same(report: Path) -> None:
    header, *rows = cells(report)
    with duckdb.connect() as connection:
        told = connection.execute("FROM read_csv(?, all_varchar = true, header = true)", [str(report)])
        assert [column[0] for column in told.description or ()] == header
        assert [["" if cell is None else cell for cell in row] for row in told.fetchall()] == rows


def test_sqlite_reads_the_same(report: Path, tmp_path: Path) -> None:
    if shutil.which("sqlite3") is None:
        pytest.skip("sqlite3 is not installed")
    _, *rows = cells(report)
    database = tmp_path / "imported.db"
    command = ["sqlite3", str(database), ".mode csv", f".import {report} claims"]
    subprocess.run(command, check=True, capture_output=True)
    with sqlite3.connect(database) as connection:
        imported = [list(row) for row in connection.execute("SELECT * FROM claims")]
    connection.close()
    assert imported == rows


def test_libreoffice_reads_the_same(report: Path, tmp_path: Path) -> None:
    header, *rows = cells(report)
    folder = tmp_path / "saved"
    folder.mkdir()
    assert resaved(report, folder) == [header, *([cell.replace("\r\n", "\n") for cell in row] for row in rows)]


@pytest.mark.parametrize(("excel", "separator", "language"), [("en", ",", 1033), ("fr", ";", 1036)])
def test_libreoffice_finds_every_number_in_what_is_for_excel(
    archive: Archive, tmp_path: Path, excel: str, separator: str, language: int
) -> None:
    target = tmp_path / "record.csv"
    write_report(archive, ReportChoices("record", excel=excel), target, today=TODAY)
    header, *rows = opened(target, tmp_path, separators=separator, more=f"1,,{language},false,true")
    columns = report_named("record").columns
    assert [cell.text for cell in header] == [column.name for column in columns]
    records = all_rows(archive, record_records)
    for row, record in zip(rows, records, strict=True):
        for column, cell in zip(columns, row, strict=False):
            value = record[column.name]
            if isinstance(value, (int, float)):
                assert cell.kind == "float", column
                assert float(cell.number) == pytest.approx(value, abs=1e-9), column
            else:
                told = "; ".join(value) if isinstance(value, tuple) else value or ""
                assert unguarded(cell.text) == told, column


def test_libreoffice_opens_a_workbook(archive: Archive, tmp_path: Path) -> None:
    target = tmp_path / "claims.xlsx"
    write_report(archive, ReportChoices("claims"), target, today=TODAY)
    header, *rows = opened(target, tmp_path)
    assert [cell.text for cell in header] == [column.name for column in report_named("claims").columns]
    by_name = [dict(zip([cell.text for cell in header], row, strict=False)) for row in rows]
    assert by_name[1]["said_on"].kind == "date"
    assert by_name[1]["said_on"].text == "2025-07-11"
    assert (by_name[1]["credence"].kind, by_name[1]["credence"].text) == ("percentage", "25.0%")
    assert by_name[4]["statement"].text == '=HYPERLINK("https://example.org")'
    assert not any(cell.formula for row in rows for cell in row)


def test_types_are_found_by_who_looks_for_them(archive: Archive, tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    write_report(archive, ReportChoices("claims"), target, today=TODAY)
    with duckdb.connect() as connection:
        told = connection.execute("SELECT said_on, credence, slips FROM read_csv(?) WHERE claim_id = 2", [str(target)])
        assert told.fetchall() == [(date(2025, 7, 11), 0.25, 2)]
    frame = pd.read_csv(target, parse_dates=["said_on"])
    assert frame.loc[1, "credence"] == 0.25
    assert frame["said_on"].dt.year.unique().tolist() == [2025]


def test_an_infinite_score_is_read_as_one(tmp_path: Path) -> None:
    target = tmp_path / "scores.csv"
    rows = [{"score": 0.5}, {"score": float("inf")}]
    target.write_text("".join(csv_pieces(edition(*rows, columns=[Column("score", "decimal", "")]))), encoding="utf-8")
    assert pd.read_csv(target)["score"].tolist() == [0.5, float("inf")]
    with duckdb.connect() as connection:
        found = connection.execute("SELECT score::DOUBLE FROM read_csv(?)", [str(target)]).fetchall()
    assert found == [(0.5,), (float("inf"),)]


@pytest.mark.parametrize("name", list(reports()))
def test_json_lines_are_read_by_others(archive: Archive, tmp_path: Path, name: str) -> None:
    target = tmp_path / f"{name}.jsonl"
    count = write_report(archive, ReportChoices(name), target, today=TODAY).rows
    with duckdb.connect() as connection:
        assert connection.execute("SELECT count(*) FROM read_json(?)", [str(target)]).fetchall() == [(count,)]
    lines = target.read_text(encoding="utf-8").splitlines()
    assert len(pd.read_json(target, lines=True)) == count == len([json.loads(line) for line in lines])


def rows_with(payloads: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"number": number, "payload": text, "after": "end"} for number, text in enumerate(payloads)]


@pytest.mark.parametrize(("excel", "separators"), [("", ","), ("", ",;\t"), ("en", ","), ("fr", ";"), ("fr", ",;\t")])
def test_no_payload_is_run(tmp_path: Path, excel: str, separators: str) -> None:
    """One file with all of them, opened with the separator that it has, and with all that can be ticked."""
    assert len(PAYLOADS) >= 40
    target = tmp_path / "payloads.csv"
    pieces = csv_pieces(edition(*rows_with(PAYLOADS), columns=COLUMNS, excel=excel))
    target.write_bytes("".join(pieces).encode())
    header, *rows = opened(target, tmp_path, separators=separators)
    assert [cell.text for cell in header] == ["number", "payload", "after"]
    assert [cell.formula for row in rows for cell in row if cell.formula] == []
    assert [row[-1].text for row in rows] == ["end"] * len(PAYLOADS)
    shown = [guarded(text).replace("\r\n", "\n").replace("\r", "\n") for text in PAYLOADS]
    assert [row[1].text for row in rows] == shown


def test_without_the_guard_they_would_be_run(tmp_path: Path) -> None:
    target = tmp_path / "raw.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([str(number), text, "end"] for number, text in enumerate(PAYLOADS))
    rows = opened(target, tmp_path, separators=",;\t")
    assert len([cell for row in rows for cell in row if cell.formula]) > 12
