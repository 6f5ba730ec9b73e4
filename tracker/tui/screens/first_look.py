"""What is shown first: the list as it will be, while the program is still on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.tui.styled_once import StyledOnce
from tracker.tui.widgets.claim_table import ClaimTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.store.rows import Page

WIDE = 140
"""From so many columns on the card stands beside the list."""


class FirstLook(StyledOnce[None]):
    """The first claims in the place that the list gives them. It takes no keys and lies below what comes later."""

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
