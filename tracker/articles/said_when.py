"""When and where something was said, beside who said it: "late on Tuesday", "in a statement"."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.dates.conventions import DEFAULT
from tracker.dates.reading import read_terms
from tracker.dates.resolve import LONGEST_PHRASE
from tracker.dates.terms import terms_in
from tracker.dates.vocabulary import Bound
from tracker.dates.words import words_of

if TYPE_CHECKING:
    from tracker.articles.speech import Speech
    from tracker.dates.window import Window

_TOKEN = re.compile(r"\S+")
_MOST_TOKENS = 24
_COMMAS_OF_AN_APPOSITION = 2
_SHORT = 3
_ENDS = ' .…!?»”"\u00a0\u202f'

# Long past, so that a year in digits is one to come; all months, so that "in May" is begun in one of them.
_DAYS = tuple(date(1990, month, 15) for month in range(1, 13))


def without_when(text: str, start: int, end: int, speech: Speech) -> tuple[int, int]:
    """Narrow what stands beside a verb of saying to what is left without when and where it was said.

    Only what stands at the ends goes, and not what a comma sets off: that belongs to what is said.
    """
    tokens = [found.span() for found in _TOKEN.finditer(text, start, end)]
    if not tokens or len(tokens) > _MOST_TOKENS or text[tokens[0][0]] == ",":
        return start, end
    first, last = 0, len(tokens)
    while cut := _cut_behind(text, tokens[first:last], speech):
        last -= cut
    while cut := _cut_before(text, tokens[first:last], speech):
        first += cut
    if first == last:
        return start, start
    return (tokens[first][0] if first else start, tokens[last - 1][1] if last < len(tokens) else end)


def _cut_behind(text: str, tokens: list[tuple[int, int]], speech: Speech) -> int:
    """Return how many words at the end tell when or where, as many as do."""
    commas = [place for place, (_, end) in enumerate(tokens) if text[end - 1] == ","]
    first = commas[-1] + 1 if commas else 0
    for place in range(first, len(tokens)):
        if _tells_when(text[tokens[place][0] : tokens[-1][1]], speech):
            if not commas:
                return len(tokens) - place
            before = tokens[first:place]
            closes_apposition = len(commas) >= _COMMAS_OF_AN_APPOSITION
            is_all = not before or _cut_behind(text, before, speech) == len(before)
            return len(tokens) - first if closes_apposition and is_all else 0
    return 0


def _cut_before(text: str, tokens: list[tuple[int, int]], speech: Speech) -> int:
    """Return how many words at the start tell when or where, as many as do."""
    for count in range(len(tokens), 0, -1):
        leads_on = _leads_to_a_noun(text[slice(*tokens[count - 1])], speech)
        if not leads_on and _tells_when(text[tokens[0][0] : tokens[count - 1][1]], speech):
            return count
    return 0


def _leads_to_a_noun(word: str, speech: Speech) -> bool:
    """Whether a word is an article, a preposition or of a title, which belongs to what follows it."""
    if word.lower() in speech.determiners | speech.particles | speech.titles or word in speech.titles:
        return True
    return speech.after_name.fullmatch(word) is not None and not _is_moment(word, speech.language)


def _tells_when(words: str, speech: Speech) -> bool:
    said = words.strip(_ENDS)
    if not said or said.endswith(","):
        return False
    return speech.occasions.fullmatch(said) is not None or _is_moment(said, speech.language)


@lru_cache(maxsize=2048)
def _is_moment(said: str, language: str) -> bool:
    """Whether words name a day, or a time that was begun when they were said; alone only a day: "May" is a name."""
    words = words_of(language)
    is_one_word = len(said.split()) == 1
    if words is None or len(said) > LONGEST_PHRASE or (is_one_word and len(said) <= _SHORT):
        return False
    terms = terms_in(said, words)
    if not terms or not all(term.readings for term in terms):
        return False
    windows = (read_terms(terms, day, words, DEFAULT) for day in _DAYS)
    return any(_is_said_on(window, day, is_one_word=is_one_word) for window, day in zip(windows, _DAYS, strict=True))


def _is_said_on(window: Window | None, day: date, *, is_one_word: bool) -> bool:
    if window is None or window.start is None or window.bound is not Bound.IN:
        return False
    return window.start == window.end or (window.start <= day and not is_one_word)
