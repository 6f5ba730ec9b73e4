"""How well claims that say the same are found while a statement is typed, and how often others are taken for them.

    python -m tests.bench.measure_lookalikes ARCHIVE [--samples 200]

Statements of the archive are written again, with one to four words left out, moved, mistyped or replaced, and a third
of them cut short: the claim they were made from should be among those shown. Others get the names and numbers of
somewhere else, as they are and with words left out, moved and mistyped: whatever is shown for these is a false alarm.
Of statements of fewer words than may be told to be the same for sure, none that is not equal should be.
Times are of each question, once per word from the third on. Thresholds are chosen with some seeds and told of others.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from collections import Counter
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.claims.matching import WORDS_TO_BE_SURE, Likeness
from tracker.store.archive import Archive
from tracker.store.likeness import claims_like
from tracker.store.tables import claim
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

TODAY = date(2026, 6, 30)
SHOWN = 3
_TELLING = re.compile(r"\b(?:\d[\d.,]*|[A-ZÀ-Ý]\w{3,})\b")
"""Numbers and names; shorter words with a capital are mostly no names, but stand first."""


def some_statements(session: Session, luck: Random, count: int) -> list[tuple[int, str]]:
    """Claims taken by chance, with their statements; all of them where there are no more."""
    every = list(session.execute(select(claim.id).where(claim.trashed_at.is_(None))).scalars())
    wanted = luck.sample(every, min(count, len(every)))
    which = claim.id.in_(wanted) if len(wanted) < len(every) else claim.trashed_at.is_(None)
    return [tuple(row) for row in session.execute(select(claim.id, claim.statement).where(which))]


def written_again(luck: Random, statement: str, others: Sequence[str]) -> str:
    """The statement in somebody else's hand."""
    words = statement.split()
    for _ in range(luck.randint(1, 4)):
        at = luck.randrange(len(words))
        how = luck.randrange(4)
        if how == 0 and len(words) > 4:
            del words[at]
        elif how == 1:
            words.insert(luck.randrange(len(words)), words.pop(at))
        elif how == 2 and len(words[at]) > 3:
            place = luck.randrange(len(words[at]) - 1)
            words[at] = words[at][:place] + words[at][place + 1] + words[at][place] + words[at][place + 2 :]
        else:
            words[at] = luck.choice(luck.choice(others).split())
    return " ".join(words[: max(4, int(len(words) * 0.7))] if luck.random() < 0.3 else words)


def of_elsewhere(luck: Random, statement: str, others: Sequence[str]) -> str:
    """The same phrases about other names and numbers."""
    told = [word for other in luck.sample(others, min(60, len(others))) for word in _TELLING.findall(other)]
    names = [word for word in told if not word[0].isdigit()]
    numbers = [word for word in told if word[0].isdigit()] or ["17"]
    return _TELLING.sub(lambda found: luck.choice(numbers if found[0][0].isdigit() else names), statement)


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description="How well look-alikes are found.")
    parser.add_argument("archive")
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--processor-time", action="store_true", help="what this process works, not what passes")
    options = parser.parse_args()
    now = time.process_time if options.processor_time else time.perf_counter
    luck = Random(options.seed)  # noqa: S311 -- it picks test data, no secrets
    with Archive.open(options.archive, must_exist=True) as archive:
        chosen = archive.run(some_statements, luck, options.samples)
        others = [statement for _, statement in archive.run(some_statements, luck, 2_000)]
        found: Counter[str] = Counter()
        times: list[float] = []
        for number, statement in chosen:
            words = written_again(luck, statement, others).split()
            for typed in range(3, len(words) + 1):
                started = now()
                near = archive.run(claims_like, " ".join(words[:typed]), SHOWN)
                times.append((now() - started) * 1_000)
            found["found"] += number in {one.claim_id for one in near}
            alarms = archive.run(claims_like, of_elsewhere(luck, statement, others), SHOWN)
            found["alarm"] += bool(alarms)
            found["alarm, the same"] += any(one.likeness is Likeness.SAME for one in alarms)
            other_hand = written_again(luck, of_elsewhere(luck, statement, others), others)
            found["alarm, other hand"] += bool(archive.run(claims_like, other_hand, SHOWN))
            short = " ".join(words[: WORDS_TO_BE_SURE - 1])
            found["short"] += any(
                one.likeness is Likeness.SAME and words_of(one.statement) != words_of(short)
                for one in archive.run(claims_like, short, SHOWN)
            )
    count, p95 = len(chosen), statistics.quantiles(times, n=20)[-1]
    lines = [
        f"{count} statements written again: {found['found'] / count:.1%} found among {SHOWN}",
        f"{count} of elsewhere: {found['alarm'] / count:.1%} alarms, {found['alarm, the same'] / count:.1%} sure ones",
        f"{count} of elsewhere in another hand: {found['alarm, other hand'] / count:.1%} alarms",
        f"{count} of fewer than {WORDS_TO_BE_SURE} words: {found['short']} taken for the same as another",
        f"{len(times):,} questions: median {statistics.median(times):.1f} ms, p95 {p95:.1f}, most {max(times):.1f}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
