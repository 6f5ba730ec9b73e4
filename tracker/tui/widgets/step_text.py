"""What one claim did to its thread, as a text: its words, its place, what moved, and how late it is by now."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from textual.content import Content

from tracker.claims.schedule import Thread
from tracker.claims.vocabulary import Move, status_label
from tracker.claims.wording import day_in_short, due_in_short
from tracker.display import display
from tracker.tui.palette import status_style
from tracker.tui.widgets.claim_card import quotations, titled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.claims.schedule import Step
    from tracker.store.rows import ClaimCard

_MOVES = {
    Move.FIRST: "opens the thread",
    Move.RESCHEDULED: "rescheduled",
    Move.BROUGHT_FORWARD: "brought forward",
    Move.POSTPONED: "postponed, without a new date",
    Move.REAFFIRMED: "reaffirmed: the date stays",
    Move.DATED: "dated again",
    Move.WITHDRAWN: "withdrawn: the promise is taken back",
    Move.SET_ASIDE: "set aside: it was found void and moves nothing",
}


def step_content(card: ClaimCard, today: date) -> Content:
    """The claim of the card as a step of its thread."""
    thread, fields = card.thread, card.fields
    step = next(step for step in thread.steps if step.said.claim_id == card.claim_id)
    status = step.status(today)
    due = due_in_short(fields.due_start, fields.due_end, fields.said_on, "no date")
    said = f" (“{display(fields.due_text)}”)" if fields.due_text else ""
    told = f"{display(fields.speaker) or 'nobody named'} · {day_in_short(fields.said_on)} · #{card.claim_id}"
    return Content("\n").join(
        [
            Content.styled(display(fields.statement), "bold"),
            Content.assemble(
                (f"{status.glyph} {status_label(status, fields.kind)}", status_style(status)), (f"  {told}", _MUTED)
            ),
            titled("move", _move(step)),
            titled("so far", _slips_until(thread, step)),
            titled("due", f"{due}{said}"),
            *_late(thread, step, today),
            *quotations(card),
        ]
    )


_MUTED = "$foreground-muted"


def _move(step: Step) -> str:
    if step.leaves_date_unread:
        return "unread: the deadline cannot be read, so the date stays"
    days = f": {_days(step.slip_days)} later" if step.slip_days else ""
    return f"{_MOVES[step.move]}{days}"


def _slips_until(thread: Thread, step: Step) -> str:
    """The slips and their days up to and with this claim."""
    before = tuple(takewhile(lambda one: one is not step, thread.steps))
    until = Thread((*before, step))
    if not until.slips:
        return "no slip"
    days = f", {_days(until.slip_days)}" if until.slip_days else ""
    return f"{until.slips} slip{'s' * (until.slips > 1)}{days}"


def _late(thread: Thread, step: Step, today: date) -> Iterator[Content]:
    """How late it is against the window promised first, the one that counts now, and this claim's own."""
    original, current = thread.original, thread.current
    windows = {"the original": original} | ({} if original == current else {"the current": current})
    late = {name: thread.days_late(said, today) for name, said in windows.items()}
    if step.said not in windows.values():
        late["its own"] = step.days_late(today)
    told = [f"{_days(days)} after {name} window" for name, days in late.items() if days]
    if told:
        yield titled("late", ", ".join(told))
    elif thread.happened_on and original:
        yield titled("late", "no: it happened in time")


def _days(count: int) -> str:
    return f"{count} day{'s' * (count != 1)}"
