"""Who is at the other end of the program's input and output."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO


def is_at_a_terminal() -> bool:
    """Whether somebody sits before both the input and the output."""
    return is_watched(sys.stdin) and is_watched(sys.stdout)


def is_watched(stream: TextIO | None) -> bool:
    """Whether a stream, which may be closed, leads to a terminal."""
    return stream is not None and stream.isatty()


def let_go_of_the_output() -> None:
    """Nobody takes more, as after ``| head``: what is still buffered goes nowhere instead of failing at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
