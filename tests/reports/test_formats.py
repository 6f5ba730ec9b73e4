from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import InvalidInput
from tracker.reports.edition import Edition, ReportChoices
from tracker.reports.formats import (
    FORMATS,
    csv_pieces,
    format_named,
    guarded,
    jsonl_pieces,
    spreadsheet_language,
    unguarded,
)
from tracker.reports.tables import Column, Report, report_named, reports
from tracker.store.records import CLAIM_KEYS

HOSTILE = st.text(alphabet="'=+-@＝＠\t\r\n\",; aé", max_size=12)

COLUMNS = [
    Column("number", "number", ""),
    Column("text", "text", ""),
    Column("day", "day", ""),
    Column("tags", "list", ""),
    Column("sure", "probability", ""),
    Column("stands", "boolean", ""),
]
ROW: dict[str, Any] = {
    "number": -5,
    "text": '«ça»; "deux"\nlignes',
    "day": date(2025, 7, 11),
    "tags": ("ai", "models"),
    "sure": 0.25,
    "stands": True,
}
NOTHING: dict[str, Any] = {"number": None, "text": "", "day": None, "tags": (), "sure": None, "stands": False}


def edition(*rows: dict[str, Any], columns: list[Column] = COLUMNS, excel: str = "", **told: Any) -> Edition:
    about = ("Tests", "What is tested: rows.", "Nothing.", "tracker add keeps one.")
    report = Report("test", *about, tuple(columns), ("number",), lambda: iter(()))
    return Edition(report, ReportChoices("test", excel=excel, **told), rows, date(2025, 8, 20))


def as_csv(*rows: dict[str, Any], excel: str = "") -> str:
    return "".join(csv_pieces(edition(*rows, excel=excel)))


@settings(deadline=None)
@given(HOSTILE | st.text())
def test_the_guard_is_undone_and_nothing_runs(text: str) -> None:
    cell = guarded(text)
    assert unguarded(cell) == text
    assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_no_two_texts_become_one_cell(one: str, other: str) -> None:
    assert (guarded(one) == guarded(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), ("'=1+1", "''=1+1"), ("'quoted'", "'quoted'"), ("a=b", "a=b"), ("", ""), ("-", "'-")],
)
def test_only_what_would_run_is_guarded(text: str, cell: str) -> None:
    assert guarded(text) == cell


def test_a_cell_without_the_guard_stays_as_it_is() -> None:
    assert unguarded("=1+1") == "=1+1"
    assert unguarded("'quoted'") == "'quoted'"


def test_csv_is_what_rfc_4180_says() -> None:
    header, row, empty, end = as_csv(ROW, NOTHING).split("\r\n")
    assert header == "number,text,day,tags,sure,stands"
    assert row == '-5,"«ça»; ""deux""\nlignes",2025-07-11,"ai; models",0.25,true'
    assert empty == ",,,,,false"
    assert end == ""


@settings(deadline=None)
@given(HOSTILE | st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")))
def test_any_text_comes_back_from_csv(text: str) -> None:
    for excel in ("", "fr"):
        written = as_csv(ROW | {"text": text}, excel=excel).removeprefix("\ufeff")
        read = list(csv.reader(io.StringIO(written, newline=""), delimiter=";" if excel else ","))
        assert unguarded(read[1][1]) == text


def test_spreadsheets_get_a_mark_and_their_delimiter() -> None:
    assert as_csv(ROW, excel="en").startswith("\ufeffnumber,text,")
    assert as_csv(ROW, excel="fr").startswith("\ufeffnumber;text;")
    assert not as_csv(ROW).startswith("\ufeff")


def test_whatever_was_typed_is_guarded_and_numbers_are_not() -> None:
    columns = [Column("language", "code", ""), Column("tags", "list", ""), Column("days_left", "number", "")]
    row = {"language": "=1+1", "tags": ("@x", "=y"), "days_left": -5}
    written = "".join(csv_pieces(edition(row, columns=columns)))
    assert written.splitlines()[1] == "'=1+1,\"'@x; =y\",-5"


@pytest.mark.parametrize(
    ("number", "cell", "french"),
    [(0.25, "0.25", "0,25"), (1e-05, "0.00001", "0,00001"), (-1.5, "-1.5", "-1,5"), (float("inf"), "INF", "INF")],
)
def test_decimals_are_written_out_with_the_sign_of_the_language(number: float, cell: str, french: str) -> None:
    row = NOTHING | {"number": 1, "sure": number}
    assert as_csv(row).splitlines()[1] == f"1,,,,{cell},false"
    # A comma is quoted in every CSV: not every program asks which character delimits cells.
    quoted = f'"{french}"' if "," in french else french
    assert as_csv(row, excel="fr").splitlines()[1] == f"1;;;;{quoted};false"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_decimal_comes_back(number: float) -> None:
    (_, row) = csv.reader(io.StringIO(as_csv(NOTHING | {"sure": number}), newline=""))
    assert float(row[4]) == number
    assert "e" not in row[4]


def test_jsonl_keeps_types_and_says_null() -> None:
    first, second, third = map(json.loads, jsonl_pieces(edition(ROW, NOTHING, ROW | {"sure": float("inf")})))
    assert first == ROW | {"day": "2025-07-11", "tags": ["ai", "models"]}
    assert second == dict.fromkeys(NOTHING) | {"tags": [], "stands": False}
    assert third["sure"] is None


def test_the_format_is_named_or_told_by_the_file() -> None:
    assert format_named("jsonl", "claims.csv").name == "jsonl"
    assert format_named("", "claims.JSONL").name == "jsonl"
    assert format_named("", "claims").name == "csv"
    assert format_named("csv", "claims.dat").name == "csv"
    assert {format_named("", f"claims{one.suffix}").name for one in FORMATS.values()} == set(FORMATS)


@pytest.mark.parametrize(
    ("surroundings", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LC_ALL": "FR", "LANG": "en_GB.UTF-8"}, "fr"),
        ({"LC_ALL": "", "LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANGUAGE": "fr"}, "en"),
    ],
)
def test_the_system_s_language_tells_which_spreadsheet_programs_are_there(
    surroundings: dict[str, str], language: str
) -> None:
    assert spreadsheet_language(surroundings) == language


@pytest.mark.parametrize(("name", "excel"), [("xml", ""), ("jsonl", "fr"), ("csv", "de")])
def test_what_no_format_can_do_is_refused(name: str, excel: str) -> None:
    with pytest.raises(InvalidInput):
        format_named(name, excel=excel)


def test_every_format_is_known_by_its_own_name() -> None:
    assert all(one.name == name for name, one in FORMATS.items())
    assert list(FORMATS) == ["csv", "jsonl", "markdown", "text", "xlsx", "ics", "claimreview"]


def test_every_column_is_documented_and_used() -> None:
    assert tuple(column.name for column in report_named("claims").columns) == CLAIM_KEYS
    types = {"number", "decimal", "text", "code", "day", "moment", "list", "probability", "boolean"}
    for report in reports().values():
        assert report.description.endswith(".")
        assert report.missing.endswith(".")
        assert "tracker " not in report.missing
        assert report.remedy.endswith(".") or report.name == "due"
        assert report.title
        assert set(report.key) < {column.name for column in report.columns}
        for column in report.columns:
            assert column.type in types
            assert column.description.endswith(".")


def test_an_unknown_report_is_answered_with_those_there_are() -> None:
    with pytest.raises(InvalidInput, match="claims, verdicts, due, record"):
        report_named("claim")
