"""Measure how deadline phrases are read: ``python tests/bench/measure_dates.py FILE.jsonl [--misses]``.

FILE holds one JSON object a line: lang, phrase, reference, start, end, alt, source. Starts are clipped to the
reference date on both sides; an answer equal to start–end or to any alternative in ``alt`` is exact.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.dates.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.dates.window import Window

Row = dict[str, Any]
VERDICTS = ("exact", "end only", "wrong", "none")


def clipped(start: str | date | None, end: str | date | None, reference: date) -> tuple[date | None, ...]:
    """Turn both days into dates, the start not before the reference; without an end it is open."""
    first, last = (date.fromisoformat(day) if isinstance(day, str) else day for day in (start, end))
    return (max(first, reference) if first else None), last


def judge(row: Row, window: Window | None) -> str:
    """Compare a reading with a row's windows."""
    if window is None:
        return "none"
    reference = date.fromisoformat(row["reference"])
    accepted = [(row["start"], row["end"]), *row.get("alt", [])]
    wanted = [clipped(start, end, reference) for start, end in accepted]
    got = clipped(window.start, window.end, reference)
    if got in wanted:
        return "exact"
    return "end only" if got[1] is not None and got[1] in {end for _, end in wanted} else "wrong"


def median_time(read: Callable[[str, date, str], object], rows: list[Row]) -> float:
    """Return the median seconds that ``read`` takes for a phrase never read before."""
    times = []
    for row in rows:
        day = date.fromisoformat(row["reference"])
        started = time.perf_counter()
        read(row["phrase"], day, row["lang"])
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def read_with_dateparser(phrase: str, said_on: date, language: str) -> object:
    """Read a phrase with dateparser alone, given its language and settings."""
    import dateparser  # noqa: PLC0415 - measured only after our own reading

    settings: Any = {"RELATIVE_BASE": _midnight(said_on), "PREFER_DATES_FROM": "future"}
    return dateparser.parse(phrase, languages=[language], settings=settings)


def _midnight(day: date) -> object:
    from datetime import datetime  # noqa: PLC0415

    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - calendar days have no zone


def say(line: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(line + "\n")


def report(rows: list[Row], *, misses: bool) -> None:
    """Write the counts per language and source, then both median times."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        window = resolve(row["phrase"], date.fromisoformat(row["reference"]), row["lang"])
        verdict = judge(row, window)
        for group in (("all", ""), (row["lang"], ""), (row["lang"], row.get("source", ""))):
            counts[group][verdict] += 1
        if misses and verdict != "exact":
            got = f"{window.start}..{window.end} {window.rule}" if window else ""
            wanted = f"{row['start']}..{row['end']}"
            parts = (row["lang"], row["phrase"], row["reference"], wanted, row.get("alt"), got)
            say(f"{verdict:9}{' | '.join(map(str, parts))}")
    for (language, source), found in sorted(counts.items()):
        total = sum(found.values())
        shares = "  ".join(f"{name} {found[name]:4} {found[name] / total:6.1%}" for name in VERDICTS)
        say(f"{language:4}{source:28}{total:5}  {shares}")
    fresh = [dict(row, phrase=row["phrase"] + " ") for row in rows]
    ours = median_time(resolve, fresh)
    median_time(read_with_dateparser, rows[:20])
    theirs = median_time(read_with_dateparser, rows)
    say(f"median a phrase: {ours * 1e6:.0f} µs, dateparser {theirs * 1e6:.0f} µs ({ours / theirs:.2f} of it)")


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description="Measure how deadline phrases are read.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="list every phrase not read exactly")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    report(rows, misses=options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
