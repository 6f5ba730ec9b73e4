from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from alembic import command
from sqlalchemy import text

from tests.store.samples import TODAY, a_claim, decided, due, everything_kept
from tests.store.test_migrations import _alembic
from tracker.claims.rereading import KeptDeadline, MovedDeadline
from tracker.claims.vocabulary import Kind, Move, Schedule, Verdict
from tracker.errors import InvalidInput
from tracker.store import bulk, calibrations, changes, queries, record, records, sources, threads, undo
from tracker.store.archive import Archive
from tracker.store.filters import parse_filter
from tracker.store.known_names import known_names
from tracker.store.likeness import known_spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

LATER = TODAY + timedelta(days=60)


@pytest.fixture
def thread(archive: Archive) -> Archive:
    """June, then July, then August, and what depends on it; all on one day, so that only revisions tell the order."""
    archive.run(changes.add_claim, a_claim("In August", tags=("ai",), **due("2025-08-01", "2025-08-31")))
    archive.run(changes.add_claim, a_claim("In July", revises=1, **due("2025-07-01", "2025-07-31")))
    archive.run(changes.add_claim, a_claim("In June", revises=2, speaker="Bo", **due("2025-06-01", "2025-06-30")))
    archive.run(changes.add_claim, a_claim("Best in class", kind=Kind.SUPERLATIVE, depends_on=2))
    return archive


def numbers(archive: Archive, filter_text: str = "", today: date = TODAY) -> list[int]:
    """The claims that a filter lets through."""
    return sorted(archive.run(queries.claim_numbers, parse_filter(filter_text), today))


@pytest.mark.parametrize(
    ("filter_text", "found"),
    [
        ("", [1, 3, 4]),
        ("status:open", [1, 3, 4]),
        ("july", []),
        ("id:2", []),
        ("-status:trash", [1, 3, 4]),
        ("status:trash", [2]),
        ("STATUS:Trash july", [2]),
        ("status:trash august", []),
        ("status:trash status:open", [2]),
        ("status:trash status:settled", []),
        ("status:trash -status:trash", []),
        ("status:trash status:review", []),
        ("thread:1", [1, 3]),
        ("thread:2", []),
        ("thread:2 status:trash", [2]),
    ],
)
def test_what_is_in_the_trash_is_found_there_and_nowhere_else(
    thread: Archive, filter_text: str, found: list[int]
) -> None:
    thread.run(bulk.trash_claims, [2])
    assert numbers(thread, filter_text) == found
    page = thread.run(queries.list_claims, parse_filter(filter_text), TODAY)
    assert sorted(row.claim_id for row in page.rows) == found
    assert page.total == len(found)


def test_the_review_and_the_count_of_what_is_overdue_pass_over_the_trash(thread: Archive) -> None:
    thread.run(bulk.trash_claims, [1, 2])
    assert thread.run(queries.review_queue, LATER) == [3]
    assert thread.run(queries.list_claims, (), LATER).overdue == 1
    thread.run(bulk.trash_claims, [3])
    assert thread.run(queries.review_queue, LATER) == []
    assert thread.run(queries.list_claims, (), LATER).overdue == 0
    thread.run(bulk.restore_claims, [1, 2])
    assert thread.run(queries.review_queue, LATER) == [2]


@pytest.mark.parametrize("rows", [records.claim_records, records.listed_records, records.due_records])
def test_reports_leave_the_trash_out_unless_it_is_asked_for(
    archive: Archive, rows: Callable[..., Iterator[records.Record]]
) -> None:
    for statement in ("One", "Two"):
        archive.run(changes.add_claim, a_claim(statement, **due("2025-07-01", "2025-07-10")))
    archive.run(bulk.trash_claims, [2])

    def told(filter_text: str) -> list[int]:
        found = archive.run(records.hand_out, rows, parse_filter(filter_text), TODAY, list)
        return [record["claim_id"] for record in found]

    assert told("") == [1]
    if rows is not records.due_records:
        assert told("status:trash") == [2]


def test_reports_name_no_claim_that_is_in_the_trash(thread: Archive) -> None:
    def links(filter_text: str = "") -> dict[int, tuple[int | None, int | None]]:
        found = thread.run(records.hand_out, records.claim_records, parse_filter(filter_text), TODAY, list)
        return {record["claim_id"]: (record["revises"], record["depends_on"]) for record in found}

    whole = {1: (None, None), 2: (1, None), 3: (2, None), 4: (None, 2)}
    assert links() == whole
    thread.run(bulk.trash_claims, [2])
    assert links() == {1: (None, None), 3: (1, None), 4: (None, None)}
    assert links("status:trash") == {2: (1, None)}
    thread.run(bulk.trash_claims, [1])
    assert links() == {3: (None, None), 4: (None, None)}
    thread.run(bulk.restore_claims, [1, 2])
    assert links() == whole


