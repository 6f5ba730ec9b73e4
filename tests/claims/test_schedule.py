from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.schedule import Proposal, Said, Thread, follow, propose, schedule_on
from tracker.claims.vocabulary import Kind, Move, Schedule, Verdict

TODAY = date(2025, 7, 12)
RELEASED = date(2025, 8, 5)

# The example of the design: a model announced for early summer, moved twice, put off, released.
FIRST = Said(1, date(2025, 6, 10), "early this summer", Kind.RELEASE, None, date(2025, 6, 1), date(2025, 7, 31))
SECOND = Said(2, date(2025, 6, 20), "a month later", Kind.RELEASE, 1, date(2025, 7, 1), date(2025, 8, 31))
THIRD = Said(3, date(2025, 7, 11), "la semaine prochaine", Kind.RELEASE, 2, date(2025, 7, 14), date(2025, 7, 20))
FOURTH = Said(4, date(2025, 7, 11), "indéfiniment", Kind.DELAY, 3)
CHAIN = (FIRST, SECOND, THIRD, FOURTH)

days = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@st.composite
def windows(draw: st.DrawFn) -> tuple[date | None, date | None]:
    start, end = draw(st.none() | days), draw(st.none() | days)
    return (end, start) if start and end and end < start else (start, end)


@st.composite
def threads(draw: st.DrawFn) -> list[Said]:
    """Claims that each revise one said no later, as the archive lets them in."""
    told: list[Said] = []
    for claim_id in range(1, draw(st.integers(1, 6)) + 1):
        revised = draw(st.sampled_from(told)) if told else None
        said_on = draw(days.filter(lambda day: revised is None or day >= revised.said_on))  # noqa: B023 -- drawn now
        start, end = draw(windows())
        verdict = draw(st.none() | st.sampled_from(Verdict))
        tells_a_day = verdict is not None and verdict.tells_a_day
        told.append(
            Said(
                claim_id=claim_id,
                said_on=said_on,
                statement=draw(st.sampled_from("ab")),
                kind=draw(st.sampled_from(Kind)),
                revises=revised.claim_id if revised else None,
                start=start,
                end=end,
                open=draw(st.sampled_from(["", "", "", "withdrawn"])),
                verdict=verdict,
                occurred_on=draw(days) if tells_a_day else None,
                is_unread=start is None and end is None and draw(st.booleans()),
            )
        )
    return told


def _told(thread: Thread) -> list[tuple[int, Move, int, Schedule | None]]:
    return [(step.said.claim_id, step.move, step.slip_days, step.moved) for step in thread.steps]


def _told_without_numbers(thread: Thread) -> list[tuple[Said, Move, int, Schedule | None]]:
    return [
        (replace(step.said, claim_id=0, revises=None), step.move, step.slip_days, step.moved) for step in thread.steps
    ]


def test_the_example_of_the_design_is_followed_step_by_step() -> None:
    assert _told(follow(CHAIN)) == [
        (1, Move.FIRST, 0, Schedule.RESCHEDULED),
        (2, Move.RESCHEDULED, 31, Schedule.RESCHEDULED),
        (3, Move.BROUGHT_FORWARD, 0, Schedule.POSTPONED),
        (4, Move.POSTPONED, 0, None),
    ]


def test_the_example_counts_its_slips_and_its_days() -> None:
    thread = follow(CHAIN)
    assert (thread.slips, thread.slip_days) == (2, 31)
    assert (thread.original, thread.current) == (FIRST, FOURTH)


@pytest.mark.parametrize(
    ("claim_id", "status"),
    [
        (1, Schedule.RESCHEDULED),
        (2, Schedule.RESCHEDULED),
        (3, Schedule.POSTPONED),
        (4, Schedule.NO_DATE),
    ],
)
def test_the_example_shows_where_each_claim_stands(claim_id: int, status: Schedule) -> None:
    step = next(step for step in follow(CHAIN).steps if step.said.claim_id == claim_id)
    assert step.status(TODAY) is status


