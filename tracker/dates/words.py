"""A language's date words, read from ``tracker/languages/<code>/dates.toml``.

Every list holds words or phrases; ``{a,b,}`` in one of them stands for each of its choices (``week{,s}``). Upper and
lower case, missing accents and "ae" for "ä" do not matter; apostrophes, hyphens and full stops between letters are
ignored.

Settings (top level)
    ``date_order``         "mdy" or "dmy": how 3/4 is read
    ``spaced_dates``       true when "17 02" is a way to write a date
    ``next_weekday``       "following" (that day of the next ISO week) or "nearest"
    ``fortnight``          days in the word for two weeks (14, or 15 where people count both ends)
    ``ordinal_suffixes``   what follows the digits of an ordinal: st, nd; ``"."`` where "3." means third
    ``decimal_sign``       the sign in "1.5 years"
    ``decade_suffixes``    what follows the digits of a decade: 2030s, 2030er
    ``quarter_letters``, ``half_letters``   as in Q3, T3, 2H25
    ``capitalised``        true when months and weekdays are written with a capital letter
    ``amounts``            phrases that say how much, although their words could say when: "by half"
    ``later_in_the_day``   words for the part of a day before which much of it has gone: "before Friday night"
    ``not_alone``          words that also mean something else, so that alone in a sentence they are no deadline
    ``verbs``              words of seasons that are verbs behind ``before_verbs``, with or without ``adverbs``
    between, but not behind "to" after ``moved_to`` ("postponed to fall")

``[marks]`` lists of words without a value
    ``the of in to lasting`` fillers, of which ``in`` also opens "in 3 weeks" and ``to`` also joins a range; ``and``;
    ``until by before after from starting not_before within over between`` the bounds; ``or_before or_later`` bounds
    said last; ``hence`` (later, hence); ``hence_now`` (from now on); ``ago``; ``more_than``; ``around``, of which
    ``about`` means some days either way; ``last``; ``fiscal``; ``half_more`` (and a half); ``this_time`` (of next
    year); ``is_over`` (before the year is out)

Tables from a value to its words
    ``[numbers]`` ``[half_numbers]`` (half a = 0, anderthalb = 1) ``[rough_numbers]`` (few = 3) ``[ordinals]``
    ``[months]`` ``[weekdays]`` (1 = Monday) ``[seasons]`` ``[shifts]`` (-1 last, 0 this, 1 next, 2 after next; 1far
    and 1near = next, and of weekdays never or always the nearest; 1today = next, and maybe from today on, as 1near
    may be; 2far = after next where it follows its noun) ``[days]`` (1 = tomorrow) ``[days_beside]`` (1 = the day
    after) ``[units]`` and ``[units_many]`` (hour day "working day" week weekend workweek fortnight month quarter
    half year decade century; a plain plural belongs in the second) ``[parts]`` (early mid late end rest)
    ``[unit_parts]`` ("end year" = EOY, "early next year" = in the new year)
    ``[coming]`` (a unit = "coming weeks", no number said) ``[weeks_on]`` (days to add: mardi en huit = 7)
    ``[vague]`` and ``[indefinite]`` (``words``: whole phrases) ``[decades]`` (``before`` the digits: les années)
    ``[only_before]`` (a table = words that say anything only directly before one of its words: "come June")
    ``[stands_for]`` (other words that mean the same = one word for several: huit jours = huitaine)
    ``[holidays]`` keyed by rule: ``12-25``, ``easter+49``, ``11/4/4`` (month/ISO weekday/which one; +1 adds
    a day), ``09`` for a whole month, ``03-01..03-15`` for a span
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.languages.word_lists import languages_with, word_lists, written_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Reading = tuple[str, Any]
Phrase = tuple[tuple[str, ...], tuple[Reading, ...]]


class Count(NamedTuple):
    """A number before a unit: ``rough`` for "a few", ``least`` the lower one of "two to three"."""

    number: int
    rough: bool = False
    least: int | None = None


def number_of(value: int | Count) -> int:
    """Return the number that is read: "3." and "three" are one in a date."""
    return value if isinstance(value, int) else value.number


class Shift(NamedTuple):
    """How many units on "next" is, and of which ``kind``: "far" and "near" tell which weekday so named is meant.

    "After next" is far too: said before its noun it is "after" and "next" instead.
    """

    steps: int
    kind: str = ""


AND_A_HALF = "n&j"
"""The class letters of a number in one word with the half behind it: as many terms as it has letters."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|[0-9]+")
_MARKS = {
    "within": "W",
    "the": "T",
    "of": "_",
    "in": "I",
    "to": "a",
    "through": "t",
    "and": "&",
    "until": "b",
    "by": "B",
    "before": "F",
    "after": "A",
    "from": "R",
    "starting": "r",
    "over": "O",
    "lasting": "i",
    "between": "E",
    "or_before": "S",
    "or_later": "L",
    "not_before": "X",
    "hence": "H",
    "hence_now": "H",
    "ago": "G",
    "more_than": "M",
    "around": "~",
    "about": "~",
    "last": "l",
    "fiscal": "Y",
    "half_more": "j",
    "this_time": "e",
    "is_over": "k",
}
_MARK_VALUES = {"hence_now": "now", "about": "about"}
_TABLES = {
    "months": "m",
    "numbers": "n",
    "half_numbers": AND_A_HALF,
    "rough_numbers": "N",
    "ordinals": "o",
    "weekdays": "w",
    "seasons": "s",
    "shifts": "x",
    "days": "d",
    "days_beside": "g",
    "units": "u",
    "units_many": "U",
    "parts": "p",
    "unit_parts": "P",
    "coming": "f",
    "weeks_on": "V",
    "holidays": "h",
    "decades": "C",
    "stands_for": "=",
}
_WHOLE = {"vague": "v", "indefinite": "z"}
"""The class letter of each list's words, as ``terms.py`` explains them."""

