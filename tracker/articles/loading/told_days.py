"""The day on which an article says that it was published."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from tracker.articles.loading.telling_languages import LIST
from tracker.dates.find import find
from tracker.dates.resolve import resolve
from tracker.dates.vocabulary import Grain
from tracker.dates.window import EARLIEST, LATEST
from tracker.languages.word_lists import languages_with

_ISO = re.compile(r"(?<![\d-])(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_ANY_DAY = date(2025, 7, 9)
"""No phrase with a year in it depends on it."""


class DayTold(NamedTuple):
    """A day that a text names, and where its words begin and end."""

    start: int
    end: int
    day: date


def day_in(text: str) -> DayTold | None:
    """The first day that a short text names with its year, as ``2025-07-11`` or in the words of any known language.

    What can be read as two days, as 3/4/2025, is none.
    """
    iso = _ISO.search(text)
    if iso:
        day = _day(*map(int, iso.groups()))
        return DayTold(*iso.span(), day) if day else None
    if not _YEAR.search(text):
        return None
    for code in languages_with(LIST):
        for start, end, phrase in find(text, code):
            window = resolve(" ".join(phrase.split()), _ANY_DAY, code) if _YEAR.search(phrase) else None
            is_one_day = window and window.grain is Grain.DAY and window.start == window.end
            if window and window.start and is_one_day and not window.alternatives:
                return DayTold(start, end, window.start)
    return None


def day_told(text: str) -> date | None:
    """The day that ``day_in`` finds."""
    told = day_in(text)
    return told.day if told else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        told = date(year, month, day)
    except ValueError:
        return None
    return told if EARLIEST <= told <= LATEST else None
