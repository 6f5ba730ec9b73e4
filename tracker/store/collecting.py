"""Starts and long work without the pauses in which Python looks for objects that only hold each other."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY_OBJECTS = 20_000
"""So many that the first look at all of them, in which the whole program stands still, would be noticed."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Let rows be made by the thousand without all of them being looked over again and again, which frees none.

    Whatever nothing holds is freed as always. Of several at once, the one that began first ends it. Where very many
    objects are left, as of a file with thousands of rows, later looks pass them over, too.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY_OBJECTS:
            gc.freeze()
        gc.enable()


def collect_from_now_on() -> None:
    """End a start without such looks. What is there by then stays, and later looks pass it over."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def collect_at_rest() -> None:
    """Look over all objects now, while nobody waits, if enough were made for that: it is not done in a drawing then."""
    if gc.isenabled() and gc.get_count()[-1]:
        gc.collect()
