"""Who is at the other end of the program's input and output."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from typing import TextIO

    from _typeshed import ReadableBuffer


class OutputTrouble(InvalidInput):
    """Standard output cannot be written, as where it goes to a disk that is full."""


class _TellingOutput(io.FileIO):
    """Standard output, which says that it is at fault: no error of another file is taken for one of its own."""

    def write(self, piece: ReadableBuffer, /) -> int:
        """Hand the piece on. Raises OutputTrouble, or BrokenPipeError when nobody takes more."""
        try:
            return super().write(piece)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputTrouble(f"Standard output cannot be written: {error.strerror}.") from error


def output_that_tells(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """Standard output to the same place, which raises OutputTrouble for what cannot be written to it."""
    return io.TextIOWrapper(
        io.BufferedWriter(_TellingOutput(stream.fileno(), "wb", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def standard_input() -> TextIO:
    """What is piped or typed into the program. Raises InvalidInput where it is closed."""
    if sys.stdin is None:
        raise InvalidInput("Standard input is closed: pipe into the command what - is to read.")
    return sys.stdin


def text_from_input() -> str:
    """All of what is piped or typed into the program. Raises InvalidInput where it is closed, or not text."""
    stream = standard_input()
    encoding = stream.encoding or "utf-8"
    try:
        text = stream.read()
        text.encode(encoding)  # what Python could not read either is let through in some languages of the system
    except UnicodeError:
        name = encoding.upper()
        raise InvalidInput(f"What comes by standard input is not {name}: save it anew as {name}.") from None
    return text


def standard_output() -> TextIO:
    """What the program's result goes to. Raises InvalidInput where it is closed."""
    if sys.stdout is None:
        raise InvalidInput("Standard output is closed: name a file with -o, or leave the output open.")
    return sys.stdout


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
