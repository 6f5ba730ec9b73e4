from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.samples import TODAY, everything_kept
from tracker.claims.drafts import read_draft
from tracker.claims.rereading import MovedDeadline, read_again
from tracker.dates.conventions import Conventions
from tracker.errors import EditConflict
from tracker.store import changes, queries
from tracker.store.filters import parse_filter
from tracker.store.undo import undo

if TYPE_CHECKING:
    from tracker.store.archive import Archive

SOUTH = Conventions(southern=True)
DEADLINES = ("this summer", "", "in 3 weeks", "this summer", "soon", "this winter")


def keep(archive: Archive) -> None:
    for number, due_text in enumerate(DEADLINES, start=1):
        draft = {"statement": f"Claim {number}", "due_text": due_text, "speaker": "odd" if number % 2 else "even"}
        archive.run(changes.add_claim, read_draft(draft, TODAY))


def moved_in(archive: Archive) -> list[MovedDeadline]:
    kept = archive.run(queries.deadlines_in_words, (), TODAY)
    return [moved for moved in (read_again(one, TODAY, SOUTH) for one in kept) if moved]


def test_deadlines_in_words_are_read_a_few_at_a_time(archive: Archive) -> None:
    keep(archive)
    read: list[int] = []
    while some := archive.run(queries.deadlines_in_words, (), TODAY, read[-1] if read else 0, 2):
        assert len(some) <= 2
        read += [one.claim_id for one in some]
    assert read == [1, 3, 4, 5, 6]


def test_a_filter_chooses_the_deadlines(archive: Archive) -> None:
    keep(archive)
    found = archive.run(queries.deadlines_in_words, parse_filter("speaker:even"), TODAY)
    assert [(one.claim_id, one.due_text, one.version) for one in found] == [
        (4, "this summer", 1),
        (6, "this winter", 1),
    ]


def test_moved_deadlines_are_one_step_that_undo_takes_back(archive: Archive) -> None:
    keep(archive)
    before = archive.run(everything_kept)
    moved = moved_in(archive)
    assert [one.kept.claim_id for one in moved] == [1, 4, 6]
    archive.run(changes.read_deadlines_again, moved)
    fields = archive.run(queries.claim_card, 4, TODAY).fields
    assert (fields.due_text, fields.due_edtf, fields.due_rule) == ("this summer", "2025-12-01/2026-02-28", "summer")
    assert moved_in(archive) == []
    assert archive.run(undo) == "read 3 deadlines again"
    assert archive.run(everything_kept) == before


@pytest.mark.parametrize("statement", ["Claim 4", "Changed"])
def test_a_claim_that_was_changed_since_stops_the_whole_step(archive: Archive, statement: str) -> None:
    keep(archive)
    moved = moved_in(archive)
    draft = {"statement": statement, "due_text": "this summer", "speaker": "somebody"}
    archive.run(changes.edit_claim, 4, 1, read_draft(draft, TODAY))
    before = archive.run(everything_kept)
    with pytest.raises(EditConflict, match=r"Claim 4 was changed by somebody else .* Nothing was written"):
        archive.run(changes.read_deadlines_again, moved)
    assert archive.run(everything_kept) == before


def test_a_claim_that_is_gone_stops_the_whole_step(archive: Archive) -> None:
    keep(archive)
    moved = moved_in(archive)
    archive.run(undo)
    before = archive.run(everything_kept)
    with pytest.raises(EditConflict, match="Claim 6"):
        archive.run(changes.read_deadlines_again, moved)
    assert archive.run(everything_kept) == before
