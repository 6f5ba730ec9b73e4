"""How long something takes on the processor, told apart from what the tests' own process does besides."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES = 3


def seconds_of(work: Callable[[], object], *, enough: float = 0.0) -> float:
    """The processor's seconds for some work: the least of three tries, or the first that takes less than ``enough``.

    Without the garbage collector, which walks all that the tests before have left.
    """
    least = float("inf")
    was_on = gc.isenabled()
    gc.disable()
    try:
        for _ in range(TRIES):
            began = time.thread_time()
            work()
            least = min(least, time.thread_time() - began)
            if least < enough:
                break
    finally:
        if was_on:
            gc.enable()
    return least
