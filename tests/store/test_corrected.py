from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from tests.store.samples import TODAY, a_claim, decided, due
from tracker.claims.corrected import CorrectedDate
from tracker.claims.vocabulary import Verdict
from tracker.store import changes, corrected
from tracker.store.bulk import trash_claims
from tracker.store.corrected import corrected_dates
from tracker.store.queries import claim_card
from tracker.store.records import due_records, hand_out
from tracker.store.undo import undo

if TYPE_CHECKING:
    from tracker.store.archive import Archive

SAID = date(2025, 1, 1)
JULY = due("2025-07-01", "2025-07-31")


def kept_late(archive: Archive, *days: int, speaker: str = "Sam Altman") -> None:
    """Decided threads of a speaker, each so many days after its last day, the last of January."""
    for number, each in enumerate(days):
        stated = a_claim(f"Promise {number}", speaker=speaker, said_on=SAID, **due("2025-01-01", "2025-01-31"))
        claim_id = archive.run(changes.add_claim, stated)
        happened = date(2025, 1, 31) + timedelta(days=each)
        archive.run(changes.mark_claim, claim_id, decided(Verdict.LATE if each > 0 else Verdict.TRUE, happened))


def the_open_one(archive: Archive) -> CorrectedDate | None:
    claim_id = archive.run(changes.add_claim, a_claim("The next one", said_on=SAID, **JULY))
    its_date = archive.run(corrected_dates, [claim_id], TODAY).get(claim_id)
    assert archive.run(claim_card, claim_id, TODAY).corrected == its_date
    return its_date


def test_an_open_claim_is_set_beside_its_speakers_record(archive: Archive) -> None:
    kept_late(archive, 10, 50, 60, 60, 90, 0)
    assert the_open_one(archive) == CorrectedDate(date(2025, 9, 24), 6)


def test_a_few_promises_and_those_of_others_tell_nothing(archive: Archive) -> None:
    kept_late(archive, 10, 20, 30, 40)
    kept_late(archive, 5, 5, speaker="Somebody else")
    assert the_open_one(archive) is None


def test_a_thread_counts_once_and_its_own_thread_not_at_all(archive: Archive) -> None:
    kept_late(archive, 10, 20, 30, 40)
    second = a_claim("Promise 3, later", revises=4, said_on=SAID, **due("2025-02-01", "2025-02-28"))
    archive.run(changes.mark_claim, archive.run(changes.add_claim, second), decided(Verdict.LATE, date(2025, 3, 12)))
    assert the_open_one(archive) is None
    moved = a_claim("The next one, later", revises=6, said_on=SAID, **due("2025-08-01", "2025-08-31"))
    number = archive.run(changes.add_claim, moved)
    archive.run(changes.mark_claim, 6, decided(Verdict.FALSE))
    assert archive.run(corrected_dates, [number], TODAY) == {}


def test_a_thread_counts_by_its_first_last_day_and_is_broken_by_any_of_its_claims(archive: Archive) -> None:
    kept_late(archive, 10, 20, 30, 40)
    for first, second in ((Verdict.FALSE, None), (None, Verdict.FALSE), (None, None)):
        number = archive.run(changes.add_claim, a_claim("It ships", said_on=SAID, **due("2025-01-01", "2025-01-31")))
        later = a_claim("It ships later", revises=number, said_on=SAID, **due("2025-02-01", "2025-02-28"))
        for claim_id, what in ((number, first), (archive.run(changes.add_claim, later), second)):
            if what:
                archive.run(changes.mark_claim, claim_id, decided(what))
    assert the_open_one(archive) == CorrectedDate(date(2025, 9, 4), 6)


def test_a_promise_that_was_taken_back_counts_as_later_than_any(archive: Archive) -> None:
    kept_late(archive, 10, 20)
    for _ in range(3):
        number = archive.run(changes.add_claim, a_claim("It ships", said_on=SAID, **due("2025-01-01", "2025-01-31")))
        archive.run(changes.add_claim, a_claim("It is given up", revises=number, said_on=TODAY, due_open="withdrawn"))
    assert the_open_one(archive) == CorrectedDate(None, 5)


def test_what_is_void_or_in_the_trash_tells_nothing(archive: Archive) -> None:
    kept_late(archive, 10, 20, 30, 40, 50, 60)
    archive.run(changes.mark_claim, 1, decided(Verdict.VOID))
    archive.run(trash_claims, [2])
    assert the_open_one(archive) is None


def test_what_is_settled_moved_or_undated_is_not_corrected(archive: Archive) -> None:
    kept_late(archive, *[30] * 6)
    moved = archive.run(changes.add_claim, a_claim("Moved", said_on=SAID, **JULY))
    dropped = archive.run(changes.add_claim, a_claim("No date", revises=moved, said_on=TODAY))
    assert archive.run(corrected_dates, [1, moved, dropped], TODAY) == {}


@pytest.mark.parametrize("most_kept", [0, 100_000])
def test_a_record_is_looked_up_again_only_after_a_step(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, most_kept: int
) -> None:
    monkeypatch.setattr(corrected, "_MOST_KEPT", most_kept)
    kept_late(archive, *[30] * 6)
    claim_id = archive.run(changes.add_claim, a_claim("The next one", said_on=SAID, **JULY))
    asked: list[str] = []
    event.listen(archive._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    def told() -> CorrectedDate | None:
        return archive.run(corrected_dates, [claim_id], TODAY).get(claim_id)

    for _ in range(2):
        assert told() == CorrectedDate(date(2025, 8, 30), 6)
    assert sum("row_number()" in statement for statement in asked) == (1 if most_kept else 2)
    archive.run(changes.mark_claim, 1, decided(Verdict.VOID))
    assert told() == CorrectedDate(date(2025, 8, 30), 5)
    archive.run(undo)
    assert told() == CorrectedDate(date(2025, 8, 30), 6)


def test_what_is_due_names_the_corrected_day(archive: Archive) -> None:
    kept_late(archive, *[30] * 5)
    archive.run(changes.add_claim, a_claim("The next one", said_on=SAID, **JULY))
    archive.run(changes.add_claim, a_claim("Somebody else's", speaker="Bo", said_on=SAID, **JULY))
    rows = archive.run(hand_out, due_records, (), TODAY, list)
    told = [(row["statement"], row["corrected_on"], row["corrected_of"]) for row in rows]
    assert told == [("The next one", date(2025, 8, 30), 5), ("Somebody else's", None, None)]
