from __future__ import annotations

from datetime import date, timedelta
from math import inf, log, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.scoring import (
    BINS,
    MOST_POINTS,
    Forecast,
    Rate,
    brier_score,
    calibration,
    hit_rate,
    log_score,
    shrunken,
    slip_within,
    stretches,
    was_on_time,
    wilson,
)
from tracker.claims.vocabulary import Schedule, Verdict

DAY = date(2025, 7, 20)
BEFORE, AFTER = DAY - timedelta(days=3), DAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("counts", "hits", "of"),
    [
        ({}, 0, 0),
        ({Verdict.TRUE: 3, Verdict.FALSE: 1}, 3, 4),
        ({Verdict.LATE: 2, Verdict.PARTIAL: 1}, 2.5, 3),
        ({Verdict.UNVERIFIABLE: 4, Verdict.VOID: 5}, 0, 0),
        ({Verdict.TRUE: 1, Verdict.VOID: 9}, 1, 1),
    ],
)
def test_the_hit_rate_adds_up_the_scores_of_what_counts(counts: dict[Verdict, int], hits: float, of: int) -> None:
    assert hit_rate(counts) == Rate(hits, of)


@pytest.mark.parametrize(("of", "share", "is_small"), [(0, None, True), (4, 0.5, True), (5, 0.5, False)])
def test_small_samples_say_so(of: int, share: float | None, is_small: bool) -> None:  # noqa: FBT001
    assert (Rate(of / 2, of).share, Rate(of / 2, of).is_small) == (share, is_small)


# The last four are the score method's rows in R. G. Newcombe, Statistics in Medicine 17 (1998), table I.
@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (5, 10, 0.2366, 0.7634),
        (0, 0, 0.0, 1.0),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_the_literature(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def turned_over(hits: float, of: int, *, is_upper: bool) -> float:
    """The end of the interval by definition: the share at which a score test just fails to reject what was seen."""
    seen, deviations = hits / of, NormalDist().inv_cdf(0.975)
    inside, outside = seen, 1.0 if is_upper else 0.0
    for _ in range(200):
        middle = (inside + outside) / 2
        is_inside = abs(seen - middle) <= deviations * sqrt(middle * (1 - middle) / of)
        inside, outside = (middle, outside) if is_inside else (inside, middle)
    return inside


@given(st.integers(1, 2_000), st.data())
def test_the_interval_holds_the_shares_that_a_score_test_does_not_reject(of: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, 2 * of)) / 2
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of <= high <= 1
    assert low == pytest.approx(turned_over(hits, of, is_upper=False), abs=1e-9)
    assert high == pytest.approx(turned_over(hits, of, is_upper=True), abs=1e-9)
    mirrored = wilson(of - hits, of)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)


@pytest.mark.parametrize("of", [9, 15])
def test_the_interval_ends_where_everything_came_true_however_it_is_rounded(of: int) -> None:
    assert wilson(of, of)[1] == 1.0


@given(st.integers(1, 500), st.integers(2, 10))
def test_more_claims_make_the_interval_narrower(of: int, times: int) -> None:
    low, high = wilson(of / 2, of)
    nearer_low, nearer_high = wilson(of * times / 2, of * times)
    assert low < nearer_low < nearer_high < high


@pytest.mark.parametrize(
    ("verdict", "occurred_on", "is_on_time"),
    [
        (Verdict.TRUE, BEFORE, True),
        (Verdict.TRUE, DAY, True),
        (Verdict.TRUE, AFTER, False),
        (Verdict.TRUE, None, True),
        (Verdict.PARTIAL, DAY, True),
        (Verdict.PARTIAL, AFTER, False),
        (Verdict.PARTIAL, None, None),
        (Verdict.LATE, AFTER, False),
        (Verdict.LATE, None, False),
        (Verdict.FALSE, None, False),
        (Verdict.UNVERIFIABLE, None, None),
        (Verdict.VOID, None, None),
        (Verdict.VOID, AFTER, None),
    ],
)
@pytest.mark.parametrize("today", [BEFORE, AFTER])
def test_a_settled_claim_is_judged_by_its_own_last_day(
    verdict: Verdict,
    occurred_on: date | None,
    is_on_time: bool | None,  # noqa: FBT001
    today: date,
) -> None:
    assert was_on_time(DAY, verdict, occurred_on, today) is is_on_time
    assert was_on_time(None, verdict, occurred_on, today) is None


@pytest.mark.parametrize(
    ("today", "moved", "happened_on", "is_on_time"),
    [
        (BEFORE, None, None, None),
        (DAY, None, None, None),
        (AFTER, None, None, False),
        (DAY, Schedule.POSTPONED, None, None),
        (AFTER, Schedule.POSTPONED, None, False),
        (AFTER, Schedule.RESCHEDULED, AFTER, False),
        (AFTER, Schedule.RESCHEDULED, DAY, True),
        (AFTER, Schedule.RESCHEDULED, BEFORE, True),
        (AFTER, Schedule.WITHDRAWN, None, False),
        (AFTER, None, BEFORE, False),
    ],
)
def test_a_day_that_has_passed_counts_without_a_verdict(
    today: date,
    moved: Schedule | None,
    happened_on: date | None,
    is_on_time: bool | None,  # noqa: FBT001
) -> None:
    assert was_on_time(DAY, None, None, today, moved=moved, happened_on=happened_on) is is_on_time


