"""Measure the list against Textual's own table: ``python -m tests.bench.measure_list BIG SMALL [--samples 20]``.

BIG and SMALL are archives, of a million and of 10,000 claims at best. The program runs on both, and beside it an app
with a ``DataTable`` of 1,000 rows in the same columns; keys go to the three in turn, and measured is the time from a
key to the first thing that is written for it. Then the memory of the program is told after a walk through either
archive and after searches in it; and what a search from the shell takes beside ``python -c pass``.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.terminal import DOWN, ESCAPE, PAGE_DOWN, ROOT, Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE_APP = """
from textual.app import App
from textual.widgets import DataTable, Footer, Input

COLUMNS = (("status", 16), ("claim", 46), ("speaker", 16), ("due", 14), ("source", 16))

class Table(App):
    def compose(self):
        yield Input()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self):
        table = self.query_one(DataTable)
        for name, width in COLUMNS:
            table.add_column(name, width=width)
        statement = "The open model number {} ships with more parameters than the last"
        table.add_rows(("overdue", statement.format(number), "Zoé Alber", "30 Jun 2026", "The Day")
                       for number in range(1_000))
        table.focus()

Table().run()
"""
SEARCHES = ("model ships", "le modèle", "parameters than", "telscope modle", "zoe albr")
LEAPS = 60
DOWN_LIMIT, LEAP_LIMIT, SIZE_LIMIT, SHELL_LIMIT = 0.6, 0.35, 1.15, 4.0
WALKED_LIMIT, SEARCHED_LIMIT = 5.0, 25.0


def measure_keys(samples: int, table: Terminal, big: Terminal, small: Terminal) -> bool:
    """Press down and page down in all three in turn; whether the limits are kept."""
    keeps = True
    for name, key, limit in (("key down", DOWN, DOWN_LIMIT), ("page down", PAGE_DOWN, LEAP_LIMIT)):
        times: tuple[list[float], ...] = ([], [], [])
        for _ in range(samples):
            for one, taken in zip((table, big, small), times, strict=True):
                taken.append(one.press(key) * 1e3)
                one.settle()
        theirs, ours, little = map(statistics.median, times)
        keeps &= tell(f"{name} beside a DataTable of 1,000", ours, theirs, "ms", limit)
        keeps &= tell(f"{name} beside the small archive", ours, little, "ms", SIZE_LIMIT)
    return keeps


def measure_memory(big: Terminal, small: Terminal) -> bool:
    """Walk and search in both; whether the big archive takes no more than a little memory over the small one."""
    keeps = True
    for one in (big, small):
        one.do(["G", "g", *[PAGE_DOWN] * LEAPS])
    keeps &= _tell_growth("memory after a walk", big, small, WALKED_LIMIT)
    for one in (big, small):
        for text in SEARCHES:
            one.do(["/"])
            for letter in text:
                one.type(letter)
                one.settle(0.05)
            one.do(["\x15", ESCAPE, ESCAPE])
    return _tell_growth("memory after searches", big, small, SEARCHED_LIMIT) and keeps


def _tell_growth(name: str, big: Terminal, small: Terminal, limit: float) -> bool:
    keeps = big.memory - small.memory <= limit
    told = f"{big.memory:>8.0f} MiB{small.memory:>8.0f} MiB{big.memory - small.memory:>+7.0f}{limit:>10g} MiB"
    say(f"{name:<44}{told}{'' if keeps else '  over the limit'}")
    return keeps


def rare_words(place: Path) -> list[str]:
    """Two words of a claim that few others hold."""
    with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as file:
        (text,) = file.execute("SELECT statement FROM search_text ORDER BY claim_id LIMIT 1 OFFSET 1000").fetchone()
        asked = "SELECT term FROM search_term WHERE term IN (SELECT value FROM json_each(?)) ORDER BY claims LIMIT 2"
        return [word for (word,) in file.execute(asked, (json.dumps(text.split()),))]


def measure_shell(samples: int, place: Path) -> bool:
    """Search from the shell; whether it is started and answered soon."""
    search = ("-m", "tracker", "--db", str(place), "list", " ".join(rare_words(place)))
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(samples):
        for arguments, taken in zip((search, ("-c", "pass")), times, strict=True):
            started = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)
            taken.append((time.perf_counter() - started) * 1e3)
    ours, theirs = map(statistics.median, times)
    return tell("a search from the shell beside python -c pass", ours, theirs, "ms", SHELL_LIMIT)


def tell(name: str, ours: float, theirs: float, unit: str, limit: float) -> bool:
    """Write a line of the table; whether the limit is kept."""
    keeps = ours <= limit * theirs
    told = f"{ours:>8.1f} {unit}{theirs:>9.1f} {unit}{ours / theirs:>7.2f}×{limit:>9g}×"
    say(f"{name:<44}{told}{'' if keeps else '  over the limit'}")
    return keeps


def say(line: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def measure(places: Sequence[Path], samples: int, home: str) -> bool:
    """Open the three programs and measure; whether all limits are kept."""
    script = Path(home) / "table.py"
    script.write_text(TABLE_APP, encoding="utf-8")
    big_place, small_place = (("-m", "tracker", "--db", str(place.absolute())) for place in places)
    with (
        Terminal(str(script), home=home) as table,
        Terminal(*big_place, home=home) as big,
        Terminal(*small_place, home=home) as small,
    ):
        big.settle(2)
        small.settle(2)
        keeps = measure_keys(samples, table, big, small)
        return measure_memory(big, small) and keeps


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description="Measure the list against Textual's own table.")
    parser.add_argument("big", type=Path)
    parser.add_argument("small", type=Path)
    parser.add_argument("--samples", type=int, default=20)
    options = parser.parse_args()
    say(f"{'what':<44}{'ours':>11}{'beside':>12}{'ratio':>8}{'limit':>10}")
    with tempfile.TemporaryDirectory() as home:
        keeps = measure((options.big, options.small), options.samples, home)
    keeps &= measure_shell(options.samples, options.big.absolute())
    return 0 if keeps else 1


if __name__ == "__main__":
    sys.exit(main())
