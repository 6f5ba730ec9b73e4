"""Questions to the archive, answered with frozen rows. None of them writes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, or_, select

from tracker.claims.deadlines import WINDOW_FIELDS
from tracker.claims.model import Claim, ClaimFields, ClaimText
from tracker.claims.rereading import KeptDeadline
from tracker.claims.sources import QUOTE_FIELDS, SOURCE_FIELDS
from tracker.claims.vocabulary import LIST_JOINT, Kind, Role, Schedule, status_from_code
from tracker.store import listing, pages
from tracker.store.claim_rows import claim_if_any, claim_row
from tracker.store.corrected import corrected_dates
from tracker.store.filters import conditions, status_of
from tracker.store.newest import are_surely_more
from tracker.store.orders import first_source_name, in_order
from tracker.store.rows import CitationRow, ClaimCard, ClaimRow, CredenceRow, HistoryEntry, Page, VerdictEntry
from tracker.store.strung import strung, unstrung
from tracker.store.tables import (
    AS_STATED,
    batch,
    citation,
    claim,
    claim_tag,
    claims_with_names,
    credence,
    entry,
    source,
    speaker,
    standing,
    subject,
    tag,
    verdict,
)
from tracker.store.threads import dependents_of, slices, thread_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlmodel import Session

    from tracker.claims.schedule import Said, Thread
    from tracker.store.terms import Term

HISTORY_LENGTH = 20
"""How many steps of a claim's history are read at once."""

COUNTED_AT_ONCE = 20_000
"""Of fewer claims than this, those that a filter lets through are counted with its first page."""

MANY = 10_000
"""How many more claims than this hold some words is not counted while they are typed."""

_OF_A_DEADLINE = ("version", "statement", "said_on", "language", "due_text", *WINDOW_FIELDS, "review_on")
_TAGGED = (
    select(tag.name)
    .join_from(claim_tag.id.table, tag.id.table, claim_tag.tag_id == tag.id)
    .where(claim_tag.claim_id == claim.id)
    .order_by(claim_tag.id)
    .correlate(claim.id.table)
    .subquery("tagged")
)
_TAGS = select(func.aggregate_strings(_TAGGED.c.name, LIST_JOINT)).scalar_subquery()


def list_claims(  # noqa: PLR0913, PLR0917 -- which list, and which part of it
    session: Session,
    terms: tuple[Term, ...],
    today: date,
    offset: int = 0,
    limit: int = 200,
    another: Page | None = None,
) -> Page:
    """The claims that a filter lets through, in its order: ``limit`` of them from ``offset`` on.

    ``another`` page of the same list tells how many there are in all, which is counted without.
    """
    if another is None and not offset:
        page = first_claims(session, terms, today, limit)
        return page if page.is_counted else counted(session, page, terms, today)
    if another is None:
        another = counted(session, Page((), offset, 0, 0), terms, today)
    of_page = pages.claims_on_page(session, terms, today, offset, limit, another.total)
    order = in_order(terms, status_of(today))
    return Page(_lines(session, of_page.order_by(*order), today), offset, another.total, another.overdue)


def first_claims(session: Session, terms: tuple[Term, ...], today: date, limit: int) -> Page:
    """The first page of ``list_claims``; what it does not hold is left to be ``counted`` where that may take long."""
    of_page = pages.claims_on_page(session, terms, today, 0, limit, None)
    rows = _lines(session, of_page.order_by(*in_order(terms, status_of(today))), today)
    overdue = sum(row.status is Schedule.OVERDUE for row in rows)
    page = Page(rows, 0, len(rows), overdue, is_counted=len(rows) < limit)
    is_soon_counted = not page.is_counted and listing.highest_number(session) < COUNTED_AT_ONCE
    return counted(session, page, terms, today) if is_soon_counted else page


def counted(session: Session, page: Page, terms: tuple[Term, ...], today: date) -> Page:
    """A page of a list, with how many claims there are in all, and how many of them are overdue."""
    total, overdue = session.execute(listing.counts_of(terms, today)).one()
    return Page(page.rows, page.offset, total, overdue)


def counted_while_typed(session: Session, page: Page, terms: tuple[Term, ...], today: date) -> Page:
    """The same for a filter that is still being typed: where claims are ``MANY``, that there are more is enough."""
    if are_surely_more(session, terms, today, MANY):
        return Page(page.rows, page.offset, MANY, 0, is_counted=False)
    return counted(session, page, terms, today)


