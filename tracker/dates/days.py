"""Rules for single days: dates, weekdays, today and tomorrow, so many days or weeks from a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.dates.almanac import (
    add_days,
    add_months,
    make_date,
    unit_around,
    weekday_on_or_after,
)
from tracker.dates.grammar import Saying, one_day, rule
from tracker.dates.numbers import InDigits
from tracker.dates.vocabulary import Grain
from tracker.dates.words import number_of

if TYPE_CHECKING:
    import re
    from datetime import date

    from tracker.dates.window import Window
    from tracker.dates.words import Count

_NEAR_DAYS = {
    -2: "the day before yesterday",
    -1: "yesterday",
    0: "today",
    1: "tomorrow",
    2: "the day after tomorrow",
}
_YEARS_AHEAD = 9
_HALF_A_WEEK = 3
_MONTHS_AHEAD = 24
_WEEKS_ON = {("week", False): 7, ("fortnight", False): 14}


def next_date(said_on: date, month: int, day: int) -> date | None:
    """Return the first such day that is not before ``said_on``; 29 February waits for a leap year."""
    for year in range(said_on.year, said_on.year + _YEARS_AHEAD):
        found = make_date(year, month, day)
        if found and found >= said_on:
            return found
    return None


@rule("period", "d=d", "d=g", "w=w d=d", "d=d w=w")
def _today(saying: Saying, match: re.Match[str]) -> Window | None:
    offset = saying.value(match, "d")
    if "w" in match.groupdict() and add_days(saying.said_on, offset).isoweekday() != saying.value(match, "w"):
        return None
    return one_day(add_days(saying.said_on, offset), _NEAR_DAYS.get(offset, "day"))


@rule("period", "d=d rest=.+")
def _today_by_its_date(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "tomorrow, 12 July" where both mean the same day."""
    told, day = saying.rest(match), add_days(saying.said_on, saying.value(match, "d"))
    return told if told and told.start == told.end == day else None


