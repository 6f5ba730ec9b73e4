"""What others have written since one looked last, asked cheaply while nothing else is going on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from tracker.store.engines import WRITERS_LOCK
from tracker.store.sqlite_files import open_file
from tracker.store.tables import batch

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.store.archive import Archive

_MOST_STEPS = 100


class Step(NamedTuple):
    """A step of the history: its number, its digest, who made it and what it did, in words."""

    number: int
    digest: str
    made_by: str
    step: str


class News(NamedTuple):
    """The newest step there is, those that others have made, newest first, and whether the past itself is another."""

    newest: Step | None
    by_others: tuple[Step, ...]
    is_another_past: bool = False


def news_since(archive: Archive, seen: Step | None) -> News:
    """What was written since a step was the newest, by anybody but this archive. Raises DatabaseTrouble.

    The past is another when that step is gone: somebody restored a backup.
    """
    steps = archive.run(_steps_from, seen.number if seen else 0)
    newest = steps[0] if steps else newest_step(archive)
    if newest == seen:
        return News(newest, ())
    if seen and seen not in steps and len(steps) < _MOST_STEPS:
        return News(newest, (), is_another_past=newest is None or newest.digest not in archive.own_digests)
    later = steps[: steps.index(seen)] if seen in steps else steps
    return News(newest, tuple(step for step in later if step.digest not in archive.own_digests))


def newest_step(archive: Archive) -> Step | None:
    """The newest step of the history, None where nothing was ever written. Raises DatabaseTrouble."""
    steps = archive.run(_steps_from, 0, 1)
    return steps[0] if steps else None


def call_the_newest_its_own(archive: Archive) -> None:
    """Let a step that others made, to which this archive has brought the database back, be no news for it."""
    if step := newest_step(archive):
        archive.own_digests.append(step.digest)


def is_held_by_others(archive: Archive) -> bool:
    """Whether somebody else is writing at this moment, so that a change would have to wait. Raises DatabaseTrouble."""
    if archive.place.path is None:
        return not archive.run(_takes_the_lock)
    try:
        with closing(open_file(archive.place.path, wait=0)) as file:
            file.execute("BEGIN IMMEDIATE")
            file.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return True
    return False


def _steps_from(session: Session, number: int, most: int = _MOST_STEPS) -> list[Step]:
    found = select(batch.id, batch.digest, batch.made_by, batch.step).where(batch.id >= number)
    return [Step(*row) for row in session.execute(found.order_by(batch.id.desc()).limit(most))]


def _takes_the_lock(session: Session) -> bool:
    return bool(session.execute(select(func.pg_try_advisory_xact_lock(WRITERS_LOCK))).scalar_one())