def claims_in_order(session: Session, claim_ids: Sequence[int], today: date) -> tuple[ClaimRow, ...]:
    """These claims as a list shows them, in the order in which they are named; those that there are not lack."""
    rows = _lines(session, select().select_from(claims_with_names).where(claim.id.in_(claim_ids)), today)
    return tuple(sorted(rows, key=lambda row: claim_ids.index(row.claim_id)))


def _lines(session: Session, of_claims: Select[Any], today: date) -> tuple[ClaimRow, ...]:
    """The lines of the list for claims that are chosen already."""
    found = session.execute(of_claims.add_columns(*_line_columns(today)))
    return tuple(ClaimRow(r[0], r[1], Kind(r[2]), status_from_code(r[3]), *r[4:]) for r in found)


@lru_cache(maxsize=4)
def _line_columns(today: date) -> tuple[ColumnElement[Any], ...]:
    """What a line of the list tells, put together once a day: that takes longer than SQLite takes to answer."""
    states = (citation.claim_id == claim.id, citation.role == Role.STATES)
    return (
        claim.id,
        claim.statement,
        claim.kind,
        status_of(today),
        func.coalesce(speaker.name, ""),
        claim.said_on,
        claim.due_text,
        claim.due_start,
        claim.due_end,
        func.coalesce(first_source_name(), ""),
        select(func.count(citation.source_id.distinct())).where(*states).scalar_subquery(),
        func.coalesce(subject.name, ""),
        standing.slips,
        func.coalesce(_TAGS, ""),
    )


def claim_numbers(session: Session, terms: tuple[Term, ...], today: date) -> list[int]:
    """The numbers of all claims that a filter lets through, in the order of the list."""
    return list(session.execute(listing.numbers_of(terms, today)).scalars())


def first_listed(session: Session, terms: tuple[Term, ...], today: date, claim_ids: Collection[int]) -> int | None:
    """That of some claims which stands first in a list; None where it has none of them."""
    found: int | None = session.execute(listing.numbers_among(terms, today, claim_ids).limit(1)).scalar()
    return found


def those_listed(session: Session, terms: tuple[Term, ...], today: date, claim_ids: Iterable[int]) -> set[int]:
    """Those of some claims that a list has."""
    found: set[int] = set()
    for some in slices(claim_ids):
        found |= set(session.execute(listing.numbers_among(terms, today, some)).scalars())
    return found


def claim_count(session: Session, terms: tuple[Term, ...], today: date) -> int:
    """How many claims a filter lets through."""
    return int(session.execute(listing.counts_of(terms, today)).one()[0])


def review_queue(session: Session, today: date) -> list[int]:
    """The numbers of the claims that want their reviewer, those whose day came first on top."""
    queue = listing.queue_of(today).subquery("queue")
    return unstrung(session.execute(select(strung(queue.c.claim_id))).scalar_one())


def review_count(session: Session, today: date) -> int:
    """How many claims want their reviewer."""
    return int(session.execute(listing.queue_length(today)).scalar_one())


def deadlines_in_words(
    session: Session, terms: tuple[Term, ...], today: date, after: int = 0, limit: int = 500
) -> list[KeptDeadline]:
    """The deadlines that were given in words, of claims that a filter lets through: some from claim ``after`` on."""
    columns = [claim.id, *(claim[name] for name in _OF_A_DEADLINE)]
    found = select(*columns).select_from(claims_with_names).where(*conditions(terms, today), claim.due_text != "")
    rows = session.execute(found.where(claim.id > after).order_by(claim.id).limit(limit))
    return [KeptDeadline(*row) for row in rows]


def claim_card(session: Session, claim_id: int, today: date) -> ClaimCard:
    """All that is known of one claim. Raises InvalidInput when there is none."""
    return _card(session, claim_row(session, claim_id), today)


def find_card(session: Session, claim_id: int, today: date) -> ClaimCard | None:
    """All that is known of a claim, or None when there is no such claim any more."""
    row = claim_if_any(session, claim_id)
    return _card(session, row, today) if row else None


def _card(session: Session, row: Claim, today: date) -> ClaimCard:
    claim_id = row.key
    thread = thread_of(session, claim_id)
    mine = next(step for step in thread.steps if step.said.claim_id == claim_id)
    return ClaimCard(
        claim_id=claim_id,
        version=row.version,
        fields=_fields(session, row),
        status=mine.status(today),
        thread=thread,
        citations=tuple(_citations(session, claim_id)),
        verdicts=tuple(_verdicts(session, claim_id)),
        credences=credences_of(session, claim_id),
        corrected=corrected_dates(session, [claim_id], today).get(claim_id),
        history=tuple(_history(session, claim_id)),
        is_trashed=row.trashed_at is not None,
    )


