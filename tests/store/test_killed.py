from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests.lengths import so_many
from tests.store.samples import a_claim, chance, due
from tracker.store import changes, journal
from tracker.store.archive import Archive
from tracker.store.tables import claim, entry, standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from sqlmodel import Session

FORK = multiprocessing.get_context("fork")


def _begin(place: str, told: Connection) -> None:
    told.send("ready")
    Archive.open(place).close()
    told.send("done")


def _add_claims(place: str, told: Connection) -> None:
    with Archive.open(place, user="ada") as archive:
        for number in count(1):
            revised = number - 1 if number % 3 == 0 else None
            fields = a_claim(f"Claim {number}", quote=f"« {number} »", revises=revised, tags=("a", "b"))
            told.send(archive.run(changes.add_claim, fields.model_copy(update=due("2025-07-14", "2025-07-20"))))


def _kill_in_the_middle(
    work: Callable[[str, Connection], None], place: str, after_first: float
) -> tuple[list[object], bool]:
    """Start ``work``, kill it ``after_first`` seconds after its first word; what it told, and whether it was killed."""
    heard: list[object] = []
    ours, theirs = FORK.Pipe(duplex=False)
    worker = FORK.Process(target=work, args=(place, theirs))
    worker.start()
    theirs.close()
    try:
        heard.append(ours.recv())
        end = time.monotonic() + after_first
        while (left := end - time.monotonic()) > 0 and ours.poll(left):
            heard.append(ours.recv())
    except EOFError:
        pass
    assert worker.pid
    os.kill(worker.pid, signal.SIGKILL)
    worker.join(30)
    while ours.poll():
        try:
            heard.append(ours.recv())
        except EOFError:
            break
    ours.close()
    return heard, worker.exitcode == -signal.SIGKILL


def _tables(place: str) -> set[str]:
    """The tables that another reader would see, after SQLite has recovered what was cut off."""
    if "://" in place:
        with pytest.importorskip("psycopg").connect(place) as server:
            rows = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name for (name,) in rows}
    if not Path(place).exists():
        return set()
    with closing(sqlite3.connect(place)) as file:
        found = file.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name for (name,) in found}


@pytest.mark.parametrize(("backend", "points"), [("sqlite", 30), ("postgresql", 15)], indirect=["backend"])
def test_an_upgrade_that_is_killed_leaves_nothing_or_everything(
    backend: str, points: int, request: pytest.FixtureRequest, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    moments = chance(20250711)
    for unharmed in (-2, -1):  # the first loads what the second finds loaded, as the killed ones will
        place = _place_for(unharmed, backend, request, tmp_path)
        started = time.monotonic()
        Archive.open(place).close()
        takes, whole = time.monotonic() - started, _tables(place)
    left = {"empty": 0, "complete": 0}
    stuck = killed = 0
    for point in range(points):
        place = _place_for(point, backend, request, tmp_path)
        heard, was_killed = _kill_in_the_middle(_begin, place, moments.uniform(0, 4 * takes) * point / points)
        killed += was_killed
        tables = _tables(place)
        assert tables in (set(), whole), f"half a schema was left after {heard}"
        left["complete" if tables else "empty"] += 1
        with Archive.open(place) as archive:
            stuck += archive.run(changes.add_claim, a_claim()) != 1
    figure(
        f"{points} upgrades, {killed} killed: {left['empty']} left empty, {left['complete']} complete, {stuck} stuck"
    )
    assert (stuck, sum(left.values())) == (0, points)
    assert left["empty"]


@pytest.mark.parametrize(
    ("backend", "points"), [("sqlite", so_many(200, 5_000)), ("postgresql", so_many(15, 200))], indirect=["backend"]
)
@pytest.mark.timeout(7_200)
def test_killing_the_writer_loses_no_claim_that_was_acknowledged(
    backend: str, points: int, request: pytest.FixtureRequest, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    moments = chance(20250711)
    acknowledged = lost = unwritten = broken = without_standing = 0
    for point in range(points):
        place = _place_for(point, backend, request, tmp_path, with_schema=True)
        heard, was_killed = _kill_in_the_middle(_add_claims, place, moments.uniform(0, 0.04))
        assert was_killed
        acknowledged += len(heard)
        with Archive.open(place) as archive:
            kept, recorded, standing_for = archive.run(_what_is_kept)
            broken += archive.run(journal.first_broken_batch) is not None
            archive.run(changes.add_claim, a_claim("Life goes on"))
        lost += len(set(heard) - kept)
        unwritten += len(kept ^ recorded)
        without_standing += len(kept ^ standing_for)
        assert len(kept) - len(heard) in {0, 1}, "only the last claim may be kept without having been told"
    figure(
        f"{points} kills, {acknowledged} claims acknowledged: {lost} lost, {unwritten} without history, "
        f"{broken} chains broken, {without_standing} without a standing"
    )
    assert (lost, unwritten, broken, without_standing) == (0, 0, 0, 0)
    assert acknowledged >= points


def _what_is_kept(session: Session) -> tuple[set[int], set[int], set[int]]:
    """The numbers of the claims, of those in the history, and of those that have a standing."""
    recorded = select(entry.row_id).where(entry.table_name == "claim", entry.before.is_(None))
    questions = (select(claim.id), recorded, select(standing.claim_id))
    kept, written, standings = (set(session.execute(question).scalars()) for question in questions)
    return kept, written, standings


def _place_for(
    point: int, backend: str, request: pytest.FixtureRequest, tmp_path: Path, *, with_schema: bool = False
) -> str:
    """A database for one kill."""
    if backend == "sqlite":
        path = tmp_path / f"{point}.tracker"
        if with_schema:
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return str(path)
    server = request.getfixturevalue("postgresql")
    template = request.getfixturevalue("postgresql_template") if with_schema else "template0"
    name = f"killed_{'with' if with_schema else 'without'}_{point % 1000}"
    with pytest.importorskip("psycopg").connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return f"{server}/{name}"
