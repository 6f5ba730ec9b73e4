"""Claims that come from other programs: found again by what they say, else new. Nothing that is kept is written over.

A file of another program knows no numbers of ours. A claim is the same when statement, speaker and day are; then what
is missing here is filled in, and what is said differently here is a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import func, select

from tracker.claims.deadlines import WINDOW_FIELDS
from tracker.claims.decisions import held_to_window
from tracker.claims.drafts import FIELDS
from tracker.claims.naming import name_key
from tracker.claims.typed import is_same_number
from tracker.claims.vocabulary import Kind
from tracker.claims.web_pages import is_same_page
from tracker.display import display, shorten
from tracker.store.incoming.edits import EditedClaim, Proposal, Proposals, checked, write_confirmed
from tracker.store.incoming.kept import KeptClaims, claims_kept, fields_of
from tracker.store.incoming.plan import Difference, Fault, Place, PlannedRow, days_taken_in_words, fitted_in_words
from tracker.store.journal import change
from tracker.store.tables import alias, claim, speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.decisions import Decision
    from tracker.claims.model import ClaimFields
    from tracker.store.claims_at_once import NewClaim, StatedCredence
    from tracker.store.incoming.plan import Confirmed, ImportPlan
    from tracker.store.records import Record

Key: TypeAlias = "tuple[str, date, str]"
"""Statement, day and speaker: what a claim is known by."""

_KNOWN_BY = {"statement", "said_on", "speaker"}
_TITLE_LENGTH = 50
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """One claim of a file: where it stands, what it would be here, and the fields of which the file tells.

    Its decision is as the file tells it: without a day on which it happened where none is told, and not yet held to the
    window. ``dates_credences`` is false where the file tells no day of some probability: that is taken for today's.
    """

    place: Place
    claim: NewClaim
    told: frozenset[str]
    dates_credences: bool = True

    @property
    def key(self) -> Key:
        """What the claim is known by."""
        return key_of(self.claim.fields)

    @property
    def name(self) -> str:
        """Its statement, as plans name it."""
        return f"“{shorten(display(self.claim.fields.statement), _TITLE_LENGTH)}”"


@dataclass(frozen=True, slots=True)
class IncomingClaims:
    """What was read of a file: its claims, and the rows that could not be read."""

    name: str
    rows: tuple[ForeignRow, ...]
    bad: tuple[PlannedRow, ...] = ()
    remarks: tuple[str, ...] = ()


def key_of(fields: ClaimFields) -> Key:
    """What a claim with these fields is known by."""
    return fields.statement, fields.said_on, name_key(fields.speaker)


def plan_claims(session: Session, incoming: IncomingClaims, today: date) -> ImportPlan:
    """What an import of these claims would do."""
    return _proposed(session, incoming, today).plan()


@change
def import_claims(session: Session, incoming: IncomingClaims, today: date, confirmed: Confirmed) -> int:
    """Write what was confirmed; how many rows. Raises EditConflict when the database has changed since the plan."""
    return write_confirmed(session, _proposed(session, incoming, today), confirmed, incoming.name)


def _proposed(session: Session, incoming: IncomingClaims, today: date) -> Proposals:
    known = known_claims(session, (row.claim.fields.statement for row in incoming.rows))
    numbers = {row.key: known[row.key] for row in incoming.rows if row.key in known}
    kept = claims_kept(session, dict.fromkeys(numbers.values()), today)
    seen: dict[Key | int, Place] = {}
    rows: list[Proposal] = []
    told: dict[Place, Decision | None] = {}
    for row in incoming.rows:
        first = seen.setdefault(numbers.get(row.key, row.key), row.place)
        if first is not row.place:
            fault = Fault("", f"line {first.line} tells of the same claim: statement, speaker and day are the same")
            rows.append(Proposal(row.place, row.name, faults=(fault,)))
        else:
            rows.append(_propose(row, numbers.get(row.key), kept))
            told[row.place] = row.claim.decision
    bad = [Proposal(row.place, row.name, faults=row.faults) for row in incoming.bad]
    ordered = sorted((*checked(session, rows, today), *bad), key=lambda one: one.place)
    untold = {place for place, decision in told.items() if decision and decision.occurred_on is None}
    taken = sum(row.place in untold and bool(row.decision and row.decision.occurred_on) for row in ordered)
    kept_as = [(told.get(row.place), row.decision) for row in ordered]
    passed_over = sorted(kept.trashed.intersection(numbers.values()))
    remarks = (
        *incoming.remarks,
        *fitted_in_words((one.verdict, other.verdict) for one, other in kept_as if one and other),
        *days_taken_in_words(taken),
        *_passed_over_in_words(passed_over),
    )
    return Proposals(tuple(ordered), remarks)


def _passed_over_in_words(trashed: Sequence[int]) -> Iterator[str]:
    """The remark about rows that only tell of claims in the trash."""
    if len(trashed) == 1:
        yield f"1 row tells of claim {trashed[0]}, which is in the trash: tracker trash --restore {trashed[0]}"
    elif trashed:
        told = f"{len(trashed):,} rows tell of claims that are in the trash, as claim {trashed[0]}"
        yield f"{told}: status:trash lists them, and tracker trash --restore brings them back"


def _propose(row: ForeignRow, number: int | None, kept: KeptClaims) -> Proposal:
    if number is None:
        new = replace(row.claim, decision=_fitting(row.claim.decision, row.claim.fields))
        return Proposal(row.place, row.name, new=new)
    if number in kept.trashed:
        return Proposal(row.place, row.name)
    here = kept.records[number]
    before = fields_of(here, kept.links[number])
    fields = tuple(_fields_that_differ(row, before))
    edited = _edited(row.claim.fields, before, fields) if fields else None
    fitting = _fitting(row.claim.decision, edited or before)
    decision = _decision_that_differs(row.claim.decision, fitting, here)
    stated = _credences_that_are_new(row, kept.credences.get(number, ()))
    differences = (*fields, *decision)
    if stated:
        differences += (Difference("credence", here["credence"], stated[-1].probability),)
    edit = EditedClaim(
        number,
        here["version"],
        edited,
        fitting if decision else None,
        row.claim.decided_by or None,
        credences=stated,
    )
    name = f"claim {number} {row.name}"
    return Proposal(row.place, name, edit=edit, before=before, differences=differences)


def _fields_that_differ(row: ForeignRow, before: ClaimFields) -> Iterable[Difference]:
    """What the file tells and is missing here, or is said differently here."""
    compared = row.told - _KNOWN_BY - set(WINDOW_FIELDS)
    for name in (name for name in FIELDS if name in compared):
        here, there = getattr(before, name), getattr(row.claim.fields, name)
        if name == "tags":
            keys = set(map(name_key, here))
            missing = tuple(tag for tag in there if name_key(tag) not in keys)
            if missing:
                yield Difference(name, here, (*here, *missing))
        elif there and not _is_same(name, here, there):
            yield Difference(name, here, there, is_conflict=not _is_missing(name, before))


def _is_same(name: str, here: Any, there: Any) -> bool:
    """Whether a file says what is kept, perhaps in other letters, or by another address of the page."""
    if here == there or (name == "source_url" and is_same_page(here, there)):
        return True
    return isinstance(there, str) and name_key(str(here)) == name_key(there)


def _is_missing(name: str, before: ClaimFields) -> bool:
    if name == "due_text":
        return not (before.due_text or before.due_start or before.due_end)
    value: Any = getattr(before, name)
    return value is Kind.OTHER if name == "kind" else not value


def _edited(told: ClaimFields, before: ClaimFields, differences: Iterable[Difference]) -> ClaimFields:
    """The claim with what differs; a deadline's words come with the days that they were read as."""
    changes = {one.field: one.there for one in differences}
    if "due_text" in changes:
        changes |= {name: getattr(told, name) for name in WINDOW_FIELDS}
    return before.model_copy(update=changes)


