"""A phrase becomes terms, the terms become a window: what ``resolve`` does once it is first asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.dates import beside, bounds, days, inside, lengths, parts, ranges, seasons, units
from tracker.dates.almanac import add_days
from tracker.dates.fallback import read_with_dateparser
from tracker.dates.fiscal import as_fiscal
from tracker.dates.grammar import Saying, open_window
from tracker.dates.named import with_days_written_out
from tracker.dates.terms import FILLERS, readings_of, terms_in
from tracker.dates.units import ROLLING
from tracker.dates.vocabulary import Bound, Grain, Open
from tracker.dates.window import EARLIEST, LATEST, Window
from tracker.dates.words import spelled_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.dates.conventions import Conventions
    from tracker.dates.numbers import Term
    from tracker.dates.words import Words

_A_WEEK = 7
_REACHING = "BbtFAX"
RULE_MODULES = (days, beside, lengths, units, seasons, parts, inside, ranges, bounds)


def read_phrase(phrase: str, said_on: date, language: str, conventions: Conventions) -> Window | None:
    """Read a phrase, with its user's own names as days: those without a day first, the grammar, dateparser last."""
    words = words_of(language)
    if words is None:
        return None
    if conventions.named_days:
        phrase = with_days_written_out(phrase, words, conventions.named_days).text
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
            is_length = any(term.has("u") for term in terms)
            return _less_exact(window, said_on, is_length=is_length) if _is_about(terms) else window
    return None


def _is_about(terms: list[Term]) -> bool:
    """Whether words such as "around" stand first or last; a day near by is meant as said."""
    if any(term.has("wd") for term in terms) and not any(term.has("unomhD") for term in terms):
        return False
    told = [place for place, term in enumerate(terms) if ("~", "about") in term.readings]
    return any(place + 1 == len(terms) or all(term.has(FILLERS) for term in terms[:place]) for place in told)


def _less_exact(window: Window, said_on: date, *, is_length: bool) -> Window:
    """Return what words such as "or so" make of a window: of one day some more, of "the next year" that from today."""
    rolling = next((it for it in window.alternatives if it.rule.endswith(ROLLING)), None)
    if rolling is None:
        return _some_days_either_way(window, said_on, is_length=is_length)
    others = (it for it in window.alternatives if it is not rolling)
    return replace(rolling, open=Open.FUZZY, alternatives=(replace(window, alternatives=()), *others))


def _some_days_either_way(window: Window, said_on: date, *, is_length: bool) -> Window:
    """Widen the window of one day by a week, or by a quarter of the length of time until it; it stays a reading."""
    day = window.start
    if day is None or window.end != day or window.bound is not Bound.IN:
        return window
    margin, name = _A_WEEK, "a week"
    if is_length:
        margin, name = max(1, abs(day - said_on).days // 4), "a quarter of that"
    first, last = max(add_days(day, -margin), EARLIEST), min(add_days(day, margin), LATEST)
    return Window(
        max(first, said_on) if day >= said_on else first,
        last,
        Grain.RANGE,
        Open.FUZZY,
        rule=f"{window.rule}, {name} either way",
        alternatives=(replace(window, alternatives=()), *window.alternatives),
    )


def _with_the_end_elsewhere(terms: list[Term]) -> Iterator[list[Term]]:
    """Yield terms as they stand, then with "ends" and "is over" behind what a bound reaches to, then without them.

    So "before winter ends in 2027" is before winter 2027 ends, and what ends in 2030 does so then.
    """
    yield terms
    ends = [place for place, term in enumerate(terms) if term.has("k")]
    others = [term for term in terms if not term.has("k")]
    if not (ends and others):
        return
    if any(term.has(_REACHING) for term in terms[: ends[0]]):
        yield [*others, terms[ends[0]]]
    yield others


def read_terms(
    terms: list[Term], said_on: date, words: Words, conventions: Conventions, *, later_in_the_day: bool = False
) -> Window | None:
    """Read known terms in each of their ways until one makes a window; None when none does."""
    is_fiscal = any(term.has("Y") for term in terms)
    for letters, values in readings_of(terms):
        try:
            window = Saying(letters, values, said_on, words, conventions, later_in_the_day).whole()
            if window is not None and is_fiscal:
                window = as_fiscal(window, said_on, conventions.fiscal_start)
        except OverflowError:
            continue
        if window is not None and _in_calendar(window):
            return _with_other_days(window)
    return None


def _with_other_days(window: Window) -> Window:
    """Leave out the readings that mean the same days as one before them: there is nothing to choose."""
    first: dict[tuple[date | None, date | None, Open | None], Window] = {}
    for it in (window, *window.alternatives):
        first.setdefault((it.start, it.end, it.open), it)
    _, *others = first.values()
    return window if len(others) == len(window.alternatives) else replace(window, alternatives=tuple(others))


def is_later_in_the_day(text: str, terms: list[Term], words: Words) -> bool:
    """Whether a part of a day is named which is not its beginning; the name of a holiday holds none."""
    return any(
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
