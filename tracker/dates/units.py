"""Rules for calendar units: weeks to centuries, months by name, quarters and rolling spans."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.dates.almanac import (
    GRAIN_OF_UNIT,
    Span,
    add_days,
    add_months,
    add_units,
    months_from,
    unit_around,
)
from tracker.dates.grammar import Saying, days, rule
from tracker.dates.vocabulary import Bound, Grain, Open
from tracker.dates.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

ROLLING = "from today"
"""How a unit is named that begins today, after the name of the unit."""
FROM_TODAY = {"near", "today"}
_COUNTED_FROM_TODAY = {"week", "month", "quarter", "year"}
_CALENDAR_COUNTED = {"decade", "century"}


def unit_window(saying: Saying, unit: str, shift: int = 0) -> Window:
    """Return this (0), the next (1) or the last (-1) calendar unit as a window."""
    span = unit_around(unit, saying.said_on, shift, saying.conventions.week_start)
    others: tuple[Window, ...] = ()
    if unit == "weekend":
        others = (days((add_days(span[0], -1), span[1]), Grain.WEEKEND, "weekend from Friday"),)
    return days(span, GRAIN_OF_UNIT.get(unit, Grain.DAY), _name(unit), others)


def first_to_come(said_on: date, span_in: Callable[[int], Span | None], back: int = 1) -> Span | None:
    """Return the first yearly span that is not over on ``said_on``."""
    for year in range(said_on.year - back, said_on.year + 9):
        span = span_in(year)
        if span and span[1] >= said_on:
            return span
    return None


def _name(unit: str) -> str:
    return {"half": "half-year", "workweek": "working week", "fortnight": "two weeks"}.get(unit, unit)


@rule("period", "x=x u=u", "u=u x=x", "x=x u=u x")
def _shifted_unit(saying: Saying, match: re.Match[str]) -> Window | None:
    unit, many = saying.value(match, "u")
    shift = saying.value(match, "x").steps
    if many and shift == 1:
        return coming(saying, unit)
    if many or unit == "hour":
        return None
    if unit == "fortnight":
        end = add_units(saying.said_on, 1, unit, saying.words.settings.get("fortnight", 14))
        return days((saying.said_on, end), Grain.RANGE, "next two weeks") if shift == 1 else None
    if unit == "weekend" and saying.value(match, "x").kind == "near":
        return _nearest_weekend(saying)
    window = unit_window(saying, unit, shift)
    return _or_from_today(saying, window, unit) if saying.value(match, "x").kind in FROM_TODAY else window


def _or_from_today(saying: Saying, window: Window, unit: str) -> Window:
    """Keep beside "the coming year", which is the calendar's, the one that begins today."""
    if unit not in _COUNTED_FROM_TODAY:
        return window
    from_today = days((saying.said_on, add_units(saying.said_on, 1, unit)), Grain.RANGE, f"{unit} {ROLLING}")
    return replace(window, alternatives=(*window.alternatives, from_today))


def _nearest_weekend(saying: Saying) -> Window:
    """Return the first weekend to begin, as "this coming Friday" is the first Friday."""
    following = unit_window(saying, "weekend", 1)
    nearest = unit_window(saying, "weekend", 0)
    if nearest.start is None or nearest.start <= saying.said_on:
        return following
    return replace(nearest, alternatives=(*nearest.alternatives, replace(following, alternatives=())))


@rule("period", "l=l u=u", "u=u l=l")
def _last_unit(saying: Saying, match: re.Match[str]) -> Window | None:
    unit, many = saying.value(match, "u")
    if many or unit in {"hour", "fortnight"}:
        return None
    before = unit_window(saying, unit, -1)
    if unit in {"quarter", "half"} and match.start("l") < match.start("u"):
        final = _first_part_of_year(saying, unit, {"quarter": 4, "half": 2}[unit])
        return replace(final, alternatives=(before,)) if final else None
    return before


