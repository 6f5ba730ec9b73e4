"""A text is cut into atoms: words as the lists spell them, and what the shape of digits and signs tells by itself."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tracker.dates.numbers import YEARS, InDigits
from tracker.dates.words import AND_A_HALF, Count, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.dates.words import Reading, Words

_CENTURY = 2000
_LAST_MONTH = 12


class Atom(NamedTuple):
    """A token before the lists are asked: a spelled word, or readings that its shape already tells."""

    key: str
    readings: tuple[Reading, ...]
    start: int
    end: int


@cache
def _shape(language: str) -> re.Pattern[str]:
    """Build the pattern that cuts a text into tokens, with the language's suffixes and letters."""
    words = words_of(language)
    settings = words.settings if words else {}
    suffixes = [it for it in settings.get("ordinal_suffixes", ()) if it != "."]
    ordinal = rf"(?:{'|'.join(suffixes)})\b" if suffixes else r"(?!)"
    if "." in settings.get("ordinal_suffixes", ()):
        ordinal += r"|\.(?![0-9])(?=\s*(?:[\w,–-]|$))"
    decades = "|".join(settings.get("decade_suffixes", ())) or "(?!)"
    letters = settings.get("quarter_letters", "q") + settings.get("half_letters", "h")
    fiscal_year = r"FY[-\s]?['’]?(?:[0-9]{4}|[0-9]{2})(?:[-/–](?:[0-9]{4}|[0-9]{2}))?"
    decimal = re.escape(settings["decimal_sign"]) if "decimal_sign" in settings else "(?!)"
    return re.compile(
        rf"""
        (?P<iso>(?<![0-9])[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?![0-9]))
      | (?P<dmy>(?<![0-9])[0-9]{{1,2}}(?P<sep>[-/.])[0-9]{{1,2}}(?P=sep)(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))
      | (?P<ym>(?<![0-9])[0-9]{{4}}(?:[-/–][0-9]{{1,2}}(?![0-9])|-?W[0-9]{{2}}(?![-\w])))
      | (?P<my>(?<![0-9/])[0-9]{{1,2}}/[0-9]{{4}}(?![0-9/]))
      | (?P<dm>(?<![0-9])[0-9]{{1,2}}(?:/[0-9]{{1,2}}|\.[0-9]{{1,2}}\.)(?![0-9]))
      | (?P<half>(?<![0-9.,/])[0-9]{{1,2}}{decimal}5(?=\s+[^\W\d_]))
      | (?P<code>\b(?:[0-9]{{4}}[-\s]?)?(?:[{letters}][1-4]|[1-4][{letters}])
            (?:[-\s]?(?:{fiscal_year}|['’]?[-\s]?(?:[0-9]{{4}}|[0-9]{{2}})))?\b)
      | (?P<fy>\b{fiscal_year}\b)
      | (?P<short>['’][0-9]{{2}}(?!\w))
      | (?P<decade>(?<![0-9])[0-9]{{3}}0['’]?(?:{decades})\b)
      | (?P<nth>(?<![0-9])[0-9]{{1,3}}(?:{ordinal}))
      | (?P<slash>(?<=[0-9]{{4}})/(?=[0-9]{{2}}(?:[0-9]{{2}})?(?![0-9/])))
      | (?P<number>[0-9]+)
      | (?P<word>(?:[^\W\d_][\u0300-\u036f]*)+)
      | (?P<dash>[-‐-―−]+)
      | (?P<ignored>[\s./]+|['’ʼ‘])
      | (?P<comma>,)
      | (?P<unknown>.)
        """,
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    )


def atoms_in(text: str, words: Words) -> Iterator[Atom]:
    """Cut the text and read what the shape of a token tells."""
    for found in _shape(words.code).finditer(text):
        kind, start, end = found.lastgroup or "unknown", found.start(), found.end()
        token = found.group()
        match kind:
            case "ignored":
                continue
            case "word":
                yield Atom(words.spelling(token), (), start, end)
            case "number":
                yield Atom(token.lstrip("0") or "0", _number(token), start, end)
            case "code":
                yield from _code(token, start, end, words)
            case "fy":
                yield from _fiscal_year(token, start, end)
            case "ym":
                yield from _year_and_more(token, start)
            case "slash" | "dash":
                if kind == "slash" or _joins(text, start, end):
                    yield Atom("", (("-", None),), start, end)
            case _:
                yield Atom("", _written(kind, token, words), start, end)


