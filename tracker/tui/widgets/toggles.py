"""Toggles that can be told apart without colour."""

from __future__ import annotations

from textual.widgets import Checkbox, RadioButton


class Tick(Checkbox):
    """A box with a cross when it is on and empty when it is off."""

    BUTTON_LEFT, BUTTON_RIGHT, BUTTON_INNER = "[", "]", " "

    def watch_value(self) -> None:
        """Draw the cross."""
        self.BUTTON_INNER = "X" if self.value else " "
        super().watch_value()


class Dot(RadioButton):
    """A full circle for the one that is chosen, an empty one for the others."""

    BUTTON_LEFT, BUTTON_RIGHT, BUTTON_INNER = "(", ")", " "

    def watch_value(self) -> None:
        """Fill the circle."""
        self.BUTTON_INNER = "●" if self.value else " "
        super().watch_value()
