from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

import pytest
from sqlalchemy import Engine, NullPool, create_engine, event, select

from tests.lengths import so_many
from tests.store.released import dump_of
from tests.store.samples import a_claim, chance, due
from tests.store.test_upgrades import REVISIONS, _load
from tracker.store import changes
from tracker.store.archive import Archive
from tracker.store.backup import list_backups
from tracker.store.doctor import examine
from tracker.store.tables import claim, entry, standing
from tracker.store.whole_files import has_its_checksum

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection as Pipe

    from sqlalchemy import Connection
    from sqlmodel import Session

FORK = multiprocessing.get_context("fork")
PATIENCE = 60
KILLS_EACH = 10
"""So many kills are done to one database before all of it is looked at."""
GOLDEN = (5**0.5 - 1) / 2
"""Multiples of it, without their whole part, lie evenly between 0 and 1 however many there are."""


def _begin(place: str, told: Pipe) -> None:
    told.send("ready")
    Archive.open(place).close()
    told.send("done")


class Statements:
    """Counts what is sent to databases, and ends the process before one of them, as ``kill -9`` does."""

    _KINDS = ("before_cursor_execute", "commit")

    def __init__(self, last: int | None = None) -> None:
        self.sent, self._last = 0, last

    def __enter__(self) -> Self:
        for kind in self._KINDS:
            event.listen(Engine, kind, self._count)
        return self

    def __exit__(self, *_: object) -> None:
        for kind in self._KINDS:
            event.remove(Engine, kind, self._count)

    def _count(self, *_: object) -> None:
        if self.sent == self._last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.sent += 1


def _begin_and_die(statement: int, place: str, told: Pipe) -> None:
    with Statements(last=statement):
        _begin(place, told)


def _add_claims(place: str, told: Pipe) -> None:
    last = None
    with Archive.open(place, user="ada") as archive:
        for number in count(1):
            revised = last if number % 3 == 0 else None
            fields = a_claim(f"Claim {number}", quote=f"« {number} »", revises=revised, tags=("a", "b"))
            last = archive.run(changes.add_claim, fields.model_copy(update=due("2025-07-14", "2025-07-20")))
            told.send(last)


def _kill_in_the_middle(work: Callable[[str, Pipe], None], place: str, after_first: float) -> tuple[list[object], bool]:
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


