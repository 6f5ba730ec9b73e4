"""The one place where commands ask what day it is."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """The day on the user's calendar."""
    return datetime.now().astimezone().date()
