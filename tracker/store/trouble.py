"""What went wrong with a database, as a sentence for its user.

A server speaks its own language, so its errors are known by their codes, which are the same in all. What is said while
connecting bears none, and SQLite, which speaks English alone, has fewer than it has sentences.
"""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from tracker.errors import Busy, DatabaseTrouble, EditConflict, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator

_MISSING = "a table or a column of it is missing: bring back a backup, or ask who keeps the server"
_ENDED = "the server ended the connection: try again"
_FULL = "the server takes no more connections now: try again in a moment"
_REFUSED = "the server refused the user or the password"
_SILENT = "the server does not answer: check that it runs and its address"
_UNKNOWN_HOST = "there is no server of that name, or no network to ask for it: check the host in the address"

_ROLE = "ROLE"
_LOCKED, _FORBIDDEN = "55P03", "42501"
_BY_CODE = {
    _LOCKED: "somebody else is writing to it and did not finish in time: try again in a moment",
    _FORBIDDEN: "the server does not let this user do that: "
    f"the owner of the database lets you with: tracker grant {_ROLE}",
    "25006": "it can only be read: the server is a copy, or keeps this user from writing",
    "42703": _MISSING,
    "42P01": _MISSING,
    "53100": "the server's disk is full: ask who keeps the server",
    "57014": "it took too long and was given up",
    "57P01": _ENDED,
    "57P02": _ENDED,
}
"""What the codes of a server's errors mean: SQLSTATE, as its manual lists it."""

_BUSY_FILE = "database is locked"
_BY_SIGN = {
    _BUSY_FILE: "another program is writing to it and did not finish in time: try again in a moment",
    "readonly database": "it can only be read: check the rights of the file and of its folder",
    "unable to open database file": "the file cannot be opened: check that the folder exists and can be written to",
    "disk is full": "the disk is full: make room and try again; what was kept before is intact",
    "disk i/o error": "the disk reported an error: check it, then try again",
    "malformed": "the file is damaged: tracker restore lists its backups, and "
    "tracker doctor --salvage NEWFILE reads what can be read",
    "not a database": "the file is not a database",
    "server closed the connection": "the connection to the server broke: try again",
    "terminating connection": _ENDED,
    "timeout expired": _SILENT,
    "connection refused": _SILENT,
    "no route to host": _SILENT,
    "network is unreachable": _SILENT,
    "accepting connections on that socket": _SILENT,
    "is starting up": "the server is only just starting: try again in a moment",
    "is shutting down": _ENDED,
    "too many clients": _FULL,
    "too many connections": _FULL,
    "remaining connection slots": _FULL,
    "no password supplied": "the server wants a password: write it into ~/.pgpass, "
    "in a line host:port:database:user:password",
    "authentication failed": _REFUSED,
    "no pg_hba.conf entry": "the server does not let this user in from here: "
    "ask who keeps it for a line in its pg_hba.conf",
    "name or service not known": _UNKNOWN_HOST,
    "name resolution": _UNKNOWN_HOST,
    "nodename nor servname": _UNKNOWN_HOST,
    "no address associated": _UNKNOWN_HOST,
    "definition of service": "no such service is defined: check its name, and ~/.pg_service.conf",
    "service file": "the file of services is missing: check ~/.pg_service.conf, or what PGSERVICEFILE names",
    "does not exist": "the server knows no such database or user",
    "permission denied for": _BY_CODE[_FORBIDDEN],
}
"""What messages without a code mean, by what stands in them."""


@contextmanager
def explained(shown: str, role: str = "", *, is_change: bool = False) -> Iterator[None]:
    """Turn a database driver's errors into a refusal; a DatabaseTrouble names the place ``shown``.

    ``role`` is the user by whom a server knows the one who asks, empty where that is not known yet.
    Of a change it is said that nothing was written.
    """
    try:
        yield
    except StaleDataError as error:
        raise EditConflict(
            "Somebody else changed this in the meantime: look at it again. Nothing was written."
        ) from error
    except UnicodeEncodeError as error:
        sign = error.object[error.start]
        what = "half a character" if "\ud800" <= sign <= "\udfff" else "a character"
        raise InvalidInput(f"A text holds {what} (U+{ord(sign):04X}), which cannot be kept: remove it.") from error
    except sqlite3.Error as error:
        raise _trouble(shown, error, role, is_change=is_change) from error
    except DBAPIError as error:
        raise _trouble(shown, error.orig, role, is_change=is_change) from error
    except SQLAlchemyError as error:
        # Its text would hold the statement, and what was to be written.
        told = sentence_for(str(error.args[0]) if error.args else type(error).__name__)
        raise DatabaseTrouble(f"The database {shown}: {told}.") from error


def is_forbidden(error: DBAPIError) -> bool:
    """Whether a server does not let its user do what was asked."""
    return _code_of(error.orig) == _FORBIDDEN


def _trouble(shown: str, error: BaseException | None, role: str, *, is_change: bool) -> DatabaseTrouble:
    message, code = _message_of(error), _code_of(error)
    is_busy = code == _LOCKED or (not code and _BUSY_FILE in message.casefold())
    told = _told_of(code, role) or _plain(message) if code else sentence_for(message)
    return (Busy if is_busy else DatabaseTrouble)(
        f"The database {shown}: {told}.{' Nothing was written.' if is_change else ''}"
    )


def _told_of(code: str, role: str) -> str:
    """What a code means to the one who asks; empty where it is not known."""
    return _BY_CODE.get(code, "").replace(_ROLE, shlex.quote(role) if role else _ROLE)


def _code_of(error: BaseException | None) -> str:
    """The code by which a server tells its errors apart; empty where there is none."""
    return str(getattr(error, "sqlstate", None) or "")


def _message_of(error: BaseException | None) -> str:
    """What a server says first of an error; after that it repeats the statement and tells values."""
    said = getattr(getattr(error, "diag", None), "message_primary", None)
    return str(said or error)


def sentence_for(message: str) -> str:
    """What a message without a code means for the user, without a full stop; the message itself if it is not known."""
    lowered = message.casefold()
    known = (sentence for sign, sentence in _BY_SIGN.items() if sign in lowered)
    return next(known, _plain(message))


def _plain(message: str) -> str:
    """A message in one line, without a full stop."""
    return " ".join(message.split()).rstrip(".")
