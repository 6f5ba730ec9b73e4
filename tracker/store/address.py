"""Where a database is: a file's path or a server's address, as the user gave it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from tracker.errors import DatabaseTrouble

POSTGRESQL = {"postgresql", "postgres", "postgresql+psycopg"}


@dataclass(frozen=True, slots=True)
class Place:
    """A database's address. ``path`` is set for a file; ``shown`` never holds a password."""

    url: URL = field(repr=False)
    path: Path | None
    shown: str


def read_address(address: str) -> Place:
    """Read a path, ``sqlite:///path`` or ``postgresql://…``. Raises DatabaseTrouble for anything else."""
    if "://" not in address:
        return _file(Path(address))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # ValueError for a port that is not a number
        raise DatabaseTrouble("The database's address cannot be read: write postgresql://user@host/name.") from None
    if url.drivername == "sqlite" and url.database:
        return _file(Path(url.database))
    if "@" in (url.host or ""):
        # What stands before the last @ belongs to the password, and would be shown as the host.
        raise DatabaseTrouble("The database's address has an @ too many: write one in a user or password as %40.")
    if url.drivername in POSTGRESQL:
        return Place(url.set(drivername="postgresql+psycopg"), None, _shown(url))
    raise DatabaseTrouble(
        f"A database at “{url.drivername}://” is not supported: give a file's path or a postgresql:// address."
    )


def _shown(url: URL) -> str:
    """The address without a password, whether it stands before the host or among the options."""
    secrets = [name for name in url.query if "pass" in name.casefold()]
    return url.difference_update_query(secrets).render_as_string(hide_password=True)


def _file(path: Path) -> Place:
    try:
        whole = path.expanduser().absolute()
    except RuntimeError:
        raise DatabaseTrouble(f"The database {path} cannot be opened: there is no such user's folder.") from None
    return Place(URL.create("sqlite", database=str(whole)), whole, str(whole))
