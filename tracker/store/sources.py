"""Sources as they are kept: listed, looked at with their claims, and corrected for all of these at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from tracker.claims.model import Source
from tracker.claims.sources import SOURCE_FIELDS, SourceFields
from tracker.claims.vocabulary import Kind, status_from_code
from tracker.display import recognisable
from tracker.errors import EditConflict, InvalidInput
from tracker.store.addressed import sources_at
from tracker.store.citing import NAMED_BY
from tracker.store.claim_rows import touch_citing
from tracker.store.filters import is_outside_trash, status_of
from tracker.store.journal import change, name_step, remark
from tracker.store.letters import holds
from tracker.store.tables import citation, claim, claims_with_names, may_be_a_row, source, speaker, standing
from tracker.store.terms import term_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from tracker.claims.vocabulary import Status

FIRST_CLAIMS = 30
"""How many claims of a source its card lists."""

_NEWEST_FIRST = (source.published_on.desc().nulls_last(), source.id.desc())
_CITING = citation.id.table.join(claim.id.table, citation.claim_id == claim.id)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as a line of the list."""

    source_id: int
    title: str
    publisher: str
    author: str
    url: str
    archive_url: str
    published_on: date | None
    claim_count: int


@dataclass(frozen=True, slots=True)
class SourcePage:
    """Some lines of the list, with how many there are in all."""

    rows: tuple[SourceRow, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class CitingClaim:
    """A claim that cites a source."""

    claim_id: int
    statement: str
    kind: Kind
    status: Status
    speaker: str


@dataclass(frozen=True, slots=True)
class SourceCard:
    """All that is known of a source; ``claims`` are the first of the ``claim_count`` that cite it, newest first."""

    source_id: int
    version: int
    fields: SourceFields
    claim_count: int
    claims: tuple[CitingClaim, ...]

    @property
    def filter(self) -> str:
        """The filter that finds its claims: by its number, since others may have the same title or address."""
        return term_for("cites", str(self.source_id))


def list_sources(session: Session, text: str, offset: int = 0, limit: int = 100) -> SourcePage:
    """The sources in which every word of a text occurs, published last first: ``limit`` of them from ``offset`` on."""
    where = _holding(text)
    total = session.execute(select(func.count(source.id)).where(*where)).scalar_one()
    numbers = select(source.id).where(*where).order_by(*_NEWEST_FIRST).limit(limit).offset(offset)
    # Only now the claims are counted: for the lines of this page, not for all that had to be put in order.
    page = list(session.execute(numbers).scalars())
    counts = (
        select(citation.source_id, func.count(citation.claim_id.distinct()))
        .select_from(_CITING)
        .where(citation.source_id.in_(page), is_outside_trash())
        .group_by(citation.source_id)
    )
    counted = {row[0]: row[1] for row in session.execute(counts)}
    columns = (source.id, *NAMED_BY, source.archive_url, source.published_on)
    found = session.execute(select(*columns).where(source.id.in_(page)).order_by(*_NEWEST_FIRST))
    rows = (
        SourceRow(number, title, publisher, author, url, archive_url, published_on, counted.get(number, 0))
        for number, title, publisher, author, url, archive_url, published_on in found
    )
    return SourcePage(tuple(rows), offset, total)


def place_of_source(session: Session, text: str, source_id: int) -> int:
    """The line, from 0, at which a source stands in the list of a text, or would stand if it were in it."""
    day = session.execute(select(source.published_on).where(source.id == source_id)).scalar()
    is_same_day = source.published_on.is_(None) if day is None else source.published_on == day
    is_later = source.published_on.is_not(None) if day is None else source.published_on > day
    is_above = or_(is_later, is_same_day & (source.id > source_id))
    return int(session.execute(select(func.count(source.id)).where(*_holding(text), is_above)).scalar_one())


def source_card(session: Session, source_id: int, today: date) -> SourceCard:
    """All that is known of one source. Raises InvalidInput when there is none."""
    row = _source_row(session, source_id)
    where = (citation.source_id == source_id, is_outside_trash())
    count = select(func.count(claim.id.distinct())).select_from(_CITING).where(*where)
    columns: list[Any] = [claim.id, claim.statement, claim.kind, status_of(today), func.coalesce(speaker.name, "")]
    citing = select(claim.id).select_from(_CITING).where(*where)
    found = select(*columns).select_from(claims_with_names).where(claim.id.in_(citing))
    first = session.execute(found.order_by(standing.said_on.desc(), claim.id.desc()).limit(FIRST_CLAIMS))
    return SourceCard(
        source_id=source_id,
        version=row.version,
        fields=SourceFields(**{name: getattr(row, name) for name in SOURCE_FIELDS}),
        claim_count=session.execute(count).scalar_one(),
        claims=tuple(CitingClaim(r[0], r[1], Kind(r[2]), status_from_code(r[3]), r[4]) for r in first),
    )


@change
def edit_source(session: Session, source_id: int, version: int, fields: SourceFields) -> bool:
    """Correct a source for all claims that cite it, as it was read with ``version``; whether anything was changed.

    Raises EditConflict when somebody changed it since.
    """
    row = _source_row(session, source_id)
    if row.version != version:
        raise EditConflict(f"Source {source_id} was changed by somebody else while you edited it. Nothing was written.")
    for name in SOURCE_FIELDS:
        if getattr(row, name) != getattr(fields, name):
            setattr(row, name, getattr(fields, name))
    if not session.is_modified(row):
        return False
    _remark_others_there(session, row)
    touch_citing(session, [source_id])
    name_step(session, f"edit source {source_id} {recognisable(fields.name)}")
    return True


def _remark_others_there(session: Session, row: Source) -> None:
    """Tell of another source that has the address of this one, or is of the same page."""
    others = [number for number in sources_at(session, row.url) if number != row.id]
    if not others:
        return
    other = session.get_one(Source, others[0])
    if other.url == row.url:
        remark(
            session, f"Source {other.id} has the same address: what cites that from now on cites the one kept first."
        )
    else:
        remark(session, f"Source {other.id} has another address of the same page: both stay, each with its claims.")


def _source_row(session: Session, source_id: int) -> Source:
    row = session.get(Source, source_id) if may_be_a_row(source_id) else None
    if row is None:
        raise InvalidInput(f"There is no source {source_id}: tracker sources lists the sources with their numbers.")
    return row


def _holding(text: str) -> Sequence[ColumnElement[bool]]:
    """That every word of a text occurs in what names the source."""
    return [or_(*(holds(column, word) for column in NAMED_BY)) for word in text.split()]
