"""What a decision writes: a verdict for each claim, with the evidence that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import func, select

from tracker.claims.model import Citation, Source, VerdictRow
from tracker.claims.vocabulary import Role, Verdict
from tracker.errors import EditConflict, InvalidInput
from tracker.store.journal import writer
from tracker.store.names import source_like
from tracker.store.tables import verdict
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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


def decide(session: Session, rows: Sequence[Claim], decision: Decision, *, decided_by: str = "") -> None:
    """Record the decision about each of these claims, by who writes if nobody is named.

    Raises InvalidInput for one said after its day.
    """
    for row in rows:
        if decision.occurred_on and decision.occurred_on < row.said_on and decision.verdict is not Verdict.PARTIAL:
            raise InvalidInput(
                f"Claim {row.id} was said on {row.said_on}: it cannot have come true on {decision.occurred_on}."
            )
    evidence = _cite_evidence(session, rows, decision) if decision.has_evidence else {}
    session.add_all(
        VerdictRow(
            claim_id=row.key,
            verdict=decision.verdict,
            occurred_on=decision.occurred_on,
            decided_on=decision.decided_on,
            decided_by=decided_by or writer(session),
            reason=decision.reason,
            evidence_id=evidence.get(row.key),
        )
        for row in rows
    )


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
            role=Role.REFUTES if decision.verdict is Verdict.FALSE else Role.SUPPORTS,
            quote=decision.evidence_quote,
        )
        for row in rows
    ]
    session.add_all(cited)
    session.flush()
    return {one.claim_id: one.key for one in cited}
