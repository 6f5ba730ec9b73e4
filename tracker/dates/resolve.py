"""The door to the room: a phrase and the day it was said become a window, or nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.dates import bounds, days, inside, parts, ranges, seasons, units
from tracker.dates.conventions import DEFAULT, Conventions
from tracker.dates.fallback import read_with_dateparser
from tracker.dates.fiscal import as_fiscal
from tracker.dates.grammar import Saying, open_window
from tracker.dates.terms import readings_of, terms_in
from tracker.dates.window import EARLIEST, LATEST, Open, Window
from tracker.dates.words import split_words, words_of

if TYPE_CHECKING:
    from datetime import date

    from tracker.dates.numbers import Term
    from tracker.dates.words import Words

LONGEST_PHRASE = 64
RULE_MODULES = (bounds, days, units, seasons, parts, inside, ranges)


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
    whole = words.whole.get(tuple(words.spelling(word) for word in split_words(phrase)))
    if whole:
        return _without_date(*whole)
    terms = terms_in(phrase.strip(" \t\n,;:!?«»“”\"'()"), words)
    if not terms:
        return None
    if not all(term.readings for term in terms):
        return read_with_dateparser(phrase, said_on, language)
    return read_terms(terms, said_on, words, conventions)


def read_terms(terms: list[Term], said_on: date, words: Words, conventions: Conventions) -> Window | None:
    """Read known terms in each of their ways until one makes a window; None when none does."""
    for letters, values in readings_of(terms):
        try:
            window = Saying(letters, values, said_on, words, conventions).whole()
            if window is not None and "Y" in letters:
                window = as_fiscal(window, said_on, conventions.fiscal_start)
        except OverflowError:
            continue
        if window is not None and _in_calendar(window):
            return window
    return None


def _without_date(letter: str, phrase: str) -> Window:
    """Return the window of words that name no day: vague ones, or those that put the end off for good."""
    if letter == "z":
        return open_window(Open.INDEFINITE, "indefinitely")
    return open_window(Open.VAGUE, f"“{phrase}”, no day said")


def _in_calendar(window: Window) -> bool:
    return all(day is None or EARLIEST <= day <= LATEST for day in (window.start, window.end))
