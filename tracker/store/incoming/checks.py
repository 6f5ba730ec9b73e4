"""What keeps rows of an export from being kept: what they point to, what must be there once, and what leads in circles.

Everything is asked for all rows of a table at once.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import UniqueConstraint, select

from tracker.claims.decisions import problems_of_days
from tracker.claims.model import Claim, VerdictRow
from tracker.store.incoming.own_values import faults_in_itself, typed_values
from tracker.store.incoming.plan import Fault
from tracker.store.links import LINKS, in_circles, links_from
from tracker.store.tables import claim, columns_of
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.model import Row
    from tracker.store.incoming.candidates import Candidate
    from tracker.store.incoming.plan import Place

Faults: TypeAlias = "dict[Place, list[Fault]]"
_DECIDED = frozenset({"claim_id", "verdict", "occurred_on", "decided_on"})


def faults_of(
    session: Session,
    table: type[Row],
    candidates: Sequence[Candidate],
    besides: Mapping[type[Row], Sequence[Candidate]],
    today: date,
) -> dict[Place, tuple[Fault, ...]]:
    """What is wrong with rows of one table; ``besides`` are those of other tables that would be kept."""
    faults: Faults = defaultdict(list)
    for candidate in candidates:
        faults[candidate.row.place] += [*_missing(candidate), *faults_in_itself(candidate, today)]
    _find_taken(session, table, candidates, faults)
    if table is Claim:
        _find_wrong_links(session, _sound(candidates, faults), faults)
    new = {str(other.__tablename__): {one.number for one in found} for other, found in besides.items()}
    _find_dangling(session, table, candidates, new, faults)
    if table is VerdictRow:
        _find_before_said(session, _sound(candidates, faults), besides.get(Claim, ()), faults)
    return {place: tuple(found) for place, found in faults.items() if found}


def _sound(candidates: Iterable[Candidate], faults: Faults) -> list[Candidate]:
    return [candidate for candidate in candidates if not faults[candidate.row.place]]


def _missing(candidate: Candidate) -> Iterator[Fault]:
    """Columns that a new row must have and the file does not."""
    if candidate.kept is None:
        told = candidate.after
        for name in _required(candidate.table):
            if name not in told:
                yield Fault(name, "it is missing, and a new row needs it")


@cache
def _required(table: type[Row]) -> tuple[str, ...]:
    return tuple(name for name, field in table.model_fields.items() if field.is_required())


def _find_taken(session: Session, table: type[Row], candidates: Sequence[Candidate], faults: Faults) -> None:
    """Names and other things that only one row may have, and another has."""
    for names in _unique_columns(table):
        told = [one for one in candidates if set(names) <= one.after.keys()]
        told = [one for one in told if one.kept is None or not one.changes.keys().isdisjoint(names)]
        wanted: dict[tuple[object, ...], Candidate] = {}
        for one in _sound(told, faults):
            key = tuple(one.after[name] for name in names)
            if key in wanted:
                faults[one.row.place].append(_taken(one, names, f"line {wanted[key].row.place.line} has it too"))
            else:
                wanted[key] = one
        columns = columns_of(table)
        for some in _some({key[0] for key in wanted}):
            asked = select(columns.id, *(columns[name] for name in names)).where(columns[names[0]].in_(some))
            for found in session.execute(asked):
                taker = wanted.get(tuple(found[1:]))
                if taker is not None and taker.number != found[0]:
                    faults[taker.row.place].append(_taken(taker, names, f"row {found[0]} has it here"))


def _taken(candidate: Candidate, names: tuple[str, ...], who: str) -> Fault:
    told = names[0].removesuffix("_key")
    return Fault(told if told in candidate.after else names[0], f"only one row can have it, and {who}")


def _unique_columns(table: type[Row]) -> list[tuple[str, ...]]:
    rules = columns_of(table).id.table.constraints
    found = [tuple(column.name for column in rule.columns) for rule in rules if isinstance(rule, UniqueConstraint)]
    return sorted({*found, *((column.name,) for column in columns_of(table) if column.unique)})


def _find_dangling(
    session: Session, table: type[Row], candidates: Sequence[Candidate], new: Mapping[str, set[int]], faults: Faults
) -> None:
    """Rows that point to one that is not there; what points to such a row of the same table is found in its turn."""
    own = str(table.__tablename__)
    keys = {key.name: next(iter(key.foreign_keys)).column.table for key in columns_of(table) if key.foreign_keys}
    pointing = {name: _pointing_by(name, candidates) for name in keys}
    there = {
        name: _numbers_there(session, target, {one.after[name] for one in pointing[name]})
        for name, target in keys.items()
    }
    is_settled = False
    while not is_settled:
        is_settled = True
        kept_here = {one.number for one in _sound(candidates, faults) if one.kept is None}
        for name, target in keys.items():
            known = there[name] | (kept_here if target.name == own else new.get(target.name, set()))
            for one in _sound(pointing[name], faults):
                if one.after[name] not in known:
                    sentence = f"there is no {target.name.replace('_', ' ')} {one.after[name]}"
                    faults[one.row.place].append(Fault(name, sentence))
                    is_settled = False


def _pointing_by(name: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The rows that newly point somewhere by this column."""
    return [one for one in candidates if one.after.get(name) is not None and (one.kept is None or name in one.changes)]


