"""What a person does with files: hand out, edit in a spreadsheet, import."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tests.transfer.samples import TODAY
from tracker.claims.model import Batch
from tracker.reports.edition import ReportChoices
from tracker.reports.writing import write_report
from tracker.store.incoming.plan import Confirmed, ImportPlan, State
from tracker.transfer.importing import Wish, plan_import, read_file, write_import
from tracker.transfer.manner import Manner
from tracker.transfer.told import Circumstances

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from tracker.store.archive import Archive

Rows = list[dict[str, str]]

DAY_TAKEN = (
    "1 verdict of true tells no day: it is taken to have come true when it was decided, but not after its window"
)
"""What is remarked of a verdict whose day is made out."""


def looked_at(
    archive: Archive, path: Path, today: date = TODAY, *, preset: str = "", columns: tuple[str, ...] = (), **manner: str
) -> ImportPlan:
    """What an import of a file would do."""
    reading = read_file(path, Circumstances(today, manner=Manner(**manner)), Wish(preset, columns))
    return plan_import(archive, reading, today)


def imported(  # noqa: PLR0913 -- what a person can say about a file
    archive: Archive,
    path: Path,
    today: date = TODAY,
    *,
    preset: str = "",
    columns: tuple[str, ...] = (),
    takes_file: bool = False,
    keeps_good: bool = False,
    **manner: str,
) -> ImportPlan:
    """Import a file, and say yes to all that can be written; the plan as it was shown."""
    reading = read_file(path, Circumstances(today, manner=Manner(**manner)), Wish(preset, columns))
    plan = plan_import(archive, reading, today)
    confirmed = Confirmed(plan, takes_file=takes_file, keeps_good=keeps_good)
    assert write_import(archive, reading, confirmed, today) == confirmed.count
    return plan


def claims_report(archive: Archive, target: Path, report: str = "claims", **told: str) -> Path:
    """The report “claims”, or another one, in a file."""
    write_report(archive, ReportChoices(report, **told), target, today=TODAY, force=True)  # type: ignore[arg-type]
    return target


def edited(file: Path, edit: Callable[[Rows], object]) -> Path:
    """The same CSV file once somebody has edited its rows in place."""
    with file.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        rows = list(reader)
        header = list(reader.fieldnames or ())
    edit(rows)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]) if rows else header, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return file


def counts(plan: ImportPlan) -> dict[str, int]:
    """How many rows are in each state that there is any of."""
    return {state.value: count for state, count in plan.counts.items() if count}


def told(plan: ImportPlan, state: State) -> list[tuple[str, str]]:
    """The fields that differ in rows of a state, as ``("due_text", "next week → in May")``."""
    return [
        (one.field, f"{one.here or ''} → {one.there or ''}") for row in plan.in_state(state) for one in row.differences
    ]


def faults(plan: ImportPlan) -> list[str]:
    """What is wrong, as the command line tells it."""
    return [f"{row.place}: {fault.column}: {fault.sentence}" for row in plan.rows for fault in row.faults]


def steps(archive: Archive) -> int:
    """How many steps the history has."""
    counted = select(func.count()).select_from(Batch)
    return int(archive.run(lambda session: session.execute(counted).scalar_one()))


def set_cells(row: int, **cells: str) -> Any:
    """An edit of some cells of one row, counted from 0."""
    return lambda rows: rows[row].update(cells)
