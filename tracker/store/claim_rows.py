"""Claims' own rows by their numbers, one or thousands, and whether they may still be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.claims.model import Claim, Speaker, Subject, Tag
from tracker.display import recognisable
from tracker.errors import InvalidInput
from tracker.store.tables import citation, claim, claim_tag, may_be_a_row
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

_GOING_BY: dict[type[Speaker | Subject | Tag], tuple[ColumnElement[int], ColumnElement[int]]] = {
    Speaker: (claim.id, claim.speaker_id),
    Subject: (claim.id, claim.subject_id),
    Tag: (claim_tag.claim_id, claim_tag.tag_id),
}
"""Where it says which claims go by a name: the claim's number, and the name's."""


def claim_if_any(session: Session, claim_id: int) -> Claim | None:
    """The claim's row, or None when there is none."""
    return session.get(Claim, claim_id) if may_be_a_row(claim_id) else None


def claim_row(session: Session, claim_id: int) -> Claim:
    """The claim's row. Raises InvalidInput when there is none."""
    row = claim_if_any(session, claim_id)
    if row is None:
        raise _missing(claim_id)
    return row


def live_row(session: Session, claim_id: int) -> Claim:
    """The row of a claim that may be written. Raises InvalidInput when there is none or it is in the trash."""
    row = claim_row(session, claim_id)
    check_live(row)
    return row


def rows_in_slices(session: Session, claim_ids: Sequence[int]) -> Iterator[list[Claim]]:
    """The rows of claims, each once and as many at a time as one question holds.

    Raises InvalidInput for a number that no claim has.
    """
    wanted = set(claim_ids)
    for number in wanted:
        if not may_be_a_row(number):
            raise _missing(number)
    for some in slices(wanted):
        rows = list(session.execute(select(Claim).where(claim.id.in_(some)).order_by(claim.id)).scalars())
        missing = set(some) - {row.key for row in rows}
        if missing:
            raise _missing(min(missing))
        yield rows


def live_rows_in_slices(session: Session, claim_ids: Sequence[int]) -> Iterator[list[Claim]]:
    """The same rows, of claims that may be written. Raises InvalidInput also for one in the trash."""
    for rows in rows_in_slices(session, claim_ids):
        for row in rows:
            check_live(row)
        yield rows


def touch_citing(session: Session, source_ids: Iterable[int]) -> None:
    """Raise the version of the claims that cite these sources, which are corrected for all of them.

    A claim's form that was opened before is refused then, instead of putting back what was corrected.
    """
    for some in slices(source_ids):
        citing = select(citation.claim_id).where(citation.source_id.in_(some))
        for row in session.execute(select(Claim).where(claim.id.in_(citing))).scalars():
            row.updated_at = None


def touch_named(session: Session, names: type[Speaker | Subject | Tag], numbers: Iterable[int]) -> None:
    """Raise the version of the claims that go by these names, which are others now for all of them.

    A claim's form that was opened before is refused then, instead of giving it a new name of the old spelling.
    """
    number, name = _GOING_BY[names]
    for some in slices(numbers):
        for row in session.execute(select(Claim).where(claim.id.in_(select(number).where(name.in_(some))))).scalars():
            row.updated_at = None


def check_live(row: Claim) -> None:
    """Raise InvalidInput for a claim in the trash: it waits there as it is."""
    if row.trashed_at is not None:
        raise InvalidInput(f"Claim {row.id} is in the trash: tracker trash --restore {row.id} brings it back.")


def title_of(row: Claim) -> str:
    """The beginning of a claim's statement, as steps of the history are named."""
    return recognisable(row.statement)


def _missing(claim_id: int) -> InvalidInput:
    return InvalidInput(f"There is no claim {claim_id}: tracker list shows the claims and their numbers.")
