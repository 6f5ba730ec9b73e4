"""How settled claims turned out, as numbers: hit rate, on-time rate, intervals, slips, Brier score and calibration.

Everything here is computed from counts, days and probabilities; nothing is looked up. Shares run from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import fsum, sqrt
from statistics import NormalDist, median
from typing import TYPE_CHECKING

from tracker.claims.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tracker.claims.vocabulary import Schedule

CONFIDENCE = 0.95
"""The share of samples whose interval holds the true rate."""

SMALL = 5
"""Below this many claims a rate tells too little to be read as one."""

BINS = 10
"""Parts of equal width into which one's own probabilities are sorted."""

MOST_POINTS = 12
"""The longest trend."""

_DEVIATIONS = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
_UNITS = (3, 6, 12, 24, 60, 120, 300, 600)
"""The lengths of a trend's stretches in months, from a quarter of a year to half a century."""


@dataclass(frozen=True, slots=True)
class Rate:
    """``hits`` out of ``of`` claims. A hit may be a half, so ``hits`` is a multiple of ½ from 0 to ``of``."""

    hits: float = 0.0
    of: int = 0

    @property
    def share(self) -> float | None:
        """The hits' share, 0 to 1; None without claims."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the true rate lies, with a confidence of 95 %."""
        return wilson(self.hits, self.of)

    @property
    def is_small(self) -> bool:
        """Whether there are too few claims to tell."""
        return self.of < SMALL

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.hits + other.hits, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Trend:
    """Hit rates over time, oldest first: one share for each stretch of ``months`` from ``since``, None for a gap."""

    since: date
    months: int
    shares: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """One's own probability that a claim comes true, 0 to 1, and how far it did: 0, ½ or 1."""

    probability: float
    outcome: float


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts from ``low`` up to ``high``: the mean of what was said (None without any) and what came true."""

    low: float
    high: float
    stated: float | None
    came_true: Rate


@dataclass(frozen=True, slots=True)
class Calibration:
    """One's own forecasts against what happened. ``brier`` is None while there is no forecast."""

    of: int
    brier: float | None
    bins: tuple[Bin, ...]


def wilson(hits: float, of: int) -> tuple[float, float]:
    """The score interval of a binomial share at 95 %, as two shares from 0 to 1; (0, 1) without claims.

    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American
    Statistical Association 22 (1927), without a correction for continuity. Half hits are put in as they are.
    """
    if not of:
        return 0.0, 1.0
    share, spread = hits / of, _DEVIATIONS**2 / of
    middle = (share + spread / 2) / (1 + spread)
    reach = sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    # Rounding may carry an end past the share that it includes, as where nothing or everything came true.
    return max(0.0, min(middle - reach, share)), min(1.0, max(middle + reach, share))


def hit_rate(counts: Mapping[Verdict, int]) -> Rate:
    """How much came true of the claims with these verdicts.

    The mean of the verdicts' scores: true and late 1, partial ½, false 0. What cannot be judged or is void does not
    count at all.
    """
    scored = [(verdict.score, number) for verdict, number in counts.items() if verdict.score is not None]
    return Rate(fsum(score * number for score, number in scored), sum(number for _, number in scored))


def was_on_time(  # noqa: PLR0913 -- the facts that decide it, none of which can be left out
    end: date | None,
    verdict: Verdict | None,
    occurred_on: date | None,
    today: date,
    *,
    moved: Schedule | None = None,
    happened_on: date | None = None,
) -> bool | None:
    """Whether a claim kept its own last day ``end``; None when that day tells nothing, or nothing yet.

    The on-time rate is the share of True among those that are not None. On time is what came true not after its last
    day, early included; late, false, and a last day that has passed on an open claim are not, without a verdict being
    needed. A partial truth is judged by its day, if it has one. Void claims and those that cannot be judged are out.

    A claim that a later one moved, dropped or took back is judged by its own last day all the same, else postponing
    would be a way to keep every date. It is on time only if its thread came true by then, on ``happened_on``.
    """
    if end is None or (verdict is not None and verdict.score is None):
        return None
    if verdict is None:
        if end >= today:
            return None
        return moved is not None and happened_on is not None and happened_on <= end
    if verdict in {Verdict.LATE, Verdict.FALSE}:
        return False
    if occurred_on is not None:
        return occurred_on <= end
    return True if verdict is Verdict.TRUE else None


def median_slip(days: Iterable[int]) -> float | None:
    """The middle of the days by which dates moved later, the mean of the two middle ones where they are even in number.

    Threads that moved by no known number of days (0) are left out; None when none is left.
    """
    known = [each for each in days if each > 0]
    return float(median(known)) if known else None


def stretches(first: date, last: date) -> tuple[int, tuple[date, ...]]:
    """Calendar stretches that cover two days: their length in months and the first day of each, oldest first.

    They are as short as they can be with at most twelve of them; where even the longest would be more, the oldest are
    left out.
    """
    for months in _UNITS:
        since, until = (_month_number(day) // months for day in (first, last))
        if until - since < MOST_POINTS:
            break
    numbers = range(max(since, until - MOST_POINTS + 1), until + 1)
    return months, tuple(date(max(1, number * months // 12), number * months % 12 + 1, 1) for number in numbers)


def brier_score(forecasts: Sequence[Forecast]) -> float | None:
    """The mean squared distance of probabilities from outcomes: 0 is perfect, ¼ what always saying ½ earns, 1 worst.

    G. W. Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 78 (1950), in the
    form for one event that is usual today: half of the sum over both outcomes that he gives. None without forecasts.
    """
    if not forecasts:
        return None
    return fsum((each.probability - each.outcome) ** 2 for each in forecasts) / len(forecasts)


def calibration(forecasts: Sequence[Forecast]) -> Calibration:
    """Forecasts in ten bins of equal width, each with what was said on average and what came true.

    The reliability diagram of A. H. Murphy and R. L. Winkler, "Reliability of Subjective Probability Forecasts of
    Precipitation and Temperature", Applied Statistics 26 (1977). A bin holds its lower end; the last its upper as well.
    """
    sorted_in: list[list[Forecast]] = [[] for _ in range(BINS)]
    for each in forecasts:
        sorted_in[max(0, min(BINS - 1, int(each.probability * BINS)))].append(each)
    bins = tuple(_bin(number, held) for number, held in enumerate(sorted_in))
    return Calibration(len(forecasts), brier_score(forecasts), bins)


def _bin(number: int, held: list[Forecast]) -> Bin:
    stated = fsum(each.probability for each in held) / len(held) if held else None
    came_true = Rate(fsum(each.outcome for each in held), len(held))
    return Bin(number / BINS, (number + 1) / BINS, stated, came_true)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1
