"""Open claims' last days, corrected by the record of who stated them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, false, func, or_, select

from tracker.claims.corrected import Promise, corrected_date, days_late
from tracker.claims.vocabulary import WITHDRAWN_CODE, Kind, Schedule, Verdict
from tracker.store.filters import is_outside_trash
from tracker.store.remembered import Remembered
from tracker.store.tables import claim, claims_with_names, standing, verdict
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import ColumnElement, ScalarSelect, Select
    from sqlmodel import Session

    from tracker.claims.corrected import CorrectedDate

_MOST_KEPT = 100_000
"""Beyond so many threads, about 15 MiB, none are kept for the next question."""

_VERDICTS = {each.value: each for each in Verdict if each.score is not None}


class SpeakerRecords:
    """By how many days each speaker's decided threads were late: looked up once while there are not too many."""

    def __init__(self) -> None:
        self._known: dict[int, dict[int, float]] = {}

    def of(self, session: Session, speaker_ids: set[int]) -> dict[int, dict[int, float]]:
        """For each of these speakers the days of each decided thread."""
        if sum(map(len, self._known.values())) > _MOST_KEPT:
            self._known.clear()
        new = speaker_ids - self._known.keys()
        self._known |= _records(session, new) if new else {}
        return self._known


_records_so_far = Remembered(lambda _session: SpeakerRecords())


def corrected_dates(
    session: Session, claim_ids: Iterable[int], today: date, records: SpeakerRecords | None = None
) -> dict[int, CorrectedDate]:
    """For those of these claims that are open, dated and not moved, their last day on their speaker's record.

    Those of speakers with too small a record are left out. A claim's own thread is no part of its record. Who asks for
    many claims in turn passes the ``records`` that were looked up so far; else those are remembered.
    """
    stands = (standing.verdict == "", standing.moved == "", claim.due_open != WITHDRAWN_CODE, is_outside_trash())
    columns = select(claim.id, claim.speaker_id, standing.thread_id, claim.due_end).select_from(claims_with_names)
    dated = columns.where(*stands, claim.due_end.is_not(None), claim.speaker_id.is_not(None))
    waiting = [row for some in slices(claim_ids) for row in session.execute(dated.where(claim.id.in_(some))).all()]
    speaker_ids = {row.speaker_id for row in waiting}
    known = (records or _records_so_far(session)).of(session, speaker_ids) if speaker_ids else {}
    found: dict[int, CorrectedDate] = {}
    for claim_id, speaker_id, thread_id, last_day in waiting:
        others = (days for thread, days in known[speaker_id].items() if thread != thread_id)
        corrected = corrected_date(last_day, today, others)
        if corrected:
            found[claim_id] = corrected
    return found


def _records(session: Session, speaker_ids: set[int]) -> dict[int, dict[int, float]]:
    """For each of these speakers by how many days each decided thread was late."""
    found: dict[int, dict[int, float]] = {speaker_id: {} for speaker_id in speaker_ids}
    for some in slices(speaker_ids):
        for speaker_id, thread_id, end, decided, happened_on, is_broken in session.execute(_promises(some)):
            days = days_late(Promise(end, _VERDICTS.get(decided), happened_on, bool(is_broken)))
            if days is not None:
                found[speaker_id][thread_id] = days
    return found


def _promises(speaker_ids: list[int]) -> Select[Any]:
    """The threads of some speakers in which anything is decided, as a ``Promise`` tells of them.

    They are put together by the database, since some speakers have stated days by the ten thousand.
    """
    counts = (
        standing.speaker_id.in_(speaker_ids),
        standing.is_trashed == false(),
        standing.due_end.is_not(None),
        standing.verdict.in_(["", *_VERDICTS]),
    )
    of_thread: dict[str, Any] = {"partition_by": (standing.speaker_id, standing.thread_id)}
    is_broken = case((or_(standing.verdict == Verdict.FALSE, standing.moved == Schedule.WITHDRAWN), 1), else_=0)
    stated = (
        select(
            *(standing.speaker_id, standing.thread_id, standing.due_end, standing.verdict),
            func.row_number().over(**of_thread, order_by=standing.position).label("place"),
            func.max(is_broken).over(**of_thread).label("is_broken"),
        )
        .where(*counts)
        .subquery("stated")
        .c
    )
    happened_on = _when_it_happened(stated.thread_id).label("happened_on")
    told = select(stated.speaker_id, stated.thread_id, stated.due_end, stated.verdict, happened_on, stated.is_broken)
    return told.where(stated.place == 1)


_SAYS_IT_WILL_NOT = or_(claim.due_open == WITHDRAWN_CODE, and_(claim.kind == Kind.DELAY, claim.due_end.is_(None)))


def _when_it_happened(thread_id: ColumnElement[int]) -> ScalarSelect[date]:
    """The day on which a thread happened, as ``schedule.Thread.happened_on`` tells it."""
    is_told = (verdict.occurred_on.is_not(None), standing.verdict.not_in(["", Verdict.VOID]), ~_SAYS_IT_WILL_NOT)
    return (
        select(func.max(verdict.occurred_on))
        .select_from(standing.claim_id.table)
        .join(verdict.id.table, verdict.id == standing.verdict_id)
        .join(claim.id.table, claim.id == standing.claim_id)
        .where(standing.thread_id == thread_id, *is_told)
        .scalar_subquery()
    )
