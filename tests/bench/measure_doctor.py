"""How long the doctor takes, on a database of so many claims.

    python -m tests.bench.measure_doctor 100000

Claims are written through the program's own way to write, in steps of 5,000, which takes some minutes for 100,000.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.store.samples import a_claim, due
from tracker.store import changes, doctor, journal
from tracker.store.archive import Archive
from tracker.store.backup import Reason, make_backup

if TYPE_CHECKING:
    from sqlmodel import Session

AT_ONCE = 5_000
TIMES = 9


@journal.change
def keep_many(session: Session, start: int, count: int) -> None:
    """Keep claims in threads of five, each with quotation, source and tags."""
    for number in range(start, start + count):
        fields = a_claim(
            f"Claim {number}: the model ships within some weeks and is the best of its class",
            speaker=f"Speaker {number % 997}",
            subject=f"Subject {number % 301}",
            quote="« it will be here within weeks »",
            source_title=f"Article {number % 4_999}",
            source_url=f"https://example.org/{number % 4_999}",
            tags=(f"tag {number % 53}",),
            revises=number if number % 5 and number > start else None,
        )
        changes.add_claim(session, fields.model_copy(update=due("2025-07-14", "2025-07-20")))
    journal.name_step(session, f"keep {count} claims")


def seconds_of(archive: Archive, *, deep: bool) -> float:
    """How long one examination takes; what it finds would be a fault of this script."""
    started = time.perf_counter()
    found = doctor.examine(archive, deep=deep)
    assert found == [], found
    return time.perf_counter() - started


def main(count: int) -> None:
    """Measure and tell."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "claims.tracker"
        with Archive.open(str(place), user="ada") as archive:
            for start in range(0, count, AT_ONCE):
                archive.run(keep_many, start, min(AT_ONCE, count - start))
                sys.stderr.write(f"\r{start + AT_ONCE:,} claims")
            first = seconds_of(archive, deep=False)
            quick = statistics.median(seconds_of(archive, deep=False) for _ in range(TIMES))
            deep = seconds_of(archive, deep=True)
            started = time.perf_counter()
            backup = make_backup(place, Reason.ASKED, archive.clock())
            took = time.perf_counter() - started
        size = place.stat().st_size / 1e6
        sys.stdout.write(
            f"\n{count:,} claims, {size:.0f} MB: quick look {quick * 1e3:.0f} ms (the first {first * 1e3:.0f} ms), "
            f"deep look {deep:.1f} s, a checked backup of {backup.claims:,} claims {took:.2f} s\n"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
