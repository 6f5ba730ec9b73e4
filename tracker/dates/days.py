"""Rules for single days: dates, weekdays, today and tomorrow, so many days or weeks from a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dates.almanac import (
    add_days,
    add_months,
    add_units,
    make_date,
    unit_around,
    weekday_on_or_after,
)
from tracker.dates.grammar import Saying, days, one_day, rule
from tracker.dates.window import Grain, Open, Window

if TYPE_CHECKING:
    import re
    from datetime import date

    from tracker.dates.words import Count

_YEARS_AHEAD = 9
_MONTHS_AHEAD = 24
_PIECE = "(?:n[_]?u(?:&j)?|n&ju)"
_DURATION = f"{_PIECE}(?:[&,]?{_PIECE})*"
_HALVES = {"year": (6, "month"), "decade": (5, "year"), "month": (15, "day"), "week": (3, "day")}
Duration = list[tuple[int, str, bool]]


def next_date(said_on: date, month: int, day: int) -> date | None:
    """Return the first such day that is not before ``said_on``; 29 February waits for a leap year."""
    for year in range(said_on.year, said_on.year + _YEARS_AHEAD):
        found = make_date(year, month, day)
        if found and found >= said_on:
            return found
    return None


@rule("period", "d=d", "w=w d=d", "d=d w=w")
def _today(saying: Saying, match: re.Match[str]) -> Window | None:
    offset = saying.value(match, "d")
    if "w" in match.groupdict() and add_days(saying.said_on, offset).isoweekday() != saying.value(match, "w"):
        return None
    name = {-1: "yesterday", 0: "today", 1: "tomorrow", 2: "the day after tomorrow"}.get(offset, "day")
    return one_day(add_days(saying.said_on, offset), name)


@rule("period", "w=w? D=D", "D=D w=w")
def _digits(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read a date in digits; the weekday beside it decides which number is the month."""
    weekday = saying.value(match, "w")
    found: list[date] = []
    for year, month, day in saying.value(match, "D"):
        read = make_date(year, month, day) if year else next_date(saying.said_on, month, day)
        if read and read not in found:
            found.append(read)
    if weekday:
        found.sort(key=lambda it: it.isoweekday() != weekday)
    if not found:
        return None
    return one_day(found[0], "date", tuple(one_day(it, "date, day and month swapped") for it in found[1:]))


