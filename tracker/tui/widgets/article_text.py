"""The text of an article with its passages: what looks like a claim is underlined, a sign tells what became of it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.display import display
from tracker.tui.widgets.wrapped_text import columns_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events

GUTTER = 2
"""Columns before the text, for the sign of a passage that begins in the line."""

_WIDEST = 90
"""A line that is longer is hard to read."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of the text, what they look like (``shown``, ``folded``, ``kept``, ``skipped``) and their sign."""

    start: int
    end: int
    look: str
    sign: str


class ArticleText(ScrollView, can_focus=True):
    """Lines of the text, scrolled so that the passage at hand is in sight."""

    DEFAULT_CSS = """
    ArticleText {
        height: 1fr;
        background: $surface;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .article-text--shown { text-style: underline; }
        & > .article-text--folded { color: $foreground-muted; text-style: underline; }
        & > .article-text--kept { color: $text-success; }
        & > .article-text--skipped { color: $foreground-muted; }
        & > .article-text--at-hand { background: $primary 35%; text-style: bold; }
        & > .article-text--sign { color: $text-accent; text-style: bold; }
    }
    ArticleText:nocolor > .article-text--at-hand { text-style: bold reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article-text--shown",
        "article-text--folded",
        "article-text--kept",
        "article-text--skipped",
        "article-text--at-hand",
        "article-text--sign",
    }

    @dataclass
    class Pointed(Message):
        """A character of the text was clicked; ``times`` is 2 for a double click."""

        offset: int
        times: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(id=id)
        self._text = ""
        self._lines: list[tuple[int, int]] = []
        self._passages: Sequence[Passage] = ()
        self._at_hand: Passage | None = None

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning."""
        self._text = text
        self._wrap()
        self.scroll_home(animate=False)

    def show_passages(self, passages: Sequence[Passage], at_hand: Passage | None) -> None:
        """Show what the passages look like now, and the one at hand in sight."""
        self._passages, self._at_hand = passages, at_hand
        self.refresh()
        self._keep_in_sight()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._wrap()
        self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        """Tell which character was clicked."""
        line = event.y + round(self.scroll_y)
        if 0 <= line < len(self._lines):
            start, end = self._lines[line]
            place, used = start, GUTTER
            while place < end and used + columns_of(self._text[place]) <= event.x:
                used += columns_of(self._text[place])
                place += 1
            self.post_message(self.Pointed(place, event.chain))

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = y + round(self.scroll_y)
        width = self.size.width
        if not 0 <= line < len(self._lines):
            return Strip.blank(width, self.rich_style)
        start, end = self._lines[line]
        segments = [Segment(f"{self._sign_in(start, end):<{GUTTER}}", self.rich_style + self._style("sign"))]
        segments += [Segment(display(self._text[a:b]), style) for a, b, style in self._pieces(start, end)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _wrap(self) -> None:
        width = min(self.size.width - GUTTER - 1, _WIDEST)
        self._lines = wrapped(self._text, width) if self.size.width else []
        self.virtual_size = Size(self.size.width, len(self._lines))

    def _sign_in(self, start: int, end: int) -> str:
        """The sign of the first passage that begins in a line; the one at hand goes first."""
        beginning = [one for one in self._passages if start <= one.start < end or one.start == start < end]
        mine = self._at_hand
        if mine is not None and start <= mine.start < end:
            return "▸"
        return next((one.sign for one in beginning if one.sign), "")

    def _pieces(self, start: int, end: int) -> list[tuple[int, int, Style]]:
        """A line in pieces of one look each."""
        touching = [one for one in self._passages if one.start < end and one.end > start]
        mine = self._at_hand
        touching += [mine] if mine is not None and mine.start < end and mine.end > start else []
        bounds = sorted(
            {start, end, *(max(one.start, start) for one in touching), *(min(one.end, end) for one in touching)}
        )
        pieces = []
        for a, b in itertools.pairwise(bounds):
            is_mine = mine is not None and mine.start <= a and mine.end >= b
            style = self.get_component_rich_style("article-text--at-hand") if is_mine else self.rich_style
            for one in touching:
                if one.start <= a and one.end >= b:
                    style += self._style(one.look)
            pieces.append((a, b, style))
        return pieces

    def _style(self, look: str) -> Style:
        """Only what a look changes: Textual gives the whole style of a part, which would hide the one below."""
        return self.get_component_rich_style(f"article-text--{look}", partial=True)

    def _keep_in_sight(self) -> None:
        """Scroll so that the passage at hand is seen whole if it can be, with a little of what is around it."""
        if self._at_hand is None or not self._lines:
            return
        lines = [
            n for n, (start, end) in enumerate(self._lines) if start < self._at_hand.end and end > self._at_hand.start
        ]
        if not lines:
            return
        top, height = round(self.scroll_y), max(1, self.size.height)
        first, last = lines[0], lines[-1]
        if first - 1 < top:
            self.scroll_to(y=max(0, first - 1), animate=False)
        elif last + 1 >= top + height:
            self.scroll_to(y=min(first - 1, last + 2 - height), animate=False)
