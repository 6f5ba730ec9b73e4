from __future__ import annotations

import shutil
import uuid
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.store.samples import StandingClock, a_clock, keep_invented
from tracker.store.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_place(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if backend == "sqlite":
        yield str(tmp_path / "fresh" / "empty.tracker")
        return
    yield from _database(request.getfixturevalue("postgresql"), "template0")


@pytest.fixture
def place(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with the schema and nothing in it."""
    if backend == "sqlite":
        path = tmp_path / "claims.tracker"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield str(path)
        return
    yield from _database(request.getfixturevalue("postgresql"), request.getfixturevalue("postgresql_template"))


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Path:
    """A file with the schema and nothing in it."""
    path = tmp_path / "claims.tracker"
    shutil.copy(sqlite_template, path)
    return path


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def archive(place: str) -> Iterator[Archive]:
    with Archive.open(place, user="ada", clock=a_clock()) as opened:
        yield opened


@pytest.fixture
def raw_of() -> Iterator[Callable[[str], Engine]]:
    """Opens a database past the archive, as any other program would."""
    engines: list[Engine] = []

    def open_it(place: str) -> Engine:
        address = place.replace("postgresql://", "postgresql+psycopg://") if "://" in place else f"sqlite:///{place}"
        engines.append(create_engine(address))
        return engines[-1]

    yield open_it
    for engine in engines:
        engine.dispose()


@pytest.fixture
def raw(place: str, raw_of: Callable[[str], Engine]) -> Engine:
    """The same database past the archive."""
    return raw_of(place)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "claims.tracker"
    Archive.open(str(path)).close()
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str) -> str:
    name = f"claims_template_{uuid.uuid4().hex}"
    with _server(postgresql).connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    Archive.open(f"{postgresql}/{name}").close()
    return name


def _database(server: str, template: str) -> Iterator[str]:
    name = f"claims_{uuid.uuid4().hex}"
    engine = _server(server)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield f"{server}/{name}"
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _server(server: str) -> Engine:
    address = server.replace("postgresql://", "postgresql+psycopg://") + "/postgres"
    return create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)


@pytest.fixture(scope="session")
def full_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of some hundred invented claims, a few of them in the trash; to be read only."""
    path = tmp_path_factory.mktemp("full") / "claims.tracker"
    shutil.copy(sqlite_template, path)
    with Archive.open(str(path), user="ada") as archive:
        keep_invented(archive, 400)
    return path
