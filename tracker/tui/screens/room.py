"""What every screen has: the desk it asks, the line of keys, and being told when the archive changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

if TYPE_CHECKING:
    from tracker.tui.desk import Desk

Answer = TypeVar("Answer")


class Room(Screen[Answer]):
    """A screen that works at a desk. It gives the focus itself, once it knows to what."""

    AUTO_FOCUS = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def reload(self, claim_id: int | None = None) -> object:
        """Show the archive as it is now, with a claim at hand if one is named.

        Called after each undo and redo; a form keeps what is typed.
        """
