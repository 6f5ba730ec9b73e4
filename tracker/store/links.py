"""What claims may revise and depend on: none leads back to itself, and none revises what was said after it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import or_, select

from tracker.claims.drafts import Problem, Refused
from tracker.errors import InvalidInput
from tracker.store.claim_rows import claim_row, live_row
from tracker.store.tables import claim
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.model import Claim

LINKS = {"revises_id": "revises", "depends_on_id": "depends on"}
"""The columns by which claims point to each other, and how that is said."""

_EARLIER = claim.id.table.alias()


class EarlyRevision(NamedTuple):
    """A claim that revises one which was said after it."""

    claim_id: int
    said_on: date
    revised_id: int
    revised_said_on: date


def check_link(session: Session, row: Claim, target: int | None, name: str) -> None:
    """A claim cannot revise or depend on itself, through whatever chain, nor newly on one in the trash.

    Raises InvalidInput.
    """
    if target is None:
        return
    if getattr(row, name) != target:
        live_row(session, target)
    if row.id is not None and in_circles(links_from(session, {row.id: target}, name), {row.id}):
        raise InvalidInput(f"Claim {row.id} cannot lead back to itself: choose an earlier claim.")


def check_days(session: Session, row: Claim) -> None:
    """What revises a claim cannot have been said before it. Raises Refused."""
    if row.revises_id is not None:
        earlier = claim_row(session, row.revises_id)
        if earlier.said_on > row.said_on:
            told = (
                f"It was said on {row.said_on}, before claim {earlier.id} of {earlier.said_on}, and cannot revise it."
            )
            raise Refused([Problem("revises", told)])
    if row.id is not None:
        early = select(claim.id).where(claim.revises_id == row.id, claim.said_on < row.said_on)
        found = session.execute(early).scalars().first()
        if found is not None:
            raise Refused([Problem("said_on", f"Claim {found} revises this one and was said before {row.said_on}.")])


def links_from(session: Session, known: Mapping[int, int | None], name: str) -> dict[int, int | None]:
    """These links with those of the claims that they lead to, as they are kept: one step a question."""
    links = dict(known)
    frontier = {target for target in links.values() if target is not None} - links.keys()
    while frontier:
        for some in slices(frontier):
            found = session.execute(select(claim.id, claim[name]).where(claim.id.in_(some)))
            links.update({row[0]: row[1] for row in found})
        followed = {links.get(one) for one in frontier}
        frontier = {one for one in followed if one is not None} - links.keys()
    return links


def in_circles(links: Mapping[int, int | None], of: Iterable[int]) -> set[int]:
    """Those of some claims from which the links lead back to them."""
    wanted = set(of)
    leads_out: set[int] = set()
    circling: set[int] = set()
    for start in wanted:
        passed: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in leads_out and at not in circling and at not in passed:
            passed[at] = None
            at = links.get(at)
        if at is not None and at in passed:
            way = list(passed)
            circling |= set(way[way.index(at) :])
        leads_out |= passed.keys() - circling
    return circling & wanted


def kept_links(session: Session, name: str, among: Iterable[int] | None = None) -> dict[int, int | None]:
    """The claims that point to another by this column, of all or of some, and to which one."""
    asked = select(claim.id, claim[name]).where(claim[name].is_not(None))
    asks = [asked] if among is None else [asked.where(claim.id.in_(some)) for some in slices(among)]
    rows = chain.from_iterable(session.execute(one) for one in asks)
    return {row[0]: row[1] for row in rows}


def claims_in_circles(session: Session) -> list[int]:
    """The numbers of all claims that are kept as leading back to themselves."""
    found: set[int] = set()
    for name in LINKS:
        links = kept_links(session, name)
        found |= in_circles(links, links)
    return sorted(found)


def early_revisions(session: Session, claim_ids: Iterable[int]) -> Iterator[EarlyRevision]:
    """Where one of these claims was said before the one that it revises, or after one that revises it."""
    asked = select(claim.id, claim.said_on, _EARLIER.c.id, _EARLIER.c.said_on).join_from(
        claim.id.table, _EARLIER, _EARLIER.c.id == claim.revises_id
    )
    asked = asked.where(_EARLIER.c.said_on > claim.said_on).order_by(claim.id)
    for some in slices(claim_ids):
        for row in session.execute(asked.where(or_(claim.id.in_(some), claim.revises_id.in_(some)))):
            yield EarlyRevision(*row)
