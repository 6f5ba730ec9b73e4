"""Taking turns with the other windows and commands of the program, where several change the same small file."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST_WAIT, _LOOK_EVERY = 5.0, 0.005
"""Seconds after which nobody waits any longer, as for a window that was stopped while it had its turn."""


@contextmanager
def turn_in(folder: Path) -> Iterator[None]:
    """While this lasts, nobody else has a turn in this folder: what is read of its files can be changed and written.

    The turn ends with the program, however that ends. Where a folder cannot be locked or is not there, as on Windows
    or some network file systems, nobody waits for anybody.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        _wait_for_turn(lock)
        yield
    finally:
        os.close(lock)


def _wait_for_turn(lock: int) -> None:
    import fcntl  # noqa: PLC0415 -- Windows has none

    until = time.monotonic() + _LONGEST_WAIT
    while time.monotonic() < until:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_LOOK_EVERY)
        except OSError:
            return
        else:
            return
