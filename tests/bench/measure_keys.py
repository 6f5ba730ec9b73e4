"""Measure how soon a key shows: ``python -m tests.bench.measure_keys [--claims 50000] [--samples 40] [--db FILE]``.

The program runs in a pseudo-terminal on so many claims, and beside it an empty Textual app that does the same without
any: repaints a line, or a page of lines, takes a letter, opens a dialogue. Keys go to both in turn; measured is the
time from the key to the first thing that is written for it, or to what a dialogue says. No key may take longer than
twice what the empty app takes in the same run: by the median, which a table tells with the 95th percentile.

With ``--db`` the claims are kept in FILE, or taken from it when it is there.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.terminal import DOWN, ESCAPE, PAGE_DOWN, Terminal
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

IN_ONE_STEP = 5_000

EMPTY_APP = """
from rich.segment import Segment
from textual.app import App
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

class Page(Widget, can_focus=True):
    pressed = 0

    def render_line(self, y):
        return Strip([Segment(f"{self.pressed:>10} {y}" * 5)]).adjust_cell_length(self.size.width)

    def on_key(self, event):
        if event.key in {"l", "p"}:
            self.pressed += 1
            self.refresh(*([Region(0, 0, self.size.width, 1)] if event.key == "l" else []))

class Dialog(ModalScreen):
    BINDINGS = [("escape", "dismiss")]

    def compose(self):
        yield Static("a line\\n" * 30)

class Empty(App):
    BINDINGS = [("d", "dialog"), ("i", "type")]
    CSS = "Page { height: 1fr; } Input { dock: bottom; }"

    def compose(self):
        yield Page()
        yield Input()

    def on_mount(self):
        self.query_one(Page).focus()

    def action_dialog(self):
        self.push_screen(Dialog())

    def action_type(self):
        self.query_one(Input).focus()

    def key_escape(self):
        self.query_one(Page).focus()

Empty().run()
"""
"""Without claims: ``l`` repaints one line, ``p`` a page of lines, ``d`` opens a dialogue, ``i`` starts typing."""


@dataclass(frozen=True)
class Walk:
    """Keys that are measured in turn, and what is pressed before the first, after each, and after the last.

    After a key so many seconds of ``rest`` are given for what it asks of the archive. What it ``shows`` is waited for,
    where something else is written before.
    """

    keys: Sequence[str]
    before: Sequence[str] = ()
    after_each: Sequence[str] = ()
    after: Sequence[str] = ()
    rest: float = 0.0
    shows: str = ""


@dataclass
class Probe:
    """A key of the program beside the same thing in the empty app."""

    name: str
    ours: Walk
    empty: Walk
    times: list[float] = field(default_factory=list)
    empty_times: list[float] = field(default_factory=list)


LINE, LINES = Walk(("l",)), Walk(("p",))
TYPING, DIALOGUE = Walk(("w",), before=("i",), after=(ESCAPE,)), Walk(("d",), after_each=(ESCAPE,), shows="a line")
PROBES = (
    Probe("down", Walk((DOWN,), before=("g",)), LINE),
    Probe("page down", Walk((PAGE_DOWN,), before=("g",)), LINES),
    Probe("space", Walk((" ",), before=("g",), after=(ESCAPE,)), LINE),
    Probe(
        "a letter in the filter",
        Walk(tuple("open model"), before=("g", "/"), after=("\x15", ESCAPE, ESCAPE), rest=1.5),
        TYPING,
    ),
    Probe("opening help", Walk(("?",), after_each=(ESCAPE,), shows="Show every key"), DIALOGUE),
    Probe("a letter in the form", Walk(("w",), before=("a",), after=(ESCAPE,)), TYPING),
)


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
    with (
        Terminal(str(script), home=home) as empty,
        Terminal("-m", "tracker", "--db", str(place.absolute()), home=home) as ours,
    ):
        for probe in PROBES:
            sides = ((empty, probe.empty, probe.empty_times), (ours, probe.ours, probe.times))
            for terminal, walk, _ in sides:
                terminal.do(walk.before)
            for number in range(samples):
                for terminal, walk, times in sides:
                    times.append(terminal.press(walk.keys[number % len(walk.keys)], walk.shows))
                    terminal.settle(walk.rest)
                    terminal.do(walk.after_each)
            for terminal, walk, _ in sides:
                terminal.do(walk.after)


def say(line: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(line + "\n")


def report() -> bool:
    """Write the table; whether every key keeps to the limit."""
    say(f"{'key':<24}{'median':>10}{'p95':>10}{'empty':>10}{'p95':>10}{'ratio':>8}")
    keeps = True
    for probe in PROBES:
        (median, late), (usual, usual_late) = _figures(probe.times), _figures(probe.empty_times)
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
