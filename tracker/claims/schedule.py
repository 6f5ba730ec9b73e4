"""Where a claim stands in time: threads of claims about one promise, their slips, and what settling them means.

Each statement about a date is a claim of its own; a later one revises an earlier one, and nothing is overwritten.
What a revision did is read off by comparing windows. Everything here is computed from the claims of one thread, their
verdicts and today, in whatever order they are given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.claims.vocabulary import WITHDRAWN_CODE, Kind, Move, Schedule, Status, Verdict
from tracker.claims.wording import day_in_short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LAST_STRETCH = timedelta(days=30)
"""A window that was already running when it was stated ("by 2050") is due only in its last stretch."""

_SUPERSEDED_AS = {
    Move.RESCHEDULED: Schedule.RESCHEDULED,
    Move.BROUGHT_FORWARD: Schedule.RESCHEDULED,
    Move.DATED: Schedule.RESCHEDULED,
    Move.POSTPONED: Schedule.POSTPONED,
    Move.WITHDRAWN: Schedule.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Said:
    """One claim as its thread sees it. ``open`` is the window's open form, "" or "withdrawn".

    ``is_unread``: its deadline's words could not be read, so that nothing is known of its window.
    """

    claim_id: int
    said_on: date
    statement: str = ""
    kind: Kind = Kind.OTHER
    revises: int | None = None
    start: date | None = None
    end: date | None = None
    open: str = ""
    verdict: Verdict | None = None
    occurred_on: date | None = None
    verdict_id: int | None = None
    is_unread: bool = False

    @property
    def is_withdrawal(self) -> bool:
        """Whether it takes the promise back."""
        return self.open == WITHDRAWN_CODE

    @property
    def says_it_will_not(self) -> bool:
        """Whether it comes true by nothing happening: a withdrawal, or a delay without a last day."""
        return self.is_withdrawal or (self.kind is Kind.DELAY and self.end is None)

    @property
    def is_set_aside(self) -> bool:
        """Whether it was found void and moves nothing."""
        return self.verdict is Verdict.VOID

    @property
    def due_from(self) -> date | None:
        """The day from which it is due: its first day, or the last stretch of a window already running."""
        if self.end is None:
            return self.start
        if self.start is None or self.start <= self.said_on:
            return max(self.start or self.said_on, self.end - LAST_STRETCH)
        return self.start


@dataclass(frozen=True, slots=True)
class Step:
    """A claim's place in its thread. ``slip_days`` are those it added; ``moved`` is what later claims made of it."""

    said: Said
    move: Move
    slip_days: int = 0
    moved: Schedule | None = None

    @property
    def leaves_date_unread(self) -> bool:
        """Whether the date that stood stays only because this claim's deadline could not be read."""
        return self.move is Move.REAFFIRMED and self.said.is_unread

    def schedule(self, today: date) -> Schedule:
        """Where the claim stands, its verdict left aside."""
        return schedule_on(self.said, self.moved, today)

    def status(self, today: date) -> Status:
        """The verdict if there is one, else the schedule; the store asks for the same of kept standings, in SQL."""
        return self.said.verdict or self.schedule(today)

    def days_late(self, today: date) -> int | None:
        """Days by which its own window was missed, until it happened or today; None when it was not."""
        if self.said.end is None or self.said.is_set_aside:
            return None
        until = self.said.occurred_on
        if until is None and self.status(today) is Schedule.OVERDUE:
            until = today
        return (until - self.said.end).days if until and until > self.said.end else None


