"""Deadlines as they were said: the window that their words stand for, and how that is told to the person typing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from tracker.claims.putting_off import put_off_to, takes_back
from tracker.claims.vocabulary import WITHDRAWN_CODE
from tracker.dates.conventions import DEFAULT, Conventions
from tracker.dates.resolve import resolve
from tracker.dates.vocabulary import Open
from tracker.dates.wording import day_in_words
from tracker.dates.words import available_languages
from tracker.display import display, shorten
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.dates.window import Window

DEFAULT_LANGUAGE = "en"

_DATELESS = {Open.VAGUE, Open.INDEFINITE}
_NO_NEW_DATE = "put off, no new date told"

WINDOW_FIELDS = ("due_start", "due_end", "due_grain", "due_open", "due_rule", "due_edtf")
"""The fields of a claim that are read from its deadline's words."""

DEADLINE_FIELDS = ("due_text", *WINDOW_FIELDS)
"""A deadline's words with what they stand for: whoever changes one of these changes all of them."""


class Timed(Protocol):
    """What is kept, or to be kept, with a deadline and a review date."""

    @property
    def due_start(self) -> date | None:
        """The first day of the deadline."""

    @property
    def due_end(self) -> date | None:
        """The last day of the deadline."""

    @property
    def review_on(self) -> date | None:
        """The day on which it comes back for review."""