@pytest.mark.parametrize(
    ("days", "middle"), [([], None), ([0, 0], None), ([7], 7), ([1, 30, 3], 3), ([1, 0, 4], 2.5), ([10, 2, 3, 4], 3.5)]
)
def test_the_median_slip_is_the_middle_of_what_is_known(days: list[int], middle: float | None) -> None:
    assert slip_within(days, 0.5) == middle


def test_nine_in_ten_slips_lie_within_the_ninth_decile() -> None:
    assert slip_within(range(12), 0.9) == 10
    assert slip_within([10, 0, 20], 0.9) == 19


def test_one_lucky_call_does_not_top_the_list() -> None:
    everybody = Rate(60, 100)
    lucky, steady, poor = (shrunken(rate, everybody) or 0.0 for rate in (Rate(1, 1), Rate(18, 20), Rate(2, 20)))
    assert poor < lucky < steady
    assert shrunken(Rate(), everybody) is None
    assert shrunken(Rate(), Rate()) is None
    assert shrunken(Rate(1, 1), Rate()) is None


@pytest.mark.parametrize(
    ("first", "last", "months", "starts"),
    [
        ("2025-05-03", "2025-05-03", 3, ["2025-04-01"]),
        ("2025-03-31", "2025-07-01", 3, ["2025-01-01", "2025-04-01", "2025-07-01"]),
        ("2019-12-31", "2025-01-01", 6, None),
        ("2009-06-01", "2025-01-01", 24, None),
        ("1900-01-01", "2200-12-31", 600, None),
        ("1999-12-31", "2000-01-01", 3, ["1999-10-01", "2000-01-01"]),
    ],
)
def test_time_is_cut_into_calendar_stretches(first: str, last: str, months: int, starts: list[str] | None) -> None:
    length, found = stretches(date.fromisoformat(first), date.fromisoformat(last))
    assert length == months
    assert starts is None or [day.isoformat() for day in found] == starts


@given(st.dates(), st.dates())
def test_stretches_are_few_and_end_with_the_last_day(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    months, starts = stretches(first, last)
    assert 1 <= len(starts) <= MOST_POINTS
    assert starts[-1] <= last
    assert (last.year - starts[-1].year) * 12 + last.month - starts[-1].month < months
    assert list(starts) == sorted(set(starts))
    assert starts[0] <= first or len(starts) == MOST_POINTS


FORECASTS = st.lists(
    st.builds(Forecast, st.floats(0, 1), st.sampled_from([0.0, 0.5, 1.0])),
    max_size=60,
)


@pytest.mark.parametrize(
    ("told", "score"),
    [
        ([], None),
        ([(1.0, 1.0), (0.0, 0.0)], 0),
        ([(1.0, 0.0)], 1),
        ([(0.5, 1.0), (0.5, 0.0)], 0.25),
        ([(0.7, 1.0), (0.3, 1.0), (0.5, 0.5)], (0.09 + 0.49) / 3),
    ],
)
def test_the_brier_score_is_the_mean_squared_distance(told: list[tuple[float, float]], score: float | None) -> None:
    assert brier_score([Forecast(*one) for one in told]) == (score if score is None else pytest.approx(score))


@pytest.mark.parametrize(
    ("told", "score"),
    [
        ([], None),
        ([(1.0, 1.0), (0.0, 0.0)], 0),
        ([(0.5, 1.0), (0.5, 0.0), (0.5, 0.5)], log(2)),
        ([(0.0, 1.0), (0.9, 1.0)], inf),
        ([(1.0, 0.5)], inf),
        ([(0.8, 1.0), (0.8, 0.0)], -(log(0.8) + log(0.2)) / 2),
    ],
)
def test_the_log_score_is_the_mean_surprise(told: list[tuple[float, float]], score: float | None) -> None:
    assert log_score([Forecast(*one) for one in told]) == (score if score is None else pytest.approx(score))


@given(FORECASTS)
def test_every_forecast_is_in_one_bin(forecasts: list[Forecast]) -> None:
    found = calibration(forecasts)
    assert len(found.bins) == BINS
    assert found.of == len(forecasts) == sum(each.came_true.of for each in found.bins)
    assert sum(each.came_true.hits for each in found.bins) == sum(each.outcome for each in forecasts)
    assert found.whole.brier is None or 0 <= found.whole.brier <= 1
    for each in found.bins:
        assert (each.stated is None) is (each.came_true.of == 0)
        assert each.stated is None or each.low - 1e-9 <= each.stated <= each.high + 1e-9


@given(FORECASTS)
def test_the_order_of_forecasts_does_not_matter(forecasts: list[Forecast]) -> None:
    turned = list(reversed(forecasts))
    assert calibration(turned) == calibration(forecasts)


@pytest.mark.parametrize("number", range(BINS + 1))
def test_a_tenth_begins_its_bin(number: int) -> None:
    bins = calibration([Forecast(number / BINS, 1.0)]).bins
    assert [each.low for each in bins if each.came_true.of] == [min(number, BINS - 1) / BINS]


@pytest.mark.parametrize("probability", [-0.5, 1.5])
def test_a_probability_that_is_none_falls_into_an_outer_bin(probability: float) -> None:
    bins = calibration([Forecast(probability, 0.0)]).bins
    assert bins[0 if probability < 0 else -1].came_true.of == 1
