from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker import places
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in (places.DATABASE_VARIABLE, "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_the_database_is_the_one_that_was_given(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.DATABASE_VARIABLE, "from the environment")
    assert places.database_address("given") == "given"


def test_the_environment_names_the_database_when_nobody_else_does(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.DATABASE_VARIABLE, "from the environment")
    assert places.database_address(None) == places.database_address("") == "from the environment"


def test_without_a_word_the_database_is_in_the_users_data_folder(home: Path) -> None:
    assert places.database_address(None) == str(places.data_folder() / "claims.tracker")
    assert places.data_folder().is_relative_to(home)
    assert places.settings_file().is_relative_to(home)


def test_asking_where_files_live_makes_none(home: Path) -> None:
    places.database_address(None)
    places.settings_file()
    assert list(home.iterdir()) == []


def test_the_schema_and_the_examples_come_with_the_program() -> None:
    assert (places.schema_folder() / "env.py").is_file()
    assert (places.seeds_folder() / "examples.toml").is_file()


def test_the_copy_inside_the_package_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "tracker"
    for folder in (package / "_schema", tmp_path / "schema"):
        folder.mkdir(parents=True)
        (folder / "env.py").touch()
    monkeypatch.setattr(places, "_PACKAGE", str(package))
    assert places.schema_folder() == package / "_schema"
    (package / "_schema" / "env.py").unlink()
    assert places.schema_folder() == tmp_path / "schema"


def test_a_program_without_its_own_files_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_PACKAGE", str(tmp_path / "tracker"))
    with pytest.raises(TrackerError, match="The program's own “seeds” folder is missing"):
        places.seeds_folder()
