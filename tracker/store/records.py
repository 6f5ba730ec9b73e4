"""The complete record of a claim as one flat row: what reports, ``--json`` and exports hand out.

Records are read in chunks, a handful of questions for each whatever its size, so that fifty thousand claims pass
through without ever being in memory together. A session lives only inside ``Archive.run``; who wants a stream
therefore passes in what receives it: ``archive.run(hand_out, claim_records, terms, today, receive)``.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select

from tracker.claims.model import ClaimText, instant_text
from tracker.claims.schedule import Step
from tracker.claims.sources import QUOTE_FIELDS, SOURCE_TEXTS
from tracker.claims.vocabulary import Move, Role, Schedule, Verdict
from tracker.store.corrected import SpeakerRecords, corrected_dates
from tracker.store.orders import names_an_order
from tracker.store.queries import claim_numbers
from tracker.store.tables import (
    AS_STATED,
    STATED_BEFORE_DECIDED,
    citation,
    claim,
    claim_tag,
    claims_with_names,
    credence,
    source,
    speaker,
    standing,
    subject,
    tag,
    verdict,
)
from tracker.store.threads import live_before, said_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, Row, Select
    from sqlmodel import Session

    from tracker.claims.schedule import Said
    from tracker.store.terms import Term

R = TypeVar("R")
T = TypeVar("T")
Record = dict[str, Any]
"""One flat row: codes as text, days as dates, moments as ISO text, lists as tuples; None or "" when unknown."""

AHEAD = timedelta(days=30)
"""How far the report on what is due looks ahead."""

CHUNK = 500
"""How many claims are read at once."""

CLAIM_KEYS = (
    *("claim_id", "statement", "kind", "subject", "speaker", "said_on", "language"),
    *("due_text", "due_start", "due_end", "due_grain", "due_open", "due_rule", "due_edtf"),
    *("revises", "depends_on", "criteria", "status", "schedule"),
    *("verdict", "occurred_on", "decided_on", "decided_by", "reason"),
    *("slips", "slip_days", "days_late", "review_on", "credence", "tags", "notes"),
    *QUOTE_FIELDS,
    *("source_title", "source_publisher", "source_author", "source_url", "source_archive_url"),
    *("source_published_on", "source_language", "source_type", "source_count"),
    *("evidence_url", "evidence_quote", "evidence_on", "created_at", "updated_at", "version"),
)
"""The keys of a claim's record, in their order. They are stable: other programs read them."""

_SCHEDULES = {schedule.value: schedule for schedule in Schedule}
_DAYS = ("occurred_on", "decided_on", "evidence_on", "source_published_on")
_UNKNOWN: Record = dict.fromkeys(CLAIM_KEYS, "") | dict.fromkeys((*_DAYS, "credence")) | {"tags": (), "source_count": 0}
"""What a claim has that was neither decided nor sourced, tagged or given a probability."""

_OWN = select(
    claim.id.label("claim_id"),
    *(claim[name] for name in (*ClaimText.model_fields, "created_at", "updated_at", "version")),
    claim.revises_id.label("revises"),
    claim.depends_on_id.label("depends_on"),
    func.coalesce(speaker.name, "").label("speaker"),
    func.coalesce(subject.name, "").label("subject"),
    *(standing[name] for name in ("moved", "slips", "slip_days")),
).select_from(claims_with_names)


def hand_out(
    session: Session,
    rows: Callable[[Session, tuple[Term, ...], date], Iterator[R]],
    terms: tuple[Term, ...],
    today: date,
    receive: Callable[[Iterator[R]], T],
) -> T:
    """Let ``receive`` take the rows one by one while the session is open; what it makes of them."""
    found = rows(session, terms, today)
    try:
        return receive(found)
    finally:
        # What asks the session is ended before it is: where the rows cannot be written, too.
        if isinstance(found, Generator):
            found.close()


def claim_records(session: Session, terms: tuple[Term, ...], today: date) -> Iterator[Record]:
    """The records of the claims that a filter lets through, in the order that it names, else by their number."""
    numbers = claim_numbers(session, terms, today)
    yield from records_of(session, numbers if names_an_order(terms) else sorted(numbers), today)


