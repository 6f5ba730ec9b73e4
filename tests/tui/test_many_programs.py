"""The screens and two commands that write to one file at the same time."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.lengths import so_many
from tracker.store.archive import Archive
from tracker.store.doctor import examine

from .samples import NET_ZERO, NEXT_WEEK, keep

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Opener

ROOT = Path(__file__).parents[2]
COMMAND = """
import sys
from click.testing import CliRunner
from tracker.cli.group import tracker
for number in range(int(sys.argv[3])):
    result = CliRunner().invoke(tracker, ["--db", sys.argv[1], "add", f"{sys.argv[2]} {number}"])
    if result.exit_code:
        sys.exit(f"{result.exit_code} {result.output}")
"""


@pytest.mark.long
async def test_the_screens_and_two_commands_lose_no_write_of_each_other(
    opened: Opener, place: Path, figure: Callable[[str], None]
) -> None:
    times = so_many(8, 300)
    keep(place, NEXT_WEEK, NET_ZERO)
    async with opened(100, 30) as person:
        commands = [
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", COMMAND, str(place), name, str(times)),
                cwd=ROOT,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
            for name in ("First", "Second")
        ]
        for number in range(times):
            await person.press("c", *str(number % 100), "enter")
        told = [(await command.communicate())[0].decode() for command in commands]
        refused = "did not finish in time" in person.notices
    with closing(sqlite3.connect(place)) as file:
        (credences,) = file.execute("SELECT count(*) FROM credence").fetchone()
        added = {statement for (statement,) in file.execute("SELECT statement FROM claim")}
    with Archive.open(str(place)) as archive:
        assert examine(archive, deep=True) == []
    wanted = {f"{name} {number}" for name in ("First", "Second") for number in range(times)}
    lost = times - credences + len(wanted - added)
    figure(f"3 x {times} writes by the screens and two commands: {lost} lost")
    assert [(command.returncode, text) for command, text in zip(commands, told, strict=True)] == [(0, ""), (0, "")]
    assert (lost, refused) == (0, False)
