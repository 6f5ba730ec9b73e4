"""Every source that is attached to a claim as one flat row, with the words quoted from it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.claims.sources import QUOTE_FIELDS
from tracker.store import records
from tracker.store.citing import is_told_by, source_terms
from tracker.store.filters import status_of
from tracker.store.orders import names_an_order
from tracker.store.queries import claim_numbers
from tracker.store.tables import citation, claim, claims_with_names, source, speaker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlmodel import Session

    from tracker.store.records import Record
    from tracker.store.terms import Term

_CITED = ("title", "publisher", "author", "url", "archive_url", "published_on", "language", "type")


def citation_records(session: Session, terms: tuple[Term, ...], today: date) -> Iterator[Record]:
    """The citations of the claims that a filter lets through: claim by claim, each in the order of entry.

    Where the filter tells sources, only these are told of a claim's: each must be what all of its terms ask. The claims
    come in the order that the filter names, else by their number.
    """
    numbers = claim_numbers(session, terms, today)
    waiting = iter(numbers if names_an_order(terms) else sorted(numbers))
    columns: list[Any] = [
        citation.id.label("citation_id"),
        citation.claim_id,
        claim.statement,
        speaker.name.label("speaker"),
        claim.said_on,
        status_of(today).label("status"),
        citation.role,
        *(citation[name] for name in QUOTE_FIELDS),
        *(source[name].label(f"cited_{name}") for name in _CITED),
    ]
    joined = claims_with_names.join(citation.id.table, citation.claim_id == claim.id).outerjoin(
        source.id.table, source.id == citation.source_id
    )
    cited = select(*columns).select_from(joined).where(*map(is_told_by, source_terms(terms))).order_by(citation.id)
    while chunk := list(islice(waiting, records.CHUNK)):
        place = {claim_id: number for number, claim_id in enumerate(chunk)}
        rows = session.execute(cited.where(citation.claim_id.in_(chunk))).mappings().all()
        for row in sorted(rows, key=lambda row: place[row["claim_id"]]):
            yield _cleared(dict(row))


def _cleared(row: Record) -> Record:
    """The row with its role as a code, and texts that are unknown empty."""
    unknown = {name: "" for name, value in row.items() if value is None and name != "cited_published_on"}
    return row | unknown | {"role": row["role"].value}
