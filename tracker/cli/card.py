"""One claim in full: as a card for a reader, and as JSON for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.claims.changed import changes_in_words
from tracker.claims.corrected import corrected_in_words
from tracker.claims.model import instant_text
from tracker.claims.vocabulary import Role, Verdict
from tracker.claims.wording import (
    day_in_short,
    days_in_words,
    in_quotation_marks,
    percent_in_words,
    reading_in_words,
    span_in_short,
    status_in_words,
)
from tracker.cli.terminal import plain_record
from tracker.display import display, display_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from tracker.claims.model import ClaimFields
    from tracker.claims.schedule import Step
    from tracker.store.records import Record
    from tracker.store.rows import CitationRow, ClaimCard

_LABEL_WIDTH = 12
_ROLES = {Role.STATES: "source", Role.SUPPORTS: "supported by", Role.REFUTES: "refuted by"}


def card_lines(card: ClaimCard, decisions: Sequence[Record], today: date) -> Iterator[str]:
    """The card: what was said, by when, where, what the thread did and what was decided."""
    fields = card.fields
    yield from _head(card)
    yield ""
    for label, text in (*_facts(card), ("credence", _credences(card))):
        if text:
            yield from _labelled(label, text)
    first = next((cited for cited in card.citations if cited.role is Role.STATES), None)
    for cited in card.citations:
        if told := _source_in_words(cited, is_first=cited is first):
            yield from _labelled(_ROLES[cited.role], told)
    if len(card.thread.steps) > 1:
        yield ""
        yield f"Thread: {card.thread.summary(today) or 'no slip'}"
        for step in card.thread.steps:
            yield display(_step_in_words(step, card.claim_id, today))
    if decisions:
        yield ""
        yield "Verdicts"
        for decision in decisions:
            yield display(_decision_in_words(decision, fields))
    yield ""
    yield "History"
    yield from _history(card)


def card_as_json(card: ClaimCard, record: Record, decisions: Sequence[Record], today: date) -> dict[str, Any]:
    """The record with ``citations``, ``thread``, ``verdicts``, ``credences``, ``history``, ``is_trashed``.

    ``corrected_on`` is its last day on its speaker's record and ``corrected_of`` how many promises tell it.
    """
    return plain_record(record) | {
        "citations": [
            plain_record({"role": cited.role.value} | {name: getattr(cited, name) for name in _CITED})
            for cited in card.citations
        ],
        "thread": [_step_as_json(step, today) for step in card.thread.steps],
        "verdicts": [plain_record(decision) for decision in decisions],
        "credences": [
            plain_record({name: getattr(stated, name) for name in ("probability", "stated_on", "stated_by")})
            for stated in card.credences
        ],
        "history": [
            {
                "made_at": instant_text(entry.made_at),
                "made_by": entry.made_by,
                "step": entry.step,
                "changes": [plain_record(change._asdict()) for change in entry.changes],
            }
            for entry in card.history
        ],
        "is_trashed": card.is_trashed,
        "corrected_on": card.corrected.day.isoformat() if card.corrected and card.corrected.day else None,
        "corrected_of": card.corrected.of if card.corrected else None,
    }


_CITED = ("title", "publisher", "author", "url", "archive_url", "published_on", "quote", "via")


def _head(card: ClaimCard) -> Iterator[str]:
    """Its number and status, the statement, and whether it is in the trash."""
    yield display(f"Claim {card.claim_id}  {status_in_words(card.status, card.fields.kind)}")
    yield display(card.fields.statement)
    if card.is_trashed:
        yield f"It is in the trash: tracker trash --restore {card.claim_id} brings it back."


def _credences(card: ClaimCard) -> str:
    """The probabilities that were stated, one a line, the newest first."""
    return "\n".join(
        f"{percent_in_words(stated.probability)} on {day_in_short(stated.stated_on)} by {stated.stated_by}"
        for stated in card.credences
    )


def _facts(card: ClaimCard) -> Iterable[tuple[str, str]]:
    """What is told of a claim, by label; what is empty is left out of the card."""
    fields = card.fields
    due = reading_in_words(fields.due_text, fields.due_start, fields.due_end, fields.due_rule)
    corrected = f"; on this record, {corrected_in_words(card.corrected)}" if card.corrected else ""
    return (
        ("said", f"{day_in_short(fields.said_on)}{' by ' * bool(fields.speaker)}{fields.speaker}"),
        ("about", fields.subject),
        ("kind", fields.kind.value),
        ("due", due + corrected),
        ("true if", fields.criteria),
        ("quotation", in_quotation_marks(fields.quote) if fields.quote else ""),
        ("via", fields.via),
        ("revises", f"claim {fields.revises}" if fields.revises else ""),
        ("depends on", f"claim {fields.depends_on}" if fields.depends_on else ""),
        ("review on", day_in_short(fields.review_on) if fields.review_on else ""),
        ("tags", ", ".join(fields.tags)),
        ("notes", fields.notes),
    )


def _labelled(label: str, text: str) -> Iterator[str]:
    """A label and its text, whose further lines stand below the first."""
    for place, line in enumerate(display_lines(text).split("\n")):
        yield f"  {label if place == 0 else '':<{_LABEL_WIDTH}}  {line}".rstrip()


def _source_in_words(cited: CitationRow, *, is_first: bool) -> str:
    """A source with what is quoted from it; of the first one that states the claim that stands above already."""
    published = day_in_short(cited.published_on) if cited.published_on else ""
    told = ", ".join(filter(None, (cited.title, cited.publisher, cited.author, published)))
    quote = in_quotation_marks(cited.quote) if cited.quote and not is_first else ""
    via = f"via {cited.via}" if cited.via and not is_first else ""
    parts = [told, cited.url, cited.archive_url]
    if (cited.quote or cited.via) and not any(parts):
        parts = ["no source, only the words"]
    return "\n".join(filter(None, (parts[0], quote, via, *parts[1:])))


def _step_in_words(step: Step, claim_id: int, today: date) -> str:
    said = step.said
    moved = f"{step.move.value}{f', {days_in_words(step.slip_days)} later' if step.slip_days else ''}"
    window = span_in_short(said.start, said.end) or said.open or "no date"
    told = "unread: the date stays" if step.leaves_date_unread else f"{moved}: {window}"
    mine = "▸" if said.claim_id == claim_id else " "
    status = status_in_words(step.status(today), said.kind)
    return f"{mine} {said.claim_id:>4}  said {day_in_short(said.said_on)}  {told}  {status}  {said.statement}"


def _decision_in_words(decision: Record, fields: ClaimFields) -> str:
    verdict = next((one for one in Verdict if one == decision["verdict"]), None)
    label = status_in_words(verdict, fields.kind) if verdict else "opened again"
    when = f", happened {day_in_short(decision['occurred_on'])}" if decision["occurred_on"] else ""
    late = f", {days_in_words(decision['days_late'])} late" if decision["days_late"] else ""
    replaced = "" if decision["stands"] else " (replaced)"
    why = f": {decision['reason']}" if decision["reason"] else ""
    places = ("evidence_title", "evidence_publisher", "evidence_url")
    evidence = ", ".join(decision[name] for name in places if decision[name])
    shown = f" [{evidence}]" if evidence else ""
    return f"  {decision['decided_on']}  {decision['decided_by']}  {label}{when}{late}{replaced}{why}{shown}"


def _history(card: ClaimCard) -> Iterator[str]:
    """Each step, and below it what it changed of the claim."""
    for entry in card.history:
        yield display(f"  {entry.made_at:%Y-%m-%d %H:%M} UTC  {entry.made_by}  {entry.step}")
        for line in changes_in_words(entry.changes, card.fields.kind):
            yield display(f"    {line}")


def _step_as_json(step: Step, today: date) -> dict[str, Any]:
    said = step.said
    return plain_record(
        {
            "claim_id": said.claim_id,
            "statement": said.statement,
            "said_on": said.said_on,
            "due_start": said.start,
            "due_end": said.end,
            "due_open": said.open,
            "revises": said.revises,
            "move": step.move.value,
            "slip_days": step.slip_days,
            "schedule": step.schedule(today).value,
            "status": step.status(today).value,
            "days_late": step.days_late(today),
        }
    )
