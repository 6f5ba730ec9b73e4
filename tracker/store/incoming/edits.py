"""What a file would change of claims that are kept, and writing it: as if each had been edited in its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.claims.model import Claim, Credence
from tracker.dates.conventions import DEFAULT, Conventions
from tracker.store.claim_rows import live_row
from tracker.store.claims_at_once import NewClaim, add_claims
from tracker.store.deciding import decide, standing_evidence
from tracker.store.edits_at_once import FieldEdit, edit_claims
from tracker.store.incoming.candidates import Candidate, IncomingRow
from tracker.store.incoming.checks import faults_of
from tracker.store.incoming.plan import (
    Confirmed,
    Difference,
    Fault,
    ImportPlan,
    Place,
    PlannedRow,
    State,
    check_plan,
    outdated_in_words,
)
from tracker.store.journal import back_up_first, has_recorded, name_step, writer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.decisions import Decision
    from tracker.claims.model import ClaimFields
    from tracker.store.claims_at_once import StatedCredence

_LINKS = {"revises": "revises_id", "depends_on": "depends_on_id"}
_CHECKED = ("statement", "said_on", "due_start", "due_end", "due_grain", "due_open", "due_edtf")


@dataclass(frozen=True, slots=True)
class EditedClaim:
    """What would be written about a claim that is kept: its fields as they would be, a decision, probabilities.

    ``decided_by`` is None for a decision of who writes. ``keeps_source`` says that the decision rests on the source of
    the one that stands.
    """

    claim_id: int
    version: int
    fields: ClaimFields | None = None
    decision: Decision | None = None
    decided_by: str | None = None
    keeps_source: bool = False
    credences: tuple[StatedCredence, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of a file: a new claim, an edit, or neither where it is at fault or leaves everything as it is.

    ``before`` is what the claim said of itself before an edit, ``is_outdated`` that the row is older than what is kept
    and was not edited.
    """

    place: Place
    name: str
    new: NewClaim | None = None
    edit: EditedClaim | None = None
    before: ClaimFields | None = None
    differences: tuple[Difference, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_outdated: bool = False

    @property
    def decision(self) -> Decision | None:
        """What would be decided about the claim."""
        return self.new.decision if self.new else self.edit.decision if self.edit else None

    @property
    def state(self) -> State:
        """How it stands to what is kept."""
        if self.faults:
            return State.BAD
        if self.new:
            return State.NEW
        if any(difference.is_conflict for difference in self.differences):
            return State.CONFLICT
        return State.CHANGED if self.differences else State.SAME


@dataclass(frozen=True, slots=True)
class Proposals:
    """Every row of a file with what would become of it, in the order of the file."""

    rows: tuple[Proposal, ...]
    remarks: tuple[str, ...] = ()
    is_exact: bool = False

    def plan(self) -> ImportPlan:
        """The plan that people are shown."""
        planned = tuple(
            PlannedRow(one.place, one.state, one.name, one.differences, one.faults)
            for one in self.rows
            if one.state is not State.SAME
        )
        outdated = sum(one.is_outdated for one in self.rows)
        return ImportPlan(planned, len(self.rows) - len(planned), (*self.remarks, *outdated_in_words(outdated)))


def checked(session: Session, rows: Sequence[Proposal], today: date) -> list[Proposal]:
    """The rows, with what is wrong with those whose claims point nowhere, to themselves or to a later one."""
    candidates = [one for number, row in enumerate(rows, start=1) if (one := _candidate(row, -number))]
    faults = faults_of(session, Claim, candidates, {}, today)
    in_report = {column: name for name, column in _LINKS.items()}
    told = {
        place: tuple(fault._replace(column=in_report.get(fault.column, fault.column)) for fault in found)
        for place, found in faults.items()
    }
    return [
        Proposal(row.place, row.name, faults=told[row.place]) if row.place in told and not row.faults else row
        for row in rows
    ]


def write_confirmed(
    session: Session, proposals: Proposals, confirmed: Confirmed, name: str, conventions: Conventions = DEFAULT
) -> int:
    """Write what was confirmed of a file of that name; how many rows, none when all of it came to what is kept.

    Raises EditConflict when the database has changed since the plan was made.
    """
    check_plan(proposals.plan(), confirmed)
    if confirmed.count:
        back_up_first(session)
        _write(session, proposals, confirmed, conventions)
        name_step(session, f"import {confirmed.rows_in_words('claim')} of {name}")
    return confirmed.count if has_recorded(session) else 0


def _write(session: Session, proposals: Proposals, confirmed: Confirmed, conventions: Conventions) -> None:
    new = [one.new for one in proposals.rows if one.state is State.NEW and one.new]
    if new:
        add_claims(session, new, is_exact=proposals.is_exact)
    wanted = {State.CHANGED, State.CONFLICT} if confirmed.takes_file else {State.CHANGED}
    edits = [one for one in proposals.rows if one.edit and one.state in wanted]
    edit_claims(
        session,
        [
            FieldEdit(one.edit.claim_id, one.edit.version, one.before, one.edit.fields)
            for one in edits
            if one.edit and one.before and one.edit.fields
        ],
        conventions,
    )
    for one in edits:
        if one.edit:
            _decide(session, one.edit)
    session.flush()


def _decide(session: Session, edit: EditedClaim) -> None:
    """Write what an edit says of what became of the claim, and of how likely it was thought."""
    if edit.decision is not None:
        cited = standing_evidence(session, edit.claim_id, edit.decision) if edit.keeps_source else None
        row = live_row(session, edit.claim_id)
        decide(session, [row], edit.decision, decided_by=edit.decided_by, cited=cited)
    for stated in edit.credences:
        who = stated.stated_by or writer(session)
        session.add(
            Credence(claim_id=edit.claim_id, probability=stated.probability, stated_on=stated.stated_on, stated_by=who)
        )
    session.flush()


def _candidate(row: Proposal, stand_in: int) -> Candidate | None:
    """The row as the checks of whole tables know claims; a new claim without a number has one to stand in for it."""
    if row.faults:
        return None
    if row.new:
        number = row.new.kept_as.number or stand_in
        told = {"id": number, "version": row.new.kept_as.version, **_checked_of(row.new.fields)}
        return Candidate(Claim, IncomingRow(row.place, told), None, ())
    if row.edit is None or row.edit.fields is None or row.before is None:
        return None
    before, after = _checked_of(row.before), _checked_of(row.edit.fields)
    moved = tuple(Difference(name, before[name], value) for name, value in after.items() if value != before[name])
    edited = IncomingRow(row.place, {"id": row.edit.claim_id, **after})
    return Candidate(Claim, edited, {"id": row.edit.claim_id, **before}, moved) if moved else None


def _checked_of(fields: ClaimFields) -> Mapping[str, object]:
    told = {name: getattr(fields, name) for name in _CHECKED}
    return told | {column: getattr(fields, name) for name, column in _LINKS.items()}
