"""How work that takes a while tells how far it is, without knowing who watches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Watched(Protocol):
    """Hands things on one by one while somebody may watch; ``what`` is being done to ``count`` of them."""

    def __call__(self, things: Iterable[T], what: str, count: int, /) -> Iterable[T]:
        """The things, each told when it is taken."""
        ...


def unwatched(things: Iterable[T], _what: str, _count: int) -> Iterable[T]:
    """The things as they are: nobody watches."""
    return things
