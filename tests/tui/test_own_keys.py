"""Keys of the user's own: checked against all there are, then shown wherever keys are shown."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tracker.tui
from tracker.settings import Settings
from tracker.tui.app import TrackerApp
from tracker.tui.own_keys import own_keys, shown_key
from tracker.tui.screens.room import VisitedRoom

from .samples import NEXT_WEEK, keep

# Keys can be given to what is known of, and the program knows its rooms before it reads the settings.
import_module("tracker.tui.rooms")

ASK = """
import sys
import tracker.tui.app
import tracker.tui.rooms
from tracker.tui.own_keys import own_keys
for name in sys.argv[1:]:
    print(*own_keys({name: "f12"}).remarks)
"""

if TYPE_CHECKING:
    from .conftest import Opener


@pytest.mark.parametrize(
    ("keys", "taken"),
    [
        ("n", "n"),
        ("?", "question_mark"),
        ("esc, F2", "escape,f2"),
        ("shift+n,Ctrl+N", "N,ctrl+n"),
        ("plus,+,-", "plus,minus"),
        ("comma,space", "comma,space"),
        ("é", "é"),
    ],
)
def test_keys_are_understood_whichever_way_they_are_written(keys: str, taken: str) -> None:
    assert own_keys({"views.leave": keys}).keymap == {"views.leave": taken}


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"claim.edt": "x"}, "There is no action “claim.edt” to give keys to: the nearest is “claim.edit”."),
        ({"": "x"}, "There is no action “”"),
        ({"claims.add": "ctrl+nn"}, "No terminal knows the key “ctrl+nn”, which the settings give to “claims.add”."),
        ({"claims.add": "n,hyperspace"}, "No terminal knows the key “hyperspace”"),
        ({"claims.add": "ctrl+"}, "No terminal knows the key “ctrl+”"),
        ({"claims.add": " , "}, "The settings leave “claims.add” without a key: it keeps its own."),
        (
            {"app.quit": "enter"},
            "“app.quit” keeps its own keys: with those of the settings no key would be left to leave",
        ),
        ({"app.quit": "f1"}, "“app.quit” keeps its own keys"),
        ({"claims.add": "q,ctrl+q"}, "“claims.add” keeps its own keys: with those of the settings no key"),
        (
            {"list.down": "f1,?"},
            "“list.down” keeps its own keys: with those of the settings no key would be left to see",
        ),
    ],
)
def test_what_cannot_be_keeps_its_usual_keys_and_is_told(wanted: dict[str, str], told: str) -> None:
    keys = own_keys(wanted)
    assert not keys.keymap
    (remark,) = keys.remarks
    assert remark.startswith(told)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"claims.add": "x"}, ["x stands for both “claims.add” and “claims.export”"]),
        ({"claims.add": "j"}, ["j stands for both “claims.add” and “list.down”"]),
        ({"claim.edit": "q"}, ["q stands for both “claim.edit” and “app.quit”"]),
        (
            {"form.clear": "down"},
            [
                f"down stands for both “form.clear” and “{rival}”"
                for rival in ("form.next", "name.below", "verdict.next")
            ],
        ),
        ({"claims.add": "w", "claim.copy": "w"}, ["w stands for both “claims.add” and “claim.copy”"]),
    ],
)
def test_two_actions_on_one_key_are_named(wanted: dict[str, str], told: list[str]) -> None:
    keys = own_keys(wanted)
    assert set(keys.keymap) == set(wanted)
    assert sorted(keys.remarks) == [f"{one}: only one of them can have it." for one in told]


@pytest.mark.parametrize(
    "wanted",
    [
        {"claims.add": "e", "claim.edit": "a"},
        {"review.next": "a"},
        {"help.close": "q"},
        {"app.quit": "f10"},
        {"list.down": "down"},
    ],
)
def test_keys_that_do_no_harm_are_taken_without_a_word(wanted: dict[str, str]) -> None:
    assert own_keys(wanted).remarks == ()
    assert set(own_keys(wanted).keymap) == set(wanted)


def test_every_action_is_known_when_the_settings_are_read() -> None:
    (folder,) = map(Path, tracker.tui.__path__)
    names = {
        name for file in folder.rglob("*.py") for name in re.findall(r'\bid="(\w+\.\w+)"', file.read_text("utf-8"))
    }
    assert {"app.help", "help.close", "claims.add"} <= names
    told = subprocess.run([sys.executable, "-c", ASK, *names], check=True, capture_output=True, text=True).stdout
    assert not told.strip()


def test_leaving_always_has_a_key_that_no_text_field_takes() -> None:
    assert own_keys({"app.quit": "Q", "app.help": "H"}).keymap == {"app.quit": "Q,ctrl+q", "app.help": "H,f1"}


async def test_own_keys_work_and_are_shown_in_the_key_line_help_and_palette(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    own = Settings(keys={"claims.add": "n", "claims.filter": "ctrl+f", "list.open": "w", "app.quit": "f10"})
    async with opened(100, 60, own) as person:
        line = person.screen.splitlines()[-1]
        assert all(told in line for told in ("f10 quit", "n add", "^f filter", "w open")), line
        assert "/ filter" not in line
        await person.press("a", "slash", "q")
        assert "The open model" in person.line_with("▸")
        await person.press("question_mark")
        assert " n  Write down a new claim" in person.screen
        assert "^f  Choose which claims are shown" in person.screen
        await person.press("n")
        assert " n  claims.add" in person.screen
        await person.press("escape", "n")
        assert "Add a claim" in person.screen
        await person.press("escape", "ctrl+f")
        await person.type("w")
        assert "w" in person.line_with("/ ")
        await person.press("escape", "w")
        assert "Claim 1" in person.screen
        await person.press("f10")
        assert not person.app.is_running


async def test_what_is_wrong_with_the_keys_is_told_at_the_start(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    own = Settings(keys={"claim.edt": "n", "claims.[b]add[/b]": "\x1b", "claims.export": "e"})
    async with opened(settings=own) as person:
        assert "the nearest is “claim.edit”" in person.notices
        assert "“claims.[b]add[/b]”" in person.notices
        assert "e stands for both “claims.export” and “claim.edit”" in person.notices
        await person.press("e")
        assert person.screen.splitlines()[0].strip() == "Export"


async def test_a_changed_key_that_is_a_letter_is_a_letter_in_a_text_field(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 60, Settings(keys={"app.quit": "Q", "app.help": "H"})) as person:
        await person.press("slash")
        await person.type("QH")
        assert "/  QH" in person.screen
        assert "Q quit" not in person.screen
        assert "^q quit" in person.screen
        await person.press("escape", "H")
        assert "Leave the program" in person.screen
        await person.press("escape", "Q")
        assert not person.app.is_running


def test_a_key_is_shown_as_the_key_line_shows_it() -> None:
    from tracker.tui.desk import Desk  # noqa: PLC0415

    app = TrackerApp(Desk(lambda: None))  # type: ignore[arg-type, return-value]
    assert shown_key(app, VisitedRoom, "rooms.review") == "R"
    app.set_keymap({"rooms.review": "ctrl+w,f3"})
    assert shown_key(app, VisitedRoom, "rooms.review") == "^w"
