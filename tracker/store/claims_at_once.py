"""Thousands of claims kept in one step, with sources, tags, verdicts and probabilities: a few statements for all.

What is kept is the same as if each had been written down in the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.claims.model import (
    Citation,
    Claim,
    ClaimTag,
    ClaimText,
    Credence,
    Speaker,
    Subject,
    Tag,
    VerdictRow,
)
from tracker.claims.naming import name_key
from tracker.claims.sources import SourceFields
from tracker.claims.vocabulary import Role, Verdict
from tracker.store.inserting import insert_rows, take_numbers, whole_values
from tracker.store.journal import writer
from tracker.store.names_at_once import SourceBook, numbers_of_names, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from sqlmodel import Session

    from tracker.claims.decisions import Decision
    from tracker.claims.model import ClaimFields, Row
    from tracker.store.inserting import Values

_TEXT_FIELDS = tuple(ClaimText.model_fields)
_QUOTE_FIELDS = ("quote", "quote_prefix", "quote_suffix", "via")


@dataclass(frozen=True, slots=True)
class StatedCredence:
    """A probability from 0 to 1, the day on which it was stated, and by whom; without a name, by who writes."""

    probability: float
    stated_on: date
    stated_by: str = ""


@dataclass(frozen=True, slots=True)
class KeptAs:
    """The number, version and moments that a claim had, and keeps when it comes back; None is given anew."""

    number: int | None = None
    version: int | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim to keep, with what was decided about it; without ``decided_by``, who writes has decided."""

    fields: ClaimFields
    decision: Decision | None = None
    decided_by: str = ""
    credences: tuple[StatedCredence, ...] = ()
    kept_as: KeptAs = KeptAs()


def add_claims(session: Session, claims: Sequence[NewClaim], *, is_exact: bool = False) -> list[int]:
    """Keep these claims; their numbers. ``is_exact`` gives each the very source that it tells of, see ``SourceBook``.

    What they revise or depend on must be there or among them: ``import_checks`` sees to that.
    """
    fields = [one.fields for one in claims]
    speakers = numbers_of_names(session, Speaker, (one.speaker for one in fields))
    subjects = numbers_of_names(session, Subject, (one.subject for one in fields))
    tags = numbers_of_names(session, Tag, (tag for one in fields for tag in one.tags))
    evidence = [_evidence(one.decision) for one in claims if one.decision]
    book = SourceBook(session, [*map(source_of, fields), *evidence], is_exact=is_exact)
    numbers = _numbers(session, claims)
    rows = [
        {
            **{name: getattr(one.fields, name) for name in _TEXT_FIELDS},
            "id": number,
            "version": one.kept_as.version,
            "created_at": one.kept_as.created_at,
            "updated_at": one.kept_as.updated_at,
            "speaker_id": speakers.get(name_key(one.fields.speaker)),
            "subject_id": subjects.get(name_key(one.fields.subject)),
            "revises_id": one.fields.revises,
            "depends_on_id": one.fields.depends_on,
        }
        for number, one in zip(numbers, claims, strict=True)
    ]
    together = list(zip(numbers, claims, strict=True))
    citations = [cited for number, one in together if (cited := _stating(number, one.fields, book))]
    verdicts = list(_verdicts(session, together, book, citations, is_exact=is_exact))
    book.keep()
    _insert(session, Claim, rows)
    numbered = _numbered(session, Citation, citations)
    _insert(session, Citation, numbered)
    pointing = [row | {"evidence_id": None if place is None else numbered[place]["id"]} for row, place in verdicts]
    _insert(session, VerdictRow, _numbered(session, VerdictRow, pointing))
    _insert(session, Credence, _numbered(session, Credence, _credences(session, together)))
    _insert(session, ClaimTag, _numbered(session, ClaimTag, _tags(together, tags)))
    return numbers


def _numbers(session: Session, claims: Sequence[NewClaim]) -> list[int]:
    """The numbers that claims keep, and new ones for the others."""
    kept = {one.kept_as.number for one in claims if one.kept_as.number is not None}
    count = len(claims) - len(kept)
    free = iter([one for one in take_numbers(session, Claim, count + len(kept)) if one not in kept] if count else ())
    return [next(free) if one.kept_as.number is None else one.kept_as.number for one in claims]


def _stating(number: int, fields: ClaimFields, book: SourceBook) -> Values | None:
    """The citation that states a claim; None when nothing is told of its source or quoted from it."""
    told = {name: getattr(fields, name) for name in _QUOTE_FIELDS}
    source_id = book.number_of(source_of(fields))
    if source_id is None and not any(told.values()):
        return None
    return {"claim_id": number, "role": Role.STATES, "source_id": source_id, **told}


def _verdicts(
    session: Session,
    claims: Iterable[tuple[int, NewClaim]],
    book: SourceBook,
    citations: list[Values],
    *,
    is_exact: bool,
) -> Iterator[tuple[Values, int | None]]:
    """Each decision, with the place among the citations of the one on which it rests; that is added to them."""
    for number, one in claims:
        decision = one.decision
        if decision is None:
            continue
        place = None
        if decision.has_evidence or decision.evidence_on:
            told = _evidence(decision)
            by_address = is_exact and not (decision.evidence_title or decision.evidence_publisher)
            source_id = book.number_by_address(told.url, told.published_on) if by_address else book.number_of(told)
            role = Role.REFUTES if decision.verdict is Verdict.FALSE else Role.SUPPORTS
            place = len(citations)
            citations.append(
                {"claim_id": number, "role": role, "source_id": source_id, "quote": decision.evidence_quote}
            )
        values = {
            "claim_id": number,
            "verdict": decision.verdict,
            "occurred_on": decision.occurred_on,
            "decided_on": decision.decided_on,
            "decided_by": one.decided_by or writer(session),
            "reason": decision.reason,
        }
        yield values, place


def _evidence(decision: Decision) -> SourceFields:
    return SourceFields(
        title=decision.evidence_title,
        publisher=decision.evidence_publisher,
        url=decision.evidence_url,
        published_on=decision.evidence_on,
    )


def _credences(session: Session, claims: Iterable[tuple[int, NewClaim]]) -> list[Values]:
    return [
        {
            "claim_id": number,
            "probability": stated.probability,
            "stated_on": stated.stated_on,
            "stated_by": stated.stated_by or writer(session),
        }
        for number, one in claims
        for stated in one.credences
    ]


def _tags(claims: Iterable[tuple[int, NewClaim]], tags: dict[str, int]) -> list[Values]:
    return [
        {"claim_id": number, "tag_id": tags[key]}
        for number, one in claims
        for key in dict.fromkeys(map(name_key, one.fields.tags))
        if key in tags
    ]


def _numbered(session: Session, table: type[Row], rows: Sequence[Values]) -> list[Values]:
    numbers = take_numbers(session, table, len(rows)) if rows else []
    return [{"id": number, **row} for number, row in zip(numbers, rows, strict=True)]


def _insert(session: Session, table: type[Row], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        insert_rows(session, table, [whole_values(session, table, row) for row in rows])
