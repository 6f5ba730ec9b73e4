from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner

from tests.cli.running import ROOT, Runner, python
from tracker.cli import call, group, streams
from tracker.cli.group import COMMANDS, tracker

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"sqlmodel", "textual", "dateparser", "rapidfuzz", "alembic"}
LOADED = "import sys, runpy; sys.argv[0] = 'tracker'\ntry: runpy.run_module('tracker', run_name='__main__')\n"
LOADED += "finally: print('LOADED', *sorted({name.partition('.')[0] for name in sys.modules} | {\n"
LOADED += "    name for name in sys.modules if name.startswith('sqlalchemy.dialects.')}), file=sys.stderr)"


@pytest.mark.parametrize("args", [["--help"], ["where"], ["--version"], []])
def test_what_needs_no_database_loads_none(args: list[str]) -> None:
    done = python("-c", LOADED, *args)
    loaded = set(done.stderr.partition("LOADED")[2].split())
    assert "click" in loaded
    assert not loaded & HEAVY
    assert done.returncode == (0 if args else 2)


def test_a_search_from_the_shell_loads_nothing_slow(run: Runner) -> None:
    run.ok("add", "The open model ships", "--due", "next week")
    done = python("-c", LOADED, "--db", str(run.database), "list", "model")
    assert "The open model ships" in done.stdout
    loaded = set(done.stderr.partition("LOADED")[2].split())
    assert "sqlite3" in loaded
    assert not loaded & (HEAVY | {"sqlalchemy", "pydantic"})


def test_a_report_loads_nothing_that_compares_words_or_asks_servers(run: Runner) -> None:
    done = python("-c", LOADED, "--db", str(run.database), "report", "claims", "--format", "csv")
    loaded = set(done.stderr.partition("LOADED")[2].split())
    assert {"sqlmodel", "sqlalchemy.dialects.sqlite"} <= loaded
    assert not loaded & (HEAVY - {"sqlmodel"} | {"psycopg", "sqlalchemy.dialects.postgresql"})


@pytest.mark.parametrize(
    "args",
    [
        ["add", "The open model ships"],
        ["list", "sort:speaker"],
        ["report", "record"],
        ["edit", "1", "--notes", "new"],
        ["undo"],
    ],
)
def test_no_command_on_a_file_loads_what_is_known_of_servers(run: Runner, args: list[str]) -> None:
    run.ok("add", "It ships", "--due", "next week")
    done = python("-c", LOADED, "--db", str(run.database), *args)
    loaded = set(done.stderr.partition("LOADED")[2].split())
    assert (done.returncode, "sqlmodel" in loaded, "sqlalchemy.dialects.postgresql" in loaded) == (0, True, False)


def test_the_table_says_what_the_commands_say() -> None:
    context = click.Context(tracker)
    for name, entry in COMMANDS.items():
        command = tracker.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.help is not None
        assert command.help.split("\n\n")[0].replace("\n", " ") == entry.sentence


def test_every_option_is_explained() -> None:
    context = click.Context(tracker)
    for name in COMMANDS:
        command = tracker.get_command(context, name)
        assert command is not None
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (name, parameter.name)
                assert parameter.help.endswith("."), (name, parameter.name)