def _fiscal_year(token: str, start: int, end: int) -> Iterator[Atom]:
    """Read ``FY2026``, ``FY26-27``: the sign of a fiscal year, then the one or two years."""
    yield Atom("", (("Y", None),), start, start + 2)
    for place, digits in enumerate(re.findall(r"[0-9]+", token)):
        if place:
            yield Atom("", (("-", None),), start + 2, end)
        yield Atom("", (("y", _full_year(int(digits))),), start + 2, end)


def _full_year(year: int) -> int:
    """Return a year of two digits as one of this century."""
    return year + _CENTURY if year < 100 else year  # noqa: PLR2004 - two digits


def _written(kind: str, token: str, words: Words) -> tuple[Reading, ...]:
    """Read dates, ordinals, decades and short years written in digits; with dots the day comes first everywhere."""
    parts = re.findall(r"[0-9]+", token)
    digits = [int(part) for part in parts]
    day_first = words.settings.get("date_order") == "dmy"
    reading: Reading | None = None
    match kind:
        case "iso":
            reading = ("D", ((digits[0], digits[1], digits[2]),))
        case "dmy" | "dm":
            year = digits[2] if len(digits) > 2 else None  # noqa: PLR2004 - day, month and year
            full = year + _CENTURY if year is not None and len(parts[2]) < 4 else year  # noqa: PLR2004
            ways = [(full, digits[1], digits[0]), (full, digits[0], digits[1])]
            if "." in token and digits[1] <= _LAST_MONTH:
                ways.pop()
            reading = ("D", tuple(ways if day_first or "." in token else reversed(ways)))
        case "my":
            reading = ("K", (digits[1], digits[0])) if 1 <= digits[0] <= _LAST_MONTH else None
        case "short":
            reading = ("y", _CENTURY + digits[0])
        case "decade":
            reading = ("c", digits[0])
        case "nth":
            reading = ("o", digits[0])
        case "half":
            reading = (AND_A_HALF, Count(digits[0]))
        case "comma":
            reading = (",", None)
    return (reading,) if reading else ()


def _number(token: str) -> tuple[Reading, ...]:
    if len(token) > 4 or (len(token) == 4 and token.startswith("00")):  # noqa: PLR2004 - no year, and no count either
        return ()
    value = int(token)
    return (("y", value),) if len(token) == 4 and value in YEARS else (("n", InDigits(value)),)  # noqa: PLR2004


def _code(token: str, start: int, end: int, words: Words) -> Iterator[Atom]:
    """Read ``Q3 2026``, ``2H25``, ``T1-2026``: the quarter or half, then its year if there is one."""
    found = re.search(r"([a-z])([1-4])|([1-4])([a-z])", token, re.IGNORECASE)
    if found is None:
        return
    letter = (found.group(1) or found.group(4)).lower()
    index = int(found.group(2) or found.group(3))
    unit = "quarter" if letter in words.settings.get("quarter_letters", "q") else "half"
    is_clock_time = found.group(4) == "h"
    if is_clock_time or (unit == "half" and index > 2):  # noqa: PLR2004 - a year has two halves
        yield Atom("", (), start, end)
        return
    yield Atom("", (("q", (unit, index)),), start, end)
    beside = token[: found.start()] + " " + token[found.end() :]
    if "FY" in beside.upper():
        yield from _fiscal_year(beside, start, end)
    elif year := re.search(r"[0-9]+", beside):
        yield Atom("", (("y", _full_year(int(year.group()))),), start, end)


def _year_and_more(token: str, start: int) -> Iterator[Atom]:
    """Read ``2014-10`` as a month, ``2027-W05`` as a week, ``2025-26`` as two years."""
    year, more = int(token[:4]), int(token[-2:].lstrip("-/–"))
    if "W" in token.upper():
        for reading in (("u", ("week", False)), ("n", InDigits(more)), ("y", year)):
            yield Atom("", (reading,), start, start + len(token))
        return
    if 1 <= more <= _LAST_MONTH and token[4] != "–":
        yield Atom("", (("K", (year, more)),), start, start + len(token))
        return
    yield Atom("", (("y", year),), start, start + 4)
    yield Atom("", (("-", None),), start + 4, start + 5)
    yield Atom("", (("y", year - year % 100 + more),), start + 5, start + len(token))


def _joins(text: str, start: int, end: int) -> bool:
    """Tell a dash between two things from one inside a word ("mid-2026", "week-end")."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start:end] in {"–", "—"}:
        return True
    return before.isspace() or after.isspace() or before.isdigit()
