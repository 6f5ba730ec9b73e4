"""Deadline phrases inside a sentence: where the words are that ``resolve`` can read."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from tracker.dates.conventions import DEFAULT
from tracker.dates.named import with_days_written_out
from tracker.dates.reading import is_later_in_the_day, read_terms
from tracker.dates.resolve import LONGEST_PHRASE
from tracker.dates.terms import FILLERS, phrase_words, terms_in
from tracker.dates.words import Words, spelled_words, words_of
from tracker.languages.word_lists import written_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tracker.dates.numbers import Term

Found = tuple[int, int, str]

_ANY_DAY = date(2025, 7, 9)
_MOST_TERMS = 14
_SHORT = 3
_LONGEST_ABBREVIATION = 5
_BEFORE_A_VERB = 80
_SAYS_A_DAY = frozenset("ymwushdDKqcPfV")
_BOUNDS = "RrAFBbtXW"
_COUNT_OF_SOMETHING_ELSE = re.compile("(?<!T)nx|m,n")
"""A number before "next" counts what comes next only behind an article: "les 3 prochaines semaines".

One that a comma parts from a month is no day of it: "in May, a spokesman said".
"""

_NEVER_ALONE = {"j", "ju", "u", "n", "o", "y", "nn", "yy", "y&y", "l", "lu", "uo", "on", "ou", "up"}
_PARTS_OF_A_YEAR = {"quarter", "half"}


def find(text: str, language: str, named: Mapping[str, str] | None = None) -> list[Found]:
    """Return the deadline phrases of a text as (start, end, phrase), in order and without overlaps.

    Longer phrases win over the shorter ones inside them. Words that also mean something else ("may", "été") count only
    beside others, bare numbers and years never. An unknown language has none. ``named`` are the days that have names.
    """
    words = words_of(language)
    if words is None:
        return []
    if not named:
        return _found_in(text, words)
    written = with_days_written_out(text, words, named)
    found = [
        (written.before(start, is_end=False), written.before(end, is_end=True))
        for start, end, _ in _found_in(written.text, words)
    ]
    return [(start, end, text[start:end]) for start, end in found]


def _found_in(text: str, words: Words) -> list[Found]:
    candidates = [*_whole_phrases(text, words), *_readable(text, words)]
    candidates.sort(key=lambda it: (it[0] - it[1], it[0]))
    chosen: list[Found] = []
    for start, end in candidates:
        if all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, end, text[start:end]))
    return sorted(chosen)


def _whole_phrases(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Yield the vague and indefinite phrases, which are compared as they stand."""
    spelled = list(spelled_words(text, words))
    for place, (word, start, _) in enumerate(spelled):
        for length in words.whole_lengths.get(word, ()):
            key = tuple(it[0] for it in spelled[place : place + length])
            if len(key) == length and key in words.whole and " ".join(key) not in words.alone:
                yield start, spelled[place + length - 1][2]


