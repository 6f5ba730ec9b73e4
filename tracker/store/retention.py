"""Which backups stay: a few of the last days, weeks and months."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import date, datetime

NEWEST, DAILY, WEEKLY, MONTHLY = 3, 7, 4, 12
"""How many of the newest backups stay, and of how many days, weeks and months the newest one does."""


def backups_to_keep(made_at: Iterable[datetime]) -> set[datetime]:
    """Those of these moments whose backups stay.

    Of each of the last days, weeks (Monday to Sunday) and months that have any, the newest stays; periods without
    backups do not count, so that a long absence costs none. Days are those of the moments' own zone.
    """
    newest_first = sorted(made_at, reverse=True)
    kept = set(newest_first[:NEWEST])
    for count, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        kept.update(islice(_newest_of_each(newest_first, period), count))
    return kept


def of_the_last_day(made_at: Iterable[datetime]) -> set[datetime]:
    """All of these moments that are on the day of the newest of them."""
    moments = list(made_at)
    last = max(map(_day, moments), default=None)
    return {moment for moment in moments if _day(moment) == last}


def _newest_of_each(newest_first: list[datetime], period: Callable[[datetime], Hashable]) -> Iterable[datetime]:
    first: dict[Hashable, datetime] = {}
    for moment in newest_first:
        first.setdefault(period(moment), moment)
    return first.values()


def _day(moment: datetime) -> date:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month
