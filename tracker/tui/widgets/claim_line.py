"""One line of the list of claims: which columns there is room for, and what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from tracker.claims.wording import due_in_short, status_in_words
from tracker.display import display, shorten

if TYPE_CHECKING:
    from rich.style import Style

    from tracker.store.rows import ClaimRow

HEADER = ("", "status", "due", "speaker", "claim", "source")
_WIDE, _NARROW = 92, 72
_STATUS, _DUE, _SPEAKER, _SOURCE = 20, 17, 18, 18
_NARROW_SPEAKER = 13
_LEAST_CLAIM = 10


def cells_of(row: ClaimRow | None, *, is_chosen: bool) -> tuple[str, ...]:
    """What stands in the columns of a claim; dots while its page is on the way."""
    if row is None:
        return ("", "…", "", "", "", "")
    more = f" +{row.source_count - 1}" if row.source_count > 1 else ""
    return (
        "▸" if is_chosen else "",
        status_in_words(row.status, row.kind),
        due_in_short(row.due_start, row.due_end, row.said_on, display(row.due_text)),
        display(row.speaker) or "nobody named",
        display(row.statement),
        shorten(display(row.publisher), _SOURCE - len(more)) + more,
    )


def drawn(cells: tuple[str, ...], width: int, style: Style, status_style: Style) -> Strip:
    """The cells in columns that fill ``width``; where it is narrow the source gives way, then the speaker."""
    speaker = _SPEAKER if width >= _WIDE else _NARROW_SPEAKER if width >= _NARROW else 0
    source = _SOURCE if width >= _WIDE else 0
    claim = max(_LEAST_CLAIM, width - 2 - _STATUS - _DUE - speaker - source)
    rooms = (2, _STATUS, _DUE, speaker, claim, source)
    styles = (style, status_style, style, style, style, style)
    segments = [
        Segment(set_cell_size(shorten(text, room - 1), room), its_style)
        for text, room, its_style in zip(cells, rooms, styles, strict=True)
        if room
    ]
    return Strip(segments).adjust_cell_length(width, style)
