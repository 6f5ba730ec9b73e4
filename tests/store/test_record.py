from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sqlalchemy import insert, select

from tests.store.samples import TODAY, a_claim, decided, due
from tests.store.test_history import Editor
from tracker.claims.model import Credence
from tracker.claims.scoring import MOST_POINTS, Forecast, Rate, calibration, hit_rate, was_on_time
from tracker.claims.vocabulary import Kind, Role, Schedule, Verdict
from tracker.errors import InvalidInput
from tracker.store import changes, queries
from tracker.store.calibrations import own_calibration
from tracker.store.days import as_kept
from tracker.store.examples import load_examples
from tracker.store.filters import parse_filter
from tracker.store.journal import change
from tracker.store.record import RecordGroup, RecordLine, filter_for, marks_of, record_by
from tracker.store.tables import standing

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from tracker.claims.schedule import Said
    from tracker.store.archive import Archive
    from tracker.store.rows import ClaimCard

IN_TIME = due("2025-07-01", "2025-07-05")
LATER = due("2025-07-06", "2025-07-09")


def line_of(archive: Archive, name: str, group: RecordGroup = RecordGroup.SPEAKER) -> RecordLine:
    (found,) = [line for line in archive.run(record_by, group, TODAY) if line.name == name]
    return found


def test_an_empty_archive_has_no_record(archive: Archive) -> None:
    for group in RecordGroup:
        assert archive.run(record_by, group, TODAY) == ()
    assert archive.run(own_calibration, TODAY).of == 0


def test_a_line_counts_what_became_of_the_claims(archive: Archive) -> None:
    for number in range(7):
        archive.run(changes.add_claim, a_claim(f"Claim {number}", said_on=date(2025, 6, 1), **IN_TIME))
    archive.run(changes.add_claim, a_claim("Not yet", said_on=date(2025, 6, 1), **due("2025-08-01", "2025-08-31")))
    archive.run(changes.mark_claim, 1, decided(Verdict.TRUE, date(2025, 7, 3)))
    archive.run(changes.mark_claim, 2, decided(Verdict.LATE, date(2025, 7, 8)))
    archive.run(changes.mark_claim, 3, decided(Verdict.PARTIAL, date(2025, 7, 4)))
    archive.run(changes.mark_claim, 4, decided(Verdict.FALSE))
    archive.run(changes.mark_claim, 5, decided(Verdict.VOID))
    archive.run(changes.mark_claim, 6, decided(Verdict.TRUE, date(2025, 7, 3)))
    archive.run(changes.mark_claim, 6, decided(None))
    line = line_of(archive, "Sam Altman")
    assert (line.claims, line.open, line.overdue, line.settled) == (8, 3, 2, 5)
    assert line.hit_rate == Rate(2.5, 4)
    assert line.on_time == Rate(2, 6)
    assert line.trend
    assert line.trend.shares == (2.5 / 4,)


def test_a_day_that_has_passed_counts_at_once(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(**due(None, "2025-07-12")))
    for days, on_time in ((1, Rate(0, 0)), (2, Rate(0, 1))):
        (line,) = archive.run(record_by, RecordGroup.SPEAKER, TODAY + timedelta(days=days))
        assert line.on_time == on_time


@pytest.mark.parametrize("day", [date(1, 1, 1), date(999, 12, 31), date(2025, 6, 1), date(9999, 12, 31)])
def test_a_day_as_it_is_kept_compares_as_any_other(archive: Archive, day: date) -> None:
    for said_on in (date(1, 1, 2), date(999, 12, 31), date(2025, 6, 1), TODAY):
        archive.run(changes.add_claim, a_claim(f"Said on {said_on}", said_on=said_on))

    def numbers(session: Session, said_on: ColumnElement[date]) -> list[list[int]]:
        asked = (said_on < day, said_on <= day, said_on == day, said_on >= day)
        return [sorted(session.execute(select(standing.claim_id).where(one)).scalars()) for one in asked]

    plain = archive.run(numbers, standing.said_on)
    assert archive.run(numbers, as_kept(standing.said_on)) == plain
    assert sorted(plain[0] + plain[3]) == [1, 2, 3, 4]


