"""The orders of the list: ``sort:due``, or ``sort:-due`` for the same turned round.

An order is one line in ``_ORDERS``. Claims that lack what is sorted by come last in both directions; those that are
alike in it stand as in the usual order, the one said last first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Column, ColumnElement, and_, case, func, or_, select

from tracker.claims.typed import nearest_code
from tracker.claims.vocabulary import Kind, Role, Schedule, Verdict
from tracker.errors import InvalidInput
from tracker.store.days import as_kept
from tracker.store.letters import as_sorted
from tracker.store.tables import citation, claim, source, speaker, standing, subject
from tracker.store.terms import Term, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

SORT = "sort"
"""The field that names an order."""

USUAL = "said"
"""The order of a list whose filter names none."""

NEWEST_FIRST = (standing.said_on.desc(), standing.claim_id.desc())
"""This order in SQL."""

NEWEST_SORTED = (as_kept(standing.said_on).desc(), standing.claim_id.desc())
"""The same for SQLite, which is not to look for the claims in the index that has them in this order."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What is sorted by, None for the status, how each direction reads, and whether every claim has it.

    ``needs_claims`` is what claims or names tell: standings alone do not. ``named`` are the number that standings have
    of what is sorted by its name, and the same number beside the name.
    """

    by: ColumnElement[Any] | None
    words: str
    turned: str
    is_descending: bool = False
    is_always_told: bool = False
    needs_claims: bool = False
    named: tuple[Column[Any], Column[Any]] | None = None


class OrderOfNames(NamedTuple):
    """An order by names: the number of a name in standings and beside it, what it is sorted by, and which way."""

    key: Column[Any]
    id: Column[Any]
    by: ColumnElement[Any]
    is_descending: bool


def first_source_name() -> ColumnElement[str]:
    """The publisher of a claim's first source, else its title, else its address; null for a claim without a source."""
    told = func.coalesce(func.nullif(source.publisher, ""), func.nullif(source.title, ""), source.url)
    return _of_the_first_source(told)


def first_publisher() -> ColumnElement[str]:
    """The publisher of the first source that states a claim; null for a claim without a source."""
    return _of_the_first_source(source.publisher)


def first_source() -> ColumnElement[int]:
    """The number of the first source that states a claim, which is told by its citation; null without a source."""
    stated = select(citation.source_id).where(
        citation.claim_id == standing.claim_id, citation.role == Role.STATES, citation.source_id.is_not(None)
    )
    return stated.order_by(citation.id).limit(1).scalar_subquery()


def _of_the_first_source(told: ColumnElement[str]) -> ColumnElement[str]:
    """What the first source tells that states a claim, looked up claim by claim, which is quicker than a join."""
    return (
        select(told)
        .join_from(citation.id.table, source.id.table, citation.source_id == source.id)
        .where(citation.claim_id == standing.claim_id, citation.role == Role.STATES)
        .order_by(citation.id)
        .limit(1)
        .scalar_subquery()
    )


def _by_name(key: Column[Any], number: Column[Any], name: Column[Any]) -> _Order:
    return _Order(as_sorted(name), "A to Z", "Z to A", needs_claims=True, named=(key, number))


def _by_moment(moment: Column[Any]) -> _Order:
    return _Order(moment, "newest first", "oldest first", is_descending=True, is_always_told=True, needs_claims=True)


_RANKED = (
    *(Schedule.OVERDUE, Schedule.DUE, Schedule.UPCOMING, Schedule.NO_DATE),
    *(Schedule.POSTPONED, Schedule.RESCHEDULED, Schedule.WITHDRAWN),
    *Verdict,
)
_KIND = case({kind: rank for rank, kind in enumerate(sorted(Kind))}, value=standing.kind)
_SOURCE = as_sorted(func.nullif(first_source_name(), ""))
_ORDERS = {
    "said": _Order(standing.said_on, "newest first", "oldest first", is_descending=True, is_always_told=True),
    "due": _Order(func.coalesce(standing.due_end, standing.due_start), "earliest first", "latest first"),
    "review": _Order(standing.review_on, "earliest first", "latest first"),
    "speaker": _by_name(standing.speaker_id, speaker.id, speaker.name_key),
    "subject": _by_name(standing.subject_id, subject.id, subject.name_key),
    "source": _Order(_SOURCE, "A to Z", "Z to A"),
    "status": _Order(None, "overdue first", "settled first", is_always_told=True),
    "kind": _Order(_KIND, "A to Z", "Z to A", is_always_told=True),
    "added": _by_moment(claim.created_at),
    "changed": _by_moment(claim.updated_at),
    "id": _Order(standing.claim_id, "lowest number first", "highest number first", is_always_told=True),
}

