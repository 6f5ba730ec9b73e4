"""Recording verdicts: one claim's, or those that follow for its whole thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.claims.schedule import Proposal, propose
from tracker.claims.vocabulary import Kind, Verdict
from tracker.cli.terminal import say, warn
from tracker.cli.wording import day, status_in_words
from tracker.display import display
from tracker.errors import InvalidInput
from tracker.store.changes import mark_claim, settle_claims
from tracker.store.queries import claim_card, thread_with_dependents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.claims.decisions import Decision
    from tracker.claims.schedule import Said, Thread
    from tracker.store.archive import Archive


def mark_one(archive: Archive, claim_id: int, decision: Decision, today: date) -> None:
    """Record the decision about one claim, and say when its day does not fit its window."""
    archive.run(mark_claim, claim_id, decision)
    card = archive.run(claim_card, claim_id, today)
    when = f", on {day(decision.occurred_on)}" if decision.occurred_on else ""
    again = "open again, " if decision.verdict is None else ""
    say(f"Claim {claim_id}: {again}{status_in_words(card.status, card.fields.kind)}{when}")
    last_day = card.fields.due_end
    if decision.verdict is Verdict.TRUE and last_day and decision.occurred_on and decision.occurred_on > last_day:
        days = (decision.occurred_on - last_day).days
        warn(f"That is {days} day{'s' * (days > 1)} after its window: tracker mark {claim_id} late … would say so.")


def settle_thread(archive: Archive, claim_id: int, decision: Decision) -> None:
    """Record what the decision means for every open claim of the thread, in one step. Raises InvalidInput."""
    if decision.verdict is None:
        raise InvalidInput(
            "A thread is settled with a verdict: tracker undo takes that back, mark ID open one claim's."
        )
    thread, dependents = archive.run(thread_with_dependents, claim_id)
    proposals = _proposals(thread, dependents, decision)
    if not proposals:
        raise InvalidInput(f"Every claim of this thread is settled already: tracker show {claim_id} tells how.")
    archive.run(settle_claims, {proposal.claim_id: _decided(proposal, decision) for proposal in proposals})
    kinds = {step.said.claim_id: step.said.kind for step in thread.steps}
    for proposal in proposals:
        status = status_in_words(proposal.verdict, kinds.get(proposal.claim_id, Kind.OTHER))
        say(display(f"Claim {proposal.claim_id}: {status} ({proposal.why})  {proposal.statement}"))
    settled = {proposal.claim_id for proposal in proposals}
    waiting = [said for said in dependents if said.verdict is None and said.claim_id not in settled]
    for said in waiting:
        warn(display(f"Claim {said.claim_id} depends on this and is still open: {said.statement}"))


def _proposals(thread: Thread, dependents: Sequence[Said], decision: Decision) -> tuple[Proposal, ...]:
    """True and late tell the day it happened and false that it never will; any other verdict holds for all alike."""
    if decision.verdict in {Verdict.TRUE, Verdict.LATE}:
        return propose(thread, decision.occurred_on, dependents)
    if decision.verdict is Verdict.FALSE:
        return propose(thread, None, dependents)
    verdict = decision.verdict or Verdict.VOID
    open_claims = (step.said for step in thread.steps if step.said.verdict is None)
    why = decision.reason or "decided for the whole thread"
    return tuple(Proposal(said.claim_id, said.statement, verdict, 0, why) for said in open_claims)


def _decided(proposal: Proposal, decision: Decision) -> Decision:
    """The decision as it reads for one claim of the thread."""
    return replace(
        decision,
        verdict=proposal.verdict,
        occurred_on=decision.occurred_on if proposal.verdict.tells_a_day else None,
        reason=decision.reason or proposal.why,
    )
