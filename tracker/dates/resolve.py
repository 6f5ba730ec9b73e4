"""The door to the room: a phrase and the day it was said become a window, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tracker.dates.window import Window


def resolve(phrase: str, said_on: date, language: str) -> Window | None:
    """Read ``phrase`` as it was meant on ``said_on``; None when any part of it stays unread."""
    raise NotImplementedError
