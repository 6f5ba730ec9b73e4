"""Shares drawn in characters, readable without colour: bars, intervals and lines of little columns."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FULL, _HALF, _HATCHED, _EMPTY = "━", "╸", "╍", "─"
_COLUMNS = "▁▂▃▄▅▆▇█"
_GAP = "·"


def bar(share: float, width: int, *, is_hatched: bool = False) -> tuple[str, str]:
    """A share from 0 to 1 as a bar and what it leaves of ``width`` columns, to half a column; hatched by whole ones."""
    if is_hatched:
        filled = _HATCHED * _nearest(share * width)
    else:
        full, half = divmod(_nearest(share * width * 2), 2)
        filled = _FULL * full + _HALF * half
    return filled, _EMPTY * (width - len(filled))


def span(low: float, share: float, high: float, width: int) -> str:
    """An interval of shares as a thick line from ``low`` to ``high`` on a thin one, with a diamond at ``share``."""
    first, at, last = (column_of(each, width) for each in (low, share, high))
    cells = [_FULL if first <= column <= last else _EMPTY for column in range(width)]
    cells[at] = "◆"
    return "".join(cells)


def sparkline(shares: Sequence[float | None]) -> str:
    """A little column for each share, a dot for each gap."""
    return "".join(_GAP if share is None else _COLUMNS[_nearest(share * (len(_COLUMNS) - 1))] for share in shares)


def column_of(share: float, width: int) -> int:
    """The column, from 0, at which a share stands in ``width`` columns."""
    return max(0, min(width - 1, floor(share * width)))


def _nearest(number: float) -> int:
    """Halves go up, so that a bar never shrinks to nothing where another keeps its half."""
    return floor(number + 0.5)
