"""Reports to read: headings, sentences and tables, as Markdown or as plain text with aligned columns.

Rows are written as they come; the first few hundred decide how wide the columns are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from textwrap import fill
from typing import TYPE_CHECKING

from tracker.display import cells, display, fit, pad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_MEASURED = 300
"""The rows of a table that decide how wide its columns are."""

_WIDEST, _WIDEST_LINKS = 72, 40
_NARROWEST, _FLEXIBLE, _LAST = 6, 14, 30
_PARAGRAPH = 88
_GAP = "  "
_MARKED = re.compile(r"([\\`*_\[\]<>|~$&])")
_ADDRESS = re.compile(r"https?://[^\s<>\\|]+")
_LEADING = re.compile(r"^(\d*)([#+=.)-])")


@dataclass(frozen=True, slots=True)
class Heading:
    """A title: of the whole report (1), of a part (2), or of a part's part (3)."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address where the format can."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a table to read.

    Where there is too little room, optional columns are left away, the last one first, and flexible ones are cut.
    """

    title: str
    is_number: bool = False
    is_flexible: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titles."""

    columns: tuple[Shown, ...]
    rows: Iterable[tuple[str | Link, ...]]


Block = Heading | Paragraph | Table


def markdown(blocks: Iterable[Block]) -> Iterator[str]:
    """The blocks as GitHub Flavored Markdown, with everything escaped that would act in it."""
    for number, block in enumerate(blocks):
        if number:
            yield "\n"
        if isinstance(block, Table):
            yield from _markdown_table(block)
        elif isinstance(block, Heading):
            yield f"{'#' * block.level} {_escaped(block.text)}\n"
        else:
            yield _LEADING.sub(r"\1\\\2", _escaped(block.text).strip()) + "\n"


def plain(blocks: Iterable[Block], width: int | None = None) -> Iterator[str]:
    """The blocks as plain text, cut to ``width`` columns where it is given."""
    for number, block in enumerate(blocks):
        if number:
            yield "\n"
        if isinstance(block, Table):
            yield from _plain_table(block, width)
        elif isinstance(block, Heading):
            title = fit(block.text, width)
            yield f"{title}\n{('═' if block.level == 1 else '─') * cells(title)}\n"
        else:
            yield fill(display(block.text), min(width or _PARAGRAPH, _PARAGRAPH), break_on_hyphens=False) + "\n"


def _markdown_table(table: Table) -> Iterator[str]:
    widths, rows = _measured(table, _marked_up, _WIDEST_LINKS)
    titles = [_escaped(column.title) for column in table.columns]
    rules = [
        "-" * (width - 1) + ":" if column.is_number else "-" * width
        for column, width in zip(table.columns, widths, strict=True)
    ]
    for row in chain((titles, rules), rows):
        cells_of_row = _padded(table.columns, row, widths)
        yield f"| {' | '.join(cells_of_row)} |\n"


def _plain_table(table: Table, width: int | None) -> Iterator[str]:
    widths, rows = _measured(table, _as_text, _WIDEST)
    kept = list(range(len(widths)))
    if width is not None:
        kept = _kept(table.columns, widths, width)
        widths = _narrowed(table.columns, widths, kept, width)
    columns, room = [table.columns[place] for place in kept], [widths[place] for place in kept]
    titles = [column.title for column in table.columns]
    for row in chain((titles, ["─" * each for each in widths]), rows):
        shown = [fit(row[place], widths[place] if width else None) for place in kept]
        yield _GAP.join(_padded(columns, shown, room)).rstrip() + "\n"


def _measured(table: Table, told: Callable[[str | Link], str], most: int) -> tuple[list[int], Iterator[list[str]]]:
    """How wide the columns are by the first rows, and all rows as texts; what is wider than most sticks out."""
    texts = ([told(cell) for cell in row] for row in table.rows)
    first = list(islice(texts, _MEASURED))
    widths = [
        max(3, cells(column.title), *(min(most, cells(row[place])) for row in first))
        if first
        else max(3, cells(column.title))
        for place, column in enumerate(table.columns)
    ]
    return widths, chain(first, texts)


def _kept(columns: Sequence[Shown], widths: Sequence[int], room: int) -> list[int]:
    """The places of the columns that there is room for."""

    def least(place: int) -> int:
        return min(widths[place], _FLEXIBLE) if columns[place].is_flexible else widths[place]

    kept = list(range(len(columns)))
    optional = [place for place in kept if columns[place].is_optional]
    while optional and sum(map(least, kept)) + len(_GAP) * (len(kept) - 1) > room:
        kept.remove(optional.pop())
    return kept


def _narrowed(columns: Sequence[Shown], widths: Sequence[int], kept: Sequence[int], room: int) -> list[int]:
    """The widths with the widest made narrower until all fit: flexible columns first, the last of them least."""
    narrowed = list(widths)
    room -= len(_GAP) * (len(kept) - 1)
    flexible = [place for place in kept if columns[place].is_flexible]
    steps = ((flexible[-1:], _LAST), (flexible[:-1], _FLEXIBLE), (flexible, _FLEXIBLE), (kept, _NARROWEST))
    for some, least in steps:
        while sum(narrowed[place] for place in kept) > room:
            widest = max(some, key=lambda place: narrowed[place], default=None)
            if widest is None or narrowed[widest] <= least:
                break
            narrowed[widest] -= 1
    return narrowed


def _padded(columns: Sequence[Shown], row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The cells filled up to their columns, numbers from the left."""
    for column, cell, width in zip(columns, row, widths, strict=True):
        yield " " * (width - cells(cell)) + cell if column.is_number else pad(cell, width)


def _as_text(cell: str | Link) -> str:
    return display(cell.text if isinstance(cell, Link) else cell)


def _marked_up(cell: str | Link) -> str:
    if isinstance(cell, str):
        return _escaped(cell)
    if not _ADDRESS.fullmatch(cell.url):
        return _escaped(cell.text)
    return f"[{_escaped(cell.text)}](<{cell.url}>)"


def _escaped(text: str) -> str:
    return _MARKED.sub(r"\\\1", display(text))
