"""What can only be read is read, and refuses each change with a sentence."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from sqlalchemy import text

from tests.store.samples import TODAY, a_claim, everything_kept
from tests.store.test_migrations import _alembic
from tracker.errors import DatabaseTrouble, NewerSchema, ReadOnly
from tracker.places import drafts_file
from tracker.store import changes, queries, undo
from tracker.store.archive import Archive
from tracker.store.doctor import examine, repair

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from sqlalchemy import Engine

FORK = multiprocessing.get_context("fork")
NOBODY = 65_534


def _state(place: str) -> bytes:
    return b"" if "://" in place else Path(place).read_bytes()


def test_with_read_only_everything_is_read_and_nothing_written(place: str) -> None:
    with Archive.open(place, user="ada") as archive:
        archive.run(changes.add_claim, a_claim())
        kept = archive.run(everything_kept)
    before = _state(place)
    with Archive.open(place, user="ada", read_only=True) as archive:
        assert archive.run(queries.list_claims, (), TODAY).total == 1
        assert examine(archive, deep=True) == []
        with pytest.raises(ReadOnly, match=r"can only be read: --read-only was given\. Nothing was written\."):
            archive.run(undo.undo)
        with pytest.raises(ReadOnly):
            repair(archive)
        assert archive.run(everything_kept) == kept
    assert _state(place) == before
    if "://" not in place:
        assert list(Path(place).parent.iterdir()) == [Path(place)]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_file_that_is_opened_for_reading_cannot_be_written_past_the_archive(place: str) -> None:
    with Archive.open(place, read_only=True) as archive, pytest.raises(DatabaseTrouble, match="can only be read"):
        archive.run(lambda session: session.execute(text("DELETE FROM claim")))


def test_what_is_not_there_is_not_made_for_reading(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="There is no database"):
        Archive.open(str(tmp_path / "claims.tracker"), read_only=True)
    assert not list(tmp_path.iterdir())


def test_what_is_empty_is_not_filled_for_reading(empty_place: str) -> None:
    if "://" not in empty_place:
        Path(empty_place).parent.mkdir()
        Path(empty_place).touch()
    with pytest.raises(DatabaseTrouble, match="is empty: open it once where it can be written"):
        Archive.open(empty_place, read_only=True)


def test_what_must_be_upgraded_is_not_for_reading(place: str, raw: Engine) -> None:
    with raw.begin() as connection:
        command.downgrade(_alembic(connection), "-1")
    before = _state(place)
    with pytest.raises(DatabaseTrouble, match="older schema"):
        Archive.open(place, read_only=True)
    assert _state(place) == before
    with raw.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema):
        Archive.open(place, read_only=True)


@pytest.fixture
def shared_folder(sqlite_template: Path) -> Iterator[Path]:
    """A folder that everybody may look into, with a database of this test's user."""
    folder = Path(tempfile.mkdtemp(prefix="claims-shared-"))
    folder.chmod(0o755)
    shutil.copy(sqlite_template, folder / "claims.tracker")
    with Archive.open(str(folder / "claims.tracker"), user="ada") as archive:
        archive.run(changes.add_claim, a_claim())
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def _as_nobody(path: Path, told: Connection) -> None:
    """Open a database as somebody who has no rights of his own, read it, try to write, and tell what came of it."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    with Archive.open(str(path)) as archive:
        total = archive.run(queries.list_claims, (), TODAY).total
        try:
            archive.run(changes.add_claim, a_claim())
        except ReadOnly as refusal:
            told.send((total, archive.read_only, str(refusal), str(drafts_file(str(path)))))


@pytest.mark.parametrize(
    ("file_rights", "folder_rights", "reason"),
    [(0o444, 0o777, "the file is write-protected"), (0o666, 0o555, "its folder is write-protected")],
)
def test_without_the_rights_to_write_a_database_is_read(
    shared_folder: Path, file_rights: int, folder_rights: int, reason: str
) -> None:
    path = shared_folder / "claims.tracker"
    path.chmod(file_rights)
    shared_folder.chmod(folder_rights)
    before = path.read_bytes()
    ours, theirs = FORK.Pipe(duplex=False)
    worker = FORK.Process(target=_as_nobody, args=(path, theirs))
    worker.start()
    theirs.close()
    total, read_only, refusal, drafts = ours.recv()
    worker.join(30)

    assert (worker.exitcode, total, read_only) == (0, 1, reason)
    assert refusal == f"{path} can only be read: {reason}. Nothing was written."
    assert path.read_bytes() == before
    is_beside = Path(drafts).parent == shared_folder
    assert is_beside == (folder_rights == 0o777), "drafts go where they can be kept"


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_user_who_may_only_read_on_a_server_reads(place: str, raw: Engine) -> None:
    with Archive.open(place) as archive:
        archive.run(changes.add_claim, a_claim())
    with raw.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS reader"))
        connection.execute(text("CREATE ROLE reader LOGIN"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"))
    try:
        with Archive.open(place.replace("tracker@", "reader@")) as archive:
            assert (archive.user, archive.read_only) == ("reader", "the server lets reader only read")
            assert archive.run(queries.list_claims, (), TODAY).total == 1
            with pytest.raises(ReadOnly):
                archive.run(changes.add_claim, a_claim())
    finally:
        with raw.begin() as connection:
            connection.execute(text("DROP OWNED BY reader"))
            connection.execute(text("DROP ROLE reader"))
