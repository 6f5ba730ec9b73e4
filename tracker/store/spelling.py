"""Words that were perhaps mistyped: when nothing is found, the nearest words by which something would be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import exists, func, select

from tracker.display import display
from tracker.store.filters import parse_filter
from tracker.store.finding import begins
from tracker.store.queries import claim_count
from tracker.store.tables import search_term
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlmodel import Session

    from tracker.store.terms import Term

_SHORTEST, _SHORT = 4, 5
"""Shorter words have too many neighbours; up to the second many letters one slip is made good, from there on two."""

_MOST_ALTERNATIVES, _MOST_CORRECTED = 4, 3
_MOST_TRIED = 8
_AT_ONCE = 2_000
"""A call of rapidfuzz lets nothing else run until it ends, so that it gets no more words than this."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A filter that differs from one by the spelling of its words alone, and how many claims it finds."""

    filter: str
    claims: int


def nearest_in_words(nearest: Nearest) -> str:
    """What is nearest, as a sentence that is safe to show."""
    return f"Nearest: “{display(nearest.filter)}”, {nearest.claims:,} claim{'s' * (nearest.claims != 1)}."


class _Neighbour(NamedTuple):
    """A known word that a typed one may be meant to be: how many slips away, and in how many claims, negative."""

    slips: int
    rank: int
    word: str


def nearest_filter(session: Session, text: str, today: date) -> Nearest | None:
    """For a filter that finds nothing, the nearest spelling that finds something; None when there is none.

    Only words that no claim holds are changed. Raises InvalidInput for a filter that cannot be read.
    """
    terms = parse_filter(text)
    wrong = [term for term in terms if _is_unknown(session, term)]
    if len(wrong) > _MOST_CORRECTED:
        return None
    neighbours = [list(_neighbours(session, *words_of(term.value))) for term in wrong]
    if not wrong or not all(neighbours):
        return None
    together = sorted(product(*neighbours), key=lambda one: (sum(n.slips for n in one), sum(n.rank for n in one)))
    for chosen in together[:_MOST_TRIED]:
        corrected = _rewritten(text, wrong, [one.word for one in chosen])
        if claims := claim_count(session, parse_filter(corrected), today):
            return Nearest(corrected, claims)
    return None


def _is_unknown(session: Session, term: Term) -> bool:
    """Whether a term is one plain word that is no claim's, nor the beginning of one."""
    words = words_of(term.value)
    if term.field or term.is_negated or term.is_exact or len(words) != 1 or len(words[0]) < _SHORTEST:
        return False
    return not session.execute(select(exists().where(begins(search_term.term, words[0])))).scalar_one()


def _neighbours(session: Session, word: str) -> Iterator[_Neighbour]:
    """The known words that are few slips away, nearest and commonest first."""
    slips = 1 if len(word) <= _SHORT else 2
    length = func.length(search_term.term)
    asked = select(search_term.term, search_term.claims).where(length.between(len(word) - slips, len(word) + slips))
    found: list[_Neighbour] = []
    for rows in session.execute(asked).partitions(_AT_ONCE):
        claims: dict[str, int] = {row[0]: row[1] for row in rows}
        near = process.extract(word, list(claims), scorer=OSA.distance, score_cutoff=slips, limit=_MOST_ALTERNATIVES)
        found += [_Neighbour(int(distance), -claims[term], term) for term, distance, _ in near]
    yield from sorted(found)[:_MOST_ALTERNATIVES]


def _rewritten(text: str, terms: list[Term], words: list[str]) -> str:
    """The text with these terms of it written otherwise."""
    for term, word in reversed(list(zip(terms, words, strict=True))):
        text = text[: term.at] + word + text[term.end :]
    return text
