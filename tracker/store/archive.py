"""The archive: one database, its locks and its transactions.

Every question and every change passes through ``Archive.run``: one call, one transaction. A change takes the writers'
lock before it reads, is written to the history in the same transaction, and leaves the standings up to date.
"""

from __future__ import annotations

import getpass
import sqlite3
from collections import deque
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeAlias, TypeVar

from sqlalchemy import event
from sqlmodel import Session

from tracker.errors import ReadOnly, TrackerError
from tracker.places import backups_folder
from tracker.store import address, engines, finding, journal, opening, threads, trouble, upgrade, word_index
from tracker.store.backup import AutomaticBackups, Reason, make_backup
from tracker.store.collecting import uncollected
from tracker.store.committing import commit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

P = ParamSpec("P")
T = TypeVar("T")
Question: TypeAlias = "Callable[Concatenate[Session, P], T]"
"""A function of a session and whatever else it needs, marked as a change when it writes."""

WAIT_SECONDS = 30
"""How long a change waits for the one before it, unless told otherwise."""


_MOST_OWN = 1_000
_STEPS_BETWEEN = 20_000
"""After so many of its steps, about a millisecond, SQLite asks whether to go on."""


class Archive:
    """An open database. Not to be shared between threads; close it when done.

    ``read_only`` says why it cannot be written, and is empty when it can. ``own_digests`` are those of the steps that
    it made last. ``is_wanted`` tells, while a file is asked something, whether anybody still waits for the answer.
    """

    def __init__(self, engine: Engine, place: address.Place, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._writing = engine.execution_options(tracker_mode="write")
        self.place = place
        self.clock = clock
        self.user = ""
        self._role = ""
        self.read_only = ""
        self.own_digests: deque[str] = deque(maxlen=_MOST_OWN)
        self.is_wanted: Callable[[], bool] | None = None
        self._remarks: list[str] = []
        self._backups = AutomaticBackups(place.path, self._remarks.append) if place.path else None

    @classmethod
    def open(  # noqa: PLR0913 -- each is one choice of its user
        cls,
        where: str,
        *,
        user: str | None = None,
        clock: Callable[[], datetime] | None = None,
        must_exist: bool = False,
        read_only: bool = False,
        wait: float = WAIT_SECONDS,
    ) -> Self:
        """Open the database at a path or address, upgraded if need be and made unless it ``must_exist``.

        One that cannot be written is opened for reading. ``user`` is who writes: without it the database's user on a
        server, else the one who is logged in. ``wait`` is how many seconds a change waits for the one before it.

        Raises DatabaseTrouble or NewerSchema; a file that is not ours is left untouched.
        """
        place = address.read_address(where)
        asked = "--read-only was given" if read_only else ""
        if place.path:
            opening.prepare_file(place.path, must_exist=must_exist or read_only)
            asked = asked or opening.why_file_is_read_only(place.path)
        with trouble.explained(place.shown):
            engine = engines.engine_for(place, wait=wait, read_only=bool(asked))
            archive = cls(engine, place, clock or (lambda: datetime.now(UTC)))
            with ExitStack() as on_refusal:
                on_refusal.callback(archive.close)
                archive._be_used_by(user, asked)
                with archive._explained():
                    archive.bring_up_to_date()
                on_refusal.pop_all()
        return archive

    def run(self, question: Question[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask or change something in one transaction; what a change raises undoes it whole.

        Raises DatabaseTrouble when the database fails, ReadOnly when it cannot be written, NewerSchema when somebody
        upgraded it since it was opened, and EditConflict when somebody else was faster.
        """
        if not journal.is_change(question):
            explained, asking = self._explained(), self._session(self._engine)
            with explained, asking as session, session.begin(), self._while_wanted(session):
                return question(session, *args, **kwargs)
        if self.read_only:
            raise ReadOnly(f"{self.place.shown} can only be read: {self.read_only}. Nothing was written.")
        with uncollected(), self._explained(is_change=True), self._session(self._writing) as session:
            upgrade.check_is_still_current(session.connection(), self.place.shown)
            recorder = self._recorder(session)
            answer = question(session, *args, **kwargs)
            session.flush()
            threads.refresh_standings(session, recorder.touched_claims())
            word_index.refresh(session, recorder.reworded.claims(session))
            digest = recorder.write()
            commit(session, digest, self._writing)
            self.own_digests.append(digest)
            self._remarks += recorder.remarks
            return answer

    @contextmanager
    def _while_wanted(self, session: Session) -> Iterator[None]:
        """Let a question to a file fail as soon as nobody waits for its answer any more."""
        is_wanted, file = self.is_wanted, session.connection().connection.driver_connection
        if is_wanted is None or not isinstance(file, sqlite3.Connection):
            yield
            return
        file.set_progress_handler(lambda: not is_wanted(), _STEPS_BETWEEN)
        try:
            yield
        finally:
            file.set_progress_handler(None, 0)

    @contextmanager
    def heeding(self, may_go_on: Callable[[], None]) -> Iterator[None]:
        """While this lasts, ask before each statement whether to go on: what ``may_go_on`` raises undoes the work."""

        def ask(*_: object) -> None:
            may_go_on()

        event.listen(self._engine, "before_cursor_execute", ask)
        try:
            yield
        finally:
            event.remove(self._engine, "before_cursor_execute", ask)

    def bring_up_to_date(self) -> None:
        """Apply the migrations that are missing, after a backup. Raises NewerSchema or DatabaseTrouble.

        A database that cannot be written must be up to date.
        """
        if self.read_only:
            upgrade.check_is_current(self._engine, self.place.shown)
        else:
            self._remarks += upgrade.bring_up_to_date(self._engine, self.place.shown, self._back_up_before_upgrade)
        self._bring_words_up_to_date()

    def _bring_words_up_to_date(self) -> None:
        """Make the index of words where it is missing, and tell the connections whether there is one."""
        with self._session(self._engine) as session, session.begin():
            is_behind, is_indexed = word_index.is_behind(session), word_index.is_indexed(session)
        if is_behind and not self.read_only:
            with self._session(self._writing) as session, session.begin():
                word_index.rebuild(session)
                is_indexed = word_index.is_indexed(session)
        finding.use_index(self._engine, is_there=is_indexed)

    def take_remarks(self) -> list[str]:
        """What the user should know and nobody asked for, such as a backup that could not be made; each once."""
        # Taken one by one: the thread that works on the archive may add another meanwhile.
        return [self._remarks.pop(0) for _ in range(len(self._remarks))]

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _explained(self, *, is_change: bool = False) -> AbstractContextManager[None]:
        return trouble.explained(self.place.shown, self._role, is_change=is_change)

    def _session(self, engine: Engine) -> Session:
        return Session(engine, expire_on_commit=False, autoflush=False)

    def _be_used_by(self, user: str | None, read_only: str) -> None:
        """Find out who writes, and whether anything keeps that user from it."""
        if self.place.path:
            self.user, self.read_only = user or _login_name(), read_only
        else:
            self._role, reason = opening.who_on_server(self._engine)
            self.user, self.read_only = user or self._role, read_only or reason

    def _recorder(self, session: Session) -> journal.Recorder:
        """The recorder of a change, which is about to begin: what is kept is backed up before it, where that is due."""
        now = self.clock()
        if self._backups is None:
            return journal.Recorder(session, self.user, now)
        self._backups.before_write(session, now)
        return journal.Recorder(session, self.user, now, partial(self._backups.before_bulk, session, now))

    def _back_up_before_upgrade(self) -> None:
        """Keep a file as it is, or give up; of a server's database keep a dump, where pg_dump can make one."""
        if self.place.path:
            kept = make_backup(self.place.path, Reason.UPGRADE, self.clock())
            told = f"The database was upgraded. As it was before, it is kept as backup {kept.name}."
            self._remarks.extend(filter(None, (told, kept.remark)))
            return
        from tracker.store.server_dump import dump_name, dump_server  # noqa: PLC0415 -- only an upgrade needs it

        dump = backups_folder(None) / dump_name(self.place, self.clock())
        try:
            dump_server(self.place, dump)
        except TrackerError as reason:
            self._remarks.append(f"The database was upgraded without a backup of it as it was before. {reason}")
        else:
            self._remarks.append(f"The database was upgraded. As it was before, it is kept in {dump}.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user, as in a bare container
        return "somebody"
