"""Putting a backup in the place of a database file, with the present kept as a backup of its own.

The backup's pages are written through SQLite, in one transaction that others see whole or not at all: programs that
have the file open go on with what was restored, and a kill leaves the present as it was.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import DatabaseTrouble, NewerSchema
from tracker.places import known_revisions, make_private_folder
from tracker.store.backup import Backup, Reason, backup_named, keep_bytes, make_backup
from tracker.store.sqlite_files import DamagedFile, faults_of, journal_of, open_at_rest, open_file
from tracker.store.trouble import sentence_for
from tracker.store.whole_files import has_its_checksum, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

WAIT_SECONDS = 5
"""How long a restore waits for others to finish what they read or write."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and the backup of what was there before; None where there was nothing."""

    backup: Backup
    present: Backup | None


def restore(database: Path, name: str, now: datetime) -> Restored:
    """Bring a database file back to what it was when a backup was made.

    Raises InvalidInput when there is no such backup, NewerSchema or DatabaseTrouble when it is not sound, when somebody
    else is at work on the database or the present cannot be kept; then nothing was changed.
    """
    backup = backup_named(database, name)
    _check(backup)
    try:
        if database.exists():
            return Restored(backup, _replace(backup, database, now))
        _put_file(backup, database)
    except OSError as error:
        raise DatabaseTrouble(f"The database {database} was left as it is: {error.strerror}.") from error
    return Restored(backup, None)


def _replace(backup: Backup, database: Path, now: datetime) -> Backup | None:
    """Put a backup in the place of what is there; the backup of that. Raises OSError or DatabaseTrouble."""
    try:
        with _held(database) as present:
            kept = _keep_present(database, present, now)
            with closing(open_at_rest(backup.path)) as source:
                source.backup(present)
    except sqlite3.OperationalError as error:
        raise DatabaseTrouble(f"The database {database} was left as it is: {sentence_for(str(error))}.") from error
    except sqlite3.DatabaseError:
        # Not even its first page can be read, so that nobody can be at work on it.
        kept = keep_bytes(database, now)
        _put_file(backup, database)
    return kept


def _check(backup: Backup) -> None:
    """Raise DatabaseTrouble unless the backup is what it was when it was made, and of a schema that is known."""
    try:
        if not has_its_checksum(backup.path):
            raise DatabaseTrouble(f"The backup {backup.name} is not what it was when it was made: choose another one.")
        with closing(open_at_rest(backup.path)) as file:
            if faults := faults_of(file):
                raise DatabaseTrouble(f"The backup {backup.name} is damaged ({faults[0]}): choose another one.")
            revision = file.execute("SELECT version_num FROM alembic_version").fetchone()
    except OSError as error:
        raise DatabaseTrouble(f"The backup {backup.name} cannot be read: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise DatabaseTrouble(f"The backup {backup.name} is damaged ({error}): choose another one.") from error
    if revision is None or revision[0] not in known_revisions():
        raise NewerSchema(f"The backup {backup.name} was made by a newer version of this program: install that one.")


@contextmanager
def _held(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection that keeps everybody else out from its first statement to its end."""
    with closing(open_file(database, wait=WAIT_SECONDS)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        yield connection


def _keep_present(database: Path, present: sqlite3.Connection, now: datetime) -> Backup | None:
    """Keep what is there as a backup, sound or not; None where there is nothing."""
    (pages,) = present.execute("PRAGMA page_count").fetchone()
    if not pages:
        return None
    try:
        return make_backup(database, Reason.RESTORE, now, source=present)
    except DamagedFile:
        return make_backup(database, Reason.DAMAGED, now, source=present)


def _put_file(backup: Backup, database: Path) -> None:
    """Give the backup's content the database's name, in one step; links to it stay. Raises OSError."""
    database = Path(os.path.realpath(database))
    make_private_folder(database.parent)
    new = database.with_name(f".{secrets.token_hex(8)}.restored")
    try:
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            with backup.path.open("rb") as source:
                shutil.copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        # A journal that was left there would be played back into the file, which it is not of.
        journal_of(database).unlink(missing_ok=True)
        new.replace(database)
        sync_folder(database.parent)
    finally:
        new.unlink(missing_ok=True)
