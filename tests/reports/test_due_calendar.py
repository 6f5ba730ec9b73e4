from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

from tests.reports.samples import TODAY, Kept, keep, window
from tracker.claims.decisions import Decision
from tracker.claims.model import ClaimFields
from tracker.claims.vocabulary import Verdict
from tracker.reports.edition import ReportChoices, Written
from tracker.reports.writing import send_report
from tracker.store.archive import Archive
from tracker.store.changes import edit_claim, mark_claim
from tracker.store.queries import claim_card

if TYPE_CHECKING:
    from pathlib import Path

SEPTEMBER = window(date(2025, 9, 1), date(2025, 9, 30), "in September")


def sent(archive: Archive) -> tuple[Written, bytes]:
    sink = Kept()
    return send_report(archive, ReportChoices("claims", format="ics"), sink, today=TODAY), sink.bytes


def events(archive: Archive) -> list[Any]:
    return list(Calendar.from_ical(sent(archive)[1]).walk("VEVENT"))


def test_a_claim_is_an_event_on_its_last_day(empty_archive: Archive) -> None:
    told: dict[str, Any] = {"speaker": "Ada", "quote": "word; for, word\nsaid", "tags": ("ai", "a,b"), **SEPTEMBER}
    keep(empty_archive, "It ships", source_url="https://example.org/a?b=1,2", source_title="Report", **told)
    (event,) = events(empty_archive)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2025, 9, 30), date(2025, 10, 1))
    assert event["summary"] == "It ships – Ada"
    assert event["url"] == "https://example.org/a?b=1,2"
    assert event["categories"].cats == ["ai", "a,b"]
    assert event["description"].split("\n") == [
        "Due Sep 2025 (“in September”), said 11 Jul 2025.",
        "“word; for, word",
        "said”",
        "Report",
        "Claim 1",
    ]


def test_an_event_stays_the_same_when_its_claim_is_edited(empty_archive: Archive) -> None:
    keep(empty_archive, "It ships", **SEPTEMBER)
    (before,) = events(empty_archive)
    card = empty_archive.run(claim_card, 1, TODAY)
    october = window(date(2025, 10, 1), date(2025, 10, 31))
    edited = ClaimFields.model_validate(card.fields.model_dump() | october)
    empty_archive.run(edit_claim, 1, card.version, edited)
    (after,) = events(empty_archive)
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert before.decoded("dtstamp") <= after.decoded("dtstamp")
    assert after.decoded("dtstart") == date(2025, 10, 31)


def test_events_of_two_databases_are_told_apart(empty_archive: Archive, tmp_path: Path) -> None:
    moments = [datetime(2025, 7, day, tzinfo=UTC) for day in (1, 2)]
    uids = []
    for number, moment in enumerate(moments):
        with Archive.open(str(tmp_path / f"{number}.tracker"), clock=iter([moment]).__next__) as archive:
            keep(archive, "It ships", **SEPTEMBER)
            uids.append(events(archive)[0]["uid"])
    assert len(set(uids)) == 2


def test_what_is_settled_moved_or_has_no_day_is_left_out_and_counted(empty_archive: Archive) -> None:
    keep(empty_archive, "Settled", **SEPTEMBER)
    keep(empty_archive, "Moved", **SEPTEMBER)
    keep(empty_archive, "Later", revises=2, **window(date(2025, 10, 1), None))
    keep(empty_archive, "Some day")
    keep(empty_archive, "Comes back", review_on=date(2025, 12, 1))
    empty_archive.run(mark_claim, 1, Decision(Verdict.FALSE, TODAY))
    written, _ = sent(empty_archive)
    assert [event.decoded("dtstart") for event in events(empty_archive)] == [date(2025, 10, 1), date(2025, 12, 1)]
    assert written.rows == 2
    assert written.left_out == {"settled": 1, "moved, put off or taken back": 1, "without a day": 1}
    assert written.in_words("x.ics") == (
        "2 rows written to x.ics; left out: 1 settled; 1 moved, put off or taken back; 1 without a day."
    )


def test_nothing_that_would_act_is_in_a_calendar(empty_archive: Archive) -> None:
    keep(empty_archive, "It\x1b[31m ships\r\nEND:VCALENDAR", notes="\x07", **SEPTEMBER)
    _, written = sent(empty_archive)
    assert b"\x1b" not in written
    assert written.count(b"\r\nEND:VCALENDAR\r\n") == 1
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
