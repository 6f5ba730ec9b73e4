"""The door to the room: a phrase and the day it was said become a window, or nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.dates import bounds, days, parts, ranges, units
from tracker.dates.conventions import DEFAULT, Conventions
from tracker.dates.grammar import Saying
from tracker.dates.terms import readings_of, terms_in
from tracker.dates.window import EARLIEST, LATEST, Window
from tracker.dates.words import words_of

if TYPE_CHECKING:
    from datetime import date

LONGEST_PHRASE = 64
RULE_MODULES = (bounds, days, parts, ranges, units)


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
    words = words_of(language)
    if words is None:
        return None
    terms = terms_in(phrase.strip(" \t\n.,;:!?«»“”\"'()"), words)
    if not terms or not all(term.readings for term in terms):
        return None
    for letters, values in readings_of(terms):
        try:
            window = Saying(letters, values, said_on, words, conventions).whole()
        except OverflowError:
            continue
        if window is not None and _in_calendar(window):
            return window
    return None


def _in_calendar(window: Window) -> bool:
    return all(day is None or EARLIEST <= day <= LATEST for day in (window.start, window.end))
