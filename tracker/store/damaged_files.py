"""Reading what can be read of a damaged SQLite file, row by row, from a copy of it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tracker.errors import DatabaseTrouble
from tracker.store.raw_pages import RawPages
from tracker.store.sqlite_files import journal_of, open_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.store.raw_pages import Values

_HEADER_LENGTH = 100
_MOST_ASKED = 5_000_000


class DamagedDatabase:
    """An open copy of a damaged file. What cannot be read is passed over."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, table: str) -> Iterator[Values]:
        """Every row of a table that can still be read, each once.

        A page that is lost stops a walk in either direction; rows between two such pages are asked for one by one.
        """
        try:
            names = [row[1] for row in self._connection.execute(f'PRAGMA table_info("{table}")')]
        except sqlite3.DatabaseError:
            return
        if not names:
            return
        first, last = 0, 2**31
        for number, values in self._walk(table, "ASC"):
            first = number
            yield dict(zip(names, values, strict=True))
        for number, values in self._walk(table, "DESC"):
            if number <= first:
                return
            last = number
            yield dict(zip(names, values, strict=True))
        for number in range(first + 1, min(last, self.highest_number(table) + 1, first + _MOST_ASKED)):
            if found := self._row(table, number):
                yield dict(zip(names, found, strict=True))

    def highest_number(self, table: str) -> int:
        """The highest number that was given to a row of a table; 0 when the counter cannot be read."""
        told = "SELECT max(seq) FROM sqlite_sequence WHERE name = ?"
        try:
            (number,) = self._connection.execute(told, (table,)).fetchone()
        except sqlite3.DatabaseError:
            return 0
        return number if isinstance(number, int) else 0

    def _walk(self, table: str, direction: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """The rows from one end up to the first that cannot be read."""
        try:
            told = f'SELECT rowid, * FROM "{table}" ORDER BY rowid {direction}'  # noqa: S608 -- a table of ours
            for row in self._connection.execute(told):
                yield row[0], row[1:]
        except sqlite3.DatabaseError:
            return

    def _row(self, table: str, number: int) -> tuple[Any, ...] | None:
        try:
            told = f'SELECT * FROM "{table}" WHERE rowid = ?'  # noqa: S608 -- a table of ours
            found: tuple[Any, ...] | None = self._connection.execute(told, (number,)).fetchone()
        except sqlite3.DatabaseError:
            return None
        return found


@contextmanager
def read_damaged(file: Path) -> Iterator[DamagedDatabase | RawPages]:
    """A damaged file, which is not touched, to be read from. Raises DatabaseTrouble when nothing of it can be."""
    with TemporaryDirectory(prefix="tracker-salvage-") as folder:
        copy = Path(folder) / "damaged"
        try:
            shutil.copy(file, copy)
            journal = journal_of(file)
            if journal.exists():  # what a change was about to overwrite when it was cut off
                shutil.copy(journal, f"{copy}-journal")
            _fill_up(copy)
        except OSError as error:
            raise DatabaseTrouble(f"{file} cannot be read: {error.strerror}.") from error
        with closing(open_file(copy)) as connection:
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            connection.execute("PRAGMA cell_size_check = ON")
            if _knows_its_tables(connection):
                yield DamagedDatabase(connection)
                return
        pages = RawPages(copy)
        if next(pages.rows("journal_entry"), None) is None:
            raise DatabaseTrouble(f"Nothing can be read of {file}: tracker restore lists its backups.")
        yield pages


def _knows_its_tables(connection: sqlite3.Connection) -> bool:
    try:
        (count,) = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'journal_entry'").fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(count)


def _fill_up(copy: Path) -> None:
    """Give a file that was cut off the length that its header tells: SQLite reads nothing of it otherwise."""
    with copy.open("r+b") as file:
        header = file.read(_HEADER_LENGTH)
        page_size = int.from_bytes(header[16:18], "big")
        pages = int.from_bytes(header[28:32], "big")
        length = pages * (65_536 if page_size == 1 else page_size)
        if copy.stat().st_size < length <= 1 << 40:
            file.truncate(length)
