from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.cli.running import Runner
from tracker.cli.group import tracker
from tracker.places import backups_folder
from tracker.store import backup as backups
from tracker.store.whole_files import checksum_file

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def yesterday(run: Runner) -> Callable[[], None]:
    """Lets the newest step be one of another day."""

    def age() -> None:
        with closing(sqlite3.connect(run.database)) as file:
            file.execute("UPDATE journal_batch SET made_at = '2025-07-01T12:00:00.000000Z'")
            file.commit()

    return age


def test_a_backup_is_made_listed_and_brought_back(run: Runner) -> None:
    run.ok("add", "It ships")
    told = run.ok("backup")
    (listed,) = run.json("restore")
    assert told.startswith(f"Backup written to {listed['path']}; tracker restore {listed['name']} brings it back.")
    assert (listed["reason"], listed["claims"]) == ("asked", 1)

    run.ok("add", "It does not")
    told = run.ok("restore", listed["name"])
    assert f"Restored {listed['name']}: 1 claim, as of 2" in told
    assert [claim["statement"] for claim in run.json("list")] == ["It ships"]
    present = run.json("restore")[0]
    assert f"tracker restore {present['name']} brings it back." in told
    run.ok("restore", present["name"])
    assert len(run.json("list")) == 2


def test_the_list_of_backups_is_read_by_people(run: Runner) -> None:
    assert run("restore").stderr.startswith("There are no backups yet: from the second day on")
    run.ok("add", "It ships")
    run.ok("backup")
    assert run.ok("restore").split()[3:] == ["1", "claim", "made", "by", "hand"]
    path = Path(run.json("restore")[0]["path"])
    path.write_text("spoilt", encoding="utf-8")
    assert "unreadable" in run.ok("restore")
    assert "is not what it was" in run.refused("restore", path.stem)[1]


def test_a_backup_in_a_file_of_its_own_is_never_overwritten(run: Runner, tmp_path: Path) -> None:
    run.ok("add", "It ships")
    target = tmp_path / "mine.tracker"
    assert run.ok("backup", "--into", str(target)) == f"Backup written to {target}.\n"
    assert run.refused("backup", "--into", str(target)) == (
        3,
        f"tracker: {target} exists already and was left as it is: name a new file.\n",
    )
    assert run.refused("backup", "--into", str(run.database))[0] == 3
    assert run.json("restore") == []
    assert [claim["statement"] for claim in Runner(target).json("list")] == ["It ships"]
    run.ok("add", "It does not")
    assert "Restored mine: 1 claim" in run.ok("restore", str(target))
    assert len(run.json("list")) == 1


def test_a_backup_in_a_file_whose_name_is_no_text_can_be_checked_and_restored(run: Runner, tmp_path: Path) -> None:
    run.ok("add", "It ships")
    target = tmp_path / "b\udcff.tracker"
    run.ok("backup", "--into", str(target))
    assert checksum_file(target).read_bytes().endswith(b"  b\xff.tracker\n")
    assert "1 claim" in run.ok("restore", str(target))


@pytest.mark.parametrize("gone", ["the database", "its folder"])
def test_a_database_that_is_gone_comes_back_from_a_file_of_its_own(run: Runner, tmp_path: Path, gone: str) -> None:
    run.ok("add", "It ships")
    target = tmp_path / "keep.tracker"
    run.ok("backup", "--into", str(target))
    run.database.unlink()
    lost = run if gone == "the database" else Runner(tmp_path / "lost" / "claims.tracker")
    assert lost.ok("restore", str(target)).startswith("Restored keep: 1 claim, as of 2")
    assert [claim["statement"] for claim in lost.json("list")] == ["It ships"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in (lost.database, lost.database.parent)] == [0o600, 0o700]
    assert target.is_file()


def test_what_is_not_there_is_not_backed_up(tmp_path: Path) -> None:
    code, told = Runner(tmp_path / "nothing.tracker").refused("backup")
    assert (code, "there is nothing to back up" in told) == (4, True)
    assert not list(tmp_path.glob("nothing*"))


def test_a_server_s_backup_is_restored_by_its_own_program() -> None:
    result = CliRunner().invoke(tracker, ["--db", "postgresql://u:s3nt1n3l@127.0.0.1:1/x", "restore"])
    assert result.exit_code == 4
    assert "pg_restore --clean --if-exists --no-owner --dbname=postgresql://u:***@127.0.0.1:1/x FILE" in result.stderr


def test_the_first_change_of_a_day_tells_of_no_backup_unless_it_fails(
    run: Runner, yesterday: Callable[[], None]
) -> None:
    run.ok("add", "It ships")
    yesterday()
    assert run("add", "It ships again").stderr == ""
    assert [one["reason"] for one in run.json("restore")] == ["first-of-day"]


def test_old_backups_that_cannot_go_are_told_of_beside_the_new_one(run: Runner) -> None:
    for second in range(6):  # folders, which are not removed as files are
        (backups_folder(run.database) / f"20200101T00000{second}Z-asked.tracker").mkdir(parents=True)
    made = run("backup")
    assert (made.exit_code, made.stdout.startswith("Backup written to ")) == (0, True)
    restored = run("restore", run.json("restore")[0]["name"])
    assert (restored.exit_code, restored.stdout.startswith("Restored ")) == (0, True)
    for told in (made, restored):
        assert told.stderr.count("\n") == 1
        assert told.stderr.startswith(f"Old backups in {backups_folder(run.database)} could not be removed: ")


def test_a_backup_that_fails_is_told_in_one_line(run: Runner, yesterday: Callable[[], None]) -> None:
    run.ok("add", "It ships")
    yesterday()
    backups_folder(run.database).write_text("in the way", encoding="utf-8")
    result = run("add", "It ships again")
    assert result.exit_code == 0
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("There is no backup before the first change of the day.")


def test_where_tells_where_backups_are(run: Runner) -> None:
    assert f"backups   {run.database}.backups  (not there yet)" in run.ok("where")
    assert run.json("where")["backups"] == f"{run.database}.backups"


def test_names_in_the_list_are_those_of_the_files(run: Runner) -> None:
    made = backups.make_backup(run.database, backups.Reason.ASKED, datetime(2025, 7, 11, 18, tzinfo=UTC))
    assert made.path.name == "20250711T180000Z-asked.tracker"
    assert run.json("restore")[0]["made_at"].startswith("2025-07-11T18:00:00")


@pytest.mark.parametrize("command", [("report", "claims", "-o", "in.csv"), ("export", "in")], ids=["report", "all"])
def test_an_import_is_made_after_a_backup_however_small(run: Runner, tmp_path: Path, command: tuple[str, ...]) -> None:
    run.ok("add", "It ships", "--notes", "as it was")
    run.ok(*command)
    edited = tmp_path / ("in.csv" if command[0] == "report" else "in/claim.csv")
    edited.write_text(edited.read_text(encoding="utf-8").replace("as it was", "as it is"), encoding="utf-8")
    run.ok("import", command[-1], "--yes")
    assert run.json("show", "1")["notes"] == "as it is"
    (backup,) = run.json("restore")
    assert (backup["reason"], backup["claims"]) == ("before-bulk", 1)
    run.ok("import", command[-1], "--yes")
    assert len(run.json("restore")) == 1, "there was nothing to write"
