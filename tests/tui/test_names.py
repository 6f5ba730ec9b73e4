from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.store.archive import Archive
from tracker.store.merging_names import merge_names
from tracker.store.queries import claim_card
from tracker.tui.widgets.claim_rows import ROWS

from .samples import NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener
    from .driver import Driver

TABS = {"Speaker": 1, "Subject": 5, "Publisher": 9, "Tags": 14}
TAGGED = NEXT_WEEK | {"tags": "rumour; models"}


async def _go_to(person: Driver, field: str) -> None:
    await person.press("a", *["tab"] * TABS[field])


def _below(person: Driver, field: str) -> str:
    lines = person.screen.splitlines()
    place = next(number for number, line in enumerate(lines) if line.lstrip().startswith(field))
    return lines[place + 1].strip()


@pytest.mark.parametrize(
    ("field", "typed", "known"),
    [
        ("Speaker", "S. Altman", "Sam Altman"),
        ("Speaker", "Sam Altmann", "Sam Altman"),
        ("Speaker", "Mr Altman", "Sam Altman"),
        ("Speaker", "Sam Altman (CEO)", "Sam Altman"),
        ("Subject", "OpenAI opn model", "OpenAI open model"),
        ("Publisher", "Tech Crunch", "TechCrunch"),
    ],
)
async def test_a_name_that_is_nearly_known_is_asked_about(
    opened: Opener, place: Path, field: str, typed: str, known: str
) -> None:
    keep(place, TAGGED)
    async with opened(100, 45) as person:
        await _go_to(person, field)
        await person.type(typed)
        assert _below(person, field) == f"new; do you mean “{known}”? ctrl+o takes it"
        await person.press("ctrl+o")
        assert known in person.line_with(field)
        assert "do you mean" not in person.screen
        await person.type("x")
        assert f"{known}x" in person.line_with(field)


@pytest.mark.parametrize(("field", "typed", "known"), [("Speaker", "Sam", "Sam Altman"), ("Tags", "mod", "models")])
async def test_a_name_that_is_completed_is_known(
    opened: Opener, place: Path, field: str, typed: str, known: str
) -> None:
    keep(place, TAGGED, TAGGED | {"speaker": f"{known} Junior", "tags": f"{known} of old"})
    async with opened(100, 45) as person:
        await _go_to(person, field)
        await person.type(typed)
        assert known in _below(person, field)
        await person.press("enter")
        assert person.line_with(field).split()[1:] == known.split()
        assert "new" not in _below(person, field)
        assert "Junior" not in person.screen
        assert "of old" not in person.screen


@pytest.mark.parametrize(
    ("field", "typed", "known"),
    [
        ("Speaker", ("alt",), "Sam Altman"),
        ("Speaker", ("alt", "down"), "Sam Altman Junior"),
        ("Subject", ("opena",), "OpenAI open model"),
        ("Tags", ("rumour; mod",), "rumour; models"),
    ],
)
async def test_one_key_takes_the_name_that_is_offered_and_leaves_the_deadline(
    opened: Opener, place: Path, field: str, typed: tuple[str, ...], known: str
) -> None:
    keep(place, TAGGED, TAGGED, TAGGED | {"speaker": "Sam Altman Junior", "tags": "models of old"})
    async with opened(100, 45) as person:
        await person.press("a", *["tab"] * 4)
        await person.type("by November")
        read = person.line_with("→ 1")
        await person.press(*(["tab"] * (TABS[field] - 4) or ["shift+tab"] * (4 - TABS[field])))
        words, *keys = typed
        await person.type(words)
        await person.press(*keys, "ctrl+o")
        assert person.line_with(field).split()[1:] == known.split()
        assert person.line_with("→ 1") == read


async def test_the_key_may_come_before_the_question(opened: Opener, place: Path) -> None:
    keep(place, TAGGED)
    async with opened(100, 45) as person:
        await _go_to(person, "Speaker")
        await person.press_without_waiting(*"Sam", "space", *"Altmna", "ctrl+o")
        await person.settle()
        assert person.line_with("Speaker").split()[1:] == ["Sam", "Altman"]


async def test_the_key_is_named_only_where_it_works(opened: Opener, place: Path) -> None:
    keep(place, TAGGED)
    async with opened(100, 45) as person:
        await _go_to(person, "Speaker")
        await person.type("S. Altman")
        await person.press("tab")
        assert _below(person, "Speaker") == "new; do you mean “Sam Altman”?"
        await person.press("ctrl+o")
        assert "S. Altman" in person.line_with("Speaker")
        await person.press("shift+tab", "ctrl+o")
        assert "Sam Altman" in person.line_with("Speaker")


