"""The list of sources: a page from the archive at a time, drawn line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.strip import Strip

from tracker.claims.wording import day_in_short
from tracker.display import display
from tracker.store.sources import SourceRow
from tracker.tui.widgets.drawn_cells import cut, filled
from tracker.tui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from rich.style import Style

_HEADER = ("", "published", "publisher", "title", "author", "claims", "archived")
_WIDE, _NARROW = 100, 72
_MARK, _DAY, _CLAIMS, _ARCHIVED = 2, 13, 8, 9
_LEAST_TITLE = 10


class SourceTable(PagedList[SourceRow]):
    """Lines of sources under a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "claims", key_display="enter", id="list.open", tooltip="List the claims that cite it"),
    ]

    def draw_heading(self, width: int, style: Style) -> Strip:
        """The names of the columns."""
        return _drawn(_HEADER, width, style)

    def draw_line(self, line: SourceRow | None, width: int, style: Style, *, is_at_cursor: bool) -> Strip:
        """A source; dots while its page is on the way."""
        if line is None:
            return _drawn(("", "…", "", "", "", "", ""), width, style)
        cells = (
            "▸" if is_at_cursor else "",
            day_in_short(line.published_on) if line.published_on else "—",
            display(line.publisher) or "—",
            display(line.title or line.url) or "untitled",
            display(line.author),
            f"{line.claim_count:>6,}",
            "✓ yes" if line.archive_url else "—",
        )
        return _drawn(cells, width, style)


def _drawn(cells: tuple[str, ...], width: int, style: Style) -> Strip:
    """The cells in columns that fill ``width``; where it is narrow the author gives way, then the archive."""
    author = 20 if width >= _WIDE else 0
    publisher = 20 if width >= _WIDE else 16 if width >= _NARROW else 13
    archived = _ARCHIVED if width >= _NARROW else 0
    title = max(_LEAST_TITLE, width - _MARK - _DAY - publisher - author - _CLAIMS - archived)
    rooms = (_MARK, _DAY, publisher, title, author, _CLAIMS, archived)
    segments = [
        Segment(filled(cut(text, room - 1), room), style) for text, room in zip(cells, rooms, strict=True) if room
    ]
    return Strip(segments).adjust_cell_length(width, style)
