from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.reports.samples import TODAY, all_rows
from tracker.reports.tables import reports
from tracker.store.changes import state_credence
from tracker.store.examples import load_examples
from tracker.store.undo import undo

if TYPE_CHECKING:
    from tracker.store.archive import Archive

SAID_FIRST = date(2025, 4, 23)
WHEN_IT_WAS_WRITTEN = {"created_at", "updated_at"}


def test_a_server_and_a_file_hand_out_the_same(on_server: Archive, empty_archive: Archive) -> None:
    for archive in (on_server, empty_archive):
        load_examples(archive, TODAY)
        archive.run(state_credence, 1, 0.7, SAID_FIRST)
    for report in reports().values():
        told, expected = (
            [{name: value for name, value in row.items() if name not in WHEN_IT_WAS_WRITTEN} for row in rows]
            for rows in (all_rows(on_server, report.rows), all_rows(empty_archive, report.rows))
        )
        assert told == expected
        assert told
    assert on_server.run(undo).startswith("state 70 %")
    assert on_server.run(undo) == "load the examples"
