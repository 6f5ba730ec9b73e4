"""Running commands and looking at what they say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from tracker.cli.group import tracker

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).parents[2]


@dataclass
class Runner:
    """Runs ``tracker --db DATABASE …`` in this process."""

    database: Path

    def __call__(self, *args: str, stdin: str | None = None, color: bool = False) -> Result:
        """What came of it, whatever the exit code."""
        result = CliRunner().invoke(tracker, ["--db", str(self.database), *args], input=stdin, color=color)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def ok(self, *args: str) -> str:
        """The output of a command that must succeed."""
        result = self(*args)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    def json(self, *args: str) -> Any:
        """The JSON that a command prints."""
        return json.loads(self.ok(*args, "--json"))

    def refused(self, *args: str, stdin: str | None = None) -> tuple[int, str]:
        """The exit code and the one line of a command that must not succeed."""
        result = self(*args, stdin=stdin)
        assert result.exit_code != 0
        assert result.stdout == ""
        return result.exit_code, result.stderr


def python(*args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A Python of its own, with these variables added to its environment."""
    return subprocess.run(
        [sys.executable, *args],
        cwd=ROOT,
        env=os.environ | more,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