@rule("period", "w=w day=n [-/]? month=n", "day=n [-/]? month=n w=w")
def _digits_beside_a_weekday(saying: Saying, match: re.Match[str]) -> Window | None:
    first, second = saying.value(match, "day")[0], saying.value(match, "month")[0]
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
    "x=x w=w? day=[on] m=m",
    "x=x w=w? m=m day=[on]",
)
def _written_date(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read day and month; without a year the first to come, or the next in which the weekday fits."""
    named = match.groupdict()
    month, day = saying.value(match, "m"), _count(saying.value(match, "day"))
    year = saying.value(match, "y") if named.get("y") else None
    weekday = saying.value(match, "w") if named.get("w") else None
    if year:
        found = make_date(year, month, day)
        return one_day(found, "date") if found else None
    found = next_date(saying.said_on, month, day)
    if found is None:
        return None
    later = make_date(found.year + 1, month, day)
    if weekday and found.isoweekday() != weekday and later and later.isoweekday() == weekday:
        found = later
    return one_day(found, "date")


@rule("period", "n=nn")
def _spaced_date(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "17 02" where the language writes dates so."""
    if not saying.words.settings.get("spaced_dates"):
        return None
    first, second = saying.values[match.start("n")][0], saying.values[match.start("n") + 1][0]
    found = next_date(saying.said_on, second, first)
    return one_day(found, "date") if found else None


@rule("period", "n=nn[ny]")
def _spaced_date_with_year(saying: Saying, match: re.Match[str]) -> Window | None:
    if not saying.words.settings.get("spaced_dates"):
        return None
    first, second, third = saying.values[match.start("n") : match.end("n")]
    year = third if isinstance(third, int) else third.number + 2000
    found = make_date(year, second[0], first[0])
    return one_day(found, "date") if found else None


@rule("period", "w=w T?day=[on]", "(?:[Ta]|I?T)day=n", "T?day=o", "(?:[Ta]|I?T)day=n w=w", "T?day=o w=w")
def _day_of_month(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "the 15th": the next such day, or with a weekday the next month in which both agree."""
    weekday = saying.value(match, "w") if "w" in match.groupdict() else None
    number = _count(saying.value(match, "day"))
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
    if saying.words.settings.get("next_weekday") == "nearest" and not (said and said.far):
        ways.reverse()
    main, other = ways
    return one_day(_day(main), "next weekday", () if other.start == main.start else (other,))


@rule("period", "w=w V=V", "w=w(?P<u>u)")
def _weekday_in_weeks(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "mardi en huit" and "Tuesday week": so many days after the coming weekday."""
    if "u" in match.groupdict():
        if saying.value(match, "u") != ("week", False):
            return None
        more = 7
    else:
        more = saying.value(match, "V")
    first = weekday_on_or_after(saying.said_on, saying.values[match.start("w")])
    return one_day(add_days(first, more), "weekday, weeks on")


@rule("period", f"dur={_DURATION} r rest=.+", f"i dur={_DURATION} R rest=.+", f"rest=.+ i dur={_DURATION}")
def that_long_from(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "3 days starting next Monday" and "from 18 December for 10 days", the first day included."""
    base = saying.rest(match)
    if base is None or base.start is None or base.grain is not Grain.DAY or base.start != base.end:
        return None
    end = add_days(_add(saying, base.start, duration_of(saying, match)), -1)
    return days((base.start, max(base.start, end)), Grain.RANGE, "that long from that day")


@rule("period", f"I dur={_DURATION}", f"dur={_DURATION} H", f"I dur={_DURATION} H", f"w=w I? dur={_DURATION} H")
def _in_so_long(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "in 3 weeks": that very day; the unit holding it is the other reading."""
    weekday = saying.value(match, "w") if "w" in match.groupdict() else None
    return _after(saying, match, saying.said_on, weekday)


@rule("period", f"dur={_DURATION} H w=w", f"dur={_DURATION} R d w=w")
def _in_so_long_on_a_weekday(saying: Saying, match: re.Match[str]) -> Window | None:
    return _after(saying, match, saying.said_on, saying.value(match, "w"))


@rule("period", f"dur={_DURATION} G", f"G dur={_DURATION}")
def _so_long_ago(saying: Saying, match: re.Match[str]) -> Window:
    found = saying.said_on
    for count, unit, _ in duration_of(saying, match):
        found = add_units(found, -count, unit, saying.words.settings.get("fortnight", 14))
    return one_day(found, "that long ago")


@rule("period", f"dur={_DURATION} [AR] rest=.+", f"dur={_DURATION}_rest=w")
def _so_long_after(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "3 weeks after Christmas" and "a week from Tuesday"."""
    base = saying.rest(match)
    if base is None or base.start is None or base.end is None:
        return None
    return _after(saying, match, base.end if "A" in match.group() else base.start, None)


@rule("period", f"dur={_DURATION} F rest=.+")
def _so_long_before(saying: Saying, match: re.Match[str]) -> Window | None:
    base = saying.rest(match)
    if base is None or base.start is None:
        return None
    found = base.start
    for count, unit, _ in duration_of(saying, match):
        found = add_units(found, -count, unit, saying.words.settings.get("fortnight", 14))
    return one_day(found, "that long before")


@rule("period", "n=n w=w H", "n=n w=w R d", "I n=n w=w")
def _so_many_weekdays(saying: Saying, match: re.Match[str]) -> Window:
    """Read "four Tuesdays from now": today does not count."""
    first = weekday_on_or_after(add_days(saying.said_on, 1), saying.value(match, "w"))
    return one_day(add_days(first, 7 * (saying.value(match, "n")[0] - 1)), "that many weeks on")


def duration_of(saying: Saying, match: re.Match[str], name: str = "dur") -> Duration:
    """Return the (count, unit, rough) pieces of a matched duration."""
    start, end = match.span(name)
    pieces: Duration = []
    halves: Duration = []
    count, rough = 1, False
    for place in range(start, end):
        if saying.letters[place] == "n":
            count, rough, _ = saying.values[place]
        elif saying.letters[place] == "u":
            pieces.append((count, saying.values[place][0], rough))
        elif saying.letters[place] == "j":
            unit = pieces[-1][1] if pieces and saying.letters[place - 2] == "u" else saying.values[place + 1][0]
            halves.append((*_HALVES.get(unit, (0, "day")), rough))
    return pieces + halves


def _add(saying: Saying, day: date, pieces: Duration) -> date:
    for count, unit, _ in pieces:
        day = add_units(day, count, unit, saying.words.settings.get("fortnight", 14))
    return day


def _after(saying: Saying, match: re.Match[str], base: date, weekday: int | None) -> Window | None:
    """Return the day a duration after ``base``, moved on to the named weekday if there is one."""
    pieces = duration_of(saying, match)
    found = _add(saying, base, pieces)
    count, unit, rough = pieces[-1]
    if weekday:
        return one_day(weekday_on_or_after(found, weekday), "weekday, that long after")
    if rough and base == saying.said_on:
        least = [saying.values[it].least for it in range(*match.span("dur")) if saying.letters[it] == "n"][-1]
        start = add_units(base, least, unit, saying.words.settings.get("fortnight", 14)) if least else base
        name = f"in {least} to {count} {unit}s" if least else f"in a few {unit}s"
        return Window(start, found, Grain.RANGE, Open.FUZZY, rule=name)
    others = []
    if unit in {"week", "month", "year", "quarter"} and len(pieces) == 1:
        others.append(days(unit_around(unit, found), Grain(unit), f"the {unit} holding that day"))
    if unit == "day" and count == 15:  # noqa: PLR2004 - counted days where people mean two weeks
        others.append(one_day(add_days(base, 14), "two weeks on"))
    name = ", ".join(f"{number} {kind}{'s' if number != 1 else ''}" for number, kind, _ in pieces)
    return one_day(found, f"in {name}" if base == saying.said_on else f"{name} after that day", tuple(others))


def _count(value: int | Count) -> int:
    return value if isinstance(value, int) else value.number


def _day(window: Window) -> date:
    if window.start is None:
        raise ValueError
    return window.start
