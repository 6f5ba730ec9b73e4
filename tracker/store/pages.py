"""Which claims stand on a page of a list, also where it is in the order of names.

No index holds claims in the order of their speakers' names. But there are few names beside the claims: how many claims
each has is counted in an index, which tells on which names a page falls, and only the claims of these are sorted.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, or_, select

from tracker.store import listing
from tracker.store.filters import conditions
from tracker.store.orders import names_ordered_by
from tracker.store.tables import standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlmodel import Session

    from tracker.store.orders import OrderOfNames
    from tracker.store.terms import Term


def numbers_on_page(  # noqa: PLR0913, PLR0917 -- which list, and which part of it
    session: Session, terms: tuple[Term, ...], today: date, offset: int, limit: int, total: int
) -> Select[Any]:
    """The numbers on a page of a list of ``total`` claims, in no order."""
    order = names_ordered_by(terms)
    if order is None:
        return listing.numbers_on_page(terms, today, offset, limit, total)
    where, end = conditions(terms, today), 0
    counted = select(order.key, func.count()).select_from(listing.asked_of(terms)).where(*where).group_by(order.key)
    counts = {row[0]: int(row[1]) for row in session.execute(counted)}
    on_page: list[list[int | None]] = []
    skipped = 0
    for ids in _alike(session, order, set(counts)):
        start, end = end, end + sum(counts[one] for one in ids)
        if end > offset:
            skipped = skipped if on_page else offset - start
            on_page.append(ids)
        if end >= offset + limit:
            break
    found = select(standing.claim_id).select_from(listing.asked_of(terms)).where(*where, _is_among(order.key, on_page))
    in_order = [_rank(order.key, on_page)] if len(on_page) > 1 else []
    return found.order_by(*in_order, standing.said_on.desc(), standing.claim_id.desc()).limit(limit).offset(skipped)


def _alike(session: Session, order: OrderOfNames, ids: set[int | None]) -> Iterator[list[int | None]]:
    """Those of these numbers whose names are alike in the order, name by name; last those without a name."""
    names = [(row[0], row[1]) for row in session.execute(select(order.by, order.id)) if row[1] in ids]
    names.sort(reverse=order.is_descending)
    for _, alike in groupby(names, key=itemgetter(0)):
        yield [one for _, one in alike]
    nameless = list(ids.difference(one for _, one in names))
    if nameless:
        yield nameless


def _is_among(key: ColumnElement[Any], names: list[list[int | None]]) -> ColumnElement[bool]:
    ids = [one for alike in names for one in alike]
    known = key.in_([one for one in ids if one is not None])
    return or_(known, key.is_(None)) if None in ids else known


def _rank(key: ColumnElement[Any], names: list[list[int | None]]) -> ColumnElement[int]:
    """The place of a name among these, of which one that stands for none is the last."""
    ranks = {one: rank for rank, alike in enumerate(names) for one in alike if one is not None}
    return case(ranks, value=key, else_=len(names)) if ranks else case((key.is_(None), 0), else_=0)
