"""Restoring: the present is kept, others see all or nothing, and what is not sound is left where it is."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from sqlalchemy import text

from tests.lengths import so_many
from tests.store.samples import TODAY, StandingClock, a_claim, chance, everything_kept, kept_in
from tests.store.test_migrations import _alembic
from tracker.errors import DatabaseTrouble, InvalidInput
from tracker.places import backups_folder
from tracker.store import changes
from tracker.store.archive import Archive
from tracker.store.backup import Reason, backup_named, list_backups, make_backup
from tracker.store.filters import parse_filter
from tracker.store.known_names import known_names
from tracker.store.queries import list_claims
from tracker.store.restoring import restore

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from sqlalchemy import Engine

FORK = multiprocessing.get_context("fork")
NOON = datetime(2025, 7, 11, 12, tzinfo=UTC)


def _open(database: Path, clock: StandingClock) -> Archive:
    return Archive.open(str(database), user="ada", clock=clock)


def _damage(database: Path) -> None:
    """Zero a page in the middle of the file."""
    with database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(bytes(4096))


def test_the_present_is_a_backup_before_it_is_replaced(database: Path, clock: StandingClock) -> None:
    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim("Then"))
        then, first = archive.run(everything_kept), make_backup(database, Reason.ASKED, NOON)
        archive.run(changes.add_claim, a_claim("Now"))
        now = archive.run(everything_kept)
        restored = restore(database, first.name, NOON)
        # An archive that was open goes on with what was restored.
        assert archive.run(everything_kept) == then
        assert archive.run(changes.add_claim, a_claim("Later")) == 2
        assert restored.present is not None
        assert (restored.present.reason, restored.present.claims) == (Reason.RESTORE, 2)
        restore(database, restored.present.name, NOON)
        assert archive.run(everything_kept) == now
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert sorted(path.name for path in database.parent.iterdir()) == [database.name, f"{database.name}.backups"]


def test_names_are_those_of_what_was_restored_when_the_number_of_its_newest_step_comes_round_again(
    database: Path, clock: StandingClock
) -> None:
    def names_and_list() -> tuple[tuple[str, ...], list[str]]:
        """The names that are offered, and the speakers of a list in the order of names, which has a page for each."""
        pages = [archive.run(list_claims, parse_filter("sort:speaker"), TODAY, offset, 1) for offset in (0, 1)]
        return archive.run(known_names, "speaker"), [page.rows[0].speaker for page in pages]

    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim("First", speaker="Bo"))
        then = make_backup(database, Reason.ASKED, NOON)
        archive.run(changes.add_claim, a_claim("Gone", speaker="Ada"))
        assert names_and_list() == (("Ada", "Bo"), ["Ada", "Bo"])
        restore(database, then.name, NOON)
        archive.run(changes.add_claim, a_claim("Instead", speaker="Cy"))
        assert names_and_list() == (("Bo", "Cy"), ["Bo", "Cy"])


def _restore_to_and_fro(database: Path, names: list[str], told: Connection) -> None:
    told.send("ready")
    for name in names * 1_000:
        restore(database, name, datetime.now(UTC))


@pytest.mark.long
def test_killing_a_restore_leaves_all_of_one_or_all_of_the_other(
    database: Path, clock: StandingClock, figure: Callable[[str], None]
) -> None:
    points, moments = so_many(10, 100), chance(20250711)
    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim("Then"))
        then = archive.run(everything_kept)
        names = [make_backup(database, Reason.ASKED, NOON).name]
        for number in range(40):
            archive.run(changes.add_claim, a_claim(f"Now {number}", notes="x" * 20_000))
        now = archive.run(everything_kept)
        names.append(make_backup(database, Reason.ASKED, NOON + timedelta(days=3)).name)
    left = {"then": 0, "now": 0}
    for _ in range(points):
        # Copies beside, since each restore adds backups and lets old ones go.
        work = database.with_name("work.tracker")
        shutil.rmtree(backups_folder(work), ignore_errors=True)
        work.with_name("work.tracker-journal").unlink(missing_ok=True)
        shutil.copy(database, work)
        shutil.copytree(backups_folder(database), backups_folder(work))
        ours, theirs = FORK.Pipe(duplex=False)
        worker = FORK.Process(target=_restore_to_and_fro, args=(work, names, theirs))
        worker.start()
        ours.recv()
        ours.poll(moments.uniform(0, 0.1))
        worker.kill()
        worker.join(30)
        found = kept_in(work)
        assert found in (then, now)
        left["then" if found == then else "now"] += 1
    figure(f"{points} restores killed: {left['then']} left as then, {left['now']} as now, 0 in between")


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "BEGIN; SELECT * FROM claim"])
def test_nothing_is_restored_while_somebody_else_is_at_work(
    database: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.setattr("tracker.store.restoring.WAIT_SECONDS", 0.1)
    name = make_backup(database, Reason.ASKED, NOON).name
    before = database.read_bytes()
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        for part in statement.split("; "):
            other.execute(part).fetchall()
        with pytest.raises(DatabaseTrouble, match="was left as it is: another program"):
            restore(database, name, NOON)
    assert database.read_bytes() == before
    assert [backup.reason for backup in list_backups(database)] == [Reason.ASKED]


def _zero_the_header(database: Path) -> None:
    with database.open("r+b") as file:
        file.write(bytes(4096))


def _cut(database: Path) -> None:
    os.truncate(database, 5_000)


def _overwrite(database: Path) -> None:
    database.write_text("Dear diary", encoding="utf-8")


@pytest.mark.parametrize("damage", [_damage, _zero_the_header, _cut, _overwrite])
def test_a_damaged_database_is_restored_and_kept_as_it_is(
    database: Path, clock: StandingClock, damage: Callable[[Path], None]
) -> None:
    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim())
        kept = archive.run(everything_kept)
    name = make_backup(database, Reason.ASKED, NOON).name
    damage(database)
    database.with_name(f"{database.name}-journal").write_bytes(b"")
    damaged = database.read_bytes()

    restored = restore(database, name, NOON + timedelta(hours=1))

    assert kept_in(database) == kept
    assert restored.present is not None
    assert restored.present.reason is Reason.DAMAGED
    assert restored.present.path.read_bytes()[100:] == damaged[100:], "all but the header, where SQLite counts changes"


def test_a_database_that_is_gone_comes_back(database: Path, clock: StandingClock) -> None:
    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim())
        kept = archive.run(everything_kept)
    name = make_backup(database, Reason.ASKED, NOON).name
    database.unlink()
    assert restore(database, name, NOON).present is None
    assert kept_in(database) == kept
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


def test_the_database_itself_is_no_backup_whether_it_is_there_or_gone(database: Path) -> None:
    for act in (Path.touch, Path.unlink):
        act(database)
        with pytest.raises(InvalidInput, match="There is no backup"):
            backup_named(database, str(database))


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-2_000] ^= 1
    path.write_bytes(content)


def _from_the_future(path: Path) -> None:
    path.with_name(f"{path.name}.sha256").unlink()
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()


def _unmarked(path: Path) -> None:
    path.with_name(f"{path.name}.sha256").unlink()
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA application_id = 1")
        file.commit()


def _without_schema(path: Path) -> None:
    path.with_name(f"{path.name}.sha256").unlink()
    with closing(sqlite3.connect(path)) as file:
        file.execute("DROP TABLE alembic_version")
        file.commit()


def _with_other_bytes_for_its_checksum(path: Path) -> None:
    path.with_name(f"{path.name}.sha256").write_bytes(b"\xff\xfe")


def _with_a_folder_for_its_checksum(path: Path) -> None:
    checksum = path.with_name(f"{path.name}.sha256")
    checksum.unlink()
    checksum.mkdir()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_flip, "is not what it was"),
        (_from_the_future, "newer version"),
        (_unmarked, "does not bear the mark"),
        (_without_schema, "is damaged .*: choose another one"),
        (_with_other_bytes_for_its_checksum, "is not what it was"),
        (_with_a_folder_for_its_checksum, "cannot be read: Is a directory"),
    ],
)
def test_a_backup_that_is_not_sound_is_not_restored(database: Path, spoil: Callable[[Path], None], told: str) -> None:
    backup = make_backup(database, Reason.ASKED, NOON)
    spoil(backup.path)
    before = database.read_bytes()
    with pytest.raises(DatabaseTrouble, match=told):
        restore(database, backup.name, NOON)
    assert database.read_bytes() == before
    assert [backup.reason for backup in list_backups(database)] == [Reason.ASKED]


@pytest.mark.parametrize("name", ["nothing", "", "..", "20250711T120000Z", "claims.tracker", "x\0y", "~nobody/x"])
def test_a_name_that_no_backup_has_is_refused(database: Path, name: str) -> None:
    make_backup(database, Reason.ASKED, NOON)
    with pytest.raises(InvalidInput, match="There is no backup"):
        backup_named(database, name)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_older_backup_is_upgraded_when_it_is_opened(place: str, raw: Engine, clock: StandingClock) -> None:
    with raw.begin() as connection:
        command.downgrade(_alembic(connection), "-1")
    older = make_backup(Path(place), Reason.ASKED, NOON)
    with _open(Path(place), clock) as archive:
        archive.run(changes.add_claim, a_claim())
        restore(Path(place), older.name, NOON)
        archive.bring_up_to_date()
        assert archive.run(everything_kept)["claim"] == []
        assert archive.run(lambda session: session.execute(text("SELECT trashed_at FROM claim")).all()) == []


@pytest.mark.parametrize("spoil", [_damage, _overwrite, Path.unlink])
def test_a_database_that_a_link_leads_to_is_restored_where_it_is(
    tmp_path: Path, database: Path, clock: StandingClock, spoil: Callable[[Path], None]
) -> None:
    (tmp_path / "shelf").mkdir()
    real, link = tmp_path / "shelf" / "kept.tracker", tmp_path / "link.tracker"
    database.rename(real)
    link.symlink_to(real)
    with _open(link, clock) as archive:
        archive.run(changes.add_claim, a_claim())
        kept = archive.run(everything_kept)
    name = make_backup(link, Reason.ASKED, NOON).name
    spoil(real)
    real.with_name(f"{real.name}-journal").write_bytes(b"of what was there before")
    restore(link, name, NOON + timedelta(hours=1))
    assert link.is_symlink()
    assert kept_in(real) == kept
    beside = ["kept.tracker", "kept.tracker.backups", "link.tracker", "shelf"]
    assert sorted(path.name for path in (*tmp_path.iterdir(), *real.parent.iterdir())) == beside