KNOWN_MARKS = frozenset(_MARKS)
_ONLY_BEFORE = "only_before"
KNOWN_TABLES = frozenset(_TABLES) | frozenset(_WHOLE) | {"marks", _ONLY_BEFORE}


@dataclass(frozen=True)
class Words:
    """One language's words, ready for lookup: phrases by their first word, longest first."""

    code: str
    phrases: Mapping[str, tuple[Phrase, ...]]
    known: frozenset[str]
    settings: Mapping[str, Any]
    alone: frozenset[str]
    amounts: Mapping[str, tuple[tuple[str, ...], ...]]
    later_in_the_day: frozenset[str]
    whole: Mapping[tuple[str, ...], Reading]
    whole_lengths: Mapping[str, tuple[int, ...]]
    only_before: Mapping[str, frozenset[str]]
    tables: frozenset[str]
    marks: frozenset[str]

    def spelling(self, word: str) -> str:
        """Return the word as the lists spell it: with its accents where they matter, else without."""
        if word.isascii():
            return word.lower()
        lowered = unicodedata.normalize("NFC", word).casefold()
        return lowered if lowered in self.known else without_accents(lowered)


def available_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have date words, sorted."""
    return languages_with("dates")


def without_accents(text: str) -> str:
    """Return the text without combining marks."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _plain_spellings(key: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return how a listed phrase is typed without its accents: "marz", and with a letter for the umlaut: "maerz"."""
    spelled_out = (word.translate(_UMLAUTS) for word in key)
    return tuple(map(without_accents, key)), tuple(map(without_accents, spelled_out))


def split_words(text: str) -> tuple[str, ...]:
    """Split a listed phrase into the words and numbers that are compared."""
    return tuple(re.findall(r"[^\W\d_]+|\d+", unicodedata.normalize("NFC", text).casefold()))


