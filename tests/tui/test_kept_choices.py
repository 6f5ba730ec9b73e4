from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from tracker import places
from tracker.errors import TrackerError
from tracker.settings import USUAL_COLUMNS, ScreenSettings
from tracker.tui.kept_choices import KeptChoices

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "choices.json"


def test_before_anything_is_chosen_the_screens_are_as_they_come(file: Path) -> None:
    choices = KeptChoices(file)
    assert (choices.theme, choices.columns) == ("", USUAL_COLUMNS)
    assert not file.exists()


def test_what_was_chosen_outlives_the_program(file: Path) -> None:
    choices = KeptChoices(file)
    choices.keep_theme("nord")
    choices.keep_columns(("id", "claim", "tags"))
    again = KeptChoices(file)
    assert (again.theme, again.columns) == ("nord", ("id", "claim", "tags"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file]


def test_the_settings_come_before_what_was_chosen(file: Path) -> None:
    KeptChoices(file).keep_theme("nord")
    KeptChoices(file).keep_columns(("claim", "id"))
    choices = KeptChoices(file, ScreenSettings(theme="gruvbox", columns=("status", "claim")))
    assert (choices.theme, choices.columns) == ("gruvbox", ("status", "claim"))
    assert KeptChoices(file, ScreenSettings(theme="gruvbox")).columns == ("claim", "id")
    assert KeptChoices(file).theme == "nord"


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        (("status", "due"), ("status", "due", "claim")),
        ((), ("claim",)),
        (("claim", "due", "due"), ("claim", "due")),
        (("price", "id"), ("id", "claim")),
    ],
)
def test_the_claim_is_always_there_and_nothing_twice(
    file: Path, chosen: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    choices = KeptChoices(file)
    choices.keep_columns(chosen)
    assert choices.columns == KeptChoices(file).columns == shown


def test_two_programs_at_once_keep_each_others_choices(file: Path) -> None:
    one, other = KeptChoices(file), KeptChoices(file)
    one.keep_theme("nord")
    other.keep_columns(("id", "claim"))
    assert KeptChoices(file).theme == "nord"


@pytest.mark.parametrize("damaged", [b"", b"{", b"[1]", b"\xff\xfe", b'"text"', b"[" * 100_000, b"\x00"], ids=range(7))
def test_a_damaged_file_is_put_aside_and_never_lost(file: Path, damaged: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(damaged)
    choices = KeptChoices(file)
    assert (choices.theme, choices.columns) == ("", USUAL_COLUMNS)
    choices.keep_theme("nord")
    assert KeptChoices(file).theme == "nord"
    assert file.with_suffix(".damaged").read_bytes() == damaged


@pytest.mark.parametrize("odd", [{"theme": 1, "columns": "id"}, {"columns": [["id"], 2, None]}, {"theme": None}])
def test_what_makes_no_sense_is_as_it_comes(file: Path, odd: dict[str, object]) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps(odd), encoding="utf-8")
    assert (KeptChoices(file).theme, KeptChoices(file).columns) == ("", USUAL_COLUMNS)


def test_what_a_newer_version_keeps_there_stays(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"sound": "off"}', encoding="utf-8")
    KeptChoices(file).keep_theme("nord")
    assert json.loads(file.read_text(encoding="utf-8")) == {"sound": "off", "theme": "nord"}


def test_where_nothing_can_be_written_it_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    choices = KeptChoices(tmp_path / "file" / "choices.json")
    with pytest.raises(TrackerError, match="What you choose cannot be kept in "):
        choices.keep_theme("nord")
    choices.keep_columns(("id",))
    assert (choices.theme, choices.columns) == ("nord", ("id", "claim"))


def test_choices_belong_to_the_user_not_to_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert places.choices_file() == tmp_path / "claim-tracker" / "choices.json"
    assert not list(tmp_path.iterdir())
