"""How long something takes on the processor, told apart from what the tests' own process does besides."""

from __future__ import annotations

import gc
import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES = 3
_PEER_SECONDS = 0.0036
"""What the peer's work takes where the limits were set: 2 cores of which one is idle."""

_TEXT = "the open model ships next week and is the best of its class " * 200
_WORDS = re.compile(r"(?<!\w)(?:next|best|ships)\s+\w+")


def seconds_of(work: Callable[[], object], *, enough: float = 0.0) -> float:
    """The processor's seconds for some work: the least of three tries, or the first that takes less than ``enough``.

    Without the garbage collector, which walks all that the tests before have left. On a processor that is slower, or
    that shares its parts with a busy neighbour, they are as many as they would have been where the limits were set.
    """
    least = float("inf")
    was_on = gc.isenabled()
    gc.disable()
    try:
        for _ in range(TRIES):
            slowness = max(1.0, _seconds(_peer) / _PEER_SECONDS)
            took = _seconds(work)
            slowness = max(slowness, _seconds(_peer) / _PEER_SECONDS)
            least = min(least, took / slowness)
            if least < enough:
                break
    finally:
        if was_on:
            gc.enable()
    return least


def _seconds(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


def _peer() -> None:
    for _ in range(4):
        counted: dict[str, int] = {}
        for found in _WORDS.finditer(_TEXT):
            counted[found.group()] = counted.get(found.group(), 0) + 1
        for word in _TEXT.split():
            counted[word.upper()] = counted.get(word.upper(), 0) + len(word)
