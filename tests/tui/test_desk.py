from __future__ import annotations

import asyncio
from functools import partial
from threading import Event, get_ident
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from tracker.claims.drafts import read_draft
from tracker.errors import DatabaseTrouble, TrackerError
from tracker.store import changes, queries
from tracker.store.archive import Archive
from tracker.store.filters import parse_filter
from tracker.store.queries import first_claims, list_claims
from tracker.tui.app import TrackerApp
from tracker.tui.desk import Desk
from tracker.tui.widgets.filter_line import FilterLine

from .samples import NET_ZERO, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from sqlmodel import Session

    from tracker.store.rows import Page
    from tracker.store.terms import Term

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


def _for_ever(session: Session) -> None:
    session.execute(text("WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"))


async def test_a_question_that_nobody_waits_for_any_more_is_not_answered_to_its_end(place: Path) -> None:
    has_begun = Event()

    def ask_for_ever(session: Session) -> None:
        has_begun.set()
        _for_ever(session)

    keep(place, NET_ZERO)
    desk = Desk(partial(Archive.open, str(place)))
    await desk.open()
    endless = asyncio.create_task(desk.ask(ask_for_ever))
    waiting = asyncio.create_task(desk.ask(_for_ever))
    await asyncio.to_thread(has_begun.wait)
    waiting.cancel()
    endless.cancel()
    pages = [
        await asyncio.wait_for(desk.hand_over(lambda archive: archive.run(list_claims, (), TODAY)), 60),
        await asyncio.wait_for(desk.ask(list_claims, (), TODAY), 60),
    ]
    assert [page.total for page in pages] == [1, 1]
    desk.close()


async def test_a_newer_filter_ends_the_question_of_the_one_before(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, has_begun = [], Event()

    def list_some(session: Session, terms: tuple[Term, ...], *told: Any) -> Page:
        asked.append([term.value for term in terms])
        if asked[-1] == ["ze"]:
            has_begun.set()
            _for_ever(session)
        return first_claims(session, terms, *told)

    keep(place, NET_ZERO, NEXT_WEEK)
    monkeypatch.setattr(queries, "first_claims", list_some)
    async with opened(80, 24) as person:
        await person.press("/")
        person.app.screen.query_one(FilterLine).text = "ze"
        await asyncio.to_thread(has_begun.wait)
        person.app.screen.query_one(FilterLine).text = "zero"
        await person.settle()
        assert asked[-1] == ["zero"]
        assert "1 claim" in person.screen
        assert "interrupted" not in person.screen


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