class Timing(NamedTuple):
    """The days of a claim's deadline, and the day on which it comes back for review."""

    start: date | None
    end: date | None
    review_on: date | None

    @classmethod
    def of(cls, claim: Timed) -> Timing:
        """That of a claim."""
        return cls(claim.due_start, claim.due_end, claim.review_on)

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day of the deadline."""
        return self.start, self.end

    @property
    def has_days(self) -> bool:
        """Whether the deadline has a first or a last day."""
        return self.days != (None, None)


def review_day(
    now: Timing, today: date, conventions: Conventions, *, before: Timing | None = None, is_given: bool = False
) -> date | None:
    """When a claim comes back for review: on the day that was chosen, else soon where its deadline has no days.

    ``before`` is what a claim that is kept said. As long as its days stay, its review date stands; when they move, one
    that is still to come stands where there were days before, for then it was chosen beside them. One that stood for
    days that were missing goes, lest it hide those that are told now, unless it ``is_given`` with them.
    """
    if before and now.days == before.days:
        return now.review_on
    is_left = before is not None and now.review_on == before.review_on and not is_given
    if now.review_on and (not is_left or (before and before.has_days and now.review_on > today)):
        return now.review_on
    return None if now.has_days else today + timedelta(days=conventions.review_days)


def told_of_review_day(before: Timing, after: Timing, today: date) -> str:
    """A sentence about a review date to come that an edit took away with the missing days it stood for; else empty."""
    if before.review_on is None or before.review_on <= today or before.has_days or not after.has_days:
        return ""
    day = day_in_words(before.review_on)
    return "" if after.review_on else f"It comes back by its deadline now, no longer on {day}."


def window_fields(
    due_text: str, said_on: date, language: str, conventions: Conventions = DEFAULT, *, reading: str = ""
) -> tuple[dict[str, Any], str]:
    """The window that a deadline's words stand for, as the fields in which it is kept, and their language.

    All fields are empty when the words are unread; without a language it is the one in which they could be read.
    ``reading`` chooses one of several readings, see ``chosen_reading``. Raises InvalidInput when there is no such one.
    """
    empty: dict[str, Any] = dict.fromkeys(WINDOW_FIELDS, "")
    empty |= {"due_start": None, "due_end": None}
    if takes_back(due_text):
        return empty | {"due_open": WITHDRAWN_CODE, "due_rule": WITHDRAWN_CODE}, language or DEFAULT_LANGUAGE
    readings, read_in = _readings(due_text, said_on, language, conventions)
    window = chosen_reading(readings, reading, due_text)
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
    return next(iter(readings_of(due_text, said_on, language, conventions)), None)


def readings_of(
    due_text: str, said_on: date, language: str = "", conventions: Conventions = DEFAULT
) -> tuple[Window, ...]:
    """Every way in which a deadline can be read, the usual one first; none when it cannot be read."""
    return _readings(due_text, said_on, language, conventions)[0]


def perhaps_meant(due_text: str, said_on: date, language: str = "", conventions: Conventions = DEFAULT) -> str:
    """What a deadline that cannot be read would be without slips of the keys; empty where that is not plain.

    Where one language knows all its words there are none: no other is asked what "31 June" may have been.
    """
    from tracker.dates.slips import holds_only_known_words, without_slips  # noqa: PLC0415 -- only for what is mistyped

    if takes_back(due_text) or any(holds_only_known_words(due_text, one) for one in available_languages()):
        return ""
    languages = dict.fromkeys((language, DEFAULT_LANGUAGE) if language else (DEFAULT_LANGUAGE, *available_languages()))
    return next(filter(None, (without_slips(due_text, said_on, one, conventions) for one in languages)), "")


def did_you_mean(meant: str) -> str:
    """The sentence that offers what was perhaps meant, to follow another; nothing for nothing."""
    return f". Did you mean “{meant}”?" if meant else ""


def name_reading(edtf: str, rule: str) -> str:
    """How a draft names the reading that a claim was kept with; empty for a claim whose words were not read."""
    return f"{edtf} {rule}" if rule else ""


def chosen_reading(readings: Sequence[Window], wanted: str, due_text: str) -> Window | None:
    """The reading that is wanted: by its number from 1 on, or by its name as ``name_reading`` gives it.

    A name outlives a change of the days: the reading by the same rule is meant, and where there is none any more, the
    first. Raises InvalidInput for a number that there is not.
    """
    if re.fullmatch("[0-9]{1,9}", wanted):
        if not 1 <= int(wanted) <= len(readings):
            words = f"“{shorten(display(due_text), 40)}”" if due_text else "An empty deadline"
            count = f"has {len(readings)} reading{'s' * (len(readings) > 1)}" if readings else "cannot be read"
            raise InvalidInput(f"{words} {count}: there is no reading {int(wanted)}.")
        return readings[int(wanted) - 1]
    edtf, _, rule = wanted.partition(" ")
    by_rule = [reading for reading in readings if reading.rule == rule]
    exact = [reading for reading in by_rule if reading.edtf == edtf]
    return next(iter((*exact, *by_rule, *readings)), None)


def echo_window(  # noqa: PLR0913 -- what a deadline is read with
    due_text: str,
    said_on: date,
    language: str,
    conventions: Conventions = DEFAULT,
    *,
    reading: str = "",
    review_on: date | None = None,
) -> str:
    """What is shown of a deadline that is typed: the days it means, or that it cannot be read and is kept as said."""
    words = due_text.strip()
    window = chosen_reading(readings_of(words, said_on, language, conventions), reading, words)
    meant = perhaps_meant(words, said_on, language, conventions) if words and window is None else ""
    return echo_of(words, window, said_on, conventions, review_on=review_on) + did_you_mean(meant)


def echo_of(
    due_text: str,
    window: Window | None,
    said_on: date,
    conventions: Conventions = DEFAULT,
    *,
    review_on: date | None = None,
) -> str:
    """What is shown of a deadline and the window that it was read as.

    It comes back ``review_on``; None: where it has no days, as soon as the conventions say.
    """
    soon = f"in {conventions.review_days} day{'s' * (conventions.review_days > 1)}"
    back = f"on {day_in_words(review_on)}" if review_on else soon
    if not due_text.strip():
        return f"no date: comes back for review {back}"
    if takes_back(due_text):
        return "withdrawn: the promise is taken back"
    if window is None:
        return f"cannot be read as a date: kept as said, comes back {back}"
    if window.open in _DATELESS:
        return f"{window}: comes back for review {back}"
    back = f": comes back for review on {day_in_words(review_on)}" if review_on else ""
    return f"{echo_of_days(window, said_on)}{back}"


def echo_of_days(window: Window, said_on: date) -> str:
    """The days of a window, and that they were over when they were said: then a year is often missing or mistyped."""
    is_over = window.end is not None and window.end < said_on
    return f"{window}, over before it was said" if is_over else str(window)


def _readings(due_text: str, said_on: date, language: str, conventions: Conventions) -> tuple[tuple[Window, ...], str]:
    """The readings of a deadline and the language that it was read in."""
    for known in dict.fromkeys((language, DEFAULT_LANGUAGE, *available_languages())):
        window = resolve(due_text, said_on, known, conventions=conventions) if due_text and known else None
        if window is not None:
            return (window, *window.alternatives), known
    for put_off in put_off_to(due_text):
        window = resolve(put_off.told, said_on, put_off.language, conventions=conventions)
        if window is not None and (put_off.is_a_date or window.open in _DATELESS):
            if put_off.is_guessed:
                window = replace(window, rule=_NO_NEW_DATE)
            return (window, *window.alternatives), put_off.language
    return (), language
