"""The list of claims as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.claims.wording import due_in_short, status_in_words
from tracker.cli.tables import aligned, joined, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tracker.store.rows import ClaimRow

COLOURS: dict[str, dict[str, Any]] = {
    "true": {"fg": "green"},
    "late": {"fg": "yellow"},
    "partial": {"fg": "yellow"},
    "false": {"fg": "red"},
    "due": {"fg": "cyan"},
    "overdue": {"fg": "red", "bold": True},
}
"""How a status is set off, by its code; the word says the same without."""

_STATUS = 1
_WIDE = 100


def claim_lines(rows: Sequence[ClaimRow], style: Callable[..., str] | None = None) -> Iterator[str]:
    """A line for each claim; ``style``, which is click's, gives the status its colour."""
    is_narrow = (width() or _WIDE) < _WIDE
    table = [
        [
            f"{row.claim_id:>4}",
            status_in_words(row.status, row.kind),
            due_in_short(row.due_start, row.due_end, row.said_on, row.due_text),
            row.speaker,
            row.statement,
        ]
        for row in rows
    ]
    limits = (None, None, 15, 12, None) if is_narrow else (None, None, 24, 24, None)
    for row, line in zip(rows, aligned(table, limits), strict=True):
        if style and row.status in COLOURS:
            line[_STATUS] = style(line[_STATUS], **COLOURS[row.status])
        yield joined(line)


def how_many(rows: Sequence[ClaimRow], overdue: int) -> str:
    """How many claims were listed, and how many of them are overdue."""
    return f"{len(rows)} claim{'s' * (len(rows) > 1)}{f', {overdue} overdue' if overdue else ''}"