def _fitting(told: Decision | None, about: ClaimFields) -> Decision | None:
    """What a file tells of a claim's outcome, held to its window as if it were marked here."""
    return held_to_window(told, about.kind, about.said_on, about.due_end) if told else None


def _decision_that_differs(told: Decision | None, fitting: Decision | None, here: Record) -> tuple[Difference, ...]:
    """A verdict that is neither the one of the file nor what that comes to by its day."""
    verdict = fitting.verdict if fitting else None
    if told is None or verdict is None or here["verdict"] in {told.verdict, verdict}:
        return ()
    return (Difference("verdict", here["verdict"], verdict.value, is_conflict=bool(here["verdict"])),)


def _credences_that_are_new(row: ForeignRow, known: Iterable[tuple[float, date]]) -> tuple[StatedCredence, ...]:
    """What was not stated before; without a day, any that is as high may be the one."""
    stated = tuple(known)
    return tuple(
        one
        for one in row.claim.credences
        if not any(
            is_same_number(one.probability, probability) and (not row.dates_credences or one.stated_on == stated_on)
            for probability, stated_on in stated
        )
    )


def known_claims(session: Session, statements: Iterable[str]) -> dict[Key, int]:
    """The claims with these statements, also by the other names of their speakers.

    Of those that are the same it is the oldest, one in the trash only if all are.
    """
    joined = claim.id.table.outerjoin(speaker.id.table, speaker.id == claim.speaker_id)
    columns = (claim.statement, claim.said_on, func.coalesce(speaker.name_key, ""), speaker.id, claim.id)
    asked = select(*columns).select_from(joined).order_by(claim.trashed_at.is_not(None), claim.id)
    other_names = _other_names(session)
    found: dict[Key, int] = {}
    waiting = sorted(set(statements))
    for start in range(0, len(waiting), _AT_ONCE):
        some = waiting[start : start + _AT_ONCE]
        for statement, said_on, who, speaker_id, number in session.execute(asked.where(claim.statement.in_(some))):
            for name in (who, *other_names.get(speaker_id, ())):
                found.setdefault((statement, said_on, name), number)
    return found


def _other_names(session: Session) -> Mapping[int, Sequence[str]]:
    """The names that speakers have besides, as they are compared, by the speakers' numbers."""
    found: dict[int, list[str]] = defaultdict(list)
    for speaker_id, other in session.execute(select(alias.speaker_id, alias.name_key).order_by(alias.id)):
        found[speaker_id].append(other)
    return found
