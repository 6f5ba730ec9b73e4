from __future__ import annotations

from typing import TYPE_CHECKING

from .samples import LATE_ROCKET, NET_ZERO, NEXT_WEEK, keep

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from .conftest import Opener


async def test_what_is_shown_is_what_is_written(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("slash")
        await person.type("status:overdue rocket")
        await person.press("enter", "x")
        assert "The rocket flies" in person.screen
        assert "The open model" not in person.screen
        await person.press("ctrl+s")
        assert "1 row written" in person.notices
    assert "The rocket flies" in (tmp_path / "claims-2025-09-01.csv").read_text(encoding="utf-8")


async def test_a_file_that_is_there_is_kept_unless_told_otherwise(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, NEXT_WEEK)
    old = tmp_path / "claims-2025-09-01.csv"
    old.write_text("dear", encoding="utf-8")
    async with opened(100, 40) as person:
        await person.press("x", "ctrl+s")
        assert old.read_text(encoding="utf-8") == "dear"
        assert "Export as CSV" in person.screen
        assert "tick “write over a file that is there” to replace it" in person.notices
        assert "--force" not in person.notices
        await person.press("tab", "tab", "tab", "tab", "space", "ctrl+s")
        assert "1 row written" in person.notices
    assert old.read_text(encoding="utf-8") != "dear"


async def test_the_report_that_is_chosen_names_the_file(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", "down", "down", "space")
        assert "due-2025-09-01.csv" in person.screen
        assert "comes_back_on" in person.screen


async def test_the_home_of_nobody_is_refused_with_one_notice(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("x", "tab", "tab", "end", "ctrl+u")
        await person.type("~nobodyx/claims.csv")
        await person.press("ctrl+s")
        assert "There is no folder" in person.notices
        assert person.app.is_running
