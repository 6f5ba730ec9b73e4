"""Plain arithmetic on calendar days: months, units, thirds, weekdays, Easter. No words here."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.dates.vocabulary import Grain

GRAIN_OF_UNIT = {
    "day": Grain.DAY,
    "working day": Grain.DAY,
    "week": Grain.WEEK,
    "workweek": Grain.WEEK,
    "weekend": Grain.WEEKEND,
    "month": Grain.MONTH,
    "quarter": Grain.QUARTER,
    "half": Grain.HALF,
    "year": Grain.YEAR,
    "decade": Grain.DECADE,
    "century": Grain.RANGE,
    "fortnight": Grain.RANGE,
}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_WORKING_DAYS = 5
_THIRDS = {"early": 0, "mid": 1, "late": 2, "end": 2}
_LONGEST_YEARS = 400

Span = tuple[date, date]


def add_days(day: date, count: int) -> date:
    """Return the day ``count`` days later; raises OverflowError beyond the calendar."""
    return day + timedelta(days=count)


def month_length(year: int, month: int) -> int:
    """Return how many days a month has."""
    if month == 2:  # noqa: PLR2004 - February
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def add_months(day: date, count: int) -> date:
    """Return the day ``count`` months later, held back to the month's last day (31 Jan + 1 = 28 Feb).

    Raises OverflowError when the year leaves the calendar.
    """
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    if not date.min.year <= year < date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def add_units(day: date, count: int, unit: str, fortnight: int = 14) -> date:
    """Return the day ``count`` units later, hours as begun days; raises OverflowError when absurdly far."""
    months = _MONTHS.get(unit)
    if months:
        if abs(count * months) > _LONGEST_YEARS * 12:
            raise OverflowError
        return add_months(day, count * months)
    if unit == "hour":
        return add_days(day, -(-count // 24))
    if unit == "working day":
        return add_working_days(day, count)
    length = {"day": 1, "week": 7, "workweek": 7, "weekend": 7, "fortnight": fortnight}[unit]
    if abs(count * length) > _LONGEST_YEARS * 366:
        raise OverflowError
    return add_days(day, count * length)


def add_working_days(day: date, count: int) -> date:
    """Return the day ``count`` working days (Monday to Friday) later, earlier when negative.

    On a Saturday or Sunday it counts from the working day on the other side of it, so that 1 is the one to come.
    """
    step = 1 if count > 0 else -1
    weeks, more = divmod(abs(count), _WORKING_DAYS)
    found = add_days(_working_day(day, -step), 7 * weeks * step)
    for _ in range(more):
        found = _working_day(add_days(found, step), step)
    return found


def _working_day(day: date, step: int) -> date:
    """Return the day itself, or the first day after it (before it, with -1) that is no Saturday or Sunday."""
    while day.isoweekday() > _WORKING_DAYS:
        day = add_days(day, step)
    return day


def unit_around(unit: str, day: date, shift: int = 0, week_start: int = 1) -> Span:
    """Return the first and last day of the unit holding ``day``, or of the one ``shift`` units on."""
    if unit in {"hour", "day"}:
        moved = add_days(day, shift)
        return moved, moved
    if unit == "working day":
        moved = add_working_days(day, shift)
        return moved, moved
    if unit in {"week", "workweek", "weekend", "fortnight"}:
        first = add_days(day, -((day.isoweekday() - week_start) % 7) + 7 * shift)
        if unit == "weekend":
            saturday = add_days(first, (6 - first.isoweekday()) % 7)
            return saturday, add_days(saturday, 1)
        if unit == "fortnight":
            return first, add_days(first, 13)
        return first, add_days(first, 4 if unit == "workweek" else 6)
    months = _MONTHS[unit]
    index = (day.year * 12 + day.month - 1) // months + shift
    return months_from(index * months, months)


def months_from(index: int, count: int) -> Span:
    """Return ``count`` whole months from month number ``index`` (year * 12 + month - 1)."""
    year, month = divmod(index, 12)
    if not date.min.year <= year < date.max.year - count // 12 - 1:
        raise OverflowError
    first = date(year, month + 1, 1)
    return first, add_days(add_months(first, count), -1)


def whole_months(start: date, end: date) -> int:
    """Return how many whole calendar months the span is, 0 when it is not made of whole months."""
    following = add_days(end, 1)
    if start.day != 1 or following.day != 1:
        return 0
    return (following.year - start.year) * 12 + following.month - start.month


def third_of(start: date, end: date, grain: Grain, part: str) -> Span:
    """Return the ``early``, ``mid`` or ``late`` third of a span; its ``end`` is the late one.

    Months split into days 1–10, 11–20 and the rest, years into four months each, decades into 3, 4 and 3 years; the
    parts of a week overlap because people mean Mon–Wed, Tue–Thu and Thu–Sun by them. A day stays whole.
    """
    index = _THIRDS[part]
    if grain in {Grain.DAY, Grain.WEEKEND}:
        return start, end
    if grain is Grain.WEEK:
        first, last = ((0, 2), (1, 3), (3, 6))[index]
        return add_days(start, first), min(add_days(start, last), end)
    if grain is Grain.RANGE and part == "mid" and whole_months(start, end) == _MONTHS["century"]:
        return months_from((start.year + 50) * 12, 12)
    if grain is Grain.DECADE:
        years = (0, 3, 7, 10)
        return months_from((start.year + years[index]) * 12, (years[index + 1] - years[index]) * 12)
    months = whole_months(start, end)
    if months > 1 and months % 3 == 0:
        return months_from(start.year * 12 + start.month - 1 + index * months // 3, months // 3)
    length = (end - start).days + 1
    step = 10 if months == 1 else max(length // 3, 1)
    first_day = min(add_days(start, index * step), end)
    return first_day, end if index == _THIRDS["late"] else min(add_days(first_day, step - 1), end)


def half_of(start: date, end: date, index: int) -> Span:
    """Return the first (1) or second (2) half; a month splits after its 15th day."""
    months = whole_months(start, end)
    if months > 1 and months % 2 == 0:
        return months_from(start.year * 12 + start.month - 1 + (index - 1) * months // 2, months // 2)
    days = 15 if months == 1 else max(((end - start).days + 1) // 2, 1)
    middle = add_days(start, days)
    return (start, add_days(middle, -1)) if index == 1 else (min(middle, end), end)


def weekday_on_or_after(day: date, weekday: int) -> date:
    """Return the first ISO ``weekday`` (1 = Monday) that is not before ``day``."""
    return add_days(day, (weekday - day.isoweekday()) % 7)


def nth_weekday(start: date, end: date, weekday: int, nth: int) -> date | None:
    """Return the nth (from the end when negative) ``weekday`` inside the span, None when there are fewer."""
    if nth > 0:
        found = add_days(weekday_on_or_after(start, weekday), 7 * (nth - 1))
    else:
        last = add_days(end, -((end.isoweekday() - weekday) % 7))
        found = add_days(last, 7 * (nth + 1))
    return found if start <= found <= end else None


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None when the calendar has no such day."""
    if not (date.min.year <= year <= date.max.year and 1 <= month <= 12):  # noqa: PLR2004 - months in a year
        return None
    return date(year, month, day) if 1 <= day <= month_length(year, month) else None


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the western churches (the anonymous Gregorian computus of 1876)."""
    golden = year % 19
    century = year // 100
    correction = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = correction - (correction // 28) * (1 - (29 // (correction + 1)) * ((21 - golden) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - sunday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
