"""All that is kept about the claims that a file tells of, read at once so that each can be compared."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tracker.claims.model import Citation, Claim, ClaimFields, Source, VerdictRow
from tracker.claims.vocabulary import Kind
from tracker.store.earlier import SharedRows, claims_at_versions, spans_of_versions, undone_rows
from tracker.store.records import Record, records_of
from tracker.store.tables import citation, claim, credence, entry, source, verdict
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

WRITTEN_DOWN = frozenset(ClaimFields.model_fields)
"""The fields of a record that a person writes down about a claim."""


_IN_TRASH = '%"trashed_at": "%'
"""What the history's image of a claim in the trash is like: quotes within a text are written otherwise there."""

_DECIDED = ("verdict", "occurred_on", "decided_on", "decided_by", "reason")
_EVIDENCE = ("evidence_url", "evidence_quote", "evidence_on")
_KEPT_DECISIONS: Any = (
    select(
        *(verdict[name] for name in ("id", "claim_id", "evidence_id", *_DECIDED)),
        func.coalesce(source.url, "").label("evidence_url"),
        func.coalesce(citation.quote, "").label("evidence_quote"),
        source.published_on.label("evidence_on"),
    )
    .outerjoin_from(verdict.id.table, citation.id.table, citation.id == verdict.evidence_id)
    .outerjoin(source.id.table, source.id == citation.source_id)
)


@dataclass(frozen=True, slots=True)
class KeptClaims:
    """What is kept about the claims of a file, by their numbers: their records, and what is not in these.

    ``earlier`` are those that have moved on since the file was written, as they were then, if the history knows. Links
    to claims that were ``once_trashed`` may have been passed over in a file.
    """

    records: Mapping[int, Record]
    links: Mapping[int, tuple[int | None, int | None]]
    trashed: frozenset[int]
    once_trashed: frozenset[int]
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
        records=records,
        links=there,
        trashed=frozenset(trashed),
        once_trashed=_once_trashed(session, {number for links in there.values() for number in links if number}),
        earlier=earlier,
        decisions=_decisions(session, there, moved),
        credences=_credences(session, there),
    )


def _once_trashed(session: Session, claim_ids: Iterable[int]) -> frozenset[int]:
    """Those of these claims that are or ever were in the trash, as far as the history knows."""
    found: set[int] = set()
    for some in slices(claim_ids):
        is_image = (entry.table_name == Claim.__tablename__, entry.row_id.in_(some), entry.after.like(_IN_TRASH))
        is_there = (claim.id.in_(some), claim.trashed_at.is_not(None))
        for asked in (select(entry.row_id).where(*is_image), select(claim.id).where(*is_there)):
            found |= set(session.execute(asked).scalars())
    return frozenset(found)


def _decisions(session: Session, claim_ids: Iterable[int], moved: Mapping[int, int]) -> dict[int, list[Record]]:
    """Every decision about these claims, oldest first, as a claim's record tells of one, and whether it ``is_undone``.

    Those about claims that have ``moved`` on from a version rest on their evidence as it was then.
    """
    found: dict[int, list[Record]] = defaultdict(list)
    for some in slices(claim_ids):
        for row in session.execute(_KEPT_DECISIONS.where(verdict.claim_id.in_(some))).mappings():
            found[row["claim_id"]].append(dict(row))
    of_then = [one for claim_id in moved for one in found[claim_id]]
    for claim_id, undone in undone_rows(session, VerdictRow, claim_ids).items():
        there = {one["id"] for one in found[claim_id]}
        images = [image for number, image in undone.items() if number not in there]
        gone = [VerdictRow.model_validate(image).model_dump() | {"is_undone": True} for image in images]
        found[claim_id] += gone
        of_then += gone
    _tell_evidence(session, of_then, moved)
    in_turn = {claim_id: sorted(about, key=itemgetter("id")) for claim_id, about in found.items()}
    return {claim_id: [_as_in_records(one) for one in about] for claim_id, about in in_turn.items()}


def _tell_evidence(session: Session, decisions: Sequence[Record], moved: Mapping[int, int]) -> None:
    """Tell of decisions what they rest on, as it was before its claim moved on from a version."""
    ends = {claim_id: span[1] for claim_id, span in spans_of_versions(session, moved).items()}
    untils = [ends.get(one["claim_id"]) for one in decisions]
    cited = SharedRows(session, Citation, (one["evidence_id"] for one in decisions))
    evidence = [cited.before(one["evidence_id"], until) or {} for one, until in zip(decisions, untils, strict=True)]
    sources = SharedRows(session, Source, (image.get("source_id") for image in evidence))
    for one, image, until in zip(decisions, evidence, untils, strict=True):
        told = sources.before(image.get("source_id"), until)
        cites = Source.model_validate(told) if told else Source()
        one |= {"evidence_url": cites.url, "evidence_on": cites.published_on, "evidence_quote": image.get("quote", "")}


def _as_in_records(one: Record) -> Record:
    told = {"decision_id": one["id"], "is_undone": one.get("is_undone", False)} | {
        name: one[name] for name in (*_DECIDED, *_EVIDENCE)
    }
    return told | {"verdict": one["verdict"].value if one["verdict"] else ""}


def _credences(session: Session, claim_ids: Iterable[int]) -> dict[int, list[tuple[float, date]]]:
    """Every probability that was stated for these claims, and the day on which it was."""
    found: dict[int, list[tuple[float, date]]] = defaultdict(list)
    for some in slices(claim_ids):
        asked = select(credence.claim_id, credence.probability, credence.stated_on).where(credence.claim_id.in_(some))
        for claim_id, probability, stated_on in session.execute(asked):
            found[claim_id].append((probability, stated_on))
    return found
