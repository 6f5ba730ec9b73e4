from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import pytest

from tracker.errors import DatabaseTrouble
from tracker.store.address import read_address
from tracker.store.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path

SENTINEL = "s3nt1n3l"

WITH_PASSWORD = [
    f"postgresql://u:{SENTINEL}@127.0.0.1:1/x",
    f"postgres://u:{SENTINEL}@127.0.0.1:1/x",
    f"postgresql+psycopg://u:{SENTINEL}@127.0.0.1:1/x",
    f"postgresql://u@127.0.0.1:1/x?password={SENTINEL}",
    f"postgresql://u@127.0.0.1:1/x?sslpassword={SENTINEL}&connect_timeout=2",
    f"postgresql://u:p%40{SENTINEL}@127.0.0.1:1/x",
]


@pytest.mark.parametrize("address", WITH_PASSWORD)
def test_a_password_is_never_shown(address: str) -> None:
    place = read_address(address)
    assert SENTINEL not in place.shown
    assert SENTINEL not in repr(place)
    assert "127.0.0.1:1/x" in place.shown


@pytest.mark.parametrize("address", [*WITH_PASSWORD, f"postgresql://u:{SENTINEL}@127.0.0.1:no-port/x"])
def test_a_password_is_not_in_the_text_of_an_error(address: str) -> None:
    with pytest.raises(DatabaseTrouble) as refusal:
        Archive.open(address)
    told = "".join(traceback.format_exception(refusal.value))
    assert SENTINEL not in told


@pytest.mark.parametrize("address", [f"postgresql://u:p@{SENTINEL}@host/x", f"postgresql://u:{SENTINEL}@x@host:1/x"])
def test_half_a_password_is_not_taken_for_the_host(address: str) -> None:
    with pytest.raises(DatabaseTrouble, match="as %40") as refusal:
        read_address(address)
    assert SENTINEL not in str(refusal.value)


def test_a_server_that_does_not_answer_is_told_in_a_sentence() -> None:
    with pytest.raises(DatabaseTrouble, match="the server does not answer: check that it runs and its address"):
        Archive.open("postgresql://u@127.0.0.1:1/x")


@pytest.mark.parametrize("address", ["claims.tracker", "./claims.tracker", "sqlite:///claims.tracker"])
def test_a_path_is_read_from_where_the_user_stands(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_address(address).path == tmp_path / "claims.tracker"


def test_a_tilde_is_the_users_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_address("~/claims.tracker").path == tmp_path / "claims.tracker"


@pytest.mark.parametrize("driver", ["postgresql", "postgres", "postgresql+psycopg"])
def test_each_way_to_write_a_server_uses_the_same_driver(driver: str) -> None:
    place = read_address(f"{driver}://ada@host/claims")
    assert (place.url.drivername, place.path) == ("postgresql+psycopg", None)


def test_the_server_that_knows_no_such_database_is_told_in_a_sentence(postgresql: str) -> None:
    with pytest.raises(DatabaseTrouble, match="the server knows no such database or user"):
        Archive.open(f"{postgresql}/nothing")