@rule("period", "d=g rest=.+")
def _day_beside(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the day after Christmas" and "la veille du 14 juillet"."""
    offset = saying.value(match, "d")
    joined = saying.letters[match.start("rest")] in "tab&-"
    base = None if joined else saying.rest(match)
    if base is None or base.grain is not Grain.DAY or not base.start:
        return None
    return one_day(add_days(base.start, offset), "the day beside it")


@rule("period", "w=w? D=D", "D=D w=w")
def _digits(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read a date in digits: the weekday beside it decides which number is the month, else the day to come does."""
    weekday = saying.value(match, "w")
    found: list[date] = []
    ways = saying.value(match, "D")
    if saying.conventions.day_first and saying.words.settings.get("date_order") == "mdy":
        ways = reversed(ways)
    for year, month, day in ways:
        read = make_date(year, month, day) if year is not None else next_date(saying.said_on, month, day)
        if read and read not in found:
            found.append(read)
    found.sort(key=lambda it: (weekday not in {None, it.isoweekday()}, it < saying.said_on))
    if not found:
        return None
    swapped = tuple(one_day(it, "date, day and month swapped") for it in found[1:])
    return _told_by_weekday(found[0], weekday, swapped)


def _told_by_weekday(day: date, weekday: int | None, others: tuple[Window, ...] = ()) -> Window:
    """Return a date's window; beside a weekday that it does not fall on, with that said and the nearest one offered."""
    if weekday is None or weekday == day.isoweekday():
        return one_day(day, "date", others)
    nearest = weekday_on_or_after(add_days(day, -_HALF_A_WEEK), weekday)
    return one_day(day, f"date, not a {nearest:%A}", (*others, one_day(nearest, f"the {nearest:%A} nearest to it")))


@rule("period", "w=w day=n [-/]? month=n", "day=n [-/]? month=n w=w")
def _digits_beside_a_weekday(saying: Saying, match: re.Match[str]) -> Window | None:
    both = (saying.value(match, "day"), saying.value(match, "month"))
    if not _are_in_digits(both):
        return None
    first, second = (it.number for it in both)
    for month, day in ((first, second), (second, first)):
        found = next_date(saying.said_on, month, day)
        if found and found.isoweekday() == saying.value(match, "w"):
            return one_day(found, "date")
    return None


@rule(
    "period",
    "w=w? day=[on] -?m=m -?y=y?",
    "w=w? m=m -? day=[on] y=y?",
    "y=y -? m=m -? day=[on]",
    "day=[on] m=m w=w",
    "m=m day=[on] w=w",
    "day=[on] m=m y=y w=w",
    "m=m day=[on] y=y w=w",
    "day=[on] m=m short=n",
    "x=x w=w? day=[on] m=m",
    "w=w? day=[on] m=m x=x",
    "x=x w=w? m=m day=[on]",
)
def _written_date(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read day and month; without a year the first to come, or the next in which the weekday fits."""
    named = match.groupdict()
    month, day = saying.value(match, "m"), number_of(saying.value(match, "day"))
    year = saying.value(match, "y") if named.get("y") else None
    if named.get("short"):
        year = 2000 + saying.value(match, "short").number
    weekday = saying.value(match, "w") if named.get("w") else None
    if year is not None:
        found = make_date(year, month, day)
        return _told_by_weekday(found, weekday) if found else None
    found = next_date(saying.said_on, month, day)
    if found is None:
        return None
    later = make_date(found.year + 1, month, day)
    if weekday and found.isoweekday() != weekday and later and later.isoweekday() == weekday:
        found = later
    return _told_by_weekday(found, weekday)


@rule("period", "n=nn")
def _spaced_date(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "17 02" where the language writes dates so."""
    if not _is_spaced_date(saying, match):
        return None
    first, second = saying.values[match.start("n")][0], saying.values[match.start("n") + 1][0]
    found = next_date(saying.said_on, second, first)
    return one_day(found, "date") if found else None


@rule("period", "n=nn[ny]")
def _spaced_date_with_year(saying: Saying, match: re.Match[str]) -> Window | None:
    if not _is_spaced_date(saying, match):
        return None
    first, second, third = saying.values[match.start("n") : match.end("n")]
    year = third if isinstance(third, int) else third.number + 2000
    found = make_date(year, second[0], first[0])
    return one_day(found, "date") if found else None


def _is_spaced_date(saying: Saying, match: re.Match[str]) -> bool:
    """Whether the language writes dates with spaces, and the day and the month are in digits."""
    both = saying.values[match.start("n") : match.start("n") + 2]
    return bool(saying.words.settings.get("spaced_dates")) and _are_in_digits(both)


def _are_in_digits(numbers: tuple[Count, ...]) -> bool:
    return all(isinstance(it, InDigits) for it in numbers)


@rule("period", "w=w T?day=[on]", "(?:[Ta]|I?T)day=n", "T?day=o", "(?:[Ta]|I?T)day=n w=w", "T?day=o w=w")
def _day_of_month(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the 15th": the next such day, or with a weekday the next month in which both agree."""
    weekday = saying.value(match, "w") if "w" in match.groupdict() else None
    number = number_of(saying.value(match, "day"))
    first = saying.said_on.replace(day=1)
    for step in range(_MONTHS_AHEAD):
        month = add_months(first, step)
        found = make_date(month.year, month.month, number)
        if found and found >= saying.said_on and weekday in {None, found.isoweekday()}:
            return one_day(found, "day of the month")
    return None


@rule("period", "w=w")
def _weekday(saying: Saying, match: re.Match[str]) -> Window:
    found = weekday_on_or_after(saying.said_on, saying.value(match, "w"))
    other = one_day(add_days(found, 7), "weekday, a week later")
    return one_day(found, "weekday", (other,) if found == saying.said_on else ())


@rule("period", "x=x w=w", "w=w x=x", "x=x w=w x", "l=l w=w", "w=w l=l")
def _shifted_weekday(saying: Saying, match: re.Match[str]) -> Window:
    """Read "next Thursday" by the language's habit and keep the other reading beside it."""
    weekday = saying.value(match, "w")
    said = saying.shift(match)
    shift = said.steps if said else -1
    today = saying.said_on
    nearest = weekday_on_or_after(add_days(today, 1 if shift else 0), weekday)
    if shift < 0:
        return one_day(add_days(weekday_on_or_after(today, weekday), -7), "last weekday")
    if shift == 0:
        return one_day(nearest, "weekday")
    if shift > 1:
        return one_day(add_days(nearest, 7 * (shift - 1)), "weekday after next")
    monday = unit_around("week", today, 1)[0]
    following = weekday_on_or_after(monday, weekday)
    ways = [one_day(following, "that day of next week"), one_day(nearest, "the nearest one")]
    habit = saying.words.settings.get("next_weekday") == "nearest"
    if said and (said.kind == "near" or (habit and said.kind != "far")):
        ways.reverse()
    main, other = ways
    if other.start == main.start:
        return one_day(following, "next weekday")
    return replace(main, alternatives=(other,))


@rule("period", "w=w V=V", "w=w(?P<u>u)", "d=d V=V", "d=d(?P<u>u)")
def _in_weeks(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "mardi en huit", "Tuesday week", "tomorrow week": so many days after the coming weekday, or that day."""
    named = match.groupdict()
    more = _WEEKS_ON.get(saying.value(match, "u")) if named.get("u") else saying.value(match, "V")
    if more is None:
        return None
    if named.get("w"):
        first = weekday_on_or_after(saying.said_on, saying.value(match, "w"))
        return one_day(add_days(first, more), "weekday, weeks on")
    offset = saying.value(match, "d")
    return one_day(add_days(saying.said_on, offset + more), "that day, weeks on") if offset >= 0 else None