def test_the_example_is_settled_by_the_release() -> None:
    assert propose(follow(CHAIN), RELEASED) == (
        Proposal(1, "early this summer", Verdict.LATE, 5, "5 days after 31 Jul 2025"),
        Proposal(2, "a month later", Verdict.TRUE, 0, "not after 31 Aug 2025"),
        Proposal(3, "la semaine prochaine", Verdict.LATE, 16, "16 days after 20 Jul 2025"),
        Proposal(4, "indéfiniment", Verdict.TRUE, 0, "no last day was stated"),
    )


def test_the_example_is_settled_when_nothing_ever_comes() -> None:
    verdicts = [proposal.verdict for proposal in propose(follow(CHAIN), None)]
    assert verdicts == [Verdict.FALSE, Verdict.FALSE, Verdict.FALSE, Verdict.TRUE]


def test_the_settled_example_tells_how_late_it_was() -> None:
    proposals = {proposal.claim_id: proposal.verdict for proposal in propose(follow(CHAIN), RELEASED)}
    settled = [replace(said, verdict=proposals[said.claim_id], occurred_on=RELEASED) for said in CHAIN]
    thread = follow(settled)
    assert thread.happened_on == RELEASED
    assert thread.days_late(thread.original, TODAY) == 5
    assert thread.summary(TODAY) == "2 slips, 5 days late"


@pytest.mark.parametrize("put_off", [FOURTH, replace(FOURTH, kind=Kind.RELEASE, open="withdrawn")])
def test_a_delay_that_came_true_is_not_the_day_on_which_it_happened(put_off: Said) -> None:
    found_true = replace(put_off, verdict=Verdict.TRUE, occurred_on=date(2025, 7, 11))
    thread = follow([*CHAIN[:3], found_true])
    assert thread.happened_on is None
    assert "on time" not in thread.summary(TODAY)


def _said(**told: Any) -> Said:
    return replace(Said(2, date(2025, 7, 11), "next", Kind.RELEASE, revises=1), **told)


@pytest.mark.parametrize(
    ("second", "move", "slip_days", "first_stands"),
    [
        (_said(start=date(2025, 8, 1), end=date(2025, 8, 31)), Move.RESCHEDULED, 31, Schedule.RESCHEDULED),
        (_said(end=date(2025, 8, 1)), Move.RESCHEDULED, 1, Schedule.RESCHEDULED),
        (_said(start=date(2025, 7, 14), end=date(2025, 7, 20)), Move.BROUGHT_FORWARD, 0, Schedule.RESCHEDULED),
        (_said(start=date(2025, 7, 1), end=date(2025, 7, 31)), Move.REAFFIRMED, 0, None),
        (_said(start=date(2025, 7, 20), end=date(2025, 7, 31)), Move.REAFFIRMED, 0, None),
        (_said(), Move.POSTPONED, 0, Schedule.POSTPONED),
        (_said(start=date(2025, 9, 1)), Move.RESCHEDULED, 32, Schedule.RESCHEDULED),
        (_said(start=date(2025, 7, 15)), Move.REAFFIRMED, 0, None),
        (_said(open="vague"), Move.POSTPONED, 0, Schedule.POSTPONED),
        (_said(open="withdrawn"), Move.WITHDRAWN, 0, Schedule.WITHDRAWN),
        (_said(verdict=Verdict.VOID, end=date(2025, 9, 1)), Move.SET_ASIDE, 0, None),
    ],
)
def test_a_revision_is_read_off_by_comparing_windows(
    second: Said, move: Move, slip_days: int, first_stands: Schedule | None
) -> None:
    first = Said(1, date(2025, 6, 10), "July", start=date(2025, 7, 1), end=date(2025, 7, 31))
    assert _told(follow([first, second])) == [(1, Move.FIRST, 0, first_stands), (2, move, slip_days, None)]


