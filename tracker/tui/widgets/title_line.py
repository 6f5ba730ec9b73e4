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


_KEY, _MORE = "bold $text-accent", " …"


class TitleLine(Static):
    """Names the room, the review that waits, the saved views on their keys, and the database."""

    DEFAULT_CSS = """
    TitleLine { height: 1; background: $primary-background; color: $text; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._head: Content = Content.styled("Claims", "bold")
        self._views: list[Content] = []
        self._place: Content = Content("")

    def tell(self, waiting: int, views: Sequence[View], filter_text: str, place: str) -> None:
        """Show it all; the view whose filter is the present one is underlined."""
        parts: list[tuple[str, str]] = [("Claims", "bold")]
        for key, room in (("R", f"review {waiting}" if waiting else "review"), ("S", "sources"), ("P", "record")):
            parts += [(f"  {key}", _KEY), (f" {room}", "")]
        self._head = Content.assemble(*parts, " ")
        self._views = [
            Content.assemble((f" {number}", _KEY), " ", (display(view.name), _style(view, filter_text)))
            for number, view in enumerate(views[:KEYS], start=1)
        ]
        self._place = Content.styled(f"   {display(place)}", "$foreground-muted")
        self._fit()

    def on_resize(self) -> None:
        """Fit it to the new width."""
        self._fit()

    def _fit(self) -> None:
        """Name as many views as there is room for; that there are more, and the database, where there is room, too."""
        told, room = self._head, self.content_size.width
        left = list(self._views)
        while left and told.cell_length + left[0].cell_length + len(_MORE) * (len(left) > 1) <= room:
            told += left.pop(0)
        if left:
            told += Content.styled(_MORE, "$foreground-muted")
        self.update(told if left else told + self._place)


def _style(view: View, filter_text: str) -> str:
    return "bold underline" if view.filter == filter_text.strip() else ""
