"""What each later claim of a thread did to the window that stood before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.claims.vocabulary import Move

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.claims.schedule import Said, Step, Thread

_LEAVE_IT = {Move.REAFFIRMED, Move.SET_ASIDE}


def moves_of(thread: Thread) -> Iterator[tuple[Step, Said]]:
    """Each step that moved, dropped, dated or took back what stood, with the claim that stood."""
    stood: Said | None = None
    for step in thread.steps:
        if stood is not None and step.move.supersedes:
            yield step, stood
        if step.move not in _LEAVE_IT:
            stood = step.said


def moved_by_days(step: Step, stood: Said) -> int | None:
    """By how many days the last day moved, less than 0 when it was brought forward; None where it was dropped."""
    if step.move is Move.BROUGHT_FORWARD:
        last, before = step.said.end or step.said.start, stood.end or stood.start
        return (last - before).days if last and before else None
    return step.slip_days if step.move in {Move.RESCHEDULED, Move.DATED} else None
