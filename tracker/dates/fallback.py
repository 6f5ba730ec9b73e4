"""dateparser, asked last and only for a date in digits beside one word that our lists do not have.

It is imported at the first such phrase, because it costs a third of a second; without its languages and settings a miss
takes seconds and guesses wrong dates, so both are always given.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING

from tracker.dates.grammar import one_day

if TYPE_CHECKING:
    from tracker.dates.window import Window

_WORD = r"[^\W\d_]{3,12}\.?"
_SHAPE = re.compile(
    rf"(?:{_WORD},? )?"
    rf"(?:(?P<day>[0-9]{{1,2}}) (?:{_WORD})|{_WORD} (?P<other>[0-9]{{1,2}}))"
    r"(?:,? (?P<year>[0-9]{4}))?"
)
_ONE_AT_A_TIME = Lock()


def read_with_dateparser(phrase: str, said_on: date, language: str) -> Window | None:
    """Read "20 Sptbr 2026"-like dates; None for any other shape, and when no day and month come out.

    The month's name must be one that dateparser knows in ``language``; a language unknown to it reads nothing.
    """
    shape = _SHAPE.fullmatch(phrase.strip())
    if not shape:
        return None
    found = _parse(phrase.strip(), said_on, language)
    day = int(shape.group("day") or shape.group("other"))
    if found is None or found.day != day:
        return None
    if shape.group("year") and found.year != int(shape.group("year")):
        return None
    return one_day(found, "date") if found >= said_on or shape.group("year") else None


def _parse(phrase: str, said_on: date, language: str) -> date | None:
    import dateparser  # noqa: PLC0415 - only when a phrase needs it

    base = datetime(said_on.year, said_on.month, said_on.day)  # noqa: DTZ001 - days here have no zone
    try:
        with _ONE_AT_A_TIME:
            found = dateparser.parse(
                phrase,
                languages=[language],
                settings={
                    "RELATIVE_BASE": base,
                    "PREFER_DATES_FROM": "future",
                    "REQUIRE_PARTS": ["day", "month"],
                    "PARSERS": ["absolute-time"],
                },
            )
    except ValueError:
        return None
    return found.date() if found else None
