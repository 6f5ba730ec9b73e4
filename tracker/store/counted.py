"""What is counted, as flat rows: the record of everybody and everything, and the calibration of each user."""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING

from tracker.claims.scoring import calibration
from tracker.claims.vocabulary import Verdict
from tracker.store.calibrations import forecasts_by_user
from tracker.store.record import RecordGroup, record_by
from tracker.store.record_orders import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.scoring import Bin, Rate, Trend
    from tracker.store.record import RecordLine
    from tracker.store.record_orders import RecordPart
    from tracker.store.records import Record
    from tracker.store.terms import Term

_PLACES = 10
"""Decimals that are handed out: enough for any use, and the same on every machine."""


def record_records(
    session: Session, terms: tuple[Term, ...], today: date, part: RecordPart | None = None
) -> Iterator[Record]:
    """The record of each speaker, publisher, subject and kind, of the claims that a filter lets through.

    Each group is ranked by how much came true, drawn to what came true of all; those with too few claims to tell come
    after the others, and those with none last. Of a ``part`` it is that group alone, in its own order.
    """
    if part:
        counted = record_by(session, part.group, today, terms)
        for line in in_order(counted, part.order, is_reversed=part.is_reversed):
            yield _line(part.group, line)
        return
    for group in RecordGroup:
        lines = record_by(session, group, today, terms)
        for line in sorted(lines, key=_rank):
            yield _line(group, line)


def calibration_records(session: Session, terms: tuple[Term, ...], today: date) -> Iterator[Record]:
    """For each user all forecasts together, as one bin from 0 to 1, and then those of each tenth."""
    for stated_by, forecasts in forecasts_by_user(session, today, terms).items():
        found = calibration(forecasts)
        for each in (found.whole, *found.bins):
            yield {"stated_by": stated_by} | _bin(each)


def _rank(line: RecordLine) -> tuple[bool, bool, float, int]:
    rate = line.hit_rate
    return rate.share is None, rate.is_small, -(line.ranked_hit_rate or 0.0), -line.claims


def _line(group: RecordGroup, line: RecordLine) -> Record:
    return {
        "by": group.value,
        "name": line.name,
        "claims": line.claims,
        "open": line.open,
        "overdue": line.overdue,
        "settled": line.settled,
        **{f"verdict_{verdict.value}": line.counts.get(verdict, 0) for verdict in Verdict},
        "scored": line.hit_rate.of,
        "hits": line.hit_rate.hits,
        **_shares("hit_rate", line.hit_rate),
        "hit_rate_shrunken": _rounded(line.ranked_hit_rate),
        "dated": line.on_time.of,
        "kept": round(line.on_time.hits),
        **_shares("on_time", line.on_time),
        "on_time_shrunken": _rounded(line.ranked_on_time),
        "slip_count": line.slips,
        "slip_days_median": _rounded(line.slip_days),
        "slip_days_90": _rounded(line.long_slip_days),
        "lead_days_median": _rounded(line.lead_days),
        **_trend(line.trend),
    }


def _bin(found: Bin) -> Record:
    return {
        "stated_from": found.low,
        "stated_to": found.high,
        "forecasts": found.came_true.of,
        "stated_mean": _rounded(found.stated),
        "hits": found.came_true.hits,
        **_shares("hit_rate", found.came_true),
        "brier_score": _rounded(found.brier),
        "log_score": _rounded(found.log),
    }


def _shares(name: str, rate: Rate) -> Record:
    """A rate with the ends of its interval; without claims nothing is known of it."""
    low, high = rate.interval if rate.of else (None, None)
    return {name: _rounded(rate.share), f"{name}_low": _rounded(low), f"{name}_high": _rounded(high)}


def _trend(trend: Trend | None) -> Record:
    """The rates over time, each with the month in which its stretch begins: ``2024-07 2.5/4``."""
    if trend is None:
        return {"trend_months": None, "trend": ()}
    first = trend.since.year * 12 + trend.since.month - 1
    told = []
    for number, rate in enumerate(trend.rates):
        year, month = divmod(first + number * trend.months, 12)
        if rate.of:
            told.append(f"{year:04}-{month + 1:02} {rate.hits:g}/{rate.of}")
    return {"trend_months": trend.months, "trend": tuple(told)}


def _rounded(number: float | None) -> float | None:
    return number if number is None or isinf(number) else round(float(number), _PLACES)
