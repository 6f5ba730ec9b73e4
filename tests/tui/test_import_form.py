"""The import dialog: what a person sees of a file before one key writes it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import ROOT
from tracker import places
from tracker.reports.edition import ReportChoices
from tracker.reports.writing import write_report
from tracker.store import queries
from tracker.store.archive import Archive
from tracker.store.changes import edit_claim
from tracker.transfer.everything import export_everything
from tracker.transfer.kept_mappings import kept_mappings
from tracker.tui.widgets.import_text import FIRST_ROWS

from .hostile import HOSTILE, acting_in
from .samples import LATE_ROCKET, NET_ZERO, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from tracker.store.rows import ClaimCard

    from .conftest import Opener
    from .driver import Driver

SAMPLES = ROOT / "tests" / "transfer" / "foreign"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files are named from here, and mappings kept nowhere else."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


@pytest.fixture
def report(place: Path) -> Path:
    """The report of three claims, in the folder where files are named from."""
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    with Archive.open(str(place)) as archive:
        write_report(archive, ReportChoices("claims"), Path("claims.csv"), today=TODAY)
    return Path("claims.csv")


def write_file(name: str, text: str) -> None:
    """A file in the folder where files are named from."""
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def written(name: str) -> str:
    """What a file there holds."""
    return Path(name).read_text(encoding="utf-8")


def edit(file: Path, row: int, **cells: str) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    rows[row].update(cells)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def card(place: Path, claim_id: int) -> ClaimCard:
    with Archive.open(str(place)) as archive:
        return archive.run(queries.claim_card, claim_id, TODAY)


async def look_into(person: Driver, name: str) -> None:
    await person.press("I")
    await person.paste(name)
    await person.press("enter")


async def test_what_would_change_is_shown_and_one_key_writes_it(opened: Opener, place: Path, report: Path) -> None:
    edit(report, 1, statement="The country reaches net zero", tags="climate")
    async with opened(100, 40) as person:
        await look_into(person, "claims.csv")
        assert "the report “claims”, UTF-8, comma" in person.screen
        assert "0 new · 1 changed · 2 same" in person.screen
        assert "claims.csv:3  claim 2 “The country reaches net zero”" in person.line_with("~ ")
        assert "tags: (empty) → climate" in person.screen
        assert card(place, 2).fields.tags == ()
        await person.press("ctrl+s")
        assert "1 changed written. u takes it back." in person.notices
        assert "The country reaches net zero" in person.screen
        assert card(place, 2).fields.tags == ("climate",)
        await person.press("u")
        assert "Undone: import 1 changed claim of claims.csv" in person.notices
    assert card(place, 2).fields.tags == ()


async def test_what_is_here_already_writes_nothing(opened: Opener, place: Path, report: Path) -> None:
    async with opened(100, 40) as person:
        await look_into(person, "claims.csv")
        await person.press("ctrl+s")
        assert "Nothing to write: everything is here already." in person.notices
        assert "Import from a file" in person.screen
        await person.press("escape")
        assert "Import from a file" not in person.screen
        await person.press("u")
        assert "Undone: add claim 3" in person.notices


async def test_what_comes_to_what_is_here_is_told_as_not_written(
    opened: Opener, place: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.store.incoming.edits.edit_claims", lambda *_: None)
    edit(report, 1, notes="mine")
    async with opened(100, 40) as person:
        await look_into(person, "claims.csv")
        assert "1 changed" in person.screen
        await person.press("ctrl+s")
        assert "Nothing was written: all of it comes to what is here already." in person.notices
        assert "Import from a file" in person.screen
        await person.press("escape", "u")
        assert "Undone: add claim 3" in person.notices


async def test_the_key_that_writes_looks_first(opened: Opener, place: Path, report: Path) -> None:
    edit(report, 1, notes="mine")
    async with opened(100, 40) as person:
        await person.press("I")
        await person.type("claims.csv")
        await person.press("ctrl+s")
        assert "1 changed" in person.screen
        assert card(place, 2).fields.notes == ""
        await person.press("ctrl+s")
    assert card(place, 2).fields.notes == "mine"


async def test_bad_rows_keep_the_others_back_until_it_is_ticked(opened: Opener, place: Path, report: Path) -> None:
    edit(report, 0, said_on="never")
    edit(report, 1, notes="good")
    async with opened(100, 40) as person:
        await look_into(person, "claims.csv")
        assert "1 cannot be kept" in person.screen
        assert "said_on: “never” is not a day written as 2025-07-11" in person.screen
        await person.press("ctrl+s")
        assert "1 row cannot be kept: mend the file, or tick “keep the good rows”." in person.notices
        assert card(place, 2).fields.notes == ""
        await person.press("ctrl+b")
        assert "1 row to mend in" in person.notices
        assert "never" in written("claims-to-mend.csv")
        await person.press("ctrl+b")
        assert "exists already and was left as it is" in person.notices
        await person.press("tab", "tab", "space", "ctrl+s")
        assert "1 changed written" in person.notices
    assert card(place, 2).fields.notes == "good"


async def test_conflicts_stay_until_it_is_ticked_that_the_file_counts(
    opened: Opener, place: Path, report: Path
) -> None:
    edit(report, 1, notes="theirs")
    with Archive.open(str(place), user="tester") as archive:
        archive.run(edit_claim, 2, 1, card(place, 2).fields.model_copy(update={"notes": "ours"}))
    async with opened(100, 40) as person:
        await look_into(person, "claims.csv")
        assert "1 in conflict" in person.screen
        assert "notes: ours → theirs" in person.screen
        await person.press("ctrl+s")
        assert "What is in conflict stays as it is here" in person.notices
        await person.press("tab", "tab", "space", "ctrl+s")
        assert "1 changed written" in person.notices
    assert card(place, 2).fields.notes == "theirs"


async def test_a_file_of_another_program_is_recognised(opened: Opener, place: Path) -> None:
    async with opened(100, 40) as person:
        await look_into(person, str(SAMPLES / "fatebook.csv"))
        assert "Fatebook's export, UTF-8, comma" in person.screen
        assert "4 new · 0 same" in person.screen
        assert "the forecasts of Ada Writer are kept as your own" in person.screen
        await person.press("ctrl+s")
        assert "Does the ferry sail before June?" in person.screen


class TestMapping:
    @pytest.fixture(autouse=True)
    def table(self) -> None:
        write_file("table.csv", "Satz;Wer;Bis wann;Anmerkung\nEs kommt;Ada;Ende 2027;[/]x\n")

    async def test_a_column_is_chosen_for_what_nothing_tells(self, opened: Opener, place: Path) -> None:
        async with opened(100, 40) as person:
            await look_into(person, "table.csv")
            assert "No column looks like a claim's statement: choose below which one is." in person.screen
            await person.press("tab", "tab", "down", "enter")
            assert "Which column tells “statement”?" in person.screen
            await person.press("2")
            assert "Es kommt" in person.line_with("statement ")
            assert "1 new · 0 same" in person.screen
            await person.press("ctrl+s")
            assert "1 new written" in person.notices
        fields = card(place, 1).fields
        assert (fields.statement, fields.speaker, fields.notes) == ("Es kommt", "Ada", "[/]x")
        assert fields.due_end is not None

    async def test_a_column_is_taken_away_another_field_is_told_and_all_of_it_kept(self, opened: Opener) -> None:
        async with opened(100, 40) as person:
            await look_into(person, "table.csv")
            await person.press("tab", "tab", "down", "enter", "2")
            await person.press("down", "down", "enter", "1")
            assert "Anmerkung" not in person.screen
            await person.press("end", "enter")
            assert "Which field does a column tell?" in person.screen
            await person.press("end", "enter")
            assert "Which column tells “credence”?" in person.screen
            await person.press("escape", "end", "enter", "home", "down", "down", "down", "enter", "5")
            assert "Anmerkung" in person.line_with("criteria ")
            await person.press("ctrl+k")
            await person.type("our table")
            await person.press("enter")
            assert "The mapping is kept" in person.notices
        assert kept_mappings()["our table"].columns == {
            "statement": "Satz",
            "due_text": "Bis wann",
            "criteria": "Anmerkung",
            "speaker": "Wer",
        }
        async with opened(100, 40) as person:
            await look_into(person, "table.csv")
            assert "a table by the mapping “our table”" in person.screen
            assert places.mappings_file().exists()

    async def test_how_a_file_is_to_be_read_can_be_said(self, opened: Opener, place: Path) -> None:
        write_file("table.csv", "Claim,Date\nIt comes,3/4/2025\n")
        async with opened(100, 40) as person:
            await look_into(person, "table.csv")
            assert "can be read as two days: say dmy or mdy" in person.screen
            await person.press("tab")
            await person.type("mdy")
            await person.press("enter")
            assert "1 new" in person.screen
            await person.press("ctrl+s")
        assert str(card(place, 1).fields.said_on) == "2025-03-04"

    async def test_a_word_that_says_nothing_is_told(self, opened: Opener) -> None:
        async with opened(100, 40) as person:
            await look_into(person, "table.csv")
            await person.press("tab")
            await person.type("backwards")
            await person.press("enter")
            assert "“backwards” is no way to read a file" in person.screen


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Name a file: what an export, a report or another program has written."),
        ("nowhere.csv", "There is no file nowhere.csv."),
        (".", "is no export of this program"),
        ("~nobodyx/claims.csv", "There is no file ~nobodyx/claims.csv."),
        ("x" * 300, "cannot be read"),
        ("/dev/null", "is not a plain file"),
    ],
)
async def test_what_is_no_file_is_told_where_it_was_typed(
    opened: Opener, place: Path, typed: str, sentence: str
) -> None:
    async with opened(200, 40) as person:
        await look_into(person, typed)
        assert sentence in person.screen
        assert person.app.is_running


async def test_files_and_folders_are_offered_while_the_path_is_typed(opened: Opener, place: Path) -> None:
    for name in ("reports/2025.csv", "reports/old.xls", "reports/.hidden.csv", "résumé.csv"):
        write_file(name, "Claim\nIt comes\n")
    async with opened(100, 40) as person:
        await person.press("I")
        await person.type("r")
        assert "reports/" in person.screen
        assert "résumé.csv" in person.screen
        await person.type("e")
        await person.press("enter")
        assert "reports/" in person.line_with("File")
        assert "2025.csv" in person.screen
        assert "old.xls" not in person.screen
        assert ".hidden" not in person.screen
        await person.press("down", "enter")
        assert "reports/2025.csv" in person.line_with("File")
        await person.press("enter")
        assert "1 new" in person.screen


async def test_a_folder_that_is_an_export_is_meant_itself(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO)
    with Archive.open(str(place)) as archive:
        export_everything(archive, Path("copy"))
    async with opened(100, 40) as person:
        await person.press("I")
        await person.type("co")
        await person.press("enter")
        assert "claim.csv" not in person.screen
        await person.press("enter")
        assert "an export of everything" in person.screen
        assert "0 new · 2 same" in person.screen


async def test_rows_below_are_scrolled_to_from_the_path(opened: Opener, place: Path) -> None:
    rows = "\n".join(f"Claim {number},never" for number in range(30))
    write_file("table.csv", f"Claim,Date\n{rows}\n")
    async with opened(60, 20) as person:
        await look_into(person, "table.csv")
        assert "30 cannot be kept" in person.screen
        assert "table.csv:31" not in person.screen
        await person.press(*["pagedown"] * 6)
        assert "table.csv:31" in person.screen
        await person.press(*["pageup"] * 6)
        assert "30 cannot be kept" in person.screen


async def test_of_very_many_rows_the_command_that_lists_them_is_told(opened: Opener, place: Path) -> None:
    rows = "\n".join(f"Claim {number},2025-07-01" for number in range(FIRST_ROWS + 7))
    write_file("table.csv", f"Claim,Date\n{rows}\n")
    async with opened(100, 40) as person:
        await look_into(person, "table.csv")
        await person.press(*["pagedown"] * 10)
        assert "… and 7 more: tracker import FILE --all lists them" in person.screen


async def test_no_text_of_a_file_acts(opened: Opener, place: Path) -> None:
    halves = range(0xD800, 0xE000)
    texts = (text for text in HOSTILE.values() if "\0" not in text and not any(ord(c) in halves for c in text))
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["Claim", "Speaker", "Notes", "[/]", "\x1b[31m"], *([text] * 5 for text in texts)])
    write_file("hostile.csv", file.getvalue())
    async with opened(100, 60) as person:
        await look_into(person, "hostile.csv")
        assert "cannot be kept" in person.screen
        assert not acting_in(person.screen)
        await person.press("tab", "tab", "end", "enter")
        assert not acting_in(person.screen)
        await person.press("end", "enter")
        assert not acting_in(person.screen)
        assert person.app.is_running


@pytest.mark.parametrize("size", [(20, 6), (40, 10), (200, 6)])
async def test_no_terminal_is_too_small(opened: Opener, place: Path, report: Path, size: tuple[int, int]) -> None:
    edit(report, 1, notes="mine")
    async with opened(*size) as person:
        await look_into(person, "claims.csv")
        assert person.screen.strip()
        await person.press("ctrl+s")
    assert card(place, 2).fields.notes == "mine"
