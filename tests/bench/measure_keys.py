"""Measure how soon a key shows: ``python tests/bench/measure_keys.py [--claims 50000] [--samples 40] [--db FILE]``.

The program runs in a pseudo-terminal on so many claims, and beside it an empty Textual app that repaints one line at
each key. Keys go to both in turn; measured is the time from the key to the first thing that is written for it. No key
may take longer than twice what the empty app takes in the same run: by the median, which a table tells with the 95th
percentile. With ``--db`` the claims are kept in FILE, or taken from it when it is there.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tracker.claims.model import ClaimFields
from tracker.claims.vocabulary import Kind
from tracker.store import changes
from tracker.store.archive import Archive
from tracker.store.journal import change, name_step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

LIMIT = 2.0
"""How many times the empty app's median a key may take."""

ROOT = Path(__file__).parents[2]
QUIET = 0.25
PATIENCE = 60
IN_ONE_STEP = 5_000
DOWN, PAGE_DOWN, ESCAPE = "\x1b[B", "\x1b[6~", "\x1b"

EMPTY_APP = """
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from rich.segment import Segment

class Line(Widget, can_focus=True):
    pressed = 0

    def render_line(self, y):
        return Strip([Segment(f"{self.pressed:>10}" if y == 0 else " " * 10)]).adjust_cell_length(self.size.width)

    def on_key(self):
        self.pressed += 1
        self.refresh(Region(0, 0, 10, 1))

class Empty(App):
    def compose(self):
        yield Line()

    def on_mount(self):
        self.query_one(Line).focus()

Empty().run()
"""


@dataclass
class Probe:
    """Keys that are measured in turn, and what is pressed before the first, after each, and after the last."""

    name: str
    keys: Sequence[str]
    before: Sequence[str] = ()
    after_each: Sequence[str] = ()
    after: Sequence[str] = ()
    ours: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)


PROBES = (
    Probe("down", (DOWN,)),
    Probe("page down", (PAGE_DOWN,)),
    Probe("space", (" ",)),
    Probe("a letter in the filter", tuple("open model"), before=("g", "/"), after=("\x15", ESCAPE)),
    Probe("opening help", ("?",), after_each=(ESCAPE,)),
    Probe("a letter in the form", ("w",), before=("a",), after=(ESCAPE,)),
)


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, *command: str, home: str) -> None:
        self._end, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        environment |= {"XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home}
        command = (sys.executable, *command)
        self.program = subprocess.Popen(
            command, stdin=inside, stdout=inside, stderr=inside, env=environment, start_new_session=True
        )
        os.close(inside)

    def press(self, key: str) -> float:
        """Press a key and wait for the first thing written; how many seconds that took."""
        started = time.perf_counter()
        os.write(self._end, key.encode())
        if not select.select([self._end], [], [], PATIENCE)[0]:
            raise TimeoutError(f"nothing was written for {key!r}")
        os.read(self._end, 1 << 20)
        return time.perf_counter() - started

    def settle(self) -> None:
        """Wait until nothing more is written."""
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until and select.select([self._end], [], [], QUIET)[0]:
            os.read(self._end, 1 << 20)

    def do(self, keys: Sequence[str]) -> None:
        """Press keys, each once the one before is dealt with."""
        for key in keys:
            self.press(key)
            self.settle()

    def __enter__(self) -> Self:
        self.press("")
        self.settle()
        return self

    def __exit__(self, *_: object) -> None:
        self.program.kill()
        self.program.wait()
        os.close(self._end)


@change
def keep_many(session: Session, first: int, last: int) -> None:
    """Keep claims with these numbers, each fourth of which moves the one before it."""
    name_step(session, f"keep claims {first} to {last}")
    for number in range(first, last + 1):
        said_on = date(2020, 1, 1) + timedelta(days=number % 2_000)
        start = said_on + timedelta(days=number % 300)
        fields = ClaimFields(
            statement=f"The open model number {number} ships with more parameters than number {number - 1}",
            speaker=f"Speaker {number % 700}",
            subject=f"Subject {number // 4}",
            kind=tuple(Kind)[number % len(Kind)],
            said_on=said_on,
            due_text=f"by {start:%d %B %Y}",
            due_start=start,
            due_end=start + timedelta(days=30),
            source_title=f"Article {number // 3}",
            source_publisher=f"Publisher {number % 90}",
            quote="It ships with more parameters than the one before it.",
        )
        changes.add_claim(session, fields)


def keep_claims(place: Path, count: int) -> None:
    """Make an archive with so many claims, unless it is there."""
    if place.exists():
        return
    with Archive.open(str(place), user="bench") as archive:
        for first in range(1, count + 1, IN_ONE_STEP):
            archive.run(keep_many, first, min(count, first + IN_ONE_STEP - 1))


def measure(place: Path, samples: int, home: str) -> None:
    """Press each key so many times, in turn in both programs."""
    script = Path(home) / "empty.py"
    script.write_text(EMPTY_APP, encoding="utf-8")
    with Terminal(str(script), home=home) as empty, Terminal("-m", "tracker", "--db", str(place), home=home) as ours:
        for probe in PROBES:
            ours.do(probe.before)
            for number in range(samples):
                probe.empty.append(empty.press("x"))
                empty.settle()
                probe.ours.append(ours.press(probe.keys[number % len(probe.keys)]))
                ours.settle()
                ours.do(probe.after_each)
            ours.do(probe.after)


def say(line: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(line + "\n")


def report() -> bool:
    """Write the table; whether every key keeps to the limit."""
    say(f"{'key':<24}{'median':>10}{'p95':>10}{'empty':>10}{'p95':>10}{'ratio':>8}")
    keeps = True
    for probe in PROBES:
        (median, late), (usual, usual_late) = _figures(probe.ours), _figures(probe.empty)
        keeps &= median <= LIMIT * usual
        told = "".join(f"{figure * 1e3:>7.1f} ms" for figure in (median, late, usual, usual_late))
        say(f"{probe.name:<24}{told}{median / usual:>7.2f}×{'' if median <= LIMIT * usual else '  over the limit'}")
    return keeps


def _figures(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description="Measure how soon a key shows.")
    parser.add_argument("--claims", type=int, default=50_000)
    parser.add_argument("--samples", type=int, default=40)
    parser.add_argument("--db", type=Path, help="an archive to measure on; made when it is not there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.db or Path(folder) / "claims.tracker"
        keep_claims(place, options.claims)
        measure(place, options.samples, folder)
    return 0 if report() else 1


if __name__ == "__main__":
    sys.exit(main())
