"""Rules for what bounds a span: by, before, after, from, within; and for words that give no date at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.dates.almanac import add_days, add_months
from tracker.dates.grammar import Saying, changed, days, open_window, rule
from tracker.dates.lengths import DURATION, add_duration, duration_of, length_in_words, that_long_from
from tracker.dates.parts import part_said
from tracker.dates.seasons import TIME_OF_YEAR
from tracker.dates.units import FROM_TODAY, coming
from tracker.dates.vocabulary import Bound, Grain, Open
from tracker.dates.window import Window
from tracker.dates.words import Count, Shift

if TYPE_CHECKING:
    import re
    from datetime import date

_LATE = {"late", "end"}
_JUST = 14
_NAMED_START = {Grain.MONTH, Grain.RANGE, Grain.YEAR, Grain.QUARTER, Grain.HALF}


@rule("bound", "C y=y", "[WIO] C y=y")
def _named_decade(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "dans les années 2030", whose first words are those of "within"."""
    return saying.period(match.start("y") - 1, match.end())


@rule(
    "bound",
    f"[WBO] dur={DURATION}",
    f"[WB] dur={DURATION} H",
    f"[WB] dur={DURATION} [AR] d=d",
    f"[WBO] n_?u [ta-] dur={DURATION}",
)
def _within(saying: Saying, match: re.Match[str]) -> Window:
    """Read "within two weeks", "d'ici trois mois": from today to that day, the day itself included."""
    return _until_after(saying, match)


@rule(
    "bound",
    f"[WBO] x=x dur={DURATION}",
    f"[WBO] x=x dur={DURATION} [AR] d=d",
    "[WBO] n=n x=x u=u",
    "[WBO] n=n u=u x=x",
    f"[WBO] dur={DURATION} x=x [AR] d=d",
    "[WO] x=x u=u",
    "[WBO] n=n f=f",
)
def _within_the_next(saying: Saying, match: re.Match[str]) -> Window | None:
    named = match.groupdict()
    if "x" in named and saying.value(match, "x").steps != 1:
        return None
    if named.get("dur"):
        return _until_after(saying, match)
    if "O" in match.group() and "x" in named and not named.get("n") and saying.value(match, "x").kind not in FROM_TODAY:
        return None
    unit, many = (saying.value(match, "f"), True) if named.get("f") else saying.value(match, "u")
    count, rough, _ = saying.value(match, "n") if named.get("n") else Count(1)
    if many and not named.get("n"):
        return coming(saying, unit, Bound.WITHIN)
    return _rolling_to(saying, [(count, unit, rough)])


def _until_after(saying: Saying, match: re.Match[str]) -> Window:
    return _rolling_to(saying, duration_of(saying, match))


def _rolling_to(saying: Saying, pieces: list[tuple[int, str, bool]]) -> Window:
    today = saying.said_on
    end = max(add_duration(saying, today, pieces), today)
    name = f"within {length_in_words(pieces)}"
    rough = any(fuzzy for _, _, fuzzy in pieces)
    others = (days((today, max(add_days(end, -1), today)), Grain.RANGE, name + ", today counted"),)
    return Window(today, end, Grain.RANGE, Open.FUZZY if rough else None, Bound.WITHIN, name, others)


