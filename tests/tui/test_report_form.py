from __future__ import annotations

from csv import DictReader
from datetime import date
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from tracker.claims.decisions import Decision
from tracker.claims.vocabulary import Verdict
from tracker.reports.preview import preview
from tracker.reports.tables import report_named
from tracker.store.archive import Archive
from tracker.store.changes import mark_claim
from tracker.store.examples import load_examples
from tracker.tui.screens import report_form
from tracker.tui.widgets.record_table import RecordTable

from .samples import INDEFINITELY, LATE_ROCKET, NET_ZERO, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from sqlmodel import Session

    from tracker.reports.edition import ReportChoices
    from tracker.store.records import Record

    from .conftest import Opener


def _names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_what_is_shown_is_what_is_written(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("slash")
        await person.type("status:overdue rocket")
        await person.press("enter", "x")
        assert "The rocket flies" in person.screen
        assert "The open model" not in person.screen
        await person.press("ctrl+s")
        assert "1 row written" in person.notices
    assert "The rocket flies" in (tmp_path / "claims-2025-09-01.csv").read_text(encoding="utf-8")


async def test_a_file_that_is_there_is_kept_unless_told_otherwise(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, NEXT_WEEK)
    old = tmp_path / "claims-2025-09-01.csv"
    old.write_text("dear", encoding="utf-8")
    async with opened(100, 40) as person:
        await person.press("x", *["tab"] * 4, "ctrl+u")
        await person.type(old.name)
        await person.press("ctrl+s")
        assert old.read_text(encoding="utf-8") == "dear"
        assert "Export" in person.screen
        assert "tick “write over” to replace it" in person.notices
        assert "--force" not in person.notices
        await person.press(*["tab"] * 3, "space", "ctrl+s")
        assert "1 row written" in person.notices
    assert old.read_text(encoding="utf-8") != "dear"


async def test_the_file_is_given_a_name_that_none_has_yet(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        for name in ("claims-2025-09-01.csv", "claims-2025-09-01-2.csv", "claims-2025-09-01-3.csv"):
            await person.press("x")
            assert person.line_with(" File ").split() == ["File", name]
            await person.press("ctrl+s")
            assert f"1 row written to {tmp_path / name}" in person.notices.replace("\n", "")
        await person.press("x", "right")
        assert person.line_with(" File ").split() == ["File", "verdicts-2025-09-01.csv"]
        await person.press("left")
        assert person.line_with(" File ").split() == ["File", "claims-2025-09-01-4.csv"]


async def test_an_address_is_not_taken_for_a_file(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, NEXT_WEEK)
    before = _names_in(tmp_path)
    async with opened(100, 40) as person:
        await person.press("x", *["tab"] * 4)
        assert person.app.focused is person.app.screen.query_one("#row-target Input")
        await person.press("ctrl+u")
        await person.type("postgresql://ada:secret@host/x.csv")
        await person.press("ctrl+s")
        assert "is an address and no file" in person.notices
        assert "secret" not in person.notices
    assert _names_in(tmp_path) == before


async def test_report_and_format_that_are_chosen_name_the_file(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", "right", "right")
        assert "due-2025-09-01.csv" in person.screen
        assert "comes_back_on" in person.screen
        await person.press("tab", "right", "right")
        assert "due-2025-09-01.md" in person.screen
        assert "# What is due" in person.screen
        assert "to be read and published" in person.screen


async def test_the_report_that_one_moves_to_is_the_one_that_is_written(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", "right", "right")
        assert "(●) due" in person.screen
        assert "( ) claims" in person.screen
        assert "What wants its reviewer now or within 30 days" in person.screen
        assert "due-2025-09-01.csv" in person.line_with("File")
        assert "comes_back_on" in person.screen
        await person.press("ctrl+s")
        assert "1 row written to due-2025-09-01.csv" in person.notices.replace(f"{tmp_path}/", "")
    assert not (tmp_path / "claims-2025-09-01.csv").exists()


async def test_the_arrows_go_to_the_name_beside_above_and_below_and_on_to_the_next_field(
    opened: Opener, place: Path
) -> None:
    keep(place, LATE_ROCKET)
    async with opened(80, 24) as person:
        await person.press("x", "right", "down")
        assert "(●) calibration" in person.screen
        await person.press("up")
        assert "(●) verdicts" in person.screen
        await person.press("left", "left")
        assert "(●) citations" in person.screen
        await person.press("right")
        assert "(●) claims" in person.screen
        await person.press("right", "right", "right", "down")
        assert "(●) record" in person.screen
        await person.press("right")
        assert "(●) jsonl" in person.screen
        assert "(●) record" in person.screen
        await person.press("down", "down")
        assert "(●) ics" in person.screen
        await person.type("rocket")
        assert "rocket" in person.line_with("Claims ")
        await person.press("up", "enter")
        await person.type(" flies")
        assert "rocket flies" in person.line_with("Claims ")


async def test_of_the_names_that_one_hurries_past_none_is_worked_out(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(place, LATE_ROCKET)
    worked_out: list[str] = []
    may_go_on = Event()

    def held_up(archive: Archive, choices: ReportChoices, *rest: Any) -> list[str]:
        may_go_on.wait()
        lines = preview(archive, choices, *rest)
        worked_out.append(choices.report)
        return lines

    async with opened(100, 40) as person:
        await person.press("x")
        monkeypatch.setattr(report_form, "preview", held_up)
        await person.press_without_waiting(*["right"] * 4)
        may_go_on.set()
        await person.settle()
        assert "(●) slips" in person.screen
        assert "slips-2025-09-01.csv" in person.line_with("File")
        assert worked_out == ["slips"]


async def test_a_name_that_was_typed_stays(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", *["tab"] * 4, "end", "ctrl+u")
        await person.type("mine.csv")
        await person.press("shift+tab", "shift+tab", "shift+tab", "shift+tab", "right")
        assert "mine.csv" in person.screen
        assert "verdicts-" not in person.screen


async def test_a_file_that_ends_as_another_format_is_not_written(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", "tab", *["right"] * 5, "tab", "tab", "tab", "end", "ctrl+u")
        await person.type("r.csv")
        await person.press("ctrl+s")
        assert "r.csv would be taken for csv: name a file that ends in .ics." in person.notices
        assert not (tmp_path / "r.csv").exists()
        await person.press("end", "ctrl+u")
        await person.type("r.ics")
        await person.press("ctrl+s")
    assert (tmp_path / "r.ics").exists()


async def test_what_does_not_go_together_is_told_instead_of_shown(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", "right", "right", "right", "tab", *["right"] * 5)
        assert "The report record does not have what ics is made of: that takes claims, due." in person.screen
        await person.press("ctrl+s")
        assert "does not have what ics is made of" in person.notices
        assert person.app.is_running


@pytest.mark.parametrize("report", ["claims", "verdicts", "due", "record", "slips", "calibration", "citations"])
async def test_without_rows_no_command_is_named(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(100, 40) as person:
        await person.press("x")
        while f"(●) {report}" not in person.screen:
            await person.press("right", "space")
        assert "No " in person.screen
        assert "tracker " not in person.screen
        await person.press("ctrl+s")
        assert "0 rows written" in person.notices
        assert "tracker " not in person.notices.replace(str(tmp_path), "")


async def test_an_earlier_day_is_shown_when_asked_for_and_written(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", "tab", "tab", "tab")
        await person.type("2025-08-30")
        assert "enter shows what was known on 30 Aug 2025" in person.screen
        assert "The rocket flies" not in person.screen
        await person.press("enter")
        assert "No claim fits." in person.screen
        assert "claims-2025-08-30.csv" in person.screen
        await person.press("ctrl+s")
        assert "0 rows written" in person.notices
    assert (tmp_path / "claims-2025-08-30.csv").exists()


async def test_a_day_that_cannot_be_is_told_at_its_field(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", "tab", "tab", "tab")
        await person.type("2025-09-02")
        assert "2025-09-02 is still to come" in person.screen
        await person.press("ctrl+s")
        assert person.notices == ""


async def test_while_a_day_cannot_be_read_nothing_is_told_of_the_day_before(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", "tab", "tab", "tab")
        await person.type("2025-08-30")
        assert "enter shows what was known on 30 Aug 2025" in person.screen
        assert "claims-2025-08-30.csv" in person.line_with("File")
        await person.press("ctrl+u")
        await person.type("last month")
        assert "“last month” is" in person.screen
        assert "enter shows what was known" not in person.screen
        assert person.line_with("File").split() == ["File", "claims.csv"]
        await person.press("ctrl+u")
        assert "claims-2025-09-01.csv" in person.line_with("File")
        assert "The rocket flies" in person.screen


async def test_while_a_filter_cannot_be_read_no_claims_of_another_are_shown(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", "tab", "tab")
        await person.type("stauts:open")
        assert "The rocket flies" not in person.screen
        await person.press("up", "right")
        assert "claims-2025-09-01.jsonl" in person.line_with("File")


async def test_checks_have_an_address_where_they_are_wanted(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, LATE_ROCKET)
    with Archive.open(str(place), user="tester") as archive:
        archive.run(mark_claim, 1, Decision(Verdict.FALSE, date(2025, 9, 1)))
    async with opened(100, 40) as person:
        await person.press("x")
        assert "Checks at" not in person.screen
        assert "for Excel" in person.screen
        await person.press("tab", *["right"] * 6)
        assert "Checks at" in person.screen
        assert "for Excel" not in person.screen
        await person.press("tab", "tab", "tab")
        await person.type("https://example.org/checks/{claim_id}")
        await person.press("ctrl+s")
        assert "1 row written" in person.notices
    written = (tmp_path / "claims-2025-09-01.jsonld").read_text(encoding="utf-8")
    assert '"url": "https://example.org/checks/1"' in written


async def test_columns_are_described_and_spreadsheets_served(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", *["tab"] * 5, "space", "tab", "space", "ctrl+s")
        assert "1 row written" in person.notices
    assert (tmp_path / "claims-2025-09-01.csv").read_text(encoding="utf-8").startswith("\ufeffclaim_id;")
    assert '"delimiter": ";"' in (tmp_path / "claims-2025-09-01.csv-metadata.json").read_text(encoding="utf-8")


async def test_the_home_of_nobody_is_refused_with_one_notice(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", *["tab"] * 4, "end", "ctrl+u")
        await person.type("~nobodyx/claims.csv")
        await person.press("ctrl+s")
        assert "There is no folder" in person.notices
        assert person.app.is_running


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24), (160, 45)])
async def test_everything_is_in_sight(opened: Opener, place: Path, width: int, height: int) -> None:
    keep(place, LATE_ROCKET)
    async with opened(width, height) as person:
        await person.press("x")
        shown = ("citations", "claimreview", "Claims ", "As of", "File", "for Excel", "write over", "claim_id", "1  ")
        for text in shown:
            assert text in person.screen


SHOWN = {
    "a claim": (("G", "enter"), "claims", "id:3", "1 row written"),
    "a thread": (("G", "k", "T"), "slips", "thread:1", "1 row written"),
    "a thread of one": (("G", "T"), "claims", "thread:3", "1 row written"),
    "the sources": (("S",), "citations", "all claims", "2 rows written"),
    "some sources": (
        ("S", "slash", "type:open MODEL", "enter"),
        "citations",
        "source:open source:MODEL",
        "1 row written",
    ),
    "the record": (("P",), "record", "all claims", "2 rows written"),
    "a part of the record": (("P", "4"), "record", "all claims", "2 rows written"),
    "the calibration": (("P", "5"), "calibration", "all claims", "0 rows written"),
}
"""The keys that lead to a room, and the report, the filter and the rows that one key hands out there."""


@pytest.mark.parametrize("room", SHOWN)
async def test_each_room_hands_out_what_it_shows(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: str
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, NEXT_WEEK, INDEFINITELY, LATE_ROCKET | {"source_title": "A post on the rocket"})
    keys, report, shown, written = SHOWN[room]
    async with opened(100, 40) as person:
        for key in keys:
            await (person.type(key[5:]) if key.startswith("type:") else person.press(key))
        before = person.screen
        await person.press("x")
        assert person.screen.splitlines()[0].strip() == "Export"
        assert f"(●) {report}" in person.screen
        assert person.screen.count("(●)") == 2
        assert person.line_with(" Claims ").split(maxsplit=1)[1] == shown
        await person.press("ctrl+s")
        assert f"{written} to" in person.notices
        assert person.screen == before
    assert (tmp_path / f"{report}-2025-09-01.csv").exists()


async def test_the_record_is_handed_out_by_what_it_is_counted_by_and_in_the_order_that_is_shown(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(name: str) -> list[tuple[str, str]]:
        with (tmp_path / name).open(encoding="utf-8", newline="") as file:
            return [(row["by"], row["name"]) for row in DictReader(file)]

    monkeypatch.chdir(tmp_path)
    with Archive.open(str(place), user="tester") as archive:
        load_examples(archive, TODAY)
        by_command = [(str(row["by"]), str(row["name"])) for row in archive.run(_the_whole_record)]
    async with opened(100, 40) as person:
        await person.press("P", "3", "s", "s", "s", "r")
        table = person.app.screen.query_one(RecordTable)
        shown = [line.name for number in range(table.total) if (line := table.line_at(number))]
        await person.press("x")
        assert person.line_with(" Counted by ").split() == ["Counted", "by", "subject"]
        await person.press("ctrl+s")
        assert written("record-2025-09-01.csv") == [("subject", name) for name in shown]
        await person.press("x")
        form = person.app.screen
        form.query_one("#row-counted-by Input", Input).focus()
        await person.press("end", "ctrl+u")
        await person.type("everybody")
        assert "There is no part of the record “everybody”" in person.screen
        await person.press("end", "ctrl+u", "ctrl+s")
        assert written("record-2025-09-01-2.csv") == by_command


def _the_whole_record(session: Session) -> list[Record]:
    return list(report_named("record").rows(session, (), TODAY))


async def test_the_arrows_begin_at_the_report_that_is_chosen(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("P", "x", "right", "space")
        assert "(●) slips" in person.screen
        assert "Every time a date was moved" in person.screen


async def test_in_the_review_the_same_key_decides_and_the_large_letter_hands_out(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, NET_ZERO)
    async with opened(100, 40) as person:
        await person.press("R", "x")
        assert "What became of it?" in person.screen
        await person.press("escape", "X")
        assert person.line_with(" Claims ").split()[1] == "status:review"
        assert "The rocket flies in spring" in person.screen
        assert "net zero" not in person.screen


async def test_help_tells_in_each_room_that_what_is_shown_can_be_handed_out(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 60) as person:
        for room in ("C", "S", "P", "enter", "T"):
            await person.press(room, "question_mark")
            assert "  x  Write a report of what is shown" in person.screen, room
            await person.press("escape", "escape")
        await person.press("R", "question_mark")
        assert "  X  Write a report of what is shown" in person.screen
