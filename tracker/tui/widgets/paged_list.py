"""A list under a cursor: a page from the archive at a time, drawn line by line, never all in memory."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events

PAGE = 100
"""Lines that are asked for at once."""

PAGES_KEPT = 30
"""Pages that are kept before the one not looked at for longest is dropped."""

HEADING = 1
"""Lines that stay on top while the others scroll below them."""

Line = TypeVar("Line")


class PagedList(ScrollView, Generic[Line], can_focus=True):
    """Lines under a cursor. It asks for pages by message and is given them by ``take_page``."""

    DEFAULT_CSS = """
    PagedList {
        height: 1fr;
        background: $surface;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .paged-list--heading { color: $foreground-muted; text-style: bold; background: $panel; }
        & > .paged-list--cursor { background: $primary 35%; text-style: bold; }
        & > .paged-list--idle-cursor { background: $primary 15%; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paged-list--heading",
        "paged-list--line",
        "paged-list--cursor",
        "paged-list--idle-cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "line below", id="list.down", show=False, tooltip="Move to the line below"),
        Binding("up,k", "move(-1)", "line above", id="list.up", show=False, tooltip="Move to the line above"),
        Binding("pagedown,ctrl+d", "leap(1)", "page down", id="list.page_down", show=False, tooltip="One page down"),
        Binding("pageup,ctrl+u", "leap(-1)", "page up", id="list.page_up", show=False, tooltip="One page up"),
        Binding("home,g", "go_to(0)", "first line", id="list.first", show=False, tooltip="Go to the first line"),
        Binding("end,G", "go_to(-1)", "last line", id="list.last", show=False, tooltip="Go to the last line"),
        Binding("enter", "open", "open", key_display="enter", id="list.open", tooltip="Open what is under the cursor"),
        Binding("l,right", "open", "open", id="list.open_too", show=False, tooltip="Open what is under the cursor"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Wanted(Message):
        """A page that comes into sight and is not here yet. An answer to an older ``generation`` is of no use."""

        offset: int
        generation: int

    @dataclass
    class Highlighted(Message):
        """The cursor came to a line, or to none when the list is empty: ask for ``selected``."""

    @dataclass
    class Opened(Message):
        """The line under the cursor was chosen."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(id=id)
        self._pages: OrderedDict[int, Sequence[Line]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self._is_known = False
        self._opens_when_here = False
        self.total = 0

    def draw_heading(self, width: int, style: Style) -> Strip:
        """The line that stays on top."""
        raise NotImplementedError

    def draw_line(self, line: Line | None, width: int, style: Style, *, is_at_cursor: bool) -> Strip:
        """One line; None while its page is on the way."""
        raise NotImplementedError

    @property
    def selected(self) -> Line | None:
        """What is under the cursor, if its page is here."""
        return self._line(self.cursor)

    def start_again(self, cursor: int = 0) -> None:
        """Forget all pages: the filter or the archive changed. The cursor stays where it can."""
        self._pages.clear()
        self._asked.clear()
        self._generation += 1
        self.set_reactive(PagedList.cursor, max(0, cursor))
        self._ask(self.cursor)

    def take_page(self, lines: Sequence[Line], offset: int, total: int, generation: int) -> None:
        """Take a page that was asked for, unless the list has started again since."""
        if generation != self._generation:
            return
        self._pages[offset] = lines
        self._asked.discard(offset)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first_answer, self._is_known = not self._is_known, True
        if total != self.total or first_answer:
            self.total = total
            self.virtual_size = Size(self.size.width, total + HEADING)
            self.set_reactive(PagedList.cursor, max(0, min(self.cursor, total - 1)))
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Highlighted())
        if self._opens_when_here:
            self.action_open()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a line."""
        return max(0, min(cursor, self.total - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw the two lines concerned, scroll if need be, and tell."""
        self._opens_when_here = False
        for line in (before, now):
            self.refresh_line(line + HEADING)
        self._keep_in_sight()
        self._line(now)
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
        """Choose the line under the cursor, once it is here."""
        self._opens_when_here = self.selected is None and self.total > 0
        if self.selected is not None:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """Move to the line clicked; a second click opens it."""
        line = event.y + round(self.scroll_y) - HEADING
        if event.y >= HEADING and 0 <= line < self.total:
            self.cursor = line
            if event.chain > 1:
                self.action_open()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.virtual_size = Size(self.size.width, self.total + HEADING)
        self._keep_in_sight()

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the heading stays on top while the others scroll below it."""
        width = self.size.width
        if y < HEADING:
            return self.draw_heading(width, self.get_component_rich_style("paged-list--heading"))
        line = y - HEADING + round(self.scroll_y)
        if line >= self.total:
            return Strip.blank(width, self.rich_style)
        is_at_cursor = line == self.cursor
        kind = "line" if not is_at_cursor else "cursor" if self.has_focus else "idle-cursor"
        # Textual remembers the styles of a part's parts, and works out that of the part itself each time.
        style = self.get_component_rich_style(f"paged-list--{kind}")
        return self.draw_line(self._line(line), width, style, is_at_cursor=is_at_cursor)

    def _line(self, line: int) -> Line | None:
        offset = line - line % PAGE
        lines = self._pages.get(offset)
        if lines is None:
            self._ask(line)
            return None
        self._pages.move_to_end(offset)
        return lines[line - offset] if line - offset < len(lines) else None

    def _ask(self, line: int) -> None:
        offset = line - line % PAGE
        if offset not in self._asked:
            self._asked.add(offset)
            self.post_message(self.Wanted(offset, self._generation))

    def _keep_in_sight(self) -> None:
        height = max(1, self.size.height - HEADING)
        top = round(self.scroll_y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
