"""Open claims' last days, corrected by the record of who stated them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from tracker.claims.corrected import Promise, corrected_date, days_late
from tracker.claims.vocabulary import WITHDRAWN_CODE, Kind, Schedule, Verdict
from tracker.store.filters import is_outside_trash
from tracker.store.tables import claim, claims_with_names, standing, verdict
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Select
    from sqlmodel import Session

    from tracker.claims.corrected import CorrectedDate

_VERDICTS = {each.value: each for each in Verdict if each.score is not None}


class SpeakerRecords:
    """By how many days each speaker's decided threads were late, looked up once for each speaker that is asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[int, dict[int, float]] = {}

    def of(self, speaker_ids: set[int]) -> dict[int, dict[int, float]]:
        """For each of these speakers the days of each decided thread."""
        new = speaker_ids - self._known.keys()
        self._known |= _records(self._session, new) if new else {}
        return self._known


def corrected_dates(
    session: Session, claim_ids: Iterable[int], today: date, records: SpeakerRecords | None = None
) -> dict[int, CorrectedDate]:
    """For those of these claims that are open, dated and not moved, their last day on their speaker's record.

    Those of speakers with too small a record are left out. A claim's own thread is no part of its record. Who asks for
    many claims in turn passes the ``records`` that were looked up so far.
    """
    stands = (standing.verdict == "", standing.moved == "", claim.due_open != WITHDRAWN_CODE, is_outside_trash())
    columns = select(claim.id, claim.speaker_id, standing.thread_id, claim.due_end).select_from(claims_with_names)
    dated = columns.where(*stands, claim.due_end.is_not(None), claim.speaker_id.is_not(None))
    waiting = [row for some in slices(claim_ids) for row in session.execute(dated.where(claim.id.in_(some))).all()]
    known = (records or SpeakerRecords(session)).of({row.speaker_id for row in waiting})
    found: dict[int, CorrectedDate] = {}
    for claim_id, speaker_id, thread_id, last_day in waiting:
        others = (days for thread, days in known[speaker_id].items() if thread != thread_id)
        corrected = corrected_date(last_day, today, others)
        if corrected:
            found[claim_id] = corrected
    return found


def _records(session: Session, speaker_ids: set[int]) -> dict[int, dict[int, float]]:
    """For each of these speakers by how many days each decided thread was late."""
    columns = (claim.speaker_id, standing.thread_id, claim.due_end, standing.verdict, standing.moved)
    counts = (claim.due_end.is_not(None), is_outside_trash(), standing.verdict.in_(["", *_VERDICTS]))
    stated = select(*columns).select_from(claims_with_names).where(*counts)
    in_order = stated.order_by(standing.thread_id, standing.position)
    rows = [
        row for some in slices(speaker_ids) for row in session.execute(in_order.where(claim.speaker_id.in_(some))).all()
    ]
    happened: dict[int, date] = {}
    for some in slices({row.thread_id for row in rows}):
        days = session.execute(_when_threads_happened().where(standing.thread_id.in_(some)))
        happened |= {row.thread_id: row.happened_on for row in days}
    promises: defaultdict[int, list[Promise]] = defaultdict(list)
    for speaker_id, thread_id, end, decided, moved in rows:
        is_taken_back = moved == Schedule.WITHDRAWN
        promise = Promise(thread_id, end, _VERDICTS.get(decided), happened.get(thread_id), is_taken_back)
        promises[speaker_id].append(promise)
    return {speaker_id: days_late(promises[speaker_id]) for speaker_id in speaker_ids}


_SAYS_IT_WILL_NOT = or_(claim.due_open == WITHDRAWN_CODE, and_(claim.kind == Kind.DELAY, claim.due_end.is_(None)))


def _when_threads_happened() -> Select[Any]:
    """For each thread that happened the day, as ``schedule.Thread.happened_on`` tells it."""
    is_told = (verdict.occurred_on.is_not(None), standing.verdict.not_in(["", Verdict.VOID]), ~_SAYS_IT_WILL_NOT)
    return (
        select(standing.thread_id, func.max(verdict.occurred_on).label("happened_on"))
        .select_from(standing.claim_id.table)
        .join(verdict.id.table, verdict.id == standing.verdict_id)
        .join(claim.id.table, claim.id == standing.claim_id)
        .where(*is_told)
        .group_by(standing.thread_id)
    )
