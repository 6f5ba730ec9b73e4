"""Archives to open the program on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tracker.claims.drafts import read_draft
from tracker.store import changes
from tracker.store.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2025, 9, 1)


def keep(place: Path, *drafts: dict[str, str]) -> list[int]:
    """Keep claims as a person would have typed them; their numbers."""
    with Archive.open(str(place), user="tester", clock=lambda: datetime(2025, 9, 1, 12, tzinfo=UTC)) as archive:
        return [archive.run(changes.add_claim, read_draft(draft, TODAY)) for draft in drafts]


NEXT_WEEK = {
    "statement": "The open model ships next week",
    "speaker": "Sam Altman",
    "kind": "release",
    "subject": "OpenAI open model",
    "said_on": "2025-07-11",
    "due_text": "la semaine prochaine",
    "language": "fr",
    "quote": "la semaine prochaine",
    "source_title": "OpenAI puts its open model off",
    "source_publisher": "TechCrunch",
    "source_url": "https://example.org/open-model",
    "source_published_on": "2025-07-11",
}
INDEFINITELY = {
    "statement": "The open model is delayed indefinitely",
    "speaker": "Sam Altman",
    "kind": "delay",
    "subject": "OpenAI open model",
    "said_on": "2025-07-11",
    "due_text": "indefinitely",
    "revises": "1",
}
NET_ZERO = {
    "statement": "The country reaches net zero by 2050",
    "speaker": "The government",
    "kind": "promise",
    "said_on": "2021-10-19",
    "due_text": "by 2050",
}
LATE_ROCKET = {
    "statement": "The rocket flies in spring",
    "speaker": "The agency",
    "kind": "release",
    "said_on": "2025-01-10",
    "due_text": "April 2025",
}
