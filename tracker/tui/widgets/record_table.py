"""The lines of a record under a cursor; only those in sight are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from tracker.store.record import RecordGroup, RecordLine
from tracker.store.record_orders import Order, in_order
from tracker.tui.widgets.cursor_list import CursorList
from tracker.tui.widgets.record_line import TREND_FROM, header_of, lasts_in_words, pieces_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


_LOOKS = ("bar", "span", "trend", "faint")


class RecordTable(CursorList[RecordLine]):
    """Everyone or everything that has a record, in the ``order`` that is chosen."""

    DEFAULT_CSS = """
    RecordTable {
        & > .record-table--bar { color: $text-success; }
        & > .record-table--span { color: $text-accent; }
        & > .record-table--trend { color: $text-primary; }
        & > .record-table--faint { color: $foreground-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"record-table--{look}" for look in _LOOKS}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open", "claims", key_display="enter", id="record.open", tooltip="List the claims of this line"
        ),
        Binding("s", "order(1)", "order", id="record.order", tooltip="Put the lines in order by the next column"),
        Binding("r", "order(0)", "turn round", id="record.turn", show=False, tooltip="Turn the order round"),
    ]

    class Ordered(Message):
        """The lines were put in another order."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[RecordLine] = []
        self.group = RecordGroup.SPEAKER
        self.order, self.is_reversed = Order.SETTLED, False
        self._since: date | None = None

    def line_at(self, number: int) -> RecordLine | None:
        """A line by its place in the present order."""
        return self._lines[number] if number < len(self._lines) else None

    def show_lines(self, lines: Sequence[RecordLine], group: RecordGroup) -> None:
        """Show a record, staying on the line of the same name where it is the same group."""
        wanted = self.selected.name if self.selected and group is self.group else None
        self.group = group
        self._since = next((line.trend.since for line in lines if line.trend), None)
        self._put_in_order(lines, wanted)

    @property
    def order_in_words(self) -> str:
        """What the mark over the columns does not tell of the order."""
        return lasts_in_words(self._lines, self.order)

    @property
    def has_trends(self) -> bool:
        """Whether there is room for trends."""
        return self.scrollable_size.width >= TREND_FROM

    def on_resize(self) -> None:
        """What is told of the line under the cursor depends on the room, too."""
        self.post_message(self.Highlighted())

    def _put_in_order(self, lines: Sequence[RecordLine], wanted: str | None) -> None:
        self._lines = in_order(lines, self.order, is_reversed=self.is_reversed)
        names = [line.name for line in self._lines]
        self.show_from(names.index(wanted) if wanted in names else 0, len(names))

    def action_order(self, by: int) -> None:
        """Put the lines in order by another column, or by 0 columns on the other way round, and go to the first."""
        orders = list(Order)
        self.is_reversed = not by and not self.is_reversed
        self.order = orders[(orders.index(self.order) + by) % len(orders)]
        self._put_in_order(self._lines, None)
        self.post_message(self.Ordered())

    def draw_heading(self, width: int, style: Style) -> Strip:
        """The names of the columns, none of them under the scrollbar."""
        room = self.scrollable_size.width
        header = header_of(room, self.group, self.order, self._since, is_reversed=self.is_reversed)
        return Strip([Segment(header, style)]).adjust_cell_length(width, style)

    def draw_line(self, line: RecordLine | None, width: int, style: Style, *, is_at_cursor: bool) -> Strip:
        """The record of one, none of it under the scrollbar."""
        if line is None:
            return Strip.blank(width, style)
        # Whole styles, not partial ones: only those mix a colour that lets the ground through.
        looks = {look: Style(color=self.get_component_rich_style(f"record-table--{look}").color) for look in _LOOKS}
        pieces = pieces_of(line, self.scrollable_size.width, self.group, is_chosen=is_at_cursor)
        segments = [Segment(piece.text, style + looks[piece.look] if piece.look else style) for piece in pieces]
        return Strip(segments).adjust_cell_length(width, style)
