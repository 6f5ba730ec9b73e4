"""What is shown first: the list as it will be, while the program is still on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.tui.styled_once import StyledOnce
from tracker.tui.widgets.claim_table import ClaimTable
from tracker.tui.widgets.cursor_list import CursorList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.store.rows import Page

WIDE = 140
"""From so many columns on the card stands beside the list."""

_BY_LINES = {"list.down": 1, "list.up": -1}
_MOVES = {
    key: _BY_LINES[binding.id]
    for binding in CursorList.BINDINGS
    if isinstance(binding, Binding) and binding.id in _BY_LINES
    for key in binding.key.split(",")
}
"""The keys that move to the line below or above."""


class FirstLook(StyledOnce[None]):
    """The first claims in the place that the list gives them; it lies below what comes later.

    It takes no keys but those that move from one of these claims to the next.
    """

    DEFAULT_CSS = """
    FirstLook {
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        #filter-line { height: 1; padding: 0 1; background: $boost; color: $foreground-muted; }
        #body { height: 1fr; }
        #card { height: 45%; border-top: solid $primary-background; }
        #keys { height: 1; background: $footer-background; }
    }
    FirstLook.-wide {
        #body { layout: horizontal; }
        ClaimTable { width: 3fr; }
        #card { width: 2fr; height: 1fr; border-top: none; border-left: solid $primary-background; }
    }
    """
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(WIDE, "-wide")]  # noqa: RUF012 -- as Textual declares it

    def __init__(self, page: Page, columns: tuple[str, ...]) -> None:
        super().__init__()
        self._page, self._columns = page, columns
        self._is_left = False

    def compose(self) -> ComposeResult:
        """Title, filter, the claims, an empty card, an empty line of keys."""
        yield Static(Content.styled("Claims", "bold"), id="title", markup=False)
        yield Static("/ ", id="filter-line", markup=False)
        with Vertical(id="body"):
            yield ClaimTable(id="claims")
            yield Static(id="card")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Fill the list."""
        table = self.query_one(ClaimTable)
        table.columns = self._columns
        table.take_page(self._page.rows, 0, self._page.total, generation=0)
        self.set_focus(table)

    def moves_with(self, key: str) -> bool:
        """Whether a key does nothing but move to a claim that is here."""
        if self._is_left or key not in _MOVES:
            return False
        table = self.query_one(ClaimTable)
        return 0 <= table.cursor + _MOVES[key] < table.total

    def leave(self) -> int | None:
        """The claim that somebody moved to, if it is not the first; no key moves on from it any more."""
        self._is_left = True
        table = self.query_one(ClaimTable)
        return table.selected.claim_id if table.cursor and table.selected else None
