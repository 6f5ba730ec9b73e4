"""Backups: when they are made by themselves, which stay, and that each brings back what was kept."""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command

from tests.conftest import server_programs
from tests.store.samples import StandingClock, a_claim, everything_kept, kept_in
from tests.store.test_migrations import _alembic
from tracker.errors import DatabaseTrouble
from tracker.places import backups_folder, known_revisions
from tracker.store import bulk, changes, journal, undo, whole_files
from tracker.store.archive import Archive
from tracker.store.backup import Reason, list_backups, make_backup
from tracker.store.restoring import restore
from tracker.store.retention import backups_to_keep
from tracker.store.sqlite_files import copy_database, open_file
from tracker.store.whole_files import checksum_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine
    from sqlmodel import Session

FORK = multiprocessing.get_context("fork")
NOON = datetime(2025, 7, 11, 12, tzinfo=UTC)
Dump = dict[str, list[dict[str, Any]]]


def _open(database: Path, clock: StandingClock) -> Archive:
    return Archive.open(str(database), user="ada", clock=clock)


def _reasons(database: Path) -> list[Reason]:
    return [backup.reason for backup in list_backups(database)]


def test_the_first_change_of_a_day_is_made_after_a_backup(database: Path, clock: StandingClock) -> None:
    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim("Kept yesterday"))
        assert _reasons(database) == [], "there was nothing to lose"
        clock.now += timedelta(days=1)
        before = archive.run(everything_kept)
        for number in range(3):
            archive.run(changes.add_claim, a_claim(f"Kept today {number}"))
    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim("Kept today by another start"))

    (backup,) = list_backups(database)
    assert (backup.name, backup.reason, backup.claims) == ("20250712T120000Z-first-of-day", Reason.DAY, 1)
    assert kept_in(backup.path) == before


