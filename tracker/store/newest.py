"""The first claims of the usual list: whether they are met soon, one after the other, or found sooner by an index.

Indexes of words, of sources and of names tell the claims that fulfil a filter, in another order than the list's: what
very many fulfil would be gathered and sorted whole for the few that are shown, though the first of so many stand near
the beginning of the list. How near shows in its first thousand claims, and whether it is worth while to go on. Words of
middling rarity are looked up among the claims that were kept last, which hold those said last as a rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, bindparam, false, func, or_, select, text

from tracker.store.engines import is_file
from tracker.store.filters import asks_for_trash, conditions, conditions_on_each, needs_claims, words_and_fields
from tracker.store.listing import highest_number
from tracker.store.orders import NEWEST_FIRST, NEWEST_SORTED, SORT, is_newer, names_an_order
from tracker.store.tables import search_term, standing
from tracker.store.wanted import LAST, wanted_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from tracker.store.terms import Term

_FIRST_LOOK, _AT_LEAST_WIDER, _WIDER = 1_000, 4, 8
"""So many claims are looked at first; how many times as many an index is asked about then, and either at most."""

_MOST_WORDS = 8
_MORE_THAN_NEEDED = 1.5
_SOURCES, _NAMES = {"source", "publisher"}, {"speaker", "subject", "tag", "cites", "thread", "id"}
_SOON_ASKED = {"status", "kind", "due", SORT}

_LOOK, _LOOK_FOR_WORDS, _LOOK_FOR_SOURCES = 0.2, 2.0, 4.0
"""How long it takes to pass a claim, and to look into its texts or sources, beside the time to find one by an index."""

_LARGE_PART = 4
"""What is found among less than a quarter of all claims is worth being looked for there first."""

_HALF = 2
"""What more claims than half must be looked through for is as soon told by all of them."""

_FEW_TO_SORT = 2_000
"""So few claims are gathered and sorted in no time."""

_SOON_MET, _SOON_MET_TOGETHER = 0.03, 0.1
"""What so large a share of all claims holds is met sooner than found: one word, or the rarest of several."""

_ALL_SOURCES = 20_000
"""So many claims an index finds while all sources are looked through."""


_SAID_AS_LATE = text(
    "WITH RECURSIVE days(day) AS ("
    "SELECT min(said_on) FROM standing WHERE is_trashed = 0 AND said_on >= :day UNION ALL "
    "SELECT (SELECT min(said_on) FROM standing WHERE is_trashed = 0 AND said_on > day) FROM days "
    "WHERE day IS NOT NULL) SELECT EXISTS (SELECT 1 FROM days "
    "WHERE (SELECT min(claim_id) FROM standing WHERE is_trashed = 0 AND said_on = day) < :lowest)"
).bindparams(bindparam("day", type_=standing.said_on.type))
"""Whether a claim of such a day has a lower number, asked day by day: an index tells the lowest of each at once."""

_HOLDING = select(func.coalesce(func.sum(search_term.claims), 0)).where(
    search_term.term.between(bindparam("first"), bindparam("last"))
)
"""In how many claims a word stands, counted again for each of the words that lie between two."""


class _Place(NamedTuple):
    """Where a claim stands in the usual list."""

    said_on: date
    claim_id: int


class Sought:
    """What a filter seeks in the usual list, as far as an index tells it; ``words`` and ``fields`` are its terms."""

    def __init__(self, session: Session, terms: tuple[Term, ...], today: date) -> None:
        self.session, self.terms, self.today = session, terms, today
        self.words, self.fields = words_and_fields(terms)
        self.claims = highest_number(session)
        self.look = _LOOK_FOR_SOURCES if self.has_sources else _LOOK_FOR_WORDS

    @property
    def has_sources(self) -> bool:
        """Whether sources are asked for."""
        return any(term.field in _SOURCES for term in self.fields)

    def are_few_by_name(self, most: int) -> bool:
        """Whether so few claims have one of the names asked for that they are found sooner than met."""
        few = int((_LOOK * most * self.claims) ** 0.5)
        named = [term for term in self.fields if term.field in _NAMES and not term.is_negated]
        for term in named:
            asked = select(standing.claim_id).where(*conditions((term,), self.today)).limit(few + 1).subquery()
            if self.session.execute(select(func.count()).select_from(asked)).scalar_one() <= few:
                return True
        return False

    def holding(self) -> int:
        """In how many claims the rarest of the words stands, at most; none where it begins no known word."""
        return min(
            self._most_claims(word, is_begun=one.is_begun and place == len(one.words))
            for one in wanted_words(self.words)
            for place, word in enumerate(one.words, 1)
        )

    def _most_claims(self, word: str, *, is_begun: bool) -> int:
        """In how many claims a word stands, or at most stands where it may be the beginning of several."""
        asked = {"first": word, "last": word + LAST if is_begun else word}
        return min(self.claims, int(self.session.execute(_HOLDING, asked).scalar_one()))

    def found_among_newest(self, holding: int, most: int) -> list[int] | None:
        """The numbers of the first claims with words that at most so many hold, by an index, of the claims kept last.

        None where these must be a large part of all, since they hold the words rarely, or were not said last; and where
        few of all claims seem to hold the words.
        """
        among = self._among_which(most, holding)
        while among < self.claims // _LARGE_PART:
            lowest = self.claims - among
            found = select(standing.claim_id, standing.said_on).where(*conditions(self.terms, self.today, lowest))
            rows = self.session.execute(found.order_by(*NEWEST_SORTED).limit(most)).all()
            if len(rows) == most and not self._is_any_said_as_late(rows[-1].said_on, lowest):
                return [row.claim_id for row in rows]
            if (len(rows) + 1) * self.claims <= _FEW_TO_SORT * among:
                return None
            among = _wider(among, most, len(rows))
        return None

    def are_surely_more(self, most: int, holding: int) -> bool:
        """Whether more than so many claims hold words that at most ``holding`` do, as those kept last tell.

        It is left open where these must be a large part of all: all of them are counted in hardly more time.
        """
        among = self._among_which(most, holding)
        while among < self.claims // _HALF:
            held = select(standing.claim_id).where(*conditions(self.terms, self.today, self.claims - among))
            counted = select(func.count()).select_from(held.limit(most + 1).subquery())
            count = self.session.execute(counted).scalar_one()
            if count > most:
                return True
            among = _wider(among, most, count)
        return False

    def _among_which(self, most: int, holding: int) -> int:
        """Among how many claims so many hold words that at most ``holding`` of all do, if these stand everywhere."""
        return int(_MORE_THAN_NEEDED * most * self.claims / max(1, holding))

    def _is_any_said_as_late(self, day: date, lowest: int) -> bool:
        """Whether a claim with a number below the lowest was said on a day or after it."""
        return bool(self.session.execute(_SAID_AS_LATE, {"day": day, "lowest": lowest}).scalar_one())

    def share_looked_into(self, last: _Place | None) -> float:
        """How many of the first claims, as a share, have to be looked into: the others fail by what standings tell."""
        plain = tuple(term for term in self.fields if term.field not in _SOURCES)
        if not plain or last is None:
            return 1.0
        asked = select(func.count()).where(*conditions(plain, self.today), *_is_within(None, last))
        return float(self.session.execute(asked).scalar_one()) / _FIRST_LOOK

    def place_after(self, begun: _Place | None, more: int) -> _Place | None:
        """The place of the claim that stands so many lines further down; None where the list ends before."""
        asked = select(standing.said_on, standing.claim_id).where(standing.is_trashed == false())
        asked = asked.where(*_is_within(begun, None)).order_by(*NEWEST_FIRST)
        row = self.session.execute(asked.limit(1).offset(more - 1)).first()
        return None if row is None else _Place(*row)

    def between(self, begun: _Place | None, last: _Place | None, most: int) -> Sequence[int]:
        """The numbers of the first claims of the list that come after one place, down to another."""
        asked = select(standing.claim_id).where(*conditions_on_each(self.terms, self.today), *_is_within(begun, last))
        return self.session.execute(asked.order_by(*NEWEST_FIRST).limit(most)).scalars().all()


def first_numbers(session: Session, terms: tuple[Term, ...], today: date, most: int) -> list[int] | None:
    """The numbers of the first claims of a list, at most so many; None where all are gathered and sorted sooner.

    They are asked for where they ``may_be_met``: met one by one, or found by an index among the claims kept last.
    """
    sought = Sought(session, terms, today)
    holding = sought.holding() if sought.words else 0
    soon_met = _SOON_MET if len(sought.words) == 1 else _SOON_MET_TOGETHER
    if not sought.fields and _FEW_TO_SORT < holding < sought.claims * soon_met:
        return sought.found_among_newest(holding, most)
    if sought.words and holding * holding <= sought.look * most * sought.claims:
        return None
    found: list[int] = []
    seen, more, cost, last = 0, _FIRST_LOOK, 0.0, None
    while len(found) < most:
        begun, last = last, sought.place_after(last, more)
        found += sought.between(begun, last, most - len(found))
        if last is None or len(found) == most:
            break
        seen += more
        cost = cost or _LOOK + sought.look * sought.share_looked_into(last)
        share = (len(found) + 1) / seen
        by_index = holding or share * sought.claims + _ALL_SOURCES
        if share * by_index < cost * most:
            return None
        more = min(int(_MORE_THAN_NEEDED * (most - len(found)) / share) + 1, _WIDER * seen)
    return found


def are_surely_more(session: Session, terms: tuple[Term, ...], today: date, most: int) -> bool:
    """Whether a file surely has more than so many claims with some words; it is not found out where that takes long."""
    words, fields = words_and_fields(terms)
    is_told = bool(words) and len(wanted_words(words)) <= _MOST_WORDS and not any(term.is_negated for term in words)
    is_soon_asked = all(term.field in _SOON_ASKED for term in fields) and not needs_claims(terms)
    if not (is_told and is_soon_asked and is_file(session)):
        return False
    sought = Sought(session, terms, today)
    holding = sought.holding()
    return holding > most and sought.are_surely_more(most, holding)


def may_be_met(session: Session, terms: tuple[Term, ...]) -> bool:
    """Whether ``first_numbers`` can be asked for: a file's list in the usual order, for words or sources."""
    words, fields = words_and_fields(terms)
    is_told = len(wanted_words(words)) <= _MOST_WORDS and not any(term.is_negated for term in words)
    is_sought = bool(words) or any(term.field in _SOURCES for term in fields)
    return is_sought and is_told and _is_usual_list(session, terms)


