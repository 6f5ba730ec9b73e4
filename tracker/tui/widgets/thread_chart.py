"""A thread drawn: days of saying down, promised windows across, and the day on which it happened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from tracker.claims.vocabulary import Move
from tracker.claims.wording import day_in_short, due_in_short
from tracker.tui.palette import status_style

if TYPE_CHECKING:
    from tracker.claims.schedule import Step, Thread

_LABEL = 13
_WORDS = 28
_LEAST_BAR = 12
_MOVED = {Move.POSTPONED: " (postponed)", Move.WITHDRAWN: " (withdrawn)", Move.BROUGHT_FORWARD: " (earlier)"}


def thread_chart(thread: Thread, today: date, width: int, claim_id: int) -> Content:
    """One line for each claim with its window as a bar, then the axis with the day it happened or today.

    ``claim_id`` marks the claim at hand. Below about 55 columns the bars give way to the words.
    """
    room = width - _LABEL - _WORDS - 2
    scale = _Scale.over(thread, today, room) if room >= _LEAST_BAR else None
    lines = [_line(step, today, scale, is_mine=step.said.claim_id == claim_id) for step in thread.steps]
    if scale:
        lines.append(_axis(thread, today, scale))
    elif thread.happened_on:
        lines.append(Content.styled(f"  ◆ happened on {day_in_short(thread.happened_on)}", "$text-success"))
    return Content("\n").join(lines)


class _Scale:
    """Days as columns."""

    def __init__(self, first: date, last: date, columns: int) -> None:
        self.first, self.last, self.columns = first, last, columns

    @classmethod
    def over(cls, thread: Thread, today: date, columns: int) -> _Scale:
        """Wide enough for every window, the day it happened, and today while anything is open."""
        days = [day for s in thread.steps for day in (s.said.said_on, s.said.start, s.said.end) if day]
        is_open = any(step.said.verdict is None for step in thread.steps)
        days += [thread.happened_on] if thread.happened_on else []
        days += [today] if is_open else []
        return cls(min(days), max(*days, min(days) + timedelta(days=1)), columns)

    def column(self, day: date) -> int:
        """The column of a day, from 0."""
        share = (day - self.first).days / (self.last - self.first).days
        return max(0, min(self.columns - 1, round(share * (self.columns - 1))))


def _line(step: Step, today: date, scale: _Scale | None, *, is_mine: bool) -> Content:
    said = step.said
    status = step.status(today)
    moved = f" +{step.slip_days} d" if step.slip_days else ""
    moved = moved or _MOVED.get(step.move, "")
    words = due_in_short(said.start, said.end, said.said_on, "no date") + moved
    parts: list[Content | tuple[str, str]] = [
        ("▸" if is_mine else " ", "bold"),
        (f"{day_in_short(said.said_on):<{_LABEL - 2}} ", "$foreground-muted"),
        (f"{status.glyph} ", status_style(status)),
        (f"{words:<{_WORDS - 2}.{_WORDS - 3}}", "bold" if is_mine else ""),
    ]
    if scale:
        parts.append((_bar(step, scale), status_style(status)))
    return Content.assemble(*parts)


def _bar(step: Step, scale: _Scale) -> str:
    said = step.said
    cells = [" "] * scale.columns
    if said.start is None and said.end is None:
        start, end, mark = scale.column(said.said_on), scale.columns - 1, "┄"
    else:
        start = scale.column(said.start or said.said_on)
        end, mark = (scale.column(said.end), "━") if said.end else (scale.columns - 1, "┄")
    cells[start : end + 1] = mark * (end - start + 1)
    return "".join(cells).rstrip()


def _axis(thread: Thread, today: date, scale: _Scale) -> Content:
    """The first and last day, with a diamond where it happened or a bar where today is."""
    day, mark, style = (
        (thread.happened_on, "◆", "$text-success") if thread.happened_on else (today, "│", "$foreground-muted")
    )
    at = scale.column(day)
    label = f"{mark} {day_in_short(day)}" if thread.happened_on else f"{mark} today"
    if at + len(label) > scale.columns:
        label = f"{label[2:]} {mark}"
        at = max(0, at - len(label) + 1)
    return Content.assemble((" " * (_LABEL + _WORDS + at), ""), (label, style))
