"""The claims that another room leads to, on top of it: esc comes back to the line from where one went."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tracker.tui.screens.claims import ClaimsScreen
from tracker.tui.screens.room import BACK
from tracker.tui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from tracker.tui.desk import Desk
    from tracker.tui.screens.room import Way


class LedClaims(ClaimsScreen):
    """The list with what a filter finds at first. It is left like any other room."""

    FOOTER: ClassVar[tuple[str, ...]] = ("claims.back", "list.open", "claim.mark", "claims.filter", "app.undo")

    def __init__(self, desk: Desk, filter_text: str) -> None:
        super().__init__(desk)
        self._led_to = filter_text

    def on_mount(self) -> None:
        """Begin with the claims that one was led to."""
        self.query_one(Welcome).way_back = "go back"
        self.claims.show(self._led_to)

    def follow(self, way: Way) -> None:
        """Show other claims here; whatever else is wanted is beyond the room that led here."""
        if way.filter is None:
            self.dismiss(way)
        else:
            super().follow(way)

    def action_back(self) -> None:
        """From the filter line to the list; then what is picked is let go; then the first filter; then out."""
        if self.claims.filter_line.is_being_typed or self.claims.table.picked:
            super().action_back()
        elif self.claims.filter_line.text != self._led_to:
            self.claims.show(self._led_to)
        else:
            self.dismiss(BACK)
