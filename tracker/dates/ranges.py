"""Rules for two ends: from A to B, between A and B, A–B, weekdays inside a named week."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tracker.dates.almanac import GRAIN_OF_UNIT, add_days, add_units, make_date, unit_around, weekday_on_or_after
from tracker.dates.days import next_date
from tracker.dates.fiscal import ENDING_THEN
from tracker.dates.grammar import Saying, days, rule
from tracker.dates.terms import FILLERS
from tracker.dates.vocabulary import Bound, Grain
from tracker.dates.window import Window
from tracker.dates.words import number_of

_OPENS = "[RrE]?"
_COUNTED = re.compile(f"[ol][{FILLERS}]?u")
_JOINS = "[tab&-]"
_NO_PARTS = str.maketrans("", "", "pP" + FILLERS.replace("Y", ""))
_OF_A_DATE = set("nomyDw" + FILLERS)
_ENDING_SOMEWHERE = {"month", "quarter", "half", "year", "decade"}


@rule(
    "range",
    f"{_OPENS} w? T?a=[on] {_JOINS} w? T?b=[on] -?m=m -?y=y?",
    f"{_OPENS} w? T?a=[on] {_JOINS} w? T?b=[on] m=m x",
    f"{_OPENS} m=m {_OPENS} T?a=[on] {_JOINS} T?b=[on] y=y?",
    f"{_OPENS} T?a=[on] {_JOINS} m=m T?b=[on] y=y?",
)
def _days_of_a_month(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "14–20 July", "du 1er au 10 juillet", "July 13 to 15", "Feb between 2–7 2018"."""
    month, year = saying.value(match, "m"), None
    if "y" in match.groupdict():
        year = saying.value(match, "y")
    first, last = (number_of(saying.value(match, name)) for name in "ab")
    if year is None:
        end = next_date(saying.said_on, month, last)
        year = end.year if end else saying.said_on.year
    start, until = make_date(year, month, first), make_date(year, month, last)
    return _between(start, until)


