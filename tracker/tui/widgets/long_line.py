"""An input of one line, whose cursor is in sight while one types, and else its beginning, however long it is."""

from __future__ import annotations

from textual.geometry import Region
from textual.widgets import Input


class LongLine(Input):
    """Scrolls to the cursor also where Textual does not.

    Textual leaves a line at its beginning when its first text comes all at once, as a paste or a draft does, and when
    the line gets narrower.
    """

    def watch_value(self) -> None:
        """Show the cursor in a text that came as a whole; what nobody types in stays at its beginning."""
        if self.has_focus:
            self._show_cursor()

    def watch_selection(self) -> None:
        """Stay at the beginning where nobody types, though the cursor is put behind what came."""
        if not self.has_focus:
            self.scroll_home(animate=False, force=True)

    def on_focus(self) -> None:
        """Show where one types."""
        self._show_cursor()

    def on_blur(self) -> None:
        """Show the beginning again: by that one knows a line."""
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Show it in the room that there is now."""
        if self.has_focus:
            self._show_cursor()

    def _show_cursor(self) -> None:
        self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)
