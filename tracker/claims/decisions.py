"""What a reviewer decided about a claim, as typed and as kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from tracker.claims.drafts import Problem, Refused, limit_of, problems_of_text, read_or_note
from tracker.claims.schedule import Proposal, propose
from tracker.claims.typed import check_address, read_code, read_day
from tracker.claims.vocabulary import Verdict
from tracker.claims.wording import day_in_short, days_in_words
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tracker.claims.schedule import Said, Thread
    from tracker.claims.vocabulary import Kind

DECISION_FIELDS = ("verdict", "occurred_on", "evidence_url", "evidence_title", "evidence_quote", "reason")
"""What a verdict form asks, in the order in which it asks."""

_LIMITS = {
    "evidence_url": limit_of("source_url"),
    "evidence_title": limit_of("source_title"),
    "evidence_quote": limit_of("quote"),
    "reason": 2_000,
    "evidence_publisher": limit_of("source_publisher"),
    "decided_by": 200,
}
"""How many characters a decision's texts may hold. Its evidence is kept among the sources, as what states a claim."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with its day and evidence. ``verdict`` None opens the claim again."""

    verdict: Verdict | None
    decided_on: date
    occurred_on: date | None = None
    reason: str = ""
    evidence_url: str = ""
    evidence_title: str = ""
    evidence_publisher: str = ""
    evidence_quote: str = ""
    evidence_on: date | None = None

    @property
    def has_evidence(self) -> bool:
        """Whether a source or its words were given."""
        return bool(self.evidence_url or self.evidence_title or self.evidence_quote)


def read_decision(texts: Mapping[str, str], today: date) -> Decision:
    """Read what was typed about a verdict. Raises Refused with every problem at once.

    ``verdict`` may also be ``open``, which takes an earlier verdict back. Without a day, what came true is taken to
    have happened today.
    """
    clean = tidied(texts, DECISION_FIELDS)
    problems = problems_of_decision(clean)
    verdict = read_or_note(problems, "verdict", _read_verdict, clean["verdict"])
    occurred_on = read_or_note(problems, "occurred_on", partial(read_day, is_past=True), clean["occurred_on"], today)
    read_or_note(problems, "evidence_url", check_address, clean["evidence_url"])
    problems += problems_of_coming("occurred_on", occurred_on, today)
    if problems:
        raise Refused(problems)
    if verdict is None or not verdict.tells_a_day:
        occurred_on = None
    elif occurred_on is None:
        occurred_on = today
    return Decision(
        verdict=verdict,
        decided_on=today,
        occurred_on=occurred_on,
        reason=clean["reason"],
        evidence_url=clean["evidence_url"],
        evidence_title=clean["evidence_title"],
        evidence_quote=clean["evidence_quote"],
    )


