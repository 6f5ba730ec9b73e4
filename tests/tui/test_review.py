from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .samples import INDEFINITELY, LATE_ROCKET, NET_ZERO, NEXT_WEEK, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener

LATE_BRIDGE = LATE_ROCKET | {"statement": "The bridge opens in May", "due_text": "May 2025"}
LATE_TUNNEL = LATE_ROCKET | {"statement": "The tunnel opens in June", "due_text": "June 2025"}


async def test_the_queue_holds_what_is_due_and_nothing_else(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, NET_ZERO, LATE_ROCKET, LATE_BRIDGE)
    async with opened(100, 30) as person:
        assert "R review 2" in person.screen
        await person.press("R")
        assert "1 of 2" in person.screen
        assert "The rocket flies" in person.screen
        await person.press("n")
        assert "The bridge opens" in person.screen
        await person.press("n")
        assert "2 passed over: they" in person.screen


async def test_what_is_decided_leaves_the_queue_and_is_told_at_the_end(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE, LATE_TUNNEL)
    async with opened(100, 30) as person:
        await person.press("R", "l")
        await person.type("2025-06-10")
        await person.press("ctrl+s")
        assert "1 of 2" in person.screen
        assert "The bridge opens" in person.screen
        await person.press("f", "ctrl+s", "9")
        assert "2 decided, 1 put off" in person.screen
        await person.press("escape")
        assert "◷ came true late" in person.line_with("The rocket")
        assert "✗ did not come true" in person.line_with("The bridge")
        assert "R review  S" in person.screen.splitlines()[0]


async def test_after_the_key_of_a_verdict_one_types_the_day(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("R", "t")
        await person.type("2 May 2025")
        assert "2 May 2025" in person.line_with("Happened on")
        assert "2 days after the last day" in person.screen
        await person.press("ctrl+s")
        assert "2 days after its last day" in person.notices
        assert "is no verdict" not in person.notices


async def test_the_day_may_be_typed_without_waiting_for_the_form(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("R")
        await person.press_without_waiting("t", *"2025", "minus", *"05", "minus", *"02")
        await person.settle()
        assert person.line_with("Happened on").split() == ["Happened", "on", "2025-05-02"]
        assert "▸ t" in person.screen


async def test_a_verdict_without_a_day_asks_for_the_evidence_first(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("R", "f")
        assert "Happened on" not in person.screen
        await person.type("https://example.org")
        assert "https://example.org" in person.line_with("Evidence at")
        assert "▸ f" in person.screen


@pytest.mark.parametrize(
    ("key", "day"),
    [("1", "2 Sep 2025"), ("7", "8 Sep 2025"), ("3", "1 Oct 2025"), ("9", "30 Nov 2025"), ("y", "1 Sep 2026")],
)
async def test_a_claim_is_put_off_by_one_key(opened: Opener, place: Path, key: str, day: str) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 30) as person:
        await person.press("R", key)
        assert f"Claim 1 comes back on {day}" in person.notices
        assert "nothing more wants you" in person.screen


async def test_undo_brings_a_claim_back_into_the_queue(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE)
    async with opened(100, 30) as person:
        await person.press("R")
        first = person.screen.splitlines()[2]
        await person.press("7")
        assert "1 of 1" in person.screen
        assert first not in person.screen
        await person.press("u")
        assert "of 2" in person.screen
        assert first in person.screen


async def test_undo_in_another_visit_goes_on_with_the_claim_it_brings_back(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE, LATE_TUNNEL)
    async with opened(100, 30) as person:
        await person.press("R", "n")
        second = person.screen.splitlines()[2]
        await person.press("7", "escape", "R", "n", "u")
        assert second in person.screen


async def test_a_review_that_was_left_goes_on_where_it_stopped(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE, LATE_TUNNEL)
    async with opened(100, 30) as person:
        await person.press("R", "n", "n")
        assert "3 of 3" in person.screen
        await person.press("escape", "R")
        assert "3 of 3" in person.screen
        assert "The tunnel opens" in person.screen


async def test_an_empty_queue_says_so(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO)
    async with opened(100, 30) as person:
        assert "R review  S" in person.screen.splitlines()[0]
        await person.press("R")
        assert "nothing wants you now" in person.screen
        assert "Nothing is due, overdue or put off" in person.screen


async def test_what_was_undone_is_not_told_at_the_end(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE)
    async with opened(100, 30) as person:
        await person.press("R", "7", "u", "7", "n")
        assert "In this visit: 1 put off. 1 passed over" in person.screen


@pytest.mark.parametrize(("part", "told"), [("7 a week", "comes back on 8 Sep 2025"), ("did not come true", "")])
async def test_what_the_keys_decide_is_clicked_too(opened: Opener, place: Path, part: str, told: str) -> None:
    keep(place, LATE_ROCKET)
    async with opened(140, 30) as person:
        await person.press("R")
        lines = person.screen.splitlines()
        (y,) = (y for y, line in enumerate(lines) if part in line)
        await person.click(lines[y].index(part), y)
        if told:
            assert told in person.notices
        else:
            assert part in person.line_with("▸")
