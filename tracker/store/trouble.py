"""What went wrong with a database, as a sentence for its user."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from tracker.errors import Busy, DatabaseTrouble, EditConflict, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator

_BUSY = {
    "database is locked": "another program is writing to it and did not finish in time: try again in a moment",
    "lock timeout": "somebody else is writing to it and did not finish in time: try again in a moment",
}
_KNOWN = {
    **_BUSY,
    "readonly database": "it can only be read: check the rights of the file and of its folder",
    "unable to open database file": "the file cannot be opened: check that the folder exists and can be written to",
    "disk is full": "the disk is full: make room and try again; what was kept before is intact",
    "disk i/o error": "the disk reported an error: check it, then try again",
    "malformed": "the file is damaged: tracker restore lists its backups, and "
    "tracker doctor --salvage NEWFILE reads what can be read",
    "not a database": "the file is not a database",
    "read-only transaction": "it can only be read: the server is a copy, or keeps this user from writing",
    "server closed the connection": "the connection to the server broke: nothing was written; try again",
    "terminating connection": "the server ended the connection: nothing was written; try again",
    "connection timeout": "the server does not answer: check that it runs and its address",
    "statement timeout": "it took too long and was given up: nothing was written",
    "connection refused": "the server does not answer: check that it runs and its address",
    "password authentication failed": "the server refused the user or the password",
    "does not exist": "the server knows no such database or user",
    "permission denied": "the server does not let this user do that",
}


@contextmanager
def explained(shown: str) -> Iterator[None]:
    """Turn a database driver's errors into a refusal; a DatabaseTrouble names the place ``shown``."""
    try:
        yield
    except StaleDataError as error:
        raise EditConflict(
            "Somebody else changed this in the meantime: look at it again. Nothing was written."
        ) from error
    except UnicodeEncodeError as error:
        half = f"U+{ord(error.object[error.start]):04X}"
        raise InvalidInput(f"A text holds half a character ({half}), which cannot be kept: remove it.") from error
    except sqlite3.Error as error:
        raise _trouble(shown, str(error)) from error
    except DBAPIError as error:
        raise _trouble(shown, _message_of(error.orig)) from error
    except SQLAlchemyError as error:
        # Its text would hold the statement, and what was to be written.
        raise _trouble(shown, str(error.args[0]) if error.args else type(error).__name__) from error


def _message_of(error: BaseException | None) -> str:
    """What a server says first of an error; after that it repeats the statement and tells values."""
    said = getattr(getattr(error, "diag", None), "message_primary", None)
    return str(said or error)


def _trouble(shown: str, message: str) -> DatabaseTrouble:
    kind = Busy if any(sign in message.casefold() for sign in _BUSY) else DatabaseTrouble
    return kind(f"The database {shown}: {sentence_for(message)}.")


def sentence_for(message: str) -> str:
    """What a driver's message means for the user, without a full stop; the message itself when it is not known."""
    lowered = message.casefold()
    known = (sentence for sign, sentence in _KNOWN.items() if sign in lowered)
    return next(known, " ".join(message.split()).rstrip("."))
