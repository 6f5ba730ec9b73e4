"""Input that is closed and output that cannot be written are told in one sentence, never as a fault."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Runner

FULL = "tracker: Standard output cannot be written: No space left on device."


def shell(
    run: Runner, command: str, *, unbuffered: str = "", encoding: str = "utf-8"
) -> subprocess.CompletedProcess[str]:
    """A command line of the program in a shell."""
    line = f"{sys.executable} -m tracker --db {run.database} {command}"
    return subprocess.run(
        ["sh", "-c", line],
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered, "PYTHONIOENCODING": encoding},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def one(run: Runner) -> Runner:
    run.ok("add", "The open model ships", "--title", "A talk", "--due", "next week")
    return run


@pytest.mark.parametrize(
    "command",
    [
        "list",
        "list model",
        "list --json",
        "show 1",
        "sources",
        "source 1",
        "views",
        "where",
        "window 'next week'",
        "doctor",
        "undo",
        "import tests/transfer/foreign/predictionbook.csv",
        "report claims",
        "--help",
        "--version",
        "list --help",
    ],
)
def test_an_output_that_is_full_is_no_fault(one: Runner, command: str) -> None:
    done = shell(one, f"{command} > /dev/full")
    assert (done.returncode, done.stderr) == (3, f"{FULL}\n")


def test_an_output_without_a_buffer_is_told_too(one: Runner) -> None:
    done = shell(one, "list > /dev/full", unbuffered="1")
    assert (done.returncode, done.stderr) == (3, f"{FULL}\n")


def test_what_is_kept_is_told_though_the_output_is_full(one: Runner) -> None:
    done = shell(one, "add 'It comes' > /dev/full")
    assert (done.returncode, done.stderr) == (3, f"{FULL} Kept as claim 2.\n")
    done = shell(one, "edit 2 --notes mine --json > /dev/full")
    assert (done.returncode, done.stderr) == (3, f"{FULL} Claim 2 is changed. tracker undo takes it back.\n")
    assert one.json("show", "2")["notes"] == "mine"


@pytest.mark.parametrize("command", ["add -", "edit 1 --statement -", "import -", "read -"])
def test_an_input_that_is_closed_is_told(one: Runner, command: str) -> None:
    done = shell(one, f"{command} <&-")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.casefold().count("standard input is closed") == 1
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("encoding", ["utf-8:strict", "utf-8:surrogateescape"])
@pytest.mark.parametrize("command", ["add -", "edit 1 --statement -"])
def test_an_input_that_is_not_utf8_is_told(one: Runner, tmp_path: Path, command: str, encoding: str) -> None:
    (tmp_path / "latin").write_bytes(b"Caf\xe9 opens")
    done = shell(one, f"{command} < {tmp_path / 'latin'}", encoding=encoding)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "tracker: What comes by standard input is not UTF-8: save it anew as UTF-8.\n"


def test_words_that_are_not_utf8_are_told(one: Runner) -> None:
    done = shell(one, "add \"$(printf 'Caf\\351 opens')\"")
    told = "The field “claim” is not UTF-8 (byte E9 at character 4): write it in UTF-8."
    assert (done.returncode, done.stderr) == (3, f"tracker: {told}\n")


@pytest.mark.parametrize("command", ["report claims", "report claims -o -", "report due --format text"])
def test_a_report_to_an_output_that_is_closed_is_told(one: Runner, command: str) -> None:
    done = shell(one, f"{command} >&-")
    sentence = "tracker: Standard output is closed: name a file with -o, or leave the output open.\n"
    assert (done.returncode, done.stderr) == (3, sentence)
