from __future__ import annotations

import stat
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tracker import faults
from tracker.__main__ import keep_aside

if TYPE_CHECKING:
    from pathlib import Path

SENTINEL = "s3nt1n3l"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "claim-tracker" / "faults"


def _fail(secret: str) -> None:
    try:
        dict[str, str]()[secret]
    except KeyError:
        message = f"cannot open {secret}"
        raise ExceptionGroup(message, [ValueError(secret), OSError(2, secret)]) from None


def _fault() -> BaseException:
    try:
        _fail(SENTINEL)
    except ExceptionGroup as fault:
        return fault
    raise AssertionError


def test_a_log_names_errors_and_places_and_nothing_else(folder: Path) -> None:
    log = faults.write_log(_fault())
    assert log is not None
    told = log.read_text(encoding="utf-8")
    assert [line for line in told.splitlines()[2:] if not line.startswith("    ")] == [
        "builtins.ExceptionGroup",
        "from builtins.KeyError",
        "from builtins.ValueError",
        "from builtins.FileNotFoundError",
    ]
    assert "test_faults.py:" in told
    assert "in _fail" in told
    assert SENTINEL not in told
    assert (stat.S_IMODE(log.stat().st_mode), stat.S_IMODE(folder.stat().st_mode)) == (0o600, 0o700)


def test_only_the_last_logs_are_kept(folder: Path) -> None:
    logs = [faults.write_log(_fault()) for _ in range(25)]
    assert sorted(folder.iterdir()) == logs[-20:]


def test_an_error_that_leads_to_itself_comes_to_an_end(folder: Path) -> None:
    error = ValueError(SENTINEL)
    error.__context__ = KeyError()
    error.__context__.__context__ = error
    log = faults.write_log(error)
    assert log is not None
    assert log.read_text(encoding="utf-8").count("builtins") == 2


def test_where_nothing_can_be_written_there_is_no_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert faults.write_log(ValueError()) is None


def test_a_fault_in_a_thread_is_kept_and_not_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(threading, "excepthook", keep_aside)
    thread = threading.Thread(target=_fail, args=(SENTINEL,))
    thread.start()
    thread.join()
    assert capsys.readouterr().err == ""
    assert len(list(folder.iterdir())) == 1


def test_a_fault_of_what_is_thrown_away_is_kept_and_not_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken:
        def __del__(self) -> None:
            raise ValueError(SENTINEL)

    monkeypatch.setattr(sys, "unraisablehook", keep_aside)
    Broken()
    assert capsys.readouterr().err == ""
    assert len(list(folder.iterdir())) == 1
