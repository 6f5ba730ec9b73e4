"""Several people at once, and a server that goes away in the middle: nothing is lost, nothing doubled."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.conftest import server_programs
from tests.lengths import so_many
from tests.servers import Server
from tests.store.samples import TODAY, a_claim, chance, everything_kept
from tracker.errors import DatabaseTrouble, EditConflict
from tracker.store import changes, queries
from tracker.store.archive import Archive
from tracker.store.doctor import examine

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Barrier

FORK = multiprocessing.get_context("fork")
USERS = ("ada", "bo", "cy")


def _edit_often(place: str, user: str, times: int, barrier: Barrier, told: Connection) -> None:
    """Add lines to the notes of one claim as a form does: read, write, and when refused look at it again."""
    refused = 0
    with Archive.open(place, user=user) as archive:
        barrier.wait(60)
        for number in range(times):
            while True:
                card = archive.run(queries.claim_card, 1, TODAY)
                notes = f"{card.fields.notes}{user}{number} "
                try:
                    archive.run(changes.edit_claim, 1, card.version, card.fields.model_copy(update={"notes": notes}))
                    break
                except EditConflict:
                    refused += 1
    told.send(refused)


@pytest.mark.long
def test_three_who_edit_one_claim_lose_no_edit_and_see_each_refusal(place: str, figure: Callable[[str], None]) -> None:
    times = so_many(15, 200)
    with Archive.open(place) as archive:
        archive.run(changes.add_claim, a_claim())
    barrier = FORK.Barrier(len(USERS))
    refused = sum(_in_parallel(_edit_often, [(place, user, times, barrier) for user in USERS]))
    with Archive.open(place) as archive:
        card = archive.run(queries.claim_card, 1, TODAY)
        assert examine(archive, deep=True) == []
    kept = card.fields.notes.split()
    wanted = [f"{user}{number}" for user in USERS for number in range(times)]
    figure(f"3 x {times} edits of one claim: {len(set(wanted) - set(kept))} lost, {refused} refused and seen")
    assert sorted(kept) == sorted(wanted)
    assert card.version == 1 + len(wanted)


def _add_though_it_breaks(place: str, user: str, times: int, told: Connection) -> None:
    """Add claims as a person would: when refused again, when nobody knows only after a look."""
    seen: Counter[str] = Counter()
    archive: Archive | None = None
    for number in range(times):
        statement = f"{user} {number}"
        while True:
            try:
                archive = archive or Archive.open(place, user=user, wait=5)
                if seen["unknown"] and _is_there(archive, statement):
                    break
                archive.run(changes.add_claim, a_claim(statement))
                break
            except DatabaseTrouble as trouble:
                seen["unknown" if "Look whether" in str(trouble) else "refused"] += 1
                time.sleep(0.05)
    told.send(seen["refused"])
    told.send(seen["unknown"])


def _is_there(archive: Archive, statement: str) -> bool:
    return statement in [claim["statement"] for claim in archive.run(everything_kept)["claim"]]


@pytest.mark.long
def test_a_server_that_is_killed_and_started_again_loses_and_doubles_nothing(figure: Callable[[str], None]) -> None:
    times, kills, moments = so_many(40, 200), so_many(2, 6), chance(20250711)
    with Server(server_programs()) as server:
        place = f"{server.address}/claims"
        server.run("createdb", "--host=127.0.0.1", f"--port={server.port}", "--username=tracker", "claims")
        Archive.open(place).close()
        pipes = [FORK.Pipe(duplex=False) for _ in USERS]
        workers = [
            FORK.Process(target=_add_though_it_breaks, args=(place, user, times, theirs))
            for user, (_ours, theirs) in zip(USERS, pipes, strict=True)
        ]
        for worker in workers:
            worker.start()
        for _ in range(kills):
            workers[0].join(moments.uniform(0.2, 0.6))
            server.kill()
            server.start()
        for worker in workers:
            worker.join(240)
        refused, unknown = (sum(ours.recv() for ours, _ in pipes) for _ in range(2))
        with Archive.open(place) as archive:
            kept = Counter(claim["statement"] for claim in archive.run(everything_kept)["claim"])
            assert examine(archive, deep=True) == []
    wanted = {f"{user} {number}" for user in USERS for number in range(times)}
    doubled = sum(kept.values()) - len(kept)
    figure(
        f"3 x {times} claims over {kills} kills of the server: {len(wanted - kept.keys())} lost, {doubled} doubled; "
        f"{refused} refusals, {unknown} left open"
    )
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert kept == Counter(wanted)
    assert refused


def _in_parallel(work: Callable[..., None], arguments: list[tuple[object, ...]]) -> list[int]:
    """Do work in a process for each of some arguments; what each told."""
    pipes = [FORK.Pipe(duplex=False) for _ in arguments]
    workers = [
        FORK.Process(target=work, args=(*some, theirs)) for some, (_, theirs) in zip(arguments, pipes, strict=True)
    ]
    for worker in workers:
        worker.start()
    answers = [ours.recv() for ours, _ in pipes]
    for worker in workers:
        worker.join(60)
    return answers


@pytest.fixture(autouse=True)
def _no_time_to_lose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.store.committing.ASK_SECONDS", 10)
