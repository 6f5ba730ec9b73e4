"""All that is kept about the claims that a file tells of, read at once so that each can be compared."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tracker.claims.model import ClaimFields
from tracker.claims.vocabulary import Kind
from tracker.store.earlier import claims_at_versions
from tracker.store.records import Record, records_of
from tracker.store.tables import citation, claim, credence, source, verdict
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

WRITTEN_DOWN = frozenset(ClaimFields.model_fields)
"""The fields of a record that a person writes down about a claim."""


@dataclass(frozen=True, slots=True)
class KeptClaims:
    """What is kept about the claims of a file, by their numbers: their records, and what is not in these.

    ``earlier`` are those that have moved on since the file was written, as they were then, if the history knows.
    """

    records: Mapping[int, Record]
    links: Mapping[int, tuple[int | None, int | None]]
    trashed: frozenset[int]
    earlier: Mapping[int, Record]
    decisions: Mapping[int, Sequence[Record]]
    credences: Mapping[int, Sequence[tuple[float, date]]]


def fields_of(here: Record, links: tuple[int | None, int | None]) -> ClaimFields:
    """What a claim says of itself. It may revise one in the trash, which its record does not name."""
    told = {name: here[name] for name in WRITTEN_DOWN} | {"kind": Kind(here["kind"])}
    return ClaimFields.model_construct(**(told | {"revises": links[0], "depends_on": links[1]}))


def claims_kept(session: Session, versions: Mapping[int, int | None], today: date) -> KeptClaims:
    """What is kept about these claims, for each of which a version may be known that it had."""
    there: dict[int, tuple[int | None, int | None]] = {}
    trashed: set[int] = set()
    for some in slices(versions):
        asked = select(claim.id, claim.revises_id, claim.depends_on_id, claim.trashed_at).where(claim.id.in_(some))
        for number, revises, depends_on, trashed_at in session.execute(asked):
            there[number] = (revises, depends_on)
            trashed |= {number} if trashed_at else set()
    records = {record["claim_id"]: record for record in records_of(session, there, today)}
    moved = {
        number: version
        for number, version in versions.items()
        if number in records and version not in {None, records[number]["version"]} and version is not None
    }
    earlier = claims_at_versions(session, moved)
    return KeptClaims(
        records, there, frozenset(trashed), earlier, _decisions(session, there), _credences(session, there)
    )


def _decisions(session: Session, claim_ids: Iterable[int]) -> dict[int, list[Record]]:
    """Every decision about these claims, oldest first, as a claim's record tells of one."""
    found: dict[int, list[Record]] = defaultdict(list)
    columns: list[Any] = [
        verdict.id.label("decision_id"),
        *(verdict[name] for name in ("claim_id", "verdict", "occurred_on", "decided_on", "decided_by", "reason")),
        func.coalesce(source.url, "").label("evidence_url"),
        func.coalesce(citation.quote, "").label("evidence_quote"),
        source.published_on.label("evidence_on"),
    ]
    joined = (
        select(*columns)
        .outerjoin_from(verdict.id.table, citation.id.table, citation.id == verdict.evidence_id)
        .outerjoin(source.id.table, source.id == citation.source_id)
        .order_by(verdict.id)
    )
    for some in slices(claim_ids):
        for row in session.execute(joined.where(verdict.claim_id.in_(some))).mappings():
            told = dict(row)
            told["verdict"] = told["verdict"].value if told["verdict"] else ""
            found[told.pop("claim_id")].append(told)
    return found


def _credences(session: Session, claim_ids: Iterable[int]) -> dict[int, list[tuple[float, date]]]:
    """Every probability that was stated for these claims, and the day on which it was."""
    found: dict[int, list[tuple[float, date]]] = defaultdict(list)
    for some in slices(claim_ids):
        asked = select(credence.claim_id, credence.probability, credence.stated_on).where(credence.claim_id.in_(some))
        for claim_id, probability, stated_on in session.execute(asked):
            found[claim_id].append((probability, stated_on))
    return found