def tidied(texts: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The texts of these names as they are kept: no blanks at their ends, and their lines ended as everywhere."""
    return {name: texts.get(name, "").replace("\r\n", "\n").replace("\r", "\n").strip() for name in names}


def problems_of_decision(texts: Mapping[str, str]) -> list[Problem]:
    """What keeps the texts of a decision from being kept: more of them than there is room for, or what would act."""
    return [
        problem
        for name, limit in _LIMITS.items()
        for problem in problems_of_text(
            name, name.replace("_", " "), texts.get(name, ""), limit, may_have_lines=name in DECISION_FIELDS
        )
    ]


def problems_of_coming(name: str, day: date | None, today: date) -> list[Problem]:
    """What is wrong with a day of a decision that is still to come."""
    if day is None or day <= today:
        return []
    return [Problem(name, f"{day} is still to come: a verdict needs what has happened.")]


def noted_on(day: date, today: date) -> date:
    """The day on which a program noted something by itself: many do in UTC, where it may be tomorrow already."""
    return today if day == today + timedelta(days=1) else day


def is_too_early(verdict: Verdict | None, occurred_on: date | None, said_on: date) -> bool:
    """Whether a claim cannot have come true on a day, because it was said later; in part it may have held before."""
    return occurred_on is not None and occurred_on < said_on and verdict is not Verdict.PARTIAL


def problems_of_days(
    verdict: Verdict | None, occurred_on: date | None, decided_on: date, said_on: date
) -> list[Problem]:
    """What is wrong with the days of a decision about a claim that was said on another."""
    problems = []
    if is_too_early(verdict, occurred_on, said_on):
        problems.append(Problem("occurred_on", f"it was said on {said_on}: it cannot have come true on {occurred_on}"))
    if decided_on < said_on:
        problems.append(Problem("decided_on", f"it was said on {said_on}: it cannot have been decided on {decided_on}"))
    return problems


def _read_verdict(text: str) -> Verdict | None:
    """A verdict by its code, None for ``open``."""
    if text.casefold() == "open":
        return None
    try:
        return read_code(Verdict, text, "verdict")
    except InvalidInput as refusal:
        raise InvalidInput(f"{refusal} Or “open”, to take a verdict back.") from refusal


def taken_to_have_happened(
    verdict: Verdict | None, decided_on: date, said_on: date, due_end: date | None
) -> date | None:
    """The day that a written record leaves untold: the one of the decision, but not one outside the window.

    What came late, or in part, came at some time, and nothing tells when.
    """
    if verdict is not Verdict.TRUE:
        return None
    return max(min(decided_on, due_end or decided_on), said_on)


def last_day(kind: Kind, due_end: date | None) -> date | None:
    """The day after which a claim comes true late; None where a day tells nothing."""
    return None if kind.judged_on_substance else due_end


def fit_to_window(decision: Decision, due_end: date | None) -> Decision:
    """What came true, told by its day: late when that is after the last day of the window, in time otherwise.

    Every other verdict, and one on a claim without a last day, stays as it is.
    """
    if due_end is None or decision.occurred_on is None or decision.verdict not in {Verdict.TRUE, Verdict.LATE}:
        return decision
    return replace(decision, verdict=Verdict.LATE if decision.occurred_on > due_end else Verdict.TRUE)


def remark_on_early(decision: Decision, last_days: Iterable[date | None]) -> str:
    """What is to be thought of when claims are said not to have come true though their last day is not over yet.

    ``last_days`` are those of the claims that are decided so. Empty where there is nothing to remark.
    """
    last = max((day for day in last_days if day), default=None)
    if decision.verdict is not Verdict.FALSE or last is None or last < decision.decided_on:
        return ""
    days = (last - decision.decided_on).days
    return f"The last day, {day_in_short(last)}, is {f'{days_in_words(days)} off' if days else 'today'}."


def settle(thread: Thread, dependents: Sequence[Said], decision: Decision, at_hand: int) -> dict[Proposal, Decision]:
    """What one decision about the claim ``at_hand`` means for its thread: the decision to record for each claim.

    ``true`` and ``late`` say that it happened on the decision's day, and each claim is judged by its own window;
    ``false`` says that it never will. Of a claim that takes the promise back, ``true`` says that it never will, and
    ``false`` tells nothing of the others. Any other verdict is taken for all alike. The claim at hand is decided as it
    was said where its own window tells nothing: when it is settled already, or judged on its substance. Empty when no
    other claim is open.
    """
    verdict = decision.verdict
    own = [step.said for step in thread.steps if step.said.claim_id == at_hand]
    as_decided = tuple(Proposal(said.claim_id, said.statement, verdict, 0, "as you decide") for said in own if verdict)
    if any(said.is_withdrawal for said in own) and verdict in {Verdict.TRUE, Verdict.LATE, Verdict.FALSE}:
        proposals = as_decided if verdict is Verdict.FALSE else propose(thread, None, dependents)
    elif verdict in {Verdict.TRUE, Verdict.LATE}:
        proposals = propose(thread, decision.occurred_on)
    elif verdict is Verdict.FALSE:
        proposals = propose(thread, None, dependents)
    else:
        proposals = tuple(
            Proposal(said.claim_id, said.statement, verdict, 0, "the same for the whole thread")
            for said in _open_claims(thread)
            if verdict is not None
        )
    if proposals and at_hand not in {proposal.claim_id for proposal in proposals}:
        proposals += as_decided
    return {
        proposal: replace(
            decision,
            verdict=proposal.verdict,
            occurred_on=decision.occurred_on if proposal.verdict.tells_a_day else None,
            reason=decision.reason or proposal.why,
        )
        for proposal in proposals
    }


def said_later(thread: Thread, decision: Decision) -> list[Said]:
    """The open claims that a day on which it happened says nothing about."""
    if decision.verdict not in {Verdict.TRUE, Verdict.LATE} or decision.occurred_on is None:
        return []
    still_open = _open_claims(thread)
    return [said for said in still_open if said.said_on > decision.occurred_on and not said.kind.judged_on_substance]


def why_nothing_is_settled(thread: Thread, decision: Decision) -> str:
    """Why ``settle`` has nothing to record for a decision, and what to do instead, in one sentence."""
    if said_later(thread, decision):
        return f"What is open in this thread was said after {decision.occurred_on}: give a later day."
    if _open_claims(thread):
        return "What is open in this thread is judged on its substance: mark each claim by itself."
    return "Every claim of this thread is settled already: mark one alone to correct it."


def _open_claims(thread: Thread) -> list[Said]:
    return [step.said for step in thread.steps if step.said.verdict is None]
