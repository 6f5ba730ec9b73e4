from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from tracker.claims.decisions import Decision
from tracker.claims.drafts import read_draft
from tracker.claims.vocabulary import Verdict
from tracker.errors import DatabaseTrouble
from tracker.store import bulk, changes, undo
from tracker.store.archive import Archive
from tracker.store.backup import Reason, list_backups, make_backup
from tracker.store.claim_history import whole_card
from tracker.store.news import newest_step, news_since
from tracker.store.restoring import restore
from tracker.tui import lookout
from tracker.tui.app import TrackerApp
from tracker.tui.desk import Desk
from tracker.tui.lookout import ANSWERS_AGAIN, HELD, SILENT, Lookout
from tracker.tui.screens.claims import ClaimsScreen
from tracker.tui.screens.review import ReviewScreen
from tracker.tui.widgets.card_panel import CardPanel
from tracker.tui.widgets.claim_list import ClaimList

from .driver import Driver
from .samples import LATE_ROCKET, NET_ZERO, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.store.news import News, Step

    from .conftest import Opener

LATE_BRIDGE = LATE_ROCKET | {"statement": "The bridge opens in May", "due_text": "May 2025"}
LATE_TUNNEL = LATE_ROCKET | {"statement": "The tunnel opens in June", "due_text": "June 2025"}


def swap(place: Path, content: bytes) -> bytes:
    """Write other bytes over a file, as it stands; those it held."""
    before = place.read_bytes()
    place.write_bytes(content)
    return before


def state_of(place: Path) -> list[tuple[str, bytes]]:
    """Every file of a folder with what it holds."""
    return [(path.name, path.read_bytes()) for path in sorted(place.parent.rglob("*.*")) if path.is_file()]


async def look_around(person: Driver) -> None:
    """What the program does by itself every two seconds."""
    await person.app.screen_stack[0].query_one(Lookout).look_around().wait()
    await person.settle()


