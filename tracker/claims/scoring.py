"""How settled claims turned out, as numbers: rates with intervals, slips, Brier and log score, calibration.

Everything here is computed from counts, days and probabilities; nothing is looked up. Shares run from 0 to 1.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from math import floor, fsum, inf, log, sqrt
from statistics import NormalDist
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
_INNER_EDGES = [number / BINS for number in range(1, BINS)]
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
    """Hit rates over time, oldest first: one for each stretch of ``months`` from ``since``, of no claims for a gap."""

    since: date
    months: int
    rates: tuple[Rate, ...]

    @property
    def shares(self) -> tuple[float | None, ...]:
        """The rates' shares, None for a gap."""
        return tuple(rate.share for rate in self.rates)


@dataclass(frozen=True, slots=True)
class Forecast:
    """One's own probability that a claim comes true, 0 to 1, and how far it did: 0, ½ or 1."""

    probability: float
    outcome: float


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts from ``low`` up to ``high``: what was said on average, what came true, and how good they were.

    ``stated`` and both scores are None without forecasts.
    """

    low: float
    high: float
    stated: float | None
    came_true: Rate
    brier: float | None
    log: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """One's own forecasts against what happened: all of them, and those of each tenth."""

    whole: Bin
    bins: tuple[Bin, ...]

    @property
    def of(self) -> int:
        """How many forecasts there are."""
        return self.whole.came_true.of


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


def shrunken(rate: Rate, towards: Rate) -> float | None:
    """A rate's share drawn to that of everybody, so that one lucky call does not top a list; None without claims.

    The m-estimate of B. Cestnik, "Estimating Probabilities: A Crucial Task in Machine Learning", ECAI 1990: as if there
    were five claims more (m = ``SMALL``), of which as many came true as of all claims together, ``towards``. That is
    the mean of a beta distribution whose prior has that share and that weight.
    """
    if rate.share is None or towards.share is None:
        return None
    return (rate.hits + SMALL * towards.share) / (rate.of + SMALL)


def quantile(numbers: Iterable[float], share: float) -> float | None:
    """The number below which ``share`` of the numbers lie, in proportion between two of them; None without any.

    Definition 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50
    (1996), the one that spreadsheets have. At a share of ½ it is the median.
    """
    ordered = sorted(numbers)
    if not ordered:
        return None
    place = (len(ordered) - 1) * share
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def slip_within(days: Iterable[int], share: float) -> float | None:
    """The days within which that share of the threads that slipped moved later: ½ gives the median slip.

    Threads that moved by no known number of days (0) are left out; None when none is left.
    """
    ordered = sorted(days)
    return quantile(ordered[bisect_right(ordered, 0) :], share)


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


def log_score(forecasts: Sequence[Forecast]) -> float | None:
    """The mean of minus the natural logarithm of the probability that was given to what happened.

    0 is perfect, 0.693 what always saying ½ earns, and infinite is who was once certain and wrong. I. J. Good,
    "Rational Decisions", Journal of the Royal Statistical Society B 14 (1952), with the sign turned round so that less
    is better, as for the Brier score. A partial truth happened by half and failed by half. None without forecasts.
    """
    if not forecasts:
        return None
    return fsum(_surprise(each) for each in forecasts) / len(forecasts)


def calibration(forecasts: Sequence[Forecast]) -> Calibration:
    """Forecasts in ten bins of equal width, each with what was said on average and what came true.

    The reliability diagram of A. H. Murphy and R. L. Winkler, "Reliability of Subjective Probability Forecasts of
    Precipitation and Temperature", Applied Statistics 26 (1977). A bin holds its lower end; the last its upper as well.
    """
    sorted_in: list[list[Forecast]] = [[] for _ in range(BINS)]
    for each in forecasts:
        sorted_in[bisect_right(_INNER_EDGES, each.probability)].append(each)
    bins = (_bin(number / BINS, (number + 1) / BINS, held) for number, held in enumerate(sorted_in))
    return Calibration(_bin(0.0, 1.0, forecasts), tuple(bins))


def _bin(low: float, high: float, held: Sequence[Forecast]) -> Bin:
    stated = fsum(each.probability for each in held) / len(held) if held else None
    came_true = Rate(fsum(each.outcome for each in held), len(held))
    return Bin(low, high, stated, came_true, brier_score(held), log_score(held))


def _surprise(forecast: Forecast) -> float:
    """Minus the logarithm of what was given to what happened, and for a part of it that part."""
    happened, given = forecast.outcome, forecast.probability
    parts = ((share, chance) for share, chance in ((happened, given), (1 - happened, 1 - given)) if share)
    return fsum(-share * log(chance) if chance > 0 else inf for share, chance in parts)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1
