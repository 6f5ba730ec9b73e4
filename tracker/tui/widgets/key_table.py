"""Keys and what they do, line by line; only the lines in sight are drawn."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = "  "


class KeyTable(ScrollView, can_focus=False):
    """Each entry is the keys and what they do; one that does nothing is the title of those after it."""

    DEFAULT_CSS = """
    KeyTable {
        height: auto;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .key-table--keys { color: $text-accent; text-style: bold; }
        & > .key-table--title { color: $foreground-muted; }
        & > .key-table--told { color: $foreground; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-table--keys", "key-table--title", "key-table--told"}

    def __init__(self, entries: Sequence[tuple[str, str]], *, id: str | None = None) -> None:  # noqa: A002 -- Textual's
        super().__init__(id=id)
        self._entries = entries
        self._lines: list[tuple[str, str]] = []
        self._width = self._column = 0

    def show(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show others."""
        self._entries, self._width = entries, 0
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each entry, or as many as its words need."""
        del container, viewport
        if width != self._width:
            self._width, self._column = width, max((cell_len(keys) for keys, _ in self._entries), default=0)
            room = max(1, width - self._column - len(_GAP) - self.styles.scrollbar_size_vertical)
            self._lines = [
                (keys if number == 0 else "", line)
                for keys, told in self._entries
                for number, line in enumerate(wrap(told, room) or [""])
            ]
            self.virtual_size = Size(width, len(self._lines))
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """One line: keys to the right of their column, words to the left of theirs."""
        number = y + round(self.scroll_y)
        # Textual remembers the styles of a part's parts, and works out that of the part itself each time.
        plain = self.get_component_rich_style("key-table--told")
        if number >= len(self._lines):
            return Strip.blank(self.size.width, plain)
        keys, told = self._lines[number]
        kind = "keys" if told else "title"
        style = self.get_component_rich_style(f"key-table--{kind}")
        keys = " " * (self._column - cell_len(keys)) + keys
        segments = [Segment(keys, style), Segment(_GAP + told, plain)]
        return Strip(segments).adjust_cell_length(self.size.width, plain)
