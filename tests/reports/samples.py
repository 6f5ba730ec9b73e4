"""A thread of three claims with verdicts, one undated claim, and one whose texts are hostile to spreadsheets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.claims.decisions import Decision
from tracker.claims.model import ClaimFields
from tracker.claims.vocabulary import Kind, Verdict
from tracker.store.changes import add_claim, add_source, mark_claim, state_credence
from tracker.store.records import Record, hand_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.store.archive import Archive

SAID = date(2025, 7, 11)
RELEASED = date(2025, 8, 5)
TODAY = date(2025, 8, 20)


def a_claim(statement: str, **told: Any) -> ClaimFields:
    values: dict[str, Any] = {"statement": statement, "kind": Kind.RELEASE, "said_on": SAID}
    return ClaimFields.model_validate(values | told)


def keep(archive: Archive, statement: str, **told: Any) -> int:
    return archive.run(add_claim, a_claim(statement, **told))


def window(start: date | None, end: date | None, text: str = "") -> dict[str, Any]:
    return {"due_start": start, "due_end": end, "due_text": text}


def keep_samples(archive: Archive) -> None:
    """Claims 1 to 5, as the tests name them."""
    june = window(date(2025, 6, 1), date(2025, 6, 30), "early this summer")
    week = window(date(2025, 7, 14), date(2025, 7, 20), "la semaine prochaine")
    keep(archive, "It ships early", said_on=date(2025, 4, 23), speaker="OpenAI", **june)
    keep(
        archive,
        "It ships next week",
        speaker="Sam Altman",
        subject="Open model",
        revises=1,
        tags=("ai", "models"),
        quote="la semaine prochaine",
        source_title="Report",
        source_url="https://example.org/report",
        source_published_on=SAID,
        **week,
    )
    keep(archive, "It is put off", kind=Kind.DELAY, revises=2, due_open="indefinite", review_on=date(2025, 8, 10))
    keep(archive, "It is the best", kind=Kind.SUPERLATIVE, review_on=date(2025, 9, 1))
    keep(archive, '=HYPERLINK("https://example.org")', notes='-1+1\nsecond line; “ça”, "quoted"', speaker="@somebody")
    archive.run(add_source, 2, {"title": "Another report", "quote": "next week"})
    archive.run(state_credence, 2, 0.25, SAID)
    late = Decision(Verdict.LATE, RELEASED, RELEASED, "after the week", "https://example.org/release", "Release")
    archive.run(mark_claim, 1, Decision(Verdict.FALSE, date(2025, 7, 1)))
    archive.run(mark_claim, 1, Decision(None, date(2025, 7, 2), reason="too early to say"))
    archive.run(mark_claim, 2, late)


class Kept:
    """Keeps what is written to it."""

    def __init__(self) -> None:
        self.bytes = b""

    def write(self, piece: str | bytes, /) -> None:
        self.bytes += piece.encode() if isinstance(piece, str) else piece


def all_rows(archive: Archive, rows: Callable[..., Any], today: date = TODAY) -> list[Record]:
    taken: list[Record] = archive.run(hand_out, rows, (), today, list)
    return taken
