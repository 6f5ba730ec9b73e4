"""How long searches take, beside a look through every text in the same run; and beside fzf where it is installed.

    python -m tests.bench.measure_search ARCHIVE [--searches 60]

Searches are typed letter by letter: one to three words that stand in some claim of the archive, the last of them
growing. Each key asks for the first hundred numbers of claims, newest written first, of the index and of a scan with
LIKE over the same texts, in turn. Last the nearest is looked for of words that are mistyped once.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from tests.bench.measure_lookalikes import TODAY, some_statements
from tracker.store.archive import Archive
from tracker.store.filters import conditions, parse_filter
from tracker.store.spelling import nearest_filter
from tracker.store.tables import claim, search_text, standing
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlmodel import Session

FIRST = 100
SCANNED_EVERY = 10
"""Of so many keys one is answered by a scan too, which takes long."""


def typed_searches(luck: Random, statements: Sequence[str], count: int) -> list[list[str]]:
    """The texts that are there after each key of each search."""
    searches = []
    for _ in range(count):
        words = words_of(luck.choice(statements))
        some = luck.randint(1, 3)
        start = luck.randrange(max(1, len(words) - some))
        whole = " ".join(words[start : start + some])
        searches.append([whole[:end] for end in range(2, len(whole) + 1) if whole[end - 1] != " "])
    return searches


def by_index(session: Session, text: str) -> list[int]:
    """The first claims that the filter finds."""
    number = standing.claim_id
    asked = select(number).where(*conditions(parse_filter(text), TODAY)).order_by(number.desc()).limit(FIRST)
    return list(session.execute(asked).scalars())


def by_scan(session: Session, text: str) -> list[int]:
    """The first claims in whose texts the words occur, looked at one by one."""
    held = [or_(search_text.statement.contains(word), search_text.around.contains(word)) for word in text.split()]
    asked = select(claim.id).join(search_text.claim_id.table, search_text.claim_id == claim.id)
    return list(session.execute(asked.where(*held).order_by(claim.id.desc()).limit(FIRST)).scalars())


def with_a_slip(luck: Random, word: str) -> str:
    """A word with two letters exchanged."""
    at = luck.randrange(max(1, len(word) - 1))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def timed(question: Callable[[], object]) -> float:
    """How many milliseconds a question takes."""
    started = time.perf_counter()
    question()
    return (time.perf_counter() - started) * 1_000


def by_fzf(statements: Path, text: str) -> float:
    """How many milliseconds fzf takes for the same words, its start included."""
    with statements.open(encoding="utf-8") as lines:
        command = ["fzf", "--filter", text, "--exact"]
        return timed(lambda: subprocess.run(command, stdin=lines, stdout=subprocess.DEVNULL, check=False))


def in_words(times: Sequence[float]) -> str:
    """The figures of some times."""
    if len(times) < 2:
        return "too few"
    parts = statistics.quantiles(times, n=100)
    return f"{len(times):>5} asked: median {parts[49]:8.1f} ms   p95 {parts[94]:8.1f}   most {max(times):8.1f}"


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description="How long searches take.")
    parser.add_argument("archive")
    parser.add_argument("--searches", type=int, default=60)
    options = parser.parse_args()
    luck = Random(12)  # noqa: S311 -- it picks test data, no secrets
    with Archive.open(options.archive, must_exist=True) as archive, TemporaryDirectory() as folder:
        statements = [statement for _, statement in archive.run(some_statements, luck, 2_000)]
        lines = Path(folder) / "statements.txt"
        lines.write_text("\n".join(statement for _, statement in archive.run(some_statements, luck, 10**9)))
        keys = [text for texts in typed_searches(luck, statements, options.searches) for text in texts]
        times: dict[str, list[float]] = {"index": [], "index, same keys": [], "LIKE": [], "fzf": [], "mistyped": []}
        for place, text in enumerate(keys):
            taken = timed(partial(archive.run, by_index, text))
            times["index"].append(taken)
            if place % SCANNED_EVERY == 0:
                times["index, same keys"].append(taken)
                times["LIKE"].append(timed(partial(archive.run, by_scan, text)))
                if shutil.which("fzf"):
                    times["fzf"].append(by_fzf(lines, text))
        mistyped = [with_a_slip(luck, text.split()[-1]) for text in keys[:: len(keys) // options.searches or 1]]
        times["mistyped"] = [timed(partial(archive.run, nearest_filter, word, TODAY)) for word in mistyped]
    told = [f"{name:<18}{in_words(of_it)}" for name, of_it in times.items() if of_it]
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    main()
