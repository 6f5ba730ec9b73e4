"""The archive: one database, its locks and its transactions.

Every question and every change passes through ``Archive.run``: one call, one transaction. A change takes the writers'
lock before it reads, is written to the history in the same transaction, and leaves the standings up to date.
"""

from __future__ import annotations

import getpass
import os
import sqlite3
import struct
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeAlias, TypeVar

from sqlalchemy import StaticPool, create_engine, event
from sqlmodel import Session

from tracker.errors import DatabaseTrouble
from tracker.store import address, journal, letters, threads, trouble, upgrade
from tracker.store.backup import AutomaticBackups, Reason, make_backup

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection, Engine

P = ParamSpec("P")
T = TypeVar("T")
Question: TypeAlias = "Callable[Concatenate[Session, P], T]"
"""A function of a session and whatever else it needs, marked as a change when it writes."""

WRITERS_LOCK = 0x436C6D02
"""The PostgreSQL advisory lock that one change holds until it is written."""

WAIT_SECONDS = 30
"""How long a change waits for the writer before it."""

_SQLITE_HEADER = b"SQLite format 3\0"
_HEADER_LENGTH = 100
_FIRST_STATEMENT = {
    ("sqlite", "read"): "BEGIN",
    ("sqlite", "write"): "BEGIN IMMEDIATE",
    ("sqlite", "migrate"): "BEGIN IMMEDIATE",
    ("postgresql", "read"): "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    ("postgresql", "write"): f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})",
    ("postgresql", "migrate"): f"SELECT pg_advisory_xact_lock({upgrade.UPGRADE_LOCK})",
}


class Archive:
    """An open database. Not to be shared between threads; close it when done."""

    def __init__(self, engine: Engine, place: address.Place, user: str, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._writing = engine.execution_options(tracker_mode="write")
        self.place = place
        self.user = user
        self.clock = clock
        self._remarks: list[str] = []
        self._backups = AutomaticBackups(place.path, self._remarks.append) if place.path else None

    @classmethod
    def open(
        cls,
        where: str,
        *,
        user: str | None = None,
        clock: Callable[[], datetime] | None = None,
        must_exist: bool = False,
    ) -> Self:
        """Open the database at a path or address, upgraded if need be and made unless it ``must_exist``.

        Raises DatabaseTrouble or NewerSchema; a file that is not ours is left untouched.
        """
        place = address.read_address(where)
        if place.path:
            _prepare_file(place.path, must_exist=must_exist)
        with trouble.explained(place.shown):
            engine = _engine(place)
            archive = cls(engine, place, user or _login_name(), clock or (lambda: datetime.now(UTC)))
            with ExitStack() as on_refusal:
                on_refusal.callback(archive.close)
                archive.bring_up_to_date()
                on_refusal.pop_all()
        return archive

    def run(self, question: Question[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask or change something in one transaction; what a change raises undoes it whole.

        Raises DatabaseTrouble when the database fails and EditConflict when somebody else was faster.
        """
        writes = journal.is_change(question)
        with (
            trouble.explained(self.place.shown),
            Session(self._writing if writes else self._engine, expire_on_commit=False, autoflush=False) as session,
            session.begin(),
        ):
            if not writes:
                return question(session, *args, **kwargs)
            recorder = self._recorder(session)
            answer = question(session, *args, **kwargs)
            session.flush()
            threads.refresh_standings(session, recorder.touched_claims())
            recorder.write()
            return answer

    def bring_up_to_date(self) -> None:
        """Apply the migrations that are missing, after a backup. Raises NewerSchema or DatabaseTrouble."""
        upgrade.bring_up_to_date(self._engine, self.place.shown, self._back_up_before_upgrade)

    def take_remarks(self) -> list[str]:
        """What the user should know and nobody asked for, such as a backup that could not be made; each once."""
        # Taken one by one: the thread that works on the archive may add another meanwhile.
        return [self._remarks.pop(0) for _ in range(len(self._remarks))]

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _recorder(self, session: Session) -> journal.Recorder:
        """The recorder of a change, which is about to begin: what is kept is backed up before it, where that is due."""
        now = self.clock()
        if self._backups is None:
            return journal.Recorder(session, self.user, now)
        self._backups.before_write(session, now)
        return journal.Recorder(session, self.user, now, partial(self._backups.before_bulk, session, now))

    def _back_up_before_upgrade(self) -> None:
        if self.place.path:
            kept = make_backup(self.place.path, Reason.UPGRADE, self.clock())
            self._remarks.append(f"The database was upgraded. As it was before, it is kept as backup {kept.name}.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _prepare_file(path: Path, *, must_exist: bool) -> None:
    """Make the folder (0700) and the file (0600), or see that the file there could be ours."""
    try:
        if path.exists():
            if not path.is_file():
                raise DatabaseTrouble(f"The database {path} is not a file. Give another place with --db.")
            if _is_foreign(path):
                raise DatabaseTrouble(f"{path} is not a claim database but some other file: it was left untouched.")
            return
        if must_exist:
            raise DatabaseTrouble(
                f"There is no database at {path}: tracker add makes one, tracker demo --into {path} one with examples."
            )
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except (OSError, ValueError) as error:  # ValueError for a name with a null character
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DatabaseTrouble(
            f"The database {path} cannot be opened: {reason}. Give another place with --db."
        ) from error


def _is_foreign(path: Path) -> bool:
    """Whether the file's first bytes, read without SQLite, show that another program wrote it.

    SQLite would change some files by opening them: it folds a write-ahead log into the file that it belongs to. A file
    with a rollback journal beside it was caught in the middle of a change, and only SQLite can tell what it holds.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_LENGTH)
    if not header or path.with_name(f"{path.name}-journal").exists():
        return False
    if len(header) < _HEADER_LENGTH or not header.startswith(_SQLITE_HEADER):
        return True
    page_size, write_version = struct.unpack_from(">HB", header, 16)
    (mark,) = struct.unpack_from(">I", header, 68)
    is_bare = path.stat().st_size <= (page_size if page_size > 1 else 65_536) and write_version == 1
    return mark != upgrade.APPLICATION_ID and not is_bare


def _engine(place: address.Place) -> Engine:
    """Leave transactions to us: the drivers' defaults lose concurrent updates."""
    if place.path:
        options: dict[str, Any] = {"isolation_level": None, "timeout": WAIT_SECONDS, "check_same_thread": False}
        engine = create_engine(place.url, connect_args=options)
        event.listen(engine, "connect", _set_up_sqlite)
    else:
        try:
            engine = create_engine(place.url, connect_args={"connect_timeout": WAIT_SECONDS})
        except ModuleNotFoundError:
            raise DatabaseTrouble("PostgreSQL needs one more package: pip install 'claim-tracker[postgres]'.") from None
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


def _set_up_scratch(connection: Any, record: object) -> None:
    """Like any other, but rows may come before those that they point to, and nothing needs to survive."""
    _set_up_sqlite(connection, record)
    for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _open_scratch() -> sqlite3.Connection:
    return sqlite3.connect("", isolation_level=None, check_same_thread=False)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Full syncs and a rollback journal: the write-ahead log of older SQLite versions can lose commits."""
    for pragma in ("foreign_keys=ON", "journal_mode=DELETE", "synchronous=FULL", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    letters.teach_sqlite(connection)


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("tracker_mode", "read")
    if connection.dialect.name == "postgresql" and mode != "read":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
    connection.exec_driver_sql(_FIRST_STATEMENT[connection.dialect.name, mode])


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user, as in a bare container
        return "somebody"
