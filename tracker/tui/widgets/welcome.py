"""What an empty list shows: one sentence and the keys to press next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.display import display
from tracker.store.orders import USUAL, with_sort

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

    offers_examples = False

    def compose(self) -> ComposeResult:
        """One text in the middle."""
        yield Static(markup=False)

    def explain(self, filter_text: str) -> None:
        """Say why the list is empty: nothing is kept yet, or nothing fits the filter nor is near to it."""
        shown = display(with_sort(filter_text, USUAL))
        self.offers_examples = not shown
        self.refresh_bindings()
        if shown:
            told = Content.assemble(
                f"No claim fits “{shown}”.\n",
                ("\n   esc", "bold $text-accent"),
                "  show all claims",
            )
        else:
            lines = [Content.assemble((f"{key:>6}", "bold $text-accent"), f"  {what}") for key, what in _KEYS]
            told = Content("\n").join([Content(_SENTENCE), Content(""), *lines])
        self.query_one(Static).update(told)
