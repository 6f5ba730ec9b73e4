from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import Runner

if TYPE_CHECKING:
    from pathlib import Path

WRITES = [
    ("add", "It ships"),
    ("edit", "1", "--notes", "x"),
    ("mark", "1", "true"),
    ("snooze", "1", "30"),
    ("tag", "1", "--add", "a"),
    ("cite", "1", "--title", "x"),
    ("credence", "1", "70%"),
    ("trash", "1"),
    ("undo",),
    ("doctor", "--repair"),
    ("restore", "x"),
]


@pytest.mark.parametrize("command", WRITES, ids=lambda command: command[0])
def test_what_writes_is_refused_in_one_sentence(run: Runner, command: tuple[str, ...]) -> None:
    run.ok("add", "It is there", "--said", "2025-07-01")
    before = run.database.read_bytes()
    code, told = run.refused("--read-only", *command)
    assert (code, told.count("\n")) == (4, 1)
    assert run.database.read_bytes() == before


def test_what_reads_goes_on(run: Runner, tmp_path: Path) -> None:
    run.ok("add", "It is there")
    for command in (("list",), ("show", "1"), ("doctor", "--deep"), ("views",), ("sources",), ("report", "claims")):
        run.ok("--read-only", *command)
    run.ok("--read-only", "backup", "--into", str(tmp_path / "copy.tracker"))


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert "There is no database" in Runner(tmp_path / "claims.tracker").refused("--read-only", "add", "It ships")[1]
    assert not (tmp_path / "claims.tracker").exists()
