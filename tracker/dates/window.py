"""The days in which something should come true, as the words said them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.dates.vocabulary import Bound
from tracker.dates.wording import day_in_words, span_in_words

if TYPE_CHECKING:
    from tracker.dates.vocabulary import Grain, Open

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 12, 31)


@dataclass(frozen=True, slots=True)
class Window:
    """A first and a last day, both inclusive calendar days without a time zone, and how they were read.

    ``rule`` is the name of the reading in words for a person; ``alternatives`` are the other windows that the same
    words could mean, each with its own rule and without alternatives of its own.
    """

    start: date | None
    end: date | None
    grain: Grain
    open: Open | None = None
    bound: Bound = Bound.IN
    rule: str = ""
    alternatives: tuple[Window, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a window that ends before it starts.

        Raises ValueError: it is a mistake of the caller, never of the user.
        """
        if self.start and self.end and self.end < self.start:
            message = f"a window cannot end on {self.end} before it starts on {self.start}"
            raise ValueError(message)

    @property
    def edtf(self) -> str:
        """The window in Extended Date/Time Format (ISO 8601-2), empty when no day is known."""
        if self.start is None and self.end is None:
            return ""
        if self.start is None or self.end is None:
            return f"{self.start or '..'}/{self.end or '..'}"
        return _whole_unit(self.start, self.end) or f"{self.start}/{self.end}"

    def __str__(self) -> str:
        """Write the days and the reading as the screens echo them: ``Mon 14 – Sun 20 Jul 2025 (week)``."""
        days = span_in_words(self.start, self.end)
        if self.bound in {Bound.BY, Bound.BEFORE, Bound.WITHIN} and self.end:
            days = f"until {day_in_words(self.end)}"
        return f"{days} ({self.rule})" if self.rule else days


def _whole_unit(start: date, end: date) -> str | None:
    """Return the short form of a span that is exactly a day, a month or a year."""
    if start == end:
        return start.isoformat()
    if start.day != 1:
        return None
    following = date.fromordinal(end.toordinal() + 1)
    if (start.year, start.month) == (end.year, end.month) and following.day == 1:
        return f"{start:%Y-%m}"
    if start == date(start.year, 1, 1) and end == date(start.year, 12, 31):
        return f"{start.year:04d}"
    return None
