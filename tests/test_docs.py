"""Every command and key that the documents name works as they say."""

from __future__ import annotations

import pkgutil
import re
import shlex
import shutil
import tomllib
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from tracker.cli import clock
from tracker.cli.group import tracker
from tracker.places import example_articles
from tracker.reports.formats import FORMATS
from tracker.reports.tables import reports
from tracker.settings import DateSettings, Settings, read_settings
from tracker.store.filters import parse_filter
from tracker.store.orders import ORDERS
from tracker.tui import screens, widgets
from tracker.tui.app import TrackerApp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    import pytest
    from textual.dom import DOMNode

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODULES = [
    import_module(f"{room.__name__}.{found.name}")
    for room in (screens, widgets)
    for found in pkgutil.iter_modules(room.__path__)
]
KEYS = {
    "?": "question_mark",
    "/": "slash",
    "esc": "escape",
    "*": "asterisk",
    "\\|": "vertical_line",
    "]": "right_square_bracket",
    "[": "left_square_bracket",
    "}": "right_curly_bracket",
    "{": "left_curly_bracket",
    "+": "plus",
    "-": "minus",
    "=": "equals_sign",
}


def _parts_with_keys(modules: list[ModuleType] = MODULES) -> Iterator[type[DOMNode]]:
    """The program, its screens and its widgets: all that declare keys of their own."""
    yield TrackerApp
    for module in modules:
        for part in vars(module).values():
            if isinstance(part, type) and part.__module__ == module.__name__ and "BINDINGS" in vars(part):
                yield part


def test_the_set_up_commands_are_those_that_are_checked() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, flags=re.MULTILINE)
    assert len(commands) == 2
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert all(command in script for command in commands)


def test_every_command_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_DATABASE", str(tmp_path / "claims.tracker"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    shutil.copy(example_articles()[-1], tmp_path / "article.md")
    commands = re.findall(r"^tracker .*$", README, flags=re.MULTILINE)
    assert len(commands) >= 11
    for command in commands:
        result = CliRunner().invoke(tracker, shlex.split(command.partition(" | ")[0])[1:])
        assert result.exit_code == 0, f"{command}\n{result.output}"
    assert (tmp_path / "claims.csv").exists()


def test_every_key_of_the_readme_is_bound() -> None:
    bound = {
        key for part in _parts_with_keys() if part._merged_bindings for key in part._merged_bindings.key_to_bindings
    }
    rows = re.findall(
        r"^\| ((?:`[^`]+` ?)+)\| ", README.split("## The screens")[1].split("## Filters")[0], re.MULTILINE
    )
    named = [key for row in rows for key in re.findall(r"`([^`]+)`", row)]
    assert len(named) >= 18
    missing = [key for key in named if KEYS.get(key, key) not in bound]
    assert not missing


def test_every_filter_of_the_readme_is_understood() -> None:
    table = README.split("## Filters")[1].split("```console")[0]
    terms = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    assert len(terms) == 12
    assert all(parse_filter(term) for term in terms)


def test_the_readme_and_the_help_of_the_list_name_every_order() -> None:
    (row,) = re.findall(r"^\| `sort:due` .*$", README, re.MULTILINE)
    help_of_list = CliRunner().invoke(tracker, ["list", "--help"]).output
    for order in ORDERS:
        if not order.startswith("-"):
            assert re.search(rf"[`:]{order}`", row)
            assert re.search(rf"\b{order}\b", help_of_list)


def test_the_settings_of_the_readme_are_all_there_are_as_they_come(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    file = tmp_path / "settings.toml"
    file.write_text(block, encoding="utf-8")
    assert read_settings(file) == Settings()
    told = tomllib.loads(block)["dates"]
    assert told == DateSettings()._asdict()


def test_the_readme_names_what_each_setting_may_be(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    file = tmp_path / "settings.toml"
    for usual, other in (('"north"', '"south"'), ('"monday"', '"sunday"'), ("start = 1 ", "start = 12 ")):
        assert usual in block
        file.write_text(block.replace(usual, other), encoding="utf-8")
        assert read_settings(file) != Settings()


def test_the_readme_lists_every_report() -> None:
    for report in reports().values():
        assert f"| `{report.name}` | {report.description} |" in README


def test_the_record_of_the_readme_is_that_of_the_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 23))
    (shown,) = re.findall(r"^```text\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    database = str(tmp_path / "examples.tracker")
    CliRunner().invoke(tracker, ["demo", "--into", database])
    written = CliRunner().invoke(tracker, ["--db", database, "report", "record", "--format", "text"]).output
    assert shown in written


def test_the_readme_lists_every_format() -> None:
    for one in FORMATS.values():
        assert f"| `{one.name}` | `{one.suffix}` |" in README


def test_every_binding_has_an_id_a_description_and_a_tooltip() -> None:
    assert len(list(_parts_with_keys())) > 12
    for part in _parts_with_keys():
        for binding in part.BINDINGS:
            assert not isinstance(binding, tuple)
            assert binding.id
            assert binding.description
            assert binding.tooltip


def _named_in(tour: str) -> tuple[set[str], set[str]]:
    """The modules that a tour names, each in its room, and the rooms of which it names only some: there stands “…”."""
    (tree,) = re.findall(r"^    tracker/\n(?: {6}.*\n)+", tour, re.MULTILINE)
    modules, summed_up, rooms = set(), set(), [(-1, "")]
    for line in tree.splitlines():
        margin = len(line) - len(line.lstrip())
        while rooms[-1][0] >= margin:
            rooms.pop()
        if room := re.match(r" +(\w+/)(?: |$)", line):
            rooms.append((margin, rooms[-1][1] + room[1]))
        _, here = rooms[-1]
        modules |= {here + module for module in re.findall(r"(?:\w+/)*\w+\.py", line)}
        summed_up |= {here} if "…" in line else set()
    return modules, summed_up


def test_the_tour_names_every_module_in_its_room() -> None:
    named, summed_up = _named_in((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tracker").rglob("*.py")}
    assert named <= there, f"there is no {sorted(named - there)}"
    left_out = {path for path in there - named if path.rpartition("/")[0] + "/" not in summed_up}
    left_out = {path for path in left_out if not path.endswith("/__init__.py")}
    assert not left_out, f"the tour does not name {sorted(left_out)}"


def test_pins_hold_names_and_versions_only() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.]+", pin) for pin in pins)


def test_every_test_that_the_promises_name_is_there() -> None:
    named = re.findall(r"`(test_\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"def (test_\w+)\(", tests))
    assert len(named) >= 40
    assert set(named) <= there, set(named) - there


def test_the_promises_that_are_called_long_are_those_with_a_test_marked_so() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    marked = set(re.findall(r"@pytest\.mark\.long\n(?:async )?def (test_\w+)\(", tests))
    promises = re.findall(
        r"^\| (.+) \| (`test_.+) \|$", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    named = {name for _, tests in promises for name in re.findall(r"test_\w+", tests)}
    assert marked <= named
    for promise, tests in promises:
        assert ("(*long*)" in promise) == bool(marked & set(re.findall(r"test_\w+", tests))), promise
