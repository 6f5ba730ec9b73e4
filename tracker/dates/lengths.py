"""Rules for lengths of time: in three weeks, 3 weeks after Christmas, four Tuesdays from now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dates.almanac import add_days, add_units, unit_around, weekday_on_or_after
from tracker.dates.grammar import Saying, days, one_day, rule
from tracker.dates.parts import part_said
from tracker.dates.vocabulary import Grain, Open
from tracker.dates.window import Window

if TYPE_CHECKING:
    import re
    from datetime import date

_PIECE = "(?:n[_]?u(?:&j)?|n&ju)"
DURATION = f"{_PIECE}(?:[&,]?{_PIECE})*"
_HALVES = {
    "century": (50, "year"),
    "decade": (5, "year"),
    "year": (6, "month"),
    "half": (3, "month"),
    "quarter": (6, "week"),
    "month": (15, "day"),
    "fortnight": (7, "day"),
    "week": (3, "day"),
}
_WEEKS_OR_MONTHS = {"week", "fortnight", "month"}
Duration = list[tuple[int, str, bool]]


@rule("period", f"dur={DURATION} r rest=.+", f"i dur={DURATION} R rest=.+", f"rest=.+ i dur={DURATION}")
def that_long_from(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "3 days starting next Monday" and "from 18 December for 10 days", the first day included."""
    base = saying.rest(match)
    if base is None or base.start is None or base.grain is not Grain.DAY or base.start != base.end:
        return None
    end = add_days(add_duration(saying, base.start, duration_of(saying, match)), -1)
    return days((base.start, max(base.start, end)), Grain.RANGE, "that long from that day")


@rule("period", f"I low={_PIECE} [ta-] dur={DURATION}", f"low={_PIECE} [ta-] dur={DURATION} H")
def _between_lengths(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "in six months to a year": from the one to the other."""
    start = add_duration(saying, saying.said_on, duration_of(saying, match, "low"))
    end = add_duration(saying, saying.said_on, duration_of(saying, match))
    if end < start:
        return None
    return Window(start, end, Grain.RANGE, Open.FUZZY, rule="between those lengths of time")


@rule("period", f"I dur={DURATION}", f"dur={DURATION} H", f"I dur={DURATION} H", f"w=w I? dur={DURATION} H")
def _in_so_long(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "in 3 weeks": that very day; the unit holding it is the other reading."""
    weekday = saying.value(match, "w") if "w" in match.groupdict() else None
    return _after(saying, match, saying.said_on, weekday)


@rule("period", "e x=x u=u", "e u=u x=x")
def _same_time_of_the_next(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "this time next year": the very day, a year from today."""
    (unit, many), shift = saying.value(match, "u"), saying.shift(match)
    if many or shift is None or shift.steps < 1:
        return None
    found = add_units(saying.said_on, shift.steps, unit, saying.words.settings.get("fortnight", 14))
    return one_day(found, "that long from today")


@rule("period", f"dur={DURATION} H w=w", f"dur={DURATION} R d w=w")
def _in_so_long_on_a_weekday(saying: Saying, match: re.Match[str]) -> Window | None:
    return _after(saying, match, saying.said_on, saying.value(match, "w"))


@rule("period", f"dur={DURATION} G", f"G dur={DURATION}")
def _so_long_ago(saying: Saying, match: re.Match[str]) -> Window:
    found = saying.said_on
    for count, unit, _ in duration_of(saying, match):
        found = add_units(found, -count, unit, saying.words.settings.get("fortnight", 14))
    return one_day(found, "that long ago")


@rule("period", f"dur={DURATION} A rest=.+ k=k", f"dur={DURATION} [AR] rest=.+")
def _so_long_after(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "3 weeks after Christmas" and "a week from Tuesday"."""
    base = saying.rest(match)
    if base is None or base.start is None or base.end is None:
        return None
    from_its_end = "A" in match.group() or part_said(saying, match) == "end"
    return _after(saying, match, base.end if from_its_end else base.start, None)


@rule("period", f"dur={DURATION} d=d", f"d=d i=I dur={DURATION}")
def _so_long_from_a_near_day(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "a week tomorrow" and "morgen in zwei Wochen"; "ten years today" looks back as often."""
    offset = saying.value(match, "d")
    in_weeks = all(unit in _WEEKS_OR_MONTHS for _, unit, _ in duration_of(saying, match))
    if offset < 0 or not (match.groupdict().get("i") or (in_weeks and offset <= 1)):
        return None
    return _after(saying, match, add_days(saying.said_on, offset), None)


@rule("period", f"dur={_PIECE} _ rest=w")
def _weeks_on_a_weekday(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "a week on Tuesday"; of days and months "on Tuesday" tells when they were."""
    is_weeks = all(unit in {"week", "fortnight"} for _, unit, _ in duration_of(saying, match))
    return _so_long_after(saying, match) if is_weeks else None


@rule("period", f"dur={DURATION} F rest=.+ k=k", f"dur={DURATION} F rest=.+")
def _so_long_before(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "3 weeks before Christmas", counted back from the first day, "two days before the end of" from the last."""
    base = saying.rest(match)
    if base is None or base.start is None or base.end is None:
        return None
    found = base.end if part_said(saying, match) == "end" else base.start
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
    return [piece for piece in pieces if piece[0] or not halves] + halves


def length_in_words(pieces: Duration) -> str:
    """Write a duration as the readings are named: "1 year, 6 months"."""
    written = (f"{count} {unit}{'s' if count != 1 else ''}" for count, unit, _ in pieces if count)
    return ", ".join(written) or "less than a day"


def add_duration(saying: Saying, day: date, pieces: Duration) -> date:
    """Return the day a duration after ``day``, its pieces added one by one."""
    for count, unit, _ in pieces:
        day = add_units(day, count, unit, saying.words.settings.get("fortnight", 14))
    return day


def _after(saying: Saying, match: re.Match[str], base: date, weekday: int | None) -> Window | None:
    """Return the day a duration after ``base``, moved on to the named weekday if there is one."""
    pieces = duration_of(saying, match)
    found = add_duration(saying, base, pieces)
    count, unit, rough = pieces[-1]
    if weekday:
        return one_day(weekday_on_or_after(found, weekday), "weekday, that long after")
    if rough:
        least = [saying.values[it].least for it in range(*match.span("dur")) if saying.letters[it] == "n"][-1]
        start = add_units(base, least, unit, saying.words.settings.get("fortnight", 14)) if least else base
        name = f"{least} to {count} {unit}s" if least else f"a few {unit}s"
        rule_name = f"in {name}" if base == saying.said_on else f"{name} after that day"
        return Window(start, found, Grain.RANGE, Open.FUZZY, rule=rule_name)
    others = []
    if unit in {"week", "month", "year", "quarter"} and len(pieces) == 1:
        others.append(days(unit_around(unit, found), Grain(unit), f"the {unit} holding that day"))
    if unit == "day" and count == 15:  # noqa: PLR2004 - counted days where people mean two weeks
        others.append(one_day(add_days(base, 14), "two weeks on"))
    name = length_in_words(pieces)
    return one_day(found, f"in {name}" if base == saying.said_on else f"{name} after that day", tuple(others))
