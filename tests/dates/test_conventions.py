from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tracker.dates.conventions import DEFAULT, Conventions, conventions_of
from tracker.dates.resolve import resolve
from tracker.settings import DateSettings

FRIDAY = date(2025, 7, 11)

OTHERS: list[dict[str, Any]] = [
    {"seasons": {"spring": 3, "summer": 7, "autumn": 9, "winter": 12}},
    {"southern": True},
    {"week_start": 7},
    {"fuzzy_days": {"week": 21}},
    {"fuzzy_months": {"month": 3}},
    {"fiscal_start": 10},
    {"review_days": 7},
    {"day_first": True},
    {"named_days": {"the election": "2027-04-11"}},
]


def end_of(phrase: str, conventions: Conventions) -> str:
    window = resolve(phrase, FRIDAY, "en", conventions=conventions)
    assert window is not None
    return str(window.end)


def test_the_settings_as_they_come_are_the_conventions_as_they_come() -> None:
    assert conventions_of(DateSettings()) == DEFAULT


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: next(iter(other)))
def test_conventions_are_told_apart_by_every_value(other: dict[str, Any]) -> None:
    assert Conventions(**other) != DEFAULT
    assert Conventions(**other) == Conventions(**other)
    assert len({Conventions(**other), Conventions(**other), DEFAULT}) == 2


def test_the_order_of_a_table_does_not_matter() -> None:
    one, other = Conventions(fuzzy_days={"day": 1, "week": 2}), Conventions(fuzzy_days={"week": 2, "day": 1})
    assert (one, hash(one)) == (other, hash(other))


def test_readings_by_two_conventions_are_never_mixed() -> None:
    three, four = Conventions(fuzzy_days={"week": 21}), Conventions(fuzzy_days={"week": 28})
    early = Conventions(seasons=dict(DEFAULT.seasons) | {"summer": 5})
    for _ in range(2):
        assert end_of("in the coming weeks", three) == "2025-08-01"
        assert end_of("in the coming weeks", four) == "2025-08-08"
        assert end_of("in the coming weeks", DEFAULT) == "2025-08-22"
        assert end_of("this summer", early) == "2025-07-31"
        assert end_of("this summer", DEFAULT) == "2025-08-31"


def test_a_table_that_changes_later_changes_no_reading() -> None:
    weeks = {"week": 21}
    conventions = Conventions(fuzzy_days=weeks)
    before = hash(conventions)
    assert end_of("in the coming weeks", conventions) == "2025-08-01"
    weeks["week"] = 70
    assert hash(conventions) == before
    assert end_of("in the coming weeks", conventions) == "2025-08-01"
    with pytest.raises(TypeError):
        conventions.fuzzy_days["week"] = 70  # type: ignore[index]


CHOSEN: dict[str, tuple[Any, str, str]] = {
    "hemisphere": ("south", "this summer", "2026-02-28"),
    "week_start": ("sunday", "this week", "2025-07-12"),
    "fiscal_year_start": (10, "fiscal 2026", "2026-09-30"),
    "fuzzy_months": ({"month": 2}, "in the coming months", "2025-09-11"),
    "fuzzy_days": ({"day": 2}, "in the coming days", "2025-07-13"),
    "seasons": ({"spring": 4, "summer": 7, "autumn": 10, "winter": 1}, "this summer", "2025-09-30"),
    "day_first": (True, "12/03/2027", "2027-03-12"),
    "named_days": ({"this summer": "2025-12-24"}, "this summer", "2025-12-24"),
}
"""For each setting of dates something else than is usual, and when words then end."""


@pytest.mark.parametrize("name", CHOSEN)
def test_every_date_setting_reaches_the_readings(name: str) -> None:
    value, phrase, end = CHOSEN[name]
    assert end_of(phrase, conventions_of(DateSettings()._replace(**{name: value}))) == end
    assert end_of(phrase, DEFAULT) != end


def test_every_setting_of_dates_is_tried() -> None:
    assert {*CHOSEN, "review_after_days"} == set(DateSettings._fields)
    assert conventions_of(DateSettings(review_after_days=7)).review_days == 7


@pytest.mark.parametrize(
    ("phrase", "language", "month_first", "day_first"),
    [
        ("12/03/2027", "en", ["2027-12-03", "2027-03-12"], ["2027-03-12", "2027-12-03"]),
        ("by 3/4", "en", ["2026-03-04", "2026-04-03"], ["2026-04-03", "2026-03-04"]),
        ("1/9/25", "en", ["2025-09-01", "2025-01-09"], ["2025-09-01", "2025-01-09"]),
        ("Saturday 5/8/2027", "en", ["2027-05-08", "2027-08-05"], ["2027-05-08", "2027-08-05"]),
        ("2027-03-12", "en", ["2027-03-12"], ["2027-03-12"]),
        ("12/03/2027", "fr", ["2027-03-12", "2027-12-03"], ["2027-03-12", "2027-12-03"]),
        ("12.03.2027", "en", ["2027-03-12"], ["2027-03-12"]),
    ],
)
def test_the_day_comes_first_in_every_language_where_that_is_chosen(
    phrase: str, language: str, month_first: list[str], day_first: list[str]
) -> None:
    for chosen, ends in ((False, month_first), (True, day_first)):
        window = resolve(phrase, FRIDAY, language, conventions=Conventions(day_first=chosen))
        assert window is not None
        assert [str(it.end) for it in (window, *window.alternatives)] == ends
