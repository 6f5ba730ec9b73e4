from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import tests.conftest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def without_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tests.conftest, "SERVER_FOLDER", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("without_server")
def test_where_no_server_is_installed_its_tests_are_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACKER_REQUIRE_POSTGRES", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no PostgreSQL: initdb is not installed"):
        tests.conftest.server_programs()


@pytest.mark.usefixtures("without_server")
def test_where_a_server_is_required_a_missing_one_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_REQUIRE_POSTGRES", "1")
    with pytest.raises(pytest.fail.Exception, match="no PostgreSQL: initdb is not installed"):
        tests.conftest.server_programs()
