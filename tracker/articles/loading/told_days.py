"""The day on which an article says that it was published."""

from __future__ import annotations

import re
from datetime import date

from tracker.articles.loading.telling_languages import LIST
from tracker.articles.word_lists import languages_with
from tracker.dates.find import find
from tracker.dates.resolve import resolve
from tracker.dates.window import EARLIEST, LATEST, Grain

_ISO = re.compile(r"(?<![\d-])(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_ANY_DAY = date(2025, 7, 9)
"""No phrase with a year in it depends on it."""


def day_told(text: str, language: str = "") -> date | None:
    """The first day that a short text names with its year, as ``2025-07-11`` or in words; None without one.

    It is read in ``language``, else in every known one. What can be read as two days, as 3/4/2025, is none.
    """
    iso = _ISO.search(text)
    if iso:
        return _day(*map(int, iso.groups()))
    if not _YEAR.search(text):
        return None
    for code in (language,) if language else languages_with(LIST):
        for _, _, phrase in find(text, code):
            window = resolve(" ".join(phrase.split()), _ANY_DAY, code) if _YEAR.search(phrase) else None
            if window and window.grain is Grain.DAY and window.start == window.end and not window.alternatives:
                return window.start
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        told = date(year, month, day)
    except ValueError:
        return None
    return told if EARLIEST <= told <= LATEST else None
