"""What an empty list shows: one sentence and the keys to press next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.store.orders import USUAL, with_sort
from tracker.tui.widgets.near_line import nothing_fits

if TYPE_CHECKING:
    from textual.app import ComposeResult

_SENTENCE = "Keep what people said would happen, and see whether it did."
_KEYS = (
    ("a", "write down a claim"),
    ("A", "read an article and keep its claims"),
    ("ctrl+e", "load the examples to look around"),
    ("?", "see every key"),
)


class Welcome(Vertical, can_focus=True):
    """Stands in for the list when there is nothing in it."""

    DEFAULT_CSS = """
    Welcome {
        height: 1fr;
        align: center middle;
        display: none;
        & > Static { width: auto; height: auto; }
    }
    """

    _is_first = False
    way_back = "show all claims"
    """What esc does while nothing fits the filter."""

    @property
    def offers_examples(self) -> bool:
        """Whether it is shown because nothing is kept yet."""
        return self.display and self._is_first

    def compose(self) -> ComposeResult:
        """One text in the middle."""
        yield Static(markup=False)

    def explain(self, filter_text: str) -> None:
        """Say why the list is empty: nothing is kept yet, or nothing fits the filter nor is near to it."""
        self._is_first = not with_sort(filter_text, USUAL)
        self.refresh_bindings()
        if not self._is_first:
            told = Content.assemble(
                f"{nothing_fits(filter_text)}\n",
                ("\n   esc", "bold $text-accent"),
                f"  {self.way_back}",
            )
        else:
            lines = [Content.assemble((f"{key:>6}", "bold $text-accent"), f"  {what}") for key, what in _KEYS]
            told = Content("\n").join([Content(_SENTENCE), Content(""), *lines])
        self.query_one(Static).update(told)