def test_decisions_about_what_is_in_the_trash_are_not_reported(thread: Archive) -> None:
    thread.run(bulk.mark_claims, [1, 4], decided(Verdict.FALSE))
    thread.run(bulk.trash_claims, [1])
    found = thread.run(records.hand_out, records.verdict_records, (), TODAY, list)
    assert [record["claim_id"] for record in found] == [4]


def test_records_and_sources_do_not_count_what_is_in_the_trash(archive: Archive) -> None:
    cited = {"source_title": "An article", "source_url": "https://example.org/a"}
    for statement in ("One", "Two"):
        archive.run(changes.add_claim, a_claim(statement, **cited, **due("2025-07-01", "2025-07-10")))
    archive.run(changes.state_credence, 1, 0.7, TODAY - timedelta(days=1))
    archive.run(bulk.mark_claims, [1, 2], decided(Verdict.TRUE, TODAY))
    assert archive.run(calibrations.own_calibration, TODAY, "ada").of > 0
    archive.run(bulk.trash_claims, [1])
    assert archive.run(calibrations.own_calibration, TODAY, "ada").of == 0
    (line,) = archive.run(record.record_by, record.RecordGroup.SPEAKER, TODAY)
    assert (line.claims, line.settled) == (1, 1)
    (row,) = archive.run(sources.list_sources, "").rows
    assert row.claim_count == 1
    assert [citing.claim_id for citing in archive.run(sources.source_card, 1, TODAY).claims] == [2]
    archive.run(bulk.trash_claims, [2])
    assert archive.run(record.record_by, record.RecordGroup.SPEAKER, TODAY) == ()


def test_names_are_offered_by_how_many_claims_use_them_outside_the_trash(archive: Archive) -> None:
    for speaker, words in (("Ada", "a"), ("Ada", "a"), ("Bo", "b")):
        archive.run(changes.add_claim, a_claim(speaker=speaker, subject=speaker, tags=(words,)))
    assert [archive.run(known_names, field)[0] for field in ("speaker", "subject", "tags")] == [
        "Ada",
        "Ada",
        "a",
    ]
    archive.run(bulk.trash_claims, [1, 2])
    assert [archive.run(known_names, field)[0] for field in ("speaker", "subject", "tags")] == ["Bo", "Bo", "b"]
    for field, name in (("speaker", "Bo"), ("subject", "Bo"), ("tags", "b")):
        assert archive.run(known_names, field) == (name,)
        assert archive.run(known_spellings, field) == {name: name}
    archive.run(bulk.restore_claims, [1])
    assert archive.run(known_names, "speaker") == ("Ada", "Bo")


def test_a_thread_passes_over_the_trash_and_keeps_its_order(thread: Archive) -> None:
    whole = thread.run(queries.claim_card, 3, TODAY).thread
    assert [step.said.claim_id for step in whole.steps] == [1, 2, 3]
    thread.run(bulk.trash_claims, [2])
    for claim_id in (1, 3):
        steps = thread.run(queries.claim_card, claim_id, TODAY).thread.steps
        assert [(step.said.claim_id, step.said.revises, step.move) for step in steps] == [
            (1, None, Move.FIRST),
            (3, 1, Move.BROUGHT_FORWARD),
        ]
    alone = thread.run(queries.claim_card, 2, TODAY)
    assert [(step.said.claim_id, step.move) for step in alone.thread.steps] == [(2, Move.FIRST)]
    assert (alone.is_trashed, alone.status) == (True, Schedule.DUE)
    assert thread.run(queries.claim_card, 1, TODAY).is_trashed is False
    thread.run(bulk.restore_claims, [2])
    assert thread.run(queries.claim_card, 3, TODAY).thread == whole


def test_a_thread_whose_first_claims_are_in_the_trash_stays_one_thread(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("First"))
    for statement in ("One", "Another"):
        archive.run(changes.add_claim, a_claim(statement, revises=1, **due("2025-08-01", "2025-08-31")))
    archive.run(changes.add_claim, a_claim("Last", revises=3, **due("2025-09-01", "2025-09-30")))
    archive.run(bulk.trash_claims, [1])
    assert numbers(archive, "thread:2") == [2, 3, 4]
    assert numbers(archive, "thread:4") == [2, 3, 4]
    assert {step.said.claim_id for step in archive.run(threads.thread_of, 3).steps} == {2, 3, 4}
    archive.run(bulk.trash_claims, [2, 3, 4])
    assert numbers(archive, "status:trash") == [1, 2, 3, 4]
    assert numbers(archive, "status:trash thread:1") == [1]


def test_what_depends_on_a_thread_is_not_settled_from_the_trash(thread: Archive) -> None:
    assert [said.claim_id for said in thread.run(queries.thread_with_dependents, 2)[1]] == [4]
    thread.run(bulk.trash_claims, [4])
    assert thread.run(queries.thread_with_dependents, 2)[1] == []


