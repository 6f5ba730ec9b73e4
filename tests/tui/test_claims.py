from __future__ import annotations

import asyncio
from datetime import date
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.bench.make_archive import Invention, keep_many
from tracker.claims.decisions import Decision
from tracker.claims.vocabulary import Verdict
from tracker.store import changes, queries
from tracker.store.archive import Archive
from tracker.store.filters import parse_filter
from tracker.store.queries import counted
from tracker.store.undo import undo
from tracker.store.views import save_view
from tracker.tui.widgets.claim_table import ClaimTable
from tracker.tui.widgets.filter_line import FilterLine
from tracker.tui.widgets.paged_list import PAGE

from .samples import INDEFINITELY, LATE_ROCKET, NET_ZERO, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from sqlmodel import Session

    from tracker.store.rows import Page
    from tracker.store.terms import Term

    from .conftest import Opener

SIZES = [(60, 20), (80, 24), (120, 40), (160, 45)]


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_help_and_quit_are_on_screen_at_every_size(opened: Opener, place: Path, width: int, height: int) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened(width, height) as person:
        for keys, help_key in (
            ((), "?"),
            (("a",), "f1"),
            (("escape", "m"), "?"),
            (("escape", "x"), "?"),
            (("escape", "enter"), "?"),
        ):
            await person.press(*keys)
            last_line = person.screen.splitlines()[-1].split()
            assert last_line[:2] == [help_key, "help"]
            assert last_line[3] == "quit"


async def test_an_empty_archive_says_what_to_press(opened: Opener) -> None:
    async with opened() as person:
        assert "Keep what people said would happen" in person.screen
        assert "a  write down a claim" in person.screen
        await person.press("ctrl+e")
        assert "example claims are here" in person.notices
        assert "upcoming" in person.screen