@rule("period", "u=u")
def _bare_unit(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the week", "ma semaine", "end of (the) year": the current one. A bare "year" says nothing."""
    unit, many = saying.value(match, "u")
    if many or unit in {"hour", "fortnight"}:
        return None
    if len(saying.letters) == 1 and unit != "weekend":
        return None
    return unit_window(saying, unit)


@rule("period", "x=x n=n u=u", "n=n x=x u=u", "n=n u=u x=x", "x=x n=n u=u H", "n=n f=f")
def _rolling(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the next 3 weeks": from today on, the calendar-aligned weeks as the other reading."""
    count, rough, _ = saying.value(match, "n")
    named = match.groupdict()
    unit, many = (saying.value(match, "f"), True) if "f" in named else saying.value(match, "u")
    shift = saying.shift(match)
    if (shift and shift.steps != 1) or count < 1 or (not many and re.search("n[_T]", match.group())):
        return None
    today = saying.said_on
    aligned = None
    if unit not in {"hour", "fortnight"}:
        first = unit_around(unit, today, 1, saying.conventions.week_start)
        last = unit_around(unit, today, count, saying.conventions.week_start)
        aligned = days((first[0], last[1]), Grain.RANGE, f"whole {unit}s after this one")
    if unit in _CALENDAR_COUNTED and aligned:
        return aligned
    end = add_units(today, count, unit, saying.words.settings.get("fortnight", 14))
    name = f"next {count} {unit}s" if count != 1 else f"next {unit}"
    others = (aligned,) if aligned else ()
    return Window(today, end, Grain.RANGE, Open.FUZZY if rough else None, rule=name, alternatives=others)


@rule("period", "f=f", "[WIO] f=f", "x=x f=f", "[WI] u=u")
def _coming(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "in the coming weeks" and "within weeks" by the table of the conventions."""
    if "f" in match.groupdict():
        unit = saying.value(match, "f")
    else:
        unit, many = saying.value(match, "u")
        if not many:
            return None
    return coming(saying, unit)


def coming(saying: Saying, unit: str, bound: Bound = Bound.IN) -> Window:
    """Return the window of "the coming <unit>s": from today as far as the conventions say, fuzzy."""
    end = fuzzy_end(saying, unit)
    return Window(saying.said_on, end, Grain.RANGE, Open.FUZZY, bound, f"coming {unit}s")


def fuzzy_end(saying: Saying, unit: str) -> date:
    """Return the last day that "the coming <unit>s" reaches."""
    unit = "day" if unit == "working day" else unit
    months = saying.conventions.fuzzy_months.get(unit)
    if months:
        return add_months(saying.said_on, months)
    return add_days(saying.said_on, saying.conventions.fuzzy_days.get(unit, 42))


@rule("period", "u=u(?P<n>n)")
def _numbered_week(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "week 31": ISO weeks, the first one not over."""
    unit, many = saying.value(match, "u")
    number = saying.value(match, "n")[0]
    if unit in {"quarter", "half"} and not many:
        return _first_part_of_year(saying, unit, number)
    return None if unit != "week" or many else _week_to_come(saying, number)


def _week_to_come(saying: Saying, number: int) -> Window | None:
    if not 1 <= number <= 53:  # noqa: PLR2004 - ISO weeks in a year
        return None
    span = first_to_come(saying.said_on, lambda year: iso_week(year, number))
    return days(span, Grain.WEEK, f"week {number}") if span else None


def iso_week(year: int, number: int) -> Span | None:
    """Return the days of an ISO week, None when the year has no such week."""
    first = unit_around("week", date(year, 1, 4))[0]
    start = add_days(first, 7 * (number - 1))
    if add_days(start, 3).year != year:
        return None
    return start, add_days(start, 6)


@rule("period", "y=y", "u y=y")
def _year(saying: Saying, match: re.Match[str]) -> Window | None:
    if "u" in match.group() and not _says_unit(saying, match, "year"):
        return None
    year = saying.value(match, "y")
    return days((date(year, 1, 1), date(year, 12, 31)), Grain.YEAR, "year")


@rule("period", "Y u? first=y - y=y", "u Y first=y - y=y", "first=y - y=y Y u?")
def _fiscal_year(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "fiscal 2026-27", "the 2026/27 tax year": one year, which bears the name of the one that it ends in."""
    first, year = saying.value(match, "first"), saying.value(match, "y")
    if year != first + 1 or ("u" in match.group() and not _says_unit(saying, match, "year")):
        return None
    return days((date(year, 1, 1), date(year, 12, 31)), Grain.YEAR, "year")


@rule("period", "m=m", "m=m [,]? y=y", "y=y [,]? m=m", "m=m -y=y", "u m=m", "u m=m y=y")
def _month(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read a month by name: the first one not over unless its year is said."""
    if "u" in match.group() and not _says_unit(saying, match, "month"):
        return None
    month = saying.value(match, "m")
    year = saying.value(match, "y") if match.groupdict().get("y") else None
    if year is not None:
        return days(months_from(year * 12 + month - 1, 1), Grain.MONTH, "month")
    span = first_to_come(saying.said_on, lambda it: months_from(it * 12 + month - 1, 1))
    return days(span, Grain.MONTH, "month") if span else None


def _says_unit(saying: Saying, match: re.Match[str], unit: str) -> bool:
    place = match.group().index("u") + match.start()
    return bool(saying.values[place] == (unit, False))


@rule("period", "K=K")
def _month_in_digits(saying: Saying, match: re.Match[str]) -> Window:
    year, month = saying.value(match, "K")
    return days(months_from(year * 12 + month - 1, 1), Grain.MONTH, "month")


@rule("period", "x=x m=m", "m=m x=x", "l=l m=m", "m=m l=l")
def _shifted_month(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "next June": the first June that has not begun; "this June": the first not over."""
    month = saying.value(match, "m")
    shift = saying.value(match, "x").steps if "x" in match.groupdict() else -1
    today = saying.said_on
    index = today.year * 12 + month - 1
    first = months_from(index, 1)
    if shift < 0:
        return days(months_from(index - (12 if first[1] >= today else 0), 1), Grain.MONTH, "last month so named")
    over = first[1] < today if shift == 0 else first[0] <= today
    index += 12 * (over + max(shift - 1, 0))
    later = days(months_from(index + 12, 1), Grain.MONTH, "month, a year later")
    return days(months_from(index, 1), Grain.MONTH, "month", (later,) if shift == 1 else ())


@rule("period", "q=q", "o=o u=u")
def _part_of_year(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "Q3", "the second half" and "the 17th week": of this year, or of the next when it is over."""
    if match.groupdict().get("q"):
        unit, number = saying.value(match, "q")
    else:
        (unit, many), number = saying.value(match, "u"), saying.value(match, "o")
        if unit == "century" and not many:
            first = (number - 1) * 1200
            return days(months_from(first, 1200), Grain.RANGE, "century")
        if many:
            return None
    return _week_to_come(saying, number) if unit == "week" else _first_part_of_year(saying, unit, number)


def _first_part_of_year(saying: Saying, unit: str, number: int) -> Window | None:
    months = {"quarter": 3, "half": 6}.get(unit, 0)
    if not months or not 1 <= number <= 12 // months:
        return None
    span = first_to_come(saying.said_on, lambda it: months_from(it * 12 + (number - 1) * months, months))
    return days(span, GRAIN_OF_UNIT[unit], _name(unit)) if span else None


@rule("period", "c=c", "C y=y", "C n=n", "c=c u", "u c=c")
def _decade(saying: Saying, match: re.Match[str]) -> Window | None:
    named = match.groupdict()
    year = saying.value(match, "c" if named.get("c") else "y" if named.get("y") else "n")
    if isinstance(year, tuple):
        year = 2000 + year[0]
    if year % 10:
        return None
    return days(months_from(year * 12, 120), Grain.DECADE, "decade")
