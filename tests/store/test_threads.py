from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select

from tests.store.samples import TODAY, a_claim, decided, due, everything_kept
from tests.store.test_history import Editor
from tracker.claims.derived import Standing
from tracker.claims.model import Claim, ClaimText
from tracker.claims.vocabulary import Kind, Schedule, Verdict
from tracker.store import changes, queries, threads
from tracker.store.journal import change

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session

    from tracker.store.archive import Archive
    from tracker.store.rows import ClaimCard


@change
def keep_a_chain(session: Session, length: int) -> None:
    """Claims that each revise the one before, written past the recorder to be quick."""
    row = Claim(**a_claim().model_dump(include=set(ClaimText.model_fields)))
    session.add(row)
    session.flush()
    told = row.model_dump()
    chain = [told | {"id": number, "revises_id": number - 1} for number in range(2, length + 1)]
    session.execute(insert(Claim), chain)
    threads.refresh_standings(session, [1])


@change
def refresh(session: Session, claim_ids: list[int]) -> None:
    threads.refresh_standings(session, claim_ids)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_thread_of_fifteen_hundred_claims_is_followed(archive: Archive) -> None:
    archive.run(keep_a_chain, 1_500)
    assert len(archive.run(threads.thread_of, 700).steps) == 1_500
    standings = archive.run(lambda session: session.execute(select(Standing)).scalars().all())
    assert {one.thread_id for one in standings} == {1}


def test_standings_of_sixty_six_thousand_claims_are_written_in_one_step(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One"))
    archive.run(changes.add_claim, a_claim("Two", revises=1))
    before = archive.run(everything_kept)
    archive.run(refresh, list(range(1, 66_001)))
    assert archive.run(everything_kept) == before


@pytest.mark.parametrize("seed", [31])
def test_standings_made_anew_are_those_that_were_kept(archive: Archive, seed: int) -> None:
    editor = Editor(archive, seed)
    for _ in range(40):
        editor.act()
    before = archive.run(everything_kept)
    archive.run(refresh, list(range(1, editor.claims + 1)))
    assert archive.run(everything_kept) == before
    assert [row["claim_id"] for row in before["standing"]] == [row["id"] for row in before["claim"]]


def test_a_claim_that_leaves_a_thread_leaves_no_trace_in_it(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One", **due("2025-07-01", "2025-07-31")))
    archive.run(changes.add_claim, a_claim("Two", revises=1, **due("2025-08-01", "2025-08-31")))
    assert archive.run(queries.claim_card, 1, TODAY).status is Schedule.RESCHEDULED
    archive.run(changes.edit_claim, 2, 1, a_claim("Two", **due("2025-08-01", "2025-08-31")))
    assert [len(archive.run(threads.thread_of, claim_id).steps) for claim_id in (1, 2)] == [1, 1]
    assert [row.status for row in archive.run(queries.list_claims, (), TODAY).rows] == [
        Schedule.UPCOMING,
        Schedule.DUE,
    ]


def test_a_claim_found_void_gives_its_thread_back_to_the_one_before(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One", **due("2025-07-01", "2025-07-31")))
    archive.run(changes.add_claim, a_claim("Two", revises=1, **due("2025-08-01", "2025-08-31")))
    archive.run(changes.mark_claim, 2, decided(Verdict.VOID))
    assert [row.status for row in archive.run(queries.list_claims, (), TODAY).rows] == [Verdict.VOID, Schedule.DUE]


@pytest.mark.parametrize(
    ("revision", "first_stands", "slips"),
    [
        ({"due_text": "after the harvest"}, Schedule.OVERDUE, 0),
        ({"due_text": "after the harvest", "kind": Kind.DELAY}, Schedule.POSTPONED, 1),
        ({"due_text": "indefinitely", "due_open": "indefinite", "due_rule": "indefinite"}, Schedule.POSTPONED, 1),
        ({"due_text": "after the harvest", "due_open": "indefinite"}, Schedule.POSTPONED, 1),
        ({"due_text": "after the harvest", **due(None, "2025-10-31")}, Schedule.RESCHEDULED, 1),
        ({"due_text": "after the harvest", **due("2025-10-01", None)}, Schedule.RESCHEDULED, 1),
        ({}, Schedule.POSTPONED, 1),
    ],
)
def test_a_revision_whose_deadline_was_not_read_is_no_slip(
    archive: Archive, revision: dict[str, Any], first_stands: Schedule, slips: int
) -> None:
    archive.run(changes.add_claim, a_claim("One", **due("2025-07-14", "2025-07-20")))
    archive.run(changes.add_claim, a_claim("Two", revises=1, **revision))
    later = TODAY + timedelta(days=20)
    listed = {row.claim_id: row.status for row in archive.run(queries.list_claims, (), later).rows}
    card = archive.run(queries.claim_card, 1, later)
    assert (card.status, listed[1], card.thread.slips) == (first_stands, first_stands, slips)


def test_what_depends_on_a_thread_is_told_with_it(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One"))
    archive.run(changes.add_claim, a_claim("Two", revises=1, said_on=TODAY + timedelta(days=1)))
    archive.run(changes.add_claim, a_claim("Best in class", depends_on=1))
    archive.run(changes.add_claim, a_claim("Also in the thread", revises=2, depends_on=1, said_on=TODAY + timedelta(2)))
    thread, dependents = archive.run(queries.thread_with_dependents, 2)
    assert [step.said.claim_id for step in thread.steps] == [1, 2, 4]
    assert [said.claim_id for said in dependents] == [3]


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_the_review_holds_everything_due_overdue_or_come_back_and_nothing_else(archive: Archive, seed: int) -> None:
    editor = Editor(archive, seed)
    for _ in range(40):
        editor.act()
    for days in range(-40, 400, 20):
        today = TODAY + timedelta(days=days)
        cards = [
            card
            for claim_id in range(1, editor.claims + 1)
            if (card := archive.run(queries.find_card, claim_id, today)) and not card.is_trashed
        ]
        wanting = {card.claim_id for card in cards if _wants_its_reviewer(card, today)}
        assert set(archive.run(queries.review_queue, today)) == wanting
        assert archive.run(queries.review_count, today) == len(wanting)


def _wants_its_reviewer(card: ClaimCard, today: date) -> bool:
    """As the words have it: put off until a day, or else due or overdue; what was decided or moved on is neither."""
    (step,) = [step for step in card.thread.steps if step.said.claim_id == card.claim_id]
    if step.said.verdict or step.moved:
        return False
    if card.fields.review_on:
        return card.fields.review_on <= today
    return step.schedule(today) in {Schedule.DUE, Schedule.OVERDUE} or bool(
        step.said.is_withdrawal and step.said.due_from and step.said.due_from <= today
    )
