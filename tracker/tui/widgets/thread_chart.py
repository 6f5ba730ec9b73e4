"""A thread drawn: days of saying down, promised windows across, and the day on which it happened.

What became of a window is told by its line and a sign, so that the chart reads the same without colour.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from tracker.claims.vocabulary import Move, Schedule, Verdict, status_label
from tracker.claims.wording import day_in_short, due_in_short
from tracker.display import display
from tracker.tui.palette import status_style
from tracker.tui.widgets.drawn_cells import cut, filled
from tracker.tui.widgets.time_axis import Scale, ticks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.claims.schedule import Step, Thread

ORIGINAL, SUPERSEDED, CURRENT, ENDLESS, SAID = "═", "─", "━", "┄", "·"
HAPPENED, NOW, GUIDE = "◆", "│", "┊"

_MUTED = "$foreground-muted"
_HAPPENED_STYLE, _NOW_STYLE = "$text-success", "$text-accent"
_MARK, _DAY, _GLYPH = 2, 12, 2
_LEAST_BAR = 12
_WIDE, _MIDDLING = 110, 72
_MOVED = {Move.BROUGHT_FORWARD: "earlier", Move.REAFFIRMED: "again"}
_UNREAD = "unread"
_UNDATED = {Move.POSTPONED: "postponed", Move.WITHDRAWN: "withdrawn"}

Cell = tuple[str, str]
"""A character and its style."""


class _Columns(NamedTuple):
    """How wide each part of a line is. Without room the move gives way, then the word of the status, then the bar."""

    status: int
    words: int
    move: int
    bar: int

    @classmethod
    def of(cls, width: int) -> _Columns:
        status, words, move = (20, 26, 21) if width >= _WIDE else (_GLYPH, 25 if width >= _MIDDLING else 18, 0)
        bar = width - _MARK - _DAY - status - words - move
        return cls(status, words, move, bar) if bar >= _LEAST_BAR else cls(_GLYPH, max(1, words + bar), 0, 0)


class ThreadChart:
    """A thread as lines of a width: ``head`` names the columns, each claim has a ``row``, ``foot`` is the axis."""

    def __init__(self, thread: Thread, today: date, width: int) -> None:
        self.thread, self._today, self._width = thread, today, width
        self._columns = _Columns.of(width)
        self._scale = Scale.over(_days_of(thread, today), self._columns.bar) if self._columns.bar else None

    def head(self) -> Content:
        """The names of the columns."""
        room = self._columns
        status = f"{'status':<{room.status}}" if room.status > _GLYPH else "  "
        names = f"{'':{_MARK}}{'said on':<{_DAY}}{status}{'promised':<{room.words}}{'move':<{room.move}}"
        return Content.styled(names if room.move else names.removesuffix("move"), _MUTED)

    def row(self, step: Step, *, is_mine: bool) -> Content:
        """One claim: the day it was said, its status, its window in words, what it moved, and its window as a bar."""
        room, status = self._columns, step.status(self._today)
        sign = status.glyph if room.status == _GLYPH else f"{status.glyph} {status_label(status, step.said.kind)}"
        parts: list[Content | Cell] = [
            (f"{'▸' if is_mine else '':<{_MARK}}", "bold"),
            (f"{day_in_short(step.said.said_on):<{_DAY}}", _MUTED),
            (_in(sign, room.status), status_style(status)),
            (_in(_promise(step, room.words - 1, with_move=not room.move), room.words), "bold" if is_mine else ""),
        ]
        if room.move:
            parts.append((_in(_move(step), room.move), _MUTED))
        if self._scale:
            parts += _joined(self._bar(step, self._scale))
        return Content.assemble(*parts)

    def foot(self) -> list[Content]:
        """The axis with the day it happened and today, the names of its ticks, and what each line and sign means."""
        scale = self._scale
        if scale is None:
            happened = self.thread.happened_on
            told = f"  {HAPPENED} happened on {day_in_short(happened)}" if happened else ""
            return [Content.styled(told, _HAPPENED_STYLE)] if told else []
        left = self._width - scale.columns
        line: list[Cell] = [("─", _MUTED)] * scale.columns
        names = ""
        for tick in ticks(scale):
            line[tick.column] = ("┬", _MUTED)
            names = f"{names:<{tick.name_at}}{tick.name}"
        for day, sign, style in self._days():
            line[scale.column(day)] = (sign, style)
        axis = Content.assemble((f"{'└':>{left}}", _MUTED), *_joined(line))
        return [axis, Content.styled(f"{'':{left}}{names}", _MUTED), *self._legend()]

    def _days(self) -> Iterator[tuple[date, str, str]]:
        """The days that are marked on the axis: today while anything is open, and when it happened."""
        if _is_open(self.thread):
            yield self._today, NOW, _NOW_STYLE
        if self.thread.happened_on:
            yield self.thread.happened_on, HAPPENED, _HAPPENED_STYLE

    def _line_of(self, step: Step) -> str:
        said = step.said
        if said.end is None:
            return ENDLESS
        if said == self.thread.original and said != self.thread.current:
            return ORIGINAL
        return SUPERSEDED if step.moved or said.is_set_aside else CURRENT

    def _bar(self, step: Step, scale: Scale) -> list[Cell]:
        said, status = step.said, step.status(self._today)
        style = status_style(status)
        cells: list[Cell] = [(" ", "")] * scale.columns
        for day, _, _ in self._days():
            cells[scale.column(day)] = (GUIDE, _MUTED)
        cells[scale.column(said.said_on)] = (SAID, _MUTED)
        if status is Schedule.WITHDRAWN and said.is_withdrawal:
            cells[scale.column(said.said_on)] = (status.glyph, style)
            return cells
        start = scale.column(said.start or said.said_on)
        last = said.end or (said.occurred_on if isinstance(status, Verdict) else None)
        end = max(start, scale.column(last)) if last else scale.columns - 1
        cells[start : end + 1] = [(self._line_of(step), style)] * (end - start + 1)
        if isinstance(status, Verdict):
            at = scale.column(said.occurred_on) if said.occurred_on else min(end + 1, scale.columns - 1)
            cells[at] = (status.glyph, style)
        return cells

    def _legend(self) -> Iterator[Content]:
        """What each sign means that occurs, on as many lines as it takes."""
        line: list[Cell] = []
        length = 0
        for sign, words, style in self._meanings():
            more = len(sign) + 1 + len(words) + _MARK
            if line and length + more > self._width:
                yield Content.assemble(*line)
                line, length = [], 0
            line += [("  ", ""), (sign, style), (f" {words}", _MUTED)]
            length += more
        yield Content.assemble(*line)

    def _meanings(self) -> Iterator[tuple[str, str, str]]:
        lines = {self._line_of(step) for step in self.thread.steps if not step.said.is_withdrawal}
        meanings = {ORIGINAL: "original", SUPERSEDED: "superseded", CURRENT: "current", ENDLESS: "no last day"}
        yield from ((line, words, "") for line, words in meanings.items() if line in lines)
        verdicts = dict.fromkeys(step.said.verdict for step in self.thread.steps if step.said.verdict)
        if verdicts:
            yield "".join(verdict.glyph for verdict in verdicts), "settled", ""
        for day, sign, style in self._days():
            words = "today" if sign == NOW else f"happened {day_in_short(day)}"
            yield sign, words, style


def thread_chart(thread: Thread, today: date, width: int, claim_id: int) -> Content:
    """The whole chart as one text, with the claim at hand marked. Below about 46 columns the bars give way to words."""
    chart = ThreadChart(thread, today, width)
    rows = [chart.row(step, is_mine=step.said.claim_id == claim_id) for step in thread.steps]
    return Content("\n").join([*rows, *chart.foot()])


def _is_open(thread: Thread) -> bool:
    return any(step.said.verdict is None for step in thread.steps)


def _days_of(thread: Thread, today: date) -> Iterator[date]:
    """Every day that the chart must reach: today among them while anything is open."""
    for step in thread.steps:
        said = step.said
        yield from filter(None, (said.said_on, said.start, said.end, said.occurred_on))
    if _is_open(thread):
        yield today


def _promise(step: Step, room: int, *, with_move: bool) -> str:
    """The window in words, without its move and then without its year where there is no room for them."""
    said = step.said
    span = due_in_short(said.start, said.end, said.said_on, _UNDATED.get(step.move, "no date"))
    moved = _UNREAD if step.leaves_date_unread else _MOVED.get(step.move, "")
    later = f"+{step.slip_days} d" if step.slip_days else moved
    told = [f"{span} {later}".rstrip()] if with_move else []
    told += [span, re.sub(r" \d{4}\b", "", span)]
    return next((text for text in told if len(text) <= room), cut(display(told[-1]), room))


def _move(step: Step) -> str:
    if step.leaves_date_unread:
        return _UNREAD
    return f"{step.move.value} +{step.slip_days} d" if step.slip_days else step.move.value


def _in(text: str, room: int) -> str:
    """The text cut and filled to its column, with a blank after it."""
    return filled(cut(text, room - 1), room)


def _joined(cells: list[Cell]) -> list[Content | Cell]:
    """Neighbours of one style as one part."""
    runs = groupby(cells, key=lambda cell: cell[1])
    return [("".join(sign for sign, _ in run), style) for style, run in runs]
