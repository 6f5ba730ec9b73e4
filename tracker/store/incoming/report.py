"""The report “claims” that comes back: row by row compared with the claims that are kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tracker.claims.model import instant_text
from tracker.claims.naming import name_key
from tracker.display import display, recognisable
from tracker.errors import InvalidInput
from tracker.store.incoming.claims import key_of, known_claims
from tracker.store.incoming.decided import (
    as_written,
    credence_that_differs,
    decision_that_differs,
    has_status_of_its_own,
    is_doubtful,
    is_older,
    is_same_decided,
    left_over_in,
    perhaps_as_written,
    verdict_told,
)
from tracker.store.incoming.edits import Proposal, Proposals, checked, write_confirmed
from tracker.store.incoming.kept import WRITTEN_DOWN, KeptClaims, claims_kept, fields_of
from tracker.store.incoming.plan import Difference, Fault, Place, PlannedRow, days_taken_in_words, fitted_in_words
from tracker.store.incoming.report_rows import DECISION, edit_of, new_claim_of
from tracker.store.incoming.then import known_then
from tracker.store.journal import change
from tracker.store.tables import claim

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.model import ClaimFields
    from tracker.claims.vocabulary import Verdict
    from tracker.dates.conventions import Conventions
    from tracker.store.incoming.claims import Key
    from tracker.store.incoming.edits import EditedClaim
    from tracker.store.incoming.plan import Confirmed, ImportPlan
    from tracker.store.incoming.then import Then
    from tracker.store.records import Record

_LINKS = ("revises", "depends_on")
_SPELLED = {"speaker", "subject"}
_ALIKE_SHOWN = 5
_NUMBERS_LEFT_OUT = 100
"""So many numbers may be left out where claims are added to a file with numbers of their own."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row: where it stands, and what it tells, as a record holds it; of columns that the file has."""

    place: Place
    told: Record

    @property
    def name(self) -> str:
        """``claim 7 “It ships”``."""
        return self.name_beside({})

    def name_beside(self, here: Record) -> str:
        """The same, by the statement of the claim that is kept where the file tells none."""
        number = self.told.get("claim_id")
        statement = self.told.get("statement") or here.get("statement", "")
        title = recognisable(display(statement)) if statement else ""
        return " ".join(filter(None, (f"claim {number}" if number else "", title)))


@dataclass(frozen=True, slots=True)
class IncomingReport:
    """What was read of a report: its rows, and the rows that could not be read. Moments are moments here."""

    name: str
    rows: tuple[ReportRow, ...]
    bad: tuple[PlannedRow, ...] = ()
    remarks: tuple[str, ...] = ()


def plan_report(session: Session, incoming: IncomingReport, today: date, conventions: Conventions) -> ImportPlan:
    """What an import of this report would do."""
    return _proposed(session, incoming, today, conventions).plan()


@change
def import_report(
    session: Session, incoming: IncomingReport, today: date, conventions: Conventions, confirmed: Confirmed
) -> int:
    """Write what was confirmed; how many rows. Raises EditConflict when the database has changed since the plan."""
    proposals = _proposed(session, incoming, today, conventions)
    return write_confirmed(session, proposals, confirmed, incoming.name, conventions)


def _proposed(session: Session, incoming: IncomingReport, today: date, conventions: Conventions) -> Proposals:
    told = [row.told for row in incoming.rows if row.told.get("claim_id")]
    kept = claims_kept(session, {one["claim_id"]: one.get("version") for one in told}, today)
    misnumbered = dict.fromkeys(_strangers(incoming.rows, kept), _A_STRANGER)
    misnumbered |= dict.fromkeys(_far_beyond(session, incoming.rows), _FAR_BEYOND)
    then = _known_then(session, incoming.rows, kept, misnumbered)
    rows = [_propose(row, kept, then, today, conventions) for row in incoming.rows if row.place not in misnumbered]
    rows += [
        Proposal(row.place, row.name, faults=misnumbered[row.place])
        for row in incoming.rows
        if row.place in misnumbered
    ]
    bad = [Proposal(row.place, row.name, faults=row.faults) for row in incoming.bad]
    ordered = sorted((*checked(session, rows, today), *bad), key=lambda one: one.place)
    remarks = (
        *incoming.remarks,
        *_statuses_not_read(incoming.rows, kept, misnumbered),
        *_said_twice(session, ordered),
        *fitted_in_words(_verdicts_told(incoming.rows, ordered, kept)),
        *_days_taken(incoming.rows, ordered, kept),
    )
    return Proposals(tuple(ordered), remarks, is_exact=True)


