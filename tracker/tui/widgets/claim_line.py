"""One line of the list of claims: which columns there is room for, and what stands in them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from tracker.claims.wording import day_in_short, due_in_little, status_in_words
from tracker.display import display
from tracker.tui.widgets.drawn_cells import cut, filled

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style

    from tracker.store.rows import ClaimRow

CLAIM = "claim"
"""The column that is always there and takes the room that the others leave."""

_LEAD = 3
_LEAST_CLAIM, _READABLE_CLAIM = 26, 38


class Column(NamedTuple):
    """A column: the width that its cells grow to, their width where room is scarce, and what stands in it."""

    width: int
    narrow: int
    text: Callable[[ClaimRow], str]


def _source(row: ClaimRow) -> str:
    more = f" +{row.source_count - 1}" if row.source_count > 1 else ""
    # Of an address what all of them begin with tells nothing, and would fill the column.
    named = row.publisher.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return cut(display(named), COLUMNS["source"].width - 1 - len(more)) + more


def _due(row: ClaimRow) -> str:
    room = COLUMNS["due"].width - 1
    return due_in_little(row.due_start, row.due_end, row.said_on, display(row.due_text), room)


COLUMNS: dict[str, Column] = {
    "status": Column(20, 20, lambda row: status_in_words(row.status, row.kind)),
    "due": Column(17, 17, _due),
    "speaker": Column(18, 13, lambda row: display(row.speaker) or "nobody named"),
    CLAIM: Column(_LEAST_CLAIM, _LEAST_CLAIM, lambda row: display(row.statement)),
    "source": Column(18, 18, _source),
    "said": Column(13, 13, lambda row: day_in_short(row.said_on)),
    "kind": Column(13, 13, lambda row: row.kind.value),
    "subject": Column(20, 13, lambda row: display(row.subject)),
    "slips": Column(6, 6, lambda row: str(row.slips or "")),
    "tags": Column(18, 13, lambda row: display(row.tags)),
    "id": Column(7, 7, lambda row: f"#{row.claim_id}"),
}
"""Every column by its code, which is also its heading; where room is scarce the last ones chosen give way first."""


@lru_cache(maxsize=8)
def columns_that_fit(chosen: tuple[str, ...], width: int) -> dict[str, int]:
    """The columns that a line of ``width`` holds, with their widths; the claim fills it.

    Where there is too little room, the last ones go; what the claim can spare and still be read goes to the others.
    """
    wanted = [code for code in chosen if code != CLAIM]
    widths = {code: COLUMNS[code].narrow for code in wanted}
    # Two columns beside a shorter claim still tell more than one.
    while len(wanted) > 2 and sum(widths[code] for code in wanted) > width - _LEAD - _LEAST_CLAIM:  # noqa: PLR2004
        wanted.pop()
    spare = width - _LEAD - _READABLE_CLAIM - sum(widths[code] for code in wanted)
    for code in wanted:
        more = max(0, min(spare, COLUMNS[code].width - widths[code]))
        widths[code] += more
        spare -= more
    left = max(0, width - _LEAD - sum(widths[code] for code in wanted))
    return {code: left if code == CLAIM else widths[code] for code in chosen if code in {*wanted, CLAIM}}


def heading(columns: dict[str, int], width: int, style: Style) -> Strip:
    """The line over the claims."""
    segments = [Segment(" " * _LEAD, style)]
    segments += [_cell(code, room, style) for code, room in columns.items()]
    return Strip(segments).adjust_cell_length(width, style)


def line_of(  # noqa: PLR0913 -- what a line looks like
    row: ClaimRow | None,
    columns: dict[str, int],
    width: int,
    style: Style,
    status_style: Style,
    *,
    is_at_cursor: bool = False,
    is_picked: bool = False,
) -> Strip:
    """A claim in its columns; dots while its page is on the way."""
    segments = [Segment(("▸" if is_at_cursor else " ") + ("■ " if is_picked else "  "), style)]
    for code, room in columns.items():
        text = COLUMNS[code].text(row) if row else "…" * (code == CLAIM)
        segments.append(_cell(text, room, status_style if code == "status" else style))
    return Strip(segments).adjust_cell_length(width, style)


def _cell(text: str, room: int, style: Style) -> Segment:
    return Segment(filled(cut(text, max(0, room - 1)), room), style)
