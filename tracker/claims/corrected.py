"""A stated last day, corrected by what became of its speaker's earlier ones.

That is reference class forecasting, the outside view of D. Kahneman and A. Tversky, "Intuitive Prediction: Biases and
Corrective Procedures", TIMS Studies in Management Science 12 (1979), as B. Flyvbjerg puts it to use in "From Nobel
Prize to Project Management: Getting Risks Right", Project Management Journal 37 (2006). The conventions here:

- The reference class are the threads of the same speaker that are decided, each counted once and by the first last day
  that the speaker stated in it, lest one much postponed promise outweigh all others.
- A thread that happened is so many days late, or early, against that day. One that did not come true, or was taken
  back, counts as later than any. Void claims, and those that cannot be judged, tell nothing.
- Only earlier promises count that were later than this one already is: what has not happened by today can no longer be
  kept sooner.
- The corrected day is the stated one moved by the median of those days. Where the median falls on one that never came
  true, there is no day. From fewer than ``SMALL`` promises nothing is concluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, inf, isinf
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tracker.claims.scoring import SMALL
from tracker.claims.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS = ((10, "early"), (20, "mid"), (31, "late"))
"""The last day of each third of a month, as deadlines are read."""


class Promise(NamedTuple):
    """A thread in which a speaker stated last days.

    ``end`` is the first of them and ``verdict`` what became of the claim with it; ``happened_on`` is the day on which
    the thread happened. It ``is_broken`` where one of the speaker's claims in it proved false or was taken back.
    """

    end: date
    verdict: Verdict | None
    happened_on: date | None
    is_broken: bool


@dataclass(frozen=True, slots=True)
class CorrectedDate:
    """Where a stated last day lies on its speaker's record of ``of`` promises.

    ``day`` is None where half of them or more never came true.
    """

    day: date | None
    of: int


def days_late(promise: Promise) -> float | None:
    """By how many days it was late, less than 0 when early, infinite when it never came true.

    None while undecided, and when it came late on a day that nobody knows.
    """
    if promise.happened_on:
        return (promise.happened_on - promise.end).days
    if promise.verdict is Verdict.TRUE:
        return 0
    return inf if promise.is_broken and promise.verdict is not Verdict.LATE else None


def corrected_date(last_day: date, today: date, days: Iterable[float]) -> CorrectedDate | None:
    """The last day moved by what earlier promises took; None when there are too few of them to tell."""
    at_least = (today - last_day).days
    still_open = [each for each in days if each >= at_least]
    if len(still_open) < SMALL:
        return None
    middle = median(still_open)  # infinite as soon as one of two middle ones is
    return CorrectedDate(None if isinf(middle) else last_day + timedelta(days=floor(middle + 0.5)), len(still_open))


def corrected_in_words(corrected: CorrectedDate) -> str:
    """``late Sep 2026 (n = 6)``, by thirds of the month."""
    return f"{_third_in_words(corrected.day) if corrected.day else 'more likely never'} (n = {corrected.of})"


def _third_in_words(day: date) -> str:
    part = next(name for last, name in _PARTS if day.day <= last)
    return f"{part} {day:%b %Y}"
