"""The report command: what it writes, what it says besides, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import TODAY
from tests.cli.running import ROOT, Runner, python
from tracker.cli import progress, tables
from tracker.cli import reports as command
from tracker.store.archive import Archive
from tracker.store.examples import load_examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path


@pytest.fixture(scope="module")
def kept_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("examples") / "examples.tracker"
    with Archive.open(str(path), user="ada") as archive:
        load_examples(archive, TODAY)
    return path


@pytest.fixture
def examples(kept_examples: Path) -> Runner:
    """The examples, for questions only."""
    return Runner(kept_examples)


def test_a_terminal_shows_what_can_be_read(examples: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "is_watched", lambda _stream: True)
    monkeypatch.setattr(tables, "is_watched", lambda _stream: True)
    monkeypatch.setenv("COLUMNS", "80")
    shown = examples.ok("report", "record")
    assert shown.startswith("Who keeps dates\n═══")
    assert max(map(len, shown.splitlines())) <= 80
    assert examples.ok("report", "record", "--format", "csv").startswith("by,name,")
    assert "A workbook cannot be shown" in examples("report", "record", "--format", "xlsx").stderr


def test_a_terminal_shows_what_is_missing_and_the_command(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "is_watched", lambda _stream: True)
    result = run("report", "claims")
    assert result.stdout.endswith("\nNo claim fits.\n")
    assert result.stderr == "tracker add keeps one.\n"


def test_a_pipe_gets_what_programs_read(examples: Runner) -> None:
    assert examples.ok("report", "record").startswith("by,name,")
    assert examples("report", "record", "--format", "xlsx").stdout_bytes.startswith(b"PK")


def test_a_saved_view_and_a_filter_go_together(run: Runner) -> None:
    for number, tag in enumerate(("ai", "ai", "rail")):
        run.ok("add", f"Claim {number}", "--tag", tag, "--speaker", ["Ada", "Bo", "Ada"][number])
    run.ok("views", "--save", "Models", "tag:ai")
    rows = [json.loads(line) for line in run.ok("report", "claims", "--view", "models", "--format=jsonl").splitlines()]
    assert [row["claim_id"] for row in rows] == [1, 2]
    rows = run.ok("report", "claims", "speaker:ada", "--view", "Models", "--format", "jsonl").splitlines()
    assert [json.loads(line)["claim_id"] for line in rows] == [1]
    code, told = run.refused("report", "claims", "--view", "Trains")
    assert (code, "There is no view “Trains”" in told) == (3, True)


def test_neither_a_view_nor_a_filter_is_read_into_the_other(run: Runner) -> None:
    for number, kind in enumerate(["release", "release", "delay"]):
        run.ok("add", f"The open model ships in part {number}", "--kind", kind, "--said", f"2025-07-0{3 - number}")
    run.ok("views", "--save", "quoted", '"open mod')
    run.ok("views", "--save", "sorted", "kind:release sort:said")

    def numbers(*told: str) -> list[int]:
        return [
            json.loads(line)["claim_id"] for line in run.ok("report", "claims", *told, "--format=jsonl").splitlines()
        ]

    assert numbers("kind:release", "--view", "quoted") == [1, 2]
    assert numbers("--view", "sorted") != numbers("sort:-said", "--view", "sorted")
    assert numbers("sort:-said", "--view", "sorted") == numbers("kind:release sort:-said")


def test_what_is_left_out_or_missing_is_told(examples: Runner, run: Runner, tmp_path: Path) -> None:
    told = examples("report", "claims", "-o", str(tmp_path / "due.ics")).stderr
    assert re.search(r"^\d+ rows written to \S+due\.ics; left out: \d+ settled; \d+ moved", told)
    told = examples("report", "claims", "--format", "claimreview").stderr
    assert re.search(r"8 rows written to standard output; left out: .*\d+ not settled; 1 void\.$", told)
    told = run("report", "record", "-o", str(tmp_path / "record.csv")).stderr
    assert told.startswith("0 rows written to ")
    assert "No claim fits, so there is no record yet. tracker add keeps one" in told
    assert "so there is no record yet. tracker add keeps one" in run("report", "record").stderr


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["--as-of", "2025-07-13"], "2025-07-13 is still to come"),
        (["--as-of", "someday"], "“someday” is not a day of the calendar"),
        (["--as-of", "next year"], "“next year” is not a day"),
        (["--csvw"], "--csvw goes with -o FILE"),
        (["--format", "ics"], "takes claims, due"),
        (["--format", "claimreview"], "takes claims."),
        (["--format", "xlsx", "--excel"], "leave --excel away"),
        (["--check-url", "https://example.org/{claim_id}"], "The format csv has no place for the addresses of checks"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(run: Runner, args: list[str], sentence: str) -> None:
    code, told = run.refused("report", "record", *args)
    assert code == 3
    assert sentence in told
    assert told.count("\n") == 1


def test_an_earlier_day_is_told_as_it_was(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    run.ok("add", "It ships")
    assert run.ok("report", "claims", "--as-of", "yesterday").count("\n") == 1
    assert run.ok("report", "claims", "--as-of", "today") == run.ok("report", "claims")


def test_the_columns_are_described_beside_the_file(examples: Runner, tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    examples.ok("report", "claims", "-o", str(target), "--csvw", "--excel=fr")
    told = json.loads((tmp_path / "claims.csv-metadata.json").read_text(encoding="utf-8"))
    assert (told["url"], told["dialect"]["delimiter"]) == ("claims.csv", ";")


def test_an_output_that_is_closed_early_is_no_fault(examples: Runner) -> None:
    first = f"{sys.executable} -m tracker --db {examples.database} report citations --format {{}} | head -n 1"
    for name in ("csv", "markdown", "xlsx"):
        done = subprocess.run(["sh", "-c", first.format(name)], cwd=ROOT, capture_output=True, check=False)
        assert done.stdout.count(b"\n") >= 1
        assert done.stderr == b""


@pytest.mark.parametrize("name", ["claims", "calibration"])
def test_an_output_that_is_full_is_told_in_one_line(examples: Runner, name: str) -> None:
    full = f"{sys.executable} -m tracker --db {examples.database} report {name} > /dev/full"
    buffered = os.environ | {"PYTHONUNBUFFERED": ""}
    done = subprocess.run(["sh", "-c", full], cwd=ROOT, capture_output=True, text=True, check=False, env=buffered)
    assert done.returncode == 3
    assert done.stderr == "tracker: Standard output cannot be written: No space left on device.\n"


STOPPED = """
import os, signal, sys
from tracker.reports import tables, writing
from tracker.__main__ import main

