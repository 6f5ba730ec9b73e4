"""Rows written past the session: numbered, in an order that holds, and in the history like all others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, select

from tests.store.samples import TODAY, a_claim, everything_kept, first_broken_batch
from tracker.claims.model import Claim, Tag
from tracker.claims.vocabulary import Kind
from tracker.store import changes, undo
from tracker.store.archive import Archive
from tracker.store.claims_at_once import KeptAs, NewClaim, add_claims
from tracker.store.inserting import insert_rows, take_numbers, whole_values
from tracker.store.journal import change
from tracker.store.tables import claim, entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlmodel import Session


@change
def write_claims(session: Session, *rows: dict[str, Any]) -> None:
    """Claims with what is told of them."""
    told = [{"statement": f"Claim {row['id']}", "said_on": TODAY} | row for row in rows]
    insert_rows(session, Claim, [whole_values(session, Claim, row) for row in told])


@change
def take(session: Session, count: int) -> list[int]:
    """So many numbers for tags."""
    return take_numbers(session, Tag, count)


def links(session: Session) -> dict[int, tuple[int | None, int | None]]:
    found = session.execute(select(claim.id, claim.revises_id, claim.depends_on_id).order_by(claim.id))
    return {row[0]: (row[1], row[2]) for row in found}


def test_no_rows_are_no_step(archive: Archive) -> None:
    before = archive.run(everything_kept)
    archive.run(write_claims)
    assert archive.run(everything_kept) == before


def test_rows_may_come_in_any_order_and_point_to_each_other(archive: Archive) -> None:
    archive.run(
        write_claims,
        {"id": 9, "revises_id": 4},
        {"id": 4, "revises_id": 7, "depends_on_id": 5},
        {"id": 5},
        {"id": 7, "depends_on_id": 8},
        {"id": 8, "revises_id": 7},
    )
    assert archive.run(links) == {4: (7, 5), 5: (None, None), 7: (None, 8), 8: (7, None), 9: (4, None)}
    before = archive.run(everything_kept)
    assert archive.run(first_broken_batch) is None
    archive.run(undo.undo)
    assert archive.run(links) == {}
    archive.run(undo.redo)
    assert archive.run(everything_kept) == before


def test_the_next_number_lies_beyond_those_that_were_given(archive: Archive) -> None:
    archive.run(write_claims, {"id": 40}, {"id": 3})
    assert archive.run(changes.add_claim, a_claim()) == 41
    archive.run(undo.undo)
    assert archive.run(changes.add_claim, a_claim()) == 42, "a number is never used again"


def test_numbers_that_are_taken_are_free_and_follow_each_other(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(tags=("a", "b")))
    assert archive.run(take, 3) == [3, 4, 5]


def test_a_row_is_in_the_history_as_if_the_session_had_written_it(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("By the session", speaker=""))
    archive.run(add_claims_at_once, [a_claim("At once", speaker="")])
    told = select(entry.after).where(entry.table_name == "claim").order_by(entry.id)
    one, other = archive.run(lambda session: list(session.execute(told).scalars()))
    moments = ("created_at", "updated_at", "statement", '"id"')
    assert [part for part in one.split(", ") if not any(name in part for name in moments)] == [
        part for part in other.split(", ") if not any(name in part for name in moments)
    ]


@change
def add_claims_at_once(session: Session, fields: Sequence[object], *numbers: int) -> list[int]:
    """Keep these claims, some under numbers of their own."""
    kept = [KeptAs(number) for number in numbers] + [KeptAs()] * (len(fields) - len(numbers))
    new = [NewClaim(one, kept_as=at) for one, at in zip(fields, kept, strict=True)]  # type: ignore[arg-type]
    return add_claims(session, new)


def test_claims_kept_at_once_are_as_if_each_had_been_kept_by_itself(archive: Archive, place: str) -> None:
    source = {"source_title": "Report", "source_url": "https://example.org/1", "quote": "next week", "via": "A paper"}
    told = [
        a_claim("One", tags=("a", "B"), subject="Models", **source),
        a_claim("Two", tags=("b",), speaker="sam  altman", revises=1, source_url="https://example.org/1"),
        a_claim("Three", speaker="", source_url="https://example.org/1", source_author="Ada"),
        a_claim("Four", source_title="Report"),
        a_claim("Five", source_title="Report", source_publisher="A paper"),
    ]
    for fields in told:
        archive.run(changes.add_claim, fields)
    expected = archive.run(everything_kept)
    for _ in told:
        archive.run(undo.undo)
    fresh = archive.run(everything_kept)
    assert fresh["claim"] == []
    first = archive.run(add_claims_at_once, [told[0]])[0]
    archive.run(undo.undo)
    archive.run(add_claims_at_once, [one.model_copy(update={"revises": one.revises and first + 1}) for one in told])
    found = archive.run(everything_kept)
    for table in ("speaker", "subject", "source", "tag"):
        assert without_numbers(found[table]) == without_numbers(expected[table])
    assert len(found["citation"]) == len(expected["citation"]) == 5
    assert len(found["claim_tag"]) == len(expected["claim_tag"]) == 3


def test_words_standings_and_history_of_claims_kept_at_once_are_those_of_claims_kept_one_by_one(tmp_path: Path) -> None:
    source = {"source_title": "L’été d’après", "source_url": "https://example.org/1", "quote": "« prête à l’été »"}
    told = [
        a_claim("Œuvre prête", tags=("a",), subject="Models", notes="Ħeld", **source),
        a_claim("Ready later", kind=Kind.DELAY, revises=1, due_text="next week"),
        a_claim("Open", speaker="", due_text="soon"),
    ]
    kept = []
    for name in ("one by one", "at once"):
        with Archive.open(str(tmp_path / f"{name}.tracker"), user="ada", clock=lambda: NOON) as archive:
            if name == "at once":
                archive.run(add_claims_at_once, told)
            else:
                for fields in told:
                    archive.run(changes.add_claim, fields)
        with closing(sqlite3.connect(tmp_path / f"{name}.tracker")) as file:
            kept.append([sorted(file.execute(question)) for question in ALL_THAT_FOLLOWS])
    assert kept[0] == kept[1]
    assert all(kept[0])


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ALL_THAT_FOLLOWS = (
    "SELECT * FROM search_text",
    "SELECT * FROM search_term",
    "SELECT * FROM standing",
    "SELECT table_name, row_id, coalesce(before, ''), after FROM journal_entry",
    "SELECT rowid FROM claim_words WHERE claim_words MATCH 'oeuvre OR held OR ete OR later OR soon'",
)


def without_numbers(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def test_new_numbers_stay_clear_of_those_that_are_kept(archive: Archive) -> None:
    assert archive.run(add_claims_at_once, [a_claim(str(n)) for n in range(5)], 2, 4) == [2, 4, 1, 3, 5]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_taking_claims_of_one_thread_back_asks_as_little_for_many_as_for_few(archive: Archive) -> None:
    asked: list[str] = []
    event.listen(archive._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    counts = []
    for first, count in ((1, 4), (101, 80)):
        archive.run(write_claims, *({"id": first + n, "revises_id": first if n else None} for n in range(count)))
        asked.clear()
        archive.run(undo.undo)
        archive.run(undo.redo)
        counts.append(sum(statement.startswith("SELECT") for statement in asked))
    assert counts[1] <= counts[0]


def test_a_form_that_was_opened_before_notices_a_source_that_was_added(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(changes.add_source, 1, {"title": "A report"})
    version = archive.run(lambda session: session.execute(select(claim.version)).scalar_one())
    assert version == 2
