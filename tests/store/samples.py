"""Claims to keep, and ways to look at all that is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tests.bench.make_archive import Invention, keep_many
from tracker.claims.decisions import Decision
from tracker.claims.derived import SearchTerm, SearchText, Standing
from tracker.claims.model import WRITTEN_TABLES, ClaimFields
from tracker.claims.vocabulary import Kind, Verdict
from tracker.store.archive import Archive
from tracker.store.bulk import trash_claims
from tracker.store.chain import broken_batches

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlmodel import Session

TODAY = date(2025, 7, 11)

BOOKKEEPING = {"version", "created_at", "updated_at"}


def a_clock() -> Callable[[], datetime]:
    """A clock that starts on TODAY at noon and moves on by a second each time it is read."""
    moments = (datetime(2025, 7, 11, 12, tzinfo=UTC) + timedelta(seconds=second) for second in range(10**9))
    return lambda: next(moments)


def keep_invented(archive: Archive, count: int) -> None:
    """Keep so many invented claims, a few of them in the trash."""
    archive.run(keep_many, list(Invention(count).claims()))
    archive.run(trash_claims, range(5, count, 40))


class StandingClock:
    """A clock that stands, on TODAY at noon, until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2025, 7, 11, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def a_claim(statement: str = "The open model ships next week", **told: Any) -> ClaimFields:
    """What a person would have written down about a claim."""
    values: dict[str, Any] = {"statement": statement, "kind": Kind.RELEASE, "said_on": TODAY, "speaker": "Sam Altman"}
    return ClaimFields.model_validate(values | told)


def due(start: str | None, end: str | None) -> dict[str, Any]:
    """A window's days, as the fields in which they are kept."""
    return {
        "due_start": date.fromisoformat(start) if start else None,
        "due_end": date.fromisoformat(end) if end else None,
    }


def kept_in(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Everything that a database file keeps."""
    with Archive.open(str(path)) as archive:
        return archive.run(everything_kept)


def decided(verdict: Verdict | None, occurred_on: date | None = None, **told: Any) -> Decision:
    """A reviewer's decision of TODAY."""
    return Decision(verdict=verdict, decided_on=TODAY, occurred_on=occurred_on, **told)


def everything_kept(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that undo answers for, with what is made of them, without its bookkeeping."""
    dump: dict[str, list[dict[str, Any]]] = {}
    for model in (*WRITTEN_TABLES, Standing, SearchText, SearchTerm):
        table = model.__table__  # type: ignore[attr-defined]
        columns = [column for column in table.c if column.name not in BOOKKEEPING]
        rows = session.execute(select(*columns).order_by(*table.primary_key)).mappings()
        dump[table.name] = [dict(row) for row in rows]
    return dump


def first_broken_batch(session: Session) -> int | None:
    """The number of the first batch whose digest does not fit; None when the history is whole."""
    return next(broken_batches(session), None)


def chance(seed: int) -> Random:
    """Chance that comes out the same each time."""
    return Random(seed)  # noqa: S311 -- it picks test data, no secrets
