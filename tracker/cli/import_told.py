"""An import told on the command line: what a file is, what it would change row by row, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tracker.claims.changed import value_in_words
from tracker.cli.tables import width
from tracker.cli.terminal import say, warn
from tracker.display import display, fit
from tracker.reports.formats import plain_value
from tracker.store.incoming.plan import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.store.incoming.plan import Difference, ImportPlan, PlannedRow
    from tracker.transfer.importing import Reading

SHOWN = 20
"""So many rows of each sort are listed unless all are asked for."""

_SIGNS = {State.NEW: "+", State.CHANGED: "~", State.CONFLICT: "!"}


def tell_plan(reading: Reading, plan: ImportPlan, *, lists_all: bool = False) -> None:
    """Say what was recognised, then the rows that are new, changed or in conflict, and the counts.

    Bad rows and remarks go to standard error, as ``file:line: column: reason``.
    """
    name = display(str(reading.path))
    say(f"{name}: {display(reading.recognised)}")
    for column_line in _mapping_lines(reading):
        say(column_line)
    for remark in plan.remarks:
        warn(display(f"note: {remark}"))
    for state in (State.NEW, State.CHANGED, State.CONFLICT):
        rows = plan.in_state(state)
        if state is State.NEW and len(rows) > SHOWN and not lists_all and _say_files(rows):
            continue
        for row in rows if lists_all else rows[:SHOWN]:
            _say_row(row)
        _say_rest(len(rows), state, lists_all=lists_all)
    bad = plan.in_state(State.BAD)
    for row in bad if lists_all else bad[:SHOWN]:
        for line in fault_lines(row):
            warn(line)
    if len(bad) > SHOWN and not lists_all:
        warn(f"… and {len(bad) - SHOWN:,} more rows that cannot be kept: --all lists them")
    say(counts_in_words(plan))


def counts_in_words(plan: ImportPlan) -> str:
    """``3 new, 2 changed, 45 same``: what there is none of is left out, but for new and same."""
    always = {State.NEW, State.SAME}
    told = [f"{count:,} {state.value}" for state, count in plan.counts.items() if count or state in always]
    return ", ".join(told)


def fault_lines(row: PlannedRow) -> list[str]:
    """``claims.csv:9: said_on: …`` for each thing that is wrong with a row."""
    return [
        display(f"{row.place}: {f'{fault.column}: ' if fault.column else ''}{fault.sentence.rstrip('.')}")
        for fault in row.faults
    ]


def difference_in_words(difference: Difference) -> str:
    """``due_text: next week → in May``."""
    return f"{difference.field}: {value_in_words(difference.here)} → {value_in_words(difference.there)}"


def plan_as_json(reading: Reading, plan: ImportPlan, written: int) -> dict[str, Any]:
    """All of a plan, as JSON holds it, with how many rows were written."""
    return {
        "file": str(reading.path),
        "recognised": reading.recognised,
        "columns": dict(reading.columns) if reading.columns is not None else None,
        "counts": {state.value: count for state, count in plan.counts.items()},
        "remarks": list(plan.remarks),
        "rows": [_row_as_json(row) for row in plan.rows],
        "written": written,
    }


def _row_as_json(row: PlannedRow) -> dict[str, Any]:
    return {
        "file": row.place.file,
        "line": row.place.line,
        "state": row.state.value,
        "name": row.name,
        "differences": [
            {
                "field": one.field,
                "here": plain_value(one.here),
                "there": plain_value(one.there),
                "is_conflict": one.is_conflict,
            }
            for one in row.differences
        ],
        "faults": [fault._asdict() for fault in row.faults],
    }


def _mapping_lines(reading: Reading) -> Iterable[str]:
    """Which column tells which field, where that can be chosen, and which ones tell none."""
    if reading.columns is not None:
        for field, column in reading.columns.items():
            yield display(f"    {field} ← {column}")
    if reading.unread:
        yield display(f"    not read: {', '.join(reading.unread)}")


def _say_row(row: PlannedRow) -> None:
    say(fit(f"{_SIGNS[row.state]} {row.place}: {row.name}", width()))
    for difference in row.differences:
        mark = "  changed here too" if difference.is_conflict else ""
        say(fit(f"    {difference_in_words(difference)}{mark}", width()))


def _say_files(rows: list[PlannedRow]) -> bool:
    """Where many new rows come from several files, how many are in each will do; whether that is so."""
    counts = Counter(row.place.file for row in rows)
    if len(counts) == 1:
        return False
    for name, count in counts.items():
        say(fit(f"+ {name}: {count:,} new", width()))
    return True


def _say_rest(count: int, state: State, *, lists_all: bool) -> None:
    if count > SHOWN and not lists_all:
        say(f"… and {count - SHOWN:,} more that are {_words(state)}: --all lists them")


def _words(state: State) -> str:
    return "in conflict" if state is State.CONFLICT else state.value
