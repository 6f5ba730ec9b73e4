"""Databases to export from and to import into, on both backends."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.store.conftest import (
    archive,
    backend,
    place,
    postgresql_template,
    sqlite_template,
)
from tests.store.samples import a_clock
from tracker.store.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["archive", "backend", "place", "postgresql_template", "sqlite_template"]


class Opener(Protocol):
    """Opens a new database with nothing in it, in a file of that name."""

    def __call__(self, name: str = "claims") -> Archive: ...


@pytest.fixture
def new(sqlite_template: Path, tmp_path: Path) -> Iterator[Opener]:
    """New databases, closed in the end."""
    opened: list[Archive] = []

    def open_new(name: str = "claims") -> Archive:
        path = tmp_path / f"{name}.tracker"
        shutil.copy(sqlite_template, path)
        opened.append(Archive.open(str(path), user="ada", clock=a_clock()))
        return opened[-1]

    yield open_new
    for one in opened:
        one.close()
