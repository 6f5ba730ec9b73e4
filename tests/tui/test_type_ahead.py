from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.keys import _character_to_key

from tracker.store import queries

from .samples import LATE_ROCKET, NET_ZERO, keep

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.store.rows import ClaimRow

    from .conftest import Opener
    from .driver import Driver

NAMED = {"\r": "enter", "\t": "tab", "\x13": "ctrl+s", "\x1b": "escape"}


async def at_once(person: Driver, text: str) -> None:
    """All keys at once, as over a slow line."""
    for character in text:
        key = NAMED.get(character) or _character_to_key(character)
        person.app.post_message(events.Key(key, None if character in NAMED else character))
    await person.settle()


async def test_what_is_typed_before_the_form_is_there_goes_into_the_form(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO)
    async with opened() as person:
        await at_once(person, "aThe Rocket flies\rThe agency\r\r\rby 2030\x13")
        await person.settle()
        assert "Claim 2 is kept" in person.notices
        card = await person.app.desk.ask(queries.claim_card, 2, person.app.desk.today())
        told = (card.fields.statement, card.fields.speaker, card.fields.due_text)
        assert told == ("The Rocket flies", "The agency", "by 2030")


async def test_keys_wait_for_the_verdicts_that_they_choose_from(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, NET_ZERO)
    async with opened() as person:
        await at_once(person, "3mx\x13")
        await person.settle()
        assert "? cannot be judged" in (await _after(person, "1"))


async def test_each_verdict_goes_to_the_claim_that_comes_next_however_fast_it_is_typed(
    opened: Opener, place: Path
) -> None:
    keep(place, *(LATE_ROCKET | {"statement": f"Rocket {number} flies in spring"} for number in range(4)))
    async with opened() as person:
        await at_once(person, "Rf\x13x\x137\x1b")
        assert {one.status.value for one in await _listed(person)} == {"overdue", "false", "unverifiable"}
        await at_once(person, "3mf\x13mf\x13")
        assert [one.status.value for one in await _listed(person)].count("false") == 3


async def test_a_part_that_never_answers_locks_nobody_out(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO)
    async with opened() as person:
        person.app.type_ahead.begin()
        await person._pilot.press("a")
        await person._pilot.pause(2.2)
        await person.settle()
        assert "Add a claim" in person.screen


async def _after(person: Driver, *keys: str) -> str:
    await person.press(*keys)
    return person.screen


async def _listed(person: Driver) -> tuple[ClaimRow, ...]:
    await person.settle()
    page = await person.app.desk.ask(queries.list_claims, (), person.app.desk.today(), 0, 10)
    return tuple(page.rows)