def _days_taken(rows: Iterable[ReportRow], proposed: Iterable[Proposal], kept: KeptClaims) -> tuple[str, ...]:
    """The remark about what came true on a day that neither its row nor what is kept tells."""
    told = {row.place: row.told for row in rows}
    decided = [row for row in proposed if row.decision and row.decision.occurred_on and not row.faults]
    here = (kept.records.get(told[row.place].get("claim_id") or 0, {}) for row in decided)
    days = [(here_too | told[row.place]).get("occurred_on") for row, here_too in zip(decided, here, strict=True)]
    return days_taken_in_words(sum(day is None for day in days))


def _verdicts_told(
    rows: Iterable[ReportRow], proposed: Iterable[Proposal], kept: KeptClaims
) -> Iterator[tuple[Verdict | None, Verdict | None]]:
    """The verdicts of rows beside those that would be written, or that are kept already with the very same day."""
    told = {row.place: row.told for row in rows}
    for row in (row for row in proposed if not row.faults):
        own = told[row.place]
        here = kept.records.get(own.get("claim_id") or 0, {})
        if row.decision:
            yield verdict_told(here | own), row.decision.verdict
        elif own.get("occurred_on") and own["occurred_on"] == here.get("occurred_on"):
            yield verdict_told(own), verdict_told(here)


def _statuses_not_read(rows: Iterable[ReportRow], kept: KeptClaims, besides: Container[Place]) -> tuple[str, ...]:
    """The remark about verdicts that were written where they are not read."""
    told = ((row.told, kept.records.get(row.told.get("claim_id") or 0)) for row in rows if row.place not in besides)
    count = sum(here is not None and has_status_of_its_own(row, here, kept) for row, here in told)
    if not count:
        return ()
    return (f"status was changed in {count:,} row{'s' * (count != 1)} and is not read: the column verdict is",)


def _said_twice(session: Session, rows: Iterable[Proposal]) -> tuple[str, ...]:
    """A remark about rows that were typed and say the very same as a claim that is kept, or as another row.

    What the program handed out itself comes back as it was, however alike two claims of it are.
    """
    typed = [(row.place.line, key_of(row.new.fields)) for row in rows if row.new and row.new.kept_as.version is None]
    known = known_claims(session, (statement for _, (statement, _, _) in typed))
    first: dict[Key, int] = {}
    alike: list[str] = []
    for line, key in typed:
        first.setdefault(key, line)
        if key in known or first[key] != line:
            alike.append(f"line {line} as {f'claim {known[key]}' if key in known else f'line {first[key]}'}")
    if not alike:
        return ()
    rest = len(alike) - _ALIKE_SHOWN
    shown = [*alike[:_ALIKE_SHOWN], *([f"and {rest:,} more"] if rest > 0 else [])]
    told = "1 new row says" if len(alike) == 1 else f"{len(alike):,} new rows say"
    return (f"{told} the very same as another claim, in statement, speaker and day: {', '.join(shown)}",)


def _known_then(session: Session, rows: Iterable[ReportRow], kept: KeptClaims, besides: Container[Place]) -> Then:
    """What may have been in the file about claims whose decisions or probabilities differ from it."""
    told = {row.told["claim_id"]: row.told for row in rows if row.told.get("claim_id") and row.place not in besides}
    versions = {number: one["version"] for number, one in told.items() if one.get("version") and number in kept.records}
    return known_then(session, versions, (one for one in versions if is_doubtful(told[one], kept.records[one])))


def _propose(row: ReportRow, kept: KeptClaims, then: Then, today: date, conventions: Conventions) -> Proposal:
    number = row.told.get("claim_id")
    here = kept.records.get(number) if number else None
    if here is None or number is None:
        new, faults = new_claim_of(row.told, today, conventions)
        return Proposal(row.place, row.name, new=new, faults=faults)
    differences = (*_fields_that_differ(row.told, here, kept), *decision_that_differs(row.told, here, kept, then))
    differences += credence_that_differs(row.told, here, then)
    name = row.name_beside(here)
    if not differences:
        return Proposal(row.place, name, is_outdated=_is_outdated(row.told, here, kept, then))
    before = fields_of(here, kept.links[number])
    read = partial(edit_of, here, before, today=today, conventions=conventions)
    edit, faults = read({one.field: one.there for one in differences})
    as_here = _as_here(differences, before, edit)
    if as_here:
        differences = tuple(one for one in differences if one.field not in as_here)
        edit, faults = read({one.field: one.there for one in differences})
    fitting = as_written(differences, here, edit)
    if not fitting:
        as_here |= {one.field for one in differences}
        return Proposal(row.place, name, is_outdated=_is_outdated(row.told, here, kept, then, besides=as_here))
    differences = fitting
    if number in kept.trashed:
        perhaps = _perhaps_passed_over(here, kept) | perhaps_as_written(row.told, here, kept, then)
        if {one.field for one in differences} <= perhaps:
            return Proposal(row.place, name, is_outdated=True)
        sentence = f"the claim is in the trash: tracker trash --restore {number} brings it back"
        return Proposal(row.place, name, faults=(Fault("claim_id", sentence),))
    differences += _review_day_that_follows(differences, before, edit)
    return Proposal(row.place, name, edit=edit, before=before, differences=differences, faults=faults)


