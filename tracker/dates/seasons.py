"""Rules for seasons and for holidays, fixed or counted from Easter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.dates.almanac import Span, add_days, easter_sunday, make_date, months_from, nth_weekday
from tracker.dates.grammar import Saying, days, one_day, rule
from tracker.dates.units import first_to_come
from tracker.dates.vocabulary import Grain

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from tracker.dates.window import Window
    from tracker.dates.words import Count

TIME_OF_YEAR = "that time of year"
"""How the days of a holiday are named that has several."""
_ASTRONOMICAL = {"spring": (3, 20), "summer": (6, 21), "autumn": (9, 22), "winter": (12, 21)}


def season_in(saying: Saying, season: str, year: int) -> Window:
    """Return a season by the year in which it begins, the astronomical one as the other reading."""
    start_month = saying.conventions.season_month(season)
    span = months_from(year * 12 + start_month - 1, 3)
    others: tuple[Window, ...] = ()
    if not saying.conventions.southern:
        month, day = _ASTRONOMICAL[season]
        first = date(year, month, day)
        end_month, end_day = list(_ASTRONOMICAL.values())[(list(_ASTRONOMICAL).index(season) + 1) % 4]
        last = add_days(date(year + (season == "winter"), end_month, end_day), -1)
        others = (days((first, last), Grain.RANGE, f"{season} by the sun"),)
    return days(span, Grain.RANGE, season, others)


def in_split_year(first: int, last: int | Count, window_in: Callable[[int], Window | None]) -> Window | None:
    """Return what "2026/27" is said of: it lies about the turn of the two years, from September to March."""
    if not _follows(first, last):
        return None
    for year in (first, first + 1):
        window = window_in(year)
        if window is None or window.start is None or window.end is None:
            continue
        if date(first, 9, 1) <= window.start and window.end < date(first + 1, 4, 1):
            return window
    return None


def _follows(first: int, last: int | Count) -> bool:
    """Whether a year, or its last two digits, is the one after the first."""
    return last == first + 1 if isinstance(last, int) else last.number == (first + 1) % 100


def _season_of_two_years(saying: Saying, season: str, first: int) -> Window:
    """Return the season about the turn of two years; of one off it that of the first, the other as an alternative."""
    about_the_turn = in_split_year(first, first + 1, lambda year: season_in(saying, season, year))
    if about_the_turn:
        return about_the_turn
    window, later = season_in(saying, season, first), season_in(saying, season, first + 1)
    return replace(window, alternatives=(replace(later, alternatives=()), *window.alternatives))


@rule("period", "s=s", "s=s y=y", "x=x s=s", "s=s x=x", "s=s y=y [-t] last=[yn]", "y=y s=s")
def _season(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read a season: the first one not over; "next" the first one that has not begun."""
    named = match.groupdict()
    season = saying.value(match, "s")
    if named.get("last"):
        first, last = saying.value(match, "y"), saying.value(match, "last")
        return _season_of_two_years(saying, season, first) if _follows(first, last) else None
    if named.get("y"):
        return season_in(saying, season, saying.value(match, "y"))
    shift = saying.value(match, "x").steps if named.get("x") else 0
    return season_to_come(saying, season, shift) if shift >= 0 else None


def season_to_come(saying: Saying, season: str, shift: int = 0) -> Window | None:
    """Return the first such season not over (0), the first not begun (1), or the one after it (2)."""
    today = saying.said_on
    for year in range(today.year - 1, today.year + 3):
        window = season_in(saying, season, year)
        if window.start and window.end and ((window.start > today) if shift else (window.end >= today)):
            return season_in(saying, season, year + shift - 1) if shift else window
    return None


@rule("period", "h=h", "h=h y=y", "x=x h=h", "h=h x=x", "w h=h", "w h=h y=y", "h=h w y=y", "h=h y=y - last=y")
def _holiday(saying: Saying, match: re.Match[str]) -> Window | None:
    named = match.groupdict()
    name = saying.value(match, "h")
    if named.get("last"):
        last = saying.value(match, "last")
        return in_split_year(saying.value(match, "y"), last, lambda year: _holiday_of(name, year))
    if named.get("y"):
        return _holiday_of(name, saying.value(match, "y"))
    shift = saying.value(match, "x").steps if named.get("x") else 0
    today = add_days(saying.said_on, 1) if shift > 0 else saying.said_on
    span = first_to_come(today, lambda year: holiday_in(name, year))
    return _holiday_window(span) if span and shift >= 0 else None


def _holiday_of(name: str, year: int) -> Window | None:
    span = holiday_in(name, year)
    return _holiday_window(span) if span else None


def _holiday_window(span: Span) -> Window:
    if span[0] == span[1]:
        return one_day(span[0], "holiday")
    whole_month = span == months_from(span[0].year * 12 + span[0].month - 1, 1)
    return days(span, Grain.MONTH if whole_month else Grain.RANGE, TIME_OF_YEAR)


def holiday_in(name: str, year: int) -> Span | None:
    """Return the days of a holiday in a year, from its rule in the language's list; None when it has none."""
    if name.startswith("easter"):
        found: date | None = add_days(easter_sunday(year), int(name.removeprefix("easter")))
    elif ".." in name:
        start, end = (make_date(year, *map(int, part.split("-"))) for part in name.split(".."))
        return (start, end) if start and end else None
    elif "/" in name:
        base, plus, more = name.partition("+")
        month, weekday, nth = (int(part) for part in base.split("/"))
        found = nth_weekday(*months_from(year * 12 + month - 1, 1), weekday, nth)
        found = add_days(found, int(more)) if found and plus else found
    elif "-" in name:
        found = make_date(year, *map(int, name.split("-")))
    else:
        return months_from(year * 12 + int(name) - 1, 1)
    return (found, found) if found else None
