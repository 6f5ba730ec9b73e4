"""What was perhaps meant by words that cannot be read: those a slip of the keys away. It is offered, never taken."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from tracker.dates.resolve import LONGEST_PHRASE, resolve
from tracker.dates.words import spelled_words, split_words, without_accents, words_of

if TYPE_CHECKING:
    from datetime import date

    from tracker.dates.conventions import Conventions
    from tracker.dates.words import Words

_SHORTEST = 3
_MOST_SLIPS = 2
_MOST_NEAR = 8


class _Respelled(NamedTuple):
    """A phrase with its unknown words as lists spell them, and these spellings."""

    phrase: str
    spellings: tuple[str, ...]


def without_slips(phrase: str, said_on: date, language: str, conventions: Conventions) -> str:
    """Return the phrase with its unknown words as the language's lists, and names of days, spell the nearest ones.

    A letter too many, too few or wrong is near, and two that changed places. Of those that mean the same days the
    longest is offered. Empty where no such phrase can be read, or where several can that mean other days and hold no
    abbreviation, and for a last word that may still be on its way to a longer one.
    """
    words = words_of(language)
    said = list(spelled_words(phrase, words)) if words and len(phrase) <= LONGEST_PHRASE else []
    known = words.known | _words_of_names(conventions, words) if words else frozenset()
    unknown = [it for it in said if it[0] not in known and not it[0].isdigit()]
    if words is None or not 0 < len(unknown) <= _MOST_SLIPS:
        return ""
    near = [_near(word, known, is_last=end == said[-1][2]) for word, _, end in unknown]
    found: dict[tuple[date | None, date | None, str], list[_Respelled]] = {}
    for spellings in product(*near):
        meant = _respelled(phrase, [(start, end) for _, start, end in unknown], spellings)
        window = resolve(meant, said_on, language, conventions=conventions)
        if window is not None:
            found.setdefault((window.start, window.end, str(window.open)), []).append(_Respelled(meant, spellings))
    written_out = [same for same in found.values() if not _is_short(max(same, key=_length), words)]
    likely = written_out if len(found) > 1 else list(found.values())
    return max(likely[0], key=_length).phrase if len(likely) == 1 else ""


def _words_of_names(conventions: Conventions, words: Words) -> frozenset[str]:
    """Return the words of days with names, with their accents and as they are compared."""
    names = conventions.named_days
    compared = (word for name in names for word, _, _ in spelled_words(name, words))
    return frozenset(compared).union(*map(split_words, names))


def holds_only_known_words(phrase: str, language: str) -> bool:
    """Whether a language's lists have every word of a phrase, so that none of them is a slip of the keys."""
    words = words_of(language)
    return words is not None and all(it in words.known or it.isdigit() for it, _, _ in spelled_words(phrase, words))


def _length(respelled: _Respelled) -> int:
    return len(respelled.phrase)


def _is_short(respelled: _Respelled, words: Words) -> bool:
    """Whether one of the spellings is short for another word: "weds" for "Wednesday"."""
    return any(
        len(key) == 1 and len(key[0]) >= len(word) * 2 and key[0][:2] == word[:2] and set(said) & set(readings)
        for word in respelled.spellings
        for alone, said in words.phrases.get(word, ())
        if len(alone) == 1
        for listed in words.phrases.values()
        for key, readings in listed
    )


def _near(word: str, all_known: frozenset[str], *, is_last: bool) -> list[str]:
    """Return the known words that are one slip away."""
    from rapidfuzz import process  # noqa: PLC0415 -- needed only for what is mistyped
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    known = sorted(all_known)
    if len(word) < _SHORTEST or (is_last and any(it.startswith(word) for it in known)):
        return []
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=_MOST_NEAR)
    return [_with_accents(near, known) for near, _, _ in found]


def _with_accents(word: str, known: list[str]) -> str:
    return next((it for it in known if not it.isascii() and without_accents(it) == word), word)


def _respelled(phrase: str, places: list[tuple[int, int]], spellings: tuple[str, ...]) -> str:
    for (start, end), spelling in reversed(list(zip(places, spellings, strict=True))):
        written = spelling.capitalize() if phrase[start].isupper() else spelling
        phrase = phrase[:start] + written + phrase[end:]
    return phrase