def forecast_records(session: Session, terms: tuple[Term, ...], today: date) -> Iterator[Record]:
    """The records of the claims that a filter lets through, each with its forecast and the day of it: ``credence_on``.

    That is the newest probability before the claim was decided, as the record of one's own counts it; of an open claim
    there is none.
    """
    waiting = claim_records(session, terms, today)
    while chunk := list(islice(waiting, CHUNK)):
        claim_ids = [record["claim_id"] for record in chunk]
        stated = (
            select(credence.claim_id, credence.probability.label("credence"), credence.stated_on.label("credence_on"))
            .join_from(credence.id.table, standing.claim_id.table, standing.claim_id == credence.claim_id)
            .join(verdict.id.table, verdict.id == standing.verdict_id)
            .where(credence.claim_id.in_(claim_ids), standing.verdict != "", STATED_BEFORE_DECIDED)
        )
        forecasts = _by_claim(session, stated.order_by(*AS_STATED))
        untold = {"credence": None, "credence_on": None}
        yield from (record | forecasts.get(record["claim_id"], untold) for record in chunk)


def listed_records(session: Session, terms: tuple[Term, ...], today: date) -> Iterator[Record]:
    """The same records in the order of the list."""
    yield from records_of(session, claim_numbers(session, terms, today), today)


def records_of(session: Session, claim_ids: Iterable[int], today: date) -> Iterator[Record]:
    """The records of these claims, in this order."""
    waiting = iter(claim_ids)
    while chunk := list(islice(waiting, CHUNK)):
        found = _chunk(session, chunk, today)
        yield from (found[claim_id] for claim_id in chunk if claim_id in found)


def verdict_records(session: Session, terms: tuple[Term, ...], today: date) -> Iterator[Record]:
    """Every decision about the claims that a filter lets through, in the order in which they were made."""
    wanted = set(claim_numbers(session, terms, today))
    columns: list[Any] = [
        verdict.id,
        verdict.claim_id,
        claim.statement,
        func.coalesce(speaker.name, "").label("speaker"),
        claim.due_end,
        *(verdict[name] for name in ("verdict", "occurred_on", "decided_on", "decided_by", "reason")),
        (standing.verdict_id == verdict.id).label("stands"),
        *(source[name].label(f"evidence_{name}") for name in ("url", "title", "publisher")),
        citation.quote.label("evidence_quote"),
        source.published_on.label("evidence_on"),
    ]
    joined = (
        claims_with_names.join(verdict.id.table, verdict.claim_id == claim.id)
        .outerjoin(citation.id.table, citation.id == verdict.evidence_id)
        .outerjoin(source.id.table, source.id == citation.source_id)
    )
    decisions = select(*columns).select_from(joined).order_by(verdict.id).limit(CHUNK)
    if len(wanted) <= CHUNK:
        decisions = decisions.where(verdict.claim_id.in_(wanted))
    last = 0
    while rows := session.execute(decisions.where(verdict.id > last)).all():
        yield from (_decision(row) for row in rows if row.claim_id in wanted)
        last = rows[-1].id


def due_records(session: Session, terms: tuple[Term, ...], today: date) -> Iterator[Record]:
    """The claims that want their reviewer by now or within a month.

    They come in the order that the filter names, else by the day on which they come back.
    Each is a claim's record with ``comes_back_on``, with ``days_left`` to its last day, negative once that passed, and
    with that day ``corrected_on`` by the speaker's record ``corrected_of`` so many promises, where that tells enough.
    """
    wanted = dict.fromkeys(claim_numbers(session, terms, today))
    day = standing.comes_back_on
    coming = select(standing.claim_id, day).where(day <= today + AHEAD).order_by(day, standing.claim_id)
    found = session.execute(coming)
    days = {claim_id: comes_back_on for claim_id, comes_back_on in found if claim_id in wanted}
    ordered = iter([claim_id for claim_id in wanted if claim_id in days] if names_an_order(terms) else days)
    speakers = SpeakerRecords()
    while chunk := list(islice(ordered, CHUNK)):
        corrected = corrected_dates(session, chunk, today, speakers)
        for record in records_of(session, chunk, today):
            last_day, on_record = record["due_end"], corrected.get(record["claim_id"])
            record["comes_back_on"] = days[record["claim_id"]]
            record["days_left"] = (last_day - today).days if last_day else None
            record["corrected_on"] = on_record.day if on_record else None
            record["corrected_of"] = on_record.of if on_record else None
            yield record


def _decision(row: Row[Any]) -> Record:
    found = dict(row._mapping)  # noqa: SLF001 -- SQLAlchemy's public way to a row's names
    due_end = found.pop("due_end")
    found |= {name: found[name] or "" for name in found if name.startswith("evidence_") and name != "evidence_on"}
    found["decision_id"] = found.pop("id")
    happened = found["occurred_on"] if found["verdict"] is not Verdict.VOID else None
    found["days_late"] = (happened - due_end).days if happened and due_end and happened > due_end else None
    found["verdict"] = found["verdict"].value if found["verdict"] else ""
    return found


