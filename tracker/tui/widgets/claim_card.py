"""Everything about one claim as a text: statement, window, quotation, sources, thread, verdicts, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tracker.claims.changed import changes_in_words
from tracker.claims.corrected import corrected_in_words
from tracker.claims.vocabulary import LIST_JOINT, Role, Verdict, status_label
from tracker.claims.wording import counts_as_true, day_in_short, days_in_words, in_quotation_marks, percent_in_words
from tracker.dates.wording import day_in_words, span_in_words
from tracker.display import display, display_lines
from tracker.tui.palette import status_style
from tracker.tui.widgets.thread_chart import thread_chart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.store.rows import CitationRow, ClaimCard

_ROLES = {Role.STATES: "source", Role.SUPPORTS: "evidence", Role.REFUTES: "refuted"}


def card_content(card: ClaimCard, today: date, width: int, *, is_whole: bool) -> Content:
    """The card of a claim, ``width`` columns wide; the whole one adds notes, every verdict and the history."""
    blocks = [_head(card), _window(card), *quotations(card)]
    if len(card.thread.steps) > 1 or card.thread.happened_on:
        summary = card.thread.summary(today)
        blocks.append(
            titled(
                "thread",
                f"{len(card.thread.steps)} claim{'s' * (len(card.thread.steps) > 1)}{': ' if summary else ''}{summary}",
            )
        )
        blocks.append(thread_chart(card.thread, today, width, card.claim_id))
    blocks += _verdicts(card, is_whole=is_whole)
    blocks += _credence(card, is_whole=is_whole)
    if is_whole:
        blocks += _remarks(card)
        blocks += _history(card)
    return Content("\n").join(blocks)


def titled(title: str, text: str, style: str = "") -> Content:
    """A line of a card: what it is about, then what is told."""
    return Content.assemble((f"{title:<8} ", "$foreground-muted"), (text, style))


def _head(card: ClaimCard) -> Content:
    fields, status = card.fields, card.status
    told = [display(fields.speaker) or "nobody named", day_in_short(fields.said_on), fields.kind.value]
    told += [display(fields.subject)] if fields.subject else []
    return Content.assemble(
        (display(fields.statement), "bold"),
        "\n",
        (f"{status.glyph} {status_label(status, fields.kind)}", status_style(status)),
        (f"  {' · '.join(told)} · #{card.claim_id}", "$foreground-muted"),
        ("\nin the trash; D brings it back" if card.is_trashed else "", "bold $text-warning"),
    )


def _window(card: ClaimCard) -> Content:
    fields = card.fields
    said = f" (“{display(fields.due_text)}”)" if fields.due_text else ""
    if fields.due_start is None and fields.due_end is None:
        text = f"no date{said}" + (
            f", back on {day_in_words(fields.review_on)}" if fields.review_on and not _is_settled(card) else ""
        )
    else:
        text = span_in_words(fields.due_start, fields.due_end) + said
    mine = next(step for step in card.thread.steps if step.said.claim_id == card.claim_id)
    happened = mine.said.occurred_on
    if happened and fields.due_end and happened > fields.due_end:
        text += f", {days_in_words((happened - fields.due_end).days)} late"
    if card.corrected:
        text += f"; on this record, {corrected_in_words(card.corrected)}"
    return titled("due", text)


def quotations(card: ClaimCard) -> Iterator[Content]:
    """The words quoted from each source, and the source."""
    for cited in card.citations:
        if cited.quote:
            yield Content.styled(in_quotation_marks(display_lines(cited.quote)), "italic")
        yield titled(_ROLES[cited.role], _source(cited))


def _source(cited: CitationRow) -> str:
    day = day_in_short(cited.published_on) if cited.published_on else ""
    told = [display(part) for part in (cited.publisher, cited.title, cited.author, day) if part]
    told += [f"via {display(cited.via)}"] if cited.via else []
    told += [display(cited.url)] if cited.url else []
    return ", ".join(told) or "no source noted"


def _verdicts(card: ClaimCard, *, is_whole: bool) -> Iterator[Content]:
    """The decision that stands, and in a whole card those before it, the newest first."""
    for place, decided in enumerate(card.verdicts if is_whole else card.verdicts[:1]):
        label = decided.verdict.label_for(card.fields.kind) if decided.verdict else "opened again"
        happened = f" on {day_in_short(decided.occurred_on)}" if decided.occurred_on else ""
        by = f", decided by {display(decided.decided_by)} on {day_in_short(decided.decided_on)}"
        said = display(decided.reason).strip()
        reason = f": {said.rstrip('.;,') if is_whole else said}" if said else ""
        title, style = ("before", "$foreground-muted") if place else ("verdict", "")
        yield titled(title, f"{label}{happened}{reason}{by if is_whole else ''}", style)


def _is_settled(card: ClaimCard) -> bool:
    return isinstance(card.status, Verdict)


def _credence(card: ClaimCard, *, is_whole: bool) -> Iterator[Content]:
    """The newest of the probabilities stated, or all of them."""
    told = [f"{percent_in_words(one.probability)} ({day_in_short(one.stated_on)})" for one in card.credences]
    if told:
        yield titled("credence", ", ".join(told if is_whole else told[:1]))


def _remarks(card: ClaimCard) -> Iterator[Content]:
    fields = card.fields
    lead, _, condition = counts_as_true(fields, is_settled=_is_settled(card)).partition(":")
    remarks = {
        lead[0].lower() + lead[1:]: condition.strip(),
        "notes": fields.notes,
        "tags": LIST_JOINT.join(fields.tags),
        "revises": f"claim {fields.revises}" if fields.revises else "",
        "depends on": f"claim {fields.depends_on}" if fields.depends_on else "",
    }
    for title, text in remarks.items():
        if text:
            yield Content.assemble((f"{title}  ", "$foreground-muted"), display_lines(text))


def _history(card: ClaimCard) -> Iterator[Content]:
    yield Content.styled("history (UTC)", "$foreground-muted")
    for step in card.history:
        yield Content.assemble(
            (f"  {step.made_at:%Y-%m-%d %H:%M}  {display(step.made_by)}  ", "$foreground-muted"), display(step.step)
        )
        for line in changes_in_words(step.changes, card.fields.kind):
            yield Content.styled(display(f"    {line}"), "$foreground-muted")
