"""Tables as people and programs save them: delimiters, encodings, quotes, and the lines on which rows begin."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transfer.doing import faults, imported, looked_at
from tracker.errors import InvalidInput
from tracker.store.queries import claim_card
from tracker.transfer.days import as_iso, day_order_of, read_told_day
from tracker.transfer.sheets import read_sheet
from tracker.transfer.texts import is_encoding

if TYPE_CHECKING:
    from pathlib import Path

    from tests.transfer.conftest import Opener

ROWS = [["claim", "quote"], ["It ships, soon; really", "« ça\nmarche »"], ['A "quoted" one', ""], ["", "last"]]


def saved(rows: list[list[str]], delimiter: str, ending: str = "\r\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiter_encoding_and_lines_are_told_from_the_file(encoding: str, delimiter: str, ending: str) -> None:
    sheet = read_sheet(saved(ROWS, delimiter, ending).encode(encoding), "a.csv")
    assert sheet.header == ("claim", "quote")
    assert [list(line.cells.values()) for line in sheet.lines] == ROWS[1:]
    assert [line.number for line in sheet.lines] == [2, 4, 5]
    assert sheet.delimiter == delimiter
    names = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16-le": "UTF-16", "utf-32": "UTF-32"}
    assert sheet.encoding == names.get(encoding, encoding.upper())


def test_excel_may_name_its_delimiter_in_the_first_line() -> None:
    sheet = read_sheet(b"sep=;\r\nclaim;due\r\nIt ships, soon;2,5\r\n", "a.csv")
    assert sheet.lines[0].cells == {"claim": "It ships, soon", "due": "2,5"}
    assert sheet.lines[0].number == 3


def test_an_encoding_that_is_named_counts() -> None:
    assert read_sheet("claim\nžluťoučký kůň\n".encode("cp1250"), "a.csv", "cp1250").lines[0].cells == {
        "claim": "žluťoučký kůň"
    }


@pytest.mark.parametrize("name", ["klingon", "hex", "rot13", "undefined", "punycode", "unicode_escape", "a\0b", "idna"])
def test_what_is_no_encoding_of_files_is_told(name: str) -> None:
    assert not is_encoding(name)
    with pytest.raises(InvalidInput, match="There is no encoding"):
        read_sheet(b"claim\nx\n", "a.csv", name)


def test_columns_without_a_name_at_the_end_and_blank_rows_are_nothing() -> None:
    sheet = read_sheet(b"claim,due,,\nIt ships,soon,,\n,,,\n\nIt is late,never,\n", "a.csv")
    assert sheet.header == ("claim", "due")
    assert [(line.number, line.problem) for line in sheet.lines] == [(2, ""), (5, "")]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=12)


@given(rows=st.lists(st.tuples(CELLS.filter(str.strip), CELLS), min_size=1, max_size=5))
def test_any_cells_are_read_as_they_were_written(rows: list[tuple[str, str]]) -> None:
    sheet = read_sheet(saved([["claim", "quote"], *map(list, rows)], ",").encode(), "a.csv")
    assert [tuple(line.cells.values()) for line in sheet.lines] == [
        tuple(cell.replace("\r\n", "\n") for cell in row) for row in rows
    ]
    text = saved([["claim", "quote"], *map(list, rows)], ",")
    lines = io.StringIO(text, newline="").readlines()
    for line, (claim, _) in zip(sheet.lines, rows, strict=True):
        assert lines[line.number - 1].lstrip('"').startswith(claim.split('"')[0].split("\n")[0].split("\r")[0])


DAYS = [
    ("2025-07-11", "", "2025-07-11"),
    ("2025-7-1", "", "2025-07-01"),
    ("2025/07/11", "", "2025-07-11"),
    ("2025-07-11 00:00:00", "", "2025-07-11"),
    ("2025-07-11T18:00:00.000000Z", "", "2025-07-11"),
    ("2023-05-01 08:30:00 UTC", "", "2023-05-01"),
    ("2024-03-01 12:00:00+00:00", "", "2024-03-01"),
    ("2025-01-05 9:3:7", "", "2025-01-05"),
    ("11.7.2025", "", "2025-07-11"),
    ("31/12/2025", "", "2025-12-31"),
    ("12/31/2025", "", "2025-12-31"),
    ("7/7/2025", "", "2025-07-07"),
    ("3/4/2025", "dmy", "2025-04-03"),
    ("3/4/2025", "mdy", "2025-03-04"),
    ("7/11/2025 0:00", "mdy", "2025-07-11"),
    ("3.4.25", "mdy", "2025-04-03"),
    ("3.4.2025", "mdy", "2025-04-03"),
    ("06-Oct-24", "", "2024-10-06"),
    ("6/oct/24 8:00", "mdy", "2024-10-06"),
    ("6-déc.-24", "", "2024-12-06"),
    ("6-weeks-24", "", "6-weeks-24"),
    ("31-Feb-24", "", "31-Feb-24"),
    ("20241006", "", "2024-10-06"),
    ("20241306", "", "20241306"),
    ("45571", "", "45571"),
    ("next week", "", "next week"),
    ("11 July 2025", "", "11 July 2025"),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "order", "day"), DAYS)
def test_days_in_figures_are_days(text: str, order: str, day: str) -> None:
    assert as_iso(text, order) == day


@pytest.mark.parametrize("text", ["45571", "45571.75", "45571,75"])
def test_a_day_as_a_spreadsheet_counts_them_is_refused_with_what_it_may_be(text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_told_day(text, date(2025, 7, 11))
    told = "is a spreadsheet's number for a day, mostly 2024-10-06: show that column as dates, or write 2024-10-06"
    assert str(refusal.value) == f"“{text}” {told}"


@pytest.mark.parametrize("header", ["claim_id,statement,said_on", "statement,said_on"])
def test_a_number_for_a_day_is_refused_in_every_table(new: Opener, tmp_path: Path, header: str) -> None:
    file = tmp_path / "table.csv"
    file.write_text(f"{header}\n{',' * header.startswith('claim_id')}It ships,45571\n", encoding="utf-8")
    (fault,) = faults(looked_at(new(), file))
    assert "show that column as dates" in fault


@pytest.mark.parametrize("header", ["claim_id,statement,said_on", "statement,said_on"])
def test_a_day_with_a_short_year_behind_the_months_name_is_read_in_every_table(
    new: Opener, tmp_path: Path, header: str
) -> None:
    archive, file = new(), tmp_path / "table.csv"
    file.write_text(f"{header}\n{',' * header.startswith('claim_id')}It ships,06-Oct-24\n", encoding="utf-8")
    imported(archive, file)
    assert archive.run(claim_card, 1, date(2025, 7, 11)).fields.said_on == date(2024, 10, 6)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/4/2025", "31/12/2025"], "dmy"),
        (["3/4/2025", "12/31/2025"], "mdy"),
        (["3/4/2025", "5/6/2025"], ""),
        (["31/12/2025", "12/31/2025"], ""),
        (["31.12.2025", "2025-12-31", "soon"], ""),
    ],
)
def test_the_order_of_day_and_month_is_told_by_the_others(texts: list[str], order: str) -> None:
    assert day_order_of(texts) == order
