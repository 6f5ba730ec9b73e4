from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import Runner
from tracker import places
from tracker.cli import clock
from tracker.store.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2025, 7, 12)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "claims.tracker"
    Archive.open(str(path)).close()
    return path


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A day, and no database or language but those that a test names."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    for name in ("TRACKER_DATABASE", "NO_COLOR", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def choose() -> Callable[[str], Path]:
    """Writes the user's settings; the file."""

    def write(settings: str) -> Path:
        file = places.settings_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(settings, encoding="utf-8")
        return file

    return write


@pytest.fixture
def run(empty_database: Path, tmp_path: Path) -> Runner:
    """Runs commands on an empty database."""
    database = tmp_path / "claims.tracker"
    shutil.copy(empty_database, database)
    return Runner(database)
