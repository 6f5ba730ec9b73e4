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


def promise(
    thread: int,
    end: str,
    verdict: Verdict | None = None,
    happened: str | None = None,
    *,
    is_taken_back: bool = False,
) -> Promise:
    happened_on = date.fromisoformat(happened) if happened else None
    return Promise(thread, date.fromisoformat(end), verdict, happened_on, is_taken_back)


@pytest.mark.parametrize(
    ("promises", "days"),
    [
        ([promise(1, "2025-06-30", None, "2025-08-05"), promise(1, "2025-07-20", Verdict.LATE, "2025-08-05")], 36),
        ([promise(1, "2025-06-30", Verdict.TRUE, "2025-06-20")], -10),
        ([promise(1, "2025-06-30", Verdict.TRUE)], 0),
        ([promise(1, "2025-06-30", Verdict.FALSE)], inf),
        ([promise(1, "2025-06-30"), promise(1, "2025-12-31", Verdict.FALSE)], inf),
        ([promise(1, "2025-06-30", is_taken_back=True)], inf),
        ([promise(1, "2025-06-30", Verdict.FALSE, "2025-07-02"), promise(1, "2025-07-05", Verdict.TRUE)], 2),
        ([promise(1, "2025-06-30")], None),
        ([promise(1, "2025-06-30", Verdict.LATE)], None),
        ([promise(1, "2025-06-30", Verdict.PARTIAL)], None),
    ],
)
def test_a_thread_counts_once_by_its_first_last_day(promises: list[Promise], days: float | None) -> None:
    assert days_late(promises) == ({} if days is None else {1: days})


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
