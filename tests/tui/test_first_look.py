"""What is shown before the database is open: the claims at once, and nothing of what is typed is lost."""

from __future__ import annotations

import subprocess
import sys
from contextlib import asynccontextmanager
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import ROOT
from tracker.settings import Settings
from tracker.store.archive import Archive
from tracker.store.straight import first_page
from tracker.tui.app import TrackerApp
from tracker.tui.desk import Desk

from .driver import Driver
from .samples import LATE_ROCKET, NET_ZERO, NEXT_WEEK, TODAY, keep
from .test_terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

PAINT = """
import asyncio, sys
from datetime import date
from tracker.store.straight import first_page
from tracker.tui.app import TrackerApp
from tracker.tui.desk import Desk

SLOW = ("sqlmodel", "sqlalchemy", "pydantic", "dateparser", "rapidfuzz", "psycopg", "numpy", "alembic")

async def main():
    desk = Desk(lambda: None, lambda: date(2025, 9, 1), first_look=lambda today: first_page(sys.argv[1], today))
    app = TrackerApp(desk)
    app._open = asyncio.Event().wait
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(2_000):
            if app.screen.query("ClaimTable") and app.screen.size.width:
                break
            await pilot.pause()
        for _ in range(50):
            await pilot.pause()
        strips = app.screen._compositor.render_strips()
        print("\\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips))
        print("imported:", [name for name in SLOW if name in sys.modules])

asyncio.run(main())
"""


def test_the_claims_are_painted_before_anything_slow_is_imported(place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    done = subprocess.run(
        [sys.executable, "-c", PAINT, str(place)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    shown = done.stdout
    assert "imported:" in shown, done.stderr
    assert "The open model" in shown
    assert "The rocket flies" in shown
    assert "imported: []" in shown


@asynccontextmanager
async def on_its_way(
    place: Path, width: int = 100, height: int = 30, **keys: str
) -> AsyncIterator[tuple[Driver, Event]]:
    """The program with its first look, whose archive opens once the event is set."""
    may_open = Event()

    def open_archive() -> Archive:
        assert may_open.wait(30)
        return Archive.open(str(place), user="tester")

    settings = Settings(keys={name.replace("_", "."): key for name, key in keys.items()})
    desk = Desk(open_archive, lambda: TODAY, settings, first_look=partial(first_page, str(place)))
    app = TrackerApp(desk)
    try:
        async with app.run_test(size=(width, height)) as pilot:
            person = Driver(app, pilot)
            await person.press_until("", "The rocket flies")
            yield person, may_open
    finally:
        may_open.set()
        desk.close()


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24), (120, 40), (160, 45)])
async def test_the_list_takes_the_place_of_the_first_look_line_by_line(place: Path, width: int, height: int) -> None:
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    async with on_its_way(place, width, height) as (person, may_open):
        first = person.screen.splitlines()
        await person.press_without_waiting("j", "x")
        may_open.set()
        await person.press_until("", "Export")
        await person.settle()
        await person.press("escape", "k")
        listed = person.screen.splitlines()
    claims = [
        number
        for number, line in enumerate(first)
        if any(begin in line for begin in ("The open", "The coun", "The rock"))
    ]
    assert len(claims) == 3
    heading = claims[0] - 1
    table = slice(heading, claims[-1] + 1)
    side = (width * 3) // 5 if width >= 140 else width
    assert [line[: side - 1].rstrip() for line in first[table]] == [line[: side - 1].rstrip() for line in listed[table]]


async def test_one_moves_among_the_first_claims_before_the_archive_is_open(place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    async with on_its_way(place) as (person, may_open):
        assert "The open model" in person.line_with("▸")
        await person.press_without_waiting("j", "down", "k")
        second = person.line_with("▸")
        assert "The open model" not in second
        await person.press_without_waiting("j", "j", "k", "enter")
        third = person.line_with("▸")
        assert third not in {second, ""}, "the last of them is the end; what leads on from it waits for the list"
        may_open.set()
        await person.see_the_list()
        await person.press_until("", "esc back")
        await person.press("escape")
        assert person.line_with("▸") == second


async def test_with_keys_of_ones_own_all_keys_wait(place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    async with on_its_way(place, list_first="j") as (person, may_open):
        await person.press_without_waiting("down")
        assert "The open model" in person.line_with("▸")
        may_open.set()
        await person.see_the_list()
        assert "The open model" not in person.line_with("▸")


def test_a_database_that_is_refused_ends_the_program_in_one_sentence(place: Path) -> None:
    place.write_text("no database", encoding="utf-8")
    with Terminal("--db", str(place)) as terminal:
        assert terminal.wait_for_the_end() == 4
        assert terminal.is_as_before
        assert "is not a claim database but some other file: it was left untouched." in terminal.plain


def test_what_is_typed_at_once_reaches_the_list(place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    with Terminal("--db", str(place)) as terminal:
        terminal.press("/rocket")
        terminal.wait_for("1 claim")
        terminal.press("\x11")
        assert terminal.wait_for_the_end() == 0
