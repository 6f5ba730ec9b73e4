"""One value at a time, as a person typed it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.typed import nearest_code, read_code, read_day, read_kind, read_percent
from tracker.claims.vocabulary import Kind, Verdict
from tracker.errors import InvalidInput

TODAY = date(2025, 7, 11)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("monday", date(2025, 7, 9), date(2025, 7, 7)),
        ("Wednesday", date(2025, 7, 9), date(2025, 7, 9)),
        ("jeudi", date(2025, 7, 9), date(2025, 7, 3)),
        ("5 August", date(2025, 3, 10), date(2024, 8, 5)),
        ("August 5", date(2025, 8, 5), date(2025, 8, 5)),
        ("11 March", date(2025, 3, 10), date(2024, 3, 11)),
        ("the 31st", date(2025, 10, 1), date(2025, 8, 31)),
        ("29 February", date(2025, 3, 10), date(2024, 2, 29)),
        ("5 August 2026", date(2025, 3, 10), date(2026, 8, 5)),
        ("tomorrow", date(2025, 3, 10), date(2025, 3, 11)),
        ("day before yesterday", date(2025, 3, 10), date(2025, 3, 8)),
        ("vorgestern", date(2025, 3, 10), date(2025, 3, 8)),
        ("avant-hier", date(2025, 3, 10), date(2025, 3, 8)),
        ("11.7.2024", date(2025, 3, 10), date(2024, 7, 11)),
        ("11.07.24", date(2025, 3, 10), date(2024, 7, 11)),
        ("11.7.", date(2025, 3, 10), date(2024, 7, 11)),
        ("am 11.7.2024", date(2025, 3, 10), date(2024, 7, 11)),
        ("7.13.2024", date(2025, 3, 10), date(2024, 7, 13)),
    ],
)
def test_a_day_that_has_been_is_the_newest_such_day(text: str, today: date, day: date) -> None:
    assert read_day(text, today, is_past=True) == day


@pytest.mark.parametrize(
    "text",
    ["yesterday2026-01-01", "yesterday 2026-01-01", "tomorrow 3 March", "hier 14 juillet", "gestern 24.12.2025", "2x"],
)
def test_a_day_beside_another_one_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="is not a day of the calendar"):
        read_day(text, date(2025, 3, 10), is_past=True)


def test_an_absent_day_is_no_day() -> None:
    assert read_day("", TODAY) is None


@given(st.text(max_size=80))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    with suppress(InvalidInput):
        day = read_day(text, TODAY)
        assert day is None or date(1900, 1, 1) <= day <= date(2200, 12, 31)


def test_a_code_is_read_whatever_its_case() -> None:
    assert read_kind(" SUPERLATIVE ") is Kind.SUPERLATIVE
    assert read_code(Verdict, "True", "verdict") is Verdict.TRUE
    with pytest.raises(InvalidInput, match=r"There is no verdict “treu”. Did you mean “true”\?"):
        read_code(Verdict, "treu", "verdict")


FIELDS = ["statement", "due_text", "source_title", "source_publisher", "no", "speaker", "partial", "open"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        *(("statment", "statement"), ("Speeker", "speaker"), ("due", "due_text"), ("title", "source_title")),
        *(("publishers", "source_publisher"), ("opne", "open"), ("partialy", "partial"), (" no", "no")),
        *((text, "") for text in ("x", "foo", "bar", "", "o", "xyz", "e", "color", "not at all this")),
    ],
)
def test_the_nearest_code_is_one_that_is_like_what_was_typed(text: str, near: str) -> None:
    assert nearest_code(text, FIELDS) == near


@pytest.mark.parametrize(
    ("text", "probability"),
    [("70", 0.7), ("70%", 0.7), (" 70 % ", 0.7), ("0", 0), ("100%", 1), ("0.5", 0.005), ("12,5%", 0.125)],
)
def test_a_probability_is_typed_in_percent(text: str, probability: float) -> None:
    assert read_percent(text) == pytest.approx(probability)


@given(st.integers(0, 100_000))
def test_a_probability_has_the_digits_that_were_typed(thousandths: int) -> None:
    assert read_percent(f"{thousandths / 1000:.3f}") == float(f"{thousandths / 100_000:.5f}")


@pytest.mark.parametrize("text", ["", "%", "101", "100.5", "-1", "nan", "inf", "1e2", "seventy", "٧٠", "70%%", "7 0"])
def test_what_is_no_probability_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="is not a credence"):
        read_percent(text)
