"""Rules for parts of a period: early and late, first week of, Thursday of, Q3 of, the 20th of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.dates.almanac import (
    GRAIN_OF_UNIT,
    add_days,
    half_of,
    make_date,
    months_from,
    nth_weekday,
    third_of,
    unit_around,
    weekday_on_or_after,
    whole_months,
)
from tracker.dates.grammar import Saying, changed, days, one_day, rule
from tracker.dates.units import holiday_in, iso_week, season_in, season_to_come, unit_window
from tracker.dates.window import Grain, Window

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_PART_NAMES = {"early": "early in the", "mid": "middle of the", "late": "end of the"}
_MONTHS_IN = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}


def _not_over(saying: Saying, start: int, end: int, make: Callable[[Window], Window | None]) -> Window | None:
    """Read a container and make its part; a part already over moves on unless the container is named exactly."""
    container = saying.period(start, end)
    made = make(container) if container else None
    if (
        container is None
        or container.end is None
        or saying.anchored(start, end)
        or (made and (made.end is None or made.end >= saying.said_on))
    ):
        return made
    later = saying.on(add_days(container.end, 1)).period(start, end)
    if later and later.start == container.start:
        return made
    return make(later) if later else None


@rule("period", "p=p rest=.+")
def _third(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "early March", "mid-2026", "end of next week", "rest of the year"."""
    part = saying.value(match, "p")
    if part == "rest":
        return _rest(saying, match)
    return _not_over(saying, *match.span("rest"), lambda container: part_of(container, part))


def part_of(container: Window, part: str) -> Window | None:
    """Return the early, mid or late part of a window, with the readings that others give it."""

    def third(window: Window) -> Window | None:
        if window.start is None or window.end is None or window.open:
            return None
        name = f"{_PART_NAMES[part]} {window.rule}"
        if window.grain in {Grain.DAY, Grain.WEEKEND}:
            return replace(window, alternatives=())
        return days(third_of(window.start, window.end, window.grain, part), Grain.RANGE, name)

    return changed(container, third, _other_parts(container, part))


def _other_parts(container: Window, part: str) -> tuple[Window, ...]:
    """Offer the quarter and the half where people read "late 2026" so."""
    if container.grain is not Grain.YEAR or container.start is None or container.end is None:
        return ()
    index = container.start.year * 12
    if part == "mid":
        return (days(months_from(index + 5, 2), Grain.RANGE, "June and July"),)
    quarter = months_from(index + (0 if part == "early" else 9), 3)
    half = half_of(container.start, container.end, 1 if part == "early" else 2)
    return days(quarter, Grain.RANGE, "that quarter"), days(half, Grain.RANGE, "that half of the year")


def _rest(saying: Saying, match: re.Match[str]) -> Window | None:
    window = saying.rest(match)
    if window is None or window.start is None or window.end is None or window.end < saying.said_on:
        return None
    span = (max(window.start, saying.said_on), window.end)
    return days(span, Grain.RANGE if window.grain is not Grain.DAY else Grain.DAY, f"rest of the {window.rule}")


