"""The line that tells that the claims below are not what the filter finds, only near to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tracker.display import display
from tracker.store.nearest import nearest_in_words
from tracker.store.orders import USUAL, with_sort

if TYPE_CHECKING:
    from tracker.store.nearest import NearestClaims


class NearLine(Static):
    """Stands above claims that the filter does not let through."""

    DEFAULT_CSS = """
    NearLine { height: auto; padding: 0 3; color: $text-warning; display: none; }
    """

    def tell(self, filter_text: str, nearest: NearestClaims) -> None:
        """Say that nothing fits the filter, and what is shown instead; nothing where that is nothing."""
        self.display = bool(nearest.rows)
        if not self.display:
            return
        self.update(
            Content.assemble(
                f"{nothing_fits(filter_text)} {nearest_in_words(nearest)}",
                ("  ctrl+o", "bold $text-accent") if nearest.filter else "",
                " yes" if nearest.filter else "",
            )
        )


def nothing_fits(filter_text: str) -> str:
    """That no claim fits a filter, whatever its order."""
    return f"No claim fits “{display(with_sort(filter_text, USUAL))}”."
