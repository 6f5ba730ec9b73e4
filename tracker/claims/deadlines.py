"""Deadlines as they were said: the window that their words stand for, and how that is told to the person typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.claims.vocabulary import WITHDRAWN_CODE
from tracker.dates.conventions import DEFAULT, Conventions
from tracker.dates.resolve import resolve
from tracker.dates.window import Open, Window
from tracker.dates.words import available_languages

if TYPE_CHECKING:
    from datetime import date

DEFAULT_LANGUAGE = "en"

WORDS_OF_WITHDRAWAL = {"withdrawn", "cancelled", "canceled", "dropped", "annulé", "annulée", "retiré", "abandonné"}
"""Deadlines that take the promise back; ``withdrawn`` is the one that is documented."""

WINDOW_FIELDS = ("due_start", "due_end", "due_grain", "due_open", "due_rule", "due_edtf")
"""The fields of a claim that are read from its deadline's words."""


def window_fields(
    due_text: str, said_on: date, language: str, conventions: Conventions = DEFAULT
) -> tuple[dict[str, object], str]:
    """The window that a deadline's words stand for, as the fields in which it is kept, and their language.

    All fields are empty when the words are unread; without a language it is the one in which they could be read.
    """
    empty: dict[str, object] = dict.fromkeys(WINDOW_FIELDS, "")
    empty |= {"due_start": None, "due_end": None}
    if due_text.casefold() in WORDS_OF_WITHDRAWAL:
        return empty | {"due_open": WITHDRAWN_CODE, "due_rule": WITHDRAWN_CODE}, language or DEFAULT_LANGUAGE
    window, read_in = _reading(due_text, said_on, language, conventions)
    if window is None:
        return empty, language or DEFAULT_LANGUAGE
    return {
        "due_start": window.start,
        "due_end": window.end,
        "due_grain": window.grain.value,
        "due_open": (window.open or ""),
        "due_rule": window.rule,
        "due_edtf": window.edtf,
    }, language or read_in


def read_window(due_text: str, said_on: date, language: str = "", conventions: Conventions = DEFAULT) -> Window | None:
    """The window of a deadline, read in the claim's language, else in English, else in any that is known."""
    return _reading(due_text, said_on, language, conventions)[0]


def echo_window(due_text: str, said_on: date, language: str, conventions: Conventions = DEFAULT) -> str:
    """What is shown while a deadline is typed: the days it means, or that it cannot be read and is kept as said."""
    soon = f"{conventions.review_days} day{'s' * (conventions.review_days > 1)}"
    if not due_text.strip():
        return f"no date: comes back for review in {soon}"
    if due_text.strip().casefold() in WORDS_OF_WITHDRAWAL:
        return "withdrawn: the promise is taken back"
    window = read_window(due_text.strip(), said_on, language, conventions)
    if window is None:
        return f"cannot be read as a date: kept as said, comes back in {soon}"
    if window.open in {Open.VAGUE, Open.INDEFINITE}:
        return f"{window}: comes back for review in {soon}"
    return str(window)


def _reading(due_text: str, said_on: date, language: str, conventions: Conventions) -> tuple[Window | None, str]:
    """The window of a deadline and the language that it was read in."""
    for known in dict.fromkeys((language, DEFAULT_LANGUAGE, *available_languages())):
        window = resolve(due_text, said_on, known, conventions=conventions) if due_text and known else None
        if window is not None:
            return window, known
    return None, language
