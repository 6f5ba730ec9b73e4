"""What each later claim of a thread did to the window that stood before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.claims.deadlines import window_fields
from tracker.claims.drafts import READING
from tracker.claims.schedule import Said, follow, last_day_after
from tracker.claims.typed import read_day
from tracker.claims.vocabulary import Kind, Move
from tracker.claims.wording import days_in_words
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from tracker.claims.schedule import Step, Thread
    from tracker.dates.conventions import Conventions

_LEAVE_IT = {Move.REAFFIRMED, Move.SET_ASIDE}
_WITHOUT_DAYS = {
    Move.POSTPONED: "no new date",
    Move.WITHDRAWN: "taken back",
    Move.DATED: "dated again",
    Move.REAFFIRMED: "the date stays",
}


class Moved(NamedTuple):
    """A step that moved, dropped, dated or took back what stood, and the claim that stood.

    ``since`` is the last day that the thread had told, however long before; None where it had told none.
    """

    step: Step
    stood: Said
    since: date | None

    @property
    def by_days(self) -> int | None:
        """By how many days the last day moved, less than 0 when it is earlier; None where there is none any more.

        One that is told after none moved from the one before; None where there was no such day.
        """
        last, before = self.step.said.end or self.step.said.start, self.stood.end or self.stood.start
        match self.step.move:
            case Move.RESCHEDULED:
                return self.step.slip_days
            case Move.DATED:
                before = self.since
            case Move.BROUGHT_FORWARD:
                pass
            case _:
                return None
        return (last - before).days if last and before else None


def moves_of(thread: Thread) -> Iterator[Moved]:
    """Every move of the thread's date."""
    stood: Said | None = None
    since: date | None = None
    for step in thread.steps:
        if stood is not None and step.move.supersedes:
            yield Moved(step, stood, since)
        if step.move not in _LEAVE_IT:
            stood, since = step.said, last_day_after(step.said, since)


def move_in_words(thread: Thread, revised: int, texts: Mapping[str, str], today: date, conventions: Conventions) -> str:
    """What the draft of a claim that revises one of a thread does to the date that stands: ``43 days later``.

    Empty while it tells no deadline, or one that cannot be read.
    """
    due_text = texts.get("due_text", "").strip()
    said = _said_in(texts, max(step.said.claim_id for step in thread.steps) + 1, revised, today, conventions)
    if not due_text or said is None or said.is_unread:
        return ""
    after = follow((*(step.said for step in thread.steps), said))
    step = next(step for step in after.steps if step.said == said)
    moved = next((moved for moved in moves_of(after) if moved.step is step), None)
    days = moved.by_days if moved else None
    if moved is None or not days:
        return _WITHOUT_DAYS.get(step.move, "")
    told = f"{days_in_words(abs(days))} {'later' if days > 0 else 'earlier'}"
    return told if moved.stood.claim_id == revised else f"{told} than claim {moved.stood.claim_id}"


def _said_in(texts: Mapping[str, str], number: int, revised: int, today: date, conventions: Conventions) -> Said | None:
    """The claim of a draft as its thread would see it; None where its days cannot be read."""
    due_text = texts.get("due_text", "").strip()
    try:
        said_on = read_day(texts.get("said_on", ""), today, is_past=True) or today
        window, _ = window_fields(
            due_text, said_on, texts.get("language", ""), conventions, reading=texts.get(READING, "")
        )
    except InvalidInput:
        return None
    start, end, open_form = window["due_start"], window["due_end"], window["due_open"]
    kind = Kind.DELAY if texts.get("kind") == Kind.DELAY else Kind.OTHER
    is_told = kind is Kind.DELAY or window["due_rule"] or open_form or start or end
    return Said(
        number, said_on, kind=kind, revises=revised, start=start, end=end, open=open_form, is_unread=not is_told
    )
