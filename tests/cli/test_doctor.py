from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.cli.running import Runner
from tracker.cli.group import tracker

if TYPE_CHECKING:
    from pathlib import Path


def _damage(run: Runner, statement: str) -> None:
    with closing(sqlite3.connect(run.database)) as file:
        file.execute(statement)
        file.commit()


def test_a_database_that_is_well_ends_with_0(run: Runner) -> None:
    run.ok("add", "It ships")
    assert run.ok("doctor") == "Nothing is wrong, at first sight: --deep reads every row.\n"
    assert run.ok("doctor", "--deep") == "Nothing is wrong.\n"
    assert run.json("doctor") == []


def test_what_can_be_mended_is_told_and_mended(run: Runner) -> None:
    run.ok("add", "It ships")
    _damage(run, "DELETE FROM standing")
    result = run("doctor")
    assert (result.exit_code, result.stderr) == (4, "")
    assert result.stdout == "1 claim has no standing. It can be mended: tracker doctor --repair.\n"
    result = run("doctor", "--repair")
    assert (result.exit_code, result.stdout) == (0, "Nothing is wrong.\n")
    assert result.stderr == "Made anew: standings-missing, 1.\n"
    assert run("doctor", "--repair").stderr == "There was nothing to make anew.\n"


def test_what_cannot_be_mended_points_to_backups_and_salvage(run: Runner) -> None:
    run.ok("add", "It ships")
    _damage(run, "UPDATE claim SET statement = 'It \x1b[31mdoes not'")
    result = run("doctor", "--repair")
    assert result.exit_code == 4
    assert result.stdout == "1 row of claim is not what the history says, or missing.\n"
    assert "tracker restore lists the backups" in result.stderr
    found = run("doctor", "--deep", "--json")
    assert '"code": "rows-claim"' in found.stdout


def test_a_damaged_file_is_salvaged_into_a_new_one(run: Runner, tmp_path: Path) -> None:
    run.ok("add", "It ships", "--tag", "a")
    _damage(run, "DELETE FROM claim_tag")
    target = tmp_path / "rescued.tracker"
    told = run.ok("doctor", "--salvage", str(target))
    assert f"Written to {target}: 3 rows, 1 of them from the history alone; 0 known to be lost.\n" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.tracker", "rescued.tracker"]
    assert Runner(target).json("list")[0]["tags"] == ["a"]
    assert Runner(target).ok("doctor", "--deep") == "Nothing is wrong.\n"
    code, refusal = run.refused("doctor", "--salvage", str(target))
    assert (code, "exists already" in refusal) == (3, True)


@pytest.mark.parametrize("more", ["--deep", "--repair"])
def test_salvage_goes_by_itself(run: Runner, more: str) -> None:
    assert run.refused("doctor", "--salvage", "x.tracker", more)[0] == 2


def test_what_is_no_file_cannot_be_salvaged(tmp_path: Path) -> None:
    assert "nothing to salvage" in Runner(tmp_path / "nothing.tracker").refused("doctor", "--salvage", "x")[1]
    server = ["--db", "postgresql://u:s3nt1n3l@127.0.0.1:1/x", "doctor", "--salvage", "x"]
    result = CliRunner().invoke(tracker, server)
    assert (result.exit_code, "administrator" in result.stderr) == (4, True)


def test_a_file_that_cannot_be_opened_says_what_to_do(run: Runner) -> None:
    run.ok("add", "It ships")
    content = run.database.read_bytes()
    run.database.write_bytes(content[: len(content) // 2])
    code, told = run.refused("doctor")
    assert code == 4
    assert "the file is damaged: tracker restore lists its backups, and tracker doctor --salvage NEWFILE reads" in told
