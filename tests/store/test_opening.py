from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tests.store.samples import TODAY, a_claim
from tracker.claims.vocabulary import Role
from tracker.errors import DatabaseTrouble, NewerSchema
from tracker.store import changes, journal, queries, upgrade
from tracker.store.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine
    from sqlmodel import Session


@pytest.fixture
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], indirect=True, ids=oct)
def test_a_new_file_is_for_its_user_alone_whatever_the_umask(umask: int, tmp_path: Path) -> None:
    path = tmp_path / "new" / "claims.tracker"
    with Archive.open(str(path)) as archive:
        archive.run(changes.add_claim, a_claim())

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("pragma", "value"), [("foreign_keys", 1), ("journal_mode", "delete"), ("synchronous", 2), ("trusted_schema", 0)]
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_each_connection_is_set_to_lose_nothing(archive: Archive, pragma: str, value: object) -> None:
    assert archive.run(lambda session: session.execute(text(f"PRAGMA {pragma}")).scalar()) == value


def test_a_connection_has_its_foreign_keys_back_after_the_upgrade(empty_place: str) -> None:
    with Archive.open(empty_place) as archive:
        archive.run(changes.add_claim, a_claim())
        with pytest.raises(DatabaseTrouble, match=r"(?i)foreign key"):
            archive.run(_point_to_nobody)


def test_columns_hold_codes_and_not_names(archive: Archive, raw: Engine) -> None:
    archive.run(changes.add_claim, a_claim(quote="next week", kind="superlative"))
    archive.run(changes.add_source, 1, {"title": "A later one"}, Role.REFUTES)
    with raw.connect() as connection:
        kinds = connection.execute(text("SELECT kind FROM claim")).scalars().all()
        roles = connection.execute(text("SELECT role FROM citation ORDER BY id")).scalars().all()

    assert (kinds, roles) == (["superlative"], ["states", "refutes"])


def test_a_newer_schema_is_refused_and_left_as_it_is(place: str, raw: Engine) -> None:
    with raw.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = _bytes_of(place)

    with pytest.raises(NewerSchema, match=r"newer version of this program \(schema 9999") as refusal:
        Archive.open(place)

    assert refusal.value.exit_code == 5
    assert _bytes_of(place) == before


