"""Connections to both kinds of database, set up so that nothing is lost.

The drivers' own transactions lose concurrent updates, so each begins with a statement of ours, by its mode: ``read``
sees one state from beginning to end, ``write`` and ``migrate`` wait until no other of their kind is at work.
"""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import URL, StaticPool, create_engine, event

from tracker.errors import DatabaseTrouble
from tracker.store import letters

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlmodel import Session

    from tracker.store.address import Place

WRITERS_LOCK = 0x436C6D02
"""The PostgreSQL advisory lock that one change holds until it is written."""

UPGRADE_LOCK = 0x436C6D01
"""The PostgreSQL advisory lock that one upgrade holds, besides that of the writers."""

_CONNECT_SECONDS = 10
_STATEMENT_SECONDS = 300
_ALIVE: dict[str, Any] = {
    "connect_timeout": _CONNECT_SECONDS,
    # The environment may ask for another, which lacks letters.
    "client_encoding": "utf8",
    # A server that is gone without a word is noticed within a minute, not after two hours.
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
_FIRST_STATEMENT = {
    ("sqlite", "read"): "BEGIN",
    ("sqlite", "write"): "BEGIN IMMEDIATE",
    ("sqlite", "migrate"): "BEGIN IMMEDIATE",
    ("postgresql", "read"): "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    ("postgresql", "write"): f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})",
    ("postgresql", "migrate"): f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK}), pg_advisory_xact_lock({WRITERS_LOCK})",
}


def engine_for(place: Place, *, wait: float, read_only: bool = False) -> Engine:
    """The connections to a database; ``wait`` is how many seconds a change waits for the one before it."""
    if place.path:
        options: dict[str, Any] = {"isolation_level": None, "timeout": wait, "check_same_thread": False}
        engine = create_engine(_read_only(place.path) if read_only else place.url, connect_args=options)
        event.listen(engine, "connect", _set_up_sqlite)
    else:
        try:
            # A connection that died while nobody used it is replaced before anything is sent.
            engine = create_engine(place.url, connect_args=_ALIVE, pool_pre_ping=True)
        except ModuleNotFoundError:
            raise DatabaseTrouble("PostgreSQL needs one more package: pip install 'claim-tracker[postgres]'.") from None
        event.listen(engine, "connect", _check_letters, insert=True)
        event.listen(engine, "connect", _set_up_postgresql)
    engine.update_execution_options(tracker_wait=wait)
    event.listen(engine, "begin", _begin)
    return engine


def scratch_engine() -> Engine:
    """An engine on an empty SQLite database that only its one connection sees, and that is gone with it.

    SQLite keeps it in a file without a name once it outgrows its memory, so that even a kill leaves nothing behind.
    """
    engine = create_engine("sqlite://", creator=_open_scratch, poolclass=StaticPool)
    event.listen(engine, "connect", _set_up_scratch)
    event.listen(engine, "begin", _begin)
    return engine


def second_look(path: bytes) -> sqlite3.Connection:
    """Another connection to a file, for reading alone and without waiting for anybody."""
    where = f"{_address_of(path)}?mode=ro"
    look = sqlite3.connect(where, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
    look.execute("PRAGMA trusted_schema=OFF")
    letters.teach_sqlite(look)
    return look


def is_file(session: Session) -> bool:
    """Whether it is a file that a session asks, and no server."""
    return session.get_bind().dialect.name == "sqlite"


def _set_up_scratch(connection: Any, record: object) -> None:
    """Like any other, but rows may come before those that they point to, and nothing needs to survive."""
    _set_up_sqlite(connection, record)
    for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _open_scratch() -> sqlite3.Connection:
    return sqlite3.connect("", isolation_level=None, check_same_thread=False)


def _address_of(path: Path | bytes) -> str:
    return f"file:{quote(os.fsencode(path))}"


def _read_only(path: Path) -> URL:
    return URL.create("sqlite", database=_address_of(path), query={"mode": "ro", "uri": "true"})


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Full syncs and a rollback journal: the write-ahead log of older SQLite versions can lose commits."""
    for pragma in ("foreign_keys=ON", "journal_mode=DELETE", "synchronous=FULL", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    letters.teach_sqlite(connection)


def _check_letters(connection: Any, _record: object) -> None:
    """Refuse a database that does not keep every letter, before anything is asked of it.

    Servers of the locale “C” make them without an encoding, others in that of their locale.
    """
    encoding = connection.info.parameter_status("server_encoding")
    if encoding == "UTF8":
        return
    name = connection.info.dbname
    connection.close()
    keeps = "keeps bytes, not letters" if encoding == "SQL_ASCII" else f"keeps only the letters of {encoding}"
    raise DatabaseTrouble(
        f"The database {name} {keeps}: make it anew with ENCODING 'UTF8' TEMPLATE template0. "
        "What it holds, pg_dump and pg_restore bring over."
    )


def _set_up_postgresql(connection: Any, _record: object) -> None:
    """No question may take for ever; an upgrade takes what it needs."""
    connection.execute(f"SET statement_timeout = '{_STATEMENT_SECONDS}s'")
    connection.commit()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    mode = options.get("tracker_mode", "read")
    if connection.dialect.name == "postgresql" and mode != "read":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(options['tracker_wait'] * 1_000)}ms'")
        if mode == "migrate":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    connection.exec_driver_sql(_FIRST_STATEMENT[connection.dialect.name, mode])
