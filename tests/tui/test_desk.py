from __future__ import annotations

import asyncio
from functools import partial
from threading import Event, get_ident
from typing import TYPE_CHECKING

import pytest

from tracker.claims.drafts import read_draft
from tracker.errors import DatabaseTrouble, TrackerError
from tracker.store import changes
from tracker.store.archive import Archive
from tracker.store.filters import parse_filter
from tracker.store.queries import list_claims
from tracker.tui.app import TrackerApp
from tracker.tui.desk import Desk

from .samples import NET_ZERO, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from sqlmodel import Session

    from .conftest import Opener


async def test_a_desk_that_is_not_open_says_so() -> None:
    desk = Desk(partial(Archive.open, "unused"))
    with pytest.raises(TrackerError, match="not open yet"):
        await desk.ask(list_claims, (), TODAY)
    desk.close()


async def test_questions_are_asked_in_a_thread_of_their_own(place: Path) -> None:
    def which_thread(_session: Session) -> int:
        return get_ident()

    desk = Desk(partial(Archive.open, str(place)))
    await desk.open()
    asked_in = {await desk.ask(which_thread) for _ in range(3)}
    assert len(asked_in) == 1
    assert get_ident() not in asked_in
    desk.close()


async def test_a_change_is_written_though_the_one_who_asked_has_gone(place: Path) -> None:
    may_go_on = Event()

    def hold_up(_session: Session) -> None:
        may_go_on.wait(10)

    desk = Desk(partial(Archive.open, str(place)))
    await desk.open()
    first = asyncio.create_task(desk.ask(hold_up))
    write = asyncio.create_task(desk.ask(changes.add_claim, read_draft(NET_ZERO, TODAY)))
    read = asyncio.create_task(desk.ask(list_claims, (), TODAY))
    await asyncio.sleep(0)
    write.cancel()
    read.cancel()
    may_go_on.set()
    await asyncio.gather(first, write, read, return_exceptions=True)
    desk.close()
    with Archive.open(str(place)) as archive:
        assert archive.run(list_claims, parse_filter(""), TODAY).total == 1


async def test_a_database_that_cannot_be_opened_ends_the_program_with_its_code(tmp_path: Path) -> None:
    place = tmp_path / "text.txt"
    place.write_text("dear diary", encoding="utf-8")
    desk = Desk(partial(Archive.open, str(place)))
    app = TrackerApp(desk)
    async with app.run_test() as pilot:
        await pilot.pause()
    desk.close()
    assert isinstance(app.refusal, DatabaseTrouble)
    assert app.return_value == app.refusal.exit_code
    assert place.read_text(encoding="utf-8") == "dear diary"


async def test_trouble_with_the_database_becomes_one_notice(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO)
    async with opened() as person:
        await asyncio.to_thread(place.write_bytes, b"no longer a database" * 100)
        await person.press("u")
        assert person.notices.count("The database") == 1
        assert person.app.is_running
