"""One value as a person typed it: a day, a number, a kind, an address. What cannot be one is refused in a sentence."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from tracker.claims.deadlines import read_window
from tracker.claims.vocabulary import Kind
from tracker.dates.window import EARLIEST, LATEST
from tracker.display import display, shorten
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable

Codes = TypeVar("Codes", bound=StrEnum)

_RECURRING = {"weekday", "date", "day of the month", "holiday"}
_DAYS_BACK = (0, 6, 30, 45, 62, *range(365, 365 * 8 + 3, 365))
"""From where to look ahead for what has been: near enough steps that the newest such day is found first."""
_WHOLE = 100
_LEAST_ALIKE = 60
"""From this on, of 100 for the same, a code may be meant by another one that was typed."""

_SHEET_DIGITS = 15
_LANGUAGE = re.compile("[a-z]{2,3}(-[a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
"""A code as in BCP 47: a language, perhaps with its script, its country and more."""


def read_day(text: str, today: date, *, is_past: bool = False) -> date | None:
    """A day as ``2025-07-11``, ``today``, ``yesterday``, or in words that mean one day. Raises InvalidInput.

    ``is_past`` says that it has been: "Monday" and "5 August" are then the newest such days instead of the next.
    """
    if not text:
        return None
    day = find_day(text, today, is_past=is_past)
    if day is None:
        raise InvalidInput(f"“{_short(text)}” is not a day of the calendar: write it as 2025-07-11.")
    return day


def find_day(text: str, today: date, *, is_past: bool = False) -> date | None:
    """The one day that a text means, None for a text that means none.

    Raises InvalidInput for one that means either of two days, or one that is too far off.
    """
    near = {"today": today, "yesterday": today - timedelta(days=1)}
    day = near.get(text.casefold()) or _iso_day(text)
    if day is None:
        window = read_window(text, today)
        swapped = [str(other.start) for other in window.alternatives if "swapped" in other.rule] if window else []
        if window and swapped:
            either = " or ".join(sorted([str(window.start), *swapped]))
            raise InvalidInput(f"“{_short(text)}” can be read as two days: write {either}.")
        for back in _DAYS_BACK if is_past and window and window.rule in _RECURRING else ():
            earlier = read_window(text, today - timedelta(days=back))
            if earlier and earlier.start and earlier.start <= today:
                window = earlier
                break
        day = window.start if window and window.start == window.end else None
    if day is not None and not EARLIEST <= day <= LATEST:
        raise InvalidInput(f"“{_short(text)}” is too far off: days are kept from {EARLIEST.year} to {LATEST.year}.")
    return day


def read_percent(text: str) -> float:
    """A probability typed in percent, as ``70``, ``70%`` or ``0.5``; from 0 to 1. Raises InvalidInput."""
    told = re.fullmatch(r"([0-9]{1,3}(?:[.,][0-9]{1,9})?) ?%?", text.strip(), re.ASCII)
    percent = float(told[1].replace(",", ".")) if told else -1
    if not 0 <= percent <= _WHOLE:
        raise InvalidInput(f"“{_short(text)}” is not a credence: write a number from 0 to 100, such as 70 or 70%.")
    return share_of(percent, _WHOLE)


def share_of(number: float, whole: float) -> float:
    """A number as a share of a whole, to the digits in which it was written: 33.3 of 100 is 0.333."""
    return float(Decimal(repr(number)) / Decimal(repr(whole)))


def is_same_number(one: float | None, other: float | None) -> bool:
    """Whether two numbers, or none, are the same to as many digits as spreadsheets keep."""
    if one is None or other is None:
        return one is other
    return f"{one:.{_SHEET_DIGITS}g}" == f"{other:.{_SHEET_DIGITS}g}"


def read_number(text: str) -> int | None:
    """A claim's number, None for an empty text. Raises InvalidInput."""
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:  # noqa: PLR2004 -- what a 64-bit key holds
        raise InvalidInput(f"“{_short(text)}” is not a claim's number.")
    return int(text)


def read_kind(text: str) -> Kind:
    """The kind with this code. Raises InvalidInput with the nearest one."""
    return read_code(Kind, text, "kind")


def read_code(codes: type[Codes], text: str, what: str) -> Codes:
    """The member whose code was typed. Raises InvalidInput, naming the nearest code and all there are."""
    wanted = text.strip().casefold()
    known = {code.value: code for code in codes}
    if wanted in known:
        return known[wanted]
    raise no_such(what, text, known)


def no_such(what: str, text: str, known: Iterable[str]) -> InvalidInput:
    """The refusal of a code that there is not, with the nearest one and all there are."""
    codes = list(known)
    near = nearest_code(text, codes)
    hint = f" Did you mean “{near}”?" if near else ""
    return InvalidInput(f"There is no {what} “{_short(text)}”.{hint} There are: {', '.join(codes)}.")


def nearest_code(text: str, known: Iterable[str]) -> str:
    """The one of the known codes, or columns, that a mistyped one is most like; empty where it is like none.

    A code of several words may be meant by one of them: ``title`` by ``source_title``; by a single letter none is.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415 -- needed only for what is mistyped

    typed = text.strip().casefold()

    def likeness(code: str) -> tuple[float, float]:
        whole = fuzz.ratio(typed, code.casefold())
        return max(whole, *(fuzz.ratio(typed, word) for word in re.split(r"\W|_", code.casefold()))), whole

    near = max(known, key=likeness, default="")
    return near if len(typed) > 1 and likeness(near)[0] >= _LEAST_ALIKE else ""


def check_address(text: str) -> str:
    """The address unchanged, if it is a web address. Raises InvalidInput."""
    if not text:
        return text
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(map(str.isspace, text))
    except ValueError:
        is_web = False
    if not is_web:
        raise InvalidInput(f"“{_short(text)}” is not a web address: it must start with http:// or https://.")
    return text


def check_language(text: str) -> str:
    """The text unchanged, if it is a language's code or empty. Raises InvalidInput."""
    if text and not _LANGUAGE.fullmatch(text):
        raise InvalidInput(f"“{_short(text)}” is not a language: write a code such as en, de or fr.")
    return text


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2025-07-11") else None
    except ValueError:
        return None


def _short(text: str) -> str:
    """Enough of a text to recognise it in a message."""
    return shorten(display(text), 40)
