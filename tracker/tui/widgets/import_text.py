"""What an import would do, as text: what was recognised, how many rows are new, changed, in conflict or bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tracker.claims.changed import value_in_words
from tracker.display import display
from tracker.store.incoming.plan import State
from tracker.tui.widgets.drawn_cells import cut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.store.incoming.plan import ImportPlan, PlannedRow

FIRST_ROWS = 200
"""So many rows of each sort are shown; the command line lists more, which none would scroll through."""

_STYLES = {
    State.NEW: "$text-success",
    State.CHANGED: "$text-accent",
    State.CONFLICT: "$text-warning",
    State.BAD: "$text-error",
    State.SAME: "$foreground-muted",
}
_SIGNS = {State.NEW: "+", State.CHANGED: "~", State.CONFLICT: "!", State.BAD: "✗"}
_WORDS = {State.CONFLICT: "in conflict", State.BAD: "cannot be kept"}


def counts_line(plan: ImportPlan) -> Content:
    """``12 new · 3 changed · 45 same``, without what there is none of."""
    parts = [
        Content.styled(f"{count:,} {_WORDS.get(state, state.value)}", _STYLES[state])
        for state, count in plan.counts.items()
        if count or state in {State.NEW, State.SAME}
    ]
    return Content(" · ").join(parts)


def plan_text(plan: ImportPlan, width: int) -> Content:
    """The first rows of each sort with what differs in them or is wrong with them, each line cut to ``width``."""
    lines: list[Content] = [_line(f"  {remark}", width, "$text-warning") for remark in plan.remarks]
    for state in (State.BAD, State.CONFLICT, State.CHANGED, State.NEW):
        rows = plan.in_state(state)
        if rows:
            lines.append(Content(""))
            lines.append(Content.styled(f"{len(rows):,} {_WORDS.get(state, state.value)}", f"bold {_STYLES[state]}"))
        for row in rows[:FIRST_ROWS]:
            lines += _row_lines(row, width)
        if len(rows) > FIRST_ROWS:
            told = f"  … and {len(rows) - FIRST_ROWS:,} more: tracker import FILE --all lists them"
            lines.append(_line(told, width, "$foreground-muted"))
    return Content("\n").join(lines)


def _row_lines(row: PlannedRow, width: int) -> Iterable[Content]:
    yield _line(f"{_SIGNS[row.state]} {row.place}  {row.name}", width)
    for one in row.differences:
        style = "$text-warning" if one.is_conflict else "$foreground-muted"
        yield _line(f"    {one.field}: {value_in_words(one.here)} → {value_in_words(one.there)}", width, style)
    for fault in row.faults:
        column = f"{fault.column}: " if fault.column else ""
        # Never cut: it says what to mend.
        yield Content.styled(display(f"    {column}{in_screens_words(fault.sentence)}"), _STYLES[State.BAD])


def in_screens_words(sentence: str) -> str:
    """A sentence that names options of the command line, as it reads where there are none."""
    return sentence.replace("--dates ", "").replace("--scale ", "scale ")


def _line(text: str, width: int, style: str = "") -> Content:
    return Content.styled(cut(display(text), width), style)
