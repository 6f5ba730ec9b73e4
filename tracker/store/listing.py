"""Which claims a list holds: their numbers, counts and places, asked of standings alone wherever these tell enough.

A page is read as numbers first, from the nearer end of an index that holds all that lists are filtered by. Only then
are its few claims looked up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import false, func, select

from tracker.store.days import as_kept
from tracker.store.filters import asks_for_trash, comes_back, conditions, is_overdue, needs_claims, status_of
from tracker.store.orders import NEWEST_SORTED, SORT, in_order, is_above, order_needs_claims, place_of
from tracker.store.tables import claim, claims_with_names, standing

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy import ColumnElement, FromClause, Select
    from sqlmodel import Session

    from tracker.store.terms import Term

_ASKED_OF_ALL = {"status", "kind", "due", SORT}
"""The fields by which no index has the claims in order; where one has, as for ``status:review``, it is asked still."""

_HIGHEST = select(func.coalesce(func.max(claim.id), 0))


def highest_number(session: Session) -> int:
    """The highest number of a claim, which is about how many there are, and is told without counting."""
    return int(session.execute(_HIGHEST).scalar_one())


def counts_of(terms: tuple[Term, ...], today: date) -> Select[Any]:
    """How many claims a filter lets through, and how many of them are overdue."""
    counts: tuple[Any, ...] = (func.count(), func.count().filter(is_overdue(today)))
    return select(*counts).select_from(asked_of(terms)).where(*_counted_conditions(terms, today))


def _counted_conditions(terms: tuple[Term, ...], today: date) -> list[ColumnElement[bool]]:
    """The conditions of a filter, put so that they are soon answered of all claims where no index tells some of them.

    Nearly all claims are outside the trash: each is asked for that last, when it fulfils the rest.
    """
    told = conditions(terms, today)
    is_asked_of_all = all(term.field in _ASKED_OF_ALL and not asks_for_trash(term) for term in terms)
    return [*told[1:], as_kept(standing.is_trashed) == false()] if terms and is_asked_of_all else told


def numbers_of(terms: tuple[Term, ...], today: date, *, is_by_number: bool = False) -> Select[Any]:
    """The numbers of all claims that a filter lets through, in its order unless they are to come by number."""
    found = _filtered(terms, today)
    return found.order_by(standing.claim_id) if is_by_number else found.order_by(*in_order(terms, status_of(today)))


def numbers_among(terms: tuple[Term, ...], today: date, claim_ids: Collection[int]) -> Select[Any]:
    """Those of a few claims that a filter lets through, in its order; no others are gone through for them."""
    told = conditions(terms, today)
    if not any(asks_for_trash(term) for term in terms):
        told = [as_kept(standing.is_trashed) == false(), *told[1:]]
    found = select(standing.claim_id).select_from(_listed_of(terms)).where(standing.claim_id.in_(claim_ids), *told)
    return found.order_by(*in_order(terms, status_of(today)))


def numbers_on_page(  # noqa: PLR0913 -- which list, and which part of it
    terms: tuple[Term, ...], today: date, offset: int, limit: int, total: int, *, are_gathered: bool
) -> Select[Any]:
    """The numbers on a page of a list of ``total`` claims, in no order; from the middle on counted from the end.

    Claims that ``are_gathered`` are all found by another index first, then sorted.
    """
    limit = max(0, min(limit, total - offset))
    is_beyond = offset > total // 2
    skipped = max(0, total - offset - limit) if is_beyond else offset
    order = NEWEST_SORTED if are_gathered else in_order(terms, status_of(today), turned=is_beyond)
    return _filtered(terms, today).order_by(*order).limit(limit).offset(skipped)


def place_as_told(terms: tuple[Term, ...], today: date, claim_id: int) -> Select[Any]:
    """What must be known of a claim for ``count_above``."""
    place = select(*place_of(terms, status_of(today))).select_from(_listed_of(terms))
    return place.where(standing.claim_id == claim_id)


def count_above(terms: tuple[Term, ...], today: date, place: Any) -> Select[Any]:
    """How many claims of a list stand above the one with this place."""
    above = is_above(terms, status_of(today), place)
    return select(func.count()).select_from(_listed_of(terms)).where(*conditions(terms, today), above)


def queue_of(today: date) -> Select[Any]:
    """The numbers of the claims that want their reviewer, those whose day came first on top."""
    return select(standing.claim_id).where(comes_back(today)).order_by(standing.comes_back_on, standing.claim_id)


def queue_length(today: date) -> Select[Any]:
    """How many claims want their reviewer."""
    return select(func.count()).select_from(standing.claim_id.table).where(comes_back(today))


def _filtered(terms: tuple[Term, ...], today: date) -> Select[Any]:
    return select(standing.claim_id).select_from(_listed_of(terms)).where(*conditions(terms, today))


def asked_of(terms: tuple[Term, ...]) -> FromClause:
    """The tables that the conditions of a filter need."""
    return claims_with_names if needs_claims(terms) else standing.claim_id.table


def _listed_of(terms: tuple[Term, ...]) -> FromClause:
    """The tables that the conditions and the order of a filter need."""
    return claims_with_names if order_needs_claims(terms) else asked_of(terms)