@pytest.mark.parametrize(
    ("revision", "refusal", "told"),
    [("9999", NewerSchema, "upgraded by a newer version"), ("0001", DatabaseTrouble, "brought back to an older")],
)
def test_what_others_gave_another_schema_takes_no_more_changes(
    place: str, raw: Engine, revision: str, refusal: type[DatabaseTrouble], told: str
) -> None:
    with Archive.open(place) as archive:
        archive.run(changes.add_claim, a_claim())
        with raw.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
        with pytest.raises(refusal, match=f"{told}.*Nothing was written"):
            archive.run(changes.add_claim, a_claim("Never"))
        assert archive.run(queries.list_claims, (), TODAY).total == 1


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_an_upgrade_waits_for_the_writer_before_it(place: str, raw: Engine) -> None:
    with Archive.open(place) as archive:
        archive.run(changes.add_claim, a_claim())
    with raw.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with raw.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(1131179266)"))
        with pytest.raises(DatabaseTrouble, match="did not finish in time"):
            Archive.open(place, wait=1)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_database_of_another_program_is_refused_on_a_server(empty_place: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(empty_place, autocommit=True) as connection:
        connection.execute("CREATE TABLE song (title text)")

    with pytest.raises(DatabaseTrouble, match="another program"):
        Archive.open(empty_place)

    with psycopg.connect(empty_place) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == [("song",)]


def _text_file(path: Path) -> None:
    path.write_text("Dear diary, nothing came true today.\n" * 40)


def _short_text_file(path: Path) -> None:
    path.write_text("SQLite")


def _other_programs_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")


def _other_programs_file_with_a_log(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.commit()


def _other_programs_marked_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 77")
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")


def _truncated_header(path: Path) -> None:
    _other_programs_file(path)
    os.truncate(path, 10)


def _header_alone(path: Path) -> None:
    _other_programs_file(path)
    os.truncate(path, 60)


def _half_a_database(path: Path) -> None:
    Archive.open(str(path)).close()
    os.truncate(path, 12_000)


def _a_report_of_ours(path: Path) -> None:
    path.write_text("claim_id,statement\r\n1,It ships\r\n" * 20, encoding="utf-8")


def _a_compressed_database(path: Path) -> None:
    Archive.open(str(path)).close()
    path.write_bytes(gzip.compress(path.read_bytes()))


def _our_mark_on_tables_of_others(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {upgrade.APPLICATION_ID}")
        connection.execute("CREATE TABLE song (title TEXT)")


def _noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 100)


@pytest.mark.parametrize(
    "write",
    [
        _text_file,
        _short_text_file,
        _other_programs_file,
        _other_programs_file_with_a_log,
        _other_programs_marked_file,
        _truncated_header,
        _header_alone,
        _half_a_database,
        _a_report_of_ours,
        _a_compressed_database,
        _our_mark_on_tables_of_others,
        _noise,
    ],
    ids=lambda write: write.__name__.strip("_").replace("_", " "),
)
def test_a_file_that_is_not_ours_is_refused_and_left_as_it_is(
    write: Callable[[Path], None], tmp_path: Path, figure: Callable[[str], None]
) -> None:
    path = tmp_path / "claims.tracker"
    write(path)
    before = path.read_bytes()

    with pytest.raises(DatabaseTrouble) as refusal, Archive.open(str(path)) as archive:
        archive.run(queries.list_claims, (), TODAY)

    assert str(path) in str(refusal.value)
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path]
    figure(f"refused, SHA-256 {hashlib.sha256(before).hexdigest()[:8]}… unchanged")


def test_an_empty_file_is_a_place_to_begin(tmp_path: Path) -> None:
    path = tmp_path / "claims.tracker"
    path.touch()
    with Archive.open(str(path)) as archive:
        assert archive.run(changes.add_claim, a_claim()) == 1


def test_a_database_without_tables_is_a_place_to_begin(tmp_path: Path) -> None:
    path = tmp_path / "claims.tracker"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
    with Archive.open(str(path)) as archive:
        assert archive.run(changes.add_claim, a_claim()) == 1


@pytest.mark.parametrize(
    "where",
    [
        "/proc/nothing/claims.tracker",
        "/dev/null",
        "/dev/null/claims.tracker",
        "~nobody-of-this-name/claims.tracker",
        "claims\0.tracker",
        "x" * 300,
        "postgresql://u@127.0.0.1:no-port/claims",
        "mysql://u@127.0.0.1/claims",
        "postgresql://[/claims",
        "sqlite://",
        "://",
    ],
)
def test_a_place_that_cannot_be_is_refused_in_a_sentence(where: str) -> None:
    with pytest.raises(DatabaseTrouble) as refusal:
        Archive.open(where)
    assert refusal.value.exit_code == 4
    assert str(refusal.value).endswith(".")


def test_a_folder_is_refused_as_a_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="Give another place with --db"):
        Archive.open(str(tmp_path))


def test_a_pipe_is_refused_without_waiting_for_its_other_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DatabaseTrouble):
        Archive.open(str(tmp_path / "pipe"))


def test_a_database_goes_on_working_at_another_path(tmp_path: Path) -> None:
    first, second = tmp_path / "a.tracker", tmp_path / "with ? and # and %20" / "b.tracker"
    with Archive.open(str(first)) as archive:
        archive.run(changes.add_claim, a_claim())
    second.parent.mkdir()
    shutil.move(first, second)
    with Archive.open(str(second)) as archive:
        assert archive.run(queries.list_claims, (), TODAY).total == 1
    assert [path.name for path in second.parent.iterdir()] == ["b.tracker"]


def test_a_writer_that_never_finishes_is_waited_for_no_longer_than_told(place: str) -> None:
    with Archive.open(place) as slow, Archive.open(place, wait=1) as waiting:

        @journal.change
        def never_finish(session: Session) -> None:
            session.execute(text("SELECT 1"))
            waiting.run(changes.add_claim, a_claim())

        with pytest.raises(DatabaseTrouble, match="did not finish in time"):
            slow.run(never_finish)
        assert waiting.run(changes.add_claim, a_claim()) > 0


@journal.change
def _point_to_nobody(session: Session) -> None:
    session.execute(text("UPDATE claim SET speaker_id = 99999"))


def _bytes_of(place: str) -> bytes:
    return b"" if "://" in place else Path(place).read_bytes()