@pytest.mark.parametrize(
    ("second", "move", "slip_days", "first_stands"),
    [
        (_said(start=date(2026, 6, 1)), Move.RESCHEDULED, 457, Schedule.RESCHEDULED),
        (_said(start=date(2025, 3, 1)), Move.REAFFIRMED, 0, None),
        (_said(start=date(2025, 1, 1)), Move.BROUGHT_FORWARD, 0, Schedule.RESCHEDULED),
        (_said(start=date(2025, 6, 1), end=date(2025, 6, 30)), Move.DATED, 0, Schedule.RESCHEDULED),
        (_said(end=date(2025, 3, 1)), Move.DATED, 0, Schedule.RESCHEDULED),
        (_said(start=date(2025, 2, 1), end=date(2025, 2, 28)), Move.BROUGHT_FORWARD, 0, Schedule.RESCHEDULED),
        (_said(), Move.POSTPONED, 0, Schedule.POSTPONED),
        (_said(open="withdrawn"), Move.WITHDRAWN, 0, Schedule.WITHDRAWN),
    ],
)
def test_a_window_without_a_last_day_is_moved_by_its_first(
    second: Said, move: Move, slip_days: int, first_stands: Schedule | None
) -> None:
    first = Said(1, date(2025, 1, 10), "not before March", start=date(2025, 3, 1))
    assert _told(follow([first, second])) == [(1, Move.FIRST, 0, first_stands), (2, move, slip_days, None)]


def test_a_deadline_that_was_not_read_moves_nothing() -> None:
    unread = Said(2, date(2025, 7, 1), "after the harvest", revises=1, is_unread=True)
    thread = follow([FIRST, unread])
    assert _told(thread) == [(1, Move.FIRST, 0, None), (2, Move.REAFFIRMED, 0, None)]
    assert (thread.slips, thread.current) == (0, FIRST)
    later = Said(3, date(2025, 7, 2), "in August", revises=2, start=date(2025, 8, 1), end=date(2025, 8, 31))
    assert _told(follow([FIRST, unread, later]))[-1] == (3, Move.RESCHEDULED, 31, None)
    assert follow([replace(unread, revises=None)]).current == replace(unread, revises=None)


def test_days_are_counted_once_over_a_window_without_a_last_day() -> None:
    march = Said(1, date(2025, 1, 1), "March", start=date(2025, 3, 1), end=date(2025, 3, 31))
    after_june = Said(2, date(2025, 3, 1), "after June", revises=1, start=date(2025, 7, 1))
    september = Said(3, date(2025, 6, 1), "September", revises=2, start=date(2025, 9, 1), end=date(2025, 9, 30))
    thread = follow([march, after_june, september])
    assert [step.slip_days for step in thread.steps] == [0, 92, 91]
    assert thread.slip_days == (date(2025, 9, 30) - date(2025, 3, 31)).days


def test_days_late_count_from_the_first_last_day_that_was_stated() -> None:
    undated = Said(1, date(2025, 1, 1), "soon")
    july = Said(2, date(2025, 6, 1), "in July", revises=1, start=date(2025, 7, 1), end=date(2025, 7, 31))
    thread = follow([undated, july])
    assert thread.original == july
    assert thread.summary(date(2025, 8, 5)) == "5 days late"
    assert follow([undated]).original is None


@pytest.mark.parametrize("verdict", [Verdict.TRUE, Verdict.LATE])
def test_what_happened_on_a_day_that_nobody_knows_grows_no_later(verdict: Verdict) -> None:
    late = replace(FIRST, verdict=verdict)
    again = replace(FIRST, claim_id=2, revises=1, said_on=date(2025, 7, 10))
    thread = follow([late, again])
    assert thread.days_late(thread.original, date(2026, 1, 1)) is None
    assert thread.summary(date(2026, 1, 1)) == ""
    assert thread.steps[0].days_late(date(2026, 1, 1)) is None
    assert follow([replace(late, verdict=None), again]).summary(date(2025, 8, 5)) == "5 days late"


def test_what_was_put_off_grows_later_though_the_delay_came_true() -> None:
    thread = follow([FIRST, replace(FOURTH, revises=1, verdict=Verdict.TRUE, occurred_on=date(2025, 7, 11))])
    assert thread.days_late(thread.original, date(2025, 8, 5)) == 5


