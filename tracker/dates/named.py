"""Days and spans to which a user gave names: written out in digits before a phrase is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tracker.dates.terms import FILLERS, terms_in
from tracker.dates.words import spelled_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tracker.dates.words import Words

_AS_FAR = 64
"""So many characters before a name tell what is meant of it."""

_SPAN = re.compile(r"(\S+)/(\S+)")
_NO_PARTS = f"{FILLERS}a"
_FROM_THE_FIRST, _FROM_THE_LAST, _REACHING_TO = "BbFXR&", "A", "BbF"
_OF_A_PART = "pojuqP"
_BEGINNING, _END = ("p", "early"), ("p", "end")


class WrittenOut(NamedTuple):
    """A text with the days that its names stand for: “before the 2027-04-11” for “before the election”.

    ``places`` tell where each day stands, and where its name stood before.
    """

    text: str
    places: Sequence[tuple[int, int, int, int]]

    def before(self, at: int, *, is_end: bool) -> int:
        """Where the beginning or the end of what stands here stood before; one within a day as that of its name."""
        moved = 0
        for start, end, start_before, end_before in self.places:
            if at <= start:
                break
            if at < end:
                return end_before if is_end else start_before
            moved = end_before - end
        return at + moved


def with_days_written_out(text: str, words: Words, named: Mapping[str, str]) -> WrittenOut:
    """Write out the days of each name in a text.

    ``named`` has a day, or a first and a last one with a slash between, by each name. Of several names that fit, the
    longest is taken; case, accents and an article before a name do not matter.
    """
    parts: list[str] = []
    places: list[tuple[int, int, int, int]] = []
    length = done = 0
    for start, end, days in sorted(_names_in(text, words, named)):
        parts += text[done:start], days
        length += start - done
        places.append((length, length + len(days), start, end))
        length, done = length + len(days), end
    return WrittenOut("".join((*parts, text[done:])), places)


def _names_in(text: str, words: Words, named: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield where names stand, none within another, and what is to be written for each."""
    said = list(spelled_words(text, words))
    heard = tuple(word for word, _, _ in said)
    taken: set[int] = set()
    for key, days in sorted(_keys_of(named, words), key=lambda name: -len(name[0])):
        for place in range(len(said) - len(key) + 1):
            whole = range(place, place + len(key))
            if heard[place : place + len(key)] == key and taken.isdisjoint(whole):
                taken.update(whole)
                start, end = said[place][1], said[whole[-1]][2]
                if written := _written_out(days, text[max(0, start - _AS_FAR) : start], words):
                    yield start, end, written


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
