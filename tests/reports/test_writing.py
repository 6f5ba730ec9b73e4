from __future__ import annotations

import csv
import errno
import json
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.reports.samples import TODAY, Kept, all_rows
from tracker.errors import InvalidInput
from tracker.reports import files
from tracker.reports.edition import ReportChoices
from tracker.reports.formats import unguarded
from tracker.reports.tables import report_named, reports
from tracker.reports.writing import send_report, write_report
from tracker.store.records import claim_records

if TYPE_CHECKING:
    from tracker.store.archive import Archive


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "claims.csv"


@pytest.fixture(autouse=True)
def folder(target: Path) -> Path:
    target.parent.mkdir()
    return target.parent


def write(archive: Archive, target: Path, name: str = "claims", *, force: bool = False, **told: Any) -> int:
    return write_report(archive, ReportChoices(name, **told), target, today=TODAY, force=force).rows


def cells(target: Path) -> list[list[str]]:
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_csv_holds_what_the_records_hold(archive: Archive, target: Path) -> None:
    write(archive, target)
    header, *rows = cells(target)
    for record, row in zip(all_rows(archive, claim_records), rows, strict=True):
        read = dict(zip(header, row, strict=True))
        for name in ("statement", "notes", "speaker", "quote"):
            assert unguarded(read[name]) == record[name]
        assert read["tags"] == "; ".join(record["tags"])
        assert read["due_end"] == (record["due_end"].isoformat() if record["due_end"] else "")
    assert rows[4][header.index("statement")].startswith("'=")


@pytest.mark.parametrize("name", list(reports()))
def test_every_report_fills_its_columns_in_every_format(archive: Archive, folder: Path, name: str) -> None:
    columns = [column.name for column in report_named(name).columns]
    count = write(archive, folder / "r.csv", name)
    assert cells(folder / "r.csv")[0] == columns
    assert len(cells(folder / "r.csv")) == count + 1 > 1
    assert write(archive, folder / "r.jsonl", name) == count
    lines = (folder / "r.jsonl").read_text(encoding="utf-8").splitlines()
    assert [list(json.loads(line)) for line in lines] == [columns] * count


def test_an_empty_report_still_has_its_header(empty_archive: Archive, target: Path) -> None:
    assert write(empty_archive, target) == 0
    assert [row[0] for row in cells(target)] == ["claim_id"]


def test_a_report_can_be_sent_to_an_open_file(archive: Archive) -> None:
    sink = Kept()
    choices = ReportChoices("claims", filter="id:2", format="jsonl")
    assert send_report(archive, choices, sink, today=TODAY).rows == 1
    assert json.loads(sink.bytes)["claim_id"] == 2


def test_an_existing_file_is_replaced_only_by_force(archive: Archive, target: Path, folder: Path) -> None:
    target.write_text("old", encoding="utf-8")
    target.chmod(0o600)
    with pytest.raises(InvalidInput, match="--force"):
        write(archive, target)
    assert target.read_text(encoding="utf-8") == "old"
    assert write(archive, target, force=True) == 5
    assert len(cells(target)) == 6
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(folder.iterdir()) == [target]


def test_a_file_that_appears_meanwhile_is_not_replaced(target: Path, folder: Path) -> None:
    def write_while_another_does() -> None:
        with files.written_whole(target, force=False) as file:
            file.write("mine")
            target.write_text("theirs", encoding="utf-8")

    with pytest.raises(InvalidInput, match="--force"):
        write_while_another_does()
    assert target.read_text(encoding="utf-8") == "theirs"
    assert list(folder.iterdir()) == [target]


def test_without_links_a_free_name_is_still_taken(target: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _other: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with files.written_whole(target, force=False) as file:
        file.write("mine")
    assert target.read_text(encoding="utf-8") == "mine"
    with pytest.raises(InvalidInput, match="--force"), files.written_whole(target, force=False) as file:
        file.write("again")
    assert list(folder.iterdir()) == [target]


def test_a_folder_that_may_not_be_read_is_written_to(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: Path, *more: int) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *more)

    monkeypatch.setattr(os, "open", refuse)
    with files.written_whole(target, force=False) as file:
        file.write("mine")
    assert target.read_text(encoding="utf-8") == "mine"


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    archive: Archive, target: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    target.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InvalidInput, match="No space left on device"):
        write(archive, target, force=True)
    assert target.read_text(encoding="utf-8") == "old"
    assert list(folder.iterdir()) == [target]


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt])
def test_whatever_interrupts_leaves_nothing_behind(folder: Path, target: Path, fault: type[BaseException]) -> None:
    def write_some() -> None:
        with files.written_whole(target, force=False) as file:
            file.write("half")
            raise fault

    with pytest.raises(fault):
        write_some()
    assert list(folder.iterdir()) == []


def test_a_new_file_has_the_rights_that_the_user_gives_to_files(target: Path) -> None:
    before = os.umask(0o027)
    try:
        with files.written_whole(target, force=False) as file:
            file.write("mine")
    finally:
        os.umask(before)
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed(target: Path, folder: Path) -> None:
    link = folder / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    with files.written_whole(link, force=True) as file:
        file.write("new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("", "is a folder"),
        ("missing/claims.csv", "There is no folder"),
        ("file.txt/claims.csv", "There is no folder"),
        ("/dev/null", "is not a plain file"),
        ("/proc/claims.csv", "There is no folder|cannot be written"),
        ("x" * 300, "cannot be written"),
    ],
)
def test_where_nothing_can_be_written_is_said(archive: Archive, folder: Path, path: str, sentence: str) -> None:
    (folder / "file.txt").touch()
    with pytest.raises(InvalidInput, match=sentence) as refusal:
        write(archive, folder / path, force=True)
    assert refusal.value.exit_code == 3
    assert list(folder.iterdir()) == [folder / "file.txt"]


def test_the_home_of_nobody_is_no_folder(archive: Archive) -> None:
    with pytest.raises(InvalidInput, match="There is no folder"):
        write(archive, Path("~nobody-by-that-name/claims.csv"))


@pytest.mark.parametrize("force", [False, True])
def test_a_report_never_takes_the_place_of_its_database(archive: Archive, folder: Path, *, force: bool) -> None:
    database = archive.place.path
    assert database is not None
    link = folder / "claims.csv"
    link.symlink_to(database)
    before = database.read_bytes()
    for target in (database, link):
        with pytest.raises(InvalidInput, match="holds the claims themselves"):
            write(archive, target, format="csv", force=force)
    assert database.read_bytes() == before


def test_a_report_never_takes_the_place_of_any_database(archive: Archive, target: Path) -> None:
    with sqlite3.connect(target) as other:
        other.execute("CREATE TABLE kept (what TEXT)")
    other.close()
    before = target.read_bytes()
    with pytest.raises(InvalidInput, match="is a database"):
        write(archive, target, force=True)
    assert target.read_bytes() == before
