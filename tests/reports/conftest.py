from __future__ import annotations

import shutil
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.reports.samples import keep_samples
from tracker.store.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
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


@pytest.fixture(scope="session")
def make_database(postgresql: str) -> Iterator[Callable[[str], AbstractContextManager[str]]]:
    """Makes a database of that name on a server, with the schema and nothing in it; it tells its address."""
    with _made(postgresql, "claims_empty", "template0") as place:
        Archive.open(place).close()
        yield partial(_made, postgresql, template="claims_empty")


@pytest.fixture
def on_server(make_database: Callable[[str], AbstractContextManager[str]]) -> Iterator[Archive]:
    """An empty archive on a server."""
    with make_database("claims_reports") as place, Archive.open(place, user="ada") as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Archive:
    """An empty archive of each kind."""
    opened: Archive = request.getfixturevalue("empty_archive" if request.param == "sqlite" else "on_server")
    return opened


@contextmanager
def _made(server: str, name: str, template: str) -> Iterator[str]:
    """A database on a server while this lasts; its address."""
    address = server.replace("postgresql://", "postgresql+psycopg://") + "/postgres"
    engine = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield f"{server}/{name}"
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def archive(empty_archive: Archive) -> Archive:
    """An archive with the sample claims."""
    keep_samples(empty_archive)
    return empty_archive
