"""Fiscal years: the calendar's, unless the conventions say in which month they begin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.dates.almanac import GRAIN_OF_UNIT, add_days, add_months
from tracker.dates.grammar import changed

if TYPE_CHECKING:
    from datetime import date

    from tracker.dates.window import Window

_UNITS = {*GRAIN_OF_UNIT, "half-year", "range"}
ENDING_THEN = "ending then"
"""How the rule of a period ends whose last day is said, so that no convention moves it."""

_COMMON_STARTS = {"October": -3, "July": -6, "April": 3, "April of the year before": -9}


def as_fiscal(window: Window, said_on: date, first_month: int) -> Window:
    """Mark a window as fiscal, and move it to the fiscal year that begins in ``first_month``.

    A fiscal year that does not begin in January bears the year in which it ends. Common calendars are offered as
    alternatives, because an article rarely says which one its company keeps.
    """
    if window.rule.endswith(ENDING_THEN):
        return window
    own = first_month - 13 if first_month > 1 else 0
    others = tuple(
        _moved(window, months, f"{_fiscal(window.rule)}, from {name}", said_on)
        for name, months in (*_COMMON_STARTS.items(), ("January", 0))
        if months != own
    )
    plain = replace(window, alternatives=())
    return changed(plain, lambda it: _moved(it, own, _fiscal(it.rule), said_on), others) or window


def _fiscal(rule: str) -> str:
    """Say that the unit at the end of a rule's name is a fiscal one, or that the whole of it is."""
    before, space, unit = rule.rpartition(" ")
    if unit not in _UNITS:
        return f"{rule}, fiscal"
    return f"{before}{space}fiscal {unit}"


def _moved(window: Window, months: int, rule: str, said_on: date) -> Window:
    """Move both days by whole months; a first day that is the day it was said stays, and one day stays one."""
    start, end = window.start, window.end
    is_one_day = start == end
    if end is not None:
        end = add_days(add_months(add_days(end, 1), months), -1)
    if is_one_day:
        start = end
    elif start is not None and start != said_on:
        start = add_months(start, months)
    if start and end:
        start = min(start, end)
    return replace(window, start=start, end=end, rule=rule, alternatives=())
