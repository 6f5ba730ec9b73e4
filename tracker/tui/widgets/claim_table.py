"""The list of claims: a page from the archive at a time, drawn line by line, never all in memory."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.tui.palette import STATUS_COLOURS
from tracker.tui.widgets.claim_line import HEADER, cells_of, drawn

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from tracker.store.rows import ClaimRow, Page

PAGE = 100
"""Lines that are asked for at once."""

PAGES_KEPT = 30
"""Pages that are kept before the one not looked at for longest is dropped."""

_HEADER_LINES = 1


class ClaimTable(ScrollView, can_focus=True):
    """Lines of claims under a cursor. It asks for pages by message and is given them by ``show_page``."""

    DEFAULT_CSS = """
    ClaimTable {
        height: 1fr;
        background: $surface;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .claim-table--header { color: $foreground-muted; text-style: bold; background: $panel; }
        & > .claim-table--cursor { background: $primary 35%; text-style: bold; }
        & > .claim-table--idle-cursor { background: $primary 15%; }
        & > .claim-table--primary { color: $text-primary; }
        & > .claim-table--secondary { color: $foreground-muted; }
        & > .claim-table--success { color: $text-success; }
        & > .claim-table--warning { color: $text-warning; }
        & > .claim-table--error { color: $text-error; }
        & > .claim-table--accent { color: $text-accent; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "claim-table--header",
        "claim-table--cursor",
        "claim-table--idle-cursor",
        *(f"claim-table--{colour}" for colour in STATUS_COLOURS.values()),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "next claim", id="list.down", show=False, tooltip="Move to the claim below"),
        Binding("up,k", "move(-1)", "previous claim", id="list.up", show=False, tooltip="Move to the claim above"),
        Binding("pagedown,ctrl+d", "leap(1)", "page down", id="list.page_down", show=False, tooltip="One page down"),
        Binding("pageup,ctrl+u", "leap(-1)", "page up", id="list.page_up", show=False, tooltip="One page up"),
        Binding("home,g", "go_to(0)", "first claim", id="list.first", show=False, tooltip="Go to the first claim"),
        Binding("end,G", "go_to(-1)", "last claim", id="list.last", show=False, tooltip="Go to the last claim"),
        Binding(
            "enter", "open", "open", key_display="enter", id="list.open", tooltip="Read everything about this claim"
        ),
        Binding("l,right", "open", "open", id="list.open_too", show=False, tooltip="Read everything about this claim"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Wanted(Message):
        """A page that comes into sight and is not here yet. An answer to an older ``generation`` is of no use."""

        offset: int
        generation: int

    @dataclass
    class Highlighted(Message):
        """The cursor came to a claim, or to none when the list is empty."""

        row: ClaimRow | None

    @dataclass
    class Opened(Message):
        """A claim was chosen."""

        row: ClaimRow

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(id=id)
        self._pages: OrderedDict[int, tuple[ClaimRow, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0
        self.total = 0
        self.is_known = False

    @property
    def selected(self) -> ClaimRow | None:
        """The claim under the cursor, if its page is here."""
        return self._row(self.cursor)

    def start_again(self, cursor: int = 0) -> None:
        """Forget all pages: the filter or the archive changed. The cursor stays where it can."""
        self._pages.clear()
        self._asked.clear()
        self._generation += 1
        self.set_reactive(ClaimTable.cursor, max(0, cursor))
        self._ask(self.cursor)

    def show_page(self, page: Page, generation: int) -> None:
        """Take a page that was asked for, unless the list has started again since."""
        if generation != self._generation:
            return
        self._pages[page.offset] = page.rows
        self._asked.discard(page.offset)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first_answer = not self.is_known
        self.is_known = True
        if page.total != self.total or first_answer:
            self.total = page.total
            self.virtual_size = Size(self.size.width, page.total + _HEADER_LINES)
            self.set_reactive(ClaimTable.cursor, max(0, min(self.cursor, page.total - 1)))
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Highlighted(self.selected))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a claim."""
        return max(0, min(cursor, self.total - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw the two lines concerned, scroll if need be, and tell."""
        for line in (before, now):
            self.refresh_line(line + _HEADER_LINES)
        self._keep_in_sight()
        self._row(now)
        self.post_message(self.Highlighted(self.selected))

    def action_move(self, by: int) -> None:
        """Move the cursor by a line."""
        self.cursor += by

    def action_leap(self, by: int) -> None:
        """Move the cursor by a screenful."""
        self.cursor += by * max(1, self.size.height - _HEADER_LINES - 1)

    def action_go_to(self, line: int) -> None:
        """Go to a line; a negative one counts from the end."""
        self.cursor = line if line >= 0 else self.total + line

    def action_open(self) -> None:
        """Choose the claim under the cursor."""
        if self.selected:
            self.post_message(self.Opened(self.selected))

    def on_click(self, event: events.Click) -> None:
        """Move to the line clicked; a second click opens it."""
        line = event.y + round(self.scroll_y) - _HEADER_LINES
        if event.y >= _HEADER_LINES and 0 <= line < self.total:
            self.cursor = line
            if event.chain > 1:
                self.action_open()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.virtual_size = Size(self.size.width, self.total + _HEADER_LINES)
        self._keep_in_sight()

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the header stays on top while the claims scroll below it."""
        width = self.size.width
        if y == 0:
            style = self.get_component_rich_style("claim-table--header")
            return drawn(HEADER, width, style, style)
        line = y - _HEADER_LINES + round(self.scroll_y)
        style = self.rich_style
        if line >= self.total:
            return Strip.blank(width, style)
        is_chosen = line == self.cursor
        if is_chosen:
            style = self.get_component_rich_style(f"claim-table--{'cursor' if self.has_focus else 'idle-cursor'}")
        row = self._row(line)
        status_style = style + self._status_style(row) if row else style
        return drawn(cells_of(row, is_chosen=is_chosen), width, style, status_style)

    def _status_style(self, row: ClaimRow) -> Style:
        return self.get_component_rich_style(f"claim-table--{STATUS_COLOURS[row.status]}", partial=True)

    def _row(self, line: int) -> ClaimRow | None:
        offset = line - line % PAGE
        rows = self._pages.get(offset)
        if rows is None:
            self._ask(line)
            return None
        self._pages.move_to_end(offset)
        return rows[line - offset] if line - offset < len(rows) else None

    def _ask(self, line: int) -> None:
        offset = line - line % PAGE
        if offset not in self._asked:
            self._asked.add(offset)
            self.post_message(self.Wanted(offset, self._generation))

    def _keep_in_sight(self) -> None:
        height = max(1, self.size.height - _HEADER_LINES)
        top = round(self.scroll_y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
