"""Every move of a date as one flat row: what stood, what was said instead, and how long before."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.claims.moves import moves_of
from tracker.store import records
from tracker.store.orders import names_an_order
from tracker.store.queries import claim_numbers
from tracker.store.tables import claim, standing
from tracker.store.threads import whole_threads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.moves import Moved
    from tracker.claims.schedule import Thread
    from tracker.store.records import Record
    from tracker.store.terms import Term


def slip_records(session: Session, terms: tuple[Term, ...], today: date) -> Iterator[Record]:
    """The claims that moved, dropped or took back a date, of those that a filter lets through.

    They come in the order that the filter names, else thread by thread. Each is a claim's record with what it moved.
    """
    wanted = claim_numbers(session, terms, today)
    by_thread = select(claim.id).join_from(claim.id.table, standing.claim_id.table, standing.claim_id == claim.id)
    found = by_thread.where(claim.revises_id.is_not(None)).order_by(standing.thread_id, standing.position)
    later = list(session.execute(found).scalars())
    order, among = (wanted, set(later)) if names_an_order(terms) else (later, set(wanted))
    ordered = (claim_id for claim_id in order if claim_id in among)
    while chunk := list(islice(ordered, records.CHUNK)):
        moves = {
            moved.step.said.claim_id: (thread, moved)
            for thread in whole_threads(session, chunk)
            for moved in moves_of(thread)
        }
        for record in records.records_of(session, chunk, today):
            if record["claim_id"] in moves:
                yield record | _moved(*moves[record["claim_id"]])


def _moved(thread: Thread, moved: Moved) -> Record:
    first, step, stood = thread.steps[0].said, moved.step, moved.stood
    return {
        "thread_id": first.claim_id,
        "first_statement": first.statement,
        "move": step.move.value,
        "moved_by_days": moved.by_days,
        "former_start": stood.start,
        "former_end": stood.end,
        "notice_days": (stood.end - step.said.said_on).days if stood.end else None,
    }
