"""The claims that are nearest to words by which nothing is found.

Each word stands for itself or, where few claims hold it, for the known words that few slips lead to. Claims that hold
one of these for each word are fetched, the newest first; where there are few of them, those that lack one word too; and
where there are many, those that hold the known words as they were typed, and those in which all stand side by side.
What is fetched is compared with what was typed, letter by letter. What is asked of a claim besides words must hold as
it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz
from sqlalchemy import and_, column, exists, func, or_, select, table, text

from tracker.display import display
from tracker.store.filters import conditions, parse_filter
from tracker.store.finding import begins, has_any_of, uses_index
from tracker.store.known_words import known_words
from tracker.store.listing import asked_of, highest_number
from tracker.store.orders import SORT
from tracker.store.queries import claims_in_order
from tracker.store.tables import search_term, search_text, standing
from tracker.store.word_index import INDEX
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlmodel import Session

    from tracker.store.rows import ClaimRow
    from tracker.store.terms import Term

MOST_SHOWN = 20

NEAR_ENOUGH = 70.0
"""From this likeness on, of 100, a claim is near to what was typed."""

_RARE = 1_000
"""A word that one claim of so many holds, or more, is taken as it stands."""

_MOST_MEANT, _MOST_BEGUN = 12, 2
_BEGUN_FROM = 3
_MOST_WORDS = 8
_NEWEST, _MORE = 200, 100
_ENOUGH, _MANY = 20, 100
_CUT_OFF = 0.9
"""What was fetched up to this share of the most there may be was probably not all: some of it is in the trash."""

_MOST_LEFT_OUT = 4
_MOST_CLAIMS = 20_000
"""Where each of some words stands in more claims than this, they tell too little to fetch claims by them alone."""

_PHRASES, _MOST_IN_PHRASE, _MOST_TOGETHER = 4, 4, 256
_MOST_COMPARED = 2_000
"""So many characters of what is told around a claim are compared."""

_APART = 0.9
"""How much words count that do not stand side by side."""


@dataclass(frozen=True, slots=True)
class NearestClaims:
    """Claims that a filter does not let through and that are near to its words, the nearest first.

    ``filter`` is the same with its words spelled as the nearest claim has them, empty where they are not all in it.
    """

    rows: tuple[ClaimRow, ...] = ()
    filter: str = ""


class _Meant(NamedTuple):
    """A word that was typed, and the known ones that it may stand for, of which the first ``begun`` are beginnings."""

    typed: str
    words: tuple[str, ...]
    claims: int
    begun: int

    @property
    def is_known(self) -> bool:
        """Whether it was perhaps no slip: it is or begins a known word, beside others that it may stand for."""
        return len(self.words) > 1 and self.words[0] == self.typed

    def as_typed(self) -> _Meant:
        """It alone where it is known, else the same."""
        return self._replace(words=self.words[:1], begun=min(self.begun, 1)) if self.is_known else self

    def asked(self) -> list[tuple[str, bool]]:
        """The words, each with whether it may be only the beginning of one."""
        return [(word, place < self.begun and len(word) >= _BEGUN_FROM) for place, word in enumerate(self.words)]

    def held_by(self, held: set[str]) -> str:
        """The nearest of the words that is one of these; empty where none is."""
        return max((word for word in self.words if word in held), key=partial(fuzz.ratio, self.typed), default="")

    def spelled_in(self, held: set[str]) -> str:
        """The nearest of the words by which a claim with these words is found; empty where none is."""
        if _is_begun(self.typed, held):
            return self.typed
        return self.held_by(held) or next((word for word in self.words if _is_begun(word, held)), "")


@dataclass
class _Search:
    """Gathers claims that are perhaps near to what was typed, by their numbers with their texts.

    ``likeness`` tells how like the texts are to it, from 0 to 100; 0 where they are not near.
    """

    session: Session
    typed: str
    others: tuple[Term, ...]
    today: date
    found: dict[int, Sequence[str]] = field(default_factory=dict)
    likeness: dict[int, float] = field(default_factory=dict)

    def fetch(self, numbers: Select[tuple[int]], most: int) -> list[int]:
        """Fetch the newest of some claims, of those for which the other terms hold."""
        number = next(iter(numbers.selected_columns))
        if all(term.field == SORT for term in self.others):
            numbers = numbers.order_by(number.desc()).limit(most)
        holding = numbers.with_only_columns(number.label("number")).subquery("holding")
        held = (
            select(search_text.claim_id, search_text.statement, func.substr(search_text.around, 1, _MOST_COMPARED))
            .select_from(asked_of(self.others).join(holding, holding.c.number == standing.claim_id))
            .join(search_text.claim_id.table, search_text.claim_id == holding.c.number)
            .where(*conditions(self.others, self.today))
        )
        rows = self.session.execute(held.order_by(holding.c.number.desc()).limit(most)).all()
        for number, *texts in rows:
            if number not in self.found:
                self.found[number] = texts
                self.likeness[number] = max(
                    fuzz.partial_ratio(self.typed, one, score_cutoff=NEAR_ENOUGH) for one in texts
                )
        return [row[0] for row in rows]


def nearest_claims(session: Session, text: str, today: date) -> NearestClaims:
    """For a filter that finds nothing, the claims that are nearest to its words, at most ``MOST_SHOWN``.

    Words in quotes and what has a field or a minus is taken as it stands. Raises InvalidInput for a filter that cannot
    be read.
    """
    terms = parse_filter(text)
    typed = [word for term in terms if _may_be_mistyped(term) for word in words_of(term.value)]
    search = _Search(session, " ".join(typed), tuple(term for term in terms if not _may_be_mistyped(term)), today)
    meant = _meant(session, typed)
    if not meant:
        return NearestClaims()
    for number in _gather(search, meant):
        search.likeness[number] = max(search.likeness[number], _in_words(meant, len(typed), search.found[number]))
    nearest = sorted((-score, -number) for number, score in search.likeness.items() if score >= NEAR_ENOUGH)
    numbers = [-number for _, number in nearest[:MOST_SHOWN]]
    spelled = _spelled(text, terms, meant, search.found[numbers[0]]) if numbers else ""
    return NearestClaims(claims_in_order(session, numbers, today), spelled)


def nearest_in_words(nearest: NearestClaims) -> str:
    """What is shown of them, as sentences that are safe to show."""
    meant = f" Did you mean “{display(nearest.filter)}”?" if nearest.filter else ""
    return f"These are the nearest, best first.{meant}"


def _may_be_mistyped(term: Term) -> bool:
    return not (term.field or term.is_negated or term.is_exact) and bool(words_of(term.value))


def _meant(session: Session, typed: Sequence[str]) -> list[_Meant]:
    """What each word may be meant to be, in their order; without those of which nothing is known, nor too many."""
    asked = select(search_term.term, search_term.claims).where(search_term.term.in_(set(typed)))
    counts: dict[str, int] = dict(session.execute(asked).all())
    common = max(1, highest_number(session) // _RARE)
    meant = []
    for place, word in enumerate(typed, 1):
        claims = counts.get(word, 0)
        if claims >= common:
            meant.append(_Meant(word, (word,), claims, 0))
        elif near := _near(session, word, claims):
            begun = _MOST_BEGUN if place == len(typed) else int(word in near)
            meant.append(_Meant(word, tuple(near), sum(near.values()), begun))
    rarest = sorted(meant, key=lambda one: one.claims)[:_MOST_WORDS]
    return [one for one in meant if one in rarest]


def _near(session: Session, word: str, claims: int) -> dict[str, int]:
    """The words that a rare or unknown one may be meant to be, with their claims; itself first where any begins so."""
    near = {word: claims} if claims or (len(word) >= _BEGUN_FROM and _begins_some(session, word)) else {}
    if len(word) > 1:
        near |= {one.word: -one.rank for one in known_words(session).near(word, _MOST_MEANT)}
    return near


def _is_begun(word: str, held: set[str]) -> bool:
    return any(one.startswith(word) for one in held)


def _begins_some(session: Session, word: str) -> bool:
    return bool(session.execute(select(exists().where(begins(search_term.term, word)))).scalar_one())


def _gather(search: _Search, meant: Sequence[_Meant]) -> list[int]:
    """Fetch the claims that are perhaps near; the numbers of those that hold something of every word."""
    whole = _fetch(search, meant, _NEWEST)
    short = [one for one in meant if len(one.typed) < _BEGUN_FROM]
    if 0 < len(short) < len(meant):
        _fetch_without(search, meant, short)
    if len(search.found) >= _MANY and (phrases := _phrases(search.typed, meant, max(search.likeness.values()))):
        search.fetch(_holding_a_phrase(search.session, meant, phrases), _ENOUGH)
    if len(search.found) < _ENOUGH:
        for one in sorted(meant, key=lambda one: one.claims)[:_MOST_LEFT_OUT]:
            _fetch_without(search, meant, [one])
    return whole


def _fetch_without(search: _Search, meant: Sequence[_Meant], left_out: Sequence[_Meant]) -> None:
    """Fetch those that hold something of the words but these, unless the rest tells too little."""
    left = [one for one in meant if one not in left_out]
    if left and min(one.claims for one in left) < _MOST_CLAIMS:
        _fetch(search, left, _MORE)


def _fetch(search: _Search, meant: Sequence[_Meant], most: int) -> list[int]:
    """Fetch the newest that hold something of each word; where there are more, the newest with the known words, too."""
    found = search.fetch(_holding(search.session, meant), most)
    if len(found) > _CUT_OFF * most and any(one.is_known for one in meant):
        found += search.fetch(_holding(search.session, [one.as_typed() for one in meant]), _MORE)
    return found


def _phrases(typed: str, meant: Sequence[_Meant], best: float) -> list[str]:
    """What may have been meant as a whole, of what is nearer to what was typed than the best that was found."""
    most = min(_MOST_IN_PHRASE, int(_MOST_TOGETHER ** (1 / len(meant))))
    together = [" ".join(words) for words in product(*(one.words[:most] for one in meant))]
    near = sorted((-fuzz.partial_ratio(typed, phrase), place) for place, phrase in enumerate(together))
    return [together[place] for score, place in near[:_PHRASES] if -score > best]


def _holding(session: Session, meant: Sequence[_Meant]) -> Select[tuple[int]]:
    """The numbers of the claims that hold one of each word's, by the index there is."""
    if uses_index(session):
        each = (" OR ".join(f'"{word}"' + "*" * is_begun for word, is_begun in one.asked()) for one in meant)
        return _matching(" AND ".join(f"({words})" for words in each))
    if session.get_bind().dialect.name == "postgresql":
        held = [has_any_of(one.asked()) for one in meant]
    else:
        held = [or_(*(_stands(word, "" if is_begun else " ") for word, is_begun in one.asked())) for one in meant]
    return select(search_text.claim_id).where(and_(*held))


