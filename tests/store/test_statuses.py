"""A claim's status by its day, which is asked in several ways, each quick at what it is for: all give one answer."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.samples import a_claim, decided, due
from tracker.claims.vocabulary import Kind, Schedule, Verdict
from tracker.store import changes, queries
from tracker.store.bulk import trash_claims
from tracker.store.csv_lines.lines import claim_lines
from tracker.store.filters import parse_filter
from tracker.store.records import CLAIM_KEYS, claim_records
from tracker.store.straight import first_page
from tracker.store.threads import thread_of

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.claims.vocabulary import Status
    from tracker.store.archive import Archive

SAID_ON = date(2025, 7, 11)
WINDOW = due("2025-08-01", "2025-08-31")

CLAIMS: dict[str, dict[str, Any]] = {
    "a window to come": WINDOW,
    "a single day": due("2025-09-10", "2025-09-10"),
    "the day on which it was said": due("2025-07-11", "2025-07-11"),
    "a window that was over": due("2025-06-01", "2025-06-30"),
    "a long window that was running": due("2025-07-01", "2025-12-31"),
    "a short window that was running": due("2025-07-01", "2025-07-20"),
    "a last day alone": due(None, "2025-11-30"),
    "a first day alone": due("2025-10-05", None),
    "no day": {},
    "no day but one for review": {"review_on": date(2025, 8, 10)},
    "taken back": {"due_open": "withdrawn"},
    "taken back with a window": WINDOW | {"due_open": "withdrawn"},
    "in the trash": WINDOW,
}
REVISED: dict[str, dict[str, Any]] = {
    "put off": {"kind": Kind.DELAY},
    "moved": due("2025-09-15", "2025-10-15"),
    "brought forward": due("2025-08-01", "2025-08-15"),
    "said again": WINDOW,
    "dropped": {"due_open": "withdrawn"},
}
VERDICTS = (*Verdict, None)
"""None for a claim that was decided and is open again."""

EDGES = {
    SAID_ON,
    *(
        day
        for told in (*CLAIMS.values(), *REVISED.values())
        for name in ("due_start", "due_end", "review_on")
        if (day := told.get(name))
    ),
    *(date(2025, 12, 1), date(2025, 10, 31)),  # from which the windows that were running are due
}
DAYS = sorted(
    {day + timedelta(days=by) for day in EDGES for by in (-1, 0, 1)} | {date(1999, 12, 31), date(9999, 12, 31)}
)


def _fill(archive: Archive) -> None:
    for statement, told in CLAIMS.items():
        number = archive.run(changes.add_claim, a_claim(statement, said_on=SAID_ON, **told))
    archive.run(trash_claims, [number])
    for how, told in REVISED.items():
        for verdict in (None, Verdict.VOID):
            number = archive.run(changes.add_claim, a_claim(f"Later {how}", said_on=SAID_ON, **WINDOW))
            later = a_claim(how, said_on=SAID_ON + timedelta(days=1), revises=number, **told)
            revising = archive.run(changes.add_claim, later)
            if verdict:
                archive.run(changes.mark_claim, revising, decided(verdict))
    for verdict in VERDICTS:
        number = archive.run(changes.add_claim, a_claim(f"Found {verdict}", said_on=SAID_ON, **WINDOW))
        archive.run(changes.mark_claim, number, decided(verdict or Verdict.FALSE))
        if verdict is None:
            archive.run(changes.mark_claim, number, decided(None))


def _told_by_threads(session: Session, claim_ids: list[int], today: date) -> dict[int, Status]:
    """What ``schedule.Step.status`` answers, by which all others go."""
    steps = (step for number in claim_ids for step in thread_of(session, number).steps if step.said.claim_id == number)
    return {step.said.claim_id: step.status(today) for step in steps}


def _lines_of_csv(session: Session, today: date) -> list[list[str]]:
    told = claim_lines(session, (), today, lambda record: pytest.fail(f"{record} is not written by SQL"))
    return list(csv.reader("".join(lines.text for lines in told).splitlines()))


def _check_all_ways(archive: Archive, today: date) -> set[Status]:
    page = archive.run(queries.list_claims, (), today, 0, 1_000)
    told = archive.run(_told_by_threads, [row.claim_id for row in page.rows], today)
    assert {row.claim_id: row.status for row in page.rows} == told
    assert page.overdue == Counter(told.values())[Schedule.OVERDUE]
    for status in (*Verdict, *Schedule):
        found = archive.run(queries.claim_numbers, parse_filter(f"status:{status.replace(' ', '-')}"), today)
        assert sorted(found) == sorted(number for number, one in told.items() if one is status), status
    records = archive.run(lambda session: list(claim_records(session, (), today)))
    assert {record["claim_id"]: record["status"] for record in records} == told
    lines = [dict(zip(CLAIM_KEYS, line, strict=True)) for line in archive.run(_lines_of_csv, today)]
    assert {int(line["claim_id"]): line["status"] for line in lines} == told
    assert [line["schedule"] for line in lines] == [record["schedule"] for record in records]
    if archive.place.path:
        assert first_page(str(archive.place.path), today, lines=1_000).rows == page.rows
    return set(told.values())


def test_every_way_to_ask_for_a_status_gives_the_same_answer_on_each_day_that_may_change_it(archive: Archive) -> None:
    _fill(archive)
    seen = {status for today in DAYS for status in _check_all_ways(archive, today)}
    assert seen == {*Verdict, *Schedule}
