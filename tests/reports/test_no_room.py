"""Disks that are full and folders that cannot be written: one sentence, and every file as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
from string import ascii_letters
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import python
from tests.reports.samples import TODAY, keep
from tests.store.samples import chance
from tracker.errors import InvalidInput
from tracker.reports.edition import ReportChoices
from tracker.reports.writing import write_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tracker.store.archive import Archive

SIZE = 16_384
"""How much a small disk holds: less than any report of the samples with long notes."""

NAMES = ("claims.csv", "claims.jsonl", "citations.md", "claims.xlsx", "claims.ics")


def _mount(folder: Path, options: str) -> None:
    """Mount a disk in memory, where one may; else the test is skipped with the reason."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small disk")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no small disk can be mounted: {done.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    _mount(folder, f"size={SIZE}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def wordy(archive: Archive) -> Archive:
    """The samples with claims that no small disk holds, packed or not."""
    for number in range(4):
        unlike = "".join(chance(number).choices(ascii_letters, k=20_000))
        keep(archive, f"Wordy {number}", notes=unlike, quote=unlike, due_end=TODAY, review_on=TODAY)
    return archive


@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_leaves_the_old_file_and_nothing_else(wordy: Archive, small_disk: Path, name: str) -> None:
    target = small_disk / name
    target.write_text("old", encoding="utf-8")
    choices = ReportChoices(target.stem, describes_columns=name.endswith("csv"))
    with pytest.raises(InvalidInput, match=r"cannot be written: No space left on device\.$"):
        write_report(wordy, choices, target, today=TODAY, force=True)
    assert target.read_text(encoding="utf-8") == "old"
    assert list(small_disk.iterdir()) == [target]


def test_a_description_that_has_no_room_leaves_the_old_report(archive: Archive, small_disk: Path) -> None:
    """The report alone would fit."""
    target = small_disk / "record.csv"
    target.write_text("old", encoding="utf-8")
    (small_disk / "other").write_bytes(bytes(SIZE // 4))
    with pytest.raises(InvalidInput, match="No space left on device"):
        write_report(archive, ReportChoices("record", describes_columns=True), target, today=TODAY, force=True)
    assert target.read_text(encoding="utf-8") == "old"
    assert {file.name for file in small_disk.iterdir()} == {target.name, "other"}
    (small_disk / "other").unlink()
    assert write_report(archive, ReportChoices("record"), target, today=TODAY, force=True).rows


def test_a_full_folder_for_temporary_files_is_told_as_well(
    wordy: Archive, small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(small_disk))
    target = tmp_path / "claims.xlsx"
    with pytest.raises(InvalidInput, match="No space left on device"):
        write_report(wordy, ReportChoices("claims"), target, today=TODAY)
    assert not target.exists()
    assert list(small_disk.iterdir()) == []


LIMITED = """
import resource, sys
from tracker.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))
main()
"""


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_may_not_grow_leaves_the_old_one(wordy: Archive, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / name
    target.write_text("old", encoding="utf-8")
    args = ["--db", str(wordy.place.path), "report", target.stem, "--force", "-o", str(target)]
    done = python("-c", LIMITED, *args)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"tracker: {target} cannot be written: File too large.\n"
    assert target.read_text(encoding="utf-8") == "old"
    assert list(folder.iterdir()) == [target]


@pytest.mark.parametrize("name", ["claims.csv", "claims.xlsx"])
def test_a_folder_that_is_only_to_be_read_is_told(archive: Archive, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "fixed"
    folder.mkdir()
    if os.geteuid() == 0:
        _mount(folder, "ro")
    else:
        folder.chmod(0o500)
    try:
        with pytest.raises(InvalidInput, match=r"cannot be written: (Read-only file system|Permission denied)\.$"):
            write_report(archive, ReportChoices("claims"), folder / name, today=TODAY)
        assert list(folder.iterdir()) == []
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", str(folder)], check=True)
        else:
            folder.chmod(0o700)


def test_a_link_to_nothing_makes_the_file_and_one_in_a_circle_is_told(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    (folder / "link.csv").symlink_to(folder / "claims.csv")
    write_report(archive, ReportChoices("claims"), folder / "link.csv", today=TODAY)
    assert (folder / "claims.csv").is_file()
    assert (folder / "link.csv").is_symlink()
    (folder / "a.csv").symlink_to(folder / "b.csv")
    (folder / "b.csv").symlink_to(folder / "a.csv")
    with pytest.raises(InvalidInput, match="Too many levels of symbolic links"):
        write_report(archive, ReportChoices("claims"), folder / "a.csv", today=TODAY)
