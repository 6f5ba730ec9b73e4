"""Days and spans to which a user gave names: written out in digits before a phrase is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tracker.dates.terms import FILLERS, terms_in
from tracker.dates.words import spelled_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tracker.dates.words import Words

    _Said = tuple[str, int, int]

_AS_FAR = 64
"""So many characters before a name tell what is meant of it."""

_SPAN = re.compile(r"(\S+)/(\S+)")
_YEAR = re.compile("[0-9]{4}")
_JOINING = {"", "-", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}"}
_JOINING_DIGITS = _JOINING | {"/", ".", ","}
_LEADING_TO_A_YEAR = "_I"
_WITH_A_YEAR = "mnoshqpP"
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
    longest is taken; case, accents and an article before a name do not matter. The year of its days may stand
    beside it; beside another year, or joined to another word by a hyphen, it names something else.
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
                with_year = _with_its_year(text, said, whole, days, words)
                if with_year is None or _is_joined(text, said, whole) or not taken.isdisjoint(with_year):
                    taken.update(whole)
                    continue
                taken.update(with_year)
                start, end = said[with_year[0]][1], said[with_year[-1]][2]
                if written := _written_out(days, text[max(0, start - _AS_FAR) : start], words):
                    yield start, end, written


def _is_joined(text: str, said: Sequence[_Said], whole: range) -> bool:
    """Whether a name is a part of a longer word: "by-election", "recess27"."""
    return any(_gap(text, said, place) in _JOINING for place in (whole.start, whole.stop))


def _with_its_year(text: str, said: Sequence[_Said], whole: range, days: str, words: Words) -> range | None:
    """Return the place of a name with the year of its days beside it, as "of 2027"; None beside another year."""
    before, behind = whole.start - 1, whole.stop
    if _has(said, behind, _LEADING_TO_A_YEAR, words):
        behind += 1
    is_of_a_date = _has(said, before - 1, _WITH_A_YEAR, words)
    for year, gaps in ((before, range(whole.start, whole.start + 1)), (behind, range(whole.stop, behind + 1))):
        if not _is_year(text, said, year) or not all(_gap(text, said, place).isspace() for place in gaps):
            continue
        if year == behind or not is_of_a_date:
            is_its_own = said[year][0] in {day[:4] for day in days.split("/")}
            return range(min(year, whole.start), max(year + 1, whole.stop)) if is_its_own else None
    return whole


def _has(said: Sequence[_Said], place: int, letters: str, words: Words) -> bool:
    return 0 <= place < len(said) and any(term.has(letters) for term in terms_in(said[place][0], words))


def _is_year(text: str, said: Sequence[_Said], place: int) -> bool:
    """Whether four digits stand at a place, which are no part of a longer number or date."""
    if not 0 <= place < len(said) or not _YEAR.fullmatch(said[place][0]):
        return False
    return not any(_gap(text, said, it) in _JOINING_DIGITS for it in (place, place + 1))


def _gap(text: str, said: Sequence[_Said], place: int) -> str:
    """Return what parts a word from the one before it; a space at either end of the text."""
    return text[said[place - 1][2] : said[place][1]] if 0 < place < len(said) else " "


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