@pytest.mark.parametrize(
    ("zone", "hours", "is_made"),
    [
        ("Pacific/Kiritimati", (-3, 0), True),
        ("Pacific/Kiritimati", (0, 3), False),
        ("Etc/UTC", (-3, 0), False),
        ("Etc/UTC", (10, 14), True),
        ("Etc/GMT+12", (-3, 0), True),
        ("Etc/GMT+12", (10, 14), False),
    ],
)
def test_a_day_begins_where_the_user_is(  # noqa: PLR0913 -- the zone and its hours
    database: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    hours: tuple[int, int],
    *,
    is_made: bool,
) -> None:
    """Between nine and noon in Greenwich one day begins on Kiritimati, and the one before it in the far west."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for hour in hours:
            clock.now = NOON + timedelta(hours=hour)
            with _open(database, clock) as archive:
                archive.run(changes.add_claim, a_claim())
        assert _reasons(database) == [Reason.DAY] * is_made
    finally:
        monkeypatch.undo()
        time.tzset()


def test_reading_makes_no_backup(database: Path, clock: StandingClock) -> None:
    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim())
        clock.now += timedelta(days=1)
        archive.run(everything_kept)
    assert not backups_folder(database).exists()


def _many(archive: Archive, count: int) -> list[int]:
    @journal.change
    def keep(session: Session) -> list[int]:
        return [changes.add_claim(session, a_claim(f"Claim {number}")) for number in range(count)]

    return archive.run(keep)


def test_a_change_of_many_rows_and_taking_it_back_are_made_after_a_backup(database: Path, clock: StandingClock) -> None:
    with _open(database, clock) as archive:
        numbers = _many(archive, 150)
        assert _reasons(database) == [], "there was nothing to lose"
        states = [archive.run(everything_kept)]
        archive.run(bulk.tag_claims, numbers, ["rumour"])
        states.append(archive.run(everything_kept))
        archive.run(undo.undo)
        archive.run(bulk.tag_claims, numbers[:20], ["rumour"])

    backups = list_backups(database)
    assert [backup.reason for backup in backups] == [Reason.BULK, Reason.BULK]
    assert [kept_in(backup.path) for backup in backups] == states[::-1]


def test_what_is_written_at_the_threshold_needs_no_backup(database: Path, clock: StandingClock) -> None:
    with _open(database, clock) as archive:
        numbers = _many(archive, journal.BULK_ROWS + 1)
        shutil.rmtree(backups_folder(database), ignore_errors=True)
        archive.run(bulk.trash_claims, numbers[:-1])
        assert _reasons(database) == []
        archive.run(bulk.restore_claims, numbers)
        assert _reasons(database) == []
        archive.run(bulk.trash_claims, numbers)
        assert _reasons(database) == [Reason.BULK]


def test_a_step_of_many_rows_that_is_the_first_of_the_day_makes_one_backup(
    database: Path, clock: StandingClock
) -> None:
    with _open(database, clock) as archive:
        numbers = _many(archive, 150)
        clock.now += timedelta(days=1)
        archive.run(bulk.tag_claims, numbers, ["rumour"])
    assert _reasons(database) == [Reason.DAY]


def test_an_import_can_ask_for_a_backup_however_few_rows_it_writes(database: Path, clock: StandingClock) -> None:
    @journal.change
    def bring_in(session: Session) -> None:
        journal.back_up_first(session)
        changes.add_claim(session, a_claim("From a file"))
        journal.back_up_first(session)

    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim())
        before = archive.run(everything_kept)
        archive.run(bring_in)
    (backup,) = list_backups(database)
    assert (backup.reason, kept_in(backup.path)) == (Reason.BULK, before)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_upgrade_is_made_after_a_backup(place: str, raw: Engine, clock: StandingClock) -> None:
    with _open(Path(place), clock) as archive:
        archive.run(changes.add_claim, a_claim())
    with raw.begin() as connection:
        command.downgrade(_alembic(connection), "-1")
    with _open(Path(place), clock) as archive:
        (remark,) = archive.take_remarks()
        assert archive.take_remarks() == []

    (backup,) = list_backups(Path(place))
    assert backup.reason is Reason.UPGRADE
    assert backup.name in remark
    with closing(sqlite3.connect(backup.path)) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchall() == [(known_revisions()[-2],)]


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_an_upgrade_of_a_server_is_made_after_a_dump(
    place: str, raw: Engine, clock: StandingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with Archive.open(place, user="tester", clock=clock) as archive:
        archive.run(changes.add_claim, a_claim())
    with raw.begin() as connection:
        command.downgrade(_alembic(connection), "-1")
    monkeypatch.setenv("PATH", str(server_programs()), prepend=os.pathsep)

    with Archive.open(place, user="tester", clock=clock) as archive:
        (remark,) = archive.take_remarks()

    (dump,) = backups_folder(None).glob("*.dump")
    assert str(dump) in remark
    listed = subprocess.run(
        [server_programs() / "pg_restore", "--file=-", dump], capture_output=True, text=True, check=True
    ).stdout
    assert "The open model ships next week" in listed
    assert f"\n{known_revisions()[-2]}\n" in listed
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_an_upgrade_of_a_server_without_a_dump_is_told(
    place: str, raw: Engine, clock: StandingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with raw.begin() as connection:
        command.downgrade(_alembic(connection), "-1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with Archive.open(place, user="tester", clock=clock) as archive:
        (remark,) = archive.take_remarks()
    assert remark.startswith("The database was upgraded without a backup of it as it was before. pg_dump is missing")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_without_a_backup_there_is_no_upgrade(place: str, raw: Engine, clock: StandingClock) -> None:
    with raw.begin() as connection:
        command.downgrade(_alembic(connection), "-1")
    backups_folder(Path(place)).write_text("in the way", encoding="utf-8")
    before = Path(place).read_bytes()

    with pytest.raises(DatabaseTrouble, match="No copy could be written"):
        _open(Path(place), clock)

    assert Path(place).read_bytes() == before


def test_a_backup_that_cannot_be_made_is_told_of_and_stops_nobody(database: Path, clock: StandingClock) -> None:
    backups_folder(database).write_text("in the way", encoding="utf-8")
    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim())
        clock.now += timedelta(days=1)
        archive.run(changes.add_claim, a_claim("Kept all the same"))
        (remark,) = archive.take_remarks()
        assert len(archive.run(everything_kept)["claim"]) == 2
    assert remark.startswith("There is no backup before the first change of the day.")
    assert remark.endswith("What you write is kept.")


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], ids=oct)
def test_backups_are_for_their_user_alone_whatever_the_umask(database: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        path = make_backup(database, Reason.ASKED, NOON).path
    finally:
        os.umask(before)
    rights = [stat.S_IMODE(file.stat().st_mode) for file in sorted(path.parent.iterdir())]
    assert rights == [0o600, 0o600]
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_two_backups_of_one_second_are_two_files(database: Path) -> None:
    made = [make_backup(database, Reason.ASKED, NOON) for _ in range(3)]
    assert [backup.name[:16] for backup in made] == ["20250711T120000Z", "20250711T120001Z", "20250711T120002Z"]
    assert list_backups(database) == made[::-1]


def test_of_two_backups_into_one_file_the_first_stays_and_can_be_restored(
    database: Path, tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "keep.tracker"

    def back_up() -> None:
        with closing(open_file(database, mode="ro")) as source:
            copy_database(source, target)

    def digest_once_another_was_faster(path: Path) -> str:
        monkeypatch.undo()
        with _open(database, clock) as archive:
            archive.run(changes.add_claim, a_claim("Kept since the slower one has read"))
        back_up()
        return digest_of(path)

    digest_of = whole_files._digest
    monkeypatch.setattr(whole_files, "_digest", digest_once_another_was_faster)
    with pytest.raises(DatabaseTrouble, match="exists already and was left as it is"):
        back_up()
    names = [database.name, target.name, f"{target.name}.sha256"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert restore(database, str(target), NOON).backup.claims == 1


def test_a_backup_that_was_cut_off_before_its_checksum_can_be_restored(database: Path) -> None:
    def cut_off() -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Path, "replace", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            make_backup(database, Reason.ASKED, NOON)

    worker = FORK.Process(target=cut_off)
    worker.start()
    worker.join(30)
    assert worker.exitcode == -signal.SIGKILL
    (backup,) = list_backups(database)
    assert not checksum_file(backup.path).exists()
    assert restore(database, backup.name, NOON).backup == backup


def test_a_backup_whose_checksum_cannot_be_written_is_not_there(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "kept" / "keep.tracker"
    checksum_file(target).mkdir(parents=True)
    with closing(open_file(database)) as source, pytest.raises(DatabaseTrouble, match="No copy could be written"):
        copy_database(source, target)
    assert list(target.parent.iterdir()) == [checksum_file(target)]


def test_a_backup_gets_its_own_checksum_though_one_was_left_of_another(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "keep.tracker"
    checksum_file(target).write_text("0000  keep.tracker\n", encoding="utf-8")
    with closing(open_file(database)) as source:
        copy_database(source, target)
    assert restore(database, str(target), NOON).backup.path == target


def test_trying_one_backup_after_another_loses_nothing_that_is_nowhere_else(
    database: Path, clock: StandingClock
) -> None:
    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim("Old"))
        older = make_backup(database, Reason.ASKED, clock.now)
        archive.run(changes.add_claim, a_claim("Only here"))
    present = kept_in(database)
    for minutes in range(1, 7):
        restore(database, older.name, clock.now + timedelta(minutes=minutes))
    first, *_ = reversed([one for one in list_backups(database) if one.reason is Reason.RESTORE])
    restore(database, first.name, clock.now + timedelta(minutes=9))
    assert kept_in(database) == present


def test_files_of_others_in_the_folder_are_no_backups_and_stay(database: Path) -> None:
    folder = backups_folder(database)
    folder.mkdir()
    others = ["notes.txt", "20200101T000000Z-asked.tracker.old", "20209901T000000Z-asked.tracker", "copy.tracker"]
    for name in others:
        (folder / name).write_text("mine", encoding="utf-8")
    (folder / ".0123.part").write_text("half a copy", encoding="utf-8")
    os.utime(folder / ".0123.part", (0, 0))
    for age in range(40):
        make_backup(database, Reason.ASKED, NOON + timedelta(days=age))
    assert len(list_backups(database)) < 20
    assert set(others) <= {path.name for path in folder.iterdir()}
    assert not (folder / ".0123.part").exists()


@pytest.fixture
def stuck(database: Path) -> list[Path]:
    """Backups of one day long ago of which the older ones cannot be removed, since they are folders."""
    found = [backups_folder(database) / f"20200101T00000{second}Z-before-bulk.tracker" for second in range(6)]
    for path in found:
        path.mkdir(parents=True)
    return found


STUCK = r"^Old backups in .*claims\.tracker\.backups could not be removed: .*\. The new one is kept\.$"


def test_a_backup_is_made_whatever_keeps_old_ones_from_going(database: Path, stuck: list[Path]) -> None:
    old = stuck[0].with_name("20200101T000000Z-first-of-day.tracker")
    old.touch()
    made = make_backup(database, Reason.ASKED, NOON)
    assert re.search(STUCK, made.remark)
    assert (made.path.is_file(), made.claims) == (True, 0)
    assert not old.exists(), "what can go goes"
    for path in stuck:
        path.rmdir()
    assert make_backup(database, Reason.ASKED, NOON).remark == ""


@pytest.mark.usefixtures("stuck")
def test_old_backups_that_stay_are_told_of_and_the_new_one_is_not_called_missing(
    database: Path, clock: StandingClock
) -> None:
    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim())
        clock.now += timedelta(days=1)
        archive.run(changes.add_claim, a_claim())
        (remark,) = archive.take_remarks()
    assert re.search(STUCK, remark)


@pytest.mark.usefixtures("stuck")
def test_an_upgrade_is_made_whatever_keeps_old_backups_from_going(
    database: Path, raw_of: Callable[[str], Engine], clock: StandingClock
) -> None:
    with raw_of(str(database)).begin() as connection:
        command.downgrade(_alembic(connection), "-1")
    with _open(database, clock) as archive:
        upgraded, remark = archive.take_remarks()
    assert upgraded.startswith("The database was upgraded. As it was before, it is kept as backup 2025")
    assert re.search(STUCK, remark)


def test_a_backup_is_made_though_others_remove_the_folder_s_files_meanwhile(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off = backups_folder(database) / ".0123.part"
    cut_off.parent.mkdir()

    def list_one_that_goes(folder: Path, pattern: str) -> list[Path]:
        return [cut_off] if pattern == ".*.part" else list(glob(folder, pattern))

    glob = Path.glob
    monkeypatch.setattr(Path, "glob", list_one_that_goes)
    assert make_backup(database, Reason.ASKED, NOON).remark == ""


def test_a_folder_that_cannot_be_looked_through_is_told_of(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    made = make_backup(database, Reason.ASKED, NOON)
    assert re.search(STUCK, made.remark)
    assert made.claims == 0


def test_a_damaged_database_is_never_kept_as_a_sound_backup(database: Path) -> None:
    with database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(bytes(4096))
    with pytest.raises(DatabaseTrouble, match="The database is damaged"):
        make_backup(database, Reason.DAY, NOON)
    assert not list(backups_folder(database).iterdir())


def test_every_backup_that_is_kept_restores_to_what_was_there(
    database: Path, clock: StandingClock, figure: Callable[[str], None]
) -> None:
    states: dict[datetime, Dump] = {}
    with _open(database, clock) as archive:
        archive.run(changes.add_claim, a_claim("The first"))
        for day in [*range(0, 300, 30), *range(301, 350)]:
            clock.now = NOON + timedelta(days=day + 1)
            states[clock.now] = archive.run(everything_kept)
            archive.run(changes.add_claim, a_claim(f"Claim of day {day}", tags=(f"week {day // 7}",)))
            if day % 3 == 0:
                archive.run(undo.undo)

    backups = list_backups(database)
    assert {backup.made_at for backup in backups} == backups_to_keep(states)
    for backup in backups:
        restored = restore(database, backup.name, clock.now)
        assert kept_in(database) == states[backup.made_at]
        assert restored.present is not None
        # Each restore makes one more backup; those to compare with must not be pruned for it.
        for path in (restored.present.path, restored.present.path.with_name(f"{restored.present.path.name}.sha256")):
            path.unlink()
    figure(f"{len(states)} backups made, {len(backups)} kept, all restored to an equal dump")
    assert len(backups) >= 15


def test_a_database_has_the_same_backups_whatever_links_lead_to_it(tmp_path: Path, database: Path) -> None:
    link, folder = tmp_path / "link.tracker", tmp_path / "shelf"
    link.symlink_to(database)
    folder.symlink_to(tmp_path)
    names = (database, link, folder / database.name)
    made = {make_backup(name, Reason.ASKED, NOON).name for name in names}
    assert len(made) == len(names)
    for name in names:
        assert {backup.name for backup in list_backups(name)} == made
        assert len(list_backups(name)) == len(names)


def test_backups_that_earlier_versions_made_beside_a_link_are_still_there(tmp_path: Path, database: Path) -> None:
    beside = tmp_path / "link.tracker.backups"
    make_backup(database, Reason.ASKED, NOON)
    backups_folder(database).rename(beside)
    (tmp_path / "link.tracker").symlink_to(database)
    make_backup(tmp_path / "link.tracker", Reason.ASKED, NOON)
    backups = list_backups(tmp_path / "link.tracker")
    assert [backup.path.parent for backup in backups] == [backups_folder(database), beside]
    assert len({backup.name for backup in backups}) == len(backups)
