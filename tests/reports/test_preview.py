from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.reports.samples import SAID, TODAY
from tracker.display import cells
from tracker.errors import InvalidInput
from tracker.reports.edition import ReportChoices
from tracker.reports.formats import FORMATS
from tracker.reports.preview import preview
from tracker.reports.tables import report_named, reports

if TYPE_CHECKING:
    from tracker.store.archive import Archive


@pytest.mark.parametrize("format_name", ["csv", "xlsx"])
def test_of_a_table_the_first_rows_and_columns_are_shown(archive: Archive, format_name: str) -> None:
    choices = ReportChoices("claims", filter="ships", format=format_name)
    header, rule, row, more = preview(archive, choices, TODAY, 1, 76)
    assert header.split() == ["claim_id", "statement", "kind"]
    assert set(rule) == {"─", " "}
    assert row.split() == ["1", "It", "ships", "early", "release"]
    assert more == "… and 47 more columns"


def test_of_a_text_the_first_lines_are_shown(archive: Archive) -> None:
    assert preview(archive, ReportChoices("record", format="markdown"), TODAY, 1, 40) == ["# Who keeps dates"]
    assert preview(archive, ReportChoices("claims", format="ics"), TODAY, 2, 40) == ["BEGIN:VCALENDAR", "VERSION:2.0"]


@pytest.mark.parametrize("format_name", ["csv", "jsonl", "xlsx"])
@pytest.mark.parametrize("report", list(reports()))
def test_without_rows_it_says_what_is_missing(empty_archive: Archive, report: str, format_name: str) -> None:
    choices = ReportChoices(report, format=format_name)
    assert preview(empty_archive, choices, TODAY, 6, 76) == [report_named(report).missing]


def test_an_earlier_day_is_shown_as_it_was(archive: Archive) -> None:
    before = ReportChoices("claims", format="csv", as_of=SAID - timedelta(days=3))
    assert preview(archive, before, TODAY, 6, 76) == [report_named("claims").missing]


def test_what_does_not_go_together_is_refused(archive: Archive) -> None:
    with pytest.raises(InvalidInput, match="takes claims, due"):
        preview(archive, ReportChoices("record", format="ics"), TODAY, 6, 76)


@pytest.mark.parametrize("width", [10, 56, 76, 156])
def test_a_table_fits(archive: Archive, width: int) -> None:
    for report in reports():
        for line in preview(archive, ReportChoices(report, format="csv"), TODAY, 6, width):
            assert cells(line) <= max(width, len("… and 47 more columns"))


def test_every_format_can_be_looked_at(archive: Archive) -> None:
    for name in FORMATS:
        assert preview(archive, ReportChoices("claims", format=name), TODAY, 6, 76)
