"""Days as columns: a scale over some days, and the months, quarters or years that fit below it as words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tracker.claims.wording import day_in_short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_YEAR = 12
_MONTHS = (1, 3, *(years * _YEAR for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)))
"""How many months there may be between ticks, the finest first."""

_DAYS = (1, 7)
_DAYS_OF_A_MONTH = 28
_GAP = 1


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from ``first`` to ``last``, a later one, on so many columns."""

    first: date
    last: date
    columns: int

    @classmethod
    def over(cls, days: Iterable[date], columns: int) -> Scale:
        """Just wide enough for all of these days, of which there must be one."""
        every = sorted(days)
        first = min(every[0], date.max - timedelta(days=1))
        return cls(first, max(every[-1], first + timedelta(days=1)), columns)

    def column(self, day: date) -> int:
        """The column of a day, from 0; a day outside stands at the edge."""
        share = (day - self.first).days / (self.last - self.first).days
        return max(0, min(self.columns - 1, round(share * (self.columns - 1))))


class Tick(NamedTuple):
    """A column at which something begins, its name, and where the name stands: there, or further left at the edge."""

    column: int
    name: str
    name_at: int


def ticks(scale: Scale) -> list[Tick]:
    """Where days, weeks, months, quarters or years begin, as fine as there is room for their names.

    The first names its year if it can. Where nothing begins or fits, the first day stands alone.
    """
    for days, is_by_year in _beginnings(scale):
        for says_year in (False,) if is_by_year else (True, False):
            placed = _placed(scale, days, is_by_year=is_by_year, says_year=says_year)
            if placed:
                return placed
    alone = day_in_short(scale.first)
    return [Tick(0, alone, 0)] if len(alone) <= scale.columns else []


def _beginnings(scale: Scale) -> Iterator[tuple[list[date], bool]]:
    """The days of each fineness that is not out of the question, and whether a year names them."""
    span = (scale.last - scale.first).days
    for days in _DAYS:
        if span // days <= scale.columns:
            yield list(_every_days(scale, days)), False
    for months in _MONTHS:
        if span // (months * _DAYS_OF_A_MONTH) <= scale.columns:
            yield list(_every_months(scale, months)), months >= _YEAR


def _every_days(scale: Scale, days: int) -> Iterator[date]:
    """Each day, or each Monday."""
    start = scale.first.toordinal()
    start += -(start - 1) % days
    return map(date.fromordinal, range(start, scale.last.toordinal() + 1, days))


def _every_months(scale: Scale, months: int) -> Iterator[date]:
    first, last = scale.first, scale.last
    number = first.year * _YEAR + first.month - (first.day == 1)
    for begun in range(-(-number // months) * months, last.year * _YEAR + last.month, months):
        yield date(begun // _YEAR, begun % _YEAR + 1, 1)


def _placed(scale: Scale, days: list[date], *, is_by_year: bool, says_year: bool) -> list[Tick]:
    """A tick for each day, the names apart; empty when they do not fit."""
    is_by_day = any(day.day > 1 for day in days)
    placed: list[Tick] = []
    free = 0
    for place, day in enumerate(days):
        name = _name(day, is_by_year=is_by_year, is_by_day=is_by_day)
        if says_year and place == 0 and not name.isdigit():
            name = f"{name} {day.year}"
        column = scale.column(day)
        at = min(column, scale.columns - len(name))
        if at < free:
            return []
        placed.append(Tick(column, name, at))
        free = at + len(name) + _GAP
    return placed


def _name(day: date, *, is_by_year: bool, is_by_day: bool) -> str:
    if is_by_day:
        return f"{day.day} {day:%b}"
    return str(day.year) if is_by_year or day.month == 1 else f"{day:%b}"
