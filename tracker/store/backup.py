"""Backups of a database file: when one is made by itself, what there are, and which go.

They lie in a folder beside the database, each checked and with its checksum, under the moment and the reason for which
it was made. Each is a whole database that can be opened like any other.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.errors import DatabaseTrouble, InvalidInput
from tracker.places import backups_folder, backups_folders
from tracker.store.retention import backups_to_keep, of_the_last_day
from tracker.store.sqlite_files import copy_database, open_at_rest, open_file
from tracker.store.tables import batch
from tracker.store.whole_files import checksum_file, copy_bytes, remove_old_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlmodel import Session

_NAME = re.compile(r"(\d{8}T\d{6}Z)-([a-z-]+)\.tracker", re.ASCII)
_MOMENT = "%Y%m%dT%H%M%SZ"


class Reason(StrEnum):
    """Why a backup was made, as its file's name tells."""

    DAY = "first-of-day"
    BULK = "before-bulk"
    UPGRADE = "before-upgrade"
    RESTORE = "before-restore"
    DAMAGED = "damaged"
    ASKED = "asked"

    @property
    def label(self) -> str:
        """The reason in words."""
        return _LABELS[self]


_LABELS = {
    Reason.DAY: "before the first change of the day",
    Reason.BULK: "before a change of many rows",
    Reason.UPGRADE: "before an upgrade",
    Reason.RESTORE: "before a restore",
    Reason.DAMAGED: "damaged, as it was before a restore",
    Reason.ASKED: "made by hand",
}


_WANTED = (Reason.ASKED, Reason.RESTORE)
"""Those of which the user was told that they bring something back: a day's last ones do not push the others out."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A file in the folder of backups; ``claims`` is None when it cannot be read.

    ``remark`` is what its user should know of how it was made; empty as a rule.
    """

    path: Path
    made_at: datetime
    reason: Reason
    claims: int | None
    remark: str = ""

    @property
    def name(self) -> str:
        """What it is called when it is restored."""
        return self.path.stem


def list_backups(database: Path) -> list[Backup]:
    """The backups that there are, the newest first."""
    found = (path for folder in backups_folders(database) for path in _files_in(folder))
    told = [(moment, reason, path) for path in found for moment, reason in _told_by_name(path)]
    told.sort(key=lambda one: (one[0], one[2].name), reverse=True)
    return [Backup(path, moment, reason, _claims_in(path)) for moment, reason, path in told]


