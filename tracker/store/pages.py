"""Which claims stand on a page of a list, and where one stands, also in a list in the order of names.

No index holds claims in the order of their speakers' names. But there are few names beside the claims: how many claims
each has is counted in an index, which tells on which names a page falls, and only the claims of these are sorted.
"""

from __future__ import annotations

from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, or_, select

from tracker.store import listing, newest
from tracker.store.filters import conditions
from tracker.store.orders import is_newer, names_ordered_by
from tracker.store.remembered import Remembered
from tracker.store.tables import claim, claims_with_names, standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlmodel import Session

    from tracker.store.orders import OrderOfNames
    from tracker.store.terms import Term

    Ids = list[int | None]


_COUNTED_TOGETHER = ((0, 16), (16, 128), (128, None))
"""The claims of the first names in an order are counted first, then those of some more, then those of all."""


def claims_on_page(  # noqa: PLR0913, PLR0917 -- which list, and which part of it
    session: Session, terms: tuple[Term, ...], today: date, offset: int, limit: int, total: int | None
) -> Select[Any]:
    """The claims on a page of a list of ``total`` claims, in no order; where they are not counted, on the first page.

    It is to be told yet what is asked of them.
    """
    total = max(limit, 1) if total is None else total
    are_gathered = False
    if offset <= total // 2:
        most = offset + limit
        may_be_met = newest.may_be_met(session, terms)
        if may_be_met and (first := newest.first_numbers(session, terms, today, most)) is not None:
            return select().select_from(claims_with_names).where(claim.id.in_(first[offset:]))
        are_gathered = may_be_met or newest.are_few_by_name(session, terms, today, most)
    page = _numbers_on_page(session, terms, today, offset, limit, total, are_gathered=are_gathered).subquery()
    return select().select_from(claims_with_names.join(page, page.c.claim_id == claim.id))


def _numbers_on_page(  # noqa: PLR0913, PLR0917 -- which list, and which part of it
    session: Session, terms: tuple[Term, ...], today: date, offset: int, limit: int, total: int, *, are_gathered: bool
) -> Select[Any]:
    order = names_ordered_by(terms)
    if order is None:
        return listing.numbers_on_page(terms, today, offset, limit, total, are_gathered=are_gathered)
    on_page: list[Ids] = []
    skipped = 0
    for ids, start, end in _alike(session, order, terms, today):
        if end > offset:
            skipped = skipped if on_page else offset - start
            on_page.append(ids)
        if end >= offset + limit:
            break
    where = (*conditions(terms, today), _is_among(order.key, on_page))
    found = select(standing.claim_id).select_from(listing.asked_of(terms)).where(*where)
    in_order = [_rank(order.key, on_page)] if len(on_page) > 1 else []
    return found.order_by(*in_order, standing.said_on.desc(), standing.claim_id.desc()).limit(limit).offset(skipped)


def place_in_list(session: Session, terms: tuple[Term, ...], today: date, claim_id: int) -> int:
    """The line, from 0, at which a claim stands in a list, or would stand if it were in it; 0 without such a claim."""
    order = names_ordered_by(terms)
    if order is None:
        place = session.execute(listing.place_as_told(terms, today, claim_id)).first()
        return 0 if place is None else _count(session, listing.count_above(terms, today, place))
    told = select(order.key, standing.said_on, standing.claim_id).where(standing.claim_id == claim_id)
    mine = session.execute(told).first()
    if mine is None:
        return 0
    ids, start = next((ids, start) for ids, start, _ in _alike(session, order, terms, today, mine[0]) if mine[0] in ids)
    where = (*conditions(terms, today), _is_among(order.key, [ids]), is_newer(mine[1], mine[2]))
    return start + _count(session, select(func.count()).select_from(listing.asked_of(terms)).where(*where))


def _alike(
    session: Session, order: OrderOfNames, terms: tuple[Term, ...], today: date, *more: int | None
) -> Iterator[tuple[Ids, int, int]]:
    """The numbers of names that are alike in the order, with the line where their claims begin and that after them.

    They are those of the list, and ``more``. Last come those that have no name. Those of the first names are counted
    by themselves: with them a page at the beginning is told.
    """
    asked = select(order.key, func.count()).select_from(listing.asked_of(terms)).where(*conditions(terms, today))
    names = _names_in_order(order.by, order.id)(session)
    names = names[::-1] if order.is_descending else names
    end = 0
    for first, last in _COUNTED_TOGETHER:
        some = names[first:last]
        some_ids = [one for alike in some for one in alike]
        counted = asked if last is None else asked.where(order.key.in_(some_ids))
        counts: dict[int | None, int] = dict.fromkeys(more, 0)
        counts |= {row[0]: int(row[1]) for row in session.execute(counted.group_by(order.key))}
        unnamed = counts.keys() - {one for alike in names for one in alike} if last is None else ()
        for alike in (*some, unnamed):
            ids: Ids = [one for one in alike if one in counts]
            if ids:
                start, end = end, end + sum(counts[one] for one in ids)
                yield ids, start, end


@cache
def _names_in_order(by: ColumnElement[Any], number: ColumnElement[int]) -> Remembered[list[list[int]]]:
    return Remembered(partial(_in_order, by, number))


def _in_order(by: ColumnElement[Any], number: ColumnElement[int], session: Session) -> list[list[int]]:
    """The numbers of all names in their order, those that are alike together."""
    names = sorted((row[0], row[1]) for row in session.execute(select(by, number)))
    return [[one for _, one in alike] for _, alike in groupby(names, key=itemgetter(0))]


def _count(session: Session, question: Select[Any]) -> int:
    return int(session.execute(question).scalar_one())


def _is_among(key: ColumnElement[Any], names: list[Ids]) -> ColumnElement[bool]:
    ids = [one for alike in names for one in alike]
    known = key.in_([one for one in ids if one is not None])
    return or_(known, key.is_(None)) if None in ids else known


def _rank(key: ColumnElement[Any], names: list[Ids]) -> ColumnElement[int]:
    """The place of a name among these, of which one that stands for none is the last."""
    ranks = {one: rank for rank, alike in enumerate(names) for one in alike if one is not None}
    return case(ranks, value=key, else_=len(names)) if ranks else case((key.is_(None), 0), else_=0)
