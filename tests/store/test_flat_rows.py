"""The rows of the reports that are not about one claim each: moves of dates, sources, what is counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.samples import TODAY, a_claim, decided, due
from tracker.claims.vocabulary import Kind, Role, Verdict
from tracker.store import bulk, changes, records
from tracker.store.citations import citation_records
from tracker.store.counted import calibration_records, record_records
from tracker.store.filters import parse_filter
from tracker.store.slips import slip_records

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.store.archive import Archive
    from tracker.store.records import Record

SPRING = date(2025, 4, 1)


def rows_of(archive: Archive, rows: Callable[..., Any], filter_text: str = "") -> list[Record]:
    found: list[Record] = archive.run(records.hand_out, rows, parse_filter(filter_text), TODAY, list)
    return found


def keep_a_thread(archive: Archive) -> None:
    """Claims 1 to 6: by June, by August, by 20 July, repeated, never mind, in September."""
    claims: list[tuple[str, str | None, dict[str, Any]]] = [
        ("2025-04-01", "2025-06-30", {}),
        ("2025-05-01", "2025-08-31", {"speaker": "Ada", "quote": "later this summer"}),
        ("2025-06-01", "2025-07-20", {}),
        ("2025-06-02", "2025-07-20", {}),
        ("2025-07-01", None, {"kind": Kind.DELAY}),
        ("2025-07-10", "2025-09-30", {}),
    ]
    for number, (said_on, end, more) in enumerate(claims):
        told = {"said_on": date.fromisoformat(said_on), **due(None, end), **more}
        archive.run(changes.add_claim, a_claim(f"Number {number + 1}", revises=number or None, **told))
    archive.run(changes.add_claim, a_claim("Another thread", said_on=SPRING, **due(None, "2025-06-30")))


@pytest.mark.parametrize("chunk", [1, 500])
def test_each_move_of_a_date_is_a_row(archive: Archive, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_a_thread(archive)
    monkeypatch.setattr(records, "CHUNK", chunk)
    rows = rows_of(archive, slip_records)
    names = ("claim_id", "move", "moved_by_days", "former_end", "notice_days")
    assert [tuple(row[name] for name in names) for row in rows] == [
        (2, "rescheduled", 62, date(2025, 6, 30), 60),
        (3, "brought forward", -42, date(2025, 8, 31), 91),
        (5, "postponed", None, date(2025, 7, 20), 19),
        (6, "dated", 72, None, None),
    ]
    assert {(row["thread_id"], row["first_statement"], row["slips"]) for row in rows} == {(1, "Number 1", 2)}
    assert (rows[0]["speaker"], rows[0]["quote"]) == ("Ada", "later this summer")


def test_a_date_that_is_told_after_none_moved_by_the_days_since_the_last_one_if_there_was_any(archive: Archive) -> None:
    for number, (said_on, end) in enumerate(
        [("2025-05-01", None), ("2025-06-01", "2025-07-20"), ("2025-07-01", None), ("2025-07-10", "2025-07-10")]
    ):
        told = {"said_on": date.fromisoformat(said_on), **due(None, end)}
        archive.run(changes.add_claim, a_claim(f"Number {number + 1}", revises=number or None, **told))
    rows = rows_of(archive, slip_records)
    assert [(row["move"], row["moved_by_days"], row["slip_days"]) for row in rows] == [
        ("dated", None, 0),
        ("postponed", None, 0),
        ("dated", -10, 0),
    ]


def test_moves_are_filtered_by_who_moved_and_come_in_the_order_that_is_named(archive: Archive) -> None:
    keep_a_thread(archive)
    assert [row["claim_id"] for row in rows_of(archive, slip_records, "speaker:ada")] == [2]
    assert [row["claim_id"] for row in rows_of(archive, slip_records, "sort:-id")] == [6, 5, 3, 2]


def test_a_void_claim_and_one_in_the_trash_move_nothing(archive: Archive) -> None:
    keep_a_thread(archive)
    archive.run(changes.mark_claim, 2, decided(Verdict.VOID))
    archive.run(bulk.trash_claims, [3])
    rows = rows_of(archive, slip_records)
    assert tuple(rows[0][name] for name in ("claim_id", "move", "former_end")) == (4, "rescheduled", date(2025, 6, 30))


@pytest.mark.parametrize("chunk", [1, 500])
def test_each_source_of_a_claim_is_a_row(archive: Archive, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "CHUNK", chunk)
    told = {"quote": "next week", "source_title": "Report", "source_publisher": "Paper", "via": "an agency"}
    archive.run(changes.add_claim, a_claim("One", **told))
    archive.run(changes.add_claim, a_claim("Two", speaker="", quote="only words"))
    archive.run(changes.add_claim, a_claim("Three"))
    archive.run(changes.add_source, 1, {"title": "Denial", "published_on": "2025-07-01"}, Role.REFUTES)
    rows = rows_of(archive, citation_records)
    names = ("claim_id", "role", "quote", "via", "cited_title", "cited_publisher", "cited_published_on", "speaker")
    assert [tuple(row[name] for name in names) for row in rows] == [
        (1, "states", "next week", "an agency", "Report", "Paper", None, "Sam Altman"),
        (1, "refutes", "", "", "Denial", "", date(2025, 7, 1), "Sam Altman"),
        (2, "states", "only words", "", "", "", None, ""),
    ]
    assert [row["claim_id"] for row in rows_of(archive, citation_records, "sort:-id")] == [2, 1, 1]
    assert [row["citation_id"] for row in rows_of(archive, citation_records, "id:2")] == [2]


def test_the_record_ranks_few_below_many_and_nothing_last(archive: Archive) -> None:
    for speaker, verdicts in (
        ("Lucky", [Verdict.TRUE]),
        ("Steady", [Verdict.TRUE, Verdict.TRUE, Verdict.TRUE, Verdict.TRUE, Verdict.PARTIAL]),
        ("Silent", []),
        ("Poor", [Verdict.FALSE] * 5),
    ):
        archive.run(changes.add_claim, a_claim(f"{speaker} is open", speaker=speaker))
        for verdict in verdicts:
            number = archive.run(changes.add_claim, a_claim(speaker=speaker))
            archive.run(changes.mark_claim, number, decided(verdict))
    rows = rows_of(archive, record_records)
    speakers = [row for row in rows if row["by"] == "speaker"]
    assert [row["name"] for row in speakers] == ["Steady", "Poor", "Lucky", "Silent"]
    assert [row["by"] for row in rows[len(speakers) :]] == ["publisher", "subject", "kind"]
    best, *_, last = speakers
    assert (best["claims"], best["settled"], best["verdict_true"], best["hits"]) == (6, 5, 4, 4.5)
    assert best["trend"] == ("2025-07 4.5/5",)
    assert [last[name] for name in ("hit_rate", "hit_rate_low", "hit_rate_shrunken", "on_time")] == [None] * 4
    assert (last["hits"], last["scored"], last["trend"]) == (0, 0, ())


def test_a_lucky_few_are_ranked_below_the_steady_many(archive: Archive) -> None:
    told = {"Lucky": [Verdict.TRUE] * 5, "Steady": [*[Verdict.TRUE] * 19, Verdict.FALSE], "Poor": [Verdict.FALSE] * 20}
    for speaker, verdicts in told.items():
        for verdict in verdicts:
            number = archive.run(changes.add_claim, a_claim(speaker=speaker))
            archive.run(changes.mark_claim, number, decided(verdict))
    rows = [row for row in rows_of(archive, record_records) if row["by"] == "speaker"]
    assert [(row["name"], row["hit_rate"]) for row in rows] == [("Steady", 0.95), ("Lucky", 1.0), ("Poor", 0.0)]


def test_a_calibration_is_told_for_each_user(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(changes.state_credence, 1, 1.0, TODAY)
    archive.run(changes.mark_claim, 1, decided(Verdict.FALSE))
    rows = rows_of(archive, calibration_records)
    assert [row["stated_by"] for row in rows] == ["ada"] * 11
    assert [row["forecasts"] for row in rows] == [1, *[0] * 9, 1]
    assert (rows[0]["stated_from"], rows[0]["stated_to"], rows[0]["brier_score"]) == (0, 1, 1)
    assert rows[0]["log_score"] == float("inf")
    assert rows[1]["hit_rate"] is None
    assert rows_of(archive, calibration_records, "kind:delay") == []
