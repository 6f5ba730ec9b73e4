from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tracker.claims.deadlines import read_window
from tracker.claims.putting_off import words_of_withdrawal
from tracker.claims.vocabulary import Schedule, Verdict
from tracker.store.archive import Archive
from tracker.store.examples import load_examples, read_examples
from tracker.store.filters import parse_filter
from tracker.store.known_names import known_names
from tracker.store.queries import list_claims, thread_with_dependents
from tracker.store.records import Record, claim_records, hand_out, verdict_records
from tracker.store.undo import redo, undo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 23)
TOLD = read_examples()
CLAIMS: list[dict[str, Any]] = TOLD["claim"]
NUMBERS = {claim["handle"]: number for number, claim in enumerate(CLAIMS, start=1)}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The examples, for questions only."""
    path = tmp_path_factory.mktemp("examples") / "claims.tracker"
    with Archive.open(str(path), user="ada") as opened:
        assert load_examples(opened, TODAY) == len(CLAIMS)
        yield opened


@pytest.fixture(scope="module")
def records(archive: Archive) -> dict[str, Record]:
    rows: list[Record] = archive.run(hand_out, claim_records, (), TODAY, list)
    return dict(zip(NUMBERS, rows, strict=True))


@pytest.mark.parametrize("claim", [claim for claim in CLAIMS if "due_text" in claim], ids=lambda c: c["handle"])
def test_every_deadline_can_be_read(claim: dict[str, Any]) -> None:
    window = read_window(claim["due_text"], date.fromisoformat(claim["said_on"]), claim["language"])
    assert window is not None or claim["due_text"] in words_of_withdrawal()


@pytest.mark.parametrize("claim", [claim for claim in CLAIMS if "verdict" in claim], ids=lambda c: c["handle"])
def test_every_verdict_fits_its_window(archive: Archive, claim: dict[str, Any]) -> None:
    """What settling would have proposed for the day it happened is what the file says."""
    last = claim["verdict"][-1]
    thread, _ = archive.run(thread_with_dependents, NUMBERS[claim["handle"]])
    mine = next(step.said for step in thread.steps if step.said.claim_id == NUMBERS[claim["handle"]])
    happened = date.fromisoformat(last["occurred_on"]) if "occurred_on" in last else None
    if last["verdict"] in {Verdict.TRUE, Verdict.LATE} and mine.end and happened:
        assert last["verdict"] == (Verdict.LATE if happened > mine.end else Verdict.TRUE)
    if last["verdict"] == Verdict.FALSE and mine.end:
        assert date.fromisoformat(last["decided_on"]) > mine.end
    if last["verdict"] != Verdict.PARTIAL:
        assert (happened is not None) == (last["verdict"] in {Verdict.TRUE, Verdict.LATE})


@pytest.mark.parametrize(
    "day",
    [TODAY, date(2027, 1, 1), date(2028, 2, 29), date(2029, 4, 20), date(2029, 12, 31)],
)
def test_every_status_is_there_on_any_day(archive: Archive, day: date) -> None:
    rows: list[Record] = archive.run(hand_out, claim_records, (), day, list)
    assert {row["status"] for row in rows} == {*Verdict, *Schedule}


def test_some_examples_ask_to_be_judged(archive: Archive) -> None:
    page = archive.run(list_claims, parse_filter("status:review"), TODAY)
    assert page.total >= 5


def test_the_open_model_slipped_twice(archive: Archive, records: dict[str, Record]) -> None:
    week = records["open-model-next-week"]
    assert (week["due_start"], week["due_end"]) == (date(2025, 7, 14), date(2025, 7, 20))
    assert (week["schedule"], week["verdict"], week["days_late"]) == ("postponed", "late", 16)
    assert week["source_count"] == 3
    thread, dependents = archive.run(thread_with_dependents, week["claim_id"])
    assert thread.slips == 2
    assert [said.statement for said in dependents] == [records["open-model-best-in-class"]["statement"]]


def test_undated_examples_come_back_thirty_days_after_they_were_said(records: dict[str, Record]) -> None:
    undated = [row for row in records.values() if row["due_start"] is None and row["due_end"] is None]
    assert len(undated) > 5
    assert {(row["review_on"] - row["said_on"]).days for row in undated} == {30}
    assert all(row["review_on"] is None for row in records.values() if row not in undated)


def test_sources_are_kept_once_with_all_that_is_told(archive: Archive, records: dict[str, Record]) -> None:
    assert len(archive.run(known_names, "speaker")) == len({claim["speaker"] for claim in CLAIMS})
    kept = {(row["source_title"], row["source_published_on"]): row for row in records.values()}
    for source in TOLD["source"]:
        row = kept.get((source["title"], date.fromisoformat(source["published_on"])))
        if row:
            assert row["source_author"] == source.get("author", "")
            assert row["source_type"] == source["type"]
    decisions: list[Record] = archive.run(hand_out, verdict_records, (), TODAY, list)
    told = [verdict for claim in CLAIMS for verdict in claim.get("verdict", ())]
    assert [row["decided_on"].isoformat() for row in decisions] == [verdict["decided_on"] for verdict in told]


def test_every_handle_is_used_and_known() -> None:
    sources = {source["handle"] for source in TOLD["source"]}
    used = {claim["source"] for claim in CLAIMS} | {
        verdict["source"] for c in CLAIMS for verdict in c.get("verdict", ())
    }
    used |= {handle for claim in CLAIMS for handle in claim.get("more_sources", ())}
    assert used == sources
    assert {speaker["name"] for speaker in TOLD["speaker"]} <= {claim["speaker"] for claim in CLAIMS}


def test_one_undo_takes_the_examples_out_and_redo_brings_them_back(tmp_path: Path) -> None:
    with Archive.open(str(tmp_path / "claims.tracker"), user="ada") as archive:
        count = load_examples(archive, date(2025, 7, 11))
        assert archive.run(undo) == "load the examples"
        assert archive.run(list_claims, (), TODAY).total == 0
        assert archive.run(known_names, "speaker") == ()
        assert archive.run(redo) == "load the examples"
        assert archive.run(list_claims, (), TODAY).total == count
