"""SQLite files as files: opened past SQLAlchemy, checked, and copied."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from tracker.errors import DatabaseTrouble
from tracker.store import upgrade
from tracker.store.trouble import sentence_for
from tracker.store.whole_files import new_copy

_MOST_FAULTS = 100


class DamagedFile(DatabaseTrouble):
    """What was to be copied is damaged."""


def journal_of(database: Path) -> Path:
    """Where SQLite has the journal of a change: beside the file itself, whatever links lead to it."""
    return Path(f"{os.path.realpath(database)}-journal")


def open_file(path: Path, *, mode: str = "rw", wait: float = 5) -> sqlite3.Connection:
    """A connection without transactions of its own, which never makes a file. ``mode`` is SQLite's, as rw or ro."""
    return sqlite3.connect(f"file:{quote(os.fsencode(path))}?mode={mode}", uri=True, isolation_level=None, timeout=wait)


def open_at_rest(path: Path) -> sqlite3.Connection:
    """A connection to a file that nobody writes to, such as a backup: nothing is locked and nothing made beside it."""
    return open_file(path, mode="ro&immutable=1")


def faults_of(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with a file: pages, indexes, rows that point nowhere, a mark that is not ours."""
    try:
        found = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST_FAULTS})") if row[0] != "ok"]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    found += [f"{table} {row_id} points to a {parent} that is missing" for table, row_id, parent, _ in broken]
    return found + ([] if mark == upgrade.APPLICATION_ID else ["it does not bear the mark of this program"])


def copy_database(source: sqlite3.Connection, target: Path, *, is_checked: bool = True) -> None:
    """Copy what a connection reads, whoever else is at work on it, into a new file with its checksum beside it.

    The copy is checked before it gets its name, unless a damaged one is wanted. Raises DamagedFile or another
    DatabaseTrouble; then nothing is left behind.
    """
    with new_copy(target) as part:
        try:
            with closing(open_file(part)) as copy:
                # The copy is synced once, at its end; until then it has no name.
                copy.execute("PRAGMA journal_mode = OFF")
                copy.execute("PRAGMA synchronous = OFF")
                source.backup(copy)
        except sqlite3.OperationalError as error:
            raise DatabaseTrouble(f"No copy could be written to {target}: {sentence_for(str(error))}.") from error
        except sqlite3.DatabaseError as error:
            raise DamagedFile(f"The database is damaged ({error}): tracker doctor --deep tells more.") from error
        if is_checked:
            with closing(open_at_rest(part)) as copy:
                if faults := faults_of(copy):
                    raise DamagedFile(f"The database is damaged ({faults[0]}): tracker doctor --deep tells more.")