async def test_a_known_name_says_nothing_and_a_new_one_little(opened: Opener, place: Path) -> None:
    keep(place, TAGGED)
    async with opened(100, 45) as person:
        await _go_to(person, "Speaker")
        await person.type("sam ALTMAN")
        assert _below(person, "Speaker").startswith("Kind")
        await person.press("ctrl+u")
        await person.type("The minister")
        assert _below(person, "Speaker") == "new"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("alt", "new; do you mean “Sam Altman”?"),
        ("Sam A", "new; do you mean “Sam Altman”?"),
        ("al", "new"),
        ("ltm", "new"),
        ("ber", "new; do you mean “Bertha Four”?"),
        ("min", "new"),
    ],
)
async def test_the_beginning_of_a_name_that_few_share_is_asked_about_and_stays_if_wanted(
    opened: Opener, place: Path, typed: str, told: str
) -> None:
    ministers = [TAGGED | {"speaker": f"Minister {number}"} for number in ("One", "Two", "Three", "Four")]
    used = [TAGGED | {"speaker": name} for name in ("Bertha Four", "Bertha Four", "Albert Berg")]
    keep(place, TAGGED, *ministers, *used)
    async with opened(100, 45) as person:
        await person.press("a")
        await person.type("It ships")
        await person.press("tab")
        await person.type(typed)
        await person.press("tab")
        assert _below(person, "Speaker") == told
        await person.press("ctrl+s")
    with Archive.open(str(place)) as archive:
        assert archive.run(claim_card, 9, TODAY).fields.speaker == typed


async def test_the_names_that_are_offered_tell_which_key_takes_one(opened: Opener, place: Path) -> None:
    keep(place, TAGGED)
    async with opened(100, 45) as person:
        await _go_to(person, "Speaker")
        await person.type("Sam")
        assert "enter: take it" in person.screen
        await person.press("enter")
        assert "enter: take it" not in person.screen


async def test_each_tag_is_looked_at(opened: Opener, place: Path) -> None:
    keep(place, TAGGED)
    async with opened(100, 45) as person:
        await _go_to(person, "Tags")
        await person.type("models; rumuor; fresh")
        assert _below(person, "Tags") == "“rumuor” is new; do you mean “rumour”? ctrl+o takes it"
        await person.press("ctrl+o")
        assert "models; rumour; fresh" in person.line_with("Tags")
        assert _below(person, "Tags") == "new: fresh"


async def test_a_name_is_never_exchanged_unasked(opened: Opener, place: Path) -> None:
    keep(place, TAGGED)
    async with opened(100, 45) as person:
        await person.press("a")
        await person.type("It ships")
        await person.press("tab")
        await person.type("S. Altman")
        await person.press("ctrl+s")
    with Archive.open(str(place)) as archive:
        assert archive.run(claim_card, 2, TODAY).fields.speaker == "S. Altman"


async def test_another_name_of_a_speaker_is_told(opened: Opener, place: Path) -> None:
    keep(place, TAGGED, NEXT_WEEK | {"speaker": "sama"})
    with Archive.open(str(place)) as archive:
        archive.run(merge_names, "speaker", "sama", "Sam Altman")
    async with opened(100, 45) as person:
        await _go_to(person, "Speaker")
        await person.type("Sama")
        assert _below(person, "Speaker") == "another name of Sam Altman"


SHORT = NEXT_WEEK | {
    "due_text": "demain",
    "speaker": "Ed",
    "source_publisher": "X",
    "source_url": "https://example.org/x",
    "tags": "AI; X",
}
LONGER = NEXT_WEEK | {"speaker": "CD Projekt Red", "source_publisher": "SpaceX", "tags": "SpaceX; AI safety"}


async def test_walking_through_a_form_leaves_every_name_as_it_is(opened: Opener, place: Path) -> None:
    keep(place, LONGER, LONGER, SHORT)
    with Archive.open(str(place)) as archive:
        before = archive.run(claim_card, 3, TODAY).fields
    async with opened(100, 45) as person:
        await person.press("e")
        assert "Edit claim 3" in person.screen
        for _ in ROWS:
            await person.press("tab")
            assert "CD Projekt" not in person.screen
            assert "SpaceX" not in person.screen
        await person.press("ctrl+s")
    with Archive.open(str(place)) as archive:
        assert archive.run(claim_card, 3, TODAY).fields == before


@pytest.mark.parametrize(
    ("field", "typed"), [("Speaker", "alt"), ("Speaker", "Sam Altman"), ("Tags", "rumour; mod"), ("Kind", "pr")]
)
async def test_tab_leaves_what_is_typed_though_names_are_offered(
    opened: Opener, place: Path, field: str, typed: str
) -> None:
    keep(place, TAGGED, TAGGED | {"speaker": "Sam Altman Junior", "tags": "models of old"})
    async with opened(100, 45) as person:
        await person.press("a", *["tab"] * (TABS | {"Kind": 2})[field])
        await person.type(typed)
        await person.press("tab")
        assert person.line_with(field).split()[1:] == typed.split()
        assert "Junior" not in person.screen
        assert "of old" not in person.screen


