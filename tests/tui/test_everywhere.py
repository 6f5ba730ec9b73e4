"""What holds on every screen: the mouse, small terminals, and pasting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.widgets import Input, TextArea

from tracker.store.archive import Archive
from tracker.store.queries import list_claims
from tracker.tui.screens.claims import ClaimsScreen
from tracker.tui.widgets.claim_table import ClaimTable
from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.key_line import KeyLine

from .samples import INDEFINITELY, LATE_ROCKET, NET_ZERO, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener
    from .driver import Driver

EDITORS = (Input, TextArea)
FOUR = (NEXT_WEEK, INDEFINITELY, NET_ZERO, LATE_ROCKET)


def place_of(person: Driver, text: str, *, before: str = "") -> tuple[int, int]:
    """Where a text stands on the screen, on the first line that also holds another."""
    for y, line in enumerate(person.screen.splitlines()):
        if text in line and before in line:
            return line.index(text), y
    raise AssertionError(f"“{text}” is not on the screen:\n{person.screen}")


class TestMouse:
    async def test_a_click_moves_to_the_line_and_two_open_it(self, opened: Opener, place: Path) -> None:
        keep(place, *FOUR)
        async with opened(120, 30) as person:
            x, y = place_of(person, "The rocket flies")
            await person.click(x, y)
            assert "The rocket flies" in person.line_with("▸")
            x, y = place_of(person, "The country reaches")
            await person.click(x, y, times=2)
            assert "Claim 3" in person.screen

    async def test_a_click_beside_the_claims_does_nothing(self, opened: Opener, place: Path) -> None:
        keep(place, *FOUR)
        async with opened(120, 30) as person:
            before = person.line_with("▸")
            x, y = place_of(person, "speaker", before="status")
            await person.click(x, y, times=2)
            await person.click(5, y + 8)
            assert person.line_with("▸") == before

    async def test_the_wheel_scrolls_the_list_and_the_claim(self, opened: Opener, place: Path) -> None:
        keep(place, *({**NET_ZERO, "statement": f"Claim number {n} holds"} for n in range(40)))
        async with opened(80, 24) as person:
            top = person.app.screen.query_one(ClaimTable).scroll_y
            table = person.app.screen.query_one(ClaimTable)
            table.post_message(wheel(table, events.MouseScrollDown))
            await person.settle()
            assert table.scroll_y > top
            table.post_message(wheel(table, events.MouseScrollUp))
            await person.settle()
            assert table.scroll_y == top

    @pytest.mark.parametrize(
        ("key", "shown"), [("a add", "Add a claim"), ("m mark", "What became of it?"), ("? help", "Leave the program")]
    )
    async def test_a_click_on_the_key_line_runs_the_action(
        self, opened: Opener, place: Path, key: str, shown: str
    ) -> None:
        keep(place, *FOUR)
        async with opened(120, 50) as person:
            await person.click(*place_of(person, key, before="quit"))
            assert shown in person.screen

    async def test_the_mouse_on_a_key_is_told_what_it_does(self, opened: Opener, place: Path) -> None:
        keep(place, *FOUR)
        async with opened(120, 50) as person:
            x, y = place_of(person, "a add", before="quit")
            line = person.app.screen.query_one(KeyLine)
            before = line.render().spans
            await person.point_at(x, y)
            on_it = (line.tooltip, line.render().spans)
            await person.point_at(119, y)
            assert on_it[0] == "Write down a new claim"
            assert on_it[1] != before
            assert (line.tooltip, line.render().spans) == (None, before)

    async def test_a_click_beside_the_keys_does_nothing(self, opened: Opener, place: Path) -> None:
        keep(place, *FOUR)
        async with opened(120, 50) as person:
            before = person.screen
            await person.click(119, place_of(person, "? help", before="quit")[1])
            assert person.screen == before

    async def test_a_click_into_a_field_types_there(self, opened: Opener, place: Path) -> None:
        keep(place, *FOUR)
        async with opened(100, 40) as person:
            await person.press("a")
            x, y = place_of(person, "Subject")
            await person.click(x + 20, y)
            await person.type("rockets")
            assert "rockets" in person.line_with("Subject")

    async def test_a_click_chooses_a_verdict(self, opened: Opener, place: Path) -> None:
        keep(place, *FOUR)
        async with opened(100, 40) as person:
            await person.press("m")
            await person.click(*place_of(person, "partly true"))
            assert "partly true" in person.line_with("▸")


def wheel(part: ClaimTable, kind: type[events.MouseScrollDown | events.MouseScrollUp]) -> events.MouseEvent:
    return kind(part, 5, 5, 0, 0, 0, shift=False, meta=False, ctrl=False)


async def test_a_line_that_is_on_its_way_is_opened_once_it_is_here(opened: Opener, place: Path) -> None:
    keep(place, *FOUR)
    async with opened(100, 30) as person:
        table = person.app.screen.query_one(ClaimTable)
        table.start_again(1)
        table.action_open()
        await person.settle()
        assert "Claim " in person.screen.splitlines()[0]


@pytest.mark.parametrize("size", [(20, 6), (24, 8), (40, 10), (59, 19), (60, 20), (20, 40), (200, 6)])
async def test_no_terminal_is_too_small_to_use(opened: Opener, place: Path, size: tuple[int, int]) -> None:
    keep(place, *FOUR)
    async with opened(*size) as person:
        for key in ("down", "enter", "T", "a", "e", "plus", "m", "x", "I", "R", "S", "V", "s", "f", "ctrl+p", "f1"):
            await person.press(key)
            assert person.screen.strip(), key
            for _ in range(4):
                if not isinstance(person.app.screen, ClaimsScreen):
                    await person.press("escape")
            assert isinstance(person.app.screen, ClaimsScreen), key
        assert "▸" in person.screen


async def test_the_screens_follow_a_terminal_that_changes_its_size(opened: Opener, place: Path) -> None:
    keep(place, *FOUR)
    async with opened(160, 45) as person:
        for size in ((20, 6), (80, 24), (300, 100), (60, 20)):
            await person.resize(*size)
            assert "▸" in person.screen


LONG = "lang " * 999 + "lange"
FORMS = {
    "a claim": ("a",),
    "a later claim": ("r",),
    "a verdict": ("m", "p"),
    "a source": ("S", "e"),
    "one more source": ("plus",),
}


@pytest.mark.parametrize("form", FORMS)
async def test_of_five_thousand_characters_pasted_into_a_form_none_is_lost(
    opened: Opener, place: Path, form: str
) -> None:
    keep(place, *FOUR)
    async with opened(100, 60) as person:
        await person.press(*FORMS[form])
        fields = [row for row in person.app.screen.query(FieldRow) if row.display and isinstance(row.editor, EDITORS)]
        assert len(fields) >= 4
        for row in fields:
            row.editor.focus()
            row.text = ""
            await person.paste(LONG)
            assert row.text == LONG, row.name
        await person.press("ctrl+s")
        refused = {row.name for row in fields if row.has_class("-wrong")}
        taken = {row.name for row in fields} - refused
        assert refused
        assert taken <= {"quote", "notes", "evidence_quote"}, "only what may be that long is taken"
        assert all(row.text == LONG for row in fields)
        assert "at most" in person.screen


@pytest.mark.parametrize(("key", "save"), [("x", "ctrl+s"), ("slash", "enter"), ("V", "enter"), ("t", "enter")])
async def test_of_five_thousand_characters_pasted_into_a_line_none_is_lost(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch, key: str, save: str
) -> None:
    monkeypatch.chdir(place.parent)
    keep(place, *FOUR)
    async with opened(100, 60) as person:
        await person.press(key)
        for line in [line for line in person.app.screen.query(Input) if line.display]:
            line.focus()
            line.value = ""
            await person.paste(LONG)
            assert line.value == LONG
            await person.press(save)
            assert line.value == LONG, "what cannot be taken stays to be mended"
            assert person.app.is_running


NOWHERE = {
    "the list": (),
    "a claim": ("enter",),
    "the review": ("R",),
    "help": ("f1",),
    "the thread": ("T",),
    "the sources": ("S",),
}


async def test_a_line_that_is_longer_than_its_field_shows_where_one_types(opened: Opener, place: Path) -> None:
    async with opened(80, 24) as person:
        await person.press("a")
        await person.type("begins here " + "and goes on " * 12 + "ends here")
        assert "ends here" in person.line_with("Claim ")
        assert "begins here" not in person.line_with("Claim ")
        await person.press("home")
        assert "begins here" in person.line_with("Claim ")
        assert "ends here" not in person.line_with("Claim ")


@pytest.mark.parametrize(("key", "beside"), [("a", "Claim "), ("slash", "/  ")])
async def test_a_line_that_is_pasted_at_once_shows_its_end(opened: Opener, key: str, beside: str) -> None:
    async with opened(80, 24) as person:
        await person.press(key)
        await person.paste("begins here " + "and goes on " * 8 + "ends here")
        assert "ends here" in person.line_with(beside)
        await person.press("home")
        assert "begins here" in person.line_with(beside)
        await person.press("end")
        assert "ends here" in person.line_with(beside)


async def test_what_was_searched_for_shows_its_end_when_it_is_pasted(opened: Opener, place: Path) -> None:
    keep(place, *FOUR)
    async with opened(80, 24) as person:
        await person.press("S", "slash")
        await person.paste("begins here " + "and goes on " * 8 + "ends here")
        assert "ends here" in person.line_with("/ ")


async def test_a_long_draft_shows_its_beginning_and_its_end_where_one_goes_on_with_it(opened: Opener) -> None:
    async with opened(80, 24) as person:
        await person.press("a")
        await person.paste("begins here " + "and goes on " * 8 + "ends here")
        await person.press("tab")
        await person.paste("Ada, who " + "is a countess and " * 6 + "counts")
        assert "ends here" not in person.line_with("Claim ")
        for keys in (("escape", "a"), ("ctrl+n", "ctrl+n")):
            await person.press(*keys)
            assert "begins here" in person.line_with("Claim ")
            assert "Ada, who" in person.line_with("Speaker ")
            await person.press("end")
            assert "ends here" in person.line_with("Claim ")
        await person.press("tab")
        assert "counts" in person.line_with("Speaker ")


async def test_a_long_line_that_is_left_shows_its_beginning(opened: Opener) -> None:
    async with opened(80, 24) as person:
        await person.press("a")
        await person.type("The beginning of a statement that is far longer than the line that holds it, to its end")
        assert "to its end" in person.line_with("Claim ")
        await person.press("tab")
        assert "The beginning of a statement" in person.line_with("Claim ")


async def test_a_line_shows_where_one_types_when_it_gets_narrower(opened: Opener) -> None:
    async with opened(120, 30) as person:
        await person.press("a")
        await person.type("begins here " + "and goes on " * 5 + "ends here")
        assert "begins here" in person.line_with("Claim ")
        await person.resize(60, 20)
        assert "ends here" in person.line_with("Claim ")


@pytest.mark.parametrize("room", NOWHERE)
async def test_a_paste_where_nothing_is_typed_runs_nothing(opened: Opener, place: Path, room: str) -> None:
    keep(place, *FOUR)
    with Archive.open(str(place)) as archive:
        before = archive.run(list_claims, (), TODAY)
    async with opened(100, 30) as person:
        await person.press(*NOWHERE[room])
        shown = person.screen
        await person.paste("aqmtuDzx\x1b\r179y/R\n")
        assert person.screen == shown
        assert person.app.is_running
    with Archive.open(str(place)) as archive:
        assert archive.run(list_claims, (), TODAY) == before


async def test_an_unpaired_surrogate_is_told_and_never_a_fault(opened: Opener, place: Path) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        await person.paste("half a \ud83d pair")
        await person.press("ctrl+s")
        assert person.app.is_running
        assert "Add a claim" in person.screen
        assert "half a" in person.line_with("Claim ")
