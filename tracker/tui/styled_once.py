"""How a screen is opened without the styles of all its parts, and their places, being worked out several times over."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

if TYPE_CHECKING:
    from textual.events import ScreenResume
    from textual.geometry import Size

Answer = TypeVar("Answer")


class StyledOnce(Screen[Answer]):
    """A screen that knows how wide it is before it has parts.

    Textual tells a screen its width, and that it is shown, once all of it is styled, and then styles it again. What it
    has laid out it tells of as well, and then lays out all of it again.
    """

    def __init__(self) -> None:
        super().__init__()
        fitting = [name for width, name in sorted(self.HORIZONTAL_BREAKPOINTS or ()) if self.app.size.width >= width]
        self.add_class(*fitting[-1:], update=False)
        self._was_shown = False

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Have nothing styled anew when it is shown for the first time."""
        event.refresh_styles &= self._was_shown
        self._was_shown = True

    def _screen_resized(self, size: Size) -> None:
        if size != self.outer_size:
            super()._screen_resized(size)
