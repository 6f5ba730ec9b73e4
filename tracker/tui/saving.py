"""The changes that are being saved: each is seen through to its end, also when the one who asked for it goes away."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Saving:
    """Knows what is under way. ``tell`` says what came of a change that nobody waits for any more."""

    def __init__(self) -> None:
        self.tell: Callable[[str], object] = lambda _told: None
        self._under_way: set[asyncio.Future[Any]] = set()

    @property
    def is_going_on(self) -> bool:
        """Whether a change is being written, or waits for its turn, or the one who asked has not heard of it yet."""
        return bool(self._under_way)

    async def until_done(self) -> None:
        """Wait until every change is written or refused, and the one who asked has heard."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    async def see_through(self, change: asyncio.Future[T]) -> T:
        """What a change answers. It goes on when the one who asks goes away, and what came of it is told then."""
        self._under_way.add(change)
        try:
            return await asyncio.shield(change)
        except asyncio.CancelledError:
            change.add_done_callback(self._tell_outcome)
            raise
        finally:
            # Of a change that has ended, this lets the one who asked act on it first.
            change.add_done_callback(self._under_way.discard)

    def _tell_outcome(self, change: asyncio.Future[Any]) -> None:
        refusal, left = change.exception(), "What was being saved when you left"
        self.tell(f"{left} was not saved: {refusal}" if refusal else f"{left} is saved.")
