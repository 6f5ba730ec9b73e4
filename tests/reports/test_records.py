from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from tests.reports.samples import RELEASED, SAID, TODAY, all_rows, keep
from tracker.claims.decisions import Decision
from tracker.claims.model import Credence
from tracker.claims.vocabulary import Role, Verdict
from tracker.store import records
from tracker.store.changes import add_source, mark_claim, state_credence
from tracker.store.citations import citation_records
from tracker.store.counted import calibration_records
from tracker.store.filters import parse_filter
from tracker.store.journal import change
from tracker.store.queries import claim_card, claim_numbers
from tracker.store.records import (
    CLAIM_KEYS,
    claim_records,
    due_records,
    forecast_records,
    hand_out,
    listed_records,
    records_of,
    verdict_records,
)

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.store.archive import Archive


def test_a_record_has_every_key_in_its_order_whatever_is_known(archive: Archive) -> None:
    assert [tuple(record) for record in all_rows(archive, claim_records)] == [CLAIM_KEYS] * 5


def test_a_claim_of_which_everything_is_known(archive: Archive) -> None:
    record = all_rows(archive, claim_records)[1]
    told = {
        "claim_id": 2,
        "kind": "release",
        "subject": "Open model",
        "speaker": "Sam Altman",
        "said_on": SAID,
        "due_start": date(2025, 7, 14),
        "due_end": date(2025, 7, 20),
        "revises": 1,
        "depends_on": None,
        "status": "late",
        "schedule": "postponed",
        "verdict": "late",
        "occurred_on": RELEASED,
        "decided_on": RELEASED,
        "decided_by": "ada",
        "reason": "after the week",
        "slips": 2,
        "slip_days": 20,
        "days_late": 16,
        "tags": ("ai", "models"),
        "quote": "la semaine prochaine",
        "source_title": "Report",
        "source_published_on": SAID,
        "source_count": 2,
        "evidence_url": "https://example.org/release",
        "evidence_quote": "",
        "evidence_on": None,
    }
    assert {name: record[name] for name in told} == told


def test_a_claim_that_was_opened_again_has_no_verdict_left(archive: Archive) -> None:
    record = all_rows(archive, claim_records)[0]
    assert (record["verdict"], record["decided_on"], record["reason"]) == ("", None, "")
    assert (record["status"], record["schedule"]) == ("rescheduled", "rescheduled")


def test_what_is_not_known_is_empty(archive: Archive) -> None:
    record = all_rows(archive, claim_records)[3]
    empty = ("subject", "speaker", "due_text", "verdict", "quote", "source_url", "evidence_url", "via")
    unknown = ("due_start", "due_end", "revises", "occurred_on", "days_late", "credence", "source_published_on")
    assert [record[name] for name in empty] == [""] * len(empty)
    assert [record[name] for name in unknown] == [None] * len(unknown)
    assert (record["tags"], record["source_count"], record["slips"]) == ((), 0, 0)


def test_the_last_probability_counts(archive: Archive) -> None:
    @change
    def think(session: Session) -> None:
        for probability in (0.9, 0.75):
            session.add(Credence(claim_id=4, probability=probability, stated_on=SAID))
            session.flush()

    archive.run(think)
    assert [record["credence"] for record in all_rows(archive, claim_records)] == [None, 0.25, None, 0.75, None]


def test_the_last_probability_is_that_of_the_last_day_wherever_it_is_told(archive: Archive) -> None:
    for probability, stated_on in ((0.9, TODAY), (0.75, TODAY), (0.4, SAID)):
        archive.run(state_credence, 4, probability, stated_on)
    assert all_rows(archive, forecast_records)[3]["credence"] is None
    assert [one.probability for one in archive.run(claim_card, 4, TODAY).credences] == [0.75, 0.9, 0.4]
    archive.run(mark_claim, 4, Decision(Verdict.TRUE, TODAY))
    archive.run(state_credence, 4, 1, TODAY)
    record = all_rows(archive, forecast_records)[3]
    assert (record["credence"], record["credence_on"]) == (0.75, TODAY)
    (told,) = [row for row in all_rows(archive, calibration_records) if row["stated_mean"] == 0.75]
    assert told["forecasts"] == 1


