"""The words for what a window of days is like. They are kept and exported as they are spelled here."""

from __future__ import annotations

from enum import StrEnum


class Grain(StrEnum):
    """The calendar unit that the words named."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"


class Open(StrEnum):
    """In which way a window is not a plain span of days; a plain span has none of these.

    ``fuzzy`` has both days but they only indicate ("in the coming weeks"); the other three have no last day:
    ``after`` has a first day, ``vague`` ("soon") and ``indefinite`` ("until further notice") state none.
    """

    FUZZY = "fuzzy"
    AFTER = "after"
    VAGUE = "vague"
    INDEFINITE = "indefinite"


class Bound(StrEnum):
    """Which edge of the named span the words put the weight on."""

    IN = "in"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    WITHIN = "within"
    BETWEEN = "between"
