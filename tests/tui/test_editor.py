"""Long texts in the user's own editor."""

from __future__ import annotations

import signal
import stat
import sys
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from tracker.errors import InvalidInput
from tracker.store.archive import Archive
from tracker.store.queries import claim_card
from tracker.tui.outside_editor import edit_outside, editor_command

from .samples import NEXT_WEEK, TODAY, keep
from .test_terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .conftest import Opener

APPENDS = "file.write_text(file.read_text(encoding='utf-8') + 'and more\\n', encoding='utf-8')"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program puts what it hands over."""
    folder = tmp_path / "handed over"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return folder


def _editor(tmp_path: Path, act: str) -> str:
    """The command of an editor that does something to its file."""
    script = tmp_path / "an editor.py"
    script.write_text(f"import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\n{act}\n", encoding="utf-8")
    return f"{sys.executable} '{script}'"


@contextmanager
def _lent(_app: App[int]) -> Iterator[None]:
    yield


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that can be lent, as the one of the tests cannot."""
    monkeypatch.setattr(App, "suspend", _lent)


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"EDITOR": "nano"}, ["nano"]),
        ({"EDITOR": "nano", "VISUAL": "code --wait"}, ["code", "--wait"]),
        ({"EDITOR": "'/a b/vi' -n", "VISUAL": " "}, ["/a b/vi", "-n"]),
    ],
)
def test_the_editor_is_the_one_that_is_chosen(environment: dict[str, str], command: list[str]) -> None:
    assert editor_command(environment) == command


@pytest.mark.parametrize(("environment", "told"), [({}, "export EDITOR=nano"), ({"EDITOR": "vi 'a"}, "EDITOR is not")])
def test_without_an_editor_it_is_said_how_to_choose_one(environment: dict[str, str], told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        editor_command(environment)


@pytest.mark.parametrize("text", ["one", "one\ntwo\n", "é «»\n\nthree", ""])
def test_an_editor_that_changes_nothing_gives_the_text_back(tmp_path: Path, folder: Path, text: str) -> None:
    command = editor_command({"EDITOR": _editor(tmp_path, "")})
    assert edit_outside(text, command, "notes") == (text, "")
    assert not list(folder.iterdir())


def test_the_line_break_that_editors_add_is_no_part_of_the_text(tmp_path: Path) -> None:
    command = editor_command({"EDITOR": _editor(tmp_path, "file.write_text(file.read_text() + ' more\\n')")})
    assert edit_outside("some", command, "notes").text == "some more"


def test_what_is_handed_over_is_private(tmp_path: Path) -> None:
    act = "file.write_text(oct(file.stat().st_mode) + ' ' + oct(file.parent.stat().st_mode) + ' ' + file.name)"
    command = editor_command({"EDITOR": _editor(tmp_path, act)})
    file, folder, name = edit_outside("secret", command, "notes").text.split()
    assert (stat.S_IMODE(int(file, 8)), stat.S_IMODE(int(folder, 8)), name) == (0o600, 0o700, "notes.txt")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("sys.exit(3)", "ended with code 3. The text stays as it was."),
        ("file.unlink()", "cannot be used: No such file or directory. The text stays as it was."),
    ],
)
def test_an_editor_that_fails_leaves_the_text_as_it_was(tmp_path: Path, folder: Path, act: str, told: str) -> None:
    text, trouble = edit_outside("some", editor_command({"EDITOR": _editor(tmp_path, act)}), "notes")
    assert text == "some"
    assert trouble.endswith(told)
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    "act", ["file.write_bytes(b'caf\\xe9')", "file.write_text('more'); sys.exit(1)"], ids=["latin-1", "crash"]
)
def test_what_an_editor_wrote_and_cannot_be_read_is_not_lost(tmp_path: Path, folder: Path, act: str) -> None:
    text, trouble = edit_outside("some", editor_command({"EDITOR": _editor(tmp_path, act)}), "notes")
    (kept,) = folder.glob("*/notes.txt")
    assert text == "some"
    assert trouble.endswith(f"The text stays as it was. What the editor wrote is in {kept}.")


def test_an_editor_that_is_not_there_is_told_by_name() -> None:
    assert "The editor no-such-editor cannot be used" in edit_outside("some", ["no-such-editor"], "notes").trouble


@pytest.mark.usefixtures("lent")
async def test_a_long_field_is_written_in_the_editor(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(place, NEXT_WEEK)
    monkeypatch.setenv("EDITOR", _editor(tmp_path, APPENDS))
    async with opened(80, 40) as person:
        await person.press("e")
        assert "f4" not in person.screen
        await person.press(*["tab"] * 6)
        assert "f4 your editor" in person.screen.splitlines()[-1]
        await person.press("f4")
        assert "la semaine prochaineand more" in person.screen
        await person.press("ctrl+s")
    with Archive.open(str(place)) as archive:
        assert archive.run(claim_card, 1, TODAY).fields.quote == "la semaine prochaineand more"


@pytest.mark.usefixtures("lent")
async def test_trouble_with_the_editor_is_told_and_nothing_is_lost(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(80, 40) as person:
        await person.press("a", "f4")
        assert "f4 opens your editor in the long fields: quotation, true if and notes." in person.notices
        await person.press(*["tab"] * 6)
        await person.type("what was said")
        await person.press("f4")
        assert "No editor is chosen" in person.notices
        monkeypatch.setenv("EDITOR", _editor(tmp_path, "sys.exit(3)"))
        await person.press("f4")
        assert "ended with code 3" in person.notices
        monkeypatch.setenv("EDITOR", _editor(tmp_path, ""))
        await person.press("f4")
        assert "Nothing was changed in the editor." in person.notices
        assert "what was said" in person.screen


async def test_a_terminal_that_cannot_be_lent_is_told(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with opened(80, 40) as person:
        await person.press("a", *["tab"] * 6, "f4")
        assert "This terminal cannot be lent to an editor." in person.notices


def test_the_terminal_is_lent_and_given_back(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(place, NEXT_WEEK)
    act = f"print('in the editor'); {APPENDS}; import os, signal; os.kill(os.getppid(), signal.SIGINT)"
    monkeypatch.setenv("VISUAL", _editor(tmp_path, act))
    with Terminal("--db", str(place)) as terminal:
        terminal.wait_for("The open model")
        terminal.press("e")
        terminal.wait_for("Edit claim 1")
        terminal.press("\t" * 6)
        terminal.wait_for("your editor")
        terminal.press("\x1bOS")
        terminal.wait_for("in the editor")
        terminal.wait_for("prochaineand more")
        terminal.press("\x13")
        terminal.wait_for("is changed")
        terminal.press("q")
        assert terminal.wait_for_the_end() == 0
    with Archive.open(str(place)) as archive:
        assert archive.run(claim_card, 1, TODAY).fields.quote == "la semaine prochaineand more"


def test_being_ended_waits_for_the_editor(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(place, NEXT_WEEK)
    act = "print('in the editor'); import os, signal; os.kill(os.getppid(), signal.SIGTERM)"
    monkeypatch.setenv("VISUAL", _editor(tmp_path, act))
    with Terminal("--db", str(place)) as terminal:
        terminal.wait_for("The open model")
        terminal.press("e")
        terminal.wait_for("Edit claim 1")
        terminal.press("\t" * 6)
        terminal.wait_for("your editor")
        terminal.press("\x1bOS")
        terminal.wait_for("in the editor")
        assert terminal.wait_for_the_end() == 128 + signal.SIGTERM
        assert terminal.is_as_before
