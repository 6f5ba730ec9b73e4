"""The door to the room: a phrase and the day it was said become a window, or nothing.

It opens on almost nothing, so that whoever may need a window pays for the grammar at the first phrase only.
"""

from __future__ import annotations

from functools import lru_cache

# Not imported from typing, which would load ten times as much as everything else here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from tracker.dates.conventions import Conventions
    from tracker.dates.window import Window

LONGEST_PHRASE = 64


def resolve(phrase: str, said_on: date, language: str, *, conventions: Conventions | None = None) -> Window | None:
    """Read ``phrase`` as it was meant on ``said_on``; None when any part of it stays unread.

    ``language`` is the code of a folder in ``tracker/languages``; another one reads nothing. Phrases over 64
    characters and days outside 1900–2200 are refused. Pure, cached and safe to call from any thread.
    """
    return None if len(phrase) > LONGEST_PHRASE else _resolved(phrase, said_on, language, conventions)


@lru_cache(maxsize=4096)
def _resolved(phrase: str, said_on: date, language: str, conventions: Conventions | None) -> Window | None:
    from tracker.dates.conventions import DEFAULT  # noqa: PLC0415 - loaded at the first phrase, as the grammar is
    from tracker.dates.reading import read_phrase  # noqa: PLC0415
    from tracker.dates.window import EARLIEST, LATEST  # noqa: PLC0415

    return read_phrase(phrase, said_on, language, conventions or DEFAULT) if EARLIEST <= said_on <= LATEST else None