@dataclass(frozen=True, slots=True)
class Thread:
    """The claims about one promise, oldest first."""

    steps: tuple[Step, ...]

    @property
    def slips(self) -> int:
        """How often the date moved later or was dropped."""
        return sum(step.move.is_slip for step in self.steps)

    @property
    def slip_days(self) -> int:
        """Days by which the stated date moved later, all revisions together."""
        return sum(step.slip_days for step in self.steps)

    @property
    def original(self) -> Said | None:
        """The claim that stated the first last day; None when none that counts did."""
        return next((step.said for step in self.steps if step.said.end and not step.said.is_set_aside), None)

    @property
    def current(self) -> Said | None:
        """The newest claim that counts, one whose deadline was read if there is any."""
        counted = [step.said for step in self.steps if not step.said.is_set_aside]
        return next((said for said in reversed(counted) if not said.is_unread), counted[-1] if counted else None)

    @property
    def happened_on(self) -> date | None:
        """The day on which it happened, if a verdict says so; that a delay came true is no such day."""
        counted = [step.said for step in self.steps if not step.said.is_set_aside and not step.said.says_it_will_not]
        return max((said.occurred_on for said in counted if said.occurred_on), default=None)

    @property
    def _has_come_true(self) -> bool:
        """Whether a verdict says that it happened, on whichever day."""
        decided = (step.said for step in self.steps if not step.said.says_it_will_not)
        return any(said.verdict in {Verdict.TRUE, Verdict.LATE} for said in decided)

    def days_late(self, against: Said | None, today: date) -> int | None:
        """Days from a window's end until it happened, was taken back or, while anything is open, until today.

        None also where it happened on a day that nobody knows.
        """
        if against is None or against.end is None:
            return None
        is_open = any(step.said.verdict is None for step in self.steps) and not self._has_come_true
        last = self.current.said_on if self.current and self.current.is_withdrawal else today
        until = self.happened_on or (last if is_open else None)
        return (until - against.end).days if until and until > against.end else None

    def summary(self, today: date) -> str:
        """``2 slips, 36 days late``, or ``on time``, or nothing to say."""
        told: list[str] = []
        if self.slips:
            told.append(f"{self.slips} slip{'s' * (self.slips > 1)}")
        first, last = self.days_late(self.original, today), self.days_late(self.current, today)
        if first:
            late = f"{first} day{'s' * (first > 1)} late"
            told.append(f"{late} ({last} on the last date)" if last and last != first else late)
        elif self.happened_on and self.original:
            told.append("on time")
        return ", ".join(told)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A verdict that settling proposes for one open claim, with the reason in words."""

    claim_id: int
    statement: str
    verdict: Verdict
    days_late: int
    why: str


def schedule_on(said: Said, moved: Schedule | None, today: date) -> Schedule:
    """Where a claim stands on a day, given what later claims made of it."""
    if moved is not None:
        return moved
    if said.is_withdrawal:
        return Schedule.WITHDRAWN
    due_from = said.due_from
    if due_from is None:
        return Schedule.NO_DATE
    if said.end is not None and today > said.end:
        return Schedule.OVERDUE
    return Schedule.DUE if today >= due_from else Schedule.UPCOMING


def follow(claims: Iterable[Said]) -> Thread:
    """Put the claims of one thread in order and read off what each did to the one before.

    They are told by the day on which they were said; on one day a claim comes after the one it revises; beyond that the
    words decide. Numbers, which go by the order of entry, tell apart only what is the same in all else.
    """
    steps: list[Step] = []
    current: Said | None = None
    last_day: date | None = None
    for said in _in_order(list(claims)):
        if said.is_set_aside:
            steps.append(Step(said, Move.SET_ASIDE))
            continue
        move, days = _compare(current, said, last_day)
        if move.supersedes:
            steps = [_superseded(step, move) for step in steps]
        steps.append(Step(said, move, days))
        if move is not Move.REAFFIRMED:
            current = said
            last_day = last_day_after(said, last_day)
    return Thread(tuple(steps))


def last_day_after(said: Said, before: date | None) -> date | None:
    """The day from which a later claim moves the date, once something new was said; None while no last day was.

    A first day alone counts on from a last day that was stated, and is none itself.
    """
    return said.end or (before and said.start) or before


def propose(thread: Thread, happened_on: date | None, dependents: Sequence[Said] = ()) -> tuple[Proposal, ...]:
    """Verdicts for each open claim of a thread, given the day it happened, or None when it never will.

    Claims judged on their substance get none, nor those said after that day. What depends on a thread that failed
    becomes void.
    """
    proposals = [
        _judge(step.said, happened_on)
        for step in thread.steps
        if step.said.verdict is None and not step.said.kind.judged_on_substance
        if happened_on is None or step.said.said_on <= happened_on
    ]
    if happened_on is None:
        proposals += [
            Proposal(said.claim_id, said.statement, Verdict.VOID, 0, "what it depends on failed")
            for said in dependents
            if said.verdict is None
        ]
    return tuple(proposals)


def _judge(said: Said, happened_on: date | None) -> Proposal:
    """True inside the window or without one, late after it; a delay or a withdrawal is true when nothing came."""
    verdict, days, why = Verdict.TRUE, 0, "no last day was stated"
    if happened_on is None:
        verdict = Verdict.TRUE if said.says_it_will_not else Verdict.FALSE
        why = "it did not happen"
    elif said.is_withdrawal:
        verdict, why = Verdict.FALSE, "it happened all the same"
    elif said.end is not None:
        days = max(0, (happened_on - said.end).days)
        verdict = Verdict.LATE if days else Verdict.TRUE
        last_day = day_in_short(said.end)
        why = f"{days} day{'s' * (days > 1)} after {last_day}" if days else f"not after {last_day}"
    return Proposal(said.claim_id, said.statement, verdict, days, why)


def _compare(current: Said | None, said: Said, last_day: date | None) -> tuple[Move, int]:
    """What ``said`` did to the window that stood, and the days by which it moved later.

    A window without a last day is compared by its first: it moves one that ends before, and leaves a longer one.
    """
    if said.is_withdrawal:
        return Move.WITHDRAWN, 0
    if current is None:
        return Move.FIRST, 0
    if said.is_unread:
        return Move.REAFFIRMED, 0
    day, before = said.end or said.start, current.end or current.start
    if day is None:
        return (Move.POSTPONED if before else Move.REAFFIRMED), 0
    days = max(0, (day - last_day).days) if last_day else 0
    if before is None or (said.end and not current.end and day >= before):
        return Move.DATED, days
    if day == before or (day < before and not said.end and current.end):
        return Move.REAFFIRMED, 0
    return (Move.RESCHEDULED, (day - before).days) if day > before else (Move.BROUGHT_FORWARD, 0)


def _superseded(step: Step, move: Move) -> Step:
    """The step as it stands after a move; what was already superseded keeps what happened to it first."""
    return step if step.moved or step.said.is_set_aside else replace(step, moved=_SUPERSEDED_AS[move])


def _in_order(claims: list[Said]) -> list[Said]:
    if len(claims) == 1:
        return claims
    by_id = {said.claim_id: said for said in claims}
    far = date.max

    def place(said: Said) -> tuple[object, ...]:
        return (
            said.said_on,
            _depth(said, by_id),
            said.end or far,
            said.start or far,
            said.open,
            said.kind,
            said.statement,
            said.verdict or "",
            said.occurred_on or far,
            said.claim_id,  # tells apart what is the same in all else
        )

    return sorted(claims, key=place)


def _depth(said: Said, by_id: Mapping[int, Said]) -> int:
    """How many claims of the thread it revises, directly and through others."""
    depth = 0
    revised = by_id.get(said.revises or 0)
    while revised is not None and depth < len(by_id):
        depth += 1
        revised = by_id.get(revised.revises or 0)
    return depth