def stopped(rows):
    def some(*told, **more):
        for row in rows(*told, **more):
            yield row
            os.kill(os.getpid(), signal.SIGINT)
    return some

tables._ROWS = {name: stopped(rows) for name, rows in tables._ROWS.items()}
writing.claim_lines = stopped(writing.claim_lines)
main()
"""


@pytest.mark.parametrize("name", ["claims.csv", "claims.xlsx", "claims.md"])
def test_ctrl_c_leaves_the_old_files_and_nothing_else(examples: Runner, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / name
    target.write_text("old", encoding="utf-8")
    args = ["--db", str(examples.database), "report", "claims", "--force", "-o", str(target)]
    if name.endswith("csv"):
        (folder / f"{name}-metadata.json").write_text("old", encoding="utf-8")
        args.append("--csvw")
    before = sorted(folder.iterdir())
    done = python("-c", STOPPED, *args, TMPDIR=str(tmp_path))
    assert (done.returncode, done.stderr) == (130, "tracker: interrupted\n")
    assert sorted(folder.iterdir()) == before
    assert {file.read_text(encoding="utf-8") for file in before} == {"old"}
    assert not list(tmp_path.glob("tracker-*"))


def watch_slowly(monkeypatch: pytest.MonkeyPatch, total: int | None) -> str:
    """What a terminal gets while something is gone through that takes as long as the bar waits."""
    leader, follower = pty.openpty()
    with os.fdopen(follower, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(progress, "AFTER_SECONDS", 0.0)
        monkeypatch.setattr(progress, "Timer", AtOnce)
        with progress.watched(iter(range(120)), "writing claims", total) as rows:
            assert sum(rows) == sum(range(120))
        stream.flush()
        shown = os.read(leader, 65_536).decode()
    os.close(leader)
    return shown


class AtOnce:
    """A timer that does not wait."""

    daemon = False

    def __init__(self, _seconds: float, action: Callable[[], None]) -> None:
        self._action = action

    def start(self) -> None:
        self._action()

    def cancel(self) -> None:
        """Too late."""

    def join(self) -> None:
        """It is done."""


def test_long_work_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    shown = watch_slowly(monkeypatch, 120)
    assert "writing claims" in shown
    assert re.search(r"\d+/120", shown)


def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with progress.watched(iter(range(120)), "writing claims", None) as rows:
        assert len(list(rows)) == 120
    assert capsys.readouterr() == ("", "")


def test_a_bar_is_only_for_who_watches(examples: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[str] = []

    def watched(each: Iterable[Any], what: str, total: int | None) -> AbstractContextManager[Iterable[Any]]:
        seen.append(f"{what} {total}")
        return nullcontext(each)

    monkeypatch.setattr(progress, "watched", watched)
    examples.ok("report", "claims", "-o", str(tmp_path / "a.csv"))
    assert seen == []
    monkeypatch.setattr(progress, "is_watched", lambda stream: stream is sys.stderr)
    examples.ok("report", "claims", "-o", str(tmp_path / "b.csv"), "--as-of", "2025-07-01")
    assert seen == ["going back to 2025-07-01 0", "writing claims 0"]
    seen.clear()
    examples.ok("report", "claims", "-o", str(tmp_path / "c.csv"))
    examples.ok("report", "verdicts", "-o", str(tmp_path / "d.csv"))
    assert seen == ["writing claims 49", "writing verdicts None"]
