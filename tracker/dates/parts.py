"""Rules for parts of a period: early and late, first week of, Thursday of, Q3 of, the 20th of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.dates.almanac import (
    GRAIN_OF_UNIT,
    add_days,
    add_working_days,
    half_of,
    months_from,
    nth_weekday,
    third_of,
    whole_months,
)
from tracker.dates.grammar import Saying, changed, days, one_day, rule
from tracker.dates.seasons import season_in, season_to_come
from tracker.dates.terms import FILLERS
from tracker.dates.units import iso_week, unit_window
from tracker.dates.vocabulary import Grain

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from datetime import date

    from tracker.dates.window import Window

_NEXT = "next "
_JOINS = frozenset("tab&-")
_PART_NAMES = {"early": "early in the", "mid": "middle of the", "late": "end of the", "end": "end of the"}


def not_over(saying: Saying, start: int, end: int, make: Callable[[Window], Window | None]) -> Window | None:
    """Read a container and make its part; one already over moves on unless its year is named."""
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


def part_said(saying: Saying, match: re.Match[str]) -> str:
    """Return early, mid, late or end when the bounded stretch begins with such a word; end when it is to be over."""
    if match.groupdict().get("k"):
        return "end"
    start, end = match.span("rest")
    inner = saying.letters[start:end].lstrip("T_Ia~,Y")
    if not inner or inner[0] not in "pP":
        return ""
    return str(saying.values[end - len(inner)]).partition(" ")[0]


@rule("period", "a=p -? [tab&]? b=p rest=.+")
def _two_parts(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "mid-to-late 2026": from the start of one part to the end of the other; "mid-late" joins neighbours only."""
    first, last = saying.value(match, "a"), saying.value(match, "b")
    is_joined = not _JOINS.isdisjoint(saying.letters[match.end("a") : match.start("b")])
    if "rest" in {first, last} or not (is_joined or "mid" in {first, last}):
        return None

    def make(container: Window) -> Window | None:
        left, right = part_of(container, first), part_of(container, last)
        if not (left and right and left.start and right.end and right.start and left.start < right.start):
            return None
        return days((left.start, right.end), Grain.RANGE, f"{first} to {last} in the {container.rule}")

    return not_over(saying, *match.span("rest"), make)


@rule("period", "p=p rest=.+", "x=x p=p rest=.+")
def _third(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "early March", "mid-2026", "end of next week", "rest of the year"."""
    part, shift = saying.value(match, "p"), saying.shift(match)
    if shift and shift.steps:
        return None
    if part == "rest":
        return _rest(saying, match)
    return not_over(saying, *match.span("rest"), lambda container: part_of(container, part))


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


@rule("period", "P=P", "P=P rest=.+")
def _compound_part(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "year-end", "EOM", "Jahresende 2027": a part and its unit in one word."""
    part, _, unit = saying.value(match, "P").partition(" ")
    if match.groupdict().get("rest"):
        container, unit = saying.rest(match), unit.removeprefix(_NEXT)
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
    if unit.startswith(_NEXT):
        unit, shift = unit.removeprefix(_NEXT), shift + 1
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
    if named.get("n") and saying.letters[slice(*match.span("rest"))].strip(FILLERS) == "u":
        return None
    if named.get("n"):
        nth, numbered = saying.value(match, "n")[0], True
    else:
        nth, numbered = saying.value(match, "o") if named.get("o") else -1, False
    if "ol" in match.group().replace("_", "").replace("T", ""):
        nth = -nth
    return not_over(saying, *match.span("rest"), lambda container: _nth_in(container, unit, nth, numbered=numbered))


def _nth_in(container: Window, unit: str, nth: int, *, numbered: bool) -> Window | None:
    """Return the nth unit inside a window, counted from its end when negative."""
    start, end = container.start, container.end
    if start is None or end is None or nth == 0:
        return None
    if unit == "week":
        return _nth_week(container, nth, numbered=numbered)
    if unit == "weekend":
        saturday = nth_weekday(start, end, 6, nth)
        return weekend_from(saturday) if saturday else None
    if unit == "day":
        found = add_days(start, nth - 1) if nth > 0 else add_days(end, nth + 1)
        return one_day(found) if start <= found <= end else None
    if unit == "working day":
        found = add_working_days(add_days(start, -1) if nth > 0 else add_days(end, 1), nth)
        return one_day(found) if start <= found <= end else None
    if unit in {"half", "fortnight"}:
        return _nth_half(container, unit, nth)
    return _nth_months(start, end, unit, nth)


def _nth_half(container: Window, unit: str, nth: int) -> Window | None:
    start, end, grain = container.start, container.end, container.grain
    if start is None or end is None or nth not in {1, 2, -1}:
        return None
    if unit == "fortnight" and grain is not Grain.MONTH:
        return None
    index = 1 if nth == 1 else 2
    span = half_of(start, end, index)
    if grain is Grain.YEAR:
        return days(span, Grain.HALF, "half-year")
    name = grain if grain is not Grain.RANGE else "period"
    return days(span, Grain.RANGE, f"{'first' if index == 1 else 'second'} half of the {name}")


def weekend_from(saturday: date) -> Window:
    """Return the weekend of a Saturday, the one from Friday as the other reading."""
    sunday = add_days(saturday, 1)
    others = (days((add_days(saturday, -1), sunday), Grain.WEEKEND, "weekend from Friday"),)
    return days((saturday, sunday), Grain.WEEKEND, "weekend", others)


def _nth_months(start: date, end: date, unit: str, nth: int) -> Window | None:
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    total = whole_months(start, end)
    if not months or not total or abs(nth) * months > total or months == total:
        return None
    index = start.year * 12 + start.month - 1 + (nth - 1 if nth > 0 else total // months + nth) * months
    return days(months_from(index, months), GRAIN_OF_UNIT[unit], unit)


def _nth_week(container: Window, nth: int, *, numbered: bool) -> Window | None:
    """Return the nth Monday-started week; from the end, a week belongs to the month that has its Thursday.

    The weeks of a year are those of its calendar, which ISO numbers.
    """
    start, end = container.start, container.end
    if start is None or end is None:
        return None
    others: tuple[Window, ...] = ()
    if nth == 1:
        others = (days((start, add_days(start, 6)), Grain.WEEK, "first seven days"),)
    elif nth == -1:
        others = (days((add_days(end, -6), end), Grain.WEEK, "last seven days"),)
    if numbered or (nth > 0 and container.grain is Grain.YEAR):
        span = iso_week(start.year, nth) if container.grain is Grain.YEAR else None
        return days(span, Grain.WEEK, f"week {nth}", () if numbered else others) if span else None
    if nth < 0:
        thursday = nth_weekday(start, end, 4, nth)
        monday = add_days(thursday, -3) if thursday else None
    else:
        monday = nth_weekday(start, end, 1, nth)
    if monday is None:
        return None
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

    return not_over(saying, *match.span("rest"), make)


@rule("period", "rest=.+ p=p")
def _part_said_last(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "2026 mid", as tables write it."""
    if saying.value(match, "p") == "rest":
        return None
    return not_over(saying, *match.span("rest"), lambda it: part_of(it, saying.value(match, "p")))
