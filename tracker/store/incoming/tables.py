"""An export of whole tables that comes back: what it would change, and writing that as one step."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.claims.model import Claim, Source, Speaker, Subject, Tag
from tracker.store.claim_rows import touch_citing, touch_named
from tracker.store.incoming.candidates import Candidate, IncomingRow, candidates_among
from tracker.store.incoming.checks import faults_of
from tracker.store.incoming.plan import ImportPlan, PlannedRow, State, check_plan, outdated_in_words
from tracker.store.inserting import insert_rows, whole_values
from tracker.store.journal import back_up_first, change, has_recorded, name_step
from tracker.store.tables import claim, columns_of
from tracker.store.threads import slices
from tracker.store.whole import tables_in_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.model import Row
    from tracker.store.incoming.plan import Confirmed


@dataclass(frozen=True, slots=True)
class IncomingTables:
    """What was read of an export: its rows, and the rows that could not be read."""

    name: str
    rows: Mapping[type[Row], Sequence[IncomingRow]]
    bad: Mapping[type[Row], Sequence[PlannedRow]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def plan_tables(session: Session, incoming: IncomingTables, today: date) -> ImportPlan:
    """What an import of these rows would do. Raises InvalidInput for an export of another database."""
    return _compared(session, incoming, today)[0]


@change
def import_tables(session: Session, incoming: IncomingTables, today: date, confirmed: Confirmed) -> int:
    """Write what was confirmed; how many rows that is, none when all of it came to what is kept.

    Raises EditConflict when the database has changed since the plan was made.
    """
    plan, sound = _compared(session, incoming, today)
    check_plan(plan, confirmed)
    if not confirmed.count:
        return 0
    back_up_first(session)
    wanted = {State.NEW, State.CHANGED} | ({State.CONFLICT} if confirmed.takes_file else set())
    written = {table: [one for one in sound[table] if one.state in wanted] for table in tables_in_order()}
    for table, found in written.items():
        new = [whole_values(session, table, one.after) for one in found if one.kept is None]
        if new:
            insert_rows(session, table, new)
    for table, found in written.items():
        _write_changes(session, table, [one for one in found if one.kept is not None])
    _touch(session, written)
    name_step(session, f"import {confirmed.rows_in_words('row')} of {incoming.name}")
    return confirmed.count if has_recorded(session) else 0


def _compared(
    session: Session, incoming: IncomingTables, today: date
) -> tuple[ImportPlan, dict[type[Row], list[Candidate]]]:
    """The plan, and the rows that can be written."""
    planned: list[PlannedRow] = []
    sound: dict[type[Row], list[Candidate]] = defaultdict(list)
    same = outdated = 0
    for table in tables_in_order():
        rows = incoming.rows.get(table, ())
        candidates, older = candidates_among(session, table, rows)
        outdated += older
        faults = faults_of(session, table, candidates, sound, today)
        of_table = list(incoming.bad.get(table, ()))
        for one in candidates:
            if wrong := faults.get(one.row.place):
                of_table.append(PlannedRow(one.row.place, State.BAD, one.name, faults=wrong))
            else:
                of_table.append(PlannedRow(one.row.place, one.state, one.name, one.differences))
                sound[table].append(one)
        planned += sorted(of_table, key=lambda row: row.place)
        same += len(rows) - len(candidates)
    return ImportPlan(tuple(planned), same, (*incoming.remarks, *outdated_in_words(outdated))), sound


def _write_changes(session: Session, table: type[Row], changed: Sequence[Candidate]) -> None:
    by_number = {one.number: one.changes for one in changed}
    for some in slices(by_number):
        for row in session.execute(select(table).where(columns_of(table).id.in_(some))).scalars():
            for name, value in by_number[row.key].items():
                setattr(row, name, value)
        session.flush()


def _touch(session: Session, written: Mapping[type[Row], Sequence[Candidate]]) -> None:
    """Raise the version of claims whose surroundings were written, so that a form opened before notices."""
    claims = {one.number for one in written[Claim]}
    rows = (row for found in written.values() for one in found for row in (one.kept, one.after) if row)
    around = {number for row in rows if (number := row.get("claim_id"))}
    for some in slices(around - claims):
        for row in session.execute(select(Claim).where(claim.id.in_(some))).scalars():
            row.updated_at = None
        session.flush()
    changed = {table: [one.number for one in found if one.kept is not None] for table, found in written.items()}
    touch_citing(session, changed[Source])
    touch_named(session, Speaker, changed[Speaker])
    touch_named(session, Subject, changed[Subject])
    touch_named(session, Tag, changed[Tag])
