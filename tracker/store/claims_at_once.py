"""Thousands of claims kept in one step, with sources, tags, verdicts and probabilities: a few statements for all.

What is kept is the same as if each had been written down in the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

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
from tracker.store.inserting import insert_columns, take_numbers, whole_columns
from tracker.store.journal import writer
from tracker.store.names_at_once import SourceBook, numbers_of_names, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from sqlmodel import Session

    from tracker.claims.decisions import Decision
    from tracker.claims.model import ClaimFields, Row

_TEXT_FIELDS = tuple(ClaimText.model_fields)


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


class _Cited(NamedTuple):
    """A citation to keep."""

    claim_id: int
    role: Role
    source_id: int | None
    quote: str
    quote_prefix: str = ""
    quote_suffix: str = ""
    via: str = ""


class _Decided(NamedTuple):
    """A verdict to keep."""

    claim_id: int
    verdict: Verdict | None
    occurred_on: date | None
    decided_on: date
    decided_by: str
    reason: str
    evidence_id: int | None = None


class _Stated(NamedTuple):
    """A probability to keep."""

    claim_id: int
    probability: float
    stated_on: date
    stated_by: str


class _Tagged(NamedTuple):
    """A tag of a claim to keep."""

    claim_id: int
    tag_id: int


def add_claims(session: Session, claims: Sequence[NewClaim], *, is_exact: bool = False) -> list[int]:
    """Keep these claims; their numbers. ``is_exact`` gives each the very source that it tells of, see ``SourceBook``.

    What they revise or depend on must be there or among them: ``incoming.checks`` sees to that.
    """
    fields = [one.fields for one in claims]
    speakers = numbers_of_names(session, Speaker, (one.speaker for one in fields))
    subjects = numbers_of_names(session, Subject, (one.subject for one in fields))
    tags = numbers_of_names(session, Tag, (tag for one in fields for tag in one.tags))
    evidence = [_evidence(one.decision) for one in claims if one.decision]
    sources = list(map(source_of, fields))
    book = SourceBook(session, [*sources, *evidence], is_exact=is_exact)
    numbers = _numbers(session, claims)
    together = list(zip(numbers, claims, strict=True))
    stating = map(_stating, numbers, fields, map(book.number_of, sources))
    citations = [one for one in stating if one]
    verdicts = list(_verdicts(session, together, book, citations, is_exact=is_exact))
    book.keep()
    kept_as = [one.kept_as for one in claims]
    rows = {
        **{name: list(map(attrgetter(name), fields)) for name in _TEXT_FIELDS},
        "id": numbers,
        **{name: list(map(attrgetter(name), kept_as)) for name in ("version", "created_at", "updated_at")},
        "speaker_id": [speakers.get(name_key(one.speaker)) for one in fields],
        "subject_id": [subjects.get(name_key(one.subject)) for one in fields],
        "revises_id": [one.revises for one in fields],
        "depends_on_id": [one.depends_on for one in fields],
    }
    insert_columns(session, Claim, whole_columns(session, Claim, rows))
    given = _insert(session, Citation, citations)
    pointing = [row if place is None else row._replace(evidence_id=given[place]) for row, place in verdicts]
    _insert(session, VerdictRow, pointing)
    _insert(session, Credence, list(_credences(session, together)))
    _insert(session, ClaimTag, list(_tags(together, tags)))
    return numbers


def _numbers(session: Session, claims: Sequence[NewClaim]) -> list[int]:
    """The numbers that claims keep, and new ones for the others."""
    kept = {one.kept_as.number for one in claims if one.kept_as.number is not None}
    count = len(claims) - len(kept)
    free = iter([one for one in take_numbers(session, Claim, count + len(kept)) if one not in kept] if count else ())
    return [next(free) if one.kept_as.number is None else one.kept_as.number for one in claims]


def _stating(number: int, fields: ClaimFields, source_id: int | None) -> _Cited | None:
    """The citation that states a claim; None when nothing is told of its source or quoted from it."""
    quoted = (fields.quote, fields.quote_prefix, fields.quote_suffix, fields.via)
    if source_id is None and not any(quoted):
        return None
    return _Cited(number, Role.STATES, source_id, *quoted)


def _verdicts(
    session: Session,
    claims: Iterable[tuple[int, NewClaim]],
    book: SourceBook,
    citations: list[_Cited],
    *,
    is_exact: bool,
) -> Iterator[tuple[_Decided, int | None]]:
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
            citations.append(_Cited(number, role, source_id, decision.evidence_quote))
        decided_by = one.decided_by or writer(session)
        told_of_it = (decision.verdict, decision.occurred_on, decision.decided_on, decided_by, decision.reason)
        yield _Decided(number, *told_of_it), place


def _evidence(decision: Decision) -> SourceFields:
    return SourceFields(
        title=decision.evidence_title,
        publisher=decision.evidence_publisher,
        url=decision.evidence_url,
        published_on=decision.evidence_on,
    )


def _credences(session: Session, claims: Iterable[tuple[int, NewClaim]]) -> Iterator[_Stated]:
    for number, one in claims:
        for stated in one.credences:
            yield _Stated(number, stated.probability, stated.stated_on, stated.stated_by or writer(session))


def _tags(claims: Iterable[tuple[int, NewClaim]], tags: dict[str, int]) -> Iterator[_Tagged]:
    for number, one in claims:
        for key in dict.fromkeys(map(name_key, one.fields.tags)):
            if key in tags:
                yield _Tagged(number, tags[key])


def _insert(session: Session, table: type[Row], rows: Sequence[_Cited | _Decided | _Stated | _Tagged]) -> list[int]:
    """Write new rows under new numbers, which they are told by."""
    if not rows:
        return []
    numbers = take_numbers(session, table, len(rows))
    told = dict(zip(rows[0]._fields, zip(*rows, strict=True), strict=True))
    insert_columns(session, table, whole_columns(session, table, {"id": numbers, **told}))
    return numbers
