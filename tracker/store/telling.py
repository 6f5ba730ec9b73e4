"""The words of a statement that tell what it is about, and the claims that hold some of them.

A word tells the more, the fewer claims it stands in. Claims are fetched by the rarest words. One that many claims hold
is narrowed by the words that are the next rarest: a claim that says nearly the same holds most of these, too.
"""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, or_, select, text

from tracker.store.finding import begins, has_any_of, uses_index
from tracker.store.listing import highest_number
from tracker.store.tables import search_term, search_text
from tracker.store.word_index import INDEX
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

_TELLING_WORDS = 4
_MOST_UNKNOWN = 2
_MOST_CLAIMS = 20_000
"""Claims are fetched by words that stand in no more than this together, unless there is nothing but one of more."""

_FEW, _MOST_FETCHED = 100, 400
"""A word is narrowed until so few claims are to be expected; so many are fetched by it at most, the newest."""

_GROUP, _MOST_GROUPS = 3, 4
"""So many words narrow together, one of which is enough: the others may be mistyped, or said in another way."""

_TOO_COMMON = 5
"""A word that one claim of so many holds, or more, narrows too little."""

_STEM = 4

_FETCHED = text(
    "SELECT claim_id, statement FROM search_text WHERE claim_id IN "  # noqa: S608 -- a name of our own
    f"(SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :words ORDER BY rowid DESC LIMIT :most)"
)


class TellingWord(NamedTuple):
    """A word to fetch claims by: as it is or, where no claim has it, as a beginning; and in how many it stands."""

    word: str
    claims: int
    is_begun: bool = False


class Told:
    """What a statement's words tell among all claims: ``known`` are those that claims have, the rarest first."""

    def __init__(self, session: Session, statement: str) -> None:
        self.words = set(words_of(statement))
        self.claims = highest_number(session)
        asked = select(search_term.term, search_term.claims).where(search_term.term.in_(self.words))
        known = (TellingWord(*row) for row in session.execute(asked))
        self.known = sorted(known, key=lambda one: (one.claims, one.word))
        self._told = {one.word: self._told_by(one.claims) for one in self.known}

    def rarity(self, word: str) -> float:
        """How much a word of the statement tells; one that no claim has tells most."""
        return self._told.get(word, self._told_by(0))

    def shared_with(self, kept: str) -> float:
        """How much the words tell that stand in a text, too, as it is kept."""
        return sum(map(self._told.__getitem__, self._told.keys() & kept.split(" ")))

    def _told_by(self, claims: int) -> float:
        return math.log((self.claims + 1) / (min(claims, self.claims) + 1))


def telling_words(session: Session, told: Told) -> list[TellingWord]:
    """The rarest words of a statement, by which its look-alikes are fetched; one when it has only common ones."""
    known = [one for one in told.known if len(one.word) > 1]
    reached = accumulate(one.claims for one in known)
    rare = [one for one, claims in zip(known, reached, strict=True) if claims <= _MOST_CLAIMS][:_TELLING_WORDS]
    unknown = sorted(told.words - {one.word for one in told.known}, key=lambda word: (-len(word), word))
    begun = [
        _begun(session, word[: max(_STEM, len(word) - 2)]) for word in unknown[:_MOST_UNKNOWN] if len(word) >= _STEM
    ]
    return [*rare, *(one for one in begun if 0 < one.claims <= _MOST_CLAIMS)] or known[:1]


def statements_like(session: Session, told: Told) -> dict[int, str]:
    """The newest claims that hold what tells of a statement: their numbers, and their statements' words as kept."""
    found: dict[int, str] = {}
    for one in telling_words(session, told):
        groups = [[one], *_narrowing(one, told)]
        found.update(_by_index(session, groups) if uses_index(session) else _by_texts(session, groups))
    return found


def _by_index(session: Session, groups: Sequence[Sequence[TellingWord]]) -> dict[int, str]:
    """The newest claims whose statements hold one word of each group, as SQLite's index tells."""
    each = (" OR ".join(f'"{one.word}"' + "*" * one.is_begun for one in words) for words in groups)
    asked = " AND ".join(f"({words})" for words in each)
    return dict(session.execute(_FETCHED, {"words": f"statement : ({asked})", "most": _MOST_FETCHED}).all())


def _by_texts(session: Session, groups: Sequence[Sequence[TellingWord]]) -> dict[int, str]:
    """The same without that index. PostgreSQL's tells of all texts of a claim, so that the statement is looked into."""
    held = [
        or_(*(search_text.statement.like(f"% {one.word}{'' if one.is_begun else ' '}%") for one in words))
        for words in groups
    ]
    if session.get_bind().dialect.name == "postgresql":
        held += [has_any_of([(one.word, one.is_begun) for one in words]) for words in groups]
    asked = select(search_text.claim_id, search_text.statement).where(*held)
    return dict(session.execute(asked.order_by(search_text.claim_id.desc()).limit(_MOST_FETCHED)).all())


def _begun(session: Session, beginning: str) -> TellingWord:
    """A beginning, with how many claims the words that begin so stand in, counted word by word."""
    asked = select(func.coalesce(func.sum(search_term.claims), 0)).where(begins(search_term.term, beginning))
    return TellingWord(beginning, int(session.execute(asked).scalar_one()), is_begun=True)


def _narrowing(telling: TellingWord, told: Told) -> list[list[TellingWord]]:
    """Groups of the next rarest words, of each of which a claim is to hold one: as many as leave few claims."""
    others = [one for one in told.known if one.word != telling.word and one.claims * _TOO_COMMON <= told.claims]
    groups: list[list[TellingWord]] = []
    left = float(telling.claims)
    for at in range(0, len(others), _GROUP):
        if left <= _FEW or len(groups) == _MOST_GROUPS:
            break
        groups.append(others[at : at + _GROUP])
        left *= min(1.0, sum(one.claims for one in groups[-1]) / told.claims)
    return groups
