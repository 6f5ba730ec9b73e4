"""What a decision writes: a verdict for each claim, with the evidence that it rests on."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import func, select

from tracker.claims.decisions import is_too_early
from tracker.claims.model import Citation, Source, VerdictRow
from tracker.claims.vocabulary import Role, Verdict
from tracker.errors import EditConflict, InvalidInput
from tracker.store.journal import writer
from tracker.store.names import source_like
from tracker.store.tables import standing, verdict
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.decisions import Decision
    from tracker.claims.model import Claim

Seen: TypeAlias = "Mapping[int, int | None]"
"""For each claim the newest decision that its reviewer has seen, None when there was none."""


def check_seen(session: Session, claim_ids: Iterable[int], seen: Seen | None) -> None:
    """What somebody else decided meanwhile must be seen before it is decided anew. Raises EditConflict."""
    for some in slices({claim_id for claim_id in claim_ids if seen and claim_id in seen}):
        decided = select(verdict.claim_id, func.max(verdict.id)).where(verdict.claim_id.in_(some))
        newest = {row[0]: row[1] for row in session.execute(decided.group_by(verdict.claim_id))}
        for claim_id in some:
            if seen is not None and newest.get(claim_id) != seen[claim_id]:
                raise EditConflict(
                    f"Claim {claim_id} was decided by somebody else meanwhile: look at it again. Nothing was written."
                )


def decide(  # noqa: PLR0913 -- what may differ from claim to claim comes beside what is the same for all
    session: Session,
    rows: Sequence[Claim],
    decision: Decision,
    *,
    decided_by: str | None = None,
    cited: Mapping[int, int] | None = None,
    days: Mapping[int, date | None] = MappingProxyType({}),
) -> list[Claim]:
    """Record the decision about each of these claims, by who writes if nobody is named; which claims it was about.

    Claims that are open already are not opened again.

    ``cited`` are the numbers of citations that it rests on, by the claims'; without it what the decision tells of its
    evidence is cited. ``days`` are those on which they happened, by the claims' numbers, where these are not the
    decision's. Raises InvalidInput for one said after its day.
    """
    rows = _without_open(session, rows) if decision.verdict is None else list(rows)
    if not rows:
        return []
    for row in rows:
        if is_too_early(decision.verdict, decision.occurred_on, row.said_on):
            raise InvalidInput(
                f"Claim {row.id} was said on {row.said_on}: it cannot have come true on {decision.occurred_on}."
            )
    evidence = cited or (_cite_evidence(session, rows, decision) if decision.has_evidence else {})
    session.add_all(
        VerdictRow(
            claim_id=row.key,
            verdict=decision.verdict,
            occurred_on=days.get(row.key, decision.occurred_on),
            decided_on=decision.decided_on,
            decided_by=writer(session) if decided_by is None else decided_by,
            reason=decision.reason,
            evidence_id=evidence.get(row.key),
        )
        for row in rows
    )
    return rows


def _without_open(session: Session, rows: Sequence[Claim]) -> list[Claim]:
    """Those of these claims that have a verdict."""
    settled: set[int] = set()
    for some in slices(row.key for row in rows):
        asked = select(standing.claim_id).where(standing.claim_id.in_(some), standing.verdict != "")
        settled |= set(session.execute(asked).scalars())
    return [row for row in rows if row.key in settled]


def _cite_evidence(session: Session, rows: Sequence[Claim], decision: Decision) -> dict[int, int]:
    """Attach the evidence to each claim; the citations' numbers by the claims'."""
    wanted = Source(
        title=decision.evidence_title,
        publisher=decision.evidence_publisher,
        url=decision.evidence_url,
        published_on=decision.evidence_on,
    )
    found = source_like(session, wanted)
    cited = [
        Citation(
            claim_id=row.key,
            source_id=found.key if found else None,
            role=_role_of(decision),
            quote=decision.evidence_quote,
        )
        for row in rows
    ]
    session.add_all(cited)
    session.flush()
    return {one.claim_id: one.key for one in cited}


def standing_evidence(session: Session, claim_id: int, decision: Decision) -> dict[int, int]:
    """The evidence of the verdict that stands, for a decision that rests on the same source; empty without one.

    It is cited anew where its words or what it speaks for are others by now.
    """
    stands = select(verdict.evidence_id).join_from(
        verdict.id.table, standing.claim_id.table, standing.verdict_id == verdict.id
    )
    number = session.execute(stands.where(standing.claim_id == claim_id)).scalar()
    kept = session.get(Citation, number) if number is not None else None
    role, quote = _role_of(decision), decision.evidence_quote
    if kept is None or (kept.source_id is None and not quote):
        return {}
    if kept.quote.strip() == quote and kept.role in {role, Role.STATES}:
        return {claim_id: kept.key}
    anew = Citation(claim_id=claim_id, source_id=kept.source_id, role=role, quote=quote, via=kept.via)
    session.add(anew)
    session.flush()
    return {claim_id: anew.key}


def _role_of(decision: Decision) -> Role:
    return Role.REFUTES if decision.verdict is Verdict.FALSE else Role.SUPPORTS
