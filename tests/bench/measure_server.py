"""Measure a server's archive: ``python -m tests.bench.measure_server ADDRESS [--claims 100000] [--samples 7]``.

ADDRESS is that of a PostgreSQL database, which is filled with invented claims when it is empty. Told are the first
pages and the counts of lists, jumps, searches and the review queue, by the clock, since most of the work is done
elsewhere; and the report ``claims`` as CSV beside psql's ``\\copy`` of the same columns.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.bench.make_archive import TODAY, make
from tests.bench.measure_scale import FILTERS, Table, median_of, waited
from tracker.store import queries
from tracker.store.archive import Archive
from tracker.store.filters import parse_filter

SEARCHES = ("model", "parameters zoé", '"the open model"', "gouvernement", "nothing of the sort")
PAGE = 60
LIMIT = 100.0
COPY_LIMIT = 1.2

_COPY = (
    "\\copy (SELECT c.id, c.statement, c.kind, o.name, p.name, c.said_on, c.language, c.due_text, c.due_start, "
    "c.due_end, c.due_grain, c.due_open, c.due_rule, c.due_edtf, c.revises_id, c.depends_on_id, c.criteria, "
    "s.fixed_status, s.due_from, s.verdict, v.occurred_on, v.decided_on, v.decided_by, v.reason, s.slips, s.slip_days, "
    "c.review_on, c.notes, q.quote, q.quote_prefix, q.quote_suffix, q.via, t.title, t.publisher, t.author, t.url, "
    "t.archive_url, t.published_on, t.language, t.type, w.url, e.quote, w.published_on, c.created_at, c.updated_at, "
    "c.version, (SELECT string_agg(g.name, '; ') FROM claim_tag l JOIN tag g ON g.id = l.tag_id "
    "WHERE l.claim_id = c.id), (SELECT count(DISTINCT source_id) FROM citation WHERE claim_id = c.id) "
    "FROM claim c JOIN standing s ON s.claim_id = c.id LEFT JOIN speaker p ON p.id = c.speaker_id "
    "LEFT JOIN subject o ON o.id = c.subject_id LEFT JOIN citation q ON q.id = (SELECT min(id) FROM citation "
    "WHERE claim_id = c.id AND role = 'states') LEFT JOIN source t ON t.id = q.source_id "
    "LEFT JOIN verdict v ON v.id = s.verdict_id LEFT JOIN citation e ON e.id = v.evidence_id "
    "LEFT JOIN source w ON w.id = e.source_id WHERE NOT s.is_trashed ORDER BY c.id) TO '{}' CSV HEADER"
)


def measure_lists(table: Table, archive: Archive, samples: int) -> None:
    """First pages, counts, a jump, and the review queue."""
    for text in (*FILTERS, *SEARCHES):
        terms = parse_filter(text)
        page = archive.run(queries.list_claims, terms, TODAY, 0, PAGE)
        first = partial(archive.run, queries.list_claims, terms, TODAY, 0, PAGE, page)
        table.in_time(f"first page: {text or 'all'}", median_of(samples, first, waited), LIMIT)
        count = median_of(samples, partial(archive.run, queries.claim_count, terms, TODAY), waited)
        table.in_time(f"count of {page.total:,}: {text or 'all'}", count, LIMIT)
    everything = archive.run(queries.list_claims, (), TODAY, 0, PAGE)
    jump = partial(archive.run, queries.list_claims, (), TODAY, everything.total // 2, PAGE, everything)
    table.in_time("jump to the middle", median_of(samples, jump, waited), LIMIT)
    queue = partial(archive.run, queries.review_queue, TODAY)
    table.in_time("review queue", median_of(samples, queue, waited), LIMIT)


def measure_export(table: Table, address: str, samples: int, folder: Path) -> None:
    """The report ``claims`` beside psql, each in a process of its own."""
    report = ("-m", "tracker", "--db", address, "report", "claims", "--force", "-o", str(folder / "ours.csv"))
    ours = [sys.executable, *report]
    plain = address.replace("postgresql+psycopg://", "postgresql://")
    theirs = ["psql", "-q", "-d", plain, "-c", _COPY.format(folder / "peer.csv")]
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(max(1, samples // 2)):
        for command, taken in zip((ours, theirs), times, strict=True):
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            taken.append((time.perf_counter() - started) * 1e3)
    mine, others = map(statistics.median, times)
    table.beside("report claims as CSV, beside \\copy", mine, others, COPY_LIMIT)


def main() -> int:
    """Read the arguments, fill the database where it is empty, measure and tell."""
    parser = argparse.ArgumentParser(description="Measure a server's archive.")
    parser.add_argument("address")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--samples", type=int, default=7)
    options = parser.parse_args()
    with Archive.open(options.address, user="ada") as archive:
        is_empty = archive.run(queries.claim_count, (), TODAY) == 0
    if is_empty:
        make(options.address, options.claims)
    table = Table()
    with tempfile.TemporaryDirectory() as name, Archive.open(options.address, user="ada") as archive:
        measure_lists(table, archive, options.samples)
        measure_export(table, options.address, options.samples, Path(name))
    return 0 if table.keeps else 1


if __name__ == "__main__":
    sys.exit(main())
