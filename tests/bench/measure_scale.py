"""Measure what grows with an archive: ``python -m tests.bench.measure_scale PLACE [--small SMALL] [--samples 7]``.

PLACE is an archive that ``make_archive`` made, of a million claims at best; SMALL one of 10,000, which is made when it
is not told. Every line of the table is a median of several runs, beside what a bare program takes for the same in the
same run, or a bound: pages and counts of lists, the review queue, the report ``claims`` as CSV, the record of all
speakers, one claim more, an import of so many. What is written is written to copies. Times are the processor's, which
others at work on the machine change least; but by the clock for a report, which keeps two processors at work, and for
one claim more, most of which is waiting for the disk.
"""

from __future__ import annotations

import argparse
import csv
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.make_archive import IN_ONE_STEP, TODAY, Invention, keep_many, make
from tracker.claims.model import ClaimFields
from tracker.store import changes, queries
from tracker.store.archive import Archive
from tracker.store.filters import parse_filter
from tracker.store.record import RecordGroup, record_by

if TYPE_CHECKING:
    from collections.abc import Callable

FILTERS = (
    *("", "status:overdue", "status:open", "status:settled", "status:no-date", "kind:delay", "due:2027", "tag:alber"),
    *(
        "speaker:zoé",
        "subject:alber",
        "status:overdue kind:release due:<2025",
        "speaker:nobody",
        "source:journal",
        "source:alber",
        "the source:journal",
        "sort:-said",
        "sort:speaker",
    ),
)
IMPORTED = 20_000
_MILLISECONDS = 1e3
_SHELL_QUERY = """
SELECT c.id, c.statement, c.kind, o.name, p.name, c.said_on, c.language, c.due_text, c.due_start, c.due_end,
    c.due_grain, c.due_open, c.due_rule, c.due_edtf, c.revises_id, c.depends_on_id, c.criteria, s.fixed_status,
    s.due_from, s.verdict,
    v.occurred_on, v.decided_on, v.decided_by, v.reason, s.slips, s.slip_days, s.moved, c.review_on,
    (SELECT probability FROM credence WHERE claim_id = c.id ORDER BY id DESC LIMIT 1),
    (SELECT group_concat(g.name, '; ') FROM claim_tag AS l JOIN tag AS g ON g.id = l.tag_id WHERE l.claim_id = c.id),
    c.notes, q.quote, q.quote_prefix, q.quote_suffix, q.via, t.title, t.publisher, t.author, t.url, t.archive_url,
    t.published_on, t.language, t.type,
    (SELECT count(DISTINCT source_id) FROM citation WHERE claim_id = c.id AND role = 'states'),
    w.url, e.quote, w.published_on, c.created_at, c.updated_at, c.version
FROM claim AS c CROSS JOIN standing AS s ON s.claim_id = c.id
LEFT JOIN speaker AS p ON p.id = c.speaker_id LEFT JOIN subject AS o ON o.id = c.subject_id
LEFT JOIN citation AS q ON q.id = (SELECT min(id) FROM citation WHERE claim_id = c.id AND role = 'states')
LEFT JOIN source AS t ON t.id = q.source_id LEFT JOIN verdict AS v ON v.id = s.verdict_id
LEFT JOIN citation AS e ON e.id = v.evidence_id AND s.verdict <> '' LEFT JOIN source AS w ON w.id = e.source_id
WHERE NOT s.is_trashed ORDER BY c.id;
"""
_RAW_CLAIM = "CREATE TABLE bare (id INTEGER PRIMARY KEY, statement, kind, said_on, due_text, notes)"
_RAW_INSERT = "INSERT INTO bare (statement, kind, said_on, due_text, notes) VALUES (?, ?, ?, ?, ?)"


