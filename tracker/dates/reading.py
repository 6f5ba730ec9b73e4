"""A phrase becomes terms, the terms become a window: what ``resolve`` does once it is first asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dates import bounds, days, inside, lengths, parts, ranges, seasons, units
from tracker.dates.fallback import read_with_dateparser
from tracker.dates.fiscal import as_fiscal
from tracker.dates.grammar import Saying, open_window
from tracker.dates.terms import TIME_OF_DAY, readings_of, terms_in
from tracker.dates.vocabulary import Open
from tracker.dates.window import EARLIEST, LATEST, Window
from tracker.dates.words import spelled_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.dates.conventions import Conventions
    from tracker.dates.numbers import Term
    from tracker.dates.words import Words

_REACHING = "BbtFAX"
RULE_MODULES = (days, lengths, units, seasons, parts, inside, ranges, bounds)


def read_phrase(phrase: str, said_on: date, language: str, conventions: Conventions) -> Window | None:
    """Read a phrase: the phrases without a day first, then the grammar, dateparser last."""
    words = words_of(language)
    if words is None:
        return None
    said = [word for word, _, _ in spelled_words(phrase, words)]
    if said and said[0] in words.whole_lengths and tuple(said) in words.whole:
        return _without_date(*words.whole[tuple(said)])
    text = phrase.strip(" \t\n,;:!?«»“”\"'()")
    terms = terms_in(text, words)
    if not terms:
        return None
    if not all(term.readings for term in terms):
        return read_with_dateparser(phrase, said_on, language)
    later_in_the_day = is_later_in_the_day(text, terms, words)
    for read in _with_the_end_elsewhere(terms):
        window = read_terms(read, said_on, words, conventions, later_in_the_day=later_in_the_day)
        if window is not None:
            return window
    return None


def _with_the_end_elsewhere(terms: list[Term]) -> Iterator[list[Term]]:
    """Yield terms as they stand, then with "ends" and "is over" behind what a bound reaches to, then without them.

    So "before winter ends in 2027" is before winter 2027 ends, and what ends in 2030 does so then.
    """
    yield terms
    ends = [place for place, term in enumerate(terms) if _has(term, "k")]
    others = [term for term in terms if not _has(term, "k")]
    if not (ends and others):
        return
    if any(_has(term, _REACHING) for term in terms[: ends[0]]):
        yield [*others, terms[ends[0]]]
    yield others


def _has(term: Term, letters: str) -> bool:
    return any(letter in letters for letter, _ in term.readings)


def read_terms(
    terms: list[Term], said_on: date, words: Words, conventions: Conventions, *, later_in_the_day: bool = False
) -> Window | None:
    """Read known terms in each of their ways until one makes a window; None when none does."""
    is_fiscal = any(letter == "Y" for term in terms for letter, _ in term.readings)
    for letters, values in readings_of(terms):
        try:
            window = Saying(letters, values, said_on, words, conventions, later_in_the_day).whole()
            if window is not None and is_fiscal:
                window = as_fiscal(window, said_on, conventions.fiscal_start)
        except OverflowError:
            continue
        if window is not None and _in_calendar(window):
            return window
    return None


def is_later_in_the_day(text: str, terms: list[Term], words: Words) -> bool:
    """Whether a part of a day is named which is not its beginning, or an hour; the name of a holiday holds none."""
    return any(term.readings == TIME_OF_DAY for term in terms) or any(
        word in words.later_in_the_day
        for term in terms
        if term.readings[0][0] != "h"
        for word, _, _ in spelled_words(text[term.start : term.end], words)
    )


def _without_date(letter: str, phrase: str) -> Window:
    """Return the window of words that name no day: vague ones, or those that put the end off for good."""
    if letter == "z":
        return open_window(Open.INDEFINITE, "indefinitely")
    return open_window(Open.VAGUE, f"“{phrase}”, no day said")


def _in_calendar(window: Window) -> bool:
    return all(day is None or EARLIEST <= day <= LATEST for day in (window.start, window.end))
