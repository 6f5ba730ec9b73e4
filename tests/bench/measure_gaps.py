"""Measure how long the screens ever stand still: ``python -m tests.bench.measure_gaps ARCHIVE [--imported 10000]``.

The program runs in a pseudo-terminal on a copy of the archive. Beside its own work its event loop is woken each
millisecond; the longest time between two wakings is told for the start, for searches while typing, for a report of all
claims and for an import. The same is told of an empty Textual app in the same run, whose loop has nothing to do.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import signal
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.terminal import ESCAPE, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 50.0
"""Milliseconds for which the loop may stand still."""

_LINGER = 3.0

WATCHED = """
import asyncio, signal, sys, time
from pathlib import Path
from textual.app import App

longest, told = 0.0, Path(sys.argv.pop())

def tell(*_):
    global longest
    told.write_text(str(longest))
    longest = 0.0

async def beat():
    global longest
    last = time.perf_counter()
    while True:
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last - 0.001), now

run_async = App.run_async

async def watched(self, *args, **kwargs):
    beating = asyncio.ensure_future(beat())
    try:
        return await run_async(self, *args, **kwargs)
    finally:
        beating.cancel()

App.run_async = watched
signal.signal(signal.SIGUSR1, tell)
"""
OURS = WATCHED + "\nfrom tracker.__main__ import main\nmain()\n"
EMPTY = WATCHED + "\nApp().run()\n"


class Watched:
    """A program in a terminal that tells for how long its loop stood still."""

    def __init__(self, terminal: Terminal, told: Path) -> None:
        self.terminal, self._told = terminal, told

    def longest(self) -> float:
        """The longest time since it was asked last, in milliseconds."""
        self._told.unlink(missing_ok=True)
        self.terminal.program.send_signal(signal.SIGUSR1)
        while not self._told.exists() or not self._told.read_text():
            self.terminal.settle()
        return float(self._told.read_text()) * 1e3


def _phases(ours: Terminal, imported: Path) -> Iterator[str]:
    """What is done in turn, each told once it is done."""
    ours.settle(_LINGER)
    yield "start"
    for text in ("the open model ships", "le modèle", "telscope"):
        ours.do(["/"])
        for letter in text:
            ours.type(letter)
            ours.settle(0.08)
        ours.settle(1)
        ours.do(["\x15", ESCAPE, ESCAPE])
    yield "searches"
    ours.do(["x"])
    ours.type("\x13")
    while len(list(imported.parent.glob("*.csv"))) == 1:
        ours.settle()
    ours.settle(_LINGER)
    yield "report"
    ours.do(["I"])
    ours.type(str(imported))
    ours.settle(1)
    ours.do(["\x13"])
    ours.settle(_LINGER)
    ours.type("\x13")
    ours.settle(_LINGER)
    yield "import"


def write_claims(place: Path, count: int) -> None:
    """A table of so many claims that are in no archive."""
    with place.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("statement", "speaker", "said_on", "due_text"))
        for number in range(count):
            said_on = date(2020, 1, 1) + timedelta(days=number % 2_000)
            statement = f"The bridge number {number} is open to trains before the tunnel beside it"
            table.writerow((statement, f"Speaker {number % 700}", said_on, "by the end of 2027"))


def measure(place: Path, imported: int, home: str) -> bool:
    """Run both programs; whether the loop kept moving."""
    folder = Path(home)
    for name, script in (("ours.py", OURS), ("empty.py", EMPTY)):
        (folder / name).write_text(script, encoding="utf-8")
    copy, table = folder / "copy.tracker", folder / "new.csv"
    shutil.copy(place, copy)
    write_claims(table, imported)
    keeps = True
    with Terminal(str(folder / "empty.py"), str(folder / "empty.told"), home=home) as empty:
        idle = Watched(empty, folder / "empty.told")
        arguments = (str(folder / "ours.py"), "--db", str(copy), str(folder / "ours.told"))
        with Terminal(*arguments, home=home) as ours:
            moving = Watched(ours, folder / "ours.told")
            idle.longest()
            for phase in _phases(ours, table):
                gap, usual = moving.longest(), idle.longest()
                keeps &= gap <= LIMIT
                over = "" if gap <= LIMIT else "  over the limit"
                say(f"{phase:<20}{gap:>9.1f} ms{usual:>9.1f} ms{LIMIT:>9g} ms{over}")
    return keeps


def say(line: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description="Measure how long the screens ever stand still.")
    parser.add_argument("place", type=Path)
    parser.add_argument("--imported", type=int, default=10_000)
    options = parser.parse_args()
    say(f"{'longest gap':<20}{'ours':>12}{'empty app':>12}{'limit':>12}")
    with tempfile.TemporaryDirectory(dir=options.place.parent) as home:
        keeps = measure(options.place, options.imported, home)
    return 0 if keeps else 1


if __name__ == "__main__":
    sys.exit(main())