class Table:
    """The lines of the table, and whether all of them keep to their limits."""

    def __init__(self) -> None:
        self.keeps = True
        say(f"{'what':<52}{'ours':>12}{'peer':>12}{'ratio':>8}{'limit':>11}")

    def in_time(self, what: str, ours: float, limit: float) -> None:
        """A time in milliseconds beside its bound."""
        self._add(what, f"{ours:,.1f} ms", "", "", f"{limit:g} ms", is_kept=ours <= limit)

    def beside(self, what: str, ours: float, peer: float, limit: float) -> None:
        """A time in milliseconds beside that of a peer."""
        figures = (f"{ours:,.1f} ms", f"{peer:,.1f} ms", f"{ours / peer:.2f}×")
        self._add(what, *figures, f"{limit:g}×", is_kept=ours <= limit * peer)

    def in_room(self, what: str, ours: float, peer: float, limit: float) -> None:
        """Memory in MiB beside that of a peer."""
        figures = (f"{ours:,.0f} MiB", f"{peer:,.0f} MiB", f"{ours / peer:.2f}×")
        self._add(what, *figures, f"{limit:g} MiB", is_kept=ours <= limit)

    def _add(self, what: str, ours: str, peer: str, ratio: str, limit: str, *, is_kept: bool) -> None:  # noqa: PLR0913
        self.keeps &= is_kept
        say(f"{what:<52}{ours:>12}{peer:>12}{ratio:>8}{limit:>11}{'' if is_kept else '  over the limit'}")


