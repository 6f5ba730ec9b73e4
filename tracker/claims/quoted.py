"""The deadline that a quotation names, so that nobody has to type it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dates.conventions import DEFAULT, Conventions
from tracker.dates.find import find
from tracker.dates.resolve import resolve
from tracker.dates.words import available_languages

if TYPE_CHECKING:
    from datetime import date

_MOST_READ = 20_000
"""As many characters as a quotation may have; what is pasted by mistake may have more."""


def deadline_in(quote: str, said_on: date, language: str = "", conventions: Conventions = DEFAULT) -> str:
    """The longest phrase of a quotation that is a deadline not over on the day it was said; empty without one.

    It is looked for in the language of the claim, in every known one when that has no words for dates.
    """
    known = available_languages()
    found = [
        (" ".join(phrase.split()), code)
        for code in ((language,) if language in known else known)
        for _, _, phrase in find(quote[:_MOST_READ], code, conventions.named_days)
    ]
    to_come = [phrase for phrase, code in found if _is_to_come(phrase, said_on, code, conventions)]
    return max(to_come, key=len, default="")


def _is_to_come(phrase: str, said_on: date, language: str, conventions: Conventions) -> bool:
    window = resolve(phrase, said_on, language, conventions=conventions)
    return window is not None and (window.end is None or window.end >= said_on)
