"""What questions are answered with: frozen rows that outlive their session."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.claims.wording import day_in_short

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.claims.changed import Change
    from tracker.claims.corrected import CorrectedDate
    from tracker.claims.model import ClaimFields
    from tracker.claims.schedule import Thread
    from tracker.claims.vocabulary import Kind, Role, Status, Verdict


class ClaimRow(NamedTuple):
    """A claim as a line of a list. ``publisher`` is that of its first source, else the title, else the address."""

    claim_id: int
    statement: str
    kind: Kind
    status: Status
    speaker: str
    said_on: date
    due_text: str
    due_start: date | None
    due_end: date | None
    publisher: str
    source_count: int
    subject: str
    slips: int
    tags: str


class Page(NamedTuple):
    """Some lines of a list, with how many there are in all and how many of those are overdue.

    Where they are not counted yet, ``total`` is what there are at least, and ``overdue`` is that of these lines alone.
    """

    rows: tuple[ClaimRow, ...]
    offset: int
    total: int
    overdue: int
    is_counted: bool = True


class CitationRow(NamedTuple):
    """A source of a claim, with the words quoted from it.

    ``citation_id`` is by which it is taken off the claim, unless a verdict rests on it.
    """

    role: Role
    title: str
    publisher: str
    author: str
    url: str
    archive_url: str
    published_on: date | None
    quote: str
    via: str
    citation_id: int
    is_evidence: bool

    @property
    def told(self) -> tuple[str, ...]:
        """All that is told of it, without what is empty: title, publisher, author, addresses, day, words, via."""
        day = day_in_short(self.published_on) if self.published_on else ""
        told = (self.title, self.publisher, self.author, self.url, self.archive_url, day, self.quote, self.via)
        return tuple(filter(None, told))


class VerdictEntry(NamedTuple):
    """One decision about a claim. ``verdict_id`` is what a later decision says it has seen."""

    verdict: Verdict | None
    occurred_on: date | None
    decided_on: date
    decided_by: str
    reason: str
    verdict_id: int


class HistoryEntry(NamedTuple):
    """One step of the history that touched a claim, on a whole card with what it changed of the claim."""

    batch_id: int
    made_at: datetime
    made_by: str
    step: str
    changes: tuple[Change, ...] = ()


class CredenceRow(NamedTuple):
    """A probability, from 0 to 1, that somebody stated for a claim."""

    probability: float
    stated_on: date
    stated_by: str


class ClaimCard(NamedTuple):
    """All that is known of one claim. One in the trash is alone in its thread.

    ``corrected`` is the last day of an open claim on its speaker's record, if there is enough of one.
    """

    claim_id: int
    version: int
    fields: ClaimFields
    status: Status
    thread: Thread
    citations: tuple[CitationRow, ...] = ()
    verdicts: tuple[VerdictEntry, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    credences: tuple[CredenceRow, ...] = ()
    corrected: CorrectedDate | None = None
    is_trashed: bool = False
