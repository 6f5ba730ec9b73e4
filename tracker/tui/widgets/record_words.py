"""The numbers of a record in words: rates, counts and slips, and what the line under the cursor tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tracker.claims.rates_in_words import NAMELESS, bounds, count, hundredths, percent
from tracker.claims.scoring import SMALL, Rate
from tracker.claims.vocabulary import Schedule, Verdict
from tracker.claims.wording import days_in_words, length_in_words
from tracker.display import display
from tracker.tui.palette import status_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.store.record import RecordGroup, RecordLine

TOO_FEW = "too few to tell"
_TIMES = {1: "once", 2: "twice"}
_MONTHS = {3: "a quarter", 6: "half a year", 12: "a year"}


def name_in_words(line: RecordLine, group: RecordGroup) -> str:
    """The line's name, safe to show, or what it lacks."""
    return display(line.name) or NAMELESS[group.value]


def slip_in_words(line: RecordLine) -> str:
    """The median slip in days; a dash without slips, and ``no date`` where dates were only dropped."""
    if line.slip_days is None:
        return "no date" if line.slips else "—"
    return f"{int(line.slip_days + 0.5):,} d"


def total_in_words(lines: Sequence[RecordLine]) -> Content:
    """What the numbers of all lines together are, and with that what they mean."""
    came_true = sum((line.hit_rate for line in lines), Rate())
    on_time = sum((line.on_time for line in lines), Rate())
    parts: list[str | tuple[str, str]] = []
    if came_true.share is not None:
        judged = f"{came_true.of:,} judged claim{'s' * (came_true.of != 1)}"
        parts += [
            f"Of {judged} {count(came_true.hits)} came true, late or not: ",
            (percent(came_true.share), "bold"),
            f" {bounds(came_true)}; ",
        ]
    else:
        parts.append("No claim is judged yet; ")
    if on_time.share is not None:
        days = f"{on_time.of:,} last day{'s' * (on_time.of != 1)}"
        kept = f"of {days} {count(on_time.hits)} {'was' if on_time.hits == 1 else 'were'} kept: "
        parts += [kept, (percent(on_time.share), "bold"), f" {bounds(on_time)}. "]
    else:
        parts.append("no last day counts yet. ")
    parts.append(("Brackets: 95 % interval.", "$foreground-muted"))
    return Content.assemble(*parts)


def line_in_words(line: RecordLine, group: RecordGroup, *, is_wide: bool) -> Content:
    """Everything about one line, in few words; where there is room also how to read its trend, and more of its days."""
    told = [
        ("came true  ", _hits(line, has_trend=is_wide and line.trend is not None)),
        ("on time    ", _kept(line, has_lead=is_wide)),
        ("slipped    ", _slipped(line, has_tail=is_wide)),
    ]
    return Content("\n").join(
        [
            Content.assemble((name_in_words(line, group), "bold"), "  ", _counts(line)),
            *(Content.assemble((title, "$foreground-muted"), text) for title, text in told),
        ]
    )


def _counts(line: RecordLine) -> Content:
    """How many claims there are, and of which status."""
    parts: list[tuple[str, str]] = [(f"{line.claims:,} claim{'s' * (line.claims != 1)}:", "")]
    given = [(verdict, line.counts[verdict]) for verdict in Verdict if verdict in line.counts]
    parts += [(f"  {verdict.glyph} {number:,} {verdict.label}", status_style(verdict)) for verdict, number in given]
    if line.overdue:
        told = f"  {Schedule.OVERDUE.glyph} {line.overdue:,} {Schedule.OVERDUE.label}"
        parts.append((told, status_style(Schedule.OVERDUE)))
    if waiting := line.open - line.overdue:
        told = f"  {Schedule.UPCOMING.glyph} {waiting:,} {'more open' if line.overdue else 'open'}"
        parts.append((told, status_style(Schedule.UPCOMING)))
    return Content.assemble(*parts)


def _hits(line: RecordLine, *, has_trend: bool) -> str:
    rate = line.hit_rate
    if rate.share is None:
        return "nothing that counts is settled yet"
    months = line.trend.months if line.trend else 0
    trend = f"; in the trend a column is {_MONTHS.get(months, f'{months // 12} years')}"
    return f"{count(rate.hits)} of {rate.of:,}: {_share(rate)}" + (trend if has_trend else "")


def _kept(line: RecordLine, *, has_lead: bool) -> str:
    rate = line.on_time
    if rate.share is None:
        return "no last day of its own has passed"
    lead = line.lead_days if has_lead else None
    ahead = f"; said a median of {length_in_words(lead)} ahead" if lead is not None and lead >= 0 else ""
    return f"{count(rate.hits)} of {rate.of:,} last days kept: {_share(rate)}{ahead}"


def _share(rate: Rate) -> str:
    if rate.share is None or rate.is_small:
        return f"under {SMALL} are {TOO_FEW}"
    low, high = (hundredths(each) for each in rate.interval)
    return f"{percent(rate.share)}, likely {low} to {high} %"


def _slipped(line: RecordLine, *, has_tail: bool) -> str:
    if not line.slips:
        return "no date moved"
    times = _TIMES.get(line.slips, f"{line.slips:,} times")
    if line.slip_days is None:
        return f"{times}, without a new date"
    long = line.long_slip_days if has_tail else None
    tail = f", nine in ten within {days_in_words(long)}" if long is not None and long > line.slip_days else ""
    return f"{times}; a median of {days_in_words(line.slip_days)} a thread{tail}"
