"""How the reports that count read: the record, and the calibration of each user."""

from __future__ import annotations

from itertools import groupby, islice
from math import isinf
from operator import itemgetter
from typing import TYPE_CHECKING

from tracker.claims.rates_in_words import NAMELESS, bounds, count, percent
from tracker.claims.scoring import SMALL, Rate
from tracker.claims.wording import length_in_words
from tracker.reports.prose import Heading, Paragraph, Shown, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.reports.edition import Edition
    from tracker.reports.prose import Block
    from tracker.store.records import Record

_NAMED = 30
"""The names that a sentence lists."""

_RATES = (
    Shown("Claims", is_number=True),
    Shown("Came true"),
    Shown("On time"),
    Shown("Typical slip", is_optional=True),
    Shown("Said ahead", is_optional=True),
)
_HOW_TO_READ_RECORD = (
    "How to read it. Late claims came true in full, partly true ones by half; void ones and those that cannot be "
    "judged do not count. A last day counts as soon as it is met or has passed, whether or not the claim was moved "
    f"later. In brackets the 95 % interval (Wilson). Fewer than {SMALL} are too few to tell, so that only their number "
    "is given"
)
_HOW_RANKED = " and they stand below the others, which are ranked by rates drawn to the average"


def record_layout(edition: Edition, rows: Iterator[Record]) -> Iterator[Block]:
    """All claims together, then everybody and everything, ranked but for a part, and how to read it."""
    lines = list(rows)
    yield Paragraph(_total([line for line in lines if line["by"] == lines[-1]["by"]]))
    for by, group in groupby(lines, key=itemgetter("by")):
        yield Heading(f"{by.capitalize()}s")
        counted = list(group)
        told = [line for line in counted if line["scored"] or line["dated"]]
        silent = [line for line in counted if not (line["scored"] or line["dated"])]
        if told:
            yield Table((Shown(by.capitalize(), is_flexible=True), *_RATES), (_line(line) for line in told))
        if silent:
            yield Paragraph(f"Nothing that can be judged yet: {_names(map(_name, silent))}.")
    yield Paragraph(f"{_HOW_TO_READ_RECORD}{'' if edition.choices.part else _HOW_RANKED}.")


def calibration_layout(_edition: Edition, rows: Iterator[Record]) -> Iterator[Block]:
    """Each user's scores, and the tenths in which there are any forecasts."""
    columns = (Shown("Said"), Shown("Claims", is_number=True), Shown("On average"), Shown("Came true"))
    for stated_by, group in groupby(rows, key=itemgetter("stated_by")):
        whole, *tenths = group
        yield Heading(stated_by or "Nobody named")
        yield Paragraph(_scores(whole))
        yield Table(columns, (_tenth(row) for row in tenths if row["forecasts"]))
    yield Paragraph(f"In brackets the 95 % interval (Wilson); fewer than {SMALL} are too few to tell.")


def _total(group: list[Record]) -> str:
    """What all claims together are; each is counted once in a group."""
    claims, settled, hits, scored, kept, dated = (
        sum(line[name] for line in group) for name in ("claims", "settled", "hits", "scored", "kept", "dated")
    )
    told = [f"{claims:,} claim{'s' * (claims != 1)}, {settled:,} of them settled."]
    if scored:
        came = f"Of {scored:,} that can be judged {count(hits)} came true, late or not"
        told.append(f"{came}: {_share(Rate(hits, scored))}.")
    else:
        told.append("None can be judged yet: tracker mark records what became of one.")
    if dated:
        told.append(f"Of {dated:,} last days {count(kept)} {'was' if kept == 1 else 'were'} kept: ")
        told[-1] += f"{_share(Rate(kept, dated))}."
    return " ".join(told)


def _line(line: Record) -> tuple[str, ...]:
    return (
        _name(line),
        f"{line['claims']:,}",
        _rate(Rate(line["hits"], line["scored"])),
        _rate(Rate(line["kept"], line["dated"])),
        _typical_slip(line),
        _ahead(line["lead_days_median"]),
    )


def _name(line: Record) -> str:
    return str(line["name"] or NAMELESS[line["by"]])


def _names(names: Iterable[str]) -> str:
    told = list(names)
    more = f" and {len(told) - _NAMED:,} more" if len(told) > _NAMED else ""
    return ", ".join(islice(told, _NAMED)) + more


def _rate(rate: Rate) -> str:
    """``81 % (49–94) of 10``; of a few only ``3 of 3``."""
    if rate.share is None:
        return "—"
    if rate.is_small:
        return f"{count(rate.hits)} of {rate.of}"
    return f"{percent(rate.share)} {bounds(rate)} of {rate.of:,}"


def _share(rate: Rate) -> str:
    if rate.share is None or rate.is_small:
        return "too few to tell"
    return f"{percent(rate.share)} {bounds(rate)}"


def _ahead(days: float | None) -> str:
    if days is None:
        return "—"
    return length_in_words(days) if days >= 0 else f"{length_in_words(-days)} after"


def _typical_slip(line: Record) -> str:
    """The median slip, and within how many days nine in ten were, where that is something else."""
    middle, long = line["slip_days_median"], line["slip_days_90"]
    if middle is None:
        return "no date" if line["slip_count"] else "—"
    told = length_in_words(middle)
    return told if middle == long else f"{told} (9 in 10: {length_in_words(long)})"


def _scores(whole: Record) -> str:
    log = whole["log_score"]
    told = f"{whole['forecasts']:,} settled claim{'s' * (whole['forecasts'] != 1)} with a probability before"
    scores = f"Brier score {whole['brier_score']:.3f}, log score {'∞' if isinf(log) else f'{log:.3f}'}"
    return f"{told}. {scores}: 0 is perfect, and always saying 50 % earns 0.25 and 0.693."


def _tenth(row: Record) -> tuple[str, ...]:
    said = f"{round(row['stated_from'] * 100)}–{round(row['stated_to'] * 100)} %"
    average = percent(row["stated_mean"])
    return said, f"{row['forecasts']:,}", average, _rate(Rate(row["hits"], row["forecasts"]))