def test_records_agree_with_the_card(archive: Archive) -> None:
    for record in all_rows(archive, claim_records):
        card = archive.run(claim_card, record["claim_id"], TODAY)
        fields = card.fields.model_dump()
        assert {name: record[name] for name in fields} == fields
        assert record["status"] == card.status
        assert (record["slips"], record["slip_days"]) == (card.thread.slips, card.thread.slip_days)
        mine = next(step for step in card.thread.steps if step.said.claim_id == card.claim_id)
        assert record["days_late"] == mine.days_late(TODAY)
        assert record["version"] == card.version


def test_a_filter_chooses_and_the_list_orders(archive: Archive) -> None:
    chosen = archive.run(hand_out, claim_records, parse_filter("ships"), TODAY, list)
    assert [record["claim_id"] for record in chosen] == [1, 2]
    listed = [record["claim_id"] for record in all_rows(archive, listed_records)]
    assert listed == archive.run(claim_numbers, (), TODAY)
    assert listed != sorted(listed)


def test_questions_grow_with_chunks_and_not_with_claims(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def count(session: Session, size: int, ids: list[int]) -> int:
        monkeypatch.setattr(records, "CHUNK", size)
        asked.clear()
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        assert [record["claim_id"] for record in records_of(session, ids, TODAY)] == ids
        return len(asked)

    one = archive.run(count, 500, [3])
    assert archive.run(count, 500, [3, 1, 5, 2, 4]) == one
    # A chunk without revisions has no question about those.
    assert 2 * one < archive.run(count, 2, [3, 1, 5, 2, 4]) <= 3 * one


def test_every_decision_is_told_with_whether_it_stands(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "CHUNK", 2)
    rows = all_rows(archive, verdict_records)
    told = [(row["claim_id"], row["verdict"], row["stands"], row["days_late"]) for row in rows]
    assert told == [(1, "false", False, None), (1, "", True, None), (2, "late", True, 16)]
    assert rows[2]["evidence_title"] == "Release"
    assert rows[0]["evidence_url"] == ""
    only = archive.run(hand_out, verdict_records, parse_filter("id:2"), TODAY, list)
    assert [row["claim_id"] for row in only] == [2]


def test_what_comes_back_is_ordered_by_its_day(archive: Archive) -> None:
    overdue = keep(archive, "Overdue", due_start=date(2025, 5, 1), due_end=date(2025, 5, 31))
    soon = keep(archive, "Soon", due_start=date(2025, 9, 19), due_end=date(2025, 9, 19))
    keep(archive, "Later", due_start=date(2025, 9, 20), due_end=date(2025, 9, 20))
    rows = all_rows(archive, due_records)
    told = [(row["claim_id"], row["comes_back_on"], row["days_left"], row["status"]) for row in rows]
    assert told == [
        (overdue, date(2025, 5, 1), -81, "overdue"),
        (3, date(2025, 8, 10), None, "no date"),
        (4, date(2025, 9, 1), None, "no date"),
        (soon, date(2025, 9, 19), 30, "upcoming"),
    ]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("", ["Weekly", "Daily", "Weekly"]),
        ("source:weekly", ["Weekly", "Weekly"]),
        ("source:week source:ada", ["Weekly"]),
        ("source:weekly source:daily", []),
        ("cites:2", ["Daily"]),
        ("cites:2 source:weekly", []),
        ("-source:daily", ["Weekly"]),
        ("-cites:2 source:weekly", ["Weekly"]),
        ("id:1", ["Weekly", "Daily"]),
    ],
)
def test_a_filter_that_names_sources_leaves_only_these_of_a_claim_s(
    either: Archive, text: str, cited: list[str]
) -> None:
    keep(either, "First", source_title="Weekly", source_publisher="Ada")
    either.run(add_source, 1, {"title": "Daily", "author": "Bo"}, Role.SUPPORTS)
    keep(either, "Second", source_title="Weekly", source_publisher="Bo")
    rows = either.run(hand_out, citation_records, parse_filter(text), TODAY, list)
    assert [row["cited_title"] for row in rows] == cited
