"""Threads as they are kept: reading one whole, and keeping the standings that lists show.

A thread passes over what is in the trash: the claims that revised it stay, and revise the one before it. A claim in the
trash is alone in a thread of its own, so that its standing and its card tell what it says by itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, or_, select

from tracker.claims.derived import Standing
from tracker.claims.schedule import Said, Step, Thread, follow
from tracker.claims.scoring import was_on_time
from tracker.claims.vocabulary import WITHDRAWN_CODE, Kind
from tracker.store.tables import claim, standing, these_numbers, verdict
from tracker.store.written_rows import write_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlmodel import Session

AT_ONCE = 10_000
"""How many numbers one question holds; SQLite takes 32,766 and PostgreSQL 65,535."""

_OF_A_CLAIM = (
    *(claim.id, claim.said_on, claim.statement, claim.kind, claim.revises_id),
    *(claim.due_start, claim.due_end, claim.due_open, claim.due_text, claim.due_rule),
    *(claim.trashed_at.is_not(None), claim.review_on, claim.speaker_id, claim.subject_id),
)
_OF_A_VERDICT = (verdict.claim_id, verdict.id, verdict.verdict, verdict.occurred_on)
_OPEN = (None, None, None, None)
"""What is read of claims and verdicts: a few columns, since whole rows take four times as long."""

_CLAIMS = select(*_OF_A_CLAIM).where(claim.id.in_(these_numbers)).order_by(claim.id)
_VERDICTS = select(*_OF_A_VERDICT).where(verdict.claim_id.in_(these_numbers)).order_by(verdict.id)
_LINKED = select(claim.id, claim.revises_id).where(
    or_(claim.id.in_(these_numbers), claim.revises_id.in_(these_numbers))
)
_DEPENDENT = select(claim.id).where(claim.depends_on_id.in_(these_numbers))
_FORGOTTEN = delete(standing.claim_id.table).where(standing.claim_id.in_(these_numbers))
"""Statements that each change sends are put together once: that takes longer than SQLite takes to carry them out."""


class Shown(NamedTuple):
    """A claim as its thread sees it, and what lists need to know of it besides."""

    said: Said
    is_trashed: bool
    review_on: date | None
    speaker_id: int | None
    subject_id: int | None


def thread_of(session: Session, claim_id: int) -> Thread:
    """The thread that a claim belongs to, without those in the trash; a claim in the trash is alone."""
    for thread in whole_threads(session, {claim_id}):
        if any(step.said.claim_id == claim_id for step in thread.steps):
            return thread
    return Thread(())


def whole_threads(session: Session, claim_ids: Iterable[int]) -> Iterator[Thread]:
    """The threads that these claims belong to."""
    yield from _threads_among(_shown_of(session, _members(session, set(claim_ids))))


def dependents_of(session: Session, claim_ids: Iterable[int]) -> list[Said]:
    """The claims that depend on one of these, are not among them and not in the trash."""
    ids = set(claim_ids)
    found: set[int] = set()
    for some in slices(ids):
        found.update(session.execute(_DEPENDENT, {"numbers": some}).scalars())
    return [one.said for one in _shown_of(session, found - ids).values() if not one.is_trashed]


def said_of(session: Session, claim_ids: Iterable[int]) -> list[Said]:
    """These claims as threads see them, each with its newest verdict."""
    return [one.said for one in _shown_of(session, claim_ids).values()]


def live_before(session: Session, claim_ids: Iterable[int]) -> dict[int, int | None]:
    """For those of these claims that are in the trash the nearest one that they revise outside of it, None without."""
    revised: dict[int, int | None] = {}
    frontier = set(claim_ids)
    while frontier:
        for some in slices(frontier):
            found = select(claim.id, claim.revises_id).where(claim.id.in_(some), claim.trashed_at.is_not(None))
            revised |= {row[0]: row[1] for row in session.execute(found)}
        frontier = {one for one in map(revised.get, frontier) if one is not None} - revised.keys()
    return {claim_id: _first_outside(revised, claim_id) for claim_id in revised}


def refresh_standings(session: Session, claim_ids: Iterable[int]) -> None:
    """Write the standings of every claim in the threads of these claims anew."""
    members = _members(session, set(claim_ids))
    rows = list(standings_of(session, members))
    for some in slices(members):
        session.execute(_FORGOTTEN, {"numbers": some})
    write_rows(session, Standing, rows)


def standings_of(session: Session, members: set[int]) -> Iterator[dict[str, object]]:
    """The standings that these claims, which must be whole threads, have by their windows, revisions and verdicts."""
    shown = _shown_of(session, members)
    for thread in _threads_among(shown):
        first, happened_on = thread.steps[0].said.claim_id, thread.happened_on
        slips, slip_days = thread.slips, thread.slip_days
        for position, step in enumerate(thread.steps):
            said, (_, is_trashed, review_on, speaker_id, subject_id) = step.said, shown[step.said.claim_id]
            is_open = said.verdict is None and step.moved is None
            on_time = _was_on_time_at_last(step, happened_on)
            yield {
                "claim_id": said.claim_id,
                "thread_id": first,
                "position": position,
                "due_from": said.due_from,
                "moved": step.moved or "",
                "verdict_id": said.verdict_id,
                "verdict": said.verdict or "",
                "slips": slips,
                "slip_days": slip_days,
                "said_on": said.said_on,
                "kind": said.kind,
                "fixed_status": said.verdict or step.moved or (WITHDRAWN_CODE if said.is_withdrawal else ""),
                "is_settled": said.verdict is not None,
                "is_trashed": is_trashed,
                "speaker_id": speaker_id,
                "subject_id": subject_id,
                "due_start": said.start,
                "due_end": said.end,
                "review_on": review_on,
                "comes_back_on": (review_on or said.due_from) if is_open else None,
                "on_time": on_time,
                "lead_days": (said.end - said.said_on).days if said.end and on_time is not None else None,
            }


def _was_on_time_at_last(step: Step, happened_on: date | None) -> bool | None:
    """Whether a claim kept its own last day, that of an open one taken to have passed; None where no day can tell."""
    said = step.said
    return was_on_time(said.end, said.verdict, said.occurred_on, date.max, moved=step.moved, happened_on=happened_on)


def _shown_of(session: Session, claim_ids: Iterable[int]) -> dict[int, Shown]:
    """These claims by their numbers, in the order of these, each with its newest verdict."""
    found: dict[int, Shown] = {}
    for some in slices(set(claim_ids)):
        wanted = {"numbers": some}
        newest = {row[0]: row for row in session.execute(_VERDICTS, wanted).all()}
        for row in session.execute(_CLAIMS, wanted).all():
            found[row[0]] = _shown(row, newest.get(row[0], _OPEN))
    return found


def _threads_among(shown: Mapping[int, Shown]) -> Iterator[Thread]:
    """The threads of these claims, which must be whole threads."""
    for group in _split([one.said for one in shown.values()]):
        trashed = {said.claim_id for said in group if shown[said.claim_id].is_trashed}
        if trashed:
            yield from _without(group, trashed)
        else:
            yield follow(group)


def _without(group: list[Said], trashed: set[int]) -> Iterator[Thread]:
    """The thread of what is not in the trash, and one for each claim that is."""
    passed_over = {said.claim_id: said.revises for said in group if said.claim_id in trashed}

    def stands_after(said: Said) -> Said:
        """The claim as revising the nearest one that is not in the trash."""
        revised = _first_outside(passed_over, said.revises)
        return said if revised == said.revises else replace(said, revises=revised)

    kept = [stands_after(said) for said in group if said.claim_id not in trashed]
    if kept:
        yield follow(kept)
    yield from (follow([said]) for said in group if said.claim_id in trashed)


def _first_outside(revised: Mapping[int, int | None], claim_id: int | None) -> int | None:
    """The first claim on the way of these revisions that is not among them; None where they end or go in a circle."""
    passed: set[int] = set()
    while claim_id is not None and claim_id in revised:
        if claim_id in passed:
            return None
        passed.add(claim_id)
        claim_id = revised[claim_id]
    return claim_id


def _split(claims: list[Said]) -> list[list[Said]]:
    """The groups that revisions tie together among these claims, which hold whole groups only."""
    parent = {said.claim_id: said.revises for said in claims}
    roots: dict[int, int] = {}

    def root(claim_id: int) -> int:
        """The claim that revises none, walked to without recursion: threads may be long; one of them in a circle."""
        passed: set[int] = set()
        while claim_id not in roots and claim_id not in passed and (revised := parent.get(claim_id)) is not None:
            passed.add(claim_id)
            claim_id = revised
        found = roots.get(claim_id, claim_id)
        roots.update(dict.fromkeys(passed, found))
        return found

    by_root: dict[int, list[Said]] = {}
    for said in claims:
        by_root.setdefault(root(said.claim_id), []).append(said)
    return list(by_root.values())


def _members(session: Session, claim_ids: set[int]) -> set[int]:
    """All claims of the threads that hold any of these, walked up and down one step a query."""
    members: set[int] = set()
    frontier = claim_ids
    while frontier:
        members |= frontier
        found: set[int | None] = set()
        for some in slices(frontier):
            found.update(*session.execute(_LINKED, {"numbers": some}).all())
        frontier = {one for one in found if one is not None} - members
    return members


def slices(ids: Iterable[int], most: int = AT_ONCE) -> Iterator[list[int]]:
    """So many numbers at a time as every database takes in one question, or fewer."""
    waiting = iter(sorted(ids))
    while some := list(islice(waiting, most)):
        yield some


def _shown(row: Sequence[Any], newest: Sequence[Any]) -> Shown:
    claim_id, said_on, statement, kind, revises, start, end, open_form, due_text, due_rule, *beside = row
    _, verdict_id, decided, occurred_on = newest
    # A delay says that the date was dropped, whatever its words.
    is_told = kind is Kind.DELAY or due_rule or open_form or start or end
    said = Said(
        claim_id=claim_id,
        said_on=said_on,
        statement=statement,
        kind=kind,
        revises=revises,
        start=start,
        end=end,
        open=open_form,
        verdict=decided,
        occurred_on=occurred_on,
        verdict_id=verdict_id,
        is_unread=bool(due_text and not is_told),
    )
    return Shown(said, *beside)
