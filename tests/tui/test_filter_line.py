"""Typing a filter: what is offered below it, which keys take it, and how a word that cannot be read is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.store.completing import FIELDS
from tracker.tui.screens.claims import ClaimsScreen
from tracker.tui.screens.sources import SourcesScreen

from .samples import INDEFINITELY, LATE_ROCKET, NET_ZERO, NEXT_WEEK, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener
    from .driver import Driver

QUOTED = NET_ZERO | {"speaker": 'Dwayne "The Rock" Johnson', "statement": "It rocks by 2030"}


def typed(person: Driver) -> str:
    """The filter as it stands on the screen."""
    return person.screen.splitlines()[1].split("/", 1)[1].rsplit("claim", 1)[0].rstrip(" 0123456789").strip()


def offered(person: Driver) -> list[str]:
    """The first word of each line in the box below the filter."""
    lines = [line.split("│")[1].split() for line in person.screen.splitlines() if line.count("│") > 1]
    return [line[0] for line in lines if line]


def underlined(person: Driver) -> str:
    """The letters of the filter that are underlined."""
    strip = person.app.screen._compositor.render_strips()[1]
    return "".join(segment.text for segment in strip if segment.style and segment.style.underline)


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24), (160, 45)])
async def test_who_begins_to_filter_sees_every_field_with_what_it_means(
    opened: Opener, place: Path, width: int, height: int
) -> None:
    keep(place, NEXT_WEEK)
    async with opened(width, height) as person:
        await person.press("slash")
        assert offered(person) == [f"{field}:" for field in FIELDS]
        assert "status:     open, settled, overdue, due" in person.screen
        assert "tab: the first" in person.screen
        assert "f1 help" in person.screen


async def test_keys_that_are_typed_as_signs_are_not_named_while_one_types(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(80, 40) as person:
        assert "/ filter" in person.screen.splitlines()[-1]
        await person.press("slash")
        assert person.screen.splitlines()[-1].split() == ["f1", "help", "^q", "quit", "enter", "to", "the", "claims"]
        await person.press("f1")
        assert "Choose which claims are shown" not in person.screen
        assert "Write the choice marked, else go to the claims" in person.screen


async def test_one_short_choice_has_room_for_its_keys(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(80, 24) as person:
        await person.press("slash")
        await person.type("kind:del")
        assert offered(person) == ["delay"]
        assert "tab: the first  ↓: choose ─╯" in person.screen


async def test_nothing_is_said_to_fit_what_cannot_be_read(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(80, 24) as person:
        await person.press("slash")
        await person.type("tag:none")
        assert "No claim fits “tag:none”" in person.screen
        await person.type(" due:<20x6 a")
        screen = person.app.screen
        assert isinstance(screen, ClaimsScreen)
        screen.reload()
        await person.settle()
        assert "“20x6” cannot be read as a day" in person.screen
        assert "No claim fits “tag:none”" in person.screen


@pytest.mark.parametrize(
    ("typed_first", "field", "found"),
    [("", "status:o", "3 claims"), ("", "-status:o", "3 claims"), ("kind:delay ", "speaker:", "1 claim")],
)
async def test_a_field_that_is_begun_is_no_word_that_was_looked_for(
    opened: Opener, place: Path, typed_first: str, field: str, found: str
) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, LATE_ROCKET)
    async with opened() as person:
        await person.press("slash")
        await person.type(typed_first + field)
        assert found in person.screen
        await person.press("escape", "escape")
        assert found in person.screen
        told = f"Listed is still “{typed_first.strip()}”." if typed_first else "Listed are all claims."
        assert told in " ".join(person.screen.split())


async def test_what_stands_before_an_edited_word_stays_as_it_was(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, LATE_ROCKET)
    async with opened() as person:
        await person.press("slash")
        await person.type("kind:delay")
        await person.press("left", "left", "left")
        await person.type(" x")
        await person.press("end")
        await person.type(":")
        assert "1 claim" in person.screen


async def test_tab_writes_the_first_choice_and_then_offers_its_values(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, LATE_ROCKET)
    async with opened() as person:
        await person.press("slash")
        await person.type("sta")
        assert offered(person) == ["status:"]
        await person.press("tab")
        assert typed(person) == "status:"
        assert offered(person)[:3] == ["open", "settled", "review"]
        assert "needs a value" not in person.screen
        await person.type("ov")
        await person.press("tab")
        assert typed(person) == "status:overdue"
        assert offered(person) == []
        assert "1 claim · 1 overdue" in person.screen
        await person.press("enter", "j")
        assert "The rocket flies" in person.line_with("▸")


async def test_enter_goes_to_the_list_unless_one_moved_to_a_choice(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, LATE_ROCKET)
    async with opened() as person:
        await person.press("slash")
        await person.type("sp")
        assert offered(person) == ["speaker:"]
        await person.press("enter")
        assert offered(person) == []
        assert typed(person) == "sp"
        await person.press("slash", "end", "backspace", "backspace")
        await person.press("down", "down", "up", "up", "down", "down", "enter")
        assert typed(person) == "kind:"
        await person.press("down", "enter")
        assert typed(person) == "kind:release"
        assert "2 claims" in person.screen


async def test_down_and_up_back_again_leave_enter_its_meaning(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("slash", "down", "up", "enter")
        assert typed(person).startswith("all claims")
        assert offered(person) == []
        await person.press("a")
        assert "Add a claim" in person.screen


async def test_esc_closes_the_choices_first(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("slash")
        await person.type("kind:")
        assert offered(person)
        await person.press("escape")
        assert offered(person) == []
        assert "The filter “kind:” needs a value" in person.screen
        await person.type("del")
        assert offered(person) == ["delay"]
        await person.press("escape", "escape", "escape")
        assert "1 claim" in person.screen
        assert typed(person).startswith("all claims")


async def test_names_are_completed_with_their_quotes(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, QUOTED)
    async with opened(100, 30) as person:
        await person.press("slash")
        await person.type("speaker:alt")
        assert "Sam Altman" in person.screen
        await person.press("tab")
        assert typed(person) == 'speaker:"Sam Altman"'
        await person.press(*["backspace"] * 30)
        await person.type("-speaker:rock")
        await person.press("tab")
        assert typed(person) == '-speaker:"Dwayne ""The Rock"" Johnson"'
        assert "1 claim" in person.screen
        assert "The open model ships" in person.screen


async def test_between_words_nothing_is_offered_unless_asked(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("slash")
        await person.type("model ")
        assert offered(person) == []
        await person.press("down")
        assert offered(person) == [f"{field}:" for field in FIELDS]
        await person.press("down", "enter")
        assert typed(person) == "model status:"


async def test_tab_without_choices_goes_to_the_next_part(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("slash")
        await person.type("ships")
        await person.press("tab", "a")
        assert "Add a claim" in person.screen


async def test_the_choices_stand_below_the_word(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("slash")
        await person.type("漢字 kind:del")
        line, below = person.line_with("kind:del"), person.line_with("│ delay")
        wide = 2  # letters that take two columns and are one character in the line above
        assert below.index("delay") == line.index("del") + wide
        await person.type(" " + "x" * 70 + " sort:sp")
        assert "speaker" in person.line_with("│ speaker")
        assert person.line_with("│ speaker").index("speaker") <= 60


async def test_the_word_that_cannot_be_read_is_underlined(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("slash")
        await person.type("漢字 status:opne model")
        assert underlined(person) == "opne"
        assert "There is no status “opne”" in person.screen
        await person.type(" and words until the line has to scroll")
        assert underlined(person) == "opne"
        await person.press("home", *["right"] * 10)
        assert underlined(person) == "opne"
        await person.press("delete", "delete", "delete", "delete")
        await person.type("open")
        assert underlined(person) == ""
        assert "There is no status" not in person.screen


async def test_a_click_writes_a_choice(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("slash")
        lines = person.screen.splitlines()
        row = next(number for number, line in enumerate(lines) if "│ kind:" in line)
        await person._pilot.click(offset=(lines[row].index("kind:") + 1, row))
        await person.settle()
        assert typed(person) == "kind:"


async def test_an_order_alone_does_not_make_an_empty_archive_look_filtered(opened: Opener) -> None:
    async with opened() as person:
        await person.press("slash")
        await person.type("sort:due")
        assert "Keep what people said would happen" in person.screen


async def test_when_nothing_is_found_the_nearest_words_are_told(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    async with opened(80, 24) as person:
        await person.press("/")
        await person.type("modle")
        assert "No claim fits “modle”. These are the nearest, best first. Did you mean" in person.screen
        assert "0 claims" in person.line_with("/  modle")
        assert "The open model ships" in person.screen
        assert "net zero" not in person.screen
        await person.press("ctrl+o")
        assert typed(person) == "model"
        assert "1 claim" in person.line_with("/  model")
        assert "nearest" not in person.screen
        await person.type("zzz")
        assert "No claim fits “modelzzz”." in person.screen
        assert "nearest" not in person.screen


async def test_while_a_field_is_being_typed_nothing_is_near_to_its_name(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK | {"statement": "The statue of the saint stands still"})
    async with opened(80, 24) as person:
        await person.press("/")
        await person.type("status")
        assert "No claim fits “status”." in person.screen
        assert "nearest" not in person.screen
        await person.type(" ")
        assert "These are the nearest" in person.screen
        assert "The statue of the saint" in person.screen


async def test_claims_that_are_only_near_are_dealt_with_one_by_one(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NEXT_WEEK, NET_ZERO)
    async with opened() as person:
        await person.press("/")
        await person.type("opne modle")
        await person.press("enter", "asterisk")
        assert "These claims are only near to the filter" in person.notices
        assert "picked" not in person.screen
        await person.press("j", "space")
        assert "■ 1 picked" in person.screen
        await person.press("x")
        assert "No claim fits" in person.screen
        await person.press("escape")


@pytest.mark.parametrize("room", [(), ("S",)], ids=["claims", "sources"])
async def test_the_keys_go_to_the_filter_from_the_moment_it_is_asked_for(
    opened: Opener, place: Path, room: tuple[str, ...]
) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press(*room)
        screen = person.app.screen
        assert isinstance(screen, ClaimsScreen | SourcesScreen)
        line = screen.claims.filter_line if isinstance(screen, ClaimsScreen) else screen.search
        screen.action_filter()
        # A page of the list that comes now must find it being typed, or it would take the keys away again.
        assert line.is_being_typed
        await person.type("next")
        assert "next" in person.screen.splitlines()[1]