def credences_of(session: Session, claim_id: int) -> tuple[CredenceRow, ...]:
    """The probabilities that were stated for a claim, the last one first."""
    columns = (credence.probability, credence.stated_on, credence.stated_by)
    found = select(*columns).where(credence.claim_id == claim_id).order_by(*(key.desc() for key in AS_STATED))
    return tuple(CredenceRow(*r) for r in session.execute(found))


def thread_with_dependents(session: Session, claim_id: int) -> tuple[Thread, list[Said]]:
    """A claim's thread and the claims that depend on any of it: what settling proposes verdicts for."""
    claim_row(session, claim_id)
    thread = thread_of(session, claim_id)
    return thread, dependents_of(session, [step.said.claim_id for step in thread.steps])


def _fields(session: Session, row: Claim) -> ClaimFields:
    values: dict[str, Any] = {name: getattr(row, name) for name in ClaimText.model_fields}
    names = select(speaker.name, subject.name).select_from(claims_with_names).where(claim.id == row.id)
    said_by, about = session.execute(names).one()
    values |= {"speaker": said_by or "", "subject": about or ""}
    values |= {"revises": row.revises_id, "depends_on": row.depends_on_id, "tags": tuple(_tags(session, row.key))}
    stated = (
        select(citation.id.table, source.id.table)
        .join_from(citation.id.table, source.id.table, citation.source_id == source.id, isouter=True)
        .where(citation.claim_id == row.id, citation.role == Role.STATES)
        .order_by(citation.id)
        .limit(1)
    )
    for cited in session.execute(stated).mappings():
        values |= {name: cited[citation[name]] for name in QUOTE_FIELDS}
        for name in SOURCE_FIELDS:
            value = cited[source[name]]
            values[f"source_{name}"] = "" if value is None and name != "published_on" else value
    # Not validated: a row that another program made too long must still be shown, and mended in the form.
    return ClaimFields.model_construct(**values)


def _tags(session: Session, claim_id: int) -> Iterable[str]:
    joined = select(tag.name).join_from(claim_tag.id.table, tag.id.table, claim_tag.tag_id == tag.id)
    return session.execute(joined.where(claim_tag.claim_id == claim_id).order_by(claim_tag.id)).scalars()


def those_in_trash(session: Session, claim_ids: Iterable[int]) -> set[int]:
    """The numbers of those claims that wait in the trash."""
    found: set[int] = set()
    for some in slices(claim_ids):
        found |= set(
            session.execute(select(claim.id).where(claim.id.in_(some), claim.trashed_at.is_not(None))).scalars()
        )
    return found


def _citations(session: Session, claim_id: int) -> Iterable[CitationRow]:
    columns = (citation.role, source.title, source.publisher, source.author, source.url, source.archive_url)
    is_evidence = exists(select(1).where(verdict.evidence_id == citation.id))
    found = (
        select(*columns, source.published_on, citation.quote, citation.via, citation.id, is_evidence)
        .join_from(citation.id.table, source.id.table, citation.source_id == source.id, isouter=True)
        .where(citation.claim_id == claim_id)
        .order_by(citation.id)
    )
    for r in session.execute(found):
        yield CitationRow(Role(r[0]), r[1] or "", r[2] or "", r[3] or "", r[4] or "", r[5] or "", *r[6:])


def _verdicts(session: Session, claim_id: int) -> Iterable[VerdictEntry]:
    columns = (verdict.verdict, verdict.occurred_on, verdict.decided_on, verdict.decided_by, verdict.reason)
    found = select(*columns, verdict.id).where(verdict.claim_id == claim_id).order_by(verdict.id.desc())
    return (VerdictEntry(*r) for r in session.execute(found))


def _history(session: Session, claim_id: int) -> Iterable[HistoryEntry]:
    """The steps that touched the claim's own row or decided about it, newest first."""
    decided = select(verdict.id).where(verdict.claim_id == claim_id)
    cited = select(citation.id).where(citation.claim_id == claim_id)
    stated = select(credence.id).where(credence.claim_id == claim_id)
    about = or_(
        (entry.table_name == "claim") & (entry.row_id == claim_id),
        (entry.table_name == "verdict") & entry.row_id.in_(decided),
        (entry.table_name == "citation") & entry.row_id.in_(cited),
        (entry.table_name == "credence") & entry.row_id.in_(stated),
    )
    touched = select(entry.batch_id).where(about)
    steps = select(batch.id, batch.made_at, batch.made_by, batch.step).where(batch.id.in_(touched))
    return (HistoryEntry(*r) for r in session.execute(steps.order_by(batch.id.desc()).limit(HISTORY_LENGTH)))
