"""Days and spans to which a user gave names: written out in digits before a phrase is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.dates.terms import FILLERS, terms_in
from tracker.dates.words import spelled_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tracker.dates.words import Words

_SPAN = re.compile(r"(\S+)/(\S+)")
_NO_PARTS = f"{FILLERS}a"
_FROM_THE_FIRST, _FROM_THE_LAST, _REACHING_TO = "BbFXR&", "A", "BbF"
_OF_A_PART = "pojuqP"
_BEGINNING, _END = ("p", "early"), ("p", "end")


def with_days_written_out(phrase: str, words: Words, named: Mapping[str, str]) -> str:
    """Return a phrase with the days that its names stand for: “before the election” as “before the 2027-04-11”.

    ``named`` has a day, or a first and a last one with a slash between, by each name. Of several names that fit, the
    longest is taken; case, accents and an article before a name do not matter.
    """
    for key, days in sorted(_keys_of(named, words), key=lambda name: -len(name[0])):
        said = list(spelled_words(phrase, words))
        heard = tuple(word for word, _, _ in said)
        place = next((at for at in range(len(said)) if heard[at : at + len(key)] == key), None)
        if place is not None:
            start, end = said[place][1], said[place + len(key) - 1][2]
            phrase = f"{phrase[:start]}{_written_out(days, phrase[:start], words) or phrase[start:end]}{phrase[end:]}"
    return phrase


def _keys_of(named: Mapping[str, str], words: Words) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each name as the words that are compared, without the article before it, with its days."""
    for name, days in named.items():
        key = [word for word, _, _ in spelled_words(name, words)]
        while key and terms_in(key[0], words)[0].has("T"):
            del key[0]
        if key:
            yield tuple(key), days


def _written_out(days: str, before: str, words: Words) -> str:
    """Return a day, or what is meant of a span behind some words; nothing where that is a part which has no days.

    "By the recess" is by its first day, as by its start, and "after the recess" after its last.
    """
    span = _SPAN.fullmatch(days)
    if not span:
        return days
    first, last = span.groups()
    leading = [term for term in terms_in(before, words) if not term.has(_NO_PARTS)]
    if not leading:
        return f"{first} – {last}"
    led_by = leading[-1]
    if _END in led_by.readings:
        return f"{first} – {last}" if any(term.has(_REACHING_TO) for term in leading) else ""
    if led_by.has(_FROM_THE_FIRST) or _BEGINNING in led_by.readings:
        return first
    if led_by.has(_FROM_THE_LAST):
        return last
    return "" if led_by.has(_OF_A_PART) else f"{first} – {last}"
