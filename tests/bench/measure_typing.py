"""Measure a search from a key to the last that is drawn for it: ``python -m tests.bench.measure_typing FILE [FILE …]``.

In each FILE, a database, the same searches are typed letter by letter into the filter of the list. Where fzf is
installed, they are typed into it as well, over the statements of the first FILE, once as it looks for words as they
stand and once as it looks for their letters.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.bench.measure_search import typed_searches
from tests.bench.terminal import ESCAPE, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

REST = 1.0
"""Seconds without a word after which all has been drawn."""

FOR_FZF = 30.0
"""Seconds in which fzf has read a million lines."""

CLEAR = "\x15"


def statements_of(place: Path) -> list[str]:
    """What is claimed, each on one line."""
    with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as file:
        asked = "SELECT statement FROM claim WHERE trashed_at IS NULL ORDER BY id DESC"
        return [" ".join(text.split()) for (text,) in file.execute(asked)]


def typed(one: Terminal, searches: Iterable[Sequence[str]]) -> list[float]:
    """How many milliseconds each letter takes until the last of its answer is drawn."""
    times = []
    for search in searches:
        before = ""
        for text in search:
            times.append(one.last_answer(text[len(before) :], REST, text) * 1e3)
            before = text
        one.type(CLEAR)
        one.settle(REST)
    return times


def tell(name: str, times: Sequence[float]) -> None:
    """Write a line of the table."""
    median, most = statistics.median(times), statistics.quantiles(times, n=20, method="inclusive")[-1]
    sys.stdout.write(f"{name:<32}{len(times):>6} keys{median:>9.0f} ms{most:>9.0f} ms{max(times):>9.0f} ms\n")
    sys.stdout.flush()


def main() -> None:
    """Read the arguments, measure, and write the table."""
    parser = argparse.ArgumentParser(description="Measure a search from a key to the last that is drawn for it.")
    parser.add_argument("places", metavar="FILE", type=Path, nargs="+")
    parser.add_argument("--searches", type=int, default=6)
    options = parser.parse_args()
    statements = statements_of(options.places[0])
    searches = typed_searches(Random(8), statements, options.searches)  # noqa: S311 -- no secret
    sys.stdout.write(f"{'':<32}{'':>11}{'median':>12}{'95 of 100':>12}{'most':>12}\n")
    with tempfile.TemporaryDirectory() as home:
        for place in options.places:
            with Terminal("-m", "tracker", "--db", str(place.absolute()), home=home) as ours:
                ours.wait_for("help")
                ours.settle(3)
                ours.do([ESCAPE, "/"])
                tell(place.name, typed(ours, searches))
        if fzf := shutil.which("fzf"):
            lines = Path(home, "statements")
            lines.write_text("\n".join(statements), encoding="utf-8")
            for name, how in (("fzf, as it stands", "--exact"), ("fzf, its letters", "--extended")):
                with Terminal("-c", f"{fzf} {how} < {lines}", home=home, program="/bin/sh") as theirs:
                    theirs.settle(FOR_FZF)
                    tell(name, typed(theirs, searches))


if __name__ == "__main__":
    main()
