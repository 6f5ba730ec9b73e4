"""Every report in every format, on an empty database, on one claim and on many."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from tests.reports.samples import TODAY, Kept, keep
from tracker.errors import InvalidInput
from tracker.reports.edition import ReportChoices, Written
from tracker.reports.formats import FORMATS
from tracker.reports.layouts import LAYOUTS
from tracker.reports.preview import first_lines
from tracker.reports.tables import report_named, reports
from tracker.reports.writing import send_report

if TYPE_CHECKING:
    from tracker.store.archive import Archive

PAIRS = [(report, one) for report in reports() for one in FORMATS]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sent(archive: Archive, report: str, format_name: str) -> tuple[Written, bytes]:
    sink = Kept()
    written = send_report(archive, ReportChoices(report, format=format_name), sink, today=TODAY)
    return written, sink.bytes


def rows_in(format_name: str, written: bytes) -> int | None:
    """How many rows a program that knows the format finds; None for formats to be read by people."""
    if format_name == "csv":
        return len(list(csv.reader(io.StringIO(written.decode(), newline="")))) - 1
    if format_name == "jsonl":
        return len([json.loads(line) for line in written.splitlines()])
    if format_name == "xlsx":
        with zipfile.ZipFile(io.BytesIO(written)) as book:
            sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 -- our own file
        return len(sheet.findall(f".//{SHEET}row")) - 1
    if format_name == "ics":
        return len(Calendar.from_ical(written).walk("VEVENT"))
    if format_name == "claimreview":
        return len(json.loads(written)["@graph"])
    return None


def suits(report: str, format_name: str) -> bool:
    return FORMATS[format_name].suits(report_named(report))


@pytest.mark.parametrize(("report", "format_name"), PAIRS)
def test_each_is_what_its_format_says(archive: Archive, report: str, format_name: str) -> None:
    if not suits(report, format_name):
        with pytest.raises(InvalidInput, match=rf"report {report} does not have .* takes claims"):
            sent(archive, report, format_name)
        return
    written, told = sent(archive, report, format_name)
    assert written.rows + written.left_out.total() > 0
    assert rows_in(format_name, told) in {None, written.rows}
    assert written.missing == ""


@pytest.mark.parametrize(("report", "format_name"), [pair for pair in PAIRS if suits(*pair)])
def test_an_empty_database_is_told_what_is_missing(empty_archive: Archive, report: str, format_name: str) -> None:
    written, told = sent(empty_archive, report, format_name)
    assert (written.rows, written.left_out.total()) == (0, 0)
    assert written.missing == report_named(report).missing
    assert written.in_words("x") == f"0 rows written to x. {written.missing}"
    assert rows_in(format_name, told) in {None, 0}
    if format_name in {"markdown", "text"}:
        assert " ".join(told.decode().split()).endswith(written.missing)


@pytest.mark.parametrize(("report", "format_name"), [pair for pair in PAIRS if suits(*pair)])
def test_one_claim_makes_a_report_or_says_what_is_missing(
    empty_archive: Archive, report: str, format_name: str
) -> None:
    keep(empty_archive, "It ships")
    written, told = sent(empty_archive, report, format_name)
    assert bool(written.rows or written.left_out) == (report in {"claims", "record"})
    assert bool(written.missing) == (report not in {"claims", "record"})
    assert rows_in(format_name, told) in {None, written.rows}


def test_every_report_reads_in_a_way_of_its_own() -> None:
    assert set(LAYOUTS) == set(reports())


@pytest.mark.parametrize("report", list(reports()))
def test_rows_are_told_apart_by_their_key(archive: Archive, report: str) -> None:
    _, told = sent(archive, report, "csv")
    rows = list(csv.DictReader(io.StringIO(told.decode(), newline="")))
    keys = [tuple(row[name] for name in report_named(report).key) for row in rows]
    assert len(set(keys)) == len(keys) > 0


@pytest.mark.parametrize("format_name", [name for name, one in FORMATS.items() if not one.is_binary])
def test_the_first_lines_are_those_of_the_file(archive: Archive, format_name: str) -> None:
    _, told = sent(archive, "claims", format_name)
    choices = ReportChoices("claims", format=format_name)
    lines = told.decode().replace("\r\n", "\n").split("\n")
    assert first_lines(archive, choices, TODAY, 4) == lines[:4]
    assert first_lines(archive, choices, TODAY, 1_000) == lines[:-1]


def test_the_same_report_is_the_same_bytes(archive: Archive) -> None:
    for report, format_name in PAIRS:
        if suits(report, format_name):
            assert sent(archive, report, format_name)[1] == sent(archive, report, format_name)[1], (report, format_name)