def spelled_words(text: str, words: Words) -> Iterator[tuple[str, int, int]]:
    """Yield the words and numbers of a text as the lists spell them, with their offsets."""
    for found in _WORD.finditer(text):
        yield words.spelling(found.group()), found.start(), found.end()


@cache
def words_of(language: str) -> Words | None:
    """Return a language's date words, None when it has none."""
    data = word_lists(language, "dates")
    if not data:
        return None
    entries: dict[tuple[str, ...], list[Reading]] = {}
    for phrase, reading in _entries(data):
        entries.setdefault(split_words(phrase), []).append(reading)
    for key in list(entries):
        for plain in _plain_spellings(key):
            entries.setdefault(plain, entries[key])
    whole = dict(_whole_phrases(data))
    first: dict[str, list[Phrase]] = {}
    for key, readings in entries.items():
        first.setdefault(key[0], []).append((key, tuple(dict.fromkeys(readings))))
    return Words(
        code=language,
        phrases={word: tuple(sorted(found, key=lambda it: -len(it[0]))) for word, found in first.items()},
        known=frozenset(word for keys in (entries, whole) for key in keys for word in key),
        settings={name: value for name, value in data.items() if not isinstance(value, dict)},
        whole=whole,
        tables=frozenset(name for name, value in data.items() if isinstance(value, dict)),
        marks=frozenset(data.get("marks", ())),
        whole_lengths={
            word: tuple(sorted({len(key) for key in whole if key[0] == word}, reverse=True))
            for word in {key[0] for key in whole}
        },
        amounts=_amounts(data),
        alone=_spellings(data.get("not_alone", ())),
        later_in_the_day=_spellings(written_out(data.get("later_in_the_day", ()))),
        only_before=_only_before(data),
    )


def _amounts(data: Mapping[str, Any]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases that say how much, by their first words."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for spelled in sorted(_spellings(written_out(data.get("amounts", ())))):
        key = tuple(spelled.split())
        found[key[0]] = (*found.get(key[0], ()), key)
    return found


def _spellings(listed: Iterable[str]) -> frozenset[str]:
    keys = [split_words(word) for word in listed]
    return frozenset(" ".join(spelled) for key in keys for spelled in (key, *_plain_spellings(key)))


def _only_before(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Return the words that need one of some class letters directly behind them, with these letters."""
    needed: dict[str, frozenset[str]] = {}
    for name, listed in data.get(_ONLY_BEFORE, {}).items():
        for word in written_out(listed):
            needed[word] = needed.get(word, frozenset()) | {_TABLES[name].lower()}
    return needed


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, Reading]]:
    """Yield each phrase with its class letter and value, choices in braces written out."""
    for name, letter in _MARKS.items():
        for phrase in written_out(data.get("marks", {}).get(name, ())):
            yield phrase, (letter, _MARK_VALUES.get(name))
    for name, letter in _TABLES.items():
        for value, phrases in data.get(name, {}).items():
            for phrase in written_out(phrases):
                yield phrase, _reading(letter, value)


def _whole_phrases(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Reading]]:
    """Yield the phrases that say something only when nothing stands beside them ("one day", "later")."""
    for name, letter in _WHOLE.items():
        for phrase in written_out(data.get(name, {}).get("words", ())):
            key = split_words(phrase)
            for spelled in (key, *_plain_spellings(key)):
                yield spelled, (letter, phrase)


def _reading(letter: str, value: str) -> Reading:
    """Turn a table's key into the value that the grammar works with."""
    if letter in {"n", "N"}:
        return "n", Count(int(value), rough=letter == "N")
    if letter == AND_A_HALF:
        return letter, Count(int(value))
    if letter in "uU":
        return "u", (value, letter == "U")
    if letter == "x":
        steps = value.rstrip(ascii_lowercase)
        return "x", Shift(int(steps), value.removeprefix(steps))
    return letter, int(value) if letter in "omwdgV" else value
