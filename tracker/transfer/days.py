"""Days as spreadsheets and other programs write them: with slashes and dots, in either order, or with a time of day."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.claims.deadlines import read_window
from tracker.claims.typed import find_day
from tracker.errors import InvalidInput
from tracker.transfer.cells import read_day
from tracker.transfer.quoting import short

if TYPE_CHECKING:
    from collections.abc import Iterable

_TIME = r"(?:[T ]\s*[0-9]{1,2}:[0-9:.,+-]*(?: ?[A-Za-z]{1,5})?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}){_TIME}")
_SHORT_YEAR = re.compile(rf"([0-9]{{1,2}})([/.])([0-9]{{1,2}})\2([0-9]{{2}}){_TIME}")
_SHORT_YEAR_BEHIND_A_NAME = re.compile(rf"([0-9]{{1,2}})([-/])([^\W\d_]+\.?)\2([0-9]{{2}}){_TIME}")
_RUN_TOGETHER = re.compile(r"((?:19|20|21)[0-9]{2})()(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_COUNTED = re.compile(r"([2-9][0-9]{4})(?:[.,][0-9]+)?")
_DAY_NOUGHT = date(1899, 12, 30)
_LAST_MONTH = 12
_OPENS_AN_EDTF = re.compile(r"[0-9]{4}\b|\.\.")
_MONTH_OF_A_YEAR = re.compile(r"([^\W\d_]+)\.?[- ](?:20)?([0-9]{2})")


def day_order_of(texts: Iterable[str]) -> str:
    """The order in which all these days can be read: "dmy", "mdy", or empty when both or neither will do."""
    may_be = {"dmy": True, "mdy": True}
    for text in texts:
        told = text.strip()
        found = _YEAR_LAST.fullmatch(told) or _SHORT_YEAR.fullmatch(told)
        if found and found[2] != ".":
            may_be["dmy"] &= int(found[3]) <= _LAST_MONTH
            may_be["mdy"] &= int(found[1]) <= _LAST_MONTH
    only = [order for order, can_be in may_be.items() if can_be]
    return only[0] if len(only) == 1 else ""


def as_iso(text: str, order: str = "") -> str:
    """A day that is written in figures, as ISO 8601 has it and without a time of day; any other text as it is.

    Raises InvalidInput for figures that can be read as two days when no ``order`` is known, or as none.
    """
    told = text.strip()
    if found := _YEAR_FIRST.fullmatch(told) or _RUN_TOGETHER.fullmatch(told):
        return _iso(found[1], found[3], found[4], text)
    if order and (found := _SHORT_YEAR.fullmatch(told)):
        day, month = (found[1], found[3]) if order == "dmy" or found[2] == "." else (found[3], found[1])
        return _iso(f"20{found[4]}", month, day, text)
    if found := _SHORT_YEAR_BEHIND_A_NAME.fullmatch(told):
        return _with_a_name(f"{found[1]} {found[3]}", int(f"20{found[4]}")) or text
    found = _YEAR_LAST.fullmatch(told)
    if found is None:
        return text
    one, sign, other, year = found.groups()
    if sign == "." or order == "dmy" or one == other:
        return _iso(year, other, one, text)
    if order == "mdy":
        return _iso(year, one, other, text)
    if int(one) > _LAST_MONTH:
        return _iso(year, other, one, text)
    if int(other) > _LAST_MONTH:
        return _iso(year, one, other, text)
    raise InvalidInput(f"{short(text)} can be read as two days: say --dates dmy or --dates mdy")


def as_told_day(text: str, order: str = "") -> str:
    """The same of what can be nothing but a day. Raises InvalidInput also for a number that counts days.

    Which day that is depends on where the table was made: one in 1904 is the first in some.
    """
    if found := _COUNTED.fullmatch(text.strip()):
        day = _DAY_NOUGHT + timedelta(days=int(found[1]))
        what = f"is a spreadsheet's number for a day, mostly {day}"
        raise InvalidInput(f"{short(text)} {what}: show that column as dates, or write {day}")
    return as_iso(text, order)


def read_told_day(text: str, today: date, order: str = "", *, is_past: bool = False) -> date:
    """A day in whatever way it is written: in figures, or in words such as ``23 April 2025``.

    Raises InvalidInput for what is none, and for what can be read as two days.
    """
    told = as_told_day(text, order).strip()
    with suppress(InvalidInput):
        return read_day(told)
    day = find_day(told, today, is_past=is_past)
    if day is None:
        raise InvalidInput(f"{short(text)} is not a day written as 2025-07-11")
    return day


def as_edtf(text: str, today: date, order: str = "") -> str:
    """A window in EDTF, out of what a spreadsheet makes of one: a day in its own manner, or ``Jun-25`` for a month.

    Any other text is left as it is. Raises InvalidInput for what can be read as two days.
    """
    told = as_iso(text, order).strip()
    if not told or _OPENS_AN_EDTF.match(told):
        return told
    if found := _MONTH_OF_A_YEAR.fullmatch(told):
        window = read_window(f"{found[1]} 20{found[2]}", today)
        return window.edtf if window and window.rule == "month" else told
    day = find_day(told, today)
    return day.isoformat() if day else told


def _with_a_name(day_and_month: str, year: int) -> str:
    """A day with its month by name, as ISO 8601 has it; empty where that is no month's, or has no such day."""
    window = read_window(f"{day_and_month} {year}", date(year, 1, 1))
    return window.start.isoformat() if window and window.start and window.start == window.end else ""


def _iso(year: str, month: str, day: str, text: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise InvalidInput(f"{short(text)} is not a day of the calendar: write it as 2025-07-11") from None
