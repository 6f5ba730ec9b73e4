from __future__ import annotations

from datetime import date

import pytest

from tracker.claims.wording import due_in_short, reading_in_words, span_in_short


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-07-14", "2025-07-20", "14–20 Jul 2025"),
        ("2025-07-14", "2025-07-14", "14 Jul 2025"),
        ("2025-07-01", "2025-07-31", "Jul 2025"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2020-01-01", "2029-12-31", "2020–2029"),
        ("2025-06-01", "2025-08-31", "Jun – Aug 2025"),
        ("2024-12-01", "2025-02-28", "Dec 2024 – Feb 2025"),
        ("2025-06-10", "2025-08-31", "10 Jun – 31 Aug 2025"),
        ("2025-06-10", "2026-01-02", "10 Jun 2025 – 2 Jan 2026"),
        ("2034-01-01", None, "from 1 Jan 2034"),
        (None, "2034-01-01", "until 1 Jan 2034"),
        (None, None, ""),
    ],
)
def test_a_window_is_told_shortly(start: str | None, end: str | None, words: str) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    assert span_in_short(first, last) == words


def test_of_a_window_that_runs_already_the_list_tells_the_end() -> None:
    said_on = date(2025, 6, 10)
    assert due_in_short(said_on, date(2025, 8, 31), said_on, "later this summer") == "by 31 Aug 2025"
    assert due_in_short(said_on, date(2025, 6, 15), said_on, "this week") == "10–15 Jun 2025"
    assert due_in_short(date(2025, 6, 1), date(2025, 6, 30), said_on, "this month") == "Jun 2025"
    assert due_in_short(date(2025, 7, 14), date(2025, 7, 20), said_on, "") == "14–20 Jul 2025"
    assert due_in_short(date(2034, 1, 1), None, said_on, "from 2034") == "from 1 Jan 2034"
    assert due_in_short(None, None, said_on, "soon") == "soon"
    assert due_in_short(None, None, said_on, "") == "—"


def test_a_reading_tells_the_words_and_the_days() -> None:
    day = date(2025, 7, 14)
    assert reading_in_words("on Monday", day, day, "weekday") == "on Monday → Mon 14 Jul 2025 (weekday)"
    assert reading_in_words("indefinitely", None, None, "indefinitely") == "indefinitely → no date (indefinitely)"
    assert reading_in_words("", day, day, "") == "Mon 14 Jul 2025"
    assert reading_in_words("", None, None, "") == "no date"
