from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.reports.samples import keep_samples
from tracker.store.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "claims.tracker"
    Archive.open(str(path)).close()
    return path


@pytest.fixture
def empty_archive(empty_database: Path, tmp_path: Path) -> Iterator[Archive]:
    path = tmp_path / "kept" / "claims.tracker"
    path.parent.mkdir()
    shutil.copy(empty_database, path)
    with Archive.open(str(path), user="ada") as opened:
        yield opened


@pytest.fixture
def archive(empty_archive: Archive) -> Archive:
    """An archive with the sample claims."""
    keep_samples(empty_archive)
    return empty_archive
