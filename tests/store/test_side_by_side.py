"""Two readers of one file see the same, and what they make comes in order."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Integer, column, select, text
from sqlmodel import Session

from tests.store.samples import a_claim
from tracker.errors import DatabaseTrouble
from tracker.store import changes, side_by_side
from tracker.store.archive import Archive
from tracker.store.engines import scratch_engine
from tracker.store.side_by_side import asked_beside, in_turn, second_reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNT = "SELECT count(*) FROM claim"


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture
def in_file(tmp_path: Path) -> Iterator[Archive]:
    """An archive in a file whose folder has signs in its name that an address gives a meaning, and one that is none."""
    folder = tmp_path / os.fsdecode("a b%20c?d#é".encode() + b"\xff")
    folder.mkdir()
    with Archive.open(str(folder / "claims.tracker"), user="ada") as archive:
        yield archive


@pytest.fixture
def beside(in_file: Archive) -> Iterator[sqlite3.Connection]:
    """Somebody else at work on an archive of one claim, who does not wait."""
    in_file.run(changes.add_claim, a_claim("It ships"))
    with closing(sqlite3.connect(str(in_file.place.path), timeout=0, isolation_level=None)) as other:
        yield other


def test_nobody_changes_the_file_between_two_readers(in_file: Archive, beside: sqlite3.Connection) -> None:
    def read(session: Session) -> tuple[object, ...]:
        with second_reader(session) as other:
            assert other is not None
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                beside.execute("UPDATE claim SET notes = 'changed'")
            return session.connection().exec_driver_sql(COUNT).one()[0], other.execute(COUNT).fetchone()[0]

    assert in_file.run(read) == (1, 1)
    assert beside.execute("SELECT notes FROM claim").fetchone() == ("",)


def test_the_first_reader_reads_before_the_second(in_file: Archive, beside: sqlite3.Connection) -> None:
    def read(session: Session) -> None:
        with second_reader(session) as other:
            assert other is not None
            other.execute("COMMIT")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                beside.execute("UPDATE claim SET notes = 'changed'")

    in_file.run(read)


def test_a_change_that_waits_for_the_first_reader_does_not_wait_for_a_second(
    in_file: Archive, beside: sqlite3.Connection
) -> None:
    def read(session: Session) -> bool:
        session.connection().exec_driver_sql(COUNT).one()
        beside.execute("BEGIN IMMEDIATE")
        beside.execute("UPDATE claim SET notes = 'changed'")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            beside.execute("COMMIT")
        with second_reader(session) as other:
            return other is None

    assert in_file.run(read)
    beside.execute("COMMIT")


def test_there_is_no_second_reader_of_a_file_that_others_may_change_meanwhile(
    in_file: Archive, beside: sqlite3.Connection
) -> None:
    def read(session: Session) -> bool:
        with second_reader(session) as other:
            return other is None

    beside.execute("PRAGMA journal_mode = WAL")
    assert beside.execute(COUNT).fetchone() == (1,)
    assert in_file.run(read)


def test_there_is_no_second_reader_on_one_processor_and_none_without_a_file(
    in_file: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(session: Session) -> bool:
        with second_reader(session) as other:
            return other is None

    assert not in_file.run(read)
    with Session(scratch_engine()) as session:
        assert read(session)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert in_file.run(read)


def test_a_file_that_cannot_be_opened_twice_is_read_by_one(in_file: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: bytes) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    def read(session: Session) -> bool:
        with second_reader(session) as other:
            return other is None

    monkeypatch.setattr(side_by_side, "second_look", refuse)
    assert in_file.run(read)


def test_the_first_reader_keeps_as_much_in_memory_afterwards_as_before(in_file: Archive) -> None:
    def read(session: Session) -> list[object]:
        kept = []
        for _ in range(2):
            kept.append(session.connection().exec_driver_sql("PRAGMA cache_size").scalar())
            with second_reader(session):
                kept.append(session.connection().exec_driver_sql("PRAGMA cache_size").scalar())
        return kept

    before, within, after, _ = in_file.run(read)
    assert before == after != within


@pytest.mark.parametrize("chunks", range(7))
def test_what_two_make_in_turn_comes_in_order(chunks: int) -> None:
    makers: list[int] = []

    def made(number: int) -> int:
        makers.append(threading.get_ident())
        return number * 10

    assert list(in_turn(range(chunks), made, made)) == [number * 10 for number in range(chunks)]
    assert makers.count(threading.get_ident()) == (chunks + 1) // 2
    assert list(in_turn(range(chunks), made, None)) == [number * 10 for number in range(chunks)]


def test_what_the_second_cannot_make_is_told_in_its_turn() -> None:
    def made(number: int) -> int:
        return 12 // (number - 3)

    found = in_turn(range(9), made, made)
    assert [next(found) for _ in range(3)] == [-4, -6, -12]
    with pytest.raises(ZeroDivisionError):
        next(found)


def test_nobody_works_on_when_no_more_is_asked_for() -> None:
    asked: list[int] = []

    def chunks() -> Iterator[int]:
        for number in range(1_000):
            asked.append(number)
            yield number

    found = in_turn(chunks(), str, str)
    assert next(found) == "0"
    found.close()  # type: ignore[attr-defined]
    assert len(asked) <= 4
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ThreadPool")]


def numbers_beside(archive: Archive, count: int) -> tuple[list[int], int]:
    """What is fetched of so many numbers while the session is asked something else, and by how many threads."""
    counting = text("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < :most) SELECT n FROM c")
    statement = select(counting.columns(column("n", Integer)).bindparams(most=count).subquery("c").c.n)

    def read(session: Session) -> tuple[list[int], int]:
        with asked_beside(session, statement) as rows:
            session.connection().exec_driver_sql(COUNT).one()
            return [row[0] for row in rows], threading.active_count()

    return archive.run(read)


@pytest.mark.parametrize("count", [1, 200, 1_001])
def test_one_is_asked_while_the_other_answers(in_file: Archive, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    alone = threading.active_count()
    assert numbers_beside(in_file, count) == (list(range(1, count + 1)), alone + 1)
    assert threading.active_count() == alone
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert numbers_beside(in_file, count) == (list(range(1, count + 1)), alone)


def test_what_the_other_reader_is_refused_is_told(in_file: Archive) -> None:
    def read(session: Session) -> list[object]:
        with asked_beside(session, select(text("1 FROM nowhere"))) as rows:
            return list(rows)

    with pytest.raises(DatabaseTrouble, match="nowhere"):
        in_file.run(read)
