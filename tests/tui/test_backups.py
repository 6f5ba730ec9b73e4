from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.errors import DatabaseTrouble
from tracker.places import backups_folder
from tracker.store.backup import list_backups

from .samples import NET_ZERO, NEXT_WEEK, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener


async def test_a_backup_is_made_and_brought_back(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("B")
        assert "None yet: from the second day on one is made before each day's first" in person.screen
        await person.press("n")
        assert "is kept." in person.notices
        assert "1 claim " in person.line_with("made by hand")

        await person.press("escape", "D")
        assert "1 claim" not in person.screen
        await person.press("B")
        # The first change of the day has made one as well.
        assert "before the first change of the day" in person.line_with("before the first")
        await person.press("j", "enter")
        assert "Bring all claims back to" in person.screen
        await person.press("y")
        assert "Restored" in person.notices
        assert "The open model ships next week" in person.screen
    assert {backup.reason.label for backup in list_backups(place)} >= {"before a restore", "made by hand"}


@pytest.mark.parametrize("answer", ["n", "escape", "enter"])
async def test_nothing_is_restored_unless_it_is_meant(opened: Opener, place: Path, answer: str) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("B", "n", "enter", answer)
        assert "Backups of this database" in person.screen
        await person.press("escape")
        assert "Restored" not in person.notices
    assert len(list_backups(place)) == 1


async def test_the_backups_are_found_by_their_name(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("ctrl+p")
        await person.type("Backups")
        await person.press("enter")
        assert "Backups of this database" in person.screen


async def test_a_backup_that_cannot_be_restored_is_told_of_and_the_list_stays(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("B", "n")
        (backup,) = list_backups(place)
        backup.path.write_bytes(b"spoilt")
        await person.press("enter", "y")
        assert "is not what it was when it was made" in person.notices
        assert "Backups of this database" in person.screen


async def test_a_failing_backup_is_told_of_beside_the_work(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    backups_folder(place).write_text("in the way", encoding="utf-8")
    async with opened(100, 30) as person:
        await person.press("D")
        assert "There is no backup before the first change of the day." in person.notices
        assert NEXT_WEEK["statement"] not in person.screen
        await person.press("B")
        assert "None yet" in person.screen


async def test_old_backups_that_cannot_go_are_told_of_beside_the_new_one(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    for second in range(6):  # folders, which are not removed as files are
        (backups_folder(place) / f"20200101T00000{second}Z-asked.tracker").mkdir(parents=True)
    async with opened(100, 30) as person:
        await person.press("B", "n")
        assert "is kept. Old backups in" in " ".join(person.notices.split())
        await person.press("enter", "y")
        assert person.notices.count("could not be removed") == 2


async def test_a_folder_that_cannot_be_looked_at_is_told_of(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_database: Path) -> None:
        raise DatabaseTrouble("The backups cannot be looked at: no rights.")

    keep(place, NEXT_WEEK)
    monkeypatch.setattr("tracker.tui.screens.backups.list_backups", refuse)
    async with opened(100, 30) as person:
        await person.press("B")
        assert "cannot be looked at" in person.notices
