"""The door to the room: a phrase and the day it was said become a window, or nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.dates.conventions import DEFAULT, Conventions
from tracker.dates.window import EARLIEST, LATEST

if TYPE_CHECKING:
    from datetime import date

    from tracker.dates.window import Window

LONGEST_PHRASE = 64


def resolve(phrase: str, said_on: date, language: str, *, conventions: Conventions = DEFAULT) -> Window | None:
    """Read ``phrase`` as it was meant on ``said_on``; None when any part of it stays unread.

    ``language`` is the code of a folder in ``tracker/languages``; another one reads nothing. Phrases over 64
    characters and days outside 1900–2200 are refused. Pure, cached and safe to call from any thread.
    """
    if len(phrase) > LONGEST_PHRASE or not EARLIEST <= said_on <= LATEST:
        return None
    return _resolved(phrase, said_on, language, conventions)


@lru_cache(maxsize=4096)
def _resolved(phrase: str, said_on: date, language: str, conventions: Conventions) -> Window | None:
    from tracker.dates.reading import read_phrase  # noqa: PLC0415 - the grammar loads at the first phrase

    return read_phrase(phrase, said_on, language, conventions)