@rule("period", "a=p [ta&-]? b=p rest=.+")
def _two_parts(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "mid-to-late 2026": from the start of one part to the end of the other."""
    first, last = saying.value(match, "a"), saying.value(match, "b")
    if "rest" in {first, last}:
        return None

    def make(container: Window) -> Window | None:
        left, right = part_of(container, first), part_of(container, last)
        if not (left and right and left.start and right.end and left.start <= right.end):
            return None
        return days((left.start, right.end), Grain.RANGE, f"{first} to {last} in the {container.rule}")

    return _not_over(saying, *match.span("rest"), make)


@rule("period", "P=P", "P=P rest=.+")
def _compound_part(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "year-end", "EOM", "Jahresende 2027": a part and its unit in one word."""
    part, _, unit = saying.value(match, "P").partition(" ")
    if match.groupdict().get("rest"):
        container = saying.rest(match)
        if container and container.start and container.grain is Grain.YEAR and unit not in GRAIN_OF_UNIT:
            return part_of(season_in(saying, unit, container.start.year), part)
        if container is None or container.grain is not GRAIN_OF_UNIT.get(unit):
            return None
        return part_of(container, part)
    for shift in (0, 1):
        whole = _unit_or_season(saying, unit, shift)
        made = part_of(whole, part) if whole else None
        if made and made.end and made.end >= saying.said_on:
            return made
    return None


def _unit_or_season(saying: Saying, unit: str, shift: int) -> Window | None:
    if unit in GRAIN_OF_UNIT:
        return unit_window(saying, unit, shift)
    window = season_to_come(saying, unit)
    if shift and window and window.start:
        return season_in(saying, unit, window.start.year + shift)
    return window


@rule("period", "o=o u=u rest=.+", "l=l u=u rest=.+", "o=o l u=u rest=.+", "rest=.+ o=o u=u", "u=u n=n rest=.+")
def _nth_unit(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "third quarter of 2026", "last week of July", "second last week of 2018", "week 3 of 2027"."""
    named = match.groupdict()
    unit, many = saying.value(match, "u")
    if many:
        return None
    if named.get("n"):
        nth, numbered = saying.value(match, "n")[0], True
    else:
        nth, numbered = saying.value(match, "o") if named.get("o") else -1, False
    if "ol" in match.group().replace("_", "").replace("T", ""):
        nth = -nth
    return _not_over(saying, *match.span("rest"), lambda container: _nth_in(container, unit, nth, numbered=numbered))


def _nth_in(container: Window, unit: str, nth: int, *, numbered: bool) -> Window | None:
    """Return the nth unit inside a window, counted from its end when negative."""
    start, end, grain = container.start, container.end, container.grain
    if start is None or end is None or nth == 0:
        return None
    if unit == "week":
        return _nth_week(container, nth, numbered=numbered)
    if unit == "weekend":
        saturday = nth_weekday(start, end, 6, nth)
        if saturday is None:
            return None
        others = (days((add_days(saturday, -1), add_days(saturday, 1)), Grain.WEEKEND, "weekend from Friday"),)
        return days((saturday, add_days(saturday, 1)), Grain.WEEKEND, "weekend", others)
    if unit == "day":
        found = add_days(start, nth - 1) if nth > 0 else add_days(end, nth + 1)
        return one_day(found) if start <= found <= end else None
    if unit in {"half", "fortnight"}:
        index = 2 if nth in {2, -1} else 1
        if nth not in {1, 2, -1} or (unit == "fortnight" and grain is not Grain.MONTH):
            return None
        whole = grain is Grain.YEAR
        return days(half_of(start, end, index), Grain.HALF if whole else Grain.RANGE, _half_name(grain, index))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    total = whole_months(start, end)
    if not months or not total or abs(nth) * months > total or months == total:
        return None
    index = start.year * 12 + start.month - 1 + (nth - 1 if nth > 0 else total // months + nth) * months
    return days(months_from(index, months), GRAIN_OF_UNIT[unit], unit)


def _half_name(grain: Grain, index: int) -> str:
    if grain is Grain.YEAR:
        return "half-year"
    return f"{'first' if index == 1 else 'second'} half of the {grain if grain is not Grain.RANGE else 'period'}"


def _nth_week(container: Window, nth: int, *, numbered: bool) -> Window | None:
    """Return the nth Monday-started week; from the end, a week belongs to the month that has its Thursday."""
    start, end = container.start, container.end
    if start is None or end is None:
        return None
    if numbered:
        span = iso_week(start.year, nth) if container.grain is Grain.YEAR else None
        return days(span, Grain.WEEK, f"week {nth}") if span else None
    if nth < 0:
        thursday = nth_weekday(start, end, 4, nth)
        monday = add_days(thursday, -3) if thursday else None
    else:
        monday = nth_weekday(start, end, 1, nth)
    if monday is None:
        return None
    others: tuple[Window, ...] = ()
    if nth == 1:
        others = (days((start, add_days(start, 6)), Grain.WEEK, "first seven days"),)
    elif nth == -1:
        others = (days((add_days(end, -6), end), Grain.WEEK, "last seven days"),)
    return days((monday, add_days(monday, 6)), Grain.WEEK, "week", others)


@rule("period", "o=o n=n u=u rest=.+", "n=n o=o u=u rest=.+", "l=l n=n u=u rest=.+", "n=n l=l u=u rest=.+")
def _first_units(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the first 2 weeks of 2021", "the last three months of the year"."""
    count = saying.value(match, "n").number
    unit, _ = saying.value(match, "u")
    backwards = bool(match.groupdict().get("l"))
    if not backwards and saying.value(match, "o") != 1:
        return None

    def make(container: Window) -> Window | None:
        first = _nth_in(container, unit, -1 if backwards else 1, numbered=False)
        last = _nth_in(container, unit, -count if backwards else count, numbered=False)
        if first is None or last is None or not (first.start and last.start and first.end and last.end):
            return None
        span = (min(first.start, last.start), max(first.end, last.end))
        return days(span, Grain.RANGE, f"{'last' if backwards else 'first'} {count} {unit}s")

    return _not_over(saying, *match.span("rest"), make)


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

    return _not_over(saying, *match.span("rest"), make)


@rule("period", "day=[on] rest=.+", "day=o u=u rest=.+", "rest=.+ T?day=o", "rest=.+ Tday=n")
def _day_in_month(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the 20th of next month", "the second day of August"."""
    value = saying.value(match, "day")
    number = value if isinstance(value, int) else value[0]
    if "u" in match.groupdict() and saying.value(match, "u") != ("day", False):
        return None

    def make(container: Window) -> Window | None:
        if container.grain is not Grain.MONTH or container.start is None:
            return None
        found = make_date(container.start.year, container.start.month, number)
        return one_day(found, "date") if found else None

    return _not_over(saying, *match.span("rest"), make)


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

    return _not_over(saying, *match.span("rest"), make)


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


@rule("period", "u=u rest=.+", "u=u R rest=.+", "rest=.+ u=u")
def _unit_holding(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the week of July 14", "the weekend of Thanksgiving", "the month of May"."""
    unit, many = saying.value(match, "u")
    inner = saying.rest(match)
    if many or inner is None or inner.start is None or inner.end is None or inner.open:
        return None
    if unit in {"month", "quarter", "year", "decade"} and inner.grain == GRAIN_OF_UNIT[unit]:
        return inner
    if inner.grain is not Grain.DAY or inner.start != inner.end:
        return None
    if unit == "weekend":
        return _weekend_near(inner.start)
    if unit not in {"week", "workweek", "month"}:
        return None
    span = unit_around(unit, inner.start, 0, saying.conventions.week_start)
    others = (days((inner.start, add_days(inner.start, 6)), Grain.WEEK, "seven days from that day"),)
    return days(span, GRAIN_OF_UNIT[unit], unit, others if unit == "week" else ())


def _weekend_near(day: date) -> Window:
    """Return the weekend of a holiday: before a Monday or Tuesday, else after it."""
    base = add_days(day, -7) if day.isoweekday() <= 2 else day  # noqa: PLR2004 - Tuesday
    span = unit_around("weekend", base)
    others = (days((add_days(span[0], -1), span[1]), Grain.WEEKEND, "weekend from Friday"),)
    return days(span, Grain.WEEKEND, "weekend", others)


@rule("period", "rest=.+ p=p")
def _part_said_last(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "2026 mid", as tables write it."""
    if saying.value(match, "p") == "rest":
        return None
    return _not_over(saying, *match.span("rest"), lambda it: part_of(it, saying.value(match, "p")))