@rule("range", f"{_OPENS} w? T?a=[on] {_JOINS} w? T?b=[on] rest=.+")
def _days_of_a_container(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "from 4 to 22 this month", "du 4 au 23 le mois prochain"."""
    container = saying.rest(match)
    if container is None or container.grain is not Grain.MONTH or container.start is None:
        return None
    first, last = (number_of(saying.value(match, name)) for name in "ab")
    year, month = container.start.year, container.start.month
    return _between(make_date(year, month, first), make_date(year, month, last))


@rule("range", f"rest=.+? {_OPENS} a=w {_JOINS} b=w", f"{_OPENS} a=w {_JOINS} b=w rest=.+")
def _weekdays_of_a_week(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "next week between Wednesday and Friday"."""
    container = saying.rest(match)
    if container is None or container.grain is not Grain.WEEK or container.start is None:
        return None
    monday = unit_around("week", container.start)[0]
    start, end = (weekday_on_or_after(monday, saying.value(match, name)) for name in "ab")
    return _between(start, end)


@rule(
    "range",
    f"{_OPENS} Ta=[on] {_JOINS} T?b=[on]",
    f"{_OPENS} a=o {_JOINS} T?b=[on]",
    f"{_OPENS} a=n a T?b=[on]",
)
def _days_to_come(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "du 13 au 18": days of this month, or of the next when they are over."""
    first, last = (number_of(saying.value(match, name)) for name in "ab")
    first_of_month = saying.said_on.replace(day=1)
    for moved in (first_of_month, add_days(first_of_month, 31)):
        window = _between(make_date(moved.year, moved.month, first), make_date(moved.year, moved.month, last))
        if window and window.end and window.end >= saying.said_on:
            return window
    return None


@rule("range", "H [tab-] rest=.+")
def _from_now_until(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "from now until Friday"."""
    until = saying.rest(match)
    return _between(saying.said_on, until.end) if until and not until.open else None


@rule("range", "a=m -?b=m y=y?", "a=w -?b=w", "a=s -?b=s y=y?", "a=q -?b=q y=y?", "a=p[my] ,?b=p[my]")
def _neighbours(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "July-August 2026" and "mars-avril", whose hyphen looks like one inside a word."""
    return _two_ends(saying, match.span("a"), (match.start("b"), match.end()))


@rule("range", "u=u R? rest=.+")
def _week_from_to(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the week of 13 to 19 April": the days named, which are no more than a week."""
    inner = saying.span(*match.span("rest")) if saying.value(match, "u") == ("week", False) else None
    if inner is None or inner.grain is not Grain.RANGE or not (inner.start and inner.end):
        return None
    return inner if inner.end < add_days(inner.start, 7) else None


@rule("range", "u=u [ab] rest=.+", "u=u t=t rest=.+")
def _unit_to(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the year to March 2027" and "the week to 17 July": the one that ends there."""
    unit, many = saying.value(match, "u")
    is_week = unit == "week" and "t" in match.groupdict()
    return None if many or not (is_week or unit in _ENDING_SOMEWHERE) else _ending_with(saying.rest(match), unit)


@rule("bound", "Y b=b rest=.+", "Y rest=.+")
def _fiscal_year_to(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "das Geschäftsjahr bis März 2027", and "l'exercice au 31 mars 2027", where the joining word is a filler."""
    until = saying.rest(match)
    is_date = set(saying.letters[slice(*match.span("rest"))]) <= _OF_A_DATE and until and until.grain is Grain.DAY
    return _ending_with(until, "year") if match.groupdict().get("b") or is_date else None


def _ending_with(last: Window | None, unit: str) -> Window | None:
    """Return the unit that ends on the last day of a window."""
    if last is None or last.end is None or last.open:
        return None
    name = "half-year" if unit == "half" else unit
    return days((add_units(add_days(last.end, 1), -1, unit), last.end), GRAIN_OF_UNIT[unit], f"{name} {ENDING_THEN}")


@rule(
    "range",
    "R? E? a=[olx] j=[tab&-] b=[olx] u=u",
    "R? E? a=[olx] j=[tab&-] b=[olx] u=u rest=.+",
    "R? E? a=[olx] u=u j=[tab&-] b=[olx]",
    "R? E? a=[olx] u=u j=[tab&-] b=[olx] rest=.+",
)
def _two_of_a_unit(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "in the second or third week of April", "this year or next": the unit said once counts for both."""
    unit = match.start("u")
    rest = range(*match.span("rest")) if match.groupdict().get("rest") else ()
    left, right = (match.start("a"), unit, *rest), (match.start("b"), unit, *rest)
    both = (*left, match.start("j"), *right)
    said = replace(
        saying,
        letters="".join(saying.letters[place] for place in both),
        values=tuple(saying.values[place] for place in both),
        read_before={},
    )
    return _two_ends(said, (0, len(left)), (len(left) + 1, len(both)))


@rule("range", "[RrETI_]?.+")
def _general(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read any two periods around a joining word; the last joining word that makes sense decides."""
    start, end = match.span()
    letters = saying.letters
    while start < end and letters[start] in "RrETI_":
        start += 1
    for place in range(start + 1, end - 1):
        if letters[place] not in "tab&-" or _ordinal_lacks_its_unit(letters[start:place], letters[place + 1 : end]):
            continue
        if _splits_a_year(saying, letters[start : place + 1], place + 1, end):
            continue
        window = _two_ends(saying, (start, place), (place + 1, end))
        if window:
            return window
    return None


def _ordinal_lacks_its_unit(left: str, right: str) -> bool:
    """Whether an ordinal that stands alone would be a day, where it counts the unit of the one behind it."""
    return left.strip(FILLERS).replace("p", "").strip(FILLERS) == "o" and bool(_COUNTED.match(right.lstrip(FILLERS)))


def _splits_a_year(saying: Saying, left: str, start: int, end: int) -> bool:
    """Whether a dash only splits a year: "March 2026/27" is no range from March to a year, "early 2026-2027" is one."""
    if end != start + 1 or saying.letters[start] != "y" or not left.endswith("y-"):
        return False
    if not left.removesuffix("y-").translate(_NO_PARTS):
        return False
    return bool(saying.values[start] == saying.values[start - 2] + 1)


def _two_ends(saying: Saying, left: tuple[int, int], right: tuple[int, int]) -> Window | None:
    """Read both ends so that the second follows the first; a year said once holds for both."""
    first, last = saying.period(*left), None
    fixed = set("yDK")
    if set(saying.letters[slice(*right)]) & fixed and not saying.anchored(*left):
        last = saying.period(*right)
        if last and last.end:
            first = _in_year_of(saying, left, last.end)
    elif first and first.start:
        base = max(first.start, saying.said_on) if not saying.anchored(*left) else first.start
        last = saying.period(*right) if saying.anchored(*right) else saying.on(base).period(*right)
        last = last or _end_within(saying, first, right)
    if not (first and last and first.start and last.end) or first.open or last.open:
        return None
    if first.start > last.end:
        return None
    return Window(first.start, last.end, Grain.RANGE, bound=Bound.BETWEEN, rule="range")


def _in_year_of(saying: Saying, left: tuple[int, int], end: date) -> Window | None:
    """Read the first end in the last year that keeps it before the second."""
    for year in (end.year, end.year - 1):
        first = saying.on(date(year, 1, 1)).period(*left)
        if first and first.start and first.start <= end:
            return replace(first)
    return None


def _end_within(saying: Saying, first: Window, right: tuple[int, int]) -> Window | None:
    """Read the second end as a bare day number of the first end's month ("le 3 mai au 5")."""
    inner = saying.letters[slice(*right)].strip("T_I")
    if inner not in {"n", "o"} or first.start is None or first.grain is not Grain.DAY:
        return None
    place = right[0] + saying.letters[slice(*right)].index(inner)
    found = make_date(first.start.year, first.start.month, number_of(saying.values[place]))
    return days((found, found), Grain.DAY, "day") if found else None


def _between(start: date | None, end: date | None) -> Window | None:
    if start is None or end is None or end < start:
        return None
    return Window(start, end, Grain.RANGE, bound=Bound.BETWEEN, rule="range")
