from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets._toast import Toast

from tracker.tui.app import TrackerApp
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.read_back import ReadBack

from .samples import LATE_ROCKET, NET_ZERO, NEXT_WEEK, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener
    from .driver import Driver

TELL_KEYS = (KeyLine, ReadBack, "#legend", "#hint")


@pytest.fixture(autouse=True)
def last_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no notice go by itself while a test looks at it."""
    monkeypatch.setattr(TrackerApp, "NOTIFICATION_TIMEOUT", 3600)


def standing(person: Driver) -> list[str]:
    """The notices that are not taken away yet."""
    return [notice.message for notice in person.app._notifications]


async def test_an_undo_takes_the_advice_away_that_it_follows(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, NET_ZERO)
    async with opened() as person:
        await person.press("R", "1")
        assert standing(person) == ["Claim 1 comes back on 2 Sep 2025. u takes it back."]
        await person.press("u")
        assert standing(person) == ["Undone: put claim 1 off until 2025-09-02. ctrl+r makes it again."]
        await person.press("ctrl+r")
        assert standing(person) == ["Made again: put claim 1 off until 2025-09-02."]
        await person.press("ctrl+r")
        assert standing(person) == ["There is nothing to redo."]


@pytest.mark.parametrize("key", ["escape", "ctrl+n", "f8"])
async def test_what_a_form_refused_is_told_no_more_once_it_is_left_or_emptied(
    opened: Opener, place: Path, key: str
) -> None:
    keep(place, NET_ZERO)
    async with opened() as person:
        await person.press("a", "tab")
        await person.type("Ada")
        await person.press("ctrl+s")
        assert standing(person) == ["1 field to mend."]
        await person.press("ctrl+s")
        assert standing(person) == ["1 field to mend."], "it is told once"
        await person.press(key)
        assert "1 field to mend." not in standing(person)


async def test_what_is_told_again_while_it_still_stands_is_shown_once(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO)
    async with opened(has_notices=True) as person:
        for told in ("The server does not answer.", "Another thing", "The server does not answer."):
            person.app.notify(told, severity="error")
        await person.settle()
        assert standing(person) == ["Another thing", "The server does not answer."]
        assert len(person.app.screen.query(Toast)) == 2
        person.app.notify("The server does not answer.", severity="warning")
        await person.settle()
        assert len(standing(person)) == 3, "it is told in another manner"


async def test_what_stays_true_is_told_after_its_form_is_left(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO)
    async with opened() as person:
        await person.press("a", "tab")
        await person.type("Ada")
        await person.press("ctrl+s", "escape")
        assert standing(person) == ["What you typed is kept: open the form again to go on."]
        await person.press("a")
        assert not standing(person), "the heading tells it"


async def test_a_verdict_that_does_not_fit_is_told_no_more_once_its_form_is_left(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK | {"kind": "superlative"})
    async with opened() as person:
        await person.press("m", "l")
        assert standing(person) == ["“late” is no verdict on a superlative."]
        await person.press("escape")
        assert not standing(person)


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24), (160, 45)])
@pytest.mark.parametrize("keys", [("R",), ("a",), ("V",), ("s",), ("x",), ("m",), ("c",), ("P",), ("enter",)])
async def test_a_notice_covers_nothing_that_tells_keys(
    opened: Opener, place: Path, keys: tuple[str, ...], width: int, height: int
) -> None:
    keep(place, LATE_ROCKET)
    async with opened(width, height, has_notices=True) as person:
        await person.press(*keys)
        person.app.notify(
            "Claim 1 came true late, 6 days after its last day, and is told of at length. u takes it back."
        )
        await person.settle()
        screen = person.app.screen
        (notice,) = screen.query(Toast)
        assert notice.region.height > 0
        telling = [part for kind in TELL_KEYS for part in screen.query(kind) if part.display]
        assert telling
        assert not any(notice.region.overlaps(part.region) for part in telling)
