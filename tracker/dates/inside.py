"""Rules for what lies inside a named period: Thursday of, the 20th of, Q3 of, the week of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dates.almanac import (
    GRAIN_OF_UNIT,
    add_days,
    make_date,
    months_from,
    nth_weekday,
    unit_around,
    weekday_on_or_after,
)
from tracker.dates.grammar import Saying, days, one_day, rule
from tracker.dates.parts import not_over
from tracker.dates.seasons import holiday_in, season_in
from tracker.dates.terms import FILLERS
from tracker.dates.vocabulary import Grain

if TYPE_CHECKING:
    import re
    from datetime import date

    from tracker.dates.window import Window


@rule("period", "o=o w=w rest=.+", "l=l w=w rest=.+", "o=o l w=w rest=.+")
def _nth_weekday_of(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the first Wednesday of October", "the last Sunday of March 2014"."""
    nth = saying.value(match, "o") if match.groupdict().get("o") else -1
    if match.groupdict().get("o") and "l" in match.group():
        nth = -nth
    weekday = saying.value(match, "w")

    def make(container: Window) -> Window | None:
        if container.start is None or container.end is None or container.grain is Grain.DAY:
            return None
        found = nth_weekday(container.start, container.end, weekday, nth)
        return one_day(found, "weekday") if found else None

    return not_over(saying, *match.span("rest"), make)


@rule("period", "day=[on] rest=.+", "day=o u=u rest=.+", "rest=.+ T?day=o", "rest=.+ Tday=n")
def _day_in_month(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the 20th of next month", "the second day of August"."""
    value = saying.value(match, "day")
    number = value if isinstance(value, int) else value.number
    if saying.letters[match.start("rest")] == "u":
        return None
    if "u" in match.groupdict() and saying.value(match, "u") != ("day", False):
        return None

    def make(container: Window) -> Window | None:
        if container.grain is not Grain.MONTH or container.start is None:
            return None
        found = make_date(container.start.year, container.start.month, number)
        return one_day(found, "date") if found else None

    return not_over(saying, *match.span("rest"), make)


@rule("period", "m=m day=[on] rest=.+")
def _date_in_year(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "May 5 next year"."""
    year = saying.rest(match)
    named = set(saying.letters[slice(*match.span("rest"))]) & set("xy")
    if not named or year is None or year.start is None or year.grain is not Grain.YEAR:
        return None
    value = saying.value(match, "day")
    number = value if isinstance(value, int) else value.number
    found = make_date(year.start.year, saying.value(match, "m"), number)
    return one_day(found, "date") if found else None


@rule("period", "w=w rest=.+", "rest=.+ w=w", "rest=.+ I w=w")
def _weekday_in(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "Sunday of next week", "next week Wednesday", "Saturday 3 days from now"."""
    weekday = saying.value(match, "w")
    inner = saying.letters[slice(*match.span("rest"))]

    def make(container: Window) -> Window | None:
        if container.start is None or container.end is None:
            return None
        if container.grain is Grain.WEEK:
            return one_day(weekday_on_or_after(unit_around("week", container.start)[0], weekday), "weekday")
        if container.grain is Grain.DAY and container.start.isoweekday() == weekday:
            return one_day(container.start, container.rule)
        if container.grain is Grain.DAY and "u" in inner and not set(inner) & set("ow"):
            return one_day(weekday_on_or_after(container.start, weekday), "weekday")
        return None

    return not_over(saying, *match.span("rest"), make)


@rule(
    "period",
    "m=m rest=.+",
    "rest=.+ m=m",
    "q=q rest=.+",
    "rest=.+ q=q",
    "s=s rest=.+",
    "rest=.+ s=s",
    "h=h rest=.+",
    "rest=.+ h=h",
)
def _named_in_year(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "June next year", "Q3 of this year", "summer of next year", "Thanksgiving in 3 years"."""
    container = saying.rest(match)
    if container is None or container.start is None or container.end is None:
        return None
    inner = saying.letters[slice(*match.span("rest"))]
    kind = next(name for name in "mqsh" if match.groupdict().get(name))
    place = match.start(kind)
    if container.grain is Grain.YEAR:
        return _in_year(saying, kind, place, container.start.year)
    if container.grain is Grain.DAY and "u" in inner and not set(inner) & set("mqshow"):
        return saying.on(container.start).period(place, place + 1)
    return None


def _in_year(saying: Saying, kind: str, place: int, year: int) -> Window | None:
    value = saying.values[place]
    if kind == "m":
        return days(months_from(year * 12 + value - 1, 1), Grain.MONTH, "month")
    if kind == "q":
        months = 3 if value[0] == "quarter" else 6
        name = "quarter" if months == 3 else "half-year"  # noqa: PLR2004 - a quarter's months
        return days(months_from(year * 12 + (value[1] - 1) * months, months), GRAIN_OF_UNIT[value[0]], name)
    if kind == "s":
        return season_in(saying, value, year)
    span = holiday_in(value, year)
    return days(span, Grain.DAY if span[0] == span[1] else Grain.RANGE, "holiday") if span else None


@rule("period", "u=u rest=.+", "u=u [Rr] rest=.+", "rest=.+ u=u")
def _unit_holding(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the week of July 14", "the weekend of Thanksgiving", "the month of May"."""
    unit, many = saying.value(match, "u")
    counted = saying.letters[match.start("rest") : match.end()].strip(FILLERS) in {"ou", "nu"}
    if not ("u" in saying.letters[slice(*match.span("rest"))] or saying.anchored(*match.span("rest"))):
        saying = saying.on(_first_day_of_the_one_that_runs(saying, unit))
    inner = None if counted else saying.rest(match)
    if many or inner is None or inner.start is None or inner.end is None or inner.open:
        return None
    one = inner.grain is Grain.DAY and inner.start == inner.end
    if unit in {"day", "month", "quarter", "year", "decade"} and inner.grain == GRAIN_OF_UNIT[unit]:
        return inner if unit != "day" or one else None
    if not one:
        return None
    if unit == "weekend":
        return _weekend_near(inner.start)
    if unit not in {"week", "workweek", "month"}:
        return None
    span = unit_around(unit, inner.start, 0, saying.conventions.week_start)
    others = (days((inner.start, add_days(inner.start, 6)), Grain.WEEK, "seven days from that day"),)
    return days(span, GRAIN_OF_UNIT[unit], unit, others if unit == "week" else ())


def _first_day_of_the_one_that_runs(saying: Saying, unit: str) -> date:
    """Return the first day by which a unit can be named that is not over; a weekend by the Wednesday before it."""
    if unit == "weekend":
        return add_days(unit_around(unit, saying.said_on)[0], -3)
    first, last = unit_around(unit, saying.said_on, 0, saying.conventions.week_start)
    return first if last >= saying.said_on else saying.said_on


def _weekend_near(day: date) -> Window:
    """Return the weekend of a holiday: before a Monday or Tuesday, else after it."""
    base = add_days(day, -7) if day.isoweekday() <= 2 else day  # noqa: PLR2004 - Tuesday
    span = unit_around("weekend", base)
    others = (days((add_days(span[0], -1), span[1]), Grain.WEEKEND, "weekend from Friday"),)
    return days(span, Grain.WEEKEND, "weekend", others)