@pytest.mark.parametrize("times", [1, 2, 5])
def test_there_are_signs_to_count_by_for_all_verdicts_and_for_more(times: int) -> None:
    marks = marks_of([*Verdict] * times)
    assert {verdict: len(signs) for verdict, signs in marks.items()} == {
        verdict: 1 if verdict.score is None else 1 + MOST_POINTS for verdict in Verdict
    }
    signs = "".join(marks.values())
    assert len(set(signs)) == len(signs)
    assert all(sign.isalnum() for sign in signs)


def test_the_time_before_a_long_trend_counts_too(archive: Archive) -> None:
    for year, verdict in ((1, Verdict.TRUE), (150, Verdict.FALSE), (1990, Verdict.PARTIAL), (2024, Verdict.LATE)):
        number = archive.run(changes.add_claim, a_claim(f"Said in {year}", said_on=date(year, 2, 3)))
        archive.run(changes.mark_claim, number, decided(verdict))
    line = line_of(archive, "Sam Altman")
    assert line.hit_rate == Rate(2.5, 4)
    assert line.trend
    assert (len(line.trend.rates), line.trend.since) == (12, date(1450, 1, 1))
    assert sum(line.trend.rates, Rate()) == Rate(1.5, 2)


def test_postponing_does_not_keep_a_date(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("First", said_on=date(2025, 6, 1), **IN_TIME))
    archive.run(changes.add_claim, a_claim("Second", said_on=date(2025, 6, 2), revises=1, **LATER))
    assert line_of(archive, "Sam Altman").on_time == Rate(0, 2)
    archive.run(changes.mark_claim, 2, decided(Verdict.TRUE, date(2025, 7, 8)))
    assert line_of(archive, "Sam Altman").on_time == Rate(1, 2)
    archive.run(changes.mark_claim, 2, decided(Verdict.TRUE, date(2025, 7, 5)))
    assert line_of(archive, "Sam Altman").on_time == Rate(2, 2)


def test_a_delay_that_came_true_is_no_day_on_which_it_happened(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("By July", said_on=date(2025, 6, 1), **IN_TIME))
    dropped = a_claim("Not for now", kind=Kind.DELAY, said_on=date(2025, 6, 2), revises=1)
    archive.run(changes.add_claim, dropped)
    archive.run(changes.mark_claim, 2, decided(Verdict.TRUE, date(2025, 6, 3)))
    assert line_of(archive, "Sam Altman").on_time == Rate(0, 1)


@pytest.mark.parametrize(("day", "kept"), [("2025-07-05", 1), ("2025-07-06", 0)])
@pytest.mark.parametrize("verdict", [Verdict.TRUE, Verdict.PARTIAL])
def test_the_last_day_itself_is_on_time(archive: Archive, verdict: Verdict, day: str, kept: int) -> None:
    archive.run(changes.add_claim, a_claim(said_on=date(2025, 6, 1), **IN_TIME))
    archive.run(changes.mark_claim, 1, decided(verdict, date.fromisoformat(day)))
    assert line_of(archive, "Sam Altman").on_time == Rate(kept, 1)


def test_slips_are_those_of_the_threads_that_it_has_a_claim_in(archive: Archive) -> None:
    for first, moved in (("2025-07-01", "2025-07-11"), ("2025-07-01", "2025-07-04"), ("2025-07-01", None)):
        said_on = date(2025, 6, 1)
        mine = archive.run(changes.add_claim, a_claim(f"By {first}", said_on=said_on, **due(None, first)))
        later = a_claim(f"Not then but {moved}", revises=mine, said_on=date(2025, 6, 2), **due(None, moved))
        archive.run(changes.add_claim, later)
    archive.run(changes.add_claim, a_claim("Nothing to do with it", speaker="Somebody else"))
    line = line_of(archive, "Sam Altman")
    assert (line.slips, line.slip_days) == (3, 6.5)
    assert line_of(archive, "Somebody else").slip_days is None