def _numbers_there(session: Session, target: object, numbers: set[int]) -> set[int]:
    column = target.c.id  # type: ignore[attr-defined]
    found: set[int] = set()
    for some in slices(numbers):
        found |= set(session.execute(select(column).where(column.in_(some))).scalars())
    return found


def _find_wrong_links(session: Session, candidates: Sequence[Candidate], faults: Faults) -> None:
    """Claims that would lead back to themselves, or revise one that was said later."""
    after = {one.number: one.after for one in candidates}
    places = {one.number: one.row.place for one in candidates}
    for name, verb in LINKS.items():
        links = links_from(session, {number: row.get(name) for number, row in after.items()}, name)
        for number in in_circles(links, after):
            faults[places[number]].append(Fault(name, f"the claim {verb} itself, if one follows it on"))
    said = {number: row["said_on"] for number, row in after.items() if "said_on" in row}
    revised = {row["revises_id"] for row in after.values() if row.get("revises_id") is not None}
    revising = {number: row.get("revises_id") for number, row in after.items()}
    for some in slices(revised | set(after)):
        asked = select(claim.id, claim.said_on, claim.revises_id).where(claim.id.in_(some) | claim.revises_id.in_(some))
        for number, said_on, revises in session.execute(asked):
            said.setdefault(number, said_on)
            revising.setdefault(number, revises)
    for number, target in revising.items():
        if target in said and number in said and said[target] > said[number]:
            at_fault = number if number in places else target
            if at_fault in places:
                sentence = f"claim {number} of {said[number]} would revise claim {target} of {said[target]}"
                faults[places[at_fault]].append(Fault("said_on", sentence))


def _find_before_said(
    session: Session, candidates: Iterable[Candidate], claims: Iterable[Candidate], faults: Faults
) -> None:
    """Decisions whose claims were said after them, or after the day on which they say that it came true."""
    typed = [one for one in candidates if not _DECIDED.isdisjoint(typed_values(one))]
    said = {one.number: one.after["said_on"] for one in claims}
    for some in slices({one.after["claim_id"] for one in typed} - said.keys()):
        asked = select(claim.id, claim.said_on).where(claim.id.in_(some))
        said |= {row[0]: row[1] for row in session.execute(asked)}
    for one in typed:
        told = one.after
        problems = problems_of_days(
            told.get("verdict"), told.get("occurred_on"), told["decided_on"], said[told["claim_id"]]
        )
        faults[one.row.place] += (Fault(*problem) for problem in problems)


def _some(values: Iterable[object]) -> Iterator[list[object]]:
    """So many values at a time as every database takes in one question."""
    waiting = list(values)
    for start in range(0, len(waiting), 10_000):
        yield waiting[start : start + 10_000]
