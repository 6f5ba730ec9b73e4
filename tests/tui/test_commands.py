"""The palette of commands: what is found in it by which words, and the keys that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.settings import Settings
from tracker.tui.commands import OTHER_WORDS
from tracker.tui.own_keys import own_keys

from .samples import NEXT_WEEK, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener
    from .driver import Driver


def _found(person: Driver) -> list[str]:
    """The names of what is found, with their keys: every second line below what is typed."""
    lines = [line.strip() for line in person.screen.splitlines()]
    edges = [place for place, line in enumerate(lines) if set(line) in ({"▔"}, {"▁"})]
    return lines[edges[0] + 3 : edges[1] : 2]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("report", "Export  x"),
        ("what is shown write", "Export  x"),
        ("csv", "Export  x"),
        ("snooze", "Put off  z"),
        ("later", "Put off  z"),
        ("search", "Filter  /"),
        ("delete", "Trash  D"),
        ("verdict", "Mark  m"),
        ("source", "Sources  S"),
        ("tag", "Tag  t #"),
        ("undo", "Undo  u ^z"),
    ],
)
async def test_the_palette_finds_actions_by_what_they_do_and_shows_their_keys(
    opened: Opener, place: Path, words: str, name: str
) -> None:
    keep(place, NEXT_WEEK)
    async with opened(80, 24) as person:
        await person.press("ctrl+p")
        await person.type(words)
        assert name in _found(person)


async def test_the_palette_shows_names_that_hold_what_is_typed_before_other_words(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 60) as person:
        await person.press("ctrl+p")
        await person.type("sour")
        found = _found(person)
        names = [name.partition("  ")[0] for name in found]
        assert set(names[:4]) == {"Sources", "Add source", "Take source off", "Open source"}
        assert set(names[4:]) == {"Open archive", "Copy", "Filter by"}


async def test_the_palette_shows_the_keys_of_the_user_s_own_and_none_that_would_be_typed(
    opened: Opener, place: Path
) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 60, Settings(keys={"claims.export": "w", "app.quit": "Q"})) as person:
        await person.press("ctrl+p")
        await person.type("export")
        assert "Export  w" in _found(person)
        await person.press("escape", "slash", "ctrl+p")
        await person.type("quit")
        assert _found(person) == ["Quit  ^q"]


def test_other_words_are_told_of_actions_that_there_are() -> None:
    remarks = own_keys(dict.fromkeys(OTHER_WORDS, "f12")).remarks
    assert not [remark for remark in remarks if "no action" in remark]


async def test_the_trash_is_shown_from_the_palette(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("D", "ctrl+p")
        await person.type("deleted")
        assert "Show the trash" in _found(person)
        await person.press("enter")
        assert "status:trash" in person.screen
        assert NEXT_WEEK["statement"] in person.screen
