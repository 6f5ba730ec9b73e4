"""Recording verdicts: one claim's, or those that follow for its whole thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.claims.decisions import (
    held_to_window,
    last_day,
    remark_on_early,
    said_later,
    settle,
    untold_day_in_words,
    why_nothing_is_settled,
)
from tracker.claims.vocabulary import Kind, Verdict
from tracker.claims.wording import day_in_short, status_in_words
from tracker.cli.terminal import say, warn
from tracker.display import display
from tracker.errors import InvalidInput
from tracker.store.bulk import mark_claims
from tracker.store.changes import mark_claim, settle_claims
from tracker.store.queries import claim_card, thread_with_dependents

if TYPE_CHECKING:
    from datetime import date

    from tracker.claims.decisions import Decision
    from tracker.store.archive import Archive


def mark_one(archive: Archive, claim_id: int, decision: Decision, today: date) -> None:
    """Record the decision about one claim, late or in time as its day fits its window, and say when that is another."""
    fields = archive.run(claim_card, claim_id, today).fields
    due_end = last_day(fields.kind, fields.due_end)
    fitting = held_to_window(decision, fields.kind, fields.said_on, fields.due_end)
    if not archive.run(mark_claim, claim_id, fitting):
        say(f"Claim {claim_id} is open already: nothing was changed.")
        return
    card = archive.run(claim_card, claim_id, today)
    when = _when(decision, _untold_day(fitting))
    again = "open again, " if decision.verdict is None else ""
    say(f"Claim {claim_id}: {again}{status_in_words(card.status, card.fields.kind)}{when}")
    if fitting.verdict is not decision.verdict and fitting.occurred_on and due_end:
        _tell_what_fits(fitting.occurred_on, due_end)
    if remark := remark_on_early(fitting, [due_end]):
        warn(remark)


def mark_many(archive: Archive, claim_ids: list[int], decision: Decision) -> None:
    """Record the same decision about several claims, in one step."""
    count = archive.run(mark_claims, claim_ids, decision)
    as_they_were = len(set(claim_ids)) - count
    if as_they_were:
        warn(f"{as_they_were} claim{'s were' if as_they_were > 1 else ' was'} open already: nothing was changed there.")
    what = status_in_words(decision.verdict, Kind.OTHER) if decision.verdict else "open again"
    untold = "today, or in time where the window is over" if decision.verdict is Verdict.TRUE else "day not known"
    say(f"{count} claim{'s' * (count != 1)}: {what}{_when(decision, untold)}")


def _when(decision: Decision, untold: str) -> str:
    """On which day it happened, for the end of a line; what an ``untold`` one has come to where none was told."""
    if decision.verdict is None or not decision.verdict.tells_a_day:
        return ""
    if decision.occurred_on:
        return f", on {day_in_short(decision.occurred_on)}"
    return f", {untold}"


def _untold_day(kept: Decision) -> str:
    if kept.occurred_on == kept.decided_on:
        return f"on {day_in_short(kept.decided_on)}"
    return untold_day_in_words(kept) if kept.occurred_on else "day not known"


def _tell_what_fits(day: date, due_end: date) -> None:
    """Say why the verdict is kept as another than the one given."""
    days = (day - due_end).days
    if days > 0:
        warn(f"That is {days} day{'s' * (days > 1)} after its window: it is kept as late.")
    else:
        warn(f"That is not after its window, which ends {day_in_short(due_end)}: it is kept as true.")


def settle_thread(archive: Archive, claim_id: int, decision: Decision) -> None:
    """Record what the decision means for every open claim of the thread, in one step. Raises InvalidInput."""
    if decision.verdict is None:
        raise InvalidInput(
            "A thread is settled with a verdict: tracker undo takes that back, mark ID open one claim's."
        )
    thread, dependents = archive.run(thread_with_dependents, claim_id)
    decisions = settle(thread, dependents, decision, claim_id)
    if not decisions:
        raise InvalidInput(why_nothing_is_settled(thread))
    seen = {said.claim_id: said.verdict_id for said in (*(step.said for step in thread.steps), *dependents)}
    archive.run(settle_claims, {proposal.claim_id: decided for proposal, decided in decisions.items()}, seen=seen)
    kinds = {step.said.claim_id: step.said.kind for step in thread.steps}
    for proposal in decisions:
        status = status_in_words(proposal.verdict, kinds.get(proposal.claim_id, Kind.OTHER))
        say(display(f"Claim {proposal.claim_id}: {status} ({proposal.why})  {proposal.statement}"))
    decided = {proposal.claim_id: proposal.verdict for proposal in decisions}
    ends = (step.said.end for step in thread.steps if decided.get(step.said.claim_id) is Verdict.FALSE)
    if remark := remark_on_early(decision, ends):
        warn(remark)
    for said in said_later(thread, decision, claim_id):
        warn(
            display(
                f"Claim {said.claim_id} was said on {said.said_on}, after that day, and stays open: {said.statement}"
            )
        )
    for said in dependents:
        if said.verdict is None and said.claim_id not in decided:
            warn(display(f"Claim {said.claim_id} depends on this and is still open: {said.statement}"))