def _review_day_that_follows(
    differences: Iterable[Difference], before: ClaimFields, edit: EditedClaim | None
) -> tuple[Difference, ...]:
    """The review day of a claim whose window moves, where it is another then and the file does not tell it."""
    if edit is None or edit.fields is None or any(one.field == "review_on" for one in differences):
        return ()
    here, there = before.review_on, edit.fields.review_on
    return () if here == there else (Difference("review_on", here, there),)


def _as_here(differences: Iterable[Difference], before: ClaimFields, edit: EditedClaim | None) -> set[str]:
    """The fields that are written differently in the file and come to what is kept once they are read."""
    if edit is None or edit.fields is None:
        return set()
    named = {one.field for one in differences} & WRITTEN_DOWN
    return {name for name in named if getattr(edit.fields, name) == getattr(before, name)}


_A_STRANGER = (Fault("claim_id", "the claim of this number was written down at another moment: it is another claim"),)


_FAR_BEYOND = (Fault("claim_id", "there is no claim of this number: leave it empty for a new claim"),)


def _far_beyond(session: Session, rows: Sequence[ReportRow]) -> set[Place]:
    """The rows that were typed with a number far above all there are: a slip would set those of all claims to come."""
    typed = [row for row in rows if row.told.get("claim_id") and row.told.get("version") is None]
    highest = session.execute(select(func.max(claim.id))).scalar() or 0
    return {row.place for row in typed if row.told["claim_id"] > highest + len(rows) + _NUMBERS_LEFT_OUT}


def _strangers(rows: Sequence[ReportRow], kept: KeptClaims) -> set[Place]:
    """The rows whose number another claim has here: the moment at which it was written down tells them apart.

    Raises InvalidInput when that is so of all of them, for then the file is of another database.
    """
    known = [
        (row.place, instant_text(row.told["created_at"]) == kept.records[row.told["claim_id"]]["created_at"])
        for row in rows
        if row.told.get("created_at") and row.told.get("claim_id") in kept.records
    ]
    if known and not any(is_same for _, is_same in known):
        raise InvalidInput(
            f"{known[0][0].file} is of another database: its claims are not those that have their numbers here. "
            "Import it into an empty database, or take its columns claim_id, version and created_at out."
        )
    return {place for place, is_same in known if not is_same}


def _fields_that_differ(told: Record, here: Record, kept: KeptClaims) -> tuple[Difference, ...]:
    """The fields that were edited in the file, and whether somebody changed them here since it was written."""
    before = kept.earlier.get(here["claim_id"]) if is_older(told, here) else here
    differing = [name for name in told if name in WRITTEN_DOWN and not _is_same(name, told[name], here[name])]
    if before is not None:
        differing = [name for name in differing if not _is_same(name, told[name], before[name])]
    contested = {name for name in differing if before is None or not _is_same(name, here[name], before[name])}
    contested |= _perhaps_passed_over(here, kept) if differing else set()
    return tuple(Difference(name, here[name], told[name], is_conflict=name in contested) for name in differing)


def _perhaps_passed_over(here: Record, kept: KeptClaims) -> set[str]:
    """The links of a claim that its file may have told otherwise, though nobody edited them."""
    links = dict(zip(_LINKS, kept.links[here["claim_id"]], strict=True))
    return {name for name, number in links.items() if number in kept.once_trashed}


def _is_outdated(
    told: Record, here: Record, kept: KeptClaims, then: Then, *, besides: Container[str] = frozenset()
) -> bool:
    """Whether a row that nobody edited says something else than what is kept by now, but for some columns."""
    compared = (name for name in (*WRITTEN_DOWN, *DECISION) if name in told and name not in besides)
    others = {name for name in compared if not _is_same(name, told[name], here[name])}
    return bool(others and others - left_over_in(told, here, kept, then))


def _is_same(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a field say the same.

    How a name is spelled is up to all claims that bear it, and tags have no order.
    """
    if one == other:
        return True
    if name == "tags":
        return {name_key(tag) for tag in one} == {name_key(tag) for tag in other}
    if name in DECISION:
        return is_same_decided(name, one, other)
    return name in _SPELLED and name_key(one) == name_key(other)