def test_what_happened_without_a_day_that_was_stated_is_neither_late_nor_on_time() -> None:
    undated = Said(1, date(2025, 1, 1), "soon", verdict=Verdict.TRUE, occurred_on=RELEASED)
    assert follow([undated]).summary(TODAY) == ""


def test_a_promise_that_was_taken_back_is_late_until_then() -> None:
    dropped = Said(2, date(2025, 8, 10), "we drop it", revises=1, open="withdrawn")
    thread = follow([FIRST, dropped])
    assert thread.days_late(thread.original, date(2026, 1, 1)) == 10
    assert follow([FIRST, replace(dropped, said_on=date(2025, 7, 1))]).summary(date(2026, 1, 1)) == ""
    taken_up = Said(3, date(2025, 9, 1), "in September", revises=2, start=date(2025, 9, 1), end=date(2025, 9, 30))
    thread = follow([FIRST, dropped, taken_up])
    assert thread.days_late(thread.original, date(2025, 10, 1)) == 62


def test_days_are_counted_from_the_last_date_that_was_stated_before_it_was_dropped() -> None:
    again = Said(5, date(2025, 7, 30), "in September", revises=4, start=date(2025, 9, 1), end=date(2025, 9, 30))
    thread = follow([*CHAIN, again])
    assert (thread.steps[-1].move, thread.steps[-1].slip_days) == (Move.DATED, 72)
    assert (thread.slips, thread.slip_days) == (2, 103)


def test_a_date_before_the_one_that_was_dropped_takes_no_days_back() -> None:
    sooner = Said(5, date(2025, 7, 12), "tomorrow", revises=4, start=date(2025, 7, 13), end=date(2025, 7, 13))
    thread = follow([*CHAIN, sooner])
    assert (thread.steps[-1].move, thread.steps[-1].slip_days) == (Move.DATED, 0)
    assert (thread.slips, thread.slip_days) == (2, 31)


def test_what_never_had_a_date_is_not_put_off_by_words_without_one() -> None:
    soon = Said(1, date(2025, 1, 1), "soon")
    thread = follow([soon, replace(soon, claim_id=2, revises=1, said_on=date(2025, 2, 1))])
    assert _told(thread) == [(1, Move.FIRST, 0, None), (2, Move.REAFFIRMED, 0, None)]
    assert thread.slips == 0


def test_a_void_claim_is_not_late_and_tells_no_day_on_which_it_happened() -> None:
    thread = follow([FIRST, replace(SECOND, verdict=Verdict.VOID, occurred_on=date(2025, 9, 3))])
    assert thread.steps[1].days_late(TODAY) is None
    assert thread.happened_on is None


@pytest.mark.parametrize(
    ("said", "day", "status"),
    [
        (FIRST, date(2025, 6, 30), Schedule.UPCOMING),
        (FIRST, date(2025, 7, 1), Schedule.DUE),
        (FIRST, date(2025, 7, 31), Schedule.DUE),
        (FIRST, date(2025, 8, 1), Schedule.OVERDUE),
        (THIRD, date(2025, 7, 13), Schedule.UPCOMING),
        (THIRD, date(2025, 7, 14), Schedule.DUE),
        (THIRD, date(2025, 7, 20), Schedule.DUE),
        (THIRD, date(2025, 7, 21), Schedule.OVERDUE),
        (FOURTH, date(2200, 1, 1), Schedule.NO_DATE),
        (replace(FIRST, start=None, end=date(2050, 12, 31)), date(2050, 11, 30), Schedule.UPCOMING),
        (replace(FIRST, start=None, end=date(2050, 12, 31)), date(2050, 12, 1), Schedule.DUE),
        (replace(FIRST, start=None, end=date(2025, 6, 12)), date(2025, 6, 10), Schedule.DUE),
        (replace(FIRST, start=date(2025, 9, 1), end=None), date(2025, 8, 31), Schedule.UPCOMING),
        (replace(FIRST, start=date(2025, 9, 1), end=None), date(2199, 1, 1), Schedule.DUE),
        (replace(FIRST, open="withdrawn"), date(2025, 9, 1), Schedule.WITHDRAWN),
    ],
)
def test_a_claim_becomes_due_and_overdue_by_the_calendar(said: Said, day: date, status: Schedule) -> None:
    assert schedule_on(said, None, day) is status


