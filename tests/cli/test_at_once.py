"""What is answered before the command line is read is what the command answers."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import ROOT, python
from tracker import places
from tracker.cli import at_once
from tracker.cli.at_once import is_answered_at_once
from tracker.errors import InvalidInput
from tracker.store.straight import claims_with_words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Runner


@pytest.fixture
def kept(run: Runner) -> Runner:
    """Claims of several statuses and scripts."""
    run.ok("add", "Le modèle arrive", "--said", "2025-01-01", "--due", "in February 2025", "--speaker", "Zoé Müller")
    run.ok("add", "The model comes 很快", "--said", "2025-07-01", "--due", "next year")
    run.ok("add", "The tunnel opens", "--said", "2025-07-02", "--due", "soon")
    run.ok("mark", "3", "true", "--reason", "it did")
    return run


@pytest.mark.parametrize("words", [["model"], ["the"], ["MODELE"], ["the", "tunnel"], ["the tunnel"], ['"the tunnel"']])
def test_words_are_answered_as_the_command_answers_them(
    kept: Runner, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    asked = kept("list", *words)
    assert is_answered_at_once(["--db", str(kept.database), "list", *words])
    assert capsys.readouterr() == (asked.stdout, asked.stderr)
    monkeypatch.setenv(places.DATABASE_VARIABLE, str(kept.database))
    assert is_answered_at_once(["list", *words])
    assert capsys.readouterr() == (asked.stdout, asked.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["list"],
        ["--db", "", "list", "model"],
        ["--db", "nowhere.tracker", "list", "model"],
        ["--db", "{}", "list", "nothing"],
        ["--db", "{}", "list", "-model"],
        ["--db", "{}", "list", "model", "--json"],
        ["--db", "{}", "list", "--", "model"],
        ["--db", "{}", "list", "status:due"],
        ["--db", "{}", "show", "1"],
        ["--db={}", "list", "model"],
        ["--read-only", "--db", "{}", "list", "model"],
    ],
)
def test_everything_else_is_left_to_the_commands(
    kept: Runner, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert not is_answered_at_once([one.format(kept.database) for one in arguments])
    assert capsys.readouterr() == ("", "")


def test_a_terminal_has_its_colours(kept: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_once, "is_watched", lambda stream: stream is sys.stdout)
    assert not is_answered_at_once(["--db", str(kept.database), "list", "model"])


def test_what_is_refused_is_told_by_the_command(kept: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_asked: object) -> None:
        raise InvalidInput("not so")

    monkeypatch.setattr("tracker.store.straight.claims_with_words", refuse)
    assert not is_answered_at_once(["--db", str(kept.database), "list", "model"])


def test_nobody_has_to_take_all_of_it(kept: Runner) -> None:
    command = f"{sys.executable} -m tracker --db {kept.database} list model"
    for taker in (">&-", "| true"):
        done = subprocess.run(["sh", "-c", f"{command} {taker}"], cwd=ROOT, check=False, capture_output=True, text=True)
        assert done.returncode == 0
        assert "fault" not in done.stderr


def test_what_takes_as_long_as_the_search_is_not_imported(kept: Runner) -> None:
    script = "import sys; from tracker.__main__ import main; main(); print(sorted(sys.modules))"
    done = python("-c", script, "--db", str(kept.database), "list", "model")
    modules = done.stdout.splitlines()[-1]
    assert "tracker.store.straight" in modules
    late = ("click", "dataclasses", "pathlib", "platformdirs", "sqlalchemy", "textual")
    assert not [name for name in late if f"'{name}'" in modules]


@pytest.mark.parametrize("name", ["100% ours.tracker", "what?.tracker", "a#1.tracker", "é & ü.tracker"])
def test_any_name_of_a_file_is_found(kept: Runner, tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    shutil.copy(kept.database, place)
    assert claims_with_words(str(place), "model", date(2025, 7, 12)) is not None


def test_a_closed_output_is_nobody(kept: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    assert is_answered_at_once(["--db", str(kept.database), "list", "model"])
