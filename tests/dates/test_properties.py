"""What must hold for any day and any phrase."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.dates.almanac import easter_sunday
from tracker.dates.resolve import resolve
from tracker.dates.vocabulary import Bound, Open
from tracker.dates.window import EARLIEST, LATEST, Window

DAYS = st.dates(date(1901, 1, 1), date(2190, 12, 31))
YEARS = st.integers(1901, 2190)
MONTHS = [f"{date(2025, month, 1):%B}" for month in range(1, 13)]
MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS = ("day", "week", "month", "quarter", "year")
PERIODS = st.one_of(
    st.builds("{} {}".format, st.sampled_from(MONTHS), YEARS),
    st.builds("Q{} {}".format, st.integers(1, 4), YEARS),
    st.builds("H{} {}".format, st.integers(1, 2), YEARS),
    st.builds("{} {}".format, st.sampled_from(["spring", "summer", "autumn", "winter"]), YEARS),
    st.builds(str, YEARS),
    st.builds("the {}0s".format, st.integers(191, 218)),
)
SAID = st.one_of(
    PERIODS,
    st.sampled_from(MONTHS),
    st.sampled_from(WEEKDAYS),
    st.builds("{} {}".format, st.sampled_from(["this", "next"]), st.sampled_from(UNITS)),
    st.builds("{} {}".format, st.sampled_from(["early", "mid", "late"]), st.sampled_from(MONTHS)),
    st.builds("{} {}".format, st.integers(1, 28), st.sampled_from(MONTHS)),
    st.sampled_from(["Christmas", "Easter", "this summer", "the end of the year", "year-end", "tomorrow"]),
)
few = settings(max_examples=150, deadline=None)


def read(phrase: str, said_on: date, language: str = "en") -> Window:
    window = resolve(phrase, said_on, language)
    assert window is not None, (phrase, said_on)
    return window


def bounded(phrase: str, said_on: date, language: str = "en") -> tuple[date, date]:
    window = read(phrase, said_on, language)
    assert window.start is not None
    assert window.end is not None
    return window.start, window.end


@few
@given(SAID, DAYS)
def test_a_window_starts_before_it_ends_and_stays_in_the_calendar(phrase: str, said_on: date) -> None:
    window = read(phrase, said_on)
    for reading in (window, *window.alternatives):
        assert reading.start is not None
        assert reading.end is not None
        assert reading.start <= reading.end
    assert window.start is not None
    assert window.end is not None
    assert EARLIEST <= window.start <= window.end <= LATEST


@few
@given(SAID, DAYS)
def test_by_reaches_from_the_day_it_was_said_to_the_end(phrase: str, said_on: date) -> None:
    _, end = bounded(phrase, said_on)
    window = read(f"by {phrase}", said_on)
    assert window.bound is Bound.BY
    assert window.end == end
    assert window.start == min(said_on, end)


@few
@given(PERIODS, DAYS)
def test_before_and_after_leave_the_period_itself_out(phrase: str, said_on: date) -> None:
    start, end = bounded(phrase, said_on)
    assert read(f"before {phrase}", said_on).end == start - timedelta(days=1)
    after = read(f"after {phrase}", said_on)
    assert (after.start, after.end, after.open) == (end + timedelta(days=1), None, Open.AFTER)


@few
@given(PERIODS, DAYS)
def test_the_three_parts_make_up_the_whole(phrase: str, said_on: date) -> None:
    start, end = bounded(phrase, said_on)
    early, mid, late = (bounded(f"{part} {phrase}", said_on) for part in ("early", "mid", "late"))
    assert early[0] == start
    assert mid[0] == early[1] + timedelta(days=1)
    assert late[0] == mid[1] + timedelta(days=1)
    assert late[1] == end


@few
@given(st.sampled_from([*MONTHS, "2026"]), DAYS)
def test_two_halves_make_up_the_whole(phrase: str, said_on: date) -> None:
    year = f"{phrase} {said_on.year}" if phrase != "2026" else phrase
    start, end = bounded(year, said_on)
    first, second = (bounded(f"the {nth} half of {year}", said_on) for nth in ("first", "second"))
    assert (first[0], second[1]) == (start, end)
    assert second[0] == first[1] + timedelta(days=1)


@few
@given(st.sampled_from(range(12)), DAYS)
def test_a_bare_month_is_the_first_one_not_over_in_both_languages(month: int, said_on: date) -> None:
    start, end = bounded(MONTHS[month], said_on)
    assert (start.month, start.day) == (month + 1, 1)
    assert said_on <= end < said_on + timedelta(days=366 + 31)
    assert bounded(MOIS[month], said_on, "fr") == (start, end)


@few
@given(st.sampled_from(range(7)), DAYS)
def test_a_weekday_comes_within_a_week(weekday: int, said_on: date) -> None:
    start, end = bounded(WEEKDAYS[weekday], said_on)
    assert start == end
    assert start.weekday() == weekday
    assert 0 <= (start - said_on).days < 7


@few
@given(DAYS)
def test_weeks_run_from_monday_to_sunday(said_on: date) -> None:
    this, following = bounded("this week", said_on), bounded("next week", said_on)
    assert this[0].weekday() == 0
    assert this[0] <= said_on <= this[1]
    assert following == (this[1] + timedelta(days=1), this[1] + timedelta(days=7))
    assert bounded("la semaine prochaine", said_on, "fr") == following
    assert bounded("nächste Woche", said_on, "de") == following


@few
@given(st.sampled_from(UNITS), DAYS)
def test_this_and_next_unit_touch(unit: str, said_on: date) -> None:
    this, following = bounded(f"this {unit}", said_on), bounded(f"next {unit}", said_on)
    assert this[0] <= said_on <= this[1]
    assert following[0] == this[1] + timedelta(days=1)


@few
@given(DAYS, DAYS)
def test_written_dates_come_back(day: date, said_on: date) -> None:
    month = MONTHS[day.month - 1]
    for phrase in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        assert bounded(phrase, said_on) == (day, day)
    assert bounded(f"{day.day} {MOIS[day.month - 1]} {day.year}", said_on, "fr") == (day, day)
    assert bounded(f"{day.day:02}/{day.month:02}/{day.year}", said_on, "fr") == (day, day)


@few
@given(st.integers(1, 12), st.integers(1, 31), DAYS)
def test_a_date_without_its_year_is_the_next_one(month: int, day: int, said_on: date) -> None:
    window = resolve(f"{day} {MONTHS[month - 1]}", said_on, "en")
    if window is None:
        assert day > 28
        return
    assert window.start is not None
    assert (window.start.month, window.start.day) == (month, day)
    assert window.start >= said_on
    assert (window.start - said_on).days < (366 if (month, day) != (2, 29) else 366 * 8)


@few
@given(st.integers(1, 500), DAYS)
def test_so_many_days_are_counted(count: int, said_on: date) -> None:
    day = said_on + timedelta(days=count)
    assert bounded(f"in {count} days", said_on) == (day, day)
    assert bounded(f"within {count} days", said_on) == (said_on, day)
    assert bounded(f"dans {count} jours", said_on, "fr") == (day, day)
    assert bounded(f"d'ici {count} jours", said_on, "fr") == (said_on, day)


@few
@given(st.integers(1, 60), DAYS)
def test_months_are_clamped_to_their_last_day(count: int, said_on: date) -> None:
    day, _ = bounded(f"in {count} months", said_on)
    assert (day.year * 12 + day.month) - (said_on.year * 12 + said_on.month) == count
    assert day.day == said_on.day or (day + timedelta(days=1)).day == 1


@few
@given(st.integers(1901, 2190))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    sunday = easter_sunday(year)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)
    assert bounded(f"Easter {year}", date(year, 1, 1)) == (sunday, sunday)
    assert bounded(f"Pentecôte {year}", date(year, 1, 1), "fr")[0] == sunday + timedelta(days=49)


@few
@given(st.text(max_size=64), DAYS, st.sampled_from(["en", "fr", "de"]))
def test_any_text_is_read_or_refused(text: str, said_on: date, language: str) -> None:
    window = resolve(text, said_on, language)
    assert window is None or window.rule


@few
@given(DAYS, st.integers(1, 60))
def test_in_so_many_working_days_passes_as_many_of_them(said_on: date, count: int) -> None:
    found = read(f"in {count} working days", said_on).end
    assert found is not None
    passed = (said_on + timedelta(days=more) for more in range(1, (found - said_on).days + 1))
    assert found.isoweekday() < 6
    assert sum(day.isoweekday() < 6 for day in passed) == count