def _files_in(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise DatabaseTrouble(f"The backups in {folder} cannot be looked at: {error.strerror}.") from error


def backup_named(database: Path, name: str) -> Backup:
    """The backup of a name, as the list shows it, or the one in a file elsewhere.

    Raises InvalidInput when there is none.
    """
    for found in list_backups(database):
        if name.strip() in {found.name, found.path.name}:
            return found
    with suppress(OSError, ValueError):  # ValueError for a name with a null character
        file = Path(os.path.expanduser(name))  # noqa: PTH111 -- pathlib's raises for ~nobody
        # What was lost altogether is brought back from there, too: then no file can be the database itself.
        if file.is_file() and not (database.exists() and file.samefile(database)):
            made_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            return Backup(file, made_at, Reason.ASKED, _claims_in(file))
    raise InvalidInput(f"There is no backup “{name.strip()}”: tracker restore lists those there are.")


def make_backup(database: Path, reason: Reason, now: datetime, *, source: sqlite3.Connection | None = None) -> Backup:
    """Make one more backup, and let those go that are not among the last days, weeks and months.

    All that were made by hand or before a restore on the last such day stay with them.

    It is read through ``source`` where that connection keeps all others out. Raises DamagedFile or another
    DatabaseTrouble; not for an old one that stays, of which the new one's remark tells.
    """
    path, made_at = _free_name(database, reason, now)
    try:
        with closing(open_file(database)) if source is None else nullcontext(source) as connection:
            copy_database(connection, path, is_checked=reason is not Reason.DAMAGED)
    except sqlite3.Error as error:
        raise DatabaseTrouble(f"The database {database} could not be opened for a backup: {error}.") from error
    return Backup(path, made_at, reason, _claims_in(path), _prune(database))


def keep_bytes(database: Path, now: datetime) -> Backup:
    """Keep a file of which SQLite can make nothing among the backups, as it is. Raises DatabaseTrouble."""
    path, made_at = _free_name(database, Reason.DAMAGED, now)
    copy_bytes(database, path)
    return Backup(path, made_at, Reason.DAMAGED, None, _prune(database))


class AutomaticBackups:
    """Makes the backups that nobody asks for. One that cannot be made is told of and stops nobody's work."""

    def __init__(self, database: Path, tell: Callable[[str], None]) -> None:
        self._database, self._tell = database, tell
        self._written_on: date | None = None
        self._is_made = False

    def before_write(self, session: Session, now: datetime) -> None:
        """Make one before the first change of a day; called by each change, under the writers' lock."""
        self._is_made = False
        today = now.astimezone().date()
        if self._written_on == today:
            return
        last = _last_written_at(session)
        if last is not None and last.astimezone().date() != today:
            self._make(Reason.DAY, now)
        self._written_on = today

    def before_bulk(self, session: Session, now: datetime) -> None:
        """Make one before a change of many rows, which has written few of them so far; others see none of these."""
        if not self._is_made and _last_written_at(session) is not None:
            self._make(Reason.BULK, now)

    def _make(self, reason: Reason, now: datetime) -> None:
        self._is_made = True
        try:
            made = make_backup(self._database, reason, now)
        except DatabaseTrouble as trouble:
            self._tell(f"There is no backup {reason.label}. {trouble} What you write is kept.")
        else:
            if made.remark:
                self._tell(made.remark)


def _last_written_at(session: Session) -> datetime | None:
    """When the newest step of the history was made; None where nothing was ever written."""
    moment: datetime | None = session.execute(select(batch.made_at).order_by(batch.id.desc()).limit(1)).scalar()
    return moment


def _told_by_name(path: Path) -> list[tuple[datetime, Reason]]:
    """What a file's name tells of a backup; nothing for another file."""
    told = _NAME.fullmatch(path.name)
    if not told or told[2] not in set(Reason):
        return []
    try:
        return [(datetime.strptime(told[1], _MOMENT).replace(tzinfo=UTC), Reason(told[2]))]
    except ValueError:
        return []


def _free_name(database: Path, reason: Reason, now: datetime) -> tuple[Path, datetime]:
    """The next second's name that is free."""
    moment = now.astimezone(UTC).replace(microsecond=0)
    files = (path for folder in backups_folders(database) for path in folder.glob("*.tracker"))
    taken = {path.name.split("-")[0] for path in files}
    while f"{moment:{_MOMENT}}" in taken:
        moment += timedelta(seconds=1)
    return backups_folder(database) / f"{moment:{_MOMENT}}-{reason}.tracker", moment


def _prune(database: Path) -> str:
    """Let backups go that are old; a sentence about what kept one of them from going, empty when nothing did."""
    folder, troubles = backups_folder(database), []
    try:
        made = {path: told[0] for path in folder.iterdir() if (told := _told_by_name(path))}
        damaged = {path for path, (_moment, reason) in made.items() if reason is Reason.DAMAGED}
        for some in (made.keys() - damaged, damaged):  # lest a damaged file take the place of a sound one
            # A day is the user's own, from midnight to midnight where he is.
            kept = backups_to_keep(made[path][0].astimezone() for path in some)
            for wanted in _WANTED:
                kept |= of_the_last_day(made[path][0].astimezone() for path in some if made[path][1] is wanted)
            troubles += [_why_it_stays(path) for path in some if made[path][0] not in kept]
        remove_old_parts(folder)
    except OSError as error:
        troubles.append(str(error.strerror))
    why = next(filter(None, troubles), "")
    return f"Old backups in {folder} could not be removed: {why}. The new one is kept." if why else ""


def _why_it_stays(path: Path) -> str:
    """Remove a backup with its checksum; what kept it from going, empty when nothing did."""
    try:
        path.unlink(missing_ok=True)
        checksum_file(path).unlink(missing_ok=True)
    except OSError as error:
        return str(error.strerror)
    return ""


def _claims_in(path: Path) -> int | None:
    try:
        with closing(open_at_rest(path)) as file:
            (count,) = file.execute("SELECT count(*) FROM claim").fetchone()
    except sqlite3.DatabaseError:
        return None
    return int(count)
