"""Rows as lines that fit the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tracker.cli.streams import is_watched
from tracker.display import cells, fit, pad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NARROWEST = 40
_UNWATCHED = 100
_GAP = "  "


def width() -> int | None:
    """How many characters a line may have; None when nobody watches and nothing need be cut."""
    return _columns() if is_watched(sys.stdout) else None


def warned_width() -> int:
    """How many characters a line of ``warn`` should have."""
    return _columns() if is_watched(sys.stderr) else _UNWATCHED


def _columns() -> int:
    import shutil

    return max(_NARROWEST, shutil.get_terminal_size().columns)


def aligned(rows: Sequence[Sequence[str]], limits: Sequence[int | None]) -> Iterator[list[str]]:
    """Rows of stored text with each column but the last padded to its widest cell, at most its limit."""
    shown = [[fit(cell, limit) for cell, limit in zip(row, limits, strict=True)] for row in rows]
    widest = [max((cells(row[place]) for row in shown), default=0) for place in range(len(limits))]
    most = width()
    room = None if most is None else max(_NARROWEST // 2, most - sum(widest[:-1]) - len(_GAP) * (len(widest) - 1))
    for row in shown:
        yield [*(pad(cell, size) for cell, size in zip(row[:-1], widest[:-1], strict=True)), fit(row[-1], room)]


def joined(row: Sequence[str]) -> str:
    """One line of a table."""
    return _GAP.join(row).rstrip()