@pytest.mark.parametrize(
    ("start", "end", "due_from"),
    [
        (None, date(2025, 6, 12), date(2025, 6, 10)),
        (date(2025, 6, 5), date(2025, 6, 12), date(2025, 6, 5)),
        (None, date(2025, 12, 31), date(2025, 12, 1)),
        (date(2025, 6, 5), date(2025, 12, 31), date(2025, 12, 1)),
        (date(2025, 6, 10), date(2025, 12, 31), date(2025, 12, 1)),
        (date(2025, 6, 11), date(2025, 12, 31), date(2025, 6, 11)),
        (date(2025, 6, 5), None, date(2025, 6, 5)),
        (None, None, None),
    ],
)
def test_a_window_that_was_running_is_due_in_its_last_stretch_and_never_before_it_began(
    start: date | None, end: date | None, due_from: date | None
) -> None:
    assert replace(FIRST, start=start, end=end).due_from == due_from


@given(threads(), st.randoms(use_true_random=False))
def test_the_order_in_which_claims_are_given_changes_nothing(claims: list[Said], chance: Any) -> None:
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert follow(shuffled) == follow(claims)


def test_two_claims_in_the_same_words_are_told_in_the_same_order_however_they_are_given() -> None:
    twins = [replace(SECOND, claim_id=7), replace(SECOND, claim_id=8)]
    assert follow([FIRST, *twins]) == follow([*reversed(twins), FIRST])


@given(threads(), st.randoms(use_true_random=False))
def test_the_numbers_that_claims_were_given_on_entry_change_nothing(claims: list[Said], chance: Any) -> None:
    numbers = [said.claim_id for said in claims]
    chance.shuffle(numbers)
    entered = dict(zip([said.claim_id for said in claims], numbers, strict=True))
    renumbered = [
        replace(said, claim_id=entered[said.claim_id], revises=entered.get(said.revises or 0)) for said in claims
    ]
    assert _told_without_numbers(follow(renumbered)) == _told_without_numbers(follow(claims))


@given(threads())
def test_a_claim_comes_after_the_one_it_revises(claims: list[Said]) -> None:
    place = {step.said.claim_id: number for number, step in enumerate(follow(claims).steps)}
    assert sorted(place) == sorted(said.claim_id for said in claims)
    assert all(place[said.claim_id] > place[said.revises] for said in claims if said.revises)


@given(threads(), days)
def test_slips_and_days_are_never_less_than_none(claims: list[Said], today: date) -> None:
    thread = follow(claims)
    assert thread.slips >= 0
    assert all(step.slip_days >= 0 for step in thread.steps)
    late = [step.days_late(today) for step in thread.steps]
    late += [thread.days_late(thread.original, today), thread.days_late(thread.current, today)]
    assert all(days is None or days > 0 for days in late)


@given(threads(), days, days)
def test_time_only_moves_a_claim_from_upcoming_to_due_to_overdue(claims: list[Said], one: date, other: date) -> None:
    order = [Schedule.UPCOMING, Schedule.DUE, Schedule.OVERDUE]
    earlier, later = sorted([one, other])
    for step in follow(claims).steps:
        before, after = step.schedule(earlier), step.schedule(later)
        if before in order:
            assert order.index(after) >= order.index(before)
        else:
            assert after is before


@given(threads(), days)
def test_a_verdict_is_the_status_whatever_the_calendar_says(claims: list[Said], today: date) -> None:
    for step in follow(claims).steps:
        assert step.status(today) is (step.said.verdict or step.schedule(today))


