"""What was known on an earlier day is told from the history as it was told then, to the byte."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from tests.store.samples import TODAY, a_claim, due, everything_kept
from tests.store.test_history import Editor
from tracker.claims.derived import Standing
from tracker.claims.model import WRITTEN_TABLES
from tracker.errors import InvalidInput, ReadOnly
from tracker.store import changes
from tracker.store.archive import Archive
from tracker.store.past import as_known_on, read_earlier_day
from tracker.store.queries import claim_numbers
from tracker.store.tables import columns_of
from tracker.store.undo import redo, undo
from tracker.store.views import find_view, save_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session, SQLModel

DAYS = 6


class Clock:
    """A clock that stands on a day until it is moved; each look is a second later."""

    def __init__(self) -> None:
        self.day = TODAY
        self._seconds = 0

    def __call__(self) -> datetime:
        self._seconds += 1
        return datetime.combine(self.day, datetime.min.time(), UTC) + timedelta(hours=12, seconds=self._seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def archive(place: str, clock: Clock) -> Iterator[Archive]:
    with Archive.open(place, user="ada", clock=clock) as opened:
        yield opened


def everything(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, its bookkeeping as well."""
    dump = {}
    models: tuple[type[SQLModel], ...] = (*WRITTEN_TABLES, Standing)
    for model in models:
        columns = columns_of(model)
        rows = session.execute(select(*columns).order_by(next(iter(columns)))).mappings()
        dump[str(model.__tablename__)] = [dict(row) for row in rows]
    return dump


@pytest.mark.parametrize("seed", [11, 12])
def test_every_row_is_as_it_was_at_the_end_of_the_day(archive: Archive, clock: Clock, seed: int) -> None:
    editor = Editor(archive, seed)
    known: dict[date, dict[str, Any]] = {}
    for number in range(DAYS):
        clock.day = TODAY + timedelta(days=2 * number)
        for _ in range(12):
            editor.act()
        for step in (undo, undo, redo)[: editor.chance.randrange(4)]:
            archive.run(step)
        known[clock.day] = archive.run(everything)
    for day, then in known.items():
        for later in (day, day + timedelta(days=1)):  # nothing was written on the day after
            with as_known_on(archive, later, clock.day + timedelta(days=2)) as past:
                assert past.run(everything) == then


def test_the_day_itself_is_the_archive_and_nothing_was_known_before(archive: Archive, clock: Clock) -> None:
    archive.run(changes.add_claim, a_claim(**due("2025-07-01", "2025-07-31")))
    for day in (None, clock.day):
        with as_known_on(archive, day, clock.day) as same:
            assert same is archive
    with as_known_on(archive, TODAY - timedelta(days=1), TODAY) as past:
        assert past.run(claim_numbers, (), TODAY) == []
    assert read_earlier_day(" yesterday ", TODAY) == TODAY - timedelta(days=1)
    assert read_earlier_day("2025-07-11", TODAY) == TODAY
    assert read_earlier_day("5 August", TODAY) == date(2024, 8, 5)
    assert read_earlier_day("", TODAY) is None
    with pytest.raises(InvalidInput, match="still to come"):
        read_earlier_day("2025-07-12", TODAY)


def test_the_past_is_for_questions_and_leaves_the_archive_alone(archive: Archive, clock: Clock) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(save_view, "Mine", "status:open")
    clock.day += timedelta(days=3)
    archive.run(changes.add_claim, a_claim("Later"))
    archive.run(save_view, "Mine", "status:due")
    before = archive.run(everything_kept)
    with as_known_on(archive, TODAY, clock.day) as past:
        assert past.place == archive.place
        assert past.user == "ada"
        view = past.run(find_view, "mine")
        assert view
        assert view.filter == "status:open"
        with pytest.raises(ReadOnly, match="can only be read: it is as it was on"):
            past.run(changes.add_claim, a_claim("Never said"))
    assert archive.run(everything_kept) == before


@pytest.mark.parametrize(("zone", "is_known"), [("Pacific/Kiritimati", False), ("Etc/UTC", True), ("Etc/GMT+12", True)])
def test_a_day_ends_where_the_reader_is(
    archive: Archive, clock: Clock, monkeypatch: pytest.MonkeyPatch, zone: str, *, is_known: bool
) -> None:
    """At noon in Greenwich the next day has begun on Kiritimati."""
    archive.run(changes.add_claim, a_claim())
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with as_known_on(archive, clock.day, clock.day + timedelta(days=5)) as past:
            assert bool(past.run(claim_numbers, (), TODAY)) == is_known
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_is_written_as_a_day_begins_belongs_to_it_and_to_none_before(place: str) -> None:
    midnight = datetime.combine(TODAY, datetime.min.time()).astimezone()
    with Archive.open(place, user="ada", clock=lambda: midnight) as archive:
        archive.run(changes.add_claim, a_claim())
        for day, known in ((TODAY - timedelta(days=1), []), (TODAY, [1])):
            with as_known_on(archive, day, TODAY + timedelta(days=5)) as past:
                assert past.run(claim_numbers, (), TODAY) == known


def test_a_clock_that_went_wrong_splits_no_step_from_what_it_stands_on(archive: Archive, clock: Clock) -> None:
    """A step counts for a day when a later one was made by then, whatever its own clock said."""
    clock.day = TODAY + timedelta(days=30)
    archive.run(changes.add_claim, a_claim("Dated ahead"))
    clock.day = TODAY
    archive.run(changes.add_claim, a_claim("Later", revises=1, said_on=TODAY))
    with as_known_on(archive, TODAY, TODAY + timedelta(days=60)) as past:
        assert sorted(past.run(claim_numbers, (), TODAY)) == [1, 2]


def test_nothing_is_left_on_the_disk(
    archive: Archive, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    archive.run(changes.add_claim, a_claim())
    clock.day += timedelta(days=1)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("SQLITE_TMPDIR", str(folder))
    with as_known_on(archive, TODAY, clock.day) as past:
        assert past.run(claim_numbers, (), TODAY) == [1]
        assert list(folder.iterdir()) == []