def say(line: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def median_of(
    samples: int, work: Callable[[], object], taken: Callable[[Callable[[], object]], float] | None = None
) -> float:
    """How many milliseconds some work takes, after a first time that is not counted."""
    work()
    return statistics.median((taken or milliseconds)(work) for _ in range(samples))


def milliseconds(work: Callable[[], object]) -> float:
    """How long some work takes on the processor, here and in the programs that it starts."""
    started = _on_the_processor()
    work()
    return (_on_the_processor() - started) * _MILLISECONDS


def waited(work: Callable[[], object]) -> float:
    """How long some work takes by the clock."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * _MILLISECONDS


def _on_the_processor() -> float:
    sides = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(side.ru_utime + side.ru_stime for side in sides)


def measure_lists(table: Table, archive: Archive, samples: int) -> None:
    """Pages, counts, jumps and the review queue."""
    for text in FILTERS:
        terms = parse_filter(text)
        page = archive.run(queries.list_claims, terms, TODAY, 0, 60)
        first = partial(archive.run, queries.first_claims, terms, TODAY, 60)
        is_found = page.total > 60
        table.in_time(f"first page: {text or 'all'}", median_of(samples, first), 10 if is_found else 100)
        count = median_of(samples, partial(archive.run, queries.claim_count, terms, TODAY))
        table.in_time(f"count of {page.total:,}: {text or 'all'}", count, 100)
    everything = archive.run(queries.list_claims, (), TODAY, 0, 60)
    for name, share in (("a quarter", 0.25), ("the middle", 0.5), ("three quarters", 0.75), ("the end", 1)):
        offset = max(0, int(everything.total * share) - 60)
        jump = partial(archive.run, queries.list_claims, (), TODAY, offset, 60, everything)
        table.in_time(f"jump to {name}", median_of(samples, jump), 40)
    waiting = archive.run(queries.review_count, TODAY)
    table.in_time(
        f"review queue of {waiting:,}", median_of(samples, partial(archive.run, queries.review_queue, TODAY)), 50
    )


def measure_record(table: Table, archive: Archive, samples: int) -> None:
    """The record of all speakers, with the median slip."""
    record = partial(archive.run, record_by, RecordGroup.SPEAKER, TODAY)
    table.in_time("record of all speakers, with median slip", median_of(samples, record), 600)


def measure_export(table: Table, place: Path, small: Path, folder: Path, samples: int) -> None:
    """The report ``claims`` as CSV beside SQLite's own shell, each in a process of its own."""
    ours, little = (
        [sys.executable, "-m", "tracker", "--db", str(path), "report", "claims", "--force", "-o", str(folder / "a.csv")]
        for path in (place, small)
    )
    shell = ["sqlite3", "-csv", "-header", str(place), f".once {folder / 'peer.csv'}", _SHELL_QUERY]
    of_small = _run(little)[1]
    pairs = [(_run(ours), _run(shell)) for _ in range(max(1, samples // 3))]
    times = [statistics.median(one[0] for one in side) for side in zip(*pairs, strict=True)]
    table.beside("report claims as CSV, beside the sqlite3 shell", times[0], times[1], 1.2)
    table.in_room("its peak memory, beside that for the small one", max(one[1] for one, _ in pairs), of_small, 64)


def _run(command: list[str]) -> tuple[float, float]:
    """How many milliseconds a program takes by the clock, and the most memory that it has, in MiB."""
    script = (
        "import resource, subprocess, sys, time; started = time.perf_counter();"
        "subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL); taken = time.perf_counter() - started;"
        "print(taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    told = subprocess.run([sys.executable, "-c", script, *command], check=True, capture_output=True, text=True).stdout
    seconds, room = told.split()[-2:]
    return float(seconds) * _MILLISECONDS, int(room) / 1024


def measure_adding(table: Table, place: Path, small: Path, folder: Path, samples: int) -> None:
    """One claim more, beside one in the small archive and beside a bare row of SQLite's, all of them synced."""
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as bare:
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute(_RAW_CLAIM)
        row = ("The open model ships next week and is the best of its class", "release", "2026-06-30", "next week", "")
        raw = median_of(samples * 5, lambda: bare.execute(_RAW_INSERT, row), waited)
    took = []
    for source in (place, small):
        copy = folder / f"added-{source.name}"
        shutil.copy(source, copy)
        with Archive.open(str(copy), user="ada") as archive:
            archive._backups = None  # a backup of the day is no part of what is measured
            fields = ClaimFields(statement=row[0], speaker="Zoé Alber", said_on=TODAY, due_text="next week")
            took.append(median_of(samples * 3, partial(archive.run, changes.add_claim, fields), waited))
        copy.unlink()
    table.beside("one claim more, beside a bare row", took[0], raw, 4)
    table.beside("one claim more, beside the small archive", took[0], took[1], 2)


def measure_import(table: Table, folder: Path, samples: int) -> None:
    """So many claims with all that belongs to them and their history, beside one bare table."""
    claims = list(Invention(IMPORTED).claims())
    rows = [one.fields.model_dump(mode="json") for one in claims]
    flat = [{name: str(value) for name, value in row.items()} for row in rows]
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(flat[0]))
        writer.writeheader()
        writer.writerows(flat)
    utils = shutil.which("sqlite-utils")

    def ours(number: int) -> None:
        with Archive.open(str(folder / f"ours-{number}.tracker"), user="ada") as archive:
            archive._backups = None  # there is nothing to back up
            for start in range(0, IMPORTED, IN_ONE_STEP):
                archive.run(keep_many, claims[start : start + IN_ONE_STEP])

    def peer(number: int) -> None:
        place = folder / f"bare-{number}.db"
        if utils:
            command = [utils, "insert", str(place), "claim", str(folder / "claims.csv"), "--csv", "--silent"]
            subprocess.run(command, check=True, capture_output=True)
        else:
            _bare_import(place, folder / "claims.csv", list(flat[0]))

    times = [(milliseconds(partial(ours, n)), milliseconds(partial(peer, n))) for n in range(max(1, samples // 3))]
    mine, others = (statistics.median(side) for side in zip(*times, strict=True))
    name = "sqlite-utils" if utils else "csv and executemany"
    table.beside(f"import of {IMPORTED:,} with history, beside {name}", mine, others, 1)


def _bare_import(place: Path, file_name: Path, columns: list[str]) -> None:
    with closing(sqlite3.connect(place)) as bare, file_name.open(encoding="utf-8", newline="") as file:
        bare.execute(f"CREATE TABLE claim ({', '.join(f'{name} TEXT' for name in columns)})")
        marks = ", ".join("?" * len(columns))
        bare.executemany(f"INSERT INTO claim VALUES ({marks})", csv.reader(file))  # noqa: S608 -- our own names
        bare.commit()


def main() -> int:
    """Read the arguments, measure and tell."""
    parser = argparse.ArgumentParser(description="Measure what grows with an archive.")
    parser.add_argument("place", type=Path)
    parser.add_argument("--small", type=Path, help="an archive of 10,000 claims; made when it is not told")
    parser.add_argument("--samples", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.place.parent) as name:
        folder = Path(name)
        small = options.small or folder / "small.tracker"
        if options.small is None:
            make(str(small), 10_000)
        table = Table()
        with Archive.open(str(options.place), user="ada") as archive:
            measure_lists(table, archive, options.samples)
            measure_record(table, archive, options.samples)
        measure_export(table, options.place, small, folder, options.samples)
        measure_adding(table, options.place, small, folder, options.samples)
        measure_import(table, folder, options.samples)
    say(f"peak memory of this program: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")
    return 0 if table.keeps else 1


if __name__ == "__main__":
    sys.exit(main())
