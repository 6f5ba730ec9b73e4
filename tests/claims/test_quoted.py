from __future__ import annotations

from datetime import date

import pytest

from tracker.claims.quoted import deadline_in
from tracker.dates.conventions import Conventions

FRIDAY = date(2025, 7, 11)


@pytest.mark.parametrize(
    ("quote", "language", "phrase"),
    [
        ("We ship it next week, or by the end of the summer.", "en", "by the end of the summer"),
        ("We ship it next week.", "", "next week"),
        ("Nous le livrerons la semaine prochaine.", "fr", "la semaine prochaine"),
        ("Nous le livrerons la semaine prochaine.", "", "la semaine prochaine"),
        ("Nous le livrerons la semaine prochaine.", "es", "la semaine prochaine"),
        ("Nous le livrerons la semaine prochaine.", "en", ""),
        ("We ship it by the\nend of 2027.", "en", "by the end of 2027"),
        ("It is delayed indefinitely.", "en", "indefinitely"),
        ("It is the best in its class.", "", ""),
        ("", "", ""),
    ],
)
def test_the_longest_deadline_of_a_quotation_is_found(quote: str, language: str, phrase: str) -> None:
    assert deadline_in(quote, FRIDAY, language) == phrase


def test_what_was_over_on_the_day_is_no_deadline() -> None:
    quote = "Announced on 4 February 2024, it comes in 2026."
    assert deadline_in(quote, FRIDAY, "en") == "in 2026"
    assert deadline_in(quote, date(2024, 1, 1), "en") == "on 4 February 2024"
    assert deadline_in(quote, date(2027, 1, 1), "en") == ""


def test_the_conventions_decide_what_is_over() -> None:
    quote = "It comes in summer 2024."
    assert deadline_in(quote, date(2024, 12, 24), "en") == ""
    assert deadline_in(quote, date(2024, 12, 24), "en", Conventions(southern=True)) == "in summer 2024"


def test_a_book_pasted_by_mistake_is_read_in_part() -> None:
    assert deadline_in("We ship it next week. " + "x" * 5_000_000 + " by the end of the summer", FRIDAY) == "next week"