class Databases:
    """Makes one database after the other for a kill each, as copies of a template."""

    def __init__(self, backend: str, request: pytest.FixtureRequest, folder: Path) -> None:
        self.of_the_present = str(request.getfixturevalue(f"{backend}_template"))
        self._backend, self._folder = backend, folder
        self._server = "" if backend == "sqlite" else request.getfixturevalue("postgresql")
        self._count = 0

    def template(self, revision: str) -> str:
        """A database of a released schema with rows in every table; of none where there is no revision."""
        if not revision:
            return "" if self._backend == "sqlite" else "template0"
        template = str(self._folder / "released.tracker") if self._backend == "sqlite" else "killed_released"
        place = template if self._backend == "sqlite" else self._make_on_server(template, "template0")
        _load(place, dump_of(revision, self._backend))
        return template

    def copy(self, template: str) -> str:
        """The address of one more; the one before is gone."""
        self._count += 1
        if self._backend == "postgresql":
            return self._make_on_server("killed", template)
        path = self._folder / f"{self._count}.tracker"
        if template:
            shutil.copy(template, path)
        return str(path)

    def _make_on_server(self, name: str, template: str) -> str:
        with pytest.importorskip("psycopg").connect(f"{self._server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"{self._server}/{name}"


@pytest.fixture
def databases(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Databases:
    return Databases(backend, request, tmp_path)


FOUND_BY = ("search_text", "search_term", "claim_words")
"""What claims are found by, which is made of the rest when the database is opened next, if it is not there."""


class State(NamedTuple):
    """What another program sees of a database: its revision, what its schema is made of, and all rows by table.

    The index of words is left out: its check is the deep look's.
    """

    revision: str
    schema: frozenset[tuple[str, ...]]
    rows: dict[str, list[tuple[object, ...]]]


SCHEMAS = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL",
    "postgresql": """
        SELECT relkind::text, relname, attname, format_type(atttypid, atttypmod), attnotnull::text
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
        WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid), '', '' FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
}


def _state_of(place: str) -> State:
    """What is there, once the database has recovered from what was cut off."""
    if "://" not in place and not Path(place).exists():
        return State("", frozenset(), {})
    address = place.replace("postgresql://", "postgresql+psycopg://") if "://" in place else f"sqlite:///{place}"
    with create_engine(address, poolclass=NullPool).connect() as connection:
        told = connection.exec_driver_sql(SCHEMAS[connection.dialect.name])
        parts = [tuple(map(str, row)) for row in told]
        schema = frozenset(part for part in parts if not part[1].startswith("claim_words"))
        tables = sorted({part[1] for part in schema if part[0] in {"table", "r"}} - {*FOUND_BY})
        rows = {name: _rows_of(connection, name) for name in tables}
    revisions = rows.pop("alembic_version", [])
    return State(" ".join(str(revision) for (revision,) in revisions), schema, rows)


def _rows_of(connection: Connection, table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1")]  # noqa: S608


@pytest.mark.parametrize("revision", ["", *REVISIONS[:-1]], ids=lambda revision: revision or "nothing")
@pytest.mark.parametrize(
    ("backend", "points"), [("sqlite", so_many(8, 100)), ("postgresql", so_many(3, 100))], indirect=["backend"]
)
@pytest.mark.long
def test_an_upgrade_that_is_killed_leaves_nothing_or_everything(
    databases: Databases, revision: str, points: int, figure: Callable[[str], None]
) -> None:
    template = databases.template(revision)
    for _twice in range(2):  # the first loads what the second finds loaded, as the killed ones will
        place = databases.copy(template)
        before = _state_of(place)
        started = time.monotonic()
        with Statements() as statements:
            Archive.open(place).close()
        takes, whole = time.monotonic() - started, _state_of(place)
    assert (before.revision, whole.revision) == (revision, REVISIONS[-1])
    assert all(before.rows.values()), "every table has rows"

    left = {"before": 0, "complete": 0}
    tries = 0
    while sum(left.values()) < points:
        tries += 1
        place = databases.copy(template)
        share = tries // 2 * GOLDEN % 1
        if tries % 2:  # between two statements, where half an upgrade would be
            heard, _ = _kill_in_the_middle(partial(_begin_and_die, int(share * statements.sent)), place, PATIENCE)
        else:
            # A process just forked takes longer, and its end must be among the moments.
            heard, _ = _kill_in_the_middle(_begin, place, 1.5 * takes * share)
        if "done" in heard:
            continue
        state = _state_of(place)
        assert state in (before, whole), f"half an upgrade was left after {heard}"
        left["before" if state == before else "complete"] += 1
        with Archive.open(place) as archive:
            assert _state_of(place) == whole
            assert examine(archive, deep=True) == []
            assert archive.run(changes.add_claim, a_claim("Life goes on"))
        assert "://" in place or all(has_its_checksum(backup.path) for backup in list_backups(Path(place)))
    figure(
        f"{points} upgrades from {revision or 'nothing'} killed: {left['before']} left as before, {left['complete']} "
        f"complete, 0 in between; {sum(map(len, before.rows.values()))} rows in each, 0 lost; "
        f"{tries - points} more had ended"
    )
    assert left["before"]


@pytest.mark.parametrize(
    ("backend", "points"), [("sqlite", so_many(200, 5_000)), ("postgresql", so_many(15, 200))], indirect=["backend"]
)
@pytest.mark.long
def test_killing_the_writer_loses_no_claim_that_was_acknowledged(
    databases: Databases, points: int, figure: Callable[[str], None]
) -> None:
    moments = chance(20250711)
    acknowledged = lost = unwritten = broken = without_standing = 0
    for first in range(0, points, KILLS_EACH):
        kills = min(KILLS_EACH, points - first)
        place = databases.copy(databases.of_the_present)
        told: set[object] = set()
        for _ in range(kills):  # each on what the one before has left, as the next start finds it
            heard, was_killed = _kill_in_the_middle(_add_claims, place, moments.uniform(0, 0.04))
            assert was_killed
            assert heard, "the next start works"
            told.update(heard)
        with Archive.open(place) as archive:
            kept, recorded, standing_for = archive.run(_what_is_kept)
            broken += len(examine(archive, deep=True))
        acknowledged += len(told)
        lost += len(told - kept)
        unwritten += len(kept ^ recorded)
        without_standing += len(kept ^ standing_for)
        assert len(kept - told) <= kills, "of each only the last claim may be kept without having been told"
    figure(
        f"{points} kills, {acknowledged} claims acknowledged: {lost} lost, {unwritten} without history, "
        f"{broken} faults found, {without_standing} without a standing"
    )
    assert (lost, unwritten, broken, without_standing) == (0, 0, 0, 0)
    assert acknowledged >= points


def _what_is_kept(session: Session) -> tuple[set[int], set[int], set[int]]:
    """The numbers of the claims, of those in the history, and of those that have a standing."""
    recorded = select(entry.row_id).where(entry.table_name == "claim", entry.before.is_(None))
    questions = (select(claim.id), recorded, select(standing.claim_id))
    kept, written, standings = (set(session.execute(question).scalars()) for question in questions)
    return kept, written, standings