def _chunk(session: Session, claim_ids: list[int], today: date) -> dict[int, Record]:
    """The records of a few hundred claims, by their number."""
    own = _by_claim(session, _OWN.where(claim.id.in_(claim_ids)))
    said = {one.claim_id: one for one in said_of(session, claim_ids)}
    linked = {row[name] for row in own.values() for name in ("revises", "depends_on") if row[name]}
    thrown_away = live_before(session, linked)
    around = (
        _decisions(session, claim_ids),
        _sources(session, claim_ids),
        _stated_last(session, claim_ids, credence.probability.label("credence")),
        _tags(session, claim_ids),
    )
    records: dict[int, Record] = {}
    for claim_id, row in own.items():
        whole = _UNKNOWN | {"claim_id": claim_id} | row | _standing(said[claim_id], row["moved"], today)
        for found in around:
            whole |= found.get(claim_id, {})
        whole["kind"] = row["kind"].value
        # As threads do: a claim that no report holds is not named.
        whole["revises"] = thrown_away.get(row["revises"], row["revises"])
        whole["depends_on"] = None if row["depends_on"] in thrown_away else row["depends_on"]
        whole |= {name: instant_text(row[name]) for name in ("created_at", "updated_at")}
        records[claim_id] = {key: whole[key] for key in CLAIM_KEYS}
    return records


def _standing(said: Said, moved: str, today: date) -> Record:
    """Where the claim stands, given what later claims of its thread made of it."""
    step = Step(said, Move.FIRST, moved=_SCHEDULES.get(moved))
    return {
        "status": step.status(today).value,
        "schedule": step.schedule(today).value,
        "verdict": said.verdict.value if said.verdict else "",
        "days_late": step.days_late(today),
    }


def _decisions(session: Session, claim_ids: list[int]) -> dict[int, Record]:
    """What the verdicts that stand say; a claim that was opened again has none."""
    columns: list[Any] = [
        verdict.claim_id,
        *(verdict[name] for name in ("occurred_on", "decided_on", "decided_by", "reason")),
        func.coalesce(source.url, "").label("evidence_url"),
        func.coalesce(citation.quote, "").label("evidence_quote"),
        source.published_on.label("evidence_on"),
    ]
    stand = (
        select(*columns)
        .join_from(verdict.id.table, standing.claim_id.table, standing.verdict_id == verdict.id)
        .outerjoin(citation.id.table, citation.id == verdict.evidence_id)
        .outerjoin(source.id.table, source.id == citation.source_id)
        .where(standing.claim_id.in_(claim_ids), standing.verdict != "")
    )
    return _by_claim(session, stand)


def _sources(session: Session, claim_ids: list[int]) -> dict[int, Record]:
    """The first source and quotation that state each claim, and how many sources state it."""
    states = (citation.claim_id.in_(claim_ids), citation.role == Role.STATES)
    columns: list[Any] = [
        citation.claim_id,
        *(citation[name] for name in QUOTE_FIELDS),
        *(func.coalesce(source[name], "").label(f"source_{name}") for name in SOURCE_TEXTS),
        source.published_on.label("source_published_on"),
    ]
    first = select(func.min(citation.id)).where(*states).group_by(citation.claim_id)
    cited = (
        select(*columns)
        .join_from(citation.id.table, source.id.table, citation.source_id == source.id, isouter=True)
        .where(citation.id.in_(first))
    )
    distinct = func.count(citation.source_id.distinct()).label("source_count")
    counts = _by_claim(session, select(citation.claim_id, distinct).where(*states).group_by(citation.claim_id))
    return {claim_id: row | counts[claim_id] for claim_id, row in _by_claim(session, cited).items()}


def _stated_last(session: Session, claim_ids: list[int], told: ColumnElement[Any]) -> dict[int, Record]:
    """What is told of the probability that was stated last for each claim."""
    stated = select(credence.claim_id, told).where(credence.claim_id.in_(claim_ids))
    return _by_claim(session, stated.order_by(*AS_STATED))


def _tags(session: Session, claim_ids: list[int]) -> dict[int, Record]:
    named = (
        select(claim_tag.claim_id, tag.name)
        .join_from(claim_tag.id.table, tag.id.table, claim_tag.tag_id == tag.id)
        .where(claim_tag.claim_id.in_(claim_ids))
        .order_by(claim_tag.id)
    )
    tags: dict[int, Record] = {}
    for claim_id, name in session.execute(named):
        tags.setdefault(claim_id, {"tags": ()})["tags"] += (name,)
    return tags


def _by_claim(session: Session, question: Select[Any]) -> dict[int, Record]:
    """The rows by the number of their claim; of several the last one."""
    rows = (dict(row) for row in session.execute(question).mappings())
    return {row.pop("claim_id"): row for row in rows}
