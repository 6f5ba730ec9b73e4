"""What the doctor finds, what it mends, and that of a database that is well it finds nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tests.store.samples import a_claim, decided, due, everything_kept
from tests.store.test_history import Editor
from tracker.claims.vocabulary import Verdict
from tracker.errors import InvalidInput
from tracker.store import bulk, changes, queries, undo
from tracker.store.archive import Archive
from tracker.store.doctor import examine, repair
from tracker.store.filters import parse_filter

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture
def kept(archive: Archive) -> Archive:
    """An archive with a thread, a verdict, tags and a step that was undone."""
    first = a_claim("First", tags=("a", "b"), quote="word for word", source_title="An article")
    archive.run(changes.add_claim, first.model_copy(update=due("2025-07-14", "2025-07-20")))
    later = a_claim("Later", revises=1, tags=("a",))
    archive.run(changes.add_claim, later.model_copy(update=due("2025-08-14", "2025-08-20")))
    archive.run(changes.add_claim, a_claim("Another", subject="Trains"))
    archive.run(changes.mark_claim, 1, decided(Verdict.FALSE))
    archive.run(bulk.trash_claims, [3])
    archive.run(undo.undo)
    return archive


@pytest.mark.parametrize(("backend", "seed"), [("sqlite", 11), ("postgresql", 12)], indirect=["backend"])
def test_after_any_steps_nothing_is_wrong(archive: Archive, seed: int) -> None:
    editor = Editor(archive, seed)
    for _ in range(80):
        try:
            {"undo": lambda: archive.run(undo.undo), "redo": lambda: archive.run(undo.redo), "act": editor.act}[
                editor.chance.choice(["act", "act", "act", "undo", "redo"])
            ]()
        except InvalidInput:
            continue
    assert examine(archive, deep=True) == []
    before = archive.run(everything_kept)
    assert repair(archive) == {}
    assert archive.run(everything_kept) == before


def test_an_empty_database_is_well(archive: Archive) -> None:
    assert examine(archive, deep=True) == []


FOUND_AT_ONCE = [
    ("DELETE FROM standing WHERE claim_id = 2", {"standings-missing": 1}),
    ("UPDATE standing SET verdict_id = NULL", {"verdicts-unseen": 1}),
    ("UPDATE journal_batch SET step = 'nothing' WHERE id = 6", {"history-end": 1}),
    ("DELETE FROM journal_entry WHERE batch_id = 6", {"history-end": 1}),
    ("UPDATE journal_entry SET before = NULL WHERE batch_id = 6", {"history-end": 1}),
]


@pytest.mark.parametrize(("damage", "expected"), FOUND_AT_ONCE, ids=[case[0] for case in FOUND_AT_ONCE])
def test_a_quick_look_finds(kept: Archive, raw: Engine, damage: str, expected: dict[str, int]) -> None:
    assert examine(kept) == []
    with raw.begin() as connection:
        connection.execute(text(damage))
    counts = {finding.code: finding.count for finding in examine(kept)}
    counts.pop("history-lost", None)
    assert counts == expected


FOUND_WHEN_READ = [
    ("UPDATE standing SET slips = 9 WHERE claim_id = 3", {"standings": 1}),
    ("UPDATE standing SET moved = 'withdrawn', thread_id = 3", {"standings": 3}),
    ("UPDATE standing SET speaker_id = NULL, is_trashed = NOT is_trashed WHERE claim_id = 2", {"standings": 1}),
    ("UPDATE standing SET fixed_status = 'late', comes_back_on = NULL", {"standings": 3}),
    ("UPDATE standing SET is_settled = NOT is_settled WHERE claim_id > 1", {"standings": 2}),
    ("UPDATE standing SET on_time = NOT on_time WHERE on_time IS NOT NULL", {"standings": 2}),
    ("UPDATE standing SET lead_days = 1 WHERE claim_id = 1", {"standings": 1}),
    ("UPDATE claim SET statement = 'Other words' WHERE id = 2", {"rows-claim": 1, "words-texts": 1}),
    ("UPDATE search_text SET statement = '¶ other ¶' WHERE claim_id = 2", {"words-texts": 1, "words-counts": 2}),
    ("DELETE FROM search_text WHERE claim_id = 2", {"words-texts": 1, "words-counts": 3}),
    ("INSERT INTO search_text VALUES (9, '¶ first ¶', '¶')", {"words-texts": 1, "words-counts": 1}),
    ("UPDATE search_term SET claims = 7 WHERE term = 'first'", {"words-counts": 1}),
    ("DELETE FROM search_term WHERE term = 'first'", {"words-counts": 1}),
    ("UPDATE claim SET version = version + 1", {"rows-claim": 3}),
    ("UPDATE claim SET updated_at = '2025-07-12T12:00:00.000000Z' WHERE id = 1", {"rows-claim": 1}),
    ("UPDATE claim SET due_end = '2025-07-21' WHERE id = 1", {"rows-claim": 1, "standings": 2}),
    ("DELETE FROM claim_tag WHERE id = 1", {"rows-claim_tag": 1}),
    ("UPDATE citation SET quote = 'words' WHERE id = 1", {"rows-citation": 1, "words-texts": 1}),
    ("UPDATE tag SET name_key = 'z' WHERE id = 1", {"rows-tag": 1, "names": 1}),
    ("UPDATE verdict SET verdict = 'late'", {"rows-verdict": 1, "standings": 1}),
    (
        "UPDATE journal_entry SET after = replace(after, 'First', 'Fir5t') WHERE batch_id = 1",
        {"history": 1, "rows-claim": 1},
    ),
    ("UPDATE journal_batch SET made_by = 'bo' WHERE id = 2", {"history": 1}),
    ("UPDATE journal_batch SET digest = 'x' WHERE id = 2", {"history": 2}),
    ("UPDATE journal_entry SET after = '{' WHERE table_name = 'subject'", {"history": 1, "rows-subject": 1}),
    ("UPDATE claim SET kind = 'nonsense' WHERE id = 2", {"rows-claim": 1, "standings": 0}),
]


@pytest.mark.parametrize(("damage", "expected"), FOUND_WHEN_READ, ids=[case[0] for case in FOUND_WHEN_READ])
def test_a_deep_look_finds(kept: Archive, raw: Engine, damage: str, expected: dict[str, int]) -> None:
    with raw.begin() as connection:
        connection.execute(text(damage))
    assert examine(kept) == []
    found = {finding.code: finding.count for finding in examine(kept, deep=True)}
    found.pop("words-index", None)  # what the counts are compared with in a file
    assert found == {code: count for code, count in expected.items() if count or code in found}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        ("DELETE FROM journal_entry WHERE id IN (2, 3)", {"history-lost": 2, "history": 1}),
        ("DELETE FROM journal_batch WHERE id = 6", {"history-lost": 1}),
        ("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'claim'", {"counters": 1}),
        ("DELETE FROM sqlite_sequence WHERE name IN ('claim', 'tag')", {"counters": 2}),
        ("DROP INDEX ix_source_url", {"schema": 1}),
        ("CREATE TABLE mine (x)", {"schema": 1}),
        ("UPDATE citation SET claim_id = 99 WHERE id = 1", {"file": 1, "rows-citation": 1}),
        ("PRAGMA application_id = 7", {"file": 1}),
        ("INSERT INTO claim_words (rowid, statement, around) VALUES (9, 'first unheard', '')", {"words-index": 2}),
        ("INSERT INTO claim_words (claim_words) VALUES ('delete-all')", {"words-index": 10}),
        ("UPDATE claim_words_data SET block = X'00' WHERE id > 10", {"words-index": 1}),
        ("DROP TABLE claim_words", {"words-index": 1}),
    ],
)
def test_of_a_file_it_finds(kept: Archive, place: str, damage: str, expected: dict[str, int]) -> None:
    with closing(sqlite3.connect(place)) as file:
        file.execute(damage)
        file.commit()
    counts = {finding.code: finding.count for finding in examine(kept, deep=True)}
    assert counts.items() >= expected.items()


@pytest.mark.parametrize(
    ("damage", "mended"),
    [
        ("DELETE FROM standing WHERE claim_id = 2", {"standings-missing": 1}),
        ("UPDATE standing SET slips = 9, verdict_id = NULL", {"standings-missing": 3}),
        ("UPDATE tag SET name_key = upper(name_key)", {"names": 2}),
        ("UPDATE claim SET statement = 'Other words' WHERE id = 2", {"words-texts": 1}),
        ("UPDATE claim SET version = version + 1 WHERE id = 2", {}),
        ("UPDATE search_text SET around = '¶'", {"words-texts": 3}),
        ("UPDATE search_term SET claims = claims + 1", {"words-counts": 10}),
    ],
)
def test_what_can_be_made_anew_is_mended_and_the_rest_is_left(
    kept: Archive, raw: Engine, damage: str, mended: dict[str, int]
) -> None:
    before = kept.run(everything_kept)
    with raw.begin() as connection:
        connection.execute(text(damage))
    assert repair(kept) == mended
    assert repair(kept) == {}
    if "UPDATE claim" not in damage:
        assert kept.run(everything_kept) == before


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_number_that_was_used_is_not_used_again_once_it_is_mended(kept: Archive, place: str) -> None:
    with closing(sqlite3.connect(place)) as file:
        file.execute("DELETE FROM sqlite_sequence WHERE name = 'claim'")
        file.commit()
    assert repair(kept) == {"counters": 1}
    assert kept.run(changes.add_claim, a_claim()) == 4


def test_a_name_whose_place_is_taken_stays(kept: Archive, raw: Engine) -> None:
    with raw.begin() as connection:
        connection.execute(text("UPDATE tag SET name = 'B', name_key = 'x' WHERE name = 'a'"))
    assert repair(kept) == {}
    assert {finding.code for finding in examine(kept, deep=True)} >= {"names"}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "damage", ["INSERT INTO claim_words (claim_words) VALUES ('delete-all')", "DROP TABLE claim_words"]
)
def test_an_index_is_made_anew_and_finds_again(kept: Archive, place: str, damage: str) -> None:
    with closing(sqlite3.connect(place)) as file:
        file.execute(damage)
        file.commit()
    assert repair(kept).keys() == {"words-index"}
    assert examine(kept, deep=True) == []
    assert kept.run(queries.claim_numbers, parse_filter("altman later"), date(2025, 7, 11)) == [2]


def test_each_finding_is_a_sentence(kept: Archive, raw: Engine) -> None:
    with raw.begin() as connection:
        connection.execute(text("UPDATE standing SET slips = 9"))
        connection.execute(text("UPDATE claim SET statement = 'x' WHERE id = 1"))
    told = {finding.code: (finding.sentence, finding.is_mendable) for finding in examine(kept, deep=True)}
    assert told == {
        "rows-claim": ("1 row of claim is not what the history says, or missing.", False),
        "words-texts": ("1 claim would not be found by the words that stand there.", True),
        "standings": ("3 standings are not what the threads say.", True),
    }


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_cannot_be_read_is_a_finding(kept: Archive, place: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(place)) as file:
        (root,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'citation'").fetchone()
        (size,) = file.execute("PRAGMA page_size").fetchone()
    content = bytearray((tmp_path / "claims.tracker").read_bytes())
    content[(root - 1) * size : root * size] = bytes(size)
    (tmp_path / "claims.tracker").write_bytes(content)
    with Archive.open(place) as damaged:
        found = {finding.code: finding for finding in examine(damaged, deep=True)}
    assert found["file"].count or "malformed" in found["file"].sentence or "damaged" in found["file"].sentence
    assert "could not be looked at" in found["rows-citation"].sentence
    assert "rows-claim" not in found
