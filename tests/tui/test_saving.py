"""A change that takes long to be saved, as while another program writes: nobody walks away from it unawares."""

from __future__ import annotations

import asyncio
import signal
from itertools import count
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from tracker.errors import Busy
from tracker.store import bulk, changes, queries
from tracker.store.journal import change
from tracker.tui import leaving, type_ahead

from .samples import LATE_ROCKET, NET_ZERO, keep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Opener
    from .driver import Driver

STILL = "Your change is still being saved"


def held_up(writes: Callable[..., Any], has_begun: Event | None = None) -> tuple[Callable[..., Any], Event]:
    """A change that is not written before it may be."""
    has_begun, may_end = has_begun or Event(), Event()

    @change
    def written_in_the_end(*told: Any) -> Any:
        has_begun.set()
        assert may_end.wait(60)
        return writes(*told)

    return written_in_the_end, may_end


def refuse(*_told: Any) -> None:
    raise Busy("The database is in use by another program.")


@pytest.fixture(autouse=True)
def clock_runs_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key has waited as long as any does before it is let through."""
    monkeypatch.setattr(type_ahead, "monotonic", count(step=2 * type_ahead.LONGEST).__next__)


async def press_while_saving(person: Driver, *keys: str) -> None:
    await person.press_without_waiting(*keys)
    await person.wait_for_notice(STILL)


async def all_claims(person: Driver) -> list[str]:
    page = await person.app.desk.ask(queries.list_claims, (), person.app.desk.today(), 0, 10)
    return [row.statement for row in page.rows]


async def test_a_change_that_is_refused_late_is_told_though_one_wanted_to_leave(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(place, LATE_ROCKET)
    slow, may_end = held_up(refuse)
    monkeypatch.setattr(bulk, "snooze_claims", slow)
    async with opened() as person:
        await person.press("R")
        await press_while_saving(person, "7", "escape")
        assert "1 of 1" in person.screen
        may_end.set()
        await person.settle()
        assert "in use by another program" in person.notices
        assert "R review 1" in person.screen, "esc was pressed, and came after the change"
        assert person.notices.count(STILL) == 1


async def test_a_claim_is_saved_once_though_one_wanted_to_save_again_and_to_leave(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, may_end = held_up(changes.add_claim)
    monkeypatch.setattr(changes, "add_claim", slow)
    async with opened() as person:
        await person.press("a")
        await person.type("The rocket flies")
        await press_while_saving(person, "ctrl+s", "ctrl+s", "escape")
        assert "Add a claim" in person.screen
        may_end.set()
        await person.settle()
        assert "Claim 1 is kept" in person.notices
        assert "What you typed is kept" not in person.notices
        assert await all_claims(person) == ["The rocket flies"]
        await person.press("a")
        assert "The rocket flies" not in person.screen


async def test_a_form_whose_change_was_refused_still_has_what_is_typed(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, may_end = held_up(refuse)
    monkeypatch.setattr(changes, "add_claim", slow)
    async with opened() as person:
        await person.press("a")
        await person.type("The rocket flies")
        await press_while_saving(person, "ctrl+s", "escape")
        may_end.set()
        await person.settle()
        assert "in use by another program" in person.notices
        assert "What you typed is kept" in person.notices
        await person.press("a")
        assert "The rocket flies" in person.screen


async def test_a_window_with_one_line_stays_until_its_line_is_saved(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(place, NET_ZERO)
    slow, may_end = held_up(bulk.tag_claims)
    monkeypatch.setattr(bulk, "tag_claims", slow)
    async with opened() as person:
        await person.press("t")
        await person.type("rumour")
        await press_while_saving(person, "enter", "escape")
        assert "Tags of claim 1" in person.screen
        may_end.set()
        await person.settle()
        assert "Claim 1 tagged anew" in person.notices
        assert "Tags of claim 1" not in person.screen


async def test_the_program_is_quit_once_the_claim_is_saved(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, may_end = held_up(changes.add_claim)
    monkeypatch.setattr(changes, "add_claim", slow)
    async with opened() as person:
        await person.press("a")
        await person.type("The rocket flies")
        await press_while_saving(person, "ctrl+s", "ctrl+q")
        assert "Add a claim" in person.screen
        may_end.set()
        await person.settle()
        assert not person.app.is_running
        assert person.app.desk.drafts.of("Add a claim") == {}


async def test_a_signal_lets_the_form_hear_that_its_claim_is_saved(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_begun = Event()
    slow, may_end = held_up(changes.add_claim, has_begun)
    monkeypatch.setattr(changes, "add_claim", slow)
    monkeypatch.setattr(leaving, "_has_terminal", lambda: True)
    async with opened() as person:
        await person.press("a")
        await person.type("The rocket flies")
        await person.press_without_waiting("ctrl+s")
        await person.app.desk.work_out(has_begun.wait, 60)
        person.app._leave_by_signal(signal.SIGTERM)
        assert person.app.desk.drafts.of("Add a claim"), "who is killed now loses nothing"
        may_end.set()
        await person.settle()
        assert person.app.return_value == 128 + signal.SIGTERM
        assert person.app.desk.drafts.of("Add a claim") == {}


@pytest.mark.parametrize(
    ("writes", "told"),
    [(changes.add_claim, "when you left is saved."), (refuse, "was not saved: The database is in use")],
)
async def test_a_change_that_nobody_waits_for_any_more_tells_what_came_of_it(
    opened: Opener, place: Path, writes: Callable[..., Any], told: str
) -> None:
    keep(place, NET_ZERO)
    slow, may_end = held_up(writes)
    async with opened() as person:
        card = await person.app.desk.ask(queries.claim_card, 1, person.app.desk.today())
        left = asyncio.create_task(person.app.desk.ask(slow, card.fields))
        await asyncio.sleep(0)
        left.cancel()
        may_end.set()
        await person.wait_for_notice(told)
