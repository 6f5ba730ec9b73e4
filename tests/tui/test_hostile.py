"""Texts from data are shown as they are, whatever they hold: nothing of them acts on the terminal or the program."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from tracker.store.archive import Archive
from tracker.store.queries import list_claims

from .hostile import FIELDS, HOSTILE, acting_in, keep_hostile
from .samples import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener
    from .driver import Driver

ROOMS: dict[str, tuple[str, ...]] = {
    "the list": (),
    "the end of the list": ("G",),
    "names that complete": ("a", "tab", "a"),
    "the sources": ("S",),
    "the record": ("P",),
    "a line of the record": ("P", "enter"),
    "the review": ("R",),
    "the next in the review": ("R", "n"),
    "the export": ("x",),
    "the import": ("I",),
    "the views": ("V",),
    "the backups": ("B", "n"),
    "the palette": ("ctrl+p",),
    "help": ("question_mark",),
}
"""The keys that lead from the list to each place that shows texts of many claims."""

OF_A_CLAIM: dict[str, tuple[str, ...]] = {
    "a claim": ("enter",),
    "the thread": ("T",),
    "the verdict form": ("m", "t"),
    "the claim form": ("e",),
    "a later claim": ("r",),
    "one more source": ("plus",),
    "what to filter by": ("f",),
    "the tags": ("t",),
}
"""The keys that lead from a claim in the list to each place that shows texts of that claim."""

OF_A_SOURCE: dict[str, tuple[str, ...]] = {"a source": ("S", "enter"), "the form of a source": ("S", "e")}

SCREENS = ROOMS | OF_A_CLAIM | OF_A_SOURCE

WHOLE = ("a claim", "the verdict form", "the claim form")

WALKS = {
    "80x24": ((80, 24), SCREENS, (0,)),
    "60x20": ((60, 20), ROOMS | OF_A_CLAIM, (1,)),
    "80x300": ((80, 300), {name: OF_A_CLAIM[name] for name in WHOLE}, range(-(-len(HOSTILE) // len(FIELDS)))),
}
"""How large the terminal is, what is looked at in it, and of which claims: each text is seen whole at least once."""


@pytest.fixture(scope="module")
def archive_of_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile") / "claims.tracker"
    keep_hostile(place, *HOSTILE.values())
    return place


@pytest.fixture
def full(archive_of_all: Path, place: Path) -> Path:
    shutil.copy(archive_of_all, place)
    return place


def reaching_the_terminal(person: Driver) -> str:
    """The texts of the screen as the terminal is given them."""
    texts = []
    for drawn in person.app.screen._compositor.render_strips():
        strip = drawn
        for line_filter in person.app.get_line_filters():
            strip = strip.apply_filter(line_filter, Color(0, 0, 0))
        texts.append("".join(segment.text for segment in strip))
    return "\n".join(texts)


async def go_back(person: Driver) -> None:
    """Leave every screen on top of the list."""
    for _ in range(6):
        if len(person.app.screen_stack) == 2:
            return
        await person.press("escape")
    raise AssertionError(person.screen)


def claims_in(place: Path) -> int:
    with Archive.open(str(place)) as archive:
        return archive.run(list_claims, (), TODAY).total


def test_there_are_enough_hostile_texts_and_no_two_alike() -> None:
    assert len(set(HOSTILE.values())) == len(HOSTILE) >= 60


@pytest.mark.parametrize("walk", WALKS)
async def test_no_screen_lets_a_text_act(opened: Opener, full: Path, walk: str) -> None:
    size, screens, claims = WALKS[walk]
    count = claims_in(full)
    async with opened(*size) as person:
        for number in claims:
            for name, keys in screens.items():
                await person.press("g", *("down",) * number, *keys)
                assert not acting_in(reaching_the_terminal(person)), f"on {name} of claim {number}"
                await go_back(person)
        assert person.app.is_running
    assert claims_in(full) == count


async def test_a_pasted_filter_does_not_act(opened: Opener, full: Path) -> None:
    async with opened() as person:
        await person.press("slash")
        for name, text in HOSTILE.items():
            await person.paste(text)
            assert not acting_in(reaching_the_terminal(person)), name
            await person.press("ctrl+u")
        assert person.app.is_running


MARKUP = ("closing tag", "link that quits", "link in markup", "sic")


@pytest.mark.parametrize("name", MARKUP)
async def test_square_brackets_stay_on_the_screen_and_cannot_be_clicked(opened: Opener, place: Path, name: str) -> None:
    keep_hostile(place, HOSTILE[name])
    async with opened(160, 45) as person:
        assert person.screen.count(HOSTILE[name]) >= 3
        await person.press("enter")
        assert person.screen.count(HOSTILE[name]) >= 6
        for y, line in enumerate(person.screen.splitlines()):
            for x in {line.find("press me"), line.find("[")} - {-1}:
                await person.click(x, y)
        assert person.app.is_running
    assert claims_in(place) == 1
