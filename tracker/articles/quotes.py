"""Where an article quotes: the stretches between quotation marks, over sentences and paragraphs."""

from __future__ import annotations

import re

_MARK = re.compile(r'[«»“”„"\n]')
_OPENS = {"«": "»", "“": "”", "„": "“”"}


def quotes_in(text: str) -> list[tuple[int, int]]:
    """Return each quotation as (start, end), marks included, in order and without overlaps.

    One that is not closed ends with its paragraph; straight marks open and close in turn.
    """
    found: list[tuple[int, int]] = []
    opened, closing = -1, ""
    for mark in _MARK.finditer(text):
        sign, place = mark.group(), mark.start()
        if sign == "\n":
            if opened >= 0:
                found.append((opened, place))
            opened = -1
        elif opened >= 0 and (sign in closing or (closing == '"' and sign in "“”")):
            found.append((opened, place + 1))
            opened = -1
        elif opened < 0 and (sign in _OPENS or sign == '"'):
            opened, closing = place, _OPENS.get(sign, '"')
    if opened >= 0:
        found.append((opened, len(text)))
    return found


def is_quoted(quotes: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch lies inside a quotation."""
    return any(first <= start and end <= last for first, last in quotes)
