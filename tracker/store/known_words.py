"""The words of all claims, kept in memory between questions: those that a mistyped one may be meant to be.

They are read when they are first wanted, and again after a step of the history.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import select

from tracker.store.remembered import Remembered
from tracker.store.tables import search_term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

_SHORT = 5
"""In words of up to so many letters one slip is made good, in longer ones two."""

_AT_ONCE = 2_000
"""A call of rapidfuzz lets nothing else run until it ends, so that it gets no more words than this."""


class Neighbour(NamedTuple):
    """A known word that a typed one may be meant to be: how many slips away, and in how many claims, negative."""

    slips: int
    rank: int
    word: str


class KnownWords:
    """Words with the number of claims they stand in, by their length.

    They are kept as texts of some thousand words each: as objects they would take ten times the room.
    """

    def __init__(self, counted: Iterable[tuple[str, int]]) -> None:
        by_length: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        self._parts: defaultdict[int, list[tuple[str, array[int]]]] = defaultdict(list)
        for word, claims in counted:
            some = by_length[len(word)]
            some.append((word, claims))
            if len(some) == _AT_ONCE:
                self._keep(by_length.pop(len(word)))
        for some in by_length.values():
            self._keep(some)

    def _keep(self, some: list[tuple[str, int]]) -> None:
        words = " ".join(word for word, _ in some)
        self._parts[len(some[0][0])].append((words, array("q", (claims for _, claims in some))))

    def near(self, word: str, most: int) -> list[Neighbour]:
        """The words that are few slips away, itself included: at most ``most``, nearest and commonest first."""
        slips = 1 if len(word) <= _SHORT else 2
        found: list[Neighbour] = []
        for length in range(len(word) - slips, len(word) + slips + 1):
            for words, claims in self._parts.get(length, ()):
                near = process.extract(word, words.split(" "), scorer=OSA.distance, score_cutoff=slips, limit=None)
                found += [Neighbour(int(distance), -claims[place], term) for term, distance, place in near]
        return sorted(found)[:most]


def _every_word(session: Session) -> KnownWords:
    asked = select(search_term.term, search_term.claims).execution_options(yield_per=_AT_ONCE)
    return KnownWords((row[0], row[1]) for row in session.execute(asked))


known_words = Remembered(_every_word)
"""The words of a database as they are now."""
