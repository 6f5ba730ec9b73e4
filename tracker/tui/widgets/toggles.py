"""Toggles that can be told apart without colour."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Checkbox, RadioButton, SelectionList


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


class TickList(SelectionList[str]):
    """Lines that are ticked, each with a box like that of a tick."""

    def render_line(self, y: int) -> Strip:
        """A line, its box drawn with a cross or empty."""
        drawn = super().render_line(y)
        number = round(self.scroll_y) + y
        if number >= self.option_count:
            return drawn
        _, inner, _, *rest = drawn
        cross = "X" if self.get_option_at_index(number).value in self.selected else " "
        return Strip([*(Segment(sign, inner.style) for sign in ("[", cross, "]")), *rest])
