"""What the program keeps by itself is for its user alone, whatever the umask."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import Runner
from tracker import faults, places
from tracker.tui.kept_choices import KeptChoices
from tracker.tui.left_drafts import LeftDrafts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SERVER = "postgresql://u@127.0.0.1:1/x"


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a user's folders will be; none of them is there yet."""
    for name in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    return tmp_path / "home"


def _keep_by_commands(run: Runner, told: Path) -> None:
    """Every command that leaves something behind which nobody named."""
    told.write_text("Was;Wer\nIt ships;Ada\n", encoding="utf-8")
    run.ok("add", "It ships next week")
    run.ok("import", str(told), "--yes", "--map", "statement=Was", "--save-mapping", "ours")
    run.ok("backup")
    run.ok("restore", run.json("restore")[0]["name"])
    run.ok("backup", "--into", str(run.database.parent / "copies" / "copy.tracker"))
    run.ok("doctor", "--salvage", str(run.database.parent / "rescued" / "rescued.tracker"))


def test_all_files_are_for_their_user_alone_whatever_the_umask(
    umask: int, home: Path, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    place = home / "documents" / "claims" / "claims.tracker"
    _keep_by_commands(Runner(place), tmp_path / "told.csv")
    for address in (SERVER, str(place)):
        LeftDrafts(places.drafts_file(address)).keep("Add a claim", {"statement": "Half a thought"})
    KeptChoices(places.choices_file()).keep_theme("nord")
    assert faults.write_log(ValueError())

    folders = [home, *(path for path in home.rglob("*") if path.is_dir())]
    files = [path for path in home.rglob("*") if path.is_file()]
    wanted = {place, place.with_name("rescued"), places.mappings_file(), places.drafts_file(SERVER)}
    wanted |= {places.drafts_file(str(place)), places.choices_file(), places.backups_folder(place)}
    assert wanted <= {*folders, *files}
    open_to_others = [path for path in files if stat.S_IMODE(path.stat().st_mode) != 0o600]
    open_to_others += [path for path in folders if stat.S_IMODE(path.stat().st_mode) != 0o700]
    figure(f"umask {umask:03o}: {len(files)} files and {len(folders)} folders, {len(open_to_others)} open to others")
    assert open_to_others == []
