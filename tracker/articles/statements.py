"""A passage of an article as a statement that stands by itself, without who said it and what it hangs on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.articles.names import apposed_name, closing_name, inverted_pronoun, surely_closing_name
from tracker.articles.quoted_by import quoted_by
from tracker.articles.said_when import without_when
from tracker.articles.speech import speech_of
from tracker.display import shorten

if TYPE_CHECKING:
    from tracker.articles.speech import Speech

LONGEST_STATEMENT = 500
"""As many characters as the statement of a claim may have."""

_ENDS = " \n\t.,;:…–—"
_PAIRS = {"“": "”", "«": "»", "„": "“", "(": ")", "[": "]", "‘": "’", '"': '"'}
_OPENING_OF = {closing: opening for opening, closing in _PAIRS.items()}
_CLOSED = re.compile(r"[”»\"]\s*,?\s+")
_FEW_WORDS = re.compile(r"(?:[^\W\d_]+\s+){0,3}")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 40
_LONGEST_ATTRIBUTION = 20
_PARTS_OF_AN_ATTRIBUTION = 5
_FEWEST_WORDS = 4


def statement_of(words: str, language: str) -> str:
    """The words in one line, with a capital first and no loose marks, at most ``LONGEST_STATEMENT`` characters.

    A link to what stood before goes ("and that …"), and so does who said it ("X said on Friday that …", "…, X said"),
    unless what is said would begin with a pronoun then, or hold hardly a word.
    """
    told = _without_loose_marks(" ".join(words.split()).strip(_ENDS))
    speech = speech_of(language)
    if speech:
        told = _without_link(told, speech)
        told = _what_is_quoted(told, speech)
        told = _what_is_said(told, speech)
        told = _without_who_said_it(told, speech)
    told = _without_loose_marks(told)
    return shorten(told[:1].upper() + told[1:], LONGEST_STATEMENT)


def _without_link(told: str, speech: Speech) -> str:
    link = speech.links.match(told)
    return told[link.end() :].strip(_ENDS) if link and link.end() < len(told) else told


def _what_is_quoted(told: str, speech: Speech) -> str:
    """What stands in the quotation marks that words of saying follow."""
    for closed in _CLOSED.finditer(told):
        rest = told[closed.end() :]
        inner = _without_loose_marks(told[: closed.start() + 1].strip(_ENDS))
        if not {"“", "«", '"'} & set(rest) and _says_enough(inner) and _tells_who_is_quoted(told, closed, speech):
            return inner
    return told


def _tells_who_is_quoted(told: str, closed: re.Match[str], speech: Speech) -> bool:
    """Whether a verb of saying stands behind a quotation, or a name behind some other verb."""
    verb = speech.verbs.search(told, closed.end())
    if verb and verb.start() - closed.end() <= _LONGEST_NAME:
        return True
    by = quoted_by(told, closed.start() + 1, len(told), speech)
    return by is not None and by.name is not None


def _what_is_said(told: str, speech: Speech) -> str:
    """What follows the first verb of saying and its "that"."""
    for verb in speech.verbs.finditer(told):
        between = _FEW_WORDS.match(told, verb.end() + 1)
        for start in range(verb.end() + 1, (between.end() if between else verb.end()) + 1):
            that = speech.thats.match(told, start)
            said = told[that.end() :].strip(_ENDS) if that else ""
            if said and _says_enough(said) and not _begins_with_a_pronoun(said, speech):
                return said
    return told


def _without_who_said_it(told: str, speech: Speech) -> str:
    """Take "…, said X", "…, said X, the Y", "…, X said on Friday" or "…, according to X" off the end."""
    commas = [place for place, sign in enumerate(told) if sign == ","]
    for comma in reversed(commas[-_PARTS_OF_AN_ATTRIBUTION:]):
        said, rest = told[:comma], told[comma + 1 :]
        is_short = len(rest.split()) <= _LONGEST_ATTRIBUTION
        if is_short and _says_enough(said) and _tells_who(told, comma, speech):
            return said.strip(_ENDS)
    return told


def _tells_who(told: str, comma: int, speech: Speech) -> bool:
    """Whether the rest behind a comma is a name and its verb of saying, in either order and nothing else."""
    first = len(told) - len(told[comma + 1 :].lstrip())
    according = speech.according.match(told, first)
    if according:
        last = without_when(told, according.end(), len(told), speech)[1]
        return "," not in told[first:last] or closing_name(told, according.end(), last, speech) is not None
    for verb in speech.verbs.finditer(told, first):
        pronoun = inverted_pronoun(told, verb.span(), speech)
        last = max(verb.end(), pronoun.end) if pronoun else verb.end()
        behind = without_when(told, last, len(told), speech)
        if verb.start() == first:
            if pronoun:
                return not told[slice(*behind)].strip()
            return surely_closing_name(told, (0, comma), behind, speech) is not None
        if not told[slice(*behind)].strip():
            before = told[first : verb.start()].rstrip()
            return "," not in before or (
                before[-1] == "," and apposed_name(told, first, verb.start(), speech) is not None
            )
    return False


def _says_enough(words: str) -> bool:
    return len(words.split()) >= _FEWEST_WORDS


def _begins_with_a_pronoun(words: str, speech: Speech) -> bool:
    first = _FIRST_WORD.match(words)
    return first is not None and first.group().casefold() in {word.casefold() for word in speech.pronouns}


def _without_loose_marks(words: str) -> str:
    """Take quotation marks and brackets off the ends that are not closed inside, and those around all of it."""
    while words:
        first, last, inner = words[0], words[-1], words[1:]
        if first in _PAIRS and inner.find(_PAIRS[first]) in {-1, len(inner) - 1}:
            words = inner.removesuffix(_PAIRS[first])
        elif last in _OPENING_OF and _OPENING_OF[last] not in words[:-1]:
            words = words[:-1]
        else:
            return words
        words = words.strip(_ENDS)
    return words
