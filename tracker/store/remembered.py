"""What is worked out of a whole database, and remembered between questions until a step of its history follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import select

from tracker.store.tables import batch

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine
    from sqlmodel import Session

T = TypeVar("T")

# With its digest: once a backup is restored, the numbers of the steps after it are given again to others.
_LAST_STEP = select(batch.id, batch.digest).order_by(batch.id.desc()).limit(1)


class Remembered(Generic[T]):
    """Something that ``work_out`` tells of a database: worked out when it is first wanted, and anew after a step."""

    def __init__(self, work_out: Callable[[Session], T]) -> None:
        self._work_out = work_out
        self._kept: WeakKeyDictionary[Engine | Connection, tuple[tuple[object, ...], T]] = WeakKeyDictionary()

    def __call__(self, session: Session) -> T:
        """What is told of this database as it is now."""
        place = session.get_bind()
        last_step = tuple(session.execute(_LAST_STEP).first() or ())
        kept = self._kept.get(place)
        if kept is None or kept[0] != last_step:
            kept = self._kept[place] = (last_step, self._work_out(session))
        return kept[1]
