"""Rules for what lies beside a day: the week after Christmas, the Monday before Easter, within 100 days of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dates.almanac import add_days, add_units, unit_around, weekday_on_or_after
from tracker.dates.grammar import Saying, days, one_day, rule
from tracker.dates.lengths import DURATION, add_duration, duration_of, length_in_words
from tracker.dates.parts import part_said
from tracker.dates.terms import FILLERS
from tracker.dates.units import fuzzy_end
from tracker.dates.vocabulary import Bound, Grain, Open
from tracker.dates.window import Window

if TYPE_CHECKING:
    import re
    from datetime import date

_AFTER = "A"
_SATURDAY = 6
_LONG = {Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.DECADE}


@rule("bound", f"W dur={DURATION} j=[AR_T] rest=.+")
def _within_so_long_after(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "within 100 days after Christmas" and "of Christmas"; of that, either side of it is the other reading."""
    day, joint, pieces = _day_of(saying, match), match.group("j"), duration_of(saying, match)
    if day is None or day == saying.said_on:
        return None
    first = add_days(day, 1) if joint == _AFTER else day
    last, name = add_duration(saying, day, pieces), f"within {length_in_words(pieces)}"
    if last < first:
        return None
    if joint in {_AFTER, "R"}:
        return _what_is_left(saying, first, last, f"{name} after that day")
    before = add_duration(saying, day, [(-count, unit, rough) for count, unit, rough in pieces])
    others = (_what_is_left(saying, before, last, f"{name} of that day, either way"),)
    return _what_is_left(saying, first, last, f"{name} after that day", others)


def _day_of(saying: Saying, match: re.Match[str]) -> date | None:
    """Return the day that the rest names, the last one of a time that is to be over."""
    base, is_reckoned_from_its_end = saying.rest(match), match.group("j") == _AFTER or part_said(saying, match) == "end"
    return base.end if base and (is_reckoned_from_its_end or base.start == base.end) else None


def _what_is_left(saying: Saying, first: date, last: date, name: str, others: tuple[Window, ...] = ()) -> Window:
    """Return a window of which nothing is before the day it was said, unless all of it is."""
    if first <= saying.said_on <= last:
        return Window(saying.said_on, last, Grain.RANGE, None, Bound.WITHIN, name, others)
    return days((first, last), Grain.RANGE, name, others)


@rule("period", f"I dur={DURATION} A rest=.+")
def _in_what_follows(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "in the two weeks after Christmas": all of them; the day on which they are over is the other reading."""
    base, pieces = saying.rest(match), duration_of(saying, match)
    if base is None or base.end is None or base.end == saying.said_on:
        return None
    first, last = add_days(base.end, 1), add_duration(saying, base.end, pieces)
    name = f"{length_in_words(pieces)} after that day"
    return days((first, last), Grain.RANGE, f"the {name}", (one_day(last, name),)) if first < last else None


@rule("bound", "W u=u j=[AR_T] rest=.+")
def _within_some_after(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "within weeks of Christmas": as far as the coming weeks reach."""
    (unit, many), day = saying.value(match, "u"), _day_of(saying, match)
    if not many or day is None:
        return None
    return Window(day, fuzzy_end(saying.on(day), unit), Grain.RANGE, Open.FUZZY, rule=f"within {unit}s after that day")


@rule("period", "o=o? u=u j=A rest=.+", "l? u=u j=F rest=.+", "u=u x rest=h")
def _unit_beside(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the week after Christmas", seven days, and "the second week after it"; "the weeks after" are as coming."""
    (unit, many), joint = saying.value(match, "u"), match.groupdict().get("j", _AFTER)
    nearest = _nearest_day(saying, match, joint)
    if nearest is None:
        return None
    step = 1 if joint == _AFTER else -1
    name = f"the {unit}{'s' * many} {'after' if joint == _AFTER else 'before'} that day"
    if many:
        reach = fuzzy_end(saying.on(nearest), unit) - nearest
        first, last = sorted((nearest, add_days(nearest, step * max(reach.days - 1, 0))))
        return Window(first, last, Grain.RANGE, Open.FUZZY, rule=name)
    nearest = _on_by(saying, nearest, _nth(saying, match) - 1, unit)
    if unit == "weekend":
        saturday = weekday_on_or_after(nearest if joint == _AFTER else add_days(nearest, -7), _SATURDAY)
        return days((saturday, add_days(saturday, 1)), Grain.WEEKEND, name)
    farthest = add_days(_on_by(saying, nearest, step, unit), -step)
    span = min(nearest, farthest), max(nearest, farthest)
    of_calendar = unit_around(unit, add_days(nearest, -step), step, saying.conventions.week_start)
    others = (days(of_calendar, Grain.RANGE, f"{name}, as the calendar has it"),) if of_calendar != span else ()
    return days(span, Grain.DAY if span[0] == span[1] else Grain.RANGE, name, others)


@rule("period", "o=o? w=w j=A rest=.+", "l? w=w j=F rest=.+")
def _weekday_beside(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the Monday after Easter": the first one behind it, and with "before" the last one.

    After a month or a year nobody counts so: "on Monday after May sales" is a Monday to come.
    """
    weekday, joint = saying.value(match, "w"), match.group("j")
    base, nearest = saying.rest(match), _nearest_day(saying, match, joint)
    if base is None or nearest is None or (base.grain in _LONG and not part_said(saying, match)):
        return None
    if joint == _AFTER:
        found = add_days(weekday_on_or_after(nearest, weekday), 7 * (_nth(saying, match) - 1))
        return one_day(found, "weekday after that day")
    return one_day(weekday_on_or_after(add_days(nearest, -6), weekday), "weekday before that day")


def _nth(saying: Saying, match: re.Match[str]) -> int:
    """Return which one is meant, the first where none is told."""
    return (saying.value(match, "o") if "o" in match.groupdict() else None) or 1


def _on_by(saying: Saying, day: date, count: int, unit: str) -> date:
    return add_units(day, count, unit, saying.words.settings.get("fortnight", 14))


def _nearest_day(saying: Saying, match: re.Match[str], joint: str) -> date | None:
    """Return the first day after the rest, or the last one before it; "before the end" is of what ends.

    "Week after week" is no day at all.
    """
    base = saying.rest(match)
    is_one_after_the_other = saying.letters[slice(*match.span("rest"))].strip(FILLERS) == "u"
    if base is None or base.start is None or base.end is None or is_one_after_the_other:
        return None
    if joint == _AFTER:
        return add_days(base.end, 1)
    return base.end if part_said(saying, match) == "end" else add_days(base.start, -1)