@pytest.mark.parametrize(
    ("typed", "keys", "taken"),
    [
        ("alt", ("down",), "Sam Altman Junior"),
        ("alt", ("down", "up"), "Sam Altman"),
        ("rumour; mod", ("up",), "rumour; models of old"),
    ],
)
async def test_tab_takes_a_name_that_was_moved_to(
    opened: Opener, place: Path, typed: str, keys: tuple[str, ...], taken: str
) -> None:
    field = "Tags" if ";" in typed else "Speaker"
    keep(place, TAGGED, TAGGED, TAGGED | {"speaker": "Sam Altman Junior", "tags": "models of old"})
    async with opened(100, 45) as person:
        await _go_to(person, field)
        await person.type(typed)
        await person.press(*keys, "tab")
        assert person.line_with(field).split()[1:] == taken.split()
        await person.type("!")
        assert "!" not in person.line_with(field)


async def test_typing_on_undoes_the_choice(opened: Opener, place: Path) -> None:
    keep(place, TAGGED, TAGGED | {"speaker": "Sam Altman Junior"})
    async with opened(100, 45) as person:
        await _go_to(person, "Speaker")
        await person.type("al")
        await person.press("down")
        await person.type("t")
        await person.press("tab")
        assert person.line_with("Speaker").split()[1:] == ["alt"]


async def test_a_known_name_stands_first_among_those_that_hold_it(opened: Opener, place: Path) -> None:
    keep(place, LONGER, LONGER | {"speaker": "Xavier Altman"}, SHORT | {"speaker": "Altman"})
    async with opened(100, 45) as person:
        await _go_to(person, "Speaker")
        await person.type("altman")
        assert "Altman" in _below(person, "Speaker")
        assert "Xavier" not in _below(person, "Speaker")
        assert "Xavier Altman" in person.screen
        await person.press("enter")
        assert person.line_with("Speaker").split()[1:] == ["Altman"]
        assert "Xavier" not in person.screen


async def test_names_that_hold_the_letters_inside_a_word_wait_for_the_third(opened: Opener, place: Path) -> None:
    keep(place, LONGER)
    async with opened(100, 45) as person:
        await _go_to(person, "Publisher")
        await person.type("ac")
        assert "SpaceX" not in person.screen
        await person.type("e")
        assert "SpaceX" in person.screen


async def test_names_are_offered_again_once_a_field_is_typed_into(opened: Opener, place: Path) -> None:
    keep(place, TAGGED, TAGGED | {"speaker": "Sam Altman Junior"})
    async with opened(100, 45) as person:
        await _go_to(person, "Speaker")
        await person.type("Sam")
        await person.press("tab", "shift+tab")
        assert "Sam Altman Junior" not in person.screen
        await person.press("down")
        assert "Sam Altman Junior" in person.screen
        await person.press("escape")
        await person.type(" ")
        assert "Sam Altman Junior" in person.screen
        await person.press("tab", "shift+tab")
        assert "Sam Altman Junior" not in person.screen


async def test_a_letter_is_completed_that_comes_with_the_key_before(opened: Opener, place: Path) -> None:
    keep(place, TAGGED, TAGGED | {"speaker": "Sam Altman Junior"})
    async with opened(100, 45) as person:
        await person.press("a")
        await person.press_without_waiting("tab", "s")
        await person.settle()
        assert "Sam Altman Junior" in person.screen


async def test_what_is_told_of_a_name_does_not_show_beside_the_names_that_are_offered(
    opened: Opener, place: Path
) -> None:
    keep(place, TAGGED)
    async with opened(100, 45) as person:
        await _go_to(person, "Speaker")
        await person.type("Sam")
        assert _below(person, "Speaker").split() == ["Sam", "Altman"]
        await person.press("escape")
        assert _below(person, "Speaker") == "new; do you mean “Sam Altman”? ctrl+o takes it"
        await person.press("down")
        assert _below(person, "Speaker").split() == ["Sam", "Altman"]
        await person.press("tab")
        assert person.line_with("Speaker").split()[1:] == ["Sam"]
        assert _below(person, "Speaker") == "new; do you mean “Sam Altman”?"


async def test_a_subject_is_not_taken_for_a_person_with_a_title(opened: Opener, place: Path) -> None:
    keep(place, TAGGED)
    async with opened(100, 45) as person:
        await _go_to(person, "Subject")
        await person.type("President open model")
        assert _below(person, "Subject") == "new"
