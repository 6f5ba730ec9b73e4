from __future__ import annotations

from datetime import date

import pytest

from tracker.claims.deadlines import echo_window, read_window, window_fields
from tracker.claims.drafts import read_draft
from tracker.dates.conventions import Conventions

TODAY = date(2025, 7, 11)
SOUTH = Conventions(southern=True, review_days=7)


def test_the_conventions_decide_wherever_a_deadline_is_read() -> None:
    first, last = date(2025, 12, 1), date(2026, 2, 28)
    window = read_window("this summer", TODAY, "en", SOUTH)
    assert window is not None
    assert (window.start, window.end) == (first, last)
    kept, _ = window_fields("this summer", TODAY, "en", SOUTH)
    assert (kept["due_start"], kept["due_end"]) == (first, last)
    fields = read_draft({"statement": "It ships", "due_text": "this summer"}, TODAY, SOUTH)
    assert (fields.due_start, fields.due_end) == (first, last)
    assert "Mon 1 Dec 2025 – Sat 28 Feb 2026" in echo_window("this summer", TODAY, "en", SOUTH)


@pytest.mark.parametrize("due_text", ["", "soon", "when pigs fly", "indefinitely"])
def test_what_has_no_day_comes_back_when_the_conventions_say(due_text: str) -> None:
    fields = read_draft({"statement": "It ships", "due_text": due_text}, TODAY, SOUTH)
    assert fields.review_on == date(2025, 7, 18)
    assert "7 days" in echo_window(due_text, TODAY, "en", SOUTH)
    assert echo_window(due_text, TODAY, "en", Conventions(review_days=1)).endswith("1 day")