@rule("bound", "[BW] f=f", "[BWI] u=u")
def _by_coming(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "dans les prochains mois", "within weeks", "sous quinzaine"."""
    if match.groupdict().get("f"):
        unit = saying.value(match, "f")
    else:
        unit, many = saying.value(match, "u")
        if unit == "fortnight" and not many:
            return _rolling_to(saying, [(1, unit, False)])
        if not many or match.group()[0] == "I":
            return None
    return coming(saying, unit, Bound.WITHIN)


@rule("bound", "W rest=.+")
def _inside(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "within the year", "dans les trois premiers mois de 2026": what has begun is by its end."""
    window = saying.period(*match.span("rest"))
    if window and window.start and window.start <= saying.said_on:
        return until_end_of(saying, match, window)
    return window


@rule("bound", "[Bbt] rest=.+ k=k", "[Bbt] rest=.+", "rest=.+ S", "[Bb] rest=.+ S")
def _by(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "by X": from today to the end of X; for a month or longer the start of X is the other reading."""
    window = saying.span(*match.span("rest"))
    return until_end_of(saying, match, window) if window else None


def until_end_of(saying: Saying, match: re.Match[str], window: Window) -> Window | None:
    """Return the window from the day it was said to the end of ``window``."""
    today = saying.said_on

    def until(it: Window) -> Window | None:
        if it.end is None:
            return None
        return _until(today, it.end, Bound.BY, _by_name(it))

    part = part_said(saying, match)
    extra: list[Window] = []
    if window.start and window.end and not part:
        if window.grain in _NAMED_START and window.start > today:
            extra.append(_until(today, window.start, Bound.BY, f"by the start of {_the(window)}"))
        if window.grain is Grain.DECADE:
            extra.append(_until(today, add_months(window.end, 12), Bound.BY, "by the end of that decade"))
    if window.end and part == "mid" and window.start:
        middle = window.start + (window.end - window.start) // 2
        extra.append(_until(today, middle, Bound.BY, "by the very middle"))
    if window.end and part in _LATE and window.end.month == 12 and window.end.year % 10 == 9:  # noqa: PLR2004
        extra.append(_until(today, add_months(window.end, 12), Bound.BY, "by the end of the year after"))
    return changed(window, until, tuple(extra))


def _by_name(window: Window) -> str:
    if window.grain is Grain.DAY:
        return "by that day"
    name = window.rule
    if name.startswith(("middle of", "end of")):
        return f"by the {name}"
    if name.startswith("early in the "):
        return f"by the early part of the {name.removeprefix('early in the ')}"
    return f"by the end of {_the(window)}"


def _the(window: Window) -> str:
    """Name what bounds a window: "the year", "that day", "week 12"."""
    if window.grain is Grain.DAY and window.rule != "holiday":
        return "that day"
    if window.rule == "range":
        return "that range"
    if window.rule.startswith("early in the "):
        return f"the early part of the {window.rule.removeprefix('early in the ')}"
    is_a_name = window.rule[0].isupper() or window.rule[-1].isdigit()
    return window.rule if is_a_name or "that " in window.rule else f"the {window.rule}"


def _until(today: date, end: date, bound: Bound, name: str) -> Window:
    return Window(min(today, end), end, Grain.RANGE, bound=bound, rule=name)


@rule("bound", "F rest=.+ k=k", "F rest=.+")
def _before(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "before X": to the day before X starts; "before the end of X" and "before X is over" are by its end."""
    span = match.span("rest")
    window = saying.span(*span)
    if window is None:
        return None
    if part_said(saying, match) in _LATE:
        return until_end_of(saying, match, window)
    today = saying.said_on
    if saying.later_in_the_day and window.start == window.end:
        return changed(window, lambda it: _until_later_in(it, today))
    begun = window.start is not None and window.start <= today
    if begun and window.end and not saying.anchored(*span):
        window = saying.on(add_days(window.end, 1)).span(*span) or window

    def until(it: Window) -> Window | None:
        if it.start is None or (it is not window and it.start <= today):
            return None
        return _until(today, add_days(it.start, -1), Bound.BEFORE, f"before {_the(it)}")

    return changed(window, until)


def _until_later_in(day: Window, today: date) -> Window | None:
    """Return the window of "before Friday night": it holds that day, of which most may pass."""
    return _until(today, day.end, Bound.BEFORE, f"before the later part of {_the(day)}") if day.end else None


@rule(
    "bound",
    f"[MO] dur={DURATION} [AR]? d",
    f"[ArX] dur={DURATION} [AR] d",
    f"M dur={DURATION} H?",
    f"O dur={DURATION} H",
    f"[AX] dur={DURATION}",
)
def _more_than(saying: Saying, match: re.Match[str]) -> Window:
    """Read "more than 2 weeks after today" and "over a year from now": from that day on."""
    start = add_duration(saying, saying.said_on, duration_of(saying, match))
    return open_window(Open.AFTER, "after that long", start)


@rule("bound", f"[Rr] rest=.+ i dur={DURATION}")
def _from_so_long(saying: Saying, match: re.Match[str]) -> Window | None:
    return that_long_from(saying, match)


@rule("bound", "O rest=.+")
def _over(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "over the summer", "au cours de 2027": all of it."""
    return saying.span(*match.span("rest"))


@rule("bound", "x=x rest=[uwms]")
def _after_the_next(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "after next week": the words of "the week after next" in another order."""
    shift = saying.value(match, "x")
    if not (shift.steps > 1 and shift.kind == "far"):
        return None
    place = match.start("x")
    nearer = (*saying.values[:place], Shift(1), *saying.values[place + 1 :])
    window = replace(saying, values=nearer, read_before={}).period(place, match.end())
    if window is None or window.end is None:
        return None
    return open_window(Open.AFTER, f"after the {window.rule}", add_days(window.end, 1))


@rule("bound", "[bX]? A rest=.+ k", "[bX]? A rest=.+")
def _after_it(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "after X" and "until after X": open from the day after X ends."""
    window = saying.span(*match.span("rest"))
    if window is None or window.end is None:
        return None
    main = open_window(Open.AFTER, f"after {_the(window)}", add_days(window.end, 1))
    ended = _just_ended(saying, match) if window.rule == TIME_OF_YEAR else None
    if ended:
        return replace(main, start=add_days(ended, 1), alternatives=(main,))
    return replace(main, alternatives=(open_window(Open.AFTER, "from that day", window.end),))


def _just_ended(saying: Saying, match: re.Match[str]) -> date | None:
    """Return the last day of "the holidays" that were over a few days ago: who says "after" them then means these."""
    window = saying.on(add_days(saying.said_on, -_JUST)).span(*match.span("rest"))
    return window.end if window and window.end and window.end < saying.said_on else None


@rule("bound", "H L?")
def _from_now(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "from today", "à partir de maintenant"; "later" alone is no day."""
    said = saying.values[match.group().index("H")]
    return open_window(Open.AFTER, "from today on", saying.said_on) if said == "now" else None


@rule("bound", "X rest=.+ k=k", "[RrX] rest=.+ L", "[RrX] rest=.+", "rest=.+ L", "rest=.+ [XR]")
def _from_it(saying: Saying, match: re.Match[str]) -> Window | None:
    """Read "from X on", "dès mars", "2030 at the earliest": open from the first day of X.

    What is "not before the end of X" may be on its last day, as what is "before the end of X" may be until then.
    """
    window = saying.period(*match.span("rest"))
    if window is None or window.start is None or window.open:
        return None
    others = tuple(open_window(Open.AFTER, f"from {_the(it)}", it.start) for it in window.alternatives if it.start)
    main = open_window(Open.AFTER, f"from {_the(window)} on", window.start)
    if "X" in match.group() and part_said(saying, match) == "end":
        main, others = open_window(Open.AFTER, f"not before {_the(window)}", window.end), (main, *others)
    return replace(main, alternatives=others)
