"""One line of a record: which columns there is room for, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tracker.claims.rates_in_words import rate_in_words
from tracker.claims.scoring import SMALL
from tracker.store.record_orders import Order, worth
from tracker.tui.widgets.bars import bar, span, sparkline
from tracker.tui.widgets.drawn_cells import cut
from tracker.tui.widgets.record_words import name_in_words, slip_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from tracker.claims.scoring import Rate
    from tracker.store.record import RecordGroup, RecordLine

_MEDIUM, _WIDE, _WIDEST = 72, 130, 150
TREND_FROM = 100
"""The width from which on trends are drawn."""

_LONGEST_NAME = 40
_TREND_TITLE, _TREND = "  trend", 14


_COUNTED = {Order.CAME_TRUE: "claims", Order.ON_TIME: "days"}
"""What the rates that lines are put in order by are told from."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a set width in a look: ``bar``, ``span``, ``trend``, ``faint`` or plain."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: int
    order: Order | None
    pieces: Callable[[RecordLine], list[Piece]]
    is_number: bool = False


def header_of(width: int, group: RecordGroup, order: Order, since: date | None, *, is_reversed: bool) -> str:
    """The titles over the columns, with a mark at the one that the lines are in order by.

    ``since`` is the day on which the trends begin.
    """
    mark = "▴" if is_reversed else "▾"
    titles = []
    for column in _columns(width, group):
        title = column.title + (mark if column.order is order else "")
        if column.title == _TREND_TITLE and since:
            title = f"  since {since.year}"
        titles.append(_right(title, column.width) if column.is_number else _left(title, column.width))
    return "  " + "".join(titles)


def pieces_of(line: RecordLine, width: int, group: RecordGroup, *, is_chosen: bool) -> list[Piece]:
    """What stands in the columns of a line that fills ``width``."""
    found = [Piece("▸ " if is_chosen else "  ")]
    for column in _columns(width, group):
        pieces = column.pieces(line)
        if column.is_number:
            pieces = [Piece(_right(pieces[0].text, column.width), pieces[0].look)]
        used = sum(cell_len(piece.text) for piece in pieces)
        found += [*pieces, Piece(" " * (column.width - used))]
    return found


def lasts_in_words(lines: Sequence[RecordLine], order: Order) -> str:
    """Which of the lines come last whatever their rate is; empty where none do."""
    has_small = order in _COUNTED and any(worth(line, order) is None for line in lines)
    return f"Under {SMALL} {_COUNTED[order]}: last." if has_small else ""


def _columns(width: int, group: RecordGroup) -> list[_Column]:
    """The columns that there is room for, the name taking what is left."""
    columns = [_settled(width), _came_true(width), _on_time(width), _slip()]
    if width >= _WIDEST:
        columns = [*_counts(), *columns]
    if width >= TREND_FROM:
        columns.append(_trend())
    name = min(_LONGEST_NAME, width - 2 - sum(column.width for column in columns))

    def named(line: RecordLine) -> list[Piece]:
        return [Piece(_left(cut(name_in_words(line, group), name - 1), name))]

    return [_Column(group.value, name, Order.NAME, named), *columns]


def _counts() -> list[_Column]:
    """How many claims there are, and what is left of them."""
    return [
        _Column("claims", 7, None, lambda line: [Piece(f"{line.claims:,}")], is_number=True),
        _Column("open", 7, None, lambda line: [_number(line.open)], is_number=True),
        _Column("overdue", 9, None, lambda line: [_number(line.overdue)], is_number=True),
    ]


def _settled(width: int) -> _Column:
    room = 10 if width >= _WIDEST else 8
    return _Column("settled", room, Order.SETTLED, lambda line: [_number(line.settled)], is_number=True)


def _came_true(width: int) -> _Column:
    length = 14 if width >= _WIDEST else 12 if width >= TREND_FROM else 8 if width >= _MEDIUM else 5
    room = 18 if width >= _WIDE else 9
    gap = "  " if width >= _MEDIUM else " "

    def pieces(line: RecordLine) -> list[Piece]:
        rate = line.hit_rate
        if rate.share is None:
            return [Piece(gap), Piece("—", "faint")]
        told = rate_in_words(rate, room - 2, has_number=False)
        filled, rest = bar(rate.share, length, is_hatched=rate.is_small)
        return [
            Piece(gap),
            Piece(filled, "bar"),
            Piece(rest, "faint"),
            Piece(" " + told, "faint" if rate.is_small else ""),
        ]

    return _Column(f"{gap}came true", len(gap) + length + room, Order.CAME_TRUE, pieces)


def _on_time(width: int) -> _Column:
    length = 17 if width >= _WIDEST else 13 if width >= _WIDE else 0
    room = 24 if length else 20 if width >= _MEDIUM else 11

    def pieces(line: RecordLine) -> list[Piece]:
        told = rate_in_words(line.on_time, room - 1, has_number=True)
        return [*_spanned(line.on_time, length), Piece(told, "faint" if line.on_time.is_small else "")]

    return _Column("on time", length + room, Order.ON_TIME, pieces)


def _spanned(rate: Rate, length: int) -> list[Piece]:
    """The interval as a line, with room after it."""
    if not length:
        return []
    if rate.share is None or rate.is_small:
        return [Piece(" " * length)]
    low, high = rate.interval
    return [Piece(span(low, rate.share, high, length - 1), "span"), Piece(" ")]


def _slip() -> _Column:
    return _Column("slip", 8, Order.SLIP, lambda line: [_dashed(slip_in_words(line))], is_number=True)


def _trend() -> _Column:
    def pieces(line: RecordLine) -> list[Piece]:
        return [Piece("  "), Piece(sparkline(line.trend.shares) if line.trend else "", "trend")]

    return _Column(_TREND_TITLE, _TREND, None, pieces)


def _number(number: int) -> Piece:
    return Piece(f"{number:,}") if number else Piece("—", "faint")


def _dashed(text: str) -> Piece:
    return Piece(text, "faint" if text == "—" else "")


def _left(text: str, width: int) -> str:
    return set_cell_size(text, width)


def _right(text: str, width: int) -> str:
    return text.rjust(width)