REFUSED: dict[str, Callable[[Archive], object]] = {
    "edit": lambda archive: archive.run(changes.edit_claim, 2, 2, a_claim("Another")),
    "mark": lambda archive: archive.run(changes.mark_claim, 2, decided(Verdict.FALSE)),
    "settle": lambda archive: archive.run(changes.settle_claims, {2: decided(Verdict.FALSE)}),
    "mark many": lambda archive: archive.run(bulk.mark_claims, [1, 2], decided(Verdict.FALSE)),
    "tag": lambda archive: archive.run(bulk.tag_claims, [1, 2], ["new"]),
    "snooze": lambda archive: archive.run(bulk.snooze_claims, [1, 2], LATER),
    "source": lambda archive: archive.run(changes.add_source, 2, {"title": "A"}),
    "credence": lambda archive: archive.run(changes.state_credence, 2, 0.5, TODAY),
    "read again": lambda archive: archive.run(
        changes.read_deadlines_again,
        [MovedDeadline(KeptDeadline(2, 2, "", TODAY, "en", "", None, None, "", "", "", "", None), {"due_end": LATER})],
    ),
    "revise": lambda archive: archive.run(changes.add_claim, a_claim("New", revises=2)),
    "depend": lambda archive: archive.run(changes.add_claim, a_claim("New", depends_on=2)),
    "revise later": lambda archive: archive.run(changes.edit_claim, 4, 1, a_claim("Best", depends_on=2, revises=2)),
}


@pytest.mark.parametrize("act", REFUSED)
def test_nothing_is_written_about_a_claim_in_the_trash(thread: Archive, act: str) -> None:
    thread.run(bulk.trash_claims, [2])
    before = thread.run(everything_kept)
    with pytest.raises(InvalidInput, match=r"^Claim 2 is in the trash: tracker trash --restore 2 brings it back\.$"):
        REFUSED[act](thread)
    assert thread.run(everything_kept) == before


def test_a_claim_that_points_to_the_trash_can_be_edited_all_the_same(thread: Archive) -> None:
    thread.run(bulk.trash_claims, [2])
    fields = thread.run(queries.claim_card, 3, TODAY).fields
    assert fields.revises == 2
    assert thread.run(changes.edit_claim, 3, 1, fields.model_copy(update={"notes": "seen"}))
    assert thread.run(changes.edit_claim, 4, 1, a_claim("Best of all", depends_on=2))


def test_the_trash_and_back_are_steps_that_are_undone_and_made_again(thread: Archive) -> None:
    states = [thread.run(everything_kept)]
    for write in (bulk.trash_claims, bulk.restore_claims):
        assert thread.run(write, [2, 3, 2]) == 2
        states.append(thread.run(everything_kept))
    assert states[2] == states[0] != states[1]
    assert thread.run(undo.undo) == "bring 2 claims back from the trash"
    assert thread.run(everything_kept) == states[1]
    assert thread.run(undo.undo) == "move 2 claims to the trash"
    assert thread.run(everything_kept) == states[0]
    assert thread.run(undo.redo) == "move 2 claims to the trash"
    assert thread.run(everything_kept) == states[1]


def test_what_is_where_it_should_be_is_not_written_again(thread: Archive) -> None:
    assert thread.run(bulk.restore_claims, [1, 2]) == 0
    assert thread.run(bulk.trash_claims, [2]) == 1
    before = thread.run(everything_kept)
    assert thread.run(bulk.trash_claims, [2]) == 0
    assert thread.run(everything_kept) == before
    assert thread.run(bulk.trash_claims, [1, 2]) == 1
    assert thread.run(undo.undo) == "move claim 1 “In August” to the trash"
    assert thread.run(undo.undo) == "move claim 2 “In July” to the trash"


def test_claims_kept_before_there_was_a_trash_are_all_outside_it(place: str, raw: Engine) -> None:
    with Archive.open(place, user="ada") as archive:
        archive.run(changes.add_claim, a_claim("One"))
        archive.run(changes.add_claim, a_claim("Two"))
        archive.run(bulk.trash_claims, [1])
    with raw.begin() as connection:
        command.downgrade(_alembic(connection), "0001")
    with Archive.open(place, user="ada") as archive:
        assert numbers(archive) == [1, 2]
        assert numbers(archive, "status:trash") == []


def test_steps_made_before_there_was_a_trash_can_be_undone(archive: Archive, raw: Engine) -> None:
    archive.run(changes.add_claim, a_claim("One"))
    before = archive.run(everything_kept)
    archive.run(changes.edit_claim, 1, 1, a_claim("Two"))
    after = archive.run(everything_kept)
    with raw.begin() as connection:
        for column in ("before", "after"):
            connection.execute(
                text(f"UPDATE journal_entry SET {column} = replace({column}, '\"trashed_at\": null, ', '')")  # noqa: S608
            )
        told = connection.execute(text("SELECT after FROM journal_entry WHERE table_name = 'claim'")).scalars().all()
    assert not any("trashed_at" in image for image in told)
    assert archive.run(undo.undo) == "edit claim 1 “Two”"
    assert archive.run(everything_kept) == before
    archive.run(undo.redo)
    assert archive.run(everything_kept) == after