def are_few_by_name(session: Session, terms: tuple[Term, ...], today: date, most: int) -> bool:
    """Whether the claims of a file's usual list are found sooner by a name in its filter than met one by one."""
    is_sought = any(term.field in _NAMES and not term.is_negated for term in terms)
    return is_sought and _is_usual_list(session, terms) and Sought(session, terms, today).are_few_by_name(most)


def _wider(among: int, wanted: int, found: int) -> int:
    """Among how many claims to look where too few of those wanted were found among so many."""
    needed = int(_MORE_THAN_NEEDED * wanted * among / (found + 1)) + 1
    return min(max(needed, _AT_LEAST_WIDER * among), _WIDER * among)


def _is_usual_list(session: Session, terms: tuple[Term, ...]) -> bool:
    is_usual = not (names_an_order(terms) or needs_claims(terms) or any(map(asks_for_trash, terms)))
    return is_usual and is_file(session)


def _is_within(begun: _Place | None, last: _Place | None) -> list[ColumnElement[bool]]:
    """Whether claims come after one place in the usual list, down to another; None for its beginning and its end."""
    within: list[ColumnElement[bool]] = []
    if begun is not None:
        earlier = or_(standing.said_on < begun.said_on, standing.claim_id < begun.claim_id)
        within.append(and_(standing.said_on <= begun.said_on, earlier))
    if last is not None:
        within.append(standing.said_on >= last.said_on)
        within.append(or_(is_newer(*last), standing.claim_id == last.claim_id))
    return within
