"""Threads as they are kept: reading one whole, and keeping the standings that lists show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from tracker.claims.model import Claim, Standing, VerdictRow
from tracker.claims.schedule import Said, Thread, follow
from tracker.store.tables import claim, standing, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session


def thread_of(session: Session, claim_id: int) -> Thread:
    """The thread that a claim belongs to."""
    return follow(said_of(session, _members(session, {claim_id})))


def dependents_of(session: Session, claim_ids: Iterable[int]) -> list[Said]:
    """The claims that depend on one of these and are not among them."""
    ids = set(claim_ids)
    found = session.execute(select(claim.id).where(claim.depends_on_id.in_(ids))).scalars()
    return said_of(session, set(found) - ids)


def said_of(session: Session, claim_ids: Iterable[int]) -> list[Said]:
    """These claims as threads see them, each with its newest verdict."""
    ids = set(claim_ids)
    verdicts = _newest_verdicts(session, ids)
    rows = session.execute(select(Claim).where(claim.id.in_(ids)).order_by(claim.id)).scalars()
    return [_said(row, verdicts.get(row.key)) for row in rows]


def refresh_standings(session: Session, claim_ids: Iterable[int]) -> None:
    """Write the standings of every claim in the threads of these claims anew."""
    members = _members(session, set(claim_ids))
    if not members:
        return
    verdicts = _newest_verdicts(session, members)
    session.execute(delete(Standing).where(standing.claim_id.in_(members)))
    rows: list[dict[str, object]] = []
    for thread in _split(said_of(session, members)):
        first = thread.steps[0].said.claim_id
        for position, step in enumerate(thread.steps):
            said = step.said
            newest = verdicts.get(said.claim_id)
            rows.append(
                {
                    "claim_id": said.claim_id,
                    "thread_id": first,
                    "position": position,
                    "due_from": said.due_from,
                    "moved": step.moved or "",
                    "verdict_id": newest.id if newest else None,
                    "verdict": said.verdict or "",
                    "slips": thread.slips,
                    "slip_days": thread.slip_days,
                }
            )
    if rows:
        session.execute(insert(Standing), rows)


def _split(claims: list[Said]) -> list[Thread]:
    """The threads among these claims, which hold whole threads only."""
    parent = {said.claim_id: said.revises for said in claims}

    def root(claim_id: int) -> int:
        revised = parent.get(claim_id)
        return claim_id if revised is None else root(revised)

    by_root: dict[int, list[Said]] = {}
    for said in claims:
        by_root.setdefault(root(said.claim_id), []).append(said)
    return [follow(group) for group in by_root.values()]


def _members(session: Session, claim_ids: set[int]) -> set[int]:
    """All claims of the threads that hold any of these, walked up and down one step a query."""
    members: set[int] = set()
    frontier = claim_ids
    while frontier:
        members |= frontier
        up = session.execute(select(claim.revises_id).where(claim.id.in_(frontier))).scalars()
        down = session.execute(select(claim.id).where(claim.revises_id.in_(frontier))).scalars()
        frontier = {found for found in (*up, *down) if found is not None} - members
    return members


def _newest_verdicts(session: Session, claim_ids: set[int]) -> dict[int, VerdictRow]:
    rows = session.execute(select(VerdictRow).where(verdict.claim_id.in_(claim_ids)).order_by(verdict.id))
    return {row.claim_id: row for row in rows.scalars()}


def _said(row: Claim, newest: VerdictRow | None) -> Said:
    return Said(
        claim_id=row.key,
        said_on=row.said_on,
        statement=row.statement,
        kind=row.kind,
        revises=row.revises_id,
        start=row.due_start,
        end=row.due_end,
        open=row.due_open,
        verdict=newest.verdict if newest else None,
        occurred_on=newest.occurred_on if newest else None,
    )
