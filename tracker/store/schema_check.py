"""Whether a file's tables and indexes are those that the migrations make."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

from tracker.store.upgrade import migrate
from tracker.store.word_index import INDEX

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

Parts = dict[tuple[str, str], str]
"""The statement that made each table and index, by its kind and name."""

_MADE = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE :index || '%'"
"""But for the index of words, whose own parts are as the version of SQLite makes them; it has a check of its own."""


def parts_unlike_the_migrations(session: Session) -> int:
    """How many tables and indexes of a file differ from those that the migrations make, are missing or foreign.

    A server's are 0: there other programs may have tables of their own.
    """
    if session.get_bind().dialect.name != "sqlite":
        return 0
    made, found = _as_migrated(), _parts(session.connection())
    return sum(made.get(part) != found.get(part) for part in made.keys() | found.keys())


@cache
def _as_migrated() -> Parts:
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as fresh:
            migrate(fresh)
            return _parts(fresh)
    finally:
        engine.dispose()


def _parts(connection: Connection) -> Parts:
    """Each part with the statement that made it, without what depends on the version of SQLite: quotes and blanks."""
    return {
        (kind, name): re.sub(r'["\s]+', "", sql)
        for kind, name, sql in connection.execute(text(_MADE), {"index": INDEX})
    }
