"""The lines of a record under a cursor; only those in sight are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.store.record import RecordGroup
from tracker.tui.widgets.record_line import Order, header_of, in_order, pieces_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual import events

    from tracker.store.record import RecordLine

_HEADER_LINES = 1
_LOOKS = ("bar", "span", "trend", "faint")


class RecordTable(ScrollView, can_focus=True):
    """Everyone or everything that has a record, in the order that is chosen."""

    DEFAULT_CSS = """
    RecordTable {
        height: 1fr;
        background: $surface;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .record-table--header { color: $foreground-muted; text-style: bold; background: $panel; }
        & > .record-table--cursor { background: $primary 35%; text-style: bold; }
        & > .record-table--bar { color: $text-success; }
        & > .record-table--span { color: $text-accent; }
        & > .record-table--trend { color: $text-primary; }
        & > .record-table--faint { color: $foreground-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--header",
        "record-table--cursor",
        *(f"record-table--{look}" for look in _LOOKS),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open", "claims", key_display="enter", id="record.open", tooltip="List the claims of this line"
        ),
        Binding("s", "order(1)", "order", id="record.order", tooltip="Put the lines in order by the next column"),
        Binding("r", "order(0)", "turn round", id="record.turn", show=False, tooltip="Turn the order round"),
        Binding("down,j", "move(1)", "next line", id="record.down", show=False, tooltip="Move to the line below"),
        Binding("up,k", "move(-1)", "line before", id="record.up", show=False, tooltip="Move to the line above"),
        Binding("pagedown,ctrl+d", "leap(1)", "page down", id="record.page_down", show=False, tooltip="One page down"),
        Binding("pageup,ctrl+u", "leap(-1)", "page up", id="record.page_up", show=False, tooltip="One page up"),
        Binding("home,g", "go_to(0)", "first line", id="record.first", show=False, tooltip="Go to the first line"),
        Binding("end,G", "go_to(-1)", "last line", id="record.last", show=False, tooltip="Go to the last line"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Highlighted(Message):
        """The cursor came to a line, or to none when there is none."""

        line: RecordLine | None
        group: RecordGroup

    @dataclass
    class Opened(Message):
        """A line was chosen."""

        line: RecordLine
        group: RecordGroup

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[RecordLine] = []
        self._group = RecordGroup.SPEAKER
        self._order, self._is_reversed = Order.SETTLED, False
        self._since: date | None = None

    @property
    def selected(self) -> RecordLine | None:
        """The line under the cursor."""
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    def show_lines(self, lines: Sequence[RecordLine], group: RecordGroup) -> None:
        """Show a record, staying on the line of the same name where it is the same group."""
        wanted = self.selected.name if self.selected and group is self._group else None
        self._group = group
        self._since = next((line.trend.since for line in lines if line.trend), None)
        self._put_in_order(lines, wanted)

    def _put_in_order(self, lines: Sequence[RecordLine], wanted: str | None) -> None:
        self._lines = in_order(lines, self._order, is_reversed=self._is_reversed)
        names = [line.name for line in self._lines]
        self.set_reactive(RecordTable.cursor, names.index(wanted) if wanted in names else 0)
        self.virtual_size = Size(self.size.width, len(self._lines) + _HEADER_LINES)
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Highlighted(self.selected, self._group))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a line."""
        return max(0, min(cursor, len(self._lines) - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw the two lines concerned, scroll if need be, and tell."""
        for line in (before, now):
            self.refresh_line(line + _HEADER_LINES)
        self._keep_in_sight()
        self.post_message(self.Highlighted(self.selected, self._group))

    def action_move(self, by: int) -> None:
        """Move the cursor by a line."""
        self.cursor += by

    def action_leap(self, by: int) -> None:
        """Move the cursor by a screenful."""
        self.cursor += by * max(1, self.size.height - _HEADER_LINES - 1)

    def action_go_to(self, line: int) -> None:
        """Go to a line; a negative one counts from the end."""
        self.cursor = line if line >= 0 else len(self._lines) + line

    def action_open(self) -> None:
        """Choose the line under the cursor."""
        if self.selected:
            self.post_message(self.Opened(self.selected, self._group))

    def action_order(self, by: int) -> None:
        """Put the lines in order by another column, or by 0 columns on the other way round, and go to the first."""
        orders = list(Order)
        self._is_reversed = not by and not self._is_reversed
        self._order = orders[(orders.index(self._order) + by) % len(orders)]
        self._put_in_order(self._lines, None)

    def on_click(self, event: events.Click) -> None:
        """Move to the line clicked; a second click opens it."""
        line = event.y + round(self.scroll_y) - _HEADER_LINES
        if event.y >= _HEADER_LINES and 0 <= line < len(self._lines):
            self.cursor = line
            if event.chain > 1:
                self.action_open()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.virtual_size = Size(self.size.width, len(self._lines) + _HEADER_LINES)
        self._keep_in_sight()

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the header stays on top while the lines scroll below it."""
        width = self.scrollable_size.width
        if y == 0:
            style = self.get_component_rich_style("record-table--header")
            header = header_of(width, self._group, self._order, self._since, is_reversed=self._is_reversed)
            return Strip([Segment(header, style)]).adjust_cell_length(width, style)
        number, style = y - _HEADER_LINES + round(self.scroll_y), self.rich_style
        if number >= len(self._lines):
            return Strip.blank(width, style)
        is_chosen = number == self.cursor
        if is_chosen:
            style = self.get_component_rich_style("record-table--cursor")
        # Whole styles, not partial ones: only those mix a colour that lets the ground through.
        looks = {look: Style(color=self.get_component_rich_style(f"record-table--{look}").color) for look in _LOOKS}
        pieces = pieces_of(self._lines[number], width, self._group, is_chosen=is_chosen)
        segments = [Segment(piece.text, style + looks[piece.look] if piece.look else style) for piece in pieces]
        return Strip(segments).adjust_cell_length(width, style)

    def _keep_in_sight(self) -> None:
        height = max(1, self.size.height - _HEADER_LINES)
        top = round(self.scroll_y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
