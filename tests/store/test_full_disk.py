"""A disk that is full: each refusal is a sentence, and what was kept before is intact."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.lengths import so_many
from tests.store.samples import TODAY, StandingClock, a_claim
from tracker.errors import DatabaseTrouble, TrackerError
from tracker.places import backups_folder
from tracker.reports.files import written_whole
from tracker.store import changes, queries
from tracker.store.archive import Archive
from tracker.store.backup import list_backups
from tracker.store.doctor import examine
from tracker.store.restoring import restore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KILOBYTE = 1_024
LONG = "x" * 19_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB in memory, which only root can make."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("a small file system can only be mounted by root")
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"a small file system could not be mounted: {done.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def _filled_up(folder: Path, left: int) -> Iterator[None]:
    """Leave so many bytes of a disk."""
    filler = folder / "filler"
    free = shutil.disk_usage(folder).free
    filler.write_bytes(bytes(max(0, free - left)))
    try:
        yield
    finally:
        filler.unlink()


@pytest.mark.long
def test_on_a_full_disk_nothing_that_was_kept_is_lost(
    small_disk: Path, sqlite_template: Path, figure: Callable[[str], None]
) -> None:
    points = so_many(12, 50)
    refusals: set[str] = set()
    kept = written = refused = lost = 0
    for point in range(points):
        path = small_disk / "claims.tracker"
        shutil.copy(sqlite_template, path)
        acknowledged = []
        with Archive.open(str(path), user="ada") as archive:
            acknowledged.append(archive.run(changes.add_claim, a_claim("Before")))
            with _filled_up(small_disk, left=point * 300 * KILOBYTE // points):
                for _ in range(30):
                    try:
                        acknowledged.append(archive.run(changes.add_claim, a_claim("On the full disk", notes=LONG)))
                    except DatabaseTrouble as trouble:
                        refusals.add(str(trouble).partition(": ")[2])
                        refused += 1
                        break
                assert archive.run(queries.list_claims, (), TODAY).total == len(acknowledged)
            acknowledged.append(archive.run(changes.add_claim, a_claim("After")))
        with Archive.open(str(path), user="ada") as archive:
            assert examine(archive, deep=True) == []
            found = set(archive.run(queries.claim_numbers, (), TODAY))
        kept += len(found)
        written += len(acknowledged)
        lost += len(set(acknowledged) - found)
        assert not path.with_name(f"{path.name}-journal").exists()
    figure(f"a full disk at {points} points: {refused} refusals, {lost} of {written} claims lost")
    assert (lost, kept) == (0, written)
    assert refused == points
    told = "the disk is full: make room and try again; what was kept before is intact. Nothing was written."
    assert refusals == {told}


def test_on_a_full_disk_backups_are_told_of_and_leave_nothing_behind(
    small_disk: Path, sqlite_template: Path, clock: StandingClock
) -> None:
    path = small_disk / "claims.tracker"
    shutil.copy(sqlite_template, path)
    with Archive.open(str(path), user="ada", clock=clock) as archive:
        for _ in range(8):
            archive.run(changes.add_claim, a_claim(notes=LONG))
        clock.now += timedelta(days=1)
        with _filled_up(small_disk, left=200 * KILOBYTE):
            assert archive.run(changes.add_claim, a_claim("Small"))
            (remark,) = archive.take_remarks()
        assert "There is no backup before the first change of the day." in remark
        assert "the disk is full" in remark
        assert list(backups_folder(path).iterdir()) == []
        clock.now += timedelta(days=1)
        archive.run(changes.add_claim, a_claim("Small"))
        assert [backup.claims for backup in list_backups(path)] == [9]


def test_on_a_full_disk_a_damaged_database_is_not_replaced_and_that_is_told(
    small_disk: Path, sqlite_template: Path, tmp_path: Path
) -> None:
    path, kept = small_disk / "claims.tracker", tmp_path / "kept.tracker"
    shutil.copy(sqlite_template, kept)
    path.write_text("Dear diary", encoding="utf-8")
    with (
        _filled_up(small_disk, left=100 * KILOBYTE),
        pytest.raises(DatabaseTrouble, match="was left as it is: No space left on device"),
    ):
        restore(path, str(kept), StandingClock().now)
    assert path.read_text(encoding="utf-8") == "Dear diary"
    assert sorted(entry.name for entry in small_disk.iterdir()) == ["claims.tracker", "claims.tracker.backups"]
    assert restore(path, str(kept), StandingClock().now).backup.path == kept
    assert path.read_bytes() == kept.read_bytes()


def test_on_a_full_disk_the_old_report_stays(small_disk: Path) -> None:
    target = small_disk / "claims.csv"
    target.write_text("old", encoding="utf-8")
    with (
        _filled_up(small_disk, left=40 * KILOBYTE),
        pytest.raises(TrackerError, match="No space left"),
        written_whole(target, force=True) as file,
    ):
        file.write(LONG * 100)
    assert target.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in small_disk.iterdir()] == ["claims.csv"]
