"""Two readers of one file, who see the same and work at the same time: SQLite lets go of Python while it is asked."""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from tracker.store.engines import is_file, second_look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from sqlalchemy import Select
    from sqlmodel import Session

C = TypeVar("C")
R = TypeVar("R")

_KEPT = 400
"""How many KiB of the file each of two readers keeps in memory: what is read once need not stay."""


@contextmanager
def second_reader(session: Session) -> Iterator[sqlite3.Cursor | None]:
    """Another reader of the session's file, who sees just what the session sees.

    None where there is no file, no second processor, or a change that waits until the session is done.
    """
    first = session.connection().connection.cursor()
    # The first reads before the second does, so that no change waits for one and is waited for by the other.
    (path,) = first.execute("SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'").fetchone()
    look = _look_at(path) if path and (os.cpu_count() or 1) > 1 else None
    if look is None:
        yield None
        return
    with closing(look), _keeping_little(first):
        yield look.cursor()


def in_turn(chunks: Iterable[C], here: Callable[[C], R], there: Callable[[C], R] | None) -> Iterator[R]:
    """What is made of each chunk, in their order: of every other one ``there``, by a second thread, where there is one.

    The second thread knows its next chunk before the first one begins with its own.
    """
    if there is None:
        yield from map(here, chunks)
        return
    waiting = iter(chunks)
    with ThreadPoolExecutor(max_workers=1) as second:

        def begun() -> list[tuple[C, list[Future[R]]]]:
            mine = list(islice(waiting, 1))
            return [(each, [second.submit(there, theirs) for theirs in islice(waiting, 1)]) for each in mine]

        pairs = begun()
        while pairs:
            (mine, theirs), *pairs = (*pairs, *begun())
            yield here(mine)
            for made in theirs:
                yield made.result()


@contextmanager
def asked_beside(session: Session, statement: Select[Any]) -> Iterator[Iterable[Sequence[Any]]]:
    """The rows of a statement, by a second reader where there is one: the session may be asked another meanwhile.

    They are as the database has them, all at once.
    """
    if not is_file(session):
        yield session.execute(statement)
        return
    with second_reader(session) as other:
        if other is None:
            yield session.execute(statement)
            return
        told = statement.compile(session.connection(), compile_kwargs={"render_postcompile": True})
        told_with = [told.params[name] for name in told.positiontup or ()]
        with ThreadPoolExecutor(max_workers=1) as second:
            yield _once_there(second.submit(lambda: other.execute(str(told), told_with).fetchall()))


def _once_there(rows: Future[list[Any]]) -> Iterator[Sequence[Any]]:
    # All at once: for every row that it fetches a thread has to wait for Python, which others keep busy.
    yield from rows.result()


@contextmanager
def _keeping_little(first: Any) -> Iterator[None]:
    (kept,) = first.execute("PRAGMA cache_size").fetchone()
    first.execute(f"PRAGMA cache_size = -{_KEPT}")
    try:
        yield
    finally:
        first.execute(f"PRAGMA cache_size = {kept}")


def _look_at(path: bytes) -> sqlite3.Connection | None:
    """Begin to read: what is read stays as it is until both are done, unless there is a write-ahead log."""
    with ExitStack() as on_refusal, suppress(sqlite3.OperationalError):
        look = on_refusal.enter_context(closing(second_look(path)))
        look.execute("BEGIN")
        look.execute(f"PRAGMA cache_size = -{_KEPT}")
        look.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if look.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            on_refusal.pop_all()
            return look
    return None