ORDERS: dict[str, str] = {
    code: f"{name}, {words}"
    for name, order in _ORDERS.items()
    for code, words in ((name, order.words), (f"-{name}", order.turned))
}
"""Every order by its code, each followed by itself turned round, in words: ``due`` is “due, earliest first”."""


def read_order(term: Term) -> str:
    """The code of the order that a term names. Raises InvalidInput when there is none."""
    code = term.value.casefold()
    if term.is_negated:
        turned = f"{SORT}:-{code}" if code in _ORDERS else f"{SORT}:-due"
        raise InvalidInput(f"An order is turned round behind the colon: write “{turned}”.")
    if code not in ORDERS:
        near = nearest_code(code.lstrip("-"), _ORDERS)
        hint = f" Did you mean “{'-' * code.startswith('-')}{near}”?" if near else ""
        raise InvalidInput(
            f"There is no order “{term.value}”.{hint} There are: {', '.join(_ORDERS)}; a minus turns one round: -due."
        )
    return code


def sort_of(terms: Iterable[Term]) -> str:
    """The code of the order in which a filter lists claims."""
    return next((read_order(term) for term in terms if term.field == SORT), USUAL)


def names_an_order(terms: Iterable[Term]) -> bool:
    """Whether a filter says in which order its claims come."""
    return any(term.field == SORT for term in terms)


def with_sort(text: str, order: str) -> str:
    """A filter's text with this order in place of its own; the usual order is left unsaid.

    The other terms stay as they are written, and find what they found. Raises InvalidInput when there is no such order.
    """
    code = read_order(Term(SORT, order))
    own = () if code == USUAL else (f"{SORT}:{code}",)
    words = [text[term.at : term.end] for term in terms_of(text) if term.field != SORT]
    # Behind quotes that are still open, which only the last word's can be, the order would be a part of what they hold.
    is_open = bool(words) and words[-1].count('"') % 2 == 1
    return " ".join((*own, *words) if is_open else (*words, *own))


def in_order(terms: tuple[Term, ...], status: ColumnElement[str], *, turned: bool = False) -> list[ColumnElement[Any]]:
    """What a list of claims is ordered by, from its end when ``turned``; ``status`` is their status in SQL."""
    order, is_descending = _order_of(terms)
    by = _sorted_by(order, status)
    told: list[tuple[ColumnElement[Any], bool]] = [(by, is_descending)]
    if not order.is_always_told:
        told.insert(0, (case((by.is_(None), 1), else_=0), False))
    if order is not _ORDERS[USUAL]:
        told.append((standing.said_on, True))
    told.append((standing.claim_id, True))
    return [one.desc() if goes_down is not turned else one.asc() for one, goes_down in told]


def order_needs_claims(terms: tuple[Term, ...]) -> bool:
    """Whether the order of a list is told by claims or names, not by standings alone."""
    return _order_of(terms)[0].needs_claims


def names_ordered_by(terms: tuple[Term, ...]) -> OrderOfNames | None:
    """The order of a list that is by names which standings know by number; None for any other order."""
    order, is_descending = _order_of(terms)
    if order.named is None or order.by is None:
        return None
    return OrderOfNames(*order.named, order.by, is_descending)


def place_of(terms: tuple[Term, ...], status: ColumnElement[str]) -> list[ColumnElement[Any]]:
    """What must be known of a claim for ``is_above``."""
    return [_sorted_by(_order_of(terms)[0], status), standing.said_on, standing.claim_id]


def is_above(terms: tuple[Term, ...], status: ColumnElement[str], place: Sequence[Any]) -> ColumnElement[bool]:
    """Whether claims stand above the one with this ``place`` in the order of the list."""
    value, said_on, claim_id = place
    is_first = is_newer(said_on, claim_id)
    if sort_of(terms) == USUAL:
        return is_first
    order, is_descending = _order_of(terms)
    by = _sorted_by(order, status)
    if value is None:
        return or_(by.is_not(None), is_first)
    is_before = by > value if is_descending else by < value
    return or_(is_before, and_(by == value, is_first))


def is_newer(said_on: date, claim_id: int) -> ColumnElement[bool]:
    """Whether claims come before one that is alike in the order of the list."""
    later = or_(standing.said_on > said_on, standing.claim_id > claim_id)
    return and_(standing.said_on >= said_on, later)  # which an index can count, as “a > x or a = x and …” cannot


def _order_of(terms: Iterable[Term]) -> tuple[_Order, bool]:
    """The order of a filter, and whether it goes down."""
    code = sort_of(terms)
    order = _ORDERS[code.removeprefix("-")]
    return order, order.is_descending != code.startswith("-")


def _sorted_by(order: _Order, status: ColumnElement[str]) -> ColumnElement[Any]:
    return order.by if order.by is not None else case({code: rank for rank, code in enumerate(_RANKED)}, value=status)
