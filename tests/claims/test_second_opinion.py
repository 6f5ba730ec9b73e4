"""Every figure of the record and of one's calibration, computed a second time by the libraries of statistics."""

from __future__ import annotations

from math import isinf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats
from statsmodels.stats.proportion import proportion_confint

from tracker.claims.scoring import (
    BINS,
    SMALL,
    Forecast,
    Rate,
    brier_score,
    calibration,
    log_score,
    quantile,
    shrunken,
    slip_within,
    wilson,
)

NEAR = 1e-9
FORECASTS = st.lists(
    st.builds(Forecast, st.floats(0, 1), st.sampled_from([0.0, 0.5, 1.0])),
    min_size=1,
    max_size=60,
)
DAYS = st.lists(st.integers(-5_000, 5_000), min_size=1, max_size=60)


@given(st.integers(1, 2_000), st.data())
def test_the_interval_is_that_of_statsmodels(of: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, 2 * of)) / 2
    assert wilson(hits, of) == pytest.approx(proportion_confint(hits, of, method="wilson"), abs=NEAR)


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_the_shrunken_rate_is_the_mean_of_the_beta_distribution(of: int, others: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, of))
    pool = Rate(hits + data.draw(st.integers(0, others)), of + others)
    share = pool.hits / pool.of
    if share in {0, 1}:  # no distribution has such a prior; the estimate is the share itself
        assert shrunken(Rate(hits, of), pool) == share
        return
    posterior = stats.beta(SMALL * share + hits, SMALL * (1 - share) + of - hits)
    assert shrunken(Rate(hits, of), pool) == pytest.approx(posterior.mean(), abs=NEAR)


@given(DAYS, st.floats(0, 1))
def test_the_quantile_is_that_of_numpy_and_scipy(days: list[int], share: float) -> None:
    found = quantile(days, share)
    assert found == pytest.approx(np.quantile(days, share, method="linear"), abs=NEAR)
    assert found == pytest.approx(stats.mstats.mquantiles(days, share, alphap=1, betap=1)[0], abs=NEAR)


@given(DAYS)
def test_slips_are_those_of_numpy(days: list[int]) -> None:
    slipped = [day for day in days if day > 0]
    for share in (0.5, 0.9):
        expected = pytest.approx(np.quantile(slipped, share), abs=NEAR) if slipped else None
        assert slip_within(days, share) == expected


@given(FORECASTS)
def test_both_scores_are_those_of_numpy_and_scipy(forecasts: list[Forecast]) -> None:
    stated = np.array([each.probability for each in forecasts])
    happened = np.array([each.outcome for each in forecasts])
    assert brier_score(forecasts) == pytest.approx(np.mean(np.square(stated - happened)), abs=NEAR)
    surprise = -(special.xlogy(happened, stated) + special.xlogy(1 - happened, 1 - stated))
    expected = float(np.mean(surprise))
    found = log_score(forecasts)
    assert found is not None
    assert (isinf(found) and isinf(expected)) or found == pytest.approx(expected, abs=NEAR)


@given(FORECASTS)
def test_each_bin_is_that_of_scipy(forecasts: list[Forecast]) -> None:
    stated = [each.probability for each in forecasts]
    edges = [number / BINS for number in range(BINS + 1)]
    found = calibration(forecasts)
    counts = stats.binned_statistic(stated, stated, "count", edges).statistic
    assert [each.came_true.of for each in found.bins] == list(counts)
    means = stats.binned_statistic(stated, stated, "mean", edges).statistic
    shares = stats.binned_statistic(stated, [each.outcome for each in forecasts], "mean", edges).statistic
    for each, mean, share in zip(found.bins, means, shares, strict=True):
        if each.came_true.of:
            assert each.stated == pytest.approx(mean, abs=NEAR)
            assert each.came_true.share == pytest.approx(share, abs=NEAR)
