from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from tests.lengths import so_many
from tests.store.samples import TODAY, a_claim, decided, everything_kept, first_broken_batch
from tracker.claims.model import Claim
from tracker.claims.vocabulary import Verdict
from tracker.errors import EditConflict
from tracker.places import known_revisions
from tracker.store import changes, claim_rows, journal, queries
from tracker.store.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.synchronize import Barrier

    from sqlalchemy import Engine
    from sqlmodel import Session

FORK = multiprocessing.get_context("fork")


@journal.change
def count_up(session: Session, claim_id: int) -> None:
    row = session.get(Claim, claim_id)
    assert row is not None
    row.notes = str(int(row.notes or "0") + 1)


def _count_up_often(place: str, barrier: Barrier, claim_id: int, times: int) -> None:
    with Archive.open(place, user="counter") as archive:
        barrier.wait(30)
        for _ in range(times):
            archive.run(count_up, claim_id)


def _first_start(place: str, barrier: Barrier) -> None:
    barrier.wait(30)
    Archive.open(place).close()


@pytest.mark.long
def test_three_processes_that_update_one_row_at_once_lose_no_update(place: str, figure: Callable[[str], None]) -> None:
    times = so_many(60, 300)
    with Archive.open(place) as archive:
        claim_id = archive.run(changes.add_claim, a_claim())
    barrier = FORK.Barrier(3)
    workers = [FORK.Process(target=_count_up_often, args=(place, barrier, claim_id, times)) for _ in range(3)]
    _finish(workers)
    with Archive.open(place) as archive:
        card = archive.run(queries.claim_card, claim_id, TODAY)
        broken = archive.run(first_broken_batch)
    kept = int(card.fields.notes)
    figure(f"{kept} updates, {3 * times - kept} lost")
    assert (kept, card.version, broken) == (3 * times, 3 * times + 1, None)


@pytest.mark.parametrize("starts", [2, 6])
def test_first_starts_at_the_same_moment_make_one_schema(
    empty_place: str, starts: int, figure: Callable[[str], None]
) -> None:
    barrier = FORK.Barrier(starts)
    workers = [FORK.Process(target=_first_start, args=(empty_place, barrier)) for _ in range(starts)]
    _finish(workers)
    with Archive.open(empty_place) as archive:
        revisions = archive.run(lambda session: session.execute(text("SELECT version_num FROM alembic_version")).all())
        assert archive.run(changes.add_claim, a_claim()) == 1
    figure(f"{starts} first starts, 0 failed")
    assert [revision for (revision,) in revisions] == known_revisions()[-1:]


def test_a_form_that_somebody_overtook_is_refused_and_nothing_is_written(archive: Archive) -> None:
    claim_id = archive.run(changes.add_claim, a_claim())
    read = archive.run(queries.claim_card, claim_id, TODAY)
    archive.run(changes.edit_claim, claim_id, read.version, a_claim("The model ships this summer"))
    before = archive.run(everything_kept)

    with pytest.raises(EditConflict, match=r"changed by somebody else.*Nothing was written"):
        archive.run(changes.edit_claim, claim_id, read.version, a_claim("The model never ships", tags=("late",)))

    assert archive.run(everything_kept) == before


@pytest.mark.parametrize(
    "around",
    [{"tags": ("rumour",)}, {"quote": "la semaine prochaine"}, {"source_title": "Un titre"}, {"via": "L'Agence"}],
    ids=lambda told: next(iter(told)),
)
def test_a_form_notices_that_only_what_is_around_the_claim_was_changed(
    archive: Archive, around: dict[str, Any]
) -> None:
    claim_id = archive.run(changes.add_claim, a_claim(source_url="https://example.org/a"))
    archive.run(changes.edit_claim, claim_id, 1, a_claim(source_url="https://example.org/a", **around))

    with pytest.raises(EditConflict):
        archive.run(changes.edit_claim, claim_id, 1, a_claim("Another wording"))


def test_a_row_that_changed_under_the_program_is_not_overwritten(archive: Archive, raw: Engine) -> None:
    claim_id = archive.run(changes.add_claim, a_claim())

    @journal.change
    def edit_slowly(session: Session) -> None:
        row = claim_rows.claim_row(session, claim_id)
        session.execute(text("UPDATE claim SET version = version + 1, statement = 'theirs'"))
        row.statement = "mine"

    with pytest.raises(EditConflict, match="Nothing was written"):
        archive.run(edit_slowly)
    with raw.connect() as connection:
        assert connection.execute(text("SELECT statement FROM claim")).scalar() == "The open model ships next week"


def test_two_archives_see_what_the_other_has_written(place: str) -> None:
    with Archive.open(place, user="ada") as ada, Archive.open(place, user="bo") as bo:
        claim_id = ada.run(changes.add_claim, a_claim())
        bo.run(changes.mark_claim, claim_id, decided(Verdict.FALSE))
        assert ada.run(queries.claim_card, claim_id, TODAY).status is Verdict.FALSE


def _finish(workers: list[multiprocessing.context.ForkProcess]) -> None:
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    codes = [worker.exitcode for worker in workers]
    assert codes == [0] * len(workers)
