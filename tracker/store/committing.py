"""The end of a change: written, and known to be, even when the server's answer is lost on the way.

A change is never sent twice. When the connection breaks while it is being written, the history tells whether it was:
its step is known by its digest, which no other has.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from tracker.errors import DatabaseTrouble
from tracker.store.tables import batch

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

ASK_SECONDS = 20
"""How long a server that went away is asked whether it wrote the change."""

_PAUSE_SECONDS = 0.25


def commit(session: Session, digest: str, writing: Engine) -> None:
    """Write a change for good; ``digest`` is that of its step, empty for a change of nothing.

    Raises DatabaseTrouble when it was not written, and when that cannot be found out.
    """
    try:
        session.commit()
    except DBAPIError as error:
        if not (error.connection_invalidated and digest):
            raise
        if not _was_written(digest, writing):
            raise DatabaseTrouble(
                "The connection to the server broke while this was being written. Nothing was written: try again."
            ) from error


def _was_written(digest: str, writing: Engine) -> bool:
    """Whether a step is in the history, asked under the writers' lock: the server is done with it then."""
    until = time.monotonic() + ASK_SECONDS
    while True:
        try:
            with writing.connect() as connection, connection.begin():
                return connection.execute(select(batch.id).where(batch.digest == digest)).first() is not None
        except DBAPIError as error:
            if time.monotonic() > until:
                raise DatabaseTrouble(
                    "The connection to the server broke while this was being written, and it does not answer. Look "
                    "whether it is there before you write it again."
                ) from error
            time.sleep(_PAUSE_SECONDS)
