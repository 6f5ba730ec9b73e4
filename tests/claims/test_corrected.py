from __future__ import annotations

from datetime import date, timedelta
from math import inf, isinf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.corrected import CorrectedDate, Promise, corrected_date, corrected_in_words, days_late
from tracker.claims.scoring import SMALL
from tracker.claims.vocabulary import Verdict

JULY = date(2026, 7, 31)
BEFORE = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("days", "today", "corrected"),
    [
        ([60, 60, 60, 60, 60, 60], BEFORE, CorrectedDate(date(2026, 9, 29), 6)),
        ([10, 20, 30, 40], BEFORE, None),
        ([10, 20, 30, 40, 50], BEFORE, CorrectedDate(date(2026, 8, 30), 5)),
        ([-5, -5, 0, 0, 0], BEFORE, CorrectedDate(JULY, 5)),
        ([10, 20, 30, inf, inf], BEFORE, CorrectedDate(date(2026, 8, 30), 5)),
        ([10, 20, 30, inf, inf, inf], BEFORE, CorrectedDate(None, 6)),
        ([10, 20, inf, inf, inf], BEFORE, CorrectedDate(None, 5)),
        ([1, 2, 30, 33, 33, 33, 90], date(2026, 8, 30), CorrectedDate(date(2026, 9, 2), 5)),
        ([1, 2, 30, 33, 33, 33, 90], date(2026, 8, 31), None),
        ([-200, -200, 5, 5, 5, 5, 5], BEFORE, CorrectedDate(date(2026, 8, 5), 7)),
        ([-220, -220, 5, 5, 5, 5, 5], BEFORE, CorrectedDate(date(2026, 8, 5), 5)),
    ],
)
def test_a_last_day_moves_by_what_earlier_promises_took(
    days: list[float], today: date, corrected: CorrectedDate | None
) -> None:
    assert corrected_date(JULY, today, days) == corrected


@given(st.lists(st.integers(0, 900) | st.just(inf), max_size=30))
def test_it_is_the_median_of_numpy_and_nothing_of_a_few(days: list[float]) -> None:
    found = corrected_date(JULY, JULY, days)
    if len(days) < SMALL:
        assert found is None
        return
    assert found
    middle = float(np.median(days))
    assert (found.day is None) is isinf(middle)
    assert found.day is None or abs((found.day - JULY).days - middle) <= 0.5


@pytest.mark.parametrize(
    ("verdict", "happened", "is_broken", "days"),
    [
        (None, "2025-08-05", False, 36),
        (Verdict.TRUE, "2025-06-20", False, -10),
        (Verdict.FALSE, "2025-07-02", True, 2),
        (Verdict.TRUE, None, False, 0),
        (Verdict.TRUE, None, True, 0),
        (Verdict.FALSE, None, True, inf),
        (None, None, True, inf),
        (None, None, False, None),
        (Verdict.LATE, None, False, None),
        (Verdict.LATE, None, True, None),
        (Verdict.PARTIAL, None, False, None),
    ],
)
def test_a_promise_is_as_late_as_its_thread_against_its_first_last_day(
    *, verdict: Verdict | None, happened: str | None, is_broken: bool, days: float | None
) -> None:
    happened_on = date.fromisoformat(happened) if happened else None
    assert days_late(Promise(date(2025, 6, 30), verdict, happened_on, is_broken)) == days


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 9, 10), "early Sep 2026 (n = 6)"),
        (date(2026, 9, 11), "mid Sep 2026 (n = 6)"),
        (date(2026, 9, 20), "mid Sep 2026 (n = 6)"),
        (date(2026, 9, 21), "late Sep 2026 (n = 6)"),
        (date(2026, 8, 31), "late Aug 2026 (n = 6)"),
        (None, "more likely never (n = 6)"),
    ],
)
def test_the_corrected_day_is_told_by_thirds_of_the_month(day: date | None, words: str) -> None:
    assert corrected_in_words(CorrectedDate(day, 6)) == words


def test_no_day_is_lost_at_the_end_of_time() -> None:
    far = [float(days) for days in range(800_000, 800_005)]
    assert corrected_date(JULY, BEFORE, far) == CorrectedDate(JULY + timedelta(days=800_002), 5)