async def test_what_is_wrong_with_the_database_is_told_at_the_start(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    with closing(sqlite3.connect(place)) as file:
        file.execute("DELETE FROM standing WHERE claim_id = 1")
        file.commit()
    async with opened(100, 30) as person:
        assert "1 claim has no standing. Leave and run: tracker doctor --deep" in person.notices


async def test_of_a_database_that_is_well_nothing_is_told(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        await look_around(person)
        assert person.notices == ""
        assert person.app.banner == ""


async def test_what_others_write_is_shown_without_asking(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        with Archive.open(str(place), user="bo") as bo:
            bo.run(changes.add_claim, read_draft(NET_ZERO, TODAY))
            await look_around(person)
            assert "bo: add claim 2 “The country reaches net zero by 2050”" in person.notices
            assert "The country reaches" in person.screen
            bo.run(changes.add_claim, read_draft(LATE_ROCKET, TODAY))
            bo.run(undo.undo)
            bo.run(undo.undo)
            await look_around(person)
        assert "bo: undo: add claim 2 “The country reaches net zero by 2050”, and 2 more steps" in person.notices
        assert "The country reaches" not in person.screen


async def test_a_look_that_takes_its_time_is_not_dropped_for_the_next(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, may_answer = Event(), Event()

    def news_of_a_slow_database(archive: Archive, seen: Step | None) -> News:
        asked.set()
        may_answer.wait()
        return news_since(archive, seen)

    keep(place, NEXT_WEEK)
    monkeypatch.setattr(lookout, "news_since", news_of_a_slow_database)
    async with opened(100, 30) as person:
        with Archive.open(str(place), user="bo") as bo:
            bo.run(changes.add_claim, read_draft(NET_ZERO, TODAY))
        looks = person.app.screen_stack[0].query_one(Lookout)
        look = looks.look_around()
        await asyncio.to_thread(asked.wait)
        await looks.look_around().wait()
        may_answer.set()
        await look.wait()
        await person.settle()
        assert person.notices.count("bo: add claim 2") == 1


async def test_what_others_write_is_shown_though_the_first_look_failed(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_once(archive: Archive) -> Step | None:
        monkeypatch.setattr(lookout, "newest_step", newest_step)
        raise DatabaseTrouble("The server did not answer.")

    keep(place, NEXT_WEEK)
    monkeypatch.setattr(lookout, "newest_step", fails_once)
    monkeypatch.setattr(lookout, "LOOK_EVERY_SECONDS", 0.05)
    async with opened(100, 30) as person:
        assert "The server did not answer." in person.notices
        await person.wait_for_notice(ANSWERS_AGAIN)
        with Archive.open(str(place), user="bo") as bo:
            bo.run(changes.add_claim, read_draft(NET_ZERO, TODAY))
        await person.wait_for_notice("bo: add claim 2")
        await person.press_until("", "The country reaches")
        assert "tester: " not in person.notices
        assert person.app.banner == ""


async def test_news_that_come_while_a_room_opens_end_nothing(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        person.app.push_screen(ClaimsScreen(person.app.desk))
        person.app.on_lookout_changed(Lookout.Changed("bo: add claim 2"))
        await person.settle()
        assert "bo: add claim 2" in person.notices
        assert "The open model ships" in person.screen


async def test_what_is_typed_stays_when_others_write(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("a")
        await person.type("Half a thought")
        with Archive.open(str(place), user="bo") as bo:
            bo.run(changes.add_claim, read_draft(NET_ZERO, TODAY))
        await look_around(person)
        assert "bo: add claim 2" in person.notices
        assert "Half a thought" in person.screen
        await person.press("escape")
        assert "The country reaches" in person.screen


async def test_one_s_own_steps_are_no_news(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("D")
        before = person.notices
        await look_around(person)
        assert person.notices == before


async def test_a_restore_by_somebody_else_is_shown(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    with Archive.open(str(place), user="bo") as bo:
        backup = make_backup(place, Reason.ASKED, bo.clock())
        bo.run(changes.add_claim, read_draft(NET_ZERO, TODAY))
        async with opened(100, 30) as person:
            restore(place, backup.name, bo.clock())
            await look_around(person)
            assert "brought back to another state" in person.notices
            assert "The country reaches" not in person.screen
    assert Reason.RESTORE in [one.reason for one in list_backups(place)]


@pytest.mark.parametrize("looks", [False, True])
async def test_a_restore_of_one_s_own_is_no_news(opened: Opener, place: Path, *, looks: bool) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("B", "n", "escape", "D")
        if looks:
            await look_around(person)
        await person.press("B", "j", "enter", "y")
        assert "Restored" in person.notices
        await look_around(person)
        assert "another state" not in person.notices


async def test_a_database_that_others_hold_can_be_read_and_nothing_typed_is_lost(place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    desk = Desk(partial(Archive.open, str(place), user="ada", wait=0.1), lambda: TODAY)
    app = TrackerApp(desk)
    try:
        async with app.run_test(size=(100, 40)) as pilot:
            person = Driver(app, pilot)
            await person.settle()
            with closing(sqlite3.connect(place, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                await look_around(person)
                assert person.screen.startswith(f" {HELD}")
                await person.press("j", "enter")
                assert "Claim 2" in person.screen
                assert HELD in person.screen
                await person.press("escape", "a")
                await person.type("Half a thought")
                await person.press("ctrl+s")
                assert "another program is writing to it" in person.notices
                assert "Half a thought" in person.screen
                await look_around(person)
                assert person.app.banner == HELD
                other.execute("ROLLBACK")
            await look_around(person)
            assert person.app.banner == ""
            assert HELD not in person.screen
            await person.press("ctrl+s")
            assert "Half a thought" in person.line_with("▸")
    finally:
        desk.close()


async def test_a_database_that_does_not_answer_is_told_of_until_it_does(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        content = swap(place, b"gone")
        await look_around(person)
        assert SILENT in person.screen
        assert "The open model" in person.screen
        swap(place, content)
        await look_around(person)
        assert SILENT not in person.screen


async def test_who_only_reads_is_told_that_the_database_does_not_answer(place: Path) -> None:
    keep(place, NEXT_WEEK)
    desk = Desk(partial(Archive.open, str(place), user="ada", read_only=True), lambda: TODAY)
    app = TrackerApp(desk)
    kept = "Read only: --read-only was given. What you type is kept, and nothing is saved."
    try:
        async with app.run_test(size=(160, 30)) as pilot:
            person = Driver(app, pilot)
            await person.settle()
            content = swap(place, b"gone")
            await look_around(person)
            assert person.screen.startswith(
                " The database does not answer: what is shown may be old. Read only: --read"
            )
            swap(place, content)
            await look_around(person)
            assert person.app.banner == kept
    finally:
        desk.close()


async def test_what_is_only_to_be_read_says_so_in_every_room_and_takes_no_change(place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    make_backup(place, Reason.ASKED, datetime(2025, 9, 1, tzinfo=UTC))
    before = state_of(place)
    desk = Desk(partial(Archive.open, str(place), user="ada", read_only=True), lambda: TODAY)
    app = TrackerApp(desk)
    banner = "Read only: --read-only was given. What you type is kept, and nothing is saved."
    try:
        async with app.run_test(size=(100, 40)) as pilot:
            person = Driver(app, pilot)
            await person.settle()
            for keys in ((), ("enter",), ("S",), ("P",), ("R",), ("T",)):
                await person.press(*keys)
                assert banner in person.screen.splitlines()[0]
                if keys:
                    await person.press("escape")
            await person.press("m", "t", "ctrl+s")
            assert "can only be read: --read-only was given. Nothing was written." in person.notices
            await person.press("escape", "a")
            await person.type("Half a thought")
            await person.press("ctrl+s")
            assert "Half a thought" in person.screen
            await person.press("escape")
            await person.press("D", "u", "B")
            assert "Backups of this database" in person.screen
            await person.press("enter", "y")
            assert "Nothing is restored." in person.notices
    finally:
        desk.close()
    assert state_of(place) == before


def decide_as_bo(place: Path, *claim_ids: int) -> None:
    """Somebody else decides claims."""
    with Archive.open(str(place), user="bo") as bo:
        bo.run(bulk.mark_claims, claim_ids, Decision(Verdict.FALSE, decided_on=TODAY))


@pytest.mark.parametrize(
    ("key", "told"), [("D", "moved to the trash"), ("t", "Tags of claim"), ("e", "Edit"), ("y", "Copied")]
)
async def test_no_key_acts_on_the_claim_that_took_another_s_place_unseen(
    opened: Opener, place: Path, key: str, told: str
) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE, LATE_TUNNEL)
    async with opened(100, 30) as person:
        person.app.screen.query_one(ClaimList).show("status:overdue")
        await person.settle()
        await person.press("j")
        assert "The bridge" in person.line_with("▸")
        decide_as_bo(place, 2)
        await look_around(person)
        now = 1 if "The rocket" in person.line_with("▸") else 3
        await person.press(key)
        assert f"Claim {now} is at hand now, no longer claim 2. Press again if you mean it." in person.notices
        assert told not in person.notices + person.screen
        await person.press(key)
        assert told in person.notices + person.screen


@pytest.mark.parametrize("keys", [("k", "D"), ("question_mark", "escape", "D")])
async def test_what_was_seen_since_others_wrote_is_acted_on_at_once(
    opened: Opener, place: Path, keys: tuple[str, ...]
) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE, LATE_TUNNEL)
    async with opened(100, 30) as person:
        person.app.screen.query_one(ClaimList).show("status:overdue")
        await person.settle()
        await person.press("G")
        decide_as_bo(place, 1 if "The rocket" in person.line_with("▸") else 3)
        await look_around(person)
        await person.press(*keys)
        assert "moved to the trash" in person.notices
        assert "Press again" not in person.notices


async def test_a_claim_that_is_clicked_is_acted_on_at_once(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE, LATE_TUNNEL)
    async with opened(100, 30) as person:
        person.app.screen.query_one(ClaimList).show("status:overdue")
        await person.settle()
        await person.press("G", "k")
        decide_as_bo(place, 2)
        await look_around(person)
        await person.click(20, 3)
        await person.press("D")
        assert "moved to the trash" in person.notices


async def test_what_others_write_elsewhere_hinders_no_key(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE, LATE_TUNNEL)
    async with opened(100, 30) as person:
        await person.press("G")
        here = 1 if "The rocket" in person.line_with("▸") else 3
        decide_as_bo(place, 4 - here)
        await look_around(person)
        await person.press("D")
        assert f"Claim {here} moved to the trash" in person.notices


@pytest.mark.parametrize("key", ["9", "x", "D"])
async def test_the_review_acts_on_no_claim_that_came_by_itself(opened: Opener, place: Path, key: str) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE)
    async with opened(100, 30) as person:
        await person.press("R")
        decide_as_bo(place, 1)
        await look_around(person)
        assert "The bridge" in person.screen
        await person.press(key)
        assert "Claim 2 is at hand now, no longer claim 1. Press again if you mean it." in person.notices
        assert "1 of 1" in person.screen
        await person.press(key)
        assert "1 of 1" not in person.screen


async def test_the_review_acts_on_what_it_shows_while_another_claim_is_on_its_way(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE)
    async with opened(100, 30) as person:
        await person.press("R")
        room = person.app.screen
        assert isinstance(room, ReviewScreen)
        seen: list[int | None] = []
        monkeypatch.setattr(CardPanel, "show_card", lambda *_: seen.append(room.claim_at_hand))
        asked = room.desk.ask

        async def ask(question: Any, /, *args: Any, **kwargs: Any) -> Any:
            if question is whole_card:
                seen.append(room.claim_at_hand)
            return await asked(question, *args, **kwargs)

        monkeypatch.setattr(room.desk, "ask", ask)
        await person.press("n")
        assert seen == [1, 2]


async def test_after_one_s_own_verdict_the_next_claim_is_meant_whoever_wrote_meanwhile(
    opened: Opener, place: Path
) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE, LATE_TUNNEL)
    async with opened(100, 30) as person:
        await person.press("R", "f")
        decide_as_bo(place, 3)
        await look_around(person)
        await person.press("ctrl+s", "9")
        assert "Claim 2 comes back on" in person.notices
        assert "Press again" not in person.notices


async def test_what_is_picked_and_left_the_list_is_not_dealt_with_unseen(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE, LATE_TUNNEL)
    async with opened(100, 30) as person:
        person.app.screen.query_one(ClaimList).show("status:overdue")
        await person.settle()
        await person.press("asterisk")
        decide_as_bo(place, 2)
        await look_around(person)
        assert "■ 2 picked" in person.screen
        await person.press("D")
        assert "2 claims are at hand now, no longer 3 claims. Press again if you mean it." in person.notices
        await person.press("D")
        assert "2 claims moved to the trash" in person.notices


async def test_where_all_that_was_picked_left_the_list_no_other_claim_is_dealt_with_unseen(
    opened: Opener, place: Path
) -> None:
    keep(place, LATE_ROCKET, LATE_BRIDGE, LATE_TUNNEL)
    async with opened(100, 30) as person:
        person.app.screen.query_one(ClaimList).show("status:overdue")
        await person.settle()
        await person.press("space", "space", "G")
        picked, left = ((1, 2), 3) if "The tunnel" in person.line_with("▸") else ((2, 3), 1)
        decide_as_bo(place, *picked)
        await look_around(person)
        assert "picked" not in person.screen
        await person.press("D")
        assert f"Claim {left} is at hand now, no longer 2 claims." in person.notices
        assert "trash" not in person.notices