async def test_the_card_follows_the_cursor(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    async with opened(100, 40) as person:
        assert "“la semaine prochaine”" in person.screen
        assert "TechCrunch, OpenAI puts its open model off" in person.screen
        await person.press("j")
        assert "until" not in person.screen
        assert "promise · #2" in person.screen
        await person.press("k")
        assert "release · OpenAI open model · #1" in person.screen


async def test_the_first_claims_are_shown_before_all_are_counted(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(str(place), user="ada") as archive:
        archive.run(keep_many, list(Invention(PAGE + 30).claims()))
    may_count, is_asked = Event(), Event()

    def count(session: Session, page: Page, terms: tuple[Term, ...], today: date) -> Page:
        is_asked.set()
        may_count.wait(10)
        return counted(session, page, terms, today)

    monkeypatch.setattr(queries, "COUNTED_AT_ONCE", 0)
    async with opened(100, 30) as person:
        monkeypatch.setattr(queries, "counted", count)
        person.app.screen.query_one(FilterLine).text = "said:>2000"
        await asyncio.to_thread(is_asked.wait)
        assert "100+ claims" in person.screen
        assert person.app.screen.query_one(ClaimTable).total == PAGE
        may_count.set()
        await person.settle()
        assert f"{PAGE + 30} claims ·" in person.screen
        await person.press("G")
        assert person.app.screen.query_one(ClaimTable).cursor == PAGE + 29


async def test_many_claims_are_counted_exactly_once_the_search_is_over(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(str(place), user="ada") as archive:
        archive.run(keep_many, list(Invention(3 * PAGE).claims()))
        count = archive.run(queries.claim_count, parse_filter("the"), TODAY)
    monkeypatch.setattr(queries, "COUNTED_AT_ONCE", 0)
    monkeypatch.setattr(queries, "MANY", 10)
    async with opened(100, 30) as person:
        await person.press("slash")
        await person.type("the")
        assert "10+ claims" in person.screen
        await person.press("enter")
        assert f"{count} claims" in person.screen
        await person.press("G")
        assert person.app.screen.query_one(ClaimTable).cursor == count - 1
        await person.press("slash")
        await person.type(" nowhere")
        assert "No claim fits" in person.screen


async def test_a_filter_narrows_the_list_while_it_is_typed(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, NET_ZERO, LATE_ROCKET)
    async with opened() as person:
        assert "4 claims · 1 overdue" in person.screen
        await person.press("slash")
        await person.type("status:overdue")
        assert "1 claim · 1 overdue" in person.screen
        assert "The rocket flies" in person.screen
        await person.press("enter", "escape")
        assert "4 claims" in person.screen


async def test_a_filter_that_cannot_be_read_names_the_word(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(120, 30) as person:
        await person.press("slash")
        await person.type("stauts:overdue")
        assert "There is no field “stauts:”" in person.screen
        assert "Did you mean “status:”?" in person.screen


async def test_a_filter_that_nothing_fits_says_so(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("slash")
        await person.type("zeppelin")
        assert "No claim fits “zeppelin”." in person.screen
        await person.press("enter", "escape")
        assert "The open model ships" in person.screen


async def test_a_long_list_is_fetched_page_by_page(opened: Opener, place: Path) -> None:
    many = [NET_ZERO | {"statement": f"Promise number {number}"} for number in range(PAGE * 3)]
    keep(place, *many)
    async with opened() as person:
        assert f"Promise number {PAGE * 3 - 1}" in person.screen
        await person.press("G")
        assert "Promise number 0" in person.line_with("▸")
        await person.press("pageup", "pageup")
        assert "Promise number" in person.line_with("▸")
        await person.press("g")
        assert f"Promise number {PAGE * 3 - 1}" in person.line_with("▸")


@pytest.mark.parametrize(
    ("width", "end"), [(60, "P record  1 All 2 Due 3–5 …"), (80, "3 Overdue 4 Open 5 …"), (120, "4 Open 5 Settled")]
)
async def test_the_views_on_number_keys_are_named_whole_or_not_at_all(
    opened: Opener, place: Path, width: int, end: str
) -> None:
    keep(place, NEXT_WEEK)
    async with opened(width) as person:
        assert end in person.screen.splitlines()[0]
        await person.resize(160, 24)
        assert "1 All 2 Due 3 Overdue 4 Open 5 Settled" in person.screen.splitlines()[0]


@pytest.mark.parametrize(
    ("width", "late", "long"),
    [
        (60, "1–6 7 Late 8 …", "1 All 2 Due 3–7 8"),
        (80, "1 All 2 Due 3 Overdue 4–6 7 Late 8 …", "1 All 2–7 8 The long name of a view"),
        (160, "5 Settled 6 Rain 7 Late 8 The long name of a view", "7 Late 8 The long name of a view"),
    ],
)
async def test_the_view_in_force_is_named_and_those_without_room_are_told_by_their_keys(
    opened: Opener, place: Path, width: int, late: str, long: str
) -> None:
    keep(place, NEXT_WEEK)
    with Archive.open(str(place), user="tester") as archive:
        for name, filter_text in (("Rain", "rain"), ("Late", "model"), ("The long name of a view", "open")):
            archive.run(save_view, name, filter_text)
    async with opened(width) as person:
        for key, told in (("7", late), ("8", long)):
            await person.press(key)
            views = person.screen.splitlines()[0].partition("P record")[2].split("   ")[0]
            assert views.endswith(f" {told}")


async def test_a_claim_that_is_gone_before_the_list_is_read_again_is_no_error(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO, NEXT_WEEK)
    async with opened() as person:
        await person.press("j")
        with Archive.open(str(place), user="tester") as archive:
            archive.run(undo)
        await person.press("k")
        assert "There is no claim" not in person.notices


@pytest.mark.parametrize(("undoes", "makes_again"), [("u", "ctrl+r"), ("ctrl+z", "ctrl+y")])
async def test_undo_takes_back_what_was_added_and_redo_brings_it_again(
    opened: Opener, place: Path, undoes: str, makes_again: str
) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press(undoes)
        assert "Undone: add claim 1" in person.notices
        assert "Keep what people said" in person.screen
        await person.press(undoes)
        assert "There is nothing to undo." in person.notices
        await person.press(makes_again)
        assert "Made again: add claim 1" in person.notices
        assert "The open model ships" in person.screen


@pytest.mark.parametrize("keys", [("slash",), ("S", "slash")])
async def test_while_a_text_is_typed_no_step_is_taken_back(opened: Opener, place: Path, keys: tuple[str, ...]) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press(*keys, "o", "ctrl+z", "ctrl+y")
        assert "Undone" not in person.notices
        with Archive.open(str(place), read_only=True) as archive:
            assert archive.run(queries.claim_count, (), TODAY) == 1


async def test_undo_and_redo_go_to_the_claim_that_they_changed(opened: Opener, place: Path) -> None:
    keep(place, *[NET_ZERO | {"statement": f"The river is clean, part {number}"} for number in range(1, 6)])
    async with opened() as person:
        await person.press("4", "j", "j")
        assert "part 3" in person.line_with("▸")
        await person.press("m", "f", "ctrl+s")
        assert "part 2" in person.line_with("▸"), "it left the list of what is open"
        await person.press("u")
        assert "part 3" in person.line_with("▸")
        await person.press("m")
        assert "The river is clean, part 3" in person.screen
        await person.press("escape", "g", "ctrl+r")
        assert "part 5" in person.line_with("▸"), "the list holds it no more"
        await person.press("1", "G", "u")
        assert "part 3" in person.line_with("▸")


async def test_undo_of_a_step_with_many_claims_stays_at_one_of_them_or_goes_to_the_first(
    opened: Opener, place: Path
) -> None:
    parts = [NET_ZERO | {"statement": f"Part {number} ships", "tags": "x" * (number < 4)} for number in range(1, 6)]
    keep(place, *parts)
    async with opened() as person:
        await person.press("slash")
        await person.type("tag:x")
        await person.press("enter", "asterisk", "z", "7", "1", "G")
        assert "Part 1" in person.line_with("▸")
        await person.press("u")
        assert "Part 1" in person.line_with("▸"), "it was put off with others"
        await person.press("g", "ctrl+r")
        assert "Part 3" in person.line_with("▸"), "the first that was"


async def test_the_whole_card_shows_thread_and_history(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened(100, 40) as person:
        await person.press("j", "enter")
        assert "Claim 1" in person.screen.splitlines()[0]
        assert "thread   2 claims: 1 slip" in person.screen
        assert "add claim 1" in person.screen
        await person.press("escape")
        assert "speaker" in person.screen.splitlines()[2]


async def test_the_history_tells_what_a_claim_said_before(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    with Archive.open(str(place), user="tester") as archive:
        card = archive.run(queries.claim_card, 1, TODAY)
        edited = card.fields.model_copy(update={"due_text": "in autumn", "notes": "[b]bold\x1b[31m"})
        archive.run(changes.edit_claim, 1, card.version, edited)
    async with opened(100, 40) as person:
        await person.press("enter")
        told = person.screen.partition("history (UTC)")[2]
        assert "due: la semaine prochaine → in autumn" in told
        assert "notes: (empty) → [b]bold␛[31m" in told
        await person.press("escape", "R")
        assert "due: la semaine prochaine → in autumn" in person.screen


async def test_an_open_claim_is_shown_beside_its_speakers_record(opened: Opener, place: Path) -> None:
    said = {"speaker": "Ada", "said_on": "2025-01-02"}
    parts = [said | {"statement": f"Part {number} ships", "due_text": "by 31 January 2025"} for number in range(5)]
    keep(place, *parts, said | {"statement": "The whole ships", "said_on": "2025-01-03", "due_text": "October 2025"})
    with Archive.open(str(place), user="tester") as archive:
        for number in range(5):
            late = Decision(Verdict.LATE, date(2025, 4, 1), date(2025, 3, 31))
            archive.run(changes.mark_claim, number + 1, late)
    async with opened(120, 40) as person:
        assert "on this record, late Dec 2025 (n = 5)" in person.screen
        await person.press("j")
        assert "on this record" not in person.screen


async def test_help_lists_the_keys_of_the_present_screen(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("question_mark")
        assert "Write down a new claim" in person.screen
        assert "Choose the order of the list" in person.screen
        await person.press("pagedown")
        assert "Go to the last line" in person.screen
        await person.press("escape", "a", "f1")
        assert "Keep the claim" in person.screen
        assert "Write down a new claim" not in person.screen


async def test_the_palette_finds_actions_by_name(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("ctrl+p")
        await person.type("export")
        await person.press("down", "enter")
        assert person.screen.splitlines()[0].strip() == "Export"


async def test_the_palette_tells_how_names_are_merged(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("ctrl+p")
        await person.type("merge")
        await person.press("down", "enter")
        assert 'from the shell, as in: tracker merge speaker "S. Altman" "Sam Altman"' in person.notices


async def test_a_paste_on_the_list_runs_nothing(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        before = person.screen
        await person.paste("qaaumxxu\n\n")
        assert person.screen == before
        assert person.app.is_running


async def test_the_cursor_stays_on_its_claim_and_goes_to_a_new_one(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    async with opened() as person:
        await person.press("j", "j")
        assert "by 31 Dec 2050" in person.line_with("▸")
        await person.press("a")
        await person.type("Something newer")
        await person.press("ctrl+s")
        assert "Something newer" in person.line_with("▸")
        await person.press("G", "e", "end")
        await person.type(" at last")
        await person.press("ctrl+s")
        assert "by 31 Dec 2050" in person.line_with("▸")
        await person.press("u", "u")
        assert "by 31 Dec 2050" in person.line_with("▸")


async def test_examples_are_loaded_into_an_empty_archive_only(opened: Opener) -> None:
    async with opened() as person:
        await person.press("a")
        await person.type("A claim of my own")
        await person.press("ctrl+s", "ctrl+e")
        assert "1 claim" in person.screen
        assert "example claims" not in person.notices


async def test_the_list_stays_while_a_filter_is_half_typed(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    async with opened() as person:
        await person.press("slash")
        await person.paste("status:upx")
        assert "There is no status “upx”" in person.screen
        assert "reaches net" in person.screen
        await person.press("backspace")
        assert "There is no status" not in person.screen
        assert "reaches net" in person.screen
        await person.type("coming")
        assert "There is no status" not in person.screen
        assert "1 claim" in person.screen


async def test_a_figure_that_ends_a_filter_is_a_whole_word_once_typing_is_over(opened: Opener, place: Path) -> None:
    statements = ("Artemis 2 flies", "Artemis 3 lands in 2027", "Artemis 25 is planned")
    keep(place, *({**NEXT_WEEK, "statement": text} for text in statements))
    async with opened() as person:
        await person.press("slash")
        await person.type("artemis 2")
        assert "3 claims" in person.screen
        await person.press("enter")
        assert "1 claim" in person.screen
        assert "Artemis 2 flies" in person.screen
        assert "Artemis 3" not in person.screen
        await person.press("asterisk")
        assert "1 picked" in person.screen
        await person.press("slash", "end")
        await person.type("5")
        assert "Artemis 25" in person.screen


async def test_a_key_behind_enter_is_for_a_claim_that_the_whole_filter_finds(opened: Opener, place: Path) -> None:
    statements = ("Artemis 2 flies", "Artemis 2 lands", "Artemis 25 is planned")
    keep(place, *({**NEXT_WEEK, "statement": text} for text in statements))
    async with opened() as person:
        await person.press("slash")
        await person.type("artemis 2")
        assert "Artemis 25" in person.line_with("▸")
        await person.press("enter", "m")
        assert "What became of it?" in person.screen
        assert "Artemis 2 lands" in person.screen
        assert "Artemis 25" not in person.screen


async def test_views_are_on_the_number_keys(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, NET_ZERO, LATE_ROCKET)
    async with opened(110, 30) as person:
        assert "1 All 2 Due 3 Overdue 4 Open 5 Settled" in person.screen.splitlines()[0]
        await person.press("3")
        assert "1 claim · 1 overdue" in person.screen
        await person.press("1")
        assert "4 claims" in person.screen
        await person.press("6")
        assert "There is no view 6 yet: V keeps the present filter, as view 6." in person.notices
        await person.press("9")
        assert "There is no view 9 yet: V keeps the present filter, as view 6." in person.notices


async def test_the_present_filter_is_saved_under_a_name(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, NET_ZERO, LATE_ROCKET)
    async with opened(110, 30) as person:
        await person.press("slash")
        await person.type("kind:delay")
        await person.press("enter", "V")
        await person.type("Delays")
        await person.press("enter")
        assert "“Delays” is view 6" in person.notices
        assert "6 Delays" in person.screen.splitlines()[0]
        await person.press("1", "6")
        assert "1 claim" in person.screen
        assert "indefinitely" in person.line_with("▸")


async def test_a_view_beyond_the_number_keys_says_that_none_is_left(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    with Archive.open(str(place), user="tester") as archive:
        for number in range(6, 9):
            archive.run(save_view, f"Own {number}", "")
    async with opened(110, 30) as person:
        await person.press("V")
        assert "Keep every claim on a number key" in person.screen
        await person.type("Own 9")
        await person.press("enter")
        assert "“Own 9” is view 9. u takes it back." in person.notices
        await person.press("V")
        assert "on a number key" not in person.screen
        assert "Keep every claim in this list; no number key is left" in person.screen
        await person.type("Own 10")
        await person.press("enter")
        assert "“Own 10” is kept without a number key: V shows it. u takes it back." in person.notices
        assert "view 10" not in person.notices
        await person.press("V", "tab", "end", "D")
        assert "no number key is left" in person.screen
        await person.press("end", "D")
        assert "Keep every claim on a number key" in person.screen


async def test_claims_are_picked_and_let_go_with_the_space_bar(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, NET_ZERO)
    async with opened() as person:
        await person.press("space", "space")
        assert "2 picked" in person.screen
        assert [line[1] for line in person.screen.splitlines() if "open model" in line.lower()][:2] == ["■", "■"]
        await person.press("k", "space")
        assert "1 picked" in person.screen
        await person.press("asterisk")
        assert "3 picked" in person.screen
        await person.press("escape")
        assert "picked" not in person.screen


async def test_columns_are_chosen_and_stay_chosen(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(120, 30) as person:
        assert person.line_with("due  ").split()[:5] == ["status", "due", "speaker", "claim", "source"]
        await person.press("vertical_line")
        assert "Columns of the list" in person.screen
        await person.press("space", "j", "j", "j", "j", "j", "space", "enter")
        assert person.line_with("due  ").split()[:5] == ["due", "speaker", "claim", "source", "kind"]
        await person.press("vertical_line", "r", "enter")
        assert person.line_with("due  ").split()[:5] == ["status", "due", "speaker", "claim", "source"]


async def test_a_column_is_ticked_without_colour_and_told_where_it_does_not_fit(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(80, 24) as person:
        await person.press("vertical_line")
        assert "[X] due" in person.screen
        assert "[X] claim" in person.screen
        assert "[ ] slips" in person.screen
        assert "does not fit at this width: source" in person.screen
        await person.press("space", "down", "space")
        assert "[ ] due" in person.screen
        assert "does not fit" not in person.screen
        await person.press("end", "space")
        assert "[X] id" in person.screen


async def test_a_view_of_ones_own_is_shown_and_forgotten_on_the_screen(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    async with opened(100, 30) as person:
        await person.press("slash")
        await person.type("kind:promise")
        await person.press("enter", "V")
        await person.type("Promises")
        await person.press("enter")
        assert "6 Promises" in person.screen
        await person.press("1", "V", "tab", "end", "enter")
        assert "1 claim" in person.screen
        assert "kind:promise" in person.screen
        await person.press("V", "tab", "home", "D", "escape")
        assert "“All” comes with the program and stays." in person.notices
        await person.press("V", "tab", "end", "D", "escape")
        assert "is forgotten. u brings it back." in person.notices
        assert "6 Promises" not in person.screen
        await person.press("u")
        assert "6 Promises" in person.screen


async def test_a_filter_that_cannot_be_read_keeps_the_keys_and_tells_what_is_listed(
    opened: Opener, place: Path
) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    async with opened(100, 30) as person:
        await person.press("slash")
        await person.type("net zero due:<20x5")
        await person.press("enter")
        assert "cannot be read as a day" in person.screen
        assert "Listed is still “net zero" in person.screen
        await person.type("u")
        assert "due:<20x5u" in person.screen


async def test_rooms_are_left_at_once_without_harm(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    async with opened(100, 30) as person:
        for keys in (("S", "escape"), ("e", "escape"), ("P", "escape"), ("R", "escape"), ("T", "escape")) * 3:
            await person._pilot.press(*keys)
        await person.press("1")
        assert "2 claims" in person.screen


async def test_an_empty_list_offers_only_what_can_be_done(opened: Opener) -> None:
    async with opened(100, 30) as person:
        last = person.screen.splitlines()[-1]
        assert "a add" in last
        assert "mark" not in last
        await person.press("m", "t", "z", "T", "f")
        assert "Keep what people said" in person.screen


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("R review", "Review   1 of 1"),
        ("sources", "all sources;"),
        ("P record", "Record"),
        ("3 Overdue", "status:overdue"),
    ],
)
async def test_a_click_on_a_part_of_the_first_line_does_what_its_key_does(
    opened: Opener, place: Path, part: str, shown: str
) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 30) as person:
        at = person.screen.splitlines()[0].index(part)
        for offset in (0, len(part) - 1):
            await person.click(at + offset, 0)
            assert shown in person.screen
            await person.press("escape")


async def test_a_click_on_the_name_of_the_room_does_nothing(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 30) as person:
        before = person.screen
        await person.click(2, 0)
        assert person.screen == before


async def test_a_view_is_clicked_while_a_filter_is_being_typed(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 30) as person:
        await person.press("slash")
        await person.type("nothing of that")
        await person.click(person.screen.splitlines()[0].index("Overdue"), 0)
        assert "status:overdue" in person.screen
        assert "The rocket" in person.line_with("▸")