def _holding_a_phrase(session: Session, meant: Sequence[_Meant], phrases: Iterable[str]) -> Select[tuple[int]]:
    """The numbers of the claims in which one of these phrases stands."""
    if uses_index(session):
        return _matching(" OR ".join(f'"{phrase}"' for phrase in phrases))
    return _holding(session, meant).where(or_(*(_stands(phrase, " ") for phrase in phrases)))


def _matching(asked: str) -> Select[tuple[int]]:
    number = column("rowid", search_text.claim_id.type)
    return select(number).select_from(table(INDEX)).where(text(f"{INDEX} MATCH :asked").bindparams(asked=asked))


def _stands(words: str, end: str) -> ColumnElement[bool]:
    wanted = f"% {words}{end}%"
    return or_(search_text.statement.like(wanted), search_text.around.like(wanted))


def _in_words(meant: Sequence[_Meant], words: int, texts: Iterable[str]) -> float:
    """How like the words of a claim are to so many that were typed, from 0 to 100, wherever they stand in it."""
    held = {word for one in texts for word in one.split(" ")}
    near = (fuzz.ratio(one.typed, one.held_by(held) or one.words[0]) for one in meant)
    return _APART * sum(near) / words


def _spelled(text: str, terms: Sequence[Term], meant: Sequence[_Meant], texts: Iterable[str]) -> str:
    """A filter with its words spelled as these texts have them; empty where they lack one."""
    held = {word for one in texts for word in one.split(" ")}
    spelled = {one.typed: one.spelled_in(held) for one in meant}
    for term in filter(_may_be_mistyped, reversed(terms)):
        typed = words_of(term.value)
        if not all(spelled.get(word) for word in typed):
            return ""
        if any(spelled[word] != word for word in typed):
            text = text[: term.at] + " ".join(spelled[word] for word in typed) + text[term.end :]
    return text
