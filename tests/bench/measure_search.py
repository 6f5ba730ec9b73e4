"""How long searches take, beside a look through every text in the same run; and beside fzf where it is installed.

    python -m tests.bench.measure_search ARCHIVE [--searches 60]

Searches are typed letter by letter: one to three words that stand in some claim of the archive, the last of them
growing. Each key asks for the first page of the list, a hundred lines as they are shown, and then how many claims there
are, which the list tells after it; some keys ask for the numbers of as many claims by a scan with LIKE over the same
texts, too.

Then two to four words that stand side by side are mistyped in one or two places. Each is asked for the nearest claims,
and ``--compared`` of them are compared with every text there is: how often are the best of the nearest claims as near
as the best of all? A word mistyped so that it is there all the same is asked for too.

``--processor-time`` counts what this process works instead of what passes, for a machine that others work on.
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
from string import ascii_lowercase
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from sqlalchemy import or_, select

from tests.bench.measure_lookalikes import TODAY, some_statements
from tracker.store import queries
from tracker.store.archive import Archive
from tracker.store.filters import parse_filter
from tracker.store.nearest import NEAR_ENOUGH, nearest_claims
from tracker.store.tables import claim, search_text
from tracker.store.word_index import texts_kept
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlmodel import Session

    from tracker.store.rows import Page

CLOCK = {"now": time.perf_counter}
FIRST = 100
AT_ONCE = 1_000
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


def first_page(session: Session, text: str) -> Page:
    """The first claims that the filter finds, as the list shows them."""
    return queries.first_claims(session, parse_filter(text), TODAY, FIRST)


def count(session: Session, text: str) -> int:
    """How many claims the filter finds."""
    return queries.claim_count(session, parse_filter(text), TODAY)


def by_scan(session: Session, text: str) -> list[int]:
    """The first claims in whose texts the words occur, looked at one by one."""
    held = [or_(search_text.statement.contains(word), search_text.around.contains(word)) for word in text.split()]
    asked = select(claim.id).join(search_text.claim_id.table, search_text.claim_id == claim.id)
    return list(session.execute(asked.where(*held).order_by(claim.id.desc()).limit(FIRST)).scalars())


def mistyped(luck: Random, statements: Sequence[str], count: int) -> list[str]:
    """Some words of statements, side by side, with one or two slips in them."""
    searches = []
    for _ in range(count):
        words = words_of(luck.choice(statements))
        some = luck.randint(2, 4)
        start = luck.randrange(max(1, len(words) - some + 1))
        few = words[start : start + some]
        for _ in range(luck.randint(1, 2)):
            at = luck.randrange(len(few))
            few[at] = with_a_slip(luck, few[at])
        searches.append(" ".join(few))
    return searches


def with_a_slip(luck: Random, word: str) -> str:
    """A word with a letter left out, put in or taken for another, or with two exchanged."""
    at, letter = luck.randrange(len(word)), luck.choice(ascii_lowercase)
    how = luck.randrange(4)
    if how == 0 and len(word) > 1:
        return word[:at] + word[at + 1 :]
    if how <= 1:
        return word[:at] + letter + word[at:]
    if how == 2:
        return word[:at] + letter + word[at + 1 :]
    at = min(at, max(0, len(word) - 2))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def best_of_all(session: Session, searches: Sequence[str]) -> list[float]:
    """How near the nearest text there is comes to each search; none is nearer than ``NEAR_ENOUGH`` that is not."""
    best = [NEAR_ENOUGH] * len(searches)
    asked = select(search_text.statement, search_text.around).execution_options(yield_per=AT_ONCE)
    for rows in session.execute(asked).partitions(AT_ONCE):
        texts = [text for row in rows for text in row]
        for place, search in enumerate(searches):
            found = process.extractOne(search, texts, scorer=fuzz.partial_ratio, score_cutoff=best[place])
            best[place] = max(best[place], found[1] if found else 0.0)
    return best


def best_of_near(session: Session, search: str) -> float:
    """How near the nearest of the claims that are shown comes to a search."""
    numbers = [row.claim_id for row in nearest_claims(session, search, TODAY).rows]
    near = (fuzz.partial_ratio(search, text) for texts in texts_kept(session, numbers).values() for text in texts)
    return max(near, default=NEAR_ENOUGH)


def timed(question: Callable[[], object]) -> float:
    """How many milliseconds a question takes."""
    started = CLOCK["now"]()
    question()
    return (CLOCK["now"]() - started) * 1_000


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
    parser.add_argument("--mistyped", type=int, default=200, help="how many mistyped searches are timed")
    parser.add_argument("--compared", type=int, default=100, help="how many of them are compared with every text")
    parser.add_argument("--seed", type=int, default=13, help="which mistyped searches these are")
    parser.add_argument("--processor-time", action="store_true")
    options = parser.parse_args()
    if options.processor_time:
        CLOCK["now"] = time.process_time
    luck = Random(12)  # noqa: S311 -- it picks test data, no secrets
    with Archive.open(options.archive, must_exist=True) as archive, TemporaryDirectory() as folder:
        statements = [statement for _, statement in archive.run(some_statements, luck, 2_000)]
        lines = Path(folder) / "statements.txt"
        if shutil.which("fzf"):
            lines.write_text("\n".join(statement for _, statement in archive.run(some_statements, luck, 10**9)))
        keys = [text for texts in typed_searches(luck, statements, options.searches) for text in texts]
        times: dict[str, list[float]] = {
            "page": [],
            "count": [],
            "page, same keys": [],
            "LIKE": [],
            "fzf": [],
            "mistyped": [],
        }
        for place, text in enumerate(keys):
            taken = timed(partial(archive.run, first_page, text))
            times["page"].append(taken)
            times["count"].append(timed(partial(archive.run, count, text)))
            if place % SCANNED_EVERY == 0:
                times["page, same keys"].append(taken)
                times["LIKE"].append(timed(partial(archive.run, by_scan, text)))
                if shutil.which("fzf"):
                    times["fzf"].append(by_fzf(lines, text))
        searches = mistyped(Random(options.seed), statements, options.mistyped)  # noqa: S311 -- as above
        first = timed(partial(archive.run, nearest_claims, "zzzzzz", TODAY))
        times["mistyped"] = [timed(partial(archive.run, nearest_claims, one, TODAY)) for one in searches]
        compared = searches[: options.compared]
        best = archive.run(best_of_all, compared)
        near = [archive.run(best_of_near, one) for one in compared]
    told = [f"{name:<18}{in_words(of_it)}" for name, of_it in times.items() if of_it]
    told.append(f"the words of all claims are read once, in {first:.1f} ms")
    if compared:
        short = [one for one, mine, there in zip(compared, near, best, strict=True) if mine < there]
        told.append(f"{len(compared) - len(short)} of {len(compared)} mistyped as near as the best of all claims")
        told += [f"    not so: {one}" for one in short]
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    main()
