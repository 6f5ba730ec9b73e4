"""The letters that the grammar is written in are all explained, each by words that hold it."""

from __future__ import annotations

import re

import pytest

import tracker.dates.reading  # noqa: F401 -- the rules are registered with it
from tracker.dates import grammar, terms
from tracker.dates.words import available_languages, split_words, words_of

_LINE = re.compile(r"^ {4}(\S)  (?:\S+ )+ +(.+?)(?: \((\w\w)\))?$", re.MULTILINE)
LEGEND = {letter: (words, language or "en") for letter, words, language in _LINE.findall(terms.__doc__ or "")}
SEEN_BY_SHAPE = set("yDKqc,-")
"""Those of what is written in digits and signs, which no list of words holds."""


def _listed(language: str) -> set[str]:
    """The letters of a language's lists."""
    words = words_of(language)
    assert words
    phrases = (readings for found in words.phrases.values() for _, readings in found)
    letters = "".join(letter for readings in phrases for letter, _ in readings)
    return set(letters) | {letter for letter, _ in words.whole.values()}


def _in_patterns() -> set[str]:
    """The letters of the rules, and of what reads terms beside them."""
    rules = (shape.pattern for kind in grammar._RULES.values() for shape, _ in kind)
    told = (re.sub(r"\(\?P<\w+>", "", grammar._compiled(pattern).pattern) for pattern in rules)
    return {sign for pattern in told for sign in pattern if sign.isalpha() or sign in "&,-_~"}


def test_every_letter_is_explained() -> None:
    listed = set[str]().union(*map(_listed, available_languages()))
    assert set(LEGEND) == listed | SEEN_BY_SHAPE
    assert not listed & SEEN_BY_SHAPE
    assert _in_patterns() <= set(LEGEND)


@pytest.mark.parametrize("letter", LEGEND)
def test_the_words_by_which_a_letter_is_explained_hold_it(letter: str) -> None:
    text, language = LEGEND[letter]
    words = words_of(language)
    assert words
    read = {one for term in terms.terms_in(text, words) for found, _ in term.readings for one in found}
    spelled = split_words(text)
    # Some letters are gone when the terms are whole: what they stand for is read in their place.
    for place, word in enumerate(spelled):
        for key, readings in words.phrases.get(words.spelling(word), ()):
            if spelled[place : place + len(key)] == key:
                read |= {one for found, _ in readings for one in found}
    read |= {words.whole[spelled][0]} if spelled in words.whole else set()
    assert letter in read
