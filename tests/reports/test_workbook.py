from __future__ import annotations

import io
import sys
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tests.reports.samples import TODAY, Kept
from tests.reports.test_formats import COLUMNS, ROW, edition
from tracker.errors import InvalidInput
from tracker.reports import workbook
from tracker.reports.edition import ReportChoices
from tracker.reports.workbook import workbook_pieces
from tracker.reports.writing import send_report, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.store.archive import Archive

SPACE = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheet_of(*rows: dict[str, Any]) -> ET.Element:
    written = b"".join(workbook_pieces(edition(*rows)))
    with zipfile.ZipFile(io.BytesIO(written)) as book:
        return ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 -- our own file


def cells(sheet: ET.Element) -> list[list[tuple[str, str]]]:
    """Each cell's kind (n number, s text, b yes or no) and what it holds."""
    return [
        [
            (
                {"inlineStr": "s", "b": "b"}.get(cell.get("t", ""), "n"),
                "".join(cell.itertext()),
            )
            for cell in row.findall("s:c", SPACE)
        ]
        for row in sheet.findall(".//s:row", SPACE)
    ]


def test_each_value_is_the_kind_of_cell_that_it_is() -> None:
    header, row, hostile = cells(sheet_of(ROW, ROW | {"text": "=1+1", "number": None, "sure": float("inf")}))
    assert header == [("s", column.name) for column in COLUMNS]
    days = (date(2025, 7, 11) - date(1899, 12, 30)).days
    assert row == [
        ("n", "-5"),
        ("s", '«ça»; "deux"\nlignes'),
        ("n", str(days)),
        ("s", "ai; models"),
        ("n", "0.25"),
        ("b", "1"),
    ]
    assert hostile[0] == ("s", "=1+1")
    assert ("s", "inf") in hostile


def test_no_cell_holds_a_formula_or_a_link(archive: Archive) -> None:
    sink = Kept()
    send_report(archive, ReportChoices("claims", format="xlsx"), sink, today=TODAY)
    with zipfile.ZipFile(io.BytesIO(sink.bytes)) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    assert '=HYPERLINK("https://example.org")' in "".join(sheet.itertext())
    assert sheet.findall(".//s:f", SPACE) == sheet.findall(".//s:hyperlink", SPACE) == []


def test_a_text_longer_than_a_cell_is_cut_and_more_rows_than_a_sheet_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (_, row) = cells(sheet_of(ROW | {"text": "x" * 40_000}))
    assert row[1][1] == "x" * 32_766 + "…"
    monkeypatch.setattr(workbook, "_MOST_ROWS", 3)
    assert len(cells(sheet_of(ROW, ROW))) == 3
    with pytest.raises(InvalidInput, match="A sheet holds 2 rows"):
        sheet_of(ROW, ROW, ROW)


def test_without_the_library_it_says_what_to_install(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    target = tmp_path / "claims.xlsx"
    with pytest.raises(InvalidInput, match=r"pip install 'claim-tracker\[xlsx\]'"):
        write_report(archive, ReportChoices("claims"), target, today=TODAY)
    assert not target.exists()
    assert list(tmp_path.glob("*.part")) == []
