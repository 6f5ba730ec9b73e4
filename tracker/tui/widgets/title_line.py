"""The first line of the list: where one is, what waits, and what the number keys show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tracker.display import display
from tracker.store.views import KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.store.views import View


class TitleLine(Static):
    """Names the room, the review that waits, the saved views on their keys, and the database."""

    DEFAULT_CSS = """
    TitleLine { height: 1; background: $primary-background; color: $text; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def tell(self, waiting: int, views: Sequence[View], filter_text: str, place: str) -> None:
        """Show it all; the view whose filter is the present one is underlined."""
        parts: list[tuple[str, str]] = [("Claims", "bold")]
        for key, room in (("R", f"review {waiting}" if waiting else "review"), ("S", "sources"), ("P", "record")):
            parts += [(f"  {key}", "bold $text-accent"), (f" {room}", "")]
        parts.append((" ", ""))
        for number, view in enumerate(views[:KEYS], start=1):
            style = "bold underline" if view.filter == filter_text.strip() else ""
            parts += [(f" {number}", "bold $text-accent"), (" ", ""), (display(view.name), style)]
        parts.append((f"   {display(place)}", "$foreground-muted"))
        self.update(Content.assemble(*parts))
