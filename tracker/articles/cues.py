"""What makes a sentence look like a claim, read from ``tracker/languages/<code>/cues.toml``.

``shown`` and ``folded`` are the scores from which a sentence is suggested, at once or only on demand; ``base`` is the
score of a sentence without any cue, ``dated`` what a day to come adds; ``[labels]`` are the reasons that are no cues.
``[sets]`` are named lists of words. Each of ``[families]`` has a ``weight``, the ``reason`` that a person sees, the
``kinds`` that it speaks for, and ``cues``: patterns in ``words``, what they must not be part of in ``unless``, and
sentences that prove both, ``yes`` and ``no``.

A pattern is a regular expression in which a blank stands for any blanks (none behind an apostrophe), ``{a,b,}`` for
a choice (empty ones leave out the blank behind them), ``#`` for a number in digits, ``...`` for up to five words,
``*`` alone for any word and beside letters for any letters, ``<set>`` for a named list and ``<Name>`` for a word with
a capital letter. Signs in brackets stand for themselves, but for blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tracker.languages.word_lists import word_lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Taken whole or not at all by one group: Python before 3.11.5 loses its way in groups that are repeated possessively.
_NUMBER = r"(?>\d{1,15}(?:[.,\u00a0\u202f ]\d{3}(?!\d)){0,4}(?:[.,]\d{1,6})?)"
_CAPITALISED = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w’'-]*+"
_ANY_WORD = r"[^\W\d_][\w’'-]*+"
_UP_TO_FIVE = r"(?:[^\w.!?]++\w++){0,5}?[^\w.!?]++"


class Hit(NamedTuple):
    """Words that speak for or against a claim, by their place in the text that was searched."""

    family: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Family:
    """Cues that mean the same thing."""

    name: str
    weight: float
    reason: str
    kinds: Mapping[str, float]
    words: re.Pattern[str]
    unless: re.Pattern[str] | None

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield where the family's words stand in ``text``, unless as part of something else."""
        found = [match.span() for match in self.words.finditer(text)]
        if not found:
            return
        spared = [match.span() for match in self.unless.finditer(text)] if self.unless else []
        for start, end in found:
            if not any(start < last and first < end for first, last in spared):
                yield Hit(self.name, start, end)


@dataclass(frozen=True, slots=True)
class Cues:
    """One language's families and the scores that count."""

    families: Mapping[str, Family]
    labels: Mapping[str, str]
    shown: float
    folded: float
    base: float
    dated: float


@cache
def cues_of(language: str) -> Cues | None:
    """Return a language's cues, compiled once; None when it has none."""
    listed = word_lists(language, "cues")
    if not listed:
        return None
    sets = listed.get("sets", {})
    families = {
        name: Family(
            name=name,
            weight=family["weight"],
            reason=family["reason"],
            kinds=family.get("kinds", {}),
            words=pattern_of([word for cue in family["cues"] for word in cue["words"]], sets),
            unless=_pattern_or_none([word for cue in family["cues"] for word in cue.get("unless", ())], sets),
        )
        for name, family in listed["families"].items()
    }
    return Cues(
        families=families,
        labels=listed["labels"],
        shown=listed["shown"],
        folded=listed["folded"],
        base=listed["base"],
        dated=listed["dated"],
    )


def pattern_of(words: list[str], sets: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Compile patterns into one that finds any of them."""
    return re.compile("|".join(_bounded(word, sets) for word in words), re.IGNORECASE)


def _pattern_or_none(words: list[str], sets: Mapping[str, list[str]]) -> re.Pattern[str] | None:
    return pattern_of(words, sets) if words else None


def _bounded(words: str, sets: Mapping[str, list[str]]) -> str:
    """Write a pattern out and keep it to whole words."""
    written = _Pattern(words, sets).written()
    before = r"(?<!\w)" if words[0].isalnum() or words[0] in "{<*" else ""
    if words.startswith(("#", "\\d")):
        before = r"(?<![\w-])"
    after = r"(?:(?<=['’])|(?!\w))" if words[-1].isalnum() or words[-1] in "}>#*" else ""
    return f"{before}(?:{written}){after}"


class _Pattern:
    """A pattern on its way to a regular expression."""

    def __init__(self, words: str, sets: Mapping[str, list[str]]) -> None:
        self._words = words
        self._sets = sets
        self._place = 0

    def written(self, until: str = "") -> str:
        """Translate up to one of the signs in ``until`` that stands outside of inner braces."""
        parts = []
        while self._place < len(self._words) and self._words[self._place] not in until:
            parts.append(self._next())
        return "".join(parts)

    def _next(self) -> str:
        words, place = self._words, self._place
        sign = words[place]
        if words.startswith(" ... ", place):
            self._place += 5
            return _UP_TO_FIVE
        if sign == "{":
            return self._choice()
        if sign == "<":
            return self._set()
        self._place += 1
        if sign == "\\":
            self._place += 1
            return words[place : place + 2]
        if sign == "*":
            beside = words[place - 1 : place].isalnum() or words[place + 1 : place + 2].isalnum()
            return r"\w*" if beside else _ANY_WORD
        return {" ": r"(?:\s+|(?<=['’]))", "'": "['’]", "#": _NUMBER}.get(sign, sign)

    def _choice(self) -> str:
        opens_a_word = self._words[self._place - 1 : self._place] in {"", " "}
        choices = []
        while self._words[self._place] != "}":
            self._place += 1
            choices.append(self.written(until=",}"))
        self._place += 1
        if "" not in choices:
            return f"(?:{'|'.join(choices)})"
        blank = r"\s+" if opens_a_word and self._words.startswith(" ", self._place) else ""
        self._place += len(blank) // 3
        some = "|".join(choice for choice in choices if choice)
        return f"(?:(?:{some}){blank})?"

    def _set(self) -> str:
        end = self._words.index(">", self._place)
        name = self._words[self._place + 1 : end]
        self._place = end + 1
        if name == "Name":
            return _CAPITALISED
        return "(?:" + "|".join(_Pattern(word, self._sets).written() for word in self._sets[name]) + ")"