@given(threads())
def test_void_claims_move_nothing(claims: list[Said]) -> None:
    thread = follow(claims)
    counted = [step for step in thread.steps if not step.said.is_set_aside]
    one_a_day = enumerate(counted, start=date(2024, 1, 1).toordinal())
    alone = follow(replace(step.said, revises=None, said_on=date.fromordinal(day)) for day, step in one_a_day)
    assert [(step.move, step.slip_days, step.moved) for step in counted] == [
        (step.move, step.slip_days, step.moved) for step in alone.steps
    ]
    aside = [step for step in thread.steps if step.said.is_set_aside]
    assert all((step.move, step.slip_days, step.moved) == (Move.SET_ASIDE, 0, None) for step in aside)


@given(threads(), st.none() | days)
def test_each_open_claim_said_by_then_gets_exactly_one_proposal(claims: list[Said], happened_on: date | None) -> None:
    proposed = [proposal.claim_id for proposal in propose(follow(claims), happened_on)]
    judged = [said for said in claims if said.verdict is None and not said.kind.judged_on_substance]
    wanted = [said.claim_id for said in judged if happened_on is None or said.said_on <= happened_on]
    assert sorted(proposed) == wanted


@given(threads(), days)
def test_a_proposal_agrees_with_the_claims_own_window(claims: list[Said], happened_on: date) -> None:
    by_id = {said.claim_id: said for said in claims}
    for proposal in propose(follow(claims), happened_on):
        said = by_id[proposal.claim_id]
        is_late = said.end is not None and happened_on > said.end and not said.is_withdrawal
        assert (proposal.verdict is Verdict.LATE) == is_late == (proposal.days_late > 0)


def test_what_was_said_after_it_happened_gets_no_proposal() -> None:
    still_to_come = Said(5, date(2025, 8, 20), "it will come", revises=4, start=date(2025, 9, 1), end=date(2025, 9, 30))
    assert [proposal.claim_id for proposal in propose(follow([*CHAIN, still_to_come]), RELEASED)] == [1, 2, 3, 4]
    assert propose(follow([*CHAIN, still_to_come]), None)[-1].claim_id == 5


def test_what_depends_on_a_promise_that_failed_is_proposed_as_void() -> None:
    best = Said(9, date(2025, 7, 11), "best in class", Kind.SUPERLATIVE)
    settled = replace(best, claim_id=10, verdict=Verdict.FALSE)
    assert propose(follow([FIRST]), None, [best, settled])[-1] == Proposal(
        9, "best in class", Verdict.VOID, 0, "what it depends on failed"
    )
    assert [proposal.claim_id for proposal in propose(follow([FIRST]), RELEASED, [best])] == [1]


def test_a_withdrawal_is_false_when_it_comes_all_the_same() -> None:
    dropped = Said(2, date(2025, 7, 1), "we drop it", revises=1, open="withdrawn")
    verdicts = [proposal.verdict for proposal in propose(follow([FIRST, dropped]), RELEASED)]
    assert verdicts == [Verdict.LATE, Verdict.FALSE]


def test_a_thread_of_void_claims_alone_has_neither_first_nor_last_window() -> None:
    thread = follow([replace(FIRST, verdict=Verdict.VOID)])
    assert (thread.original, thread.current, thread.summary(TODAY)) == (None, None, "")


@pytest.mark.parametrize(
    ("claims", "summary"),
    [
        ([FIRST], ""),
        ([replace(FIRST, end=date(2025, 7, 11))], "1 day late"),
        ([replace(FIRST, verdict=Verdict.TRUE, occurred_on=date(2025, 7, 1))], "on time"),
        ([replace(FIRST, verdict=Verdict.FALSE, end=date(2025, 7, 1))], ""),
        ([FIRST, SECOND], "1 slip"),
    ],
)
def test_a_thread_is_summed_up_in_words(claims: list[Said], summary: str) -> None:
    assert follow(claims).summary(TODAY) == summary


def test_a_revision_that_leads_in_a_circle_is_still_put_in_order() -> None:
    circle = [replace(FIRST, revises=2), replace(SECOND, revises=1)]
    assert len(follow(circle).steps) == 2