def _readable(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Yield the stretches of known terms that the grammar reads as a window."""
    for run in _runs(text, words):
        for first in range(len(run)):
            if _only(run[first], ",&-"):
                continue
            for last in range(min(len(run), first + _MOST_TERMS), first, -1):
                part = run[first:last]
                start, end = part[0].start, part[-1].end
                if end - start <= LONGEST_PHRASE and _is_deadline(part, text, words):
                    yield start, end
                    break


def _runs(text: str, words: Words) -> Iterator[list[Term]]:
    """Split the terms at unknown words and at the ends of clauses; keep runs that could name a day."""
    terms = terms_in(text, words)
    run: list[Term] = []
    for place, term in enumerate(terms):
        following = terms[place + 1] if place + 1 < len(terms) else None
        known = bool(term.readings) and _is_meant(term, following, text, words)
        known = known and not _is_verb(terms, place, run, text, words)
        if run and (not known or _breaks(text, run[-1], term, following)):
            yield from _worth_reading(run)
            run = []
        if known:
            run.append(term)
    yield from _worth_reading(run)


def _worth_reading(run: list[Term]) -> Iterator[list[Term]]:
    if _says_a_day(run):
        yield run


def _says_a_day(run: list[Term]) -> bool:
    return any(term.has(_SAYS_A_DAY) for term in run)


def _is_meant(term: Term, following: Term | None, text: str, words: Words) -> bool:
    """Whether a day or a count of them is meant: not "may" in small letters, not "mer" without a date behind it.

    An "a" without its accent is a verb, and a number behind a currency's sign an amount.
    """
    if term.start and unicodedata.category(text[term.start - 1]) == "Sc":
        return False
    if _only(term, "a") and text[term.start : term.end] == "a":
        return False
    if not term.spelled or not all(letter in "mw" for letter, _ in term.readings):
        return True
    if words.settings.get("capitalised") and not text[term.start].isupper():
        return False
    if _only(term, "w") and term.end - term.start <= _SHORT:
        return following is not None and following.has("noym" + ("," if words.settings.get("capitalised") else ""))
    return True


def _is_verb(terms: list[Term], place: int, run: list[Term], text: str, words: Words) -> bool:
    """Whether a season's word says what something does: "will fall", but not "moved from May to fall"."""
    term = terms[place]
    if phrase_words(text[term.start : term.end]) not in words.settings.get("verbs", ()):
        return False
    before, moved = _before_verbs(words.code)
    said = text[max(term.start - _BEFORE_A_VERB, 0) : term.start]
    if not before.search(said):
        return False
    if not (place and terms[place - 1].has("t")):
        return True
    following = [letter for other in terms[place + 1 : place + 3] for letter, _ in other.readings[:1]]
    has_its_year = following[:1] == ["y"] or following == ["_", "y"]
    return not (has_its_year or _says_a_day(run) or moved.search(said))


@cache
def _before_verbs(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Build what a text ends with before a verb, and where it says instead that something moves to a season."""
    verbs, adverbs, moves = (_any_of(language, name) for name in ("before_verbs", "adverbs", "moved_to"))
    before = rf"(?<!\w){verbs}(?:\s+{adverbs})*\s+\Z"
    moved = rf"(?<!\w){moves}(?:\s+\w+){{1,4}}\s+\Z"
    return re.compile(before, re.IGNORECASE), re.compile(moved, re.IGNORECASE)


def _any_of(language: str, name: str) -> str:
    words = words_of(language)
    listed = written_out(words.settings.get(name, ())) if words else ()
    written = "|".join(re.escape(word).replace("'", "['’]") for word in listed)
    return f"(?:{written or '(?!)'})"


def _breaks(text: str, before: Term, term: Term, following: Term | None) -> bool:
    """Whether a clause ends before ``term``: a paragraph, a full stop, a comma that is not inside a date."""
    gap = text[before.end : term.start]
    if "\n\n" in gap:
        return True
    if "." in gap and gap != "." and text[term.start].isupper():
        return not (before.has("mw") and before.end - before.start <= _LONGEST_ABBREVIATION)
    if _only(term, ","):
        return not (before.has("mwnoyd") and following is not None and following.has("mnoyTD"))
    return False


def _only(term: Term, letters: str) -> bool:
    return all(letter in letters for letter, _ in term.readings)


def _says_too_little(part: list[Term], letters: str) -> bool:
    """Whether a stretch is only a number, a unit or a length of time ("over three years")."""
    core = letters.strip(FILLERS)
    if core in _NEVER_ALONE and not _is_time_behind_in(part, letters, core):
        return True
    if core.lstrip(_BOUNDS).strip(FILLERS) in {"u", "n", "o"}:
        return True
    return core[:1] in {"M", "O"} and "n" in letters and not set(letters) & set("xf")


def _leads_on(part: list[Term]) -> bool:
    """Whether a stretch ends in a word that only leads on to another; "on" ends what "from" begins."""
    last = part[-1]
    if _only(last, FILLERS + "&-tab"):
        return True
    return _only(last, FILLERS + "L") and last.has(FILLERS) and not any(term.has("RrX") for term in part)


def _is_time_behind_in(part: list[Term], letters: str, core: str) -> bool:
    """Whether "in" makes a time of what says too little alone: "in 2030", "in the third quarter"."""
    if core in {"ou", "lu"} and letters[0] in "Ia":
        (unit, is_plural) = next(value for letter, value in part[-1].readings if letter == "u")
        return unit in _PARTS_OF_A_YEAR and not is_plural
    return core == "y" and letters[0] == "I"


def _is_deadline(part: list[Term], text: str, words: Words) -> bool:
    """Whether a stretch reads as a window that is not past, and says more than a number or a bare unit."""
    first, last = part[0], part[-1]
    letters = "".join(term.readings[0][0] for term in part)
    is_later = "F" in letters and is_later_in_the_day(text, part, words)
    if _leads_on(part) and not (is_later and is_later_in_the_day(text, [last], words)):
        return False
    if _only(first, "_s") and first.end - first.start <= 2:  # noqa: PLR2004
        return False
    if last.spelled and letters[-1] in "no" and "m" not in letters:
        return False
    if _COUNT_OF_SOMETHING_ELSE.search(letters):
        return False
    if _says_too_little(part, letters) or phrase_words(text[first.start : last.end]) in words.alone:
        return False
    window = read_terms(part, _ANY_DAY, words, DEFAULT, later_in_the_day=is_later)
    if window is None:
        return False
    if set(letters) & set("yDK") or window.end is None or window.end >= _ANY_DAY:
        return True
    return "p" in letters and not set(letters) & set("lG")
