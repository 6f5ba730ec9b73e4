"""A text broken into lines of a width, each known by its place in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.articles.sentences import paragraphs_of
from tracker.display import display

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(r"\s*\S+")


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """The bounds of each line, in characters, at most ``width`` columns as shown; an empty one between paragraphs."""
    lines: list[tuple[int, int]] = []
    for start, end in paragraphs_of(text):
        if lines:
            lines.append((start, start))
        lines += _lines_of(text, start, end, max(1, width))
    return lines


def _lines_of(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Break between words; a word that is wider than a line is broken where the line ends."""
    begin = last = start
    used = 0
    for piece in _PIECE.finditer(text, start, end):
        columns = columns_of(piece.group())
        if used + columns > width and last > begin:
            yield begin, last
            begin = piece.end() - len(piece.group().lstrip())
            columns = columns_of(text[begin : piece.end()])
            used = 0
        if columns > width:
            for cut in _cuts(text, begin, piece.end(), width):
                yield begin, cut
                begin = cut
            columns = columns_of(text[begin : piece.end()])
        used += columns
        last = piece.end()
    if last > begin:
        yield begin, last


def _cuts(text: str, start: int, end: int, width: int) -> Iterator[int]:
    """Where a word has to be broken: behind as many characters as fit each time, one at least."""
    used = 0
    for place in range(start, end):
        columns = columns_of(text[place])
        if used and used + columns > width:
            yield place
            used = 0
        used += columns


def columns_of(text: str) -> int:
    """How many columns a text takes on the screen, as ``display`` shows it."""
    return len(text) if text.isascii() and text.isprintable() else cell_len(display(text))
