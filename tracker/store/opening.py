"""What is seen of a database before it is opened: whether it is ours, and whether it can be written."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

from sqlalchemy import text

from tracker.errors import DatabaseTrouble
from tracker.places import make_private_folder
from tracker.store import upgrade
from tracker.store.sqlite_files import journal_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

_SQLITE_HEADER = b"SQLite format 3\0"
_HEADER_LENGTH = 100


def prepare_file(path: Path, *, must_exist: bool) -> None:
    """Make the folder (0700) and the file (0600), or see that the file there could be ours. Raises DatabaseTrouble."""
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
        make_private_folder(path.parent)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except (OSError, ValueError) as error:  # ValueError for a name with a null character
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DatabaseTrouble(
            f"The database {path} cannot be opened: {reason}. Give another place with --db."
        ) from error


def why_file_is_read_only(path: Path) -> str:
    """What keeps a file from being written; empty when nothing does. A change needs a second file in its folder."""
    if not os.access(path, os.W_OK):
        return "the file is write-protected"
    return "" if os.access(path.parent, os.W_OK) else "its folder is write-protected"


def who_on_server(engine: Engine) -> tuple[str, str]:
    """The database user of these connections, and what keeps that user from writing; empty when nothing does."""
    with engine.connect() as connection:
        user, is_copy, may_only_read, may_write = connection.execute(text(_WHO)).one()
    if is_copy:
        return str(user), "the server is a copy that follows another"
    is_kept = may_only_read or not may_write
    return str(user), f"the server lets {user} only read" if is_kept else ""


_WHO = """
    SELECT session_user, pg_is_in_recovery(), current_setting('default_transaction_read_only') = 'on',
        coalesce(has_table_privilege(to_regclass('journal_batch'), 'INSERT'), true)
"""
"""Where there are no tables yet, whoever can make them may write."""


def _is_foreign(path: Path) -> bool:
    """Whether the file's first bytes, read without SQLite, show that another program wrote it.

    SQLite would change some files by opening them: it folds a write-ahead log into the file that it belongs to. A file
    with a rollback journal beside it was caught in the middle of a change, and only SQLite can tell what it holds.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_LENGTH)
    if not header or journal_of(path).exists():
        return False
    if len(header) < _HEADER_LENGTH or not header.startswith(_SQLITE_HEADER):
        return True
    page_size, write_version = struct.unpack_from(">HB", header, 16)
    (mark,) = struct.unpack_from(">I", header, 68)
    is_bare = path.stat().st_size <= (page_size if page_size > 1 else 65_536) and write_version == 1
    return mark != upgrade.APPLICATION_ID and not is_bare