def test_help_lists_every_command_in_order() -> None:
    shown = CliRunner().invoke(tracker, ["--help"]).stdout
    places = [shown.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(run: Runner, name: str) -> None:
    assert COMMANDS[name].sentence.split(":")[0] in run.ok(name, "--help")


def test_without_a_terminal_the_screens_stay_shut(run: Runner) -> None:
    code, told = run.refused()
    assert code == 2
    assert "need a terminal" in told


@pytest.mark.parametrize("code", [0, 4])
def test_the_screens_open_and_their_code_is_ours(run: Runner, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    opened: list[str] = []

    def run_app(address: str, *, read_only: bool) -> int:
        opened.append(f"{address}{' read-only' * read_only}")
        return code

    monkeypatch.setattr(call, "is_at_a_terminal", lambda: True)
    monkeypatch.setattr("tracker.tui.app.run_app", run_app)
    assert run().exit_code == code
    assert run("--read-only").exit_code == code
    assert opened == [str(run.database), f"{run.database} read-only"]


def test_the_database_is_named_by_option_then_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRACKER_DATABASE", str(tmp_path / "from-environment"))
    assert "from-environment" in CliRunner().invoke(tracker, ["where"]).stdout
    assert "from-option" in CliRunner().invoke(tracker, ["--db", "from-option", "where"]).stdout


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, click.Abort])
def test_an_interruption_has_the_code_that_shells_know(
    run: Runner, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    def interrupt(_self: object) -> None:
        raise interruption

    monkeypatch.setattr(call.Call, "archive", interrupt)
    assert run.refused("list") == (group.INTERRUPTED, "tracker: interrupted\n")


def test_a_reader_who_goes_away_is_no_trouble(run: Runner) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tracker", "demo"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read().decode()
        assert process.wait(60) == 0
    assert told == ""


FAULTY = "import sys; sys.argv = ['tracker', 'where']\nfrom tracker import places\nfrom tracker.__main__ import main\n"
FAULTY += "def fail(): raise RuntimeError('a secret')\nplaces.settings_file = fail\nmain()"


def test_a_fault_is_one_line_without_secrets(tmp_path: Path) -> None:
    done = python("-c", FAULTY, XDG_STATE_HOME=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("tracker: a fault in the program (RuntimeError in ")
    assert done.stderr.count("\n") == 1
    (log,) = (tmp_path / "claim-tracker" / "faults").iterdir()
    assert f"; where, and nothing of yours, is kept in {log}\n" in done.stderr
    assert "secret" not in done.stderr + log.read_text(encoding="utf-8")


def test_where_no_log_can_be_written_a_fault_is_told_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = python("-c", FAULTY, XDG_STATE_HOME=str(tmp_path / "file"))
    assert done.returncode == 1
    assert done.stderr.endswith("; set TRACKER_DEBUG=1 to see where\n")


def test_a_fault_is_told_in_full_when_asked_for() -> None:
    done = python("-c", FAULTY, TRACKER_DEBUG="1")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "a secret" in done.stderr


ENDED = "import os, signal, sys\nfrom tracker.reports import writing\nfrom tracker.__main__ import main\n"
ENDED += "writing.send_report = lambda *told, **more: os.kill(os.getpid(), signal.SIGTERM)\nmain()"


def test_being_ended_leaves_the_old_report(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / "claims.csv"
    target.write_text("old", encoding="utf-8")
    done = python("-c", ENDED, "--db", str(run.database), "report", "claims", "--force", "-o", str(target))
    assert done.returncode == 128 + signal.SIGTERM
    assert [path.read_text(encoding="utf-8") for path in target.parent.iterdir()] == ["old"]


def test_a_command_that_is_nearly_one_is_guessed(run: Runner) -> None:
    code, told = run.refused("lst")
    assert code == 2
    assert "Did you mean 'list'?" in told
    assert "No such command 'quux'" in run.refused("quux")[1]


def test_closed_streams_are_no_terminal(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not streams.is_watched(None)
    command = f"{sys.executable} -m tracker --db {run.database} list <&- >&-"
    assert subprocess.run(["sh", "-c", command], cwd=ROOT, check=False, capture_output=True).returncode == 0


def test_a_terminal_without_our_signs_is_no_fault(run: Runner) -> None:
    run.ok("add", "It comes")
    done = python("-m", "tracker", "--db", str(run.database), "list", PYTHONIOENCODING="latin-1")
    assert done.returncode == 0
    assert "? no date" in done.stdout


def test_colour_is_for_those_who_want_it(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    run.ok("add", "It was to come", "--said", "2025-01-01", "--due", "in February 2025")
    assert "\x1b[" in run("list", color=True).stdout
    assert "\x1b[" not in run("list").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("list", color=True).stdout


def test_exit_codes_reach_the_shell(run: Runner) -> None:
    def code(*args: Any) -> int:
        return python("-m", "tracker", "--db", str(run.database), *args).returncode

    assert code("list") == 0
    assert code("no-such-command") == 2
    assert code("show", "99") == 3
    assert python("-m", "tracker", "--db", os.devnull, "list").returncode == 4
