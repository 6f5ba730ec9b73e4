"""A list under a cursor: keys and mouse move it, and only the lines in sight are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

HEADING = 1
"""Lines that stay on top while the others scroll below them."""

Line = TypeVar("Line")


class CursorList(ScrollView, Generic[Line], can_focus=True):
    """Lines under a cursor. A list says by ``line_at`` what its lines are, and draws them one by one."""

    DEFAULT_CSS = """
    CursorList {
        height: 1fr;
        background: $surface;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .cursor-list--heading { color: $foreground-muted; text-style: bold; background: $panel; }
        & > .cursor-list--cursor { background: $primary 35%; text-style: bold; }
        & > .cursor-list--idle-cursor { background: $primary 15%; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "cursor-list--heading",
        "cursor-list--line",
        "cursor-list--cursor",
        "cursor-list--idle-cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "line below", id="list.down", show=False, tooltip="Move to the line below"),
        Binding("up,k", "move(-1)", "line above", id="list.up", show=False, tooltip="Move to the line above"),
        Binding("pagedown,ctrl+d", "leap(1)", "page down", id="list.page_down", show=False, tooltip="One page down"),
        Binding("pageup,ctrl+u", "leap(-1)", "page up", id="list.page_up", show=False, tooltip="One page up"),
        Binding("home,g", "go_to(0)", "first line", id="list.first", show=False, tooltip="Go to the first line"),
        Binding("end,G", "go_to(-1)", "last line", id="list.last", show=False, tooltip="Go to the last line"),
        Binding("enter", "open", "open", key_display="enter", id="list.open", tooltip="Open what is under the cursor"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    class Highlighted(Message):
        """The cursor came to a line, or to none when the list is empty: ask for ``selected``."""

    class Opened(Message):
        """The line under the cursor was chosen."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(id=id)
        self.total = 0

    def line_at(self, number: int) -> Line | None:
        """A line by its number from 0, None when there is none or it is not here yet."""
        raise NotImplementedError

    def shown_at(self, number: int) -> Line | None:
        """What is drawn for a line: what ``line_at`` says, where a list does not say more."""
        return self.line_at(number)

    def draw_heading(self, width: int, style: Style) -> Strip:
        """The line that stays on top."""
        raise NotImplementedError

    def draw_line(self, line: Line | None, width: int, style: Style, *, is_at_cursor: bool) -> Strip:
        """One line; None while it is on the way."""
        raise NotImplementedError

    @property
    def selected(self) -> Line | None:
        """What is under the cursor, if it is here."""
        return self.line_at(self.cursor)

    def show_from(self, cursor: int, total: int) -> None:
        """Draw so many lines anew, with the cursor on one of them, and tell."""
        self.make_room_for(total)
        self.set_reactive(CursorList.cursor, max(0, min(cursor, total - 1)))
        self.keep_in_sight()
        self.refresh()
        self.post_message(self.Highlighted())

    def make_room_for(self, total: int) -> None:
        """Have so many lines to scroll through; what is drawn is not drawn again for it."""
        self.total = total
        room = Size(self.size.width, total + HEADING)
        # Set as usual, Textual would put all parts of the screen in their places again. When the scrollbar comes or
        # goes, which is told of here, it does.
        self.set_reactive(Widget.virtual_size, room)
        self._scroll_update(room)

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,  # noqa: ARG002 -- that of the list itself, not of its lines
        container_size: Size,
        layout: bool = True,  # noqa: FBT001, FBT002 -- as Textual has it
    ) -> bool:
        # With the size that it is given, it would draw the scrollbar anew whenever anything on the screen is laid out.
        return super()._size_updated(size, self.virtual_size, container_size, layout)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a line."""
        return max(0, min(cursor, self.total - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw the two lines concerned, scroll if need be, and tell."""
        for line in (before, now):
            self.refresh_line(line + HEADING)
        self.keep_in_sight()
        self.line_at(now)
        # Only once the line is drawn: what is asked about it would hold up the drawing.
        self.call_after_refresh(self.post_message, self.Highlighted())

    def action_move(self, by: int) -> None:
        """Move the cursor by a line."""
        self.cursor += by

    def action_leap(self, by: int) -> None:
        """Move the cursor by a screenful."""
        self.cursor += by * max(1, self.size.height - HEADING - 1)

    def action_go_to(self, line: int) -> None:
        """Go to a line; a negative one counts from the end."""
        self.cursor = line if line >= 0 else self.total + line

    def action_open(self) -> None:
        """Choose the line under the cursor."""
        if self.selected is not None:
            self.post_message(self.Opened())

    async def on_key(self, event: events.Key) -> None:
        """Do what a key stands for at once: Textual would first pass it through every part around the list."""
        if await self.app._check_bindings(event.key):  # noqa: SLF001 -- what the program does with it in the end
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Move to the line clicked; a second click opens it. What is only still to be seen is gone."""
        line = event.y + round(self.scroll_y) - HEADING
        if event.y >= HEADING and 0 <= line < self.total and self.shown_at(line) is self.line_at(line):
            self.cursor = line
            if event.chain > 1:
                self.action_open()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.make_room_for(self.total)
        self.keep_in_sight()

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the heading stays on top while the others scroll below it."""
        width = self.size.width
        if y < HEADING:
            return self.draw_heading(width, self.get_component_rich_style("cursor-list--heading"))
        line = y - HEADING + round(self.scroll_y)
        if line >= self.total:
            return Strip.blank(width, self.rich_style)
        is_at_cursor = line == self.cursor
        kind = "line" if not is_at_cursor else "cursor" if self.has_focus else "idle-cursor"
        # Textual remembers the styles of a part's parts, and works out that of the part itself each time.
        style = self.get_component_rich_style(f"cursor-list--{kind}")
        return self.draw_line(self.shown_at(line), width, style, is_at_cursor=is_at_cursor)

    def keep_in_sight(self) -> None:
        """Scroll as little as brings the cursor into sight."""
        height = max(1, self.size.height - HEADING)
        top = round(self.scroll_y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
