"""Measure how soon claims are on the screen: ``python -m tests.bench.measure_start FILE [FILE …] [--samples 11]``.

Each FILE is a database; beside them an empty Textual app is started, and harlequin where it is installed. All start in
turn in a pseudo-terminal; measured is the time from the start of the process until the first claim, or the empty app's
line, is written, and until the list takes all keys, how long a move to the next claim takes that is asked for when the
first one is written, and the most memory the process has had by then.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.terminal import DOWN, Terminal

_AT_THE_CURSOR = "▸"

EMPTY_APP = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("an empty app")

Empty().run()
"""


@dataclass
class Start:
    """A program, what it writes first and when it is ready, and how long that took each time, in seconds."""

    name: str
    command: list[str]
    first: str
    ready: str = ""
    firsts: list[float] = field(default_factory=list)
    moves: list[float] = field(default_factory=list)
    readies: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def start_once(one: Start, home: str) -> None:
    """Start a program, wait for what it writes, and end it."""
    program, *arguments = one.command
    terminal = Terminal(*arguments, home=home, program=program)
    try:
        one.firsts.append(terminal.wait_for(one.first) - terminal.started)
        one.memory.append(terminal.most_memory)
        if one.ready:
            one.moves.append(terminal.press(DOWN, shows=_AT_THE_CURSOR))
            one.readies.append(terminal.wait_for(one.ready) - terminal.started)
    finally:
        terminal.end()


def newest_statement(place: Path) -> str:
    """What the first line of the list begins with."""
    with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as file:
        question = "SELECT statement FROM claim WHERE trashed_at IS NULL ORDER BY said_on DESC, id DESC LIMIT 1"
        return str(file.execute(question).fetchone()[0])[:12]


def say(line: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(line + "\n")


def main() -> None:
    """Read the arguments, measure, and write the table."""
    parser = argparse.ArgumentParser(description="Measure how soon claims are on the screen.")
    parser.add_argument("places", metavar="FILE", type=Path, nargs="+")
    parser.add_argument("--samples", type=int, default=11)
    options = parser.parse_args()
    empty = Start("an empty Textual app", [sys.executable, "-c", EMPTY_APP], "an empty app")
    starts = [empty]
    for place in options.places:
        command = [sys.executable, "-m", "tracker", "--db", str(place.absolute())]
        starts.append(Start(place.name, command, newest_statement(place), ready="help"))
        if harlequin := shutil.which("harlequin"):
            starts.append(Start(f"harlequin, {place.name}", [harlequin, "-a", "sqlite", str(place)], "Query"))
    with tempfile.TemporaryDirectory() as home:
        for _ in range(options.samples):
            for one in starts:
                start_once(one, home)
    usual = statistics.median(empty.firsts)
    say(f"{'':<32}{'first paint':>12}{'ratio':>8}{'first move':>12}{'all keys':>12}{'memory':>10}")
    for one in starts:
        first = statistics.median(one.firsts)
        move, ready = (f"{statistics.median(took) * 1e3:>9.0f} ms" if took else "" for took in (one.moves, one.readies))
        memory = statistics.median(one.memory)
        say(f"{one.name:<32}{first * 1e3:>9.0f} ms{first / usual:>7.2f}×{move:>12}{ready:>12}{memory:>6.0f} MiB")


if __name__ == "__main__":
    main()