def test_the_publisher_is_that_of_the_first_source_that_states_it(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One", quote="heard in the hall"))
    archive.run(changes.add_source, 1, {"publisher": "C paper"}, Role.SUPPORTS)
    archive.run(changes.add_source, 1, {"publisher": "A paper"})
    archive.run(changes.add_source, 1, {"publisher": "B paper"})
    archive.run(changes.add_claim, a_claim("Two"))
    lines = archive.run(record_by, RecordGroup.PUBLISHER, TODAY)
    assert {(line.name, line.claims) for line in lines} == {("A paper", 1), ("", 1)}


def test_a_trend_is_over_the_same_time_for_all(archive: Archive) -> None:
    for speaker, day, verdict in (
        ("Ada", "2024-02-01", Verdict.TRUE),
        ("Ada", "2024-03-31", Verdict.FALSE),
        ("Ada", "2024-12-31", Verdict.TRUE),
        ("Bo", "2024-04-01", Verdict.FALSE),
        ("Cy", "2020-01-01", Verdict.VOID),
    ):
        number = archive.run(changes.add_claim, a_claim(speaker=speaker, said_on=date.fromisoformat(day)))
        archive.run(changes.mark_claim, number, decided(verdict))
    trends = {line.name: line.trend for line in archive.run(record_by, RecordGroup.SPEAKER, TODAY)}
    ada, bo = trends["Ada"], trends["Bo"]
    assert ada
    assert bo
    assert (ada.since, ada.months) == (bo.since, bo.months) == (date(2024, 1, 1), 3)
    assert (ada.shares, bo.shares) == ((0.5, None, None, 1.0), (None, 0.0, None, None))
    assert ada.rates == (Rate(1, 2), Rate(), Rate(), Rate(1, 1))
    assert trends["Cy"] is None


def test_rates_are_drawn_to_those_of_all_lines(archive: Archive) -> None:
    told: dict[str, list[Verdict | None]] = {
        "Lucky": [Verdict.TRUE],
        "Steady": [*[Verdict.TRUE] * 9, Verdict.FALSE],
        "Poor": [Verdict.FALSE] * 9,
        "Silent": [None],
    }
    for speaker, verdict in ((speaker, verdict) for speaker, verdicts in told.items() for verdict in verdicts):
        number = archive.run(changes.add_claim, a_claim(speaker=speaker))
        if verdict:
            archive.run(changes.mark_claim, number, decided(verdict))
    ranked = {line.name: line.ranked_hit_rate for line in archive.run(record_by, RecordGroup.SPEAKER, TODAY)}
    assert ranked.pop("Silent") is None
    assert sorted(ranked, key=lambda name: -(ranked[name] or 0)) == ["Steady", "Lucky", "Poor"]
    assert ranked["Lucky"] == pytest.approx((1 + 5 * 10 / 20) / 6)


def test_a_filter_leaves_only_its_claims(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One", tags=("ai",)))
    archive.run(changes.add_claim, a_claim("Two"))
    (line,) = archive.run(record_by, RecordGroup.KIND, TODAY, parse_filter("tag:ai"))
    assert (line.name, line.claims) == ("release", 1)


@pytest.mark.parametrize("seed", [3, 17])
def test_what_the_database_counts_is_what_the_claims_tell(archive: Archive, seed: int) -> None:
    editor = Editor(archive, seed)
    for _ in range(70):
        editor.act()
    for text in ("", "status:open", "status:settled kind:release", "speaker:a said:>2000"):
        check_every_line(archive, TODAY, text)


@pytest.mark.parametrize("day", ["2016-05-01", "2026-06-30", "2060-01-01"])
def test_the_examples_are_counted_as_they_tell(archive: Archive, day: str) -> None:
    load_examples(archive, date.fromisoformat(day))
    check_every_line(archive, date.fromisoformat(day))


def check_every_line(archive: Archive, today: date, text: str = "") -> None:
    """Count again, claim by claim, from the cards of the claims that a filter lets through."""
    terms = parse_filter(text)
    numbers = archive.run(queries.claim_numbers, terms, today)
    cards = [archive.run(queries.claim_card, number, today) for number in numbers]
    for group in RecordGroup:
        mine: defaultdict[str, list[ClaimCard]] = defaultdict(list)
        for card in cards:
            field = "source_publisher" if group is RecordGroup.PUBLISHER else group.value
            mine[getattr(card.fields, field)].append(card)
        lines = archive.run(record_by, group, today, terms)
        assert {line.name for line in lines} == set(mine)
        for line in lines:
            check_line(line, mine[line.name], today)


def check_line(line: RecordLine, cards: list[ClaimCard], today: date) -> None:
    steps = [step for card in cards for step in card.thread.steps if step.said.claim_id == card.claim_id]
    counts = Counter(step.said.verdict for step in steps if step.said.verdict)
    assert (line.claims, line.counts) == (len(cards), counts)
    assert line.overdue == sum(step.status(today) is Schedule.OVERDUE for step in steps)
    kept = [
        was_on_time(
            step.said.end,
            step.said.verdict,
            step.said.occurred_on,
            today,
            moved=step.moved,
            happened_on=card.thread.happened_on,
        )
        for card, step in zip(cards, steps, strict=True)
    ]
    assert line.on_time == Rate(kept.count(True), len(kept) - kept.count(None))
    threads = {card.thread.steps[0].said.claim_id: card.thread for card in cards}.values()
    days = [thread.slip_days for thread in threads if thread.slip_days]
    assert line.slips == sum(thread.slips for thread in threads)
    assert line.slip_days == (median(days) if days else None)
    assert line.long_slip_days == (pytest.approx(np.quantile(days, 0.9)) if days else None)
    ahead = [
        (step.said.end - step.said.said_on).days
        for step, is_kept in zip(steps, kept, strict=True)
        if is_kept is not None and step.said.end
    ]
    assert line.lead_days == (median(ahead) if ahead else None)
    check_trend(line, [step.said for step in steps if step.said.verdict and step.said.verdict.score is not None])


def check_trend(line: RecordLine, scored: list[Said]) -> None:
    if line.trend is None:
        assert not scored
        return
    since, months = line.trend.since, line.trend.months
    rates = [Rate()] * len(line.trend.rates)
    for said in scored:
        passed = (said.said_on.year - since.year) * 12 + said.said_on.month - since.month
        rates[passed // months] += hit_rate({said.verdict: 1} if said.verdict else {})
    assert line.trend.rates == tuple(rates)


@pytest.mark.parametrize(
    ("group", "name", "text"),
    [
        (RecordGroup.SPEAKER, "Sam Altman", 'speaker:="Sam Altman"'),
        (RecordGroup.SUBJECT, "GPT-5", "subject:=GPT-5"),
        (RecordGroup.PUBLISHER, "BBC News", 'publisher:="BBC News"'),
        (RecordGroup.KIND, "release", "kind:release"),
        (RecordGroup.SPEAKER, 'Dwayne "The Rock" Johnson', 'speaker:="Dwayne ""The Rock"" Johnson"'),
        (RecordGroup.SPEAKER, '"Weird" Al', 'speaker:="""Weird"" Al"'),
        (RecordGroup.SPEAKER, ">50 Cent", 'speaker:=">50 Cent"'),
        (RecordGroup.SPEAKER, "-x:y", 'speaker:="-x:y"'),
        (RecordGroup.SPEAKER, '""', 'speaker:=""""""'),
        (RecordGroup.SPEAKER, "ÉLYSÉE", "speaker:=ÉLYSÉE"),
    ],
)
def test_a_line_s_filter_finds_its_claims(archive: Archive, group: RecordGroup, name: str, text: str) -> None:
    told = {"speaker": name, "subject": name, "source_publisher": name}
    archive.run(changes.add_claim, a_claim(**told))
    archive.run(changes.add_claim, a_claim("Another", kind=Kind.OTHER, speaker="Other", subject="Other"))
    assert filter_for(group, name) == text
    assert archive.run(queries.claim_numbers, parse_filter(text), TODAY) == [1]


@pytest.mark.parametrize("group", [RecordGroup.SPEAKER, RecordGroup.SUBJECT, RecordGroup.PUBLISHER])
def test_every_line_finds_as_many_claims_as_it_counts(archive: Archive, group: RecordGroup) -> None:
    for name in ("Al", "Albert", "Prince Al", "=Al", "Al Jazeera TV"):
        told = {"speaker": name, "subject": name, "source_publisher": name, "source_title": f"By {name}"}
        archive.run(changes.add_claim, a_claim(f"A claim of {name}", **told))
        archive.run(changes.add_source, 1, {"title": "Al", "publisher": name, "quote": name}, Role.SUPPORTS)
    lines = archive.run(record_by, group, TODAY)
    assert len(lines) == 5
    for line in lines:
        found = archive.run(queries.list_claims, parse_filter(filter_for(group, line.name)), TODAY).rows
        assert [row.statement for row in found] == [f"A claim of {line.name}"]


@pytest.mark.parametrize("group", [RecordGroup.SPEAKER, RecordGroup.SUBJECT, RecordGroup.PUBLISHER])
def test_the_line_of_those_that_name_none_finds_them(archive: Archive, group: RecordGroup) -> None:
    told = {"speaker": "Al", "subject": "Al", "source_publisher": "Al"}
    nothing = {"speaker": "", "subject": "", "source_title": "", "source_publisher": "", "source_url": ""}
    archive.run(changes.add_claim, a_claim("One of Al's", **told))
    archive.run(changes.add_claim, a_claim("One of nobody's", **nothing))
    archive.run(changes.add_claim, a_claim("One without a publisher", **nothing | {"source_title": "A leaflet"}))
    archive.run(changes.add_source, 2, {"title": "Al", "publisher": "Al"}, Role.SUPPORTS)
    (line,) = [line for line in archive.run(record_by, group, TODAY) if not line.name]
    assert line.claims == 2
    assert archive.run(queries.claim_numbers, parse_filter(filter_for(group, "")), TODAY) == [3, 2]


def test_where_no_filter_finds_a_line_it_says_why() -> None:
    with pytest.raises(InvalidInput, match="control"):
        filter_for(RecordGroup.SPEAKER, "a\x1bb")


@change
def state(session: Session, claim_id: int, *told: tuple[float, date, str]) -> None:
    """Note probabilities for a claim, each with its day and who gave it."""
    moment = datetime(2025, 7, 11, tzinfo=UTC)
    for probability, stated_on, stated_by in told:
        values = {"claim_id": claim_id, "probability": probability, "stated_on": stated_on, "stated_by": stated_by}
        session.execute(insert(Credence).values(created_at=moment, updated_at=moment, version=1, **values))


def test_the_newest_probability_before_the_decision_counts(archive: Archive) -> None:
    day = TODAY - timedelta(days=5)
    for verdict in (Verdict.TRUE, Verdict.PARTIAL, Verdict.FALSE, Verdict.VOID, None, Verdict.LATE):
        number = archive.run(changes.add_claim, a_claim(f"Claim {verdict}"))
        after = TODAY + timedelta(days=1)
        archive.run(state, number, (0.1, day, "ada"), (0.1 * number, TODAY, "ada"), (0.99, after, "ada"))
        archive.run(state, number, (0.5, day, "bo"))
        if verdict:
            archive.run(changes.mark_claim, number, decided(verdict))
    mine = [Forecast(0.1, 1.0), Forecast(0.1 * 2, 0.5), Forecast(0.1 * 3, 0.0), Forecast(0.1 * 6, 1.0)]
    others = [Forecast(0.5, outcome) for outcome in (1.0, 0.5, 0.0, 1.0)]
    assert archive.run(own_calibration, TODAY, "ada") == calibration(mine)
    assert archive.run(own_calibration, TODAY, "bo") == calibration(others)
    assert archive.run(own_calibration, TODAY) == calibration(mine + others)
    some = archive.run(own_calibration, TODAY, "ada", parse_filter("status:false"))
    assert some == calibration(mine[2:3])


def test_the_order_is_by_settled_claims_and_then_by_name(archive: Archive) -> None:
    for speaker in ("b", "A", "c", "d", "d"):
        archive.run(changes.add_claim, a_claim(f"{speaker} says", speaker=speaker))
    archive.run(changes.mark_claim, 3, decided(Verdict.VOID))
    assert [line.name for line in archive.run(record_by, RecordGroup.SPEAKER, TODAY)] == ["c", "d", "A", "b"]
