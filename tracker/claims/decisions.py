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

    ``verdict`` may also be ``open``, which takes an earlier verdict back. What an untold day means is told by
    ``held_to_window``, claim by claim.
    """
    clean = tidied(texts, DECISION_FIELDS)
    problems = problems_of_decision(clean)
    verdict = read_or_note(problems, "verdict", _read_verdict, clean["verdict"])
    occurred_on = read_or_note(problems, "occurred_on", partial(read_day, is_past=True), clean["occurred_on"], today)
    read_or_note(problems, "evidence_url", check_address, clean["evidence_url"])
    problems += problems_of_coming("occurred_on", occurred_on, today)
    if problems:
        raise Refused(problems)
    return Decision(
        verdict=verdict,
        decided_on=today,
        occurred_on=occurred_on if verdict and verdict.tells_a_day else None,
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


def check_day(decision: Decision, said_on: date) -> None:
    """Raise Refused where a claim that was said on this day cannot have come true on the decision's."""
    if is_too_early(decision.verdict, decision.occurred_on, said_on):
        sentence = f"It was said on {said_on}: it cannot have come true on {decision.occurred_on}."
        raise Refused([Problem("occurred_on", sentence)])


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
    """The day on which it happened where none is told: the one of the decision, but none after the window.

    What is said to have come true came in time, when it is decided later too. What came late, or in part, came at some
    time, and nothing tells when; nor does it of a window that was over before it was said.
    """
    if verdict is not Verdict.TRUE:
        return None
    day = min(decided_on, due_end or decided_on)
    return day if day >= said_on else None


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


def held_to_window(decision: Decision, kind: Kind, said_on: date, due_end: date | None) -> Decision:
    """A decision as it is kept of one claim: with the day that stands for an untold one, and as that day fits.

    What is said to be late while its window is open is taken to have happened on the day of the decision, in time.
    """
    end = last_day(kind, due_end)
    if decision.occurred_on is None:
        verdict = decision.verdict
        if verdict is Verdict.LATE and end and decision.decided_on <= end:
            verdict = Verdict.TRUE
        day = taken_to_have_happened(verdict, decision.decided_on, said_on, due_end)
        decision = replace(decision, verdict=verdict, occurred_on=day)
    return fit_to_window(decision, end)


def untold_day_in_words(kept: Decision) -> str:
    """What an untold day has come to in a decision that is kept: ``today``, ``in time, by 30 Jun 2026``."""
    if kept.occurred_on is None:
        return "not known"
    return "today" if kept.occurred_on == kept.decided_on else f"in time, by {day_in_short(kept.occurred_on)}"


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

    An untold day is the one for which ``held_to_window`` takes it of the claim at hand. Where nothing tells it, the
    others are judged without one. Raises Refused for what only a day can tell of them, and for a day before the claim
    at hand, or all that is open, was said.
    """
    own = [step.said for step in thread.steps if step.said.claim_id == at_hand]
    decision = _with_day(own, decision)
    for said in own:
        check_day(decision, said.said_on)
    proposals = _proposed(thread, dependents, decision, own)
    if not proposals and said_later(thread, decision, at_hand):
        sentence = f"What is open in this thread was said after {decision.occurred_on}: give a later day."
        raise Refused([Problem("occurred_on", sentence)])
    if proposals and at_hand not in {proposal.claim_id for proposal in proposals}:
        proposals += _as_decided(own, decision)
    return {
        proposal: replace(
            decision,
            verdict=proposal.verdict,
            occurred_on=decision.occurred_on if proposal.verdict.tells_a_day else None,
            reason=decision.reason or proposal.why,
        )
        for proposal in proposals
    }


def _proposed(
    thread: Thread, dependents: Sequence[Said], decision: Decision, own: Sequence[Said]
) -> tuple[Proposal, ...]:
    """The verdicts that ``settle`` comes to; ``own`` is the claim at hand, where the thread has it."""
    verdict, day = decision.verdict, decision.occurred_on
    if verdict is None:
        return ()
    if any(said.is_withdrawal for said in own) and verdict in {Verdict.TRUE, Verdict.LATE, Verdict.FALSE}:
        return _as_decided(own, decision) if verdict is Verdict.FALSE else propose(thread, None, dependents)
    if verdict in {Verdict.TRUE, Verdict.LATE}:
        return propose(thread, day) if day or not own else _judged_without_a_day(thread, decision, own[0])
    if verdict is Verdict.FALSE:
        return propose(thread, None, dependents)
    return tuple(
        Proposal(said.claim_id, said.statement, verdict, 0, "the same for the whole thread")
        for said in _open_claims(thread)
    )


def _as_decided(own: Iterable[Said], decision: Decision) -> tuple[Proposal, ...]:
    verdict = decision.verdict
    return tuple(Proposal(said.claim_id, said.statement, verdict, 0, "as you decide") for said in own if verdict)


def _with_day(own: Iterable[Said], decision: Decision) -> Decision:
    """The decision about a claim of a thread with the day that stands for an untold one."""
    for said in own:
        if decision.occurred_on is None:
            return held_to_window(decision, said.kind, said.said_on, said.end)
    return decision


def _judged_without_a_day(thread: Thread, decision: Decision, at_hand: Said) -> tuple[Proposal, ...]:
    """The verdicts that are the same for each day on which it may have happened, no reason naming any of them.

    With later days a claim of the thread is first not judged, then true, then late, and stays so: what holds for the
    first and for the last of them holds for all between. Raises Refused, naming a claim, where that is not the same.
    """
    end = last_day(at_hand.kind, at_hand.end)
    first = (
        max(at_hand.said_on, end + timedelta(days=1)) if end and decision.verdict is Verdict.LATE else at_hand.said_on
    )
    early, late = (
        {proposal.claim_id: proposal for proposal in propose(thread, day)} for day in (first, decision.decided_on)
    )
    ends = {step.said.claim_id: step.said.end for step in thread.steps}
    judged = []
    for claim_id, proposal in late.items():
        if claim_id == at_hand.claim_id and decision.verdict:
            judged.append(replace(proposal, verdict=decision.verdict, days_late=0, why="as you decide"))
            continue
        before, end = early.get(claim_id), ends[claim_id]
        if before is None or before.verdict is not proposal.verdict:
            raise Refused([Problem("occurred_on", f"On which day? What becomes of claim {claim_id} depends on it.")])
        why = f"after {day_in_short(end)}" if end and proposal.verdict is Verdict.LATE else proposal.why
        judged.append(replace(proposal, days_late=0, why=why))
    return tuple(judged)


def said_later(thread: Thread, decision: Decision, at_hand: int) -> list[Said]:
    """The open claims that the day on which it happened says nothing about."""
    day = _with_day((step.said for step in thread.steps if step.said.claim_id == at_hand), decision).occurred_on
    if decision.verdict not in {Verdict.TRUE, Verdict.LATE} or day is None:
        return []
    return [said for said in _open_claims(thread) if said.said_on > day and not said.kind.judged_on_substance]


def why_nothing_is_settled(thread: Thread) -> str:
    """Why ``settle`` has nothing to record, and what to do instead, in one sentence."""
    if _open_claims(thread):
        return "What is open in this thread is judged on its substance: mark each claim by itself."
    return "Every claim of this thread is settled already: mark one alone to correct it."


def _open_claims(thread: Thread) -> list[Said]:
    return [step.said for step in thread.steps if step.said.verdict is None]
