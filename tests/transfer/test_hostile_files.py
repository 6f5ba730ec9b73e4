"""Whatever is handed over as a file: one sentence about it, and nothing written."""

from __future__ import annotations

import os
import stat
import struct
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import a_claim
from tests.transfer.doing import looked_at
from tests.transfer.samples import TODAY
from tracker.errors import InvalidInput
from tracker.store import changes
from tracker.transfer import texts
from tracker.transfer.bundles import opened_bundle
from tracker.transfer.everything import export_everything

if TYPE_CHECKING:
    from pathlib import Path

    from tests.transfer.conftest import Opener
    from tracker.store.archive import Archive

HEADER = b"claim_id,statement,said_on\n"

CONTENTS: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.csv", b"", "a.csv is empty"),
    "white": ("a.csv", b" \r\n\n ", "a.csv is empty"),
    "only a mark": ("a.csv", b"\xef\xbb\xbf", "a.csv is empty"),
    "binary": ("a.csv", bytes(range(256)) * 4, "a.csv is no text: it holds bytes that no text has"),
    "nulls": ("a.csv", HEADER + b"1,a\0b,2025-07-01\n", "a.csv is no text"),
    "nulls in utf-16": ("a.csv", "a,b\n\0,1\n".encode("utf-16"), "a.csv:2: it holds a null character"),
    "half a utf-16": ("a.csv", b"\xff\xfea", "a.csv:1: it is not UTF-16"),
    "half a letter": ("a.csv", HEADER + b"1,\xc3,2025-07-01\n\x81", "a.csv:3: it is not Windows-1252: say --encoding"),
    "a database": ("a.csv", b"SQLite format 3\0" + b"x" * 100, "a.csv is no text but a database"),
    "a workbook": ("a.csv", b"PK\x03\x04" + b"x" * 100, "a.csv is no text but packed, or a workbook: save it as CSV"),
    "an old workbook": ("a.csv", b"\xd0\xcf\x11\xe0" + b"x" * 100, "a workbook: save it as CSV first"),
    "a paper": ("a.csv", b"%PDF-1.7", "a.csv is no text but a PDF"),
    "packed": ("a.csv", b"\x1f\x8b\x08", "a.csv is no text but packed with gzip"),
    "no names": ("a.csv", b",,\n1,2,3\n", "a.csv:1: the first row must name the columns"),
    "names twice": ("a.csv", b"claim_id,tags,tags\n1,a,b\n", "a.csv:1: the column “tags” is there twice"),
    "wrong columns": ("a.csv", b"height,width\n1,2\n", "no column looks like a claim's statement"),
    "an open quote": ("a.csv", HEADER + b'1,"It ships,2025-07-01\n', "a.csv:2: a quotation mark is opened and never"),
    "after a quote": ("a.csv", HEADER + b'1,"It" ships,2025-07-01\n', "a.csv:2: after a closed quotation mark"),
    "a large cell": ("a.csv", HEADER + b"1," + b"x" * 10_000_000 + b",\n", "a.csv:2: a cell holds more than 5,000,000"),
    "a long header": ("a.csv", b"x" * 10_000_000, "a.csv:1: a cell holds more than 5,000,000 characters"),
    "no json": ("a.json", b'{"claimReviewed": ', "a.json:1: it is no JSON"),
    "deep json": ("a.json", b"[" * 100_000, "a.json is no JSON that can be read: it is nested too deeply"),
    "a long number": ("a.json", b'{"claim_id": ' + b"9" * 5_000 + b"}", "a.json is no JSON that can be read"),
    "other json": ("a.json", b'{"name": "x"}', "a.json is JSON that tells of no claims in a way that is known"),
    "a list": ("a.json", b"[1, 2]", "tells of no claims in a way that is known"),
    "half a jsonl": ("a.jsonl", b'{"claim_id": 1}\n{"claim_id": 2\n', "a.jsonl:2: the line is no JSON"),
    "no zip": ("a.zip", b"PK nothing of that sort", "is no zip file"),
    "half a zip": ("a.zip", b"PK\x05\x06" + b"\0" * 10, "is no zip file"),
}


@pytest.fixture
def archive(new: Opener) -> Archive:
    """One claim, so that there is something to harm."""
    opened = new("ours")
    opened.run(changes.add_claim, a_claim())
    return opened


def refused(archive: Archive, path: Path, folder: Path) -> str:
    """The one sentence with which a file is refused, leaving everything as it was."""
    before, names = (folder / "ours.tracker").read_bytes(), sorted(path.name for path in folder.iterdir())
    with pytest.raises(InvalidInput) as refusal:
        looked_at(archive, path)
    assert (folder / "ours.tracker").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == names
    told = str(refusal.value)
    assert "\n" not in told
    assert len(told) < 600
    return told


@pytest.mark.parametrize("case", CONTENTS)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(archive: Archive, tmp_path: Path, case: str) -> None:
    name, content, sentence = CONTENTS[case]
    (tmp_path / name).write_bytes(content)
    assert sentence in refused(archive, tmp_path / name, tmp_path)


def test_a_file_with_only_a_header_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(HEADER)
    assert looked_at(archive, tmp_path / "a.csv").rows == ()


def test_ragged_rows_are_bad_and_the_others_are_read(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(HEADER + b"1,It ships\n2,a,2025-07-01,too,many\n\n,Fine,2025-07-01,,\n")
    plan = looked_at(archive, tmp_path / "a.csv")
    assert [(str(row.place), row.faults[0].sentence) for row in plan.rows if row.faults] == [
        ("a.csv:2", "the row has 2 cells, the header 3"),
        ("a.csv:3", "the row has 5 cells, the header 3"),
    ]
    assert [row.name for row in plan.rows if not row.faults] == ["“Fine”"]


class TestPlaces:
    def test_what_is_no_plain_file(self, archive: Archive, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.csv")
        (tmp_path / "nowhere.csv").symlink_to(tmp_path / "nothing")
        for name, sentence in (
            ("pipe.csv", "is not a plain file"),
            ("nowhere.csv", "There is no file"),
            ("missing.csv", "There is no file"),
            ("missing.zip", "There is no file"),
            ("a\0b.csv", "cannot be read"),
            ("x" * 300 + ".csv", "cannot be read"),
        ):
            assert sentence in refused(archive, tmp_path / name, tmp_path)
        for path in ("/dev/zero", "/dev/null"):
            with pytest.raises(InvalidInput, match="is not a plain file"):
                looked_at(archive, tmp_path / path)

    def test_a_file_that_is_too_large_is_not_even_read(self, archive: Archive, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"x")
        os.truncate(tmp_path / "a.csv", texts.LARGEST + 1)
        assert "at most 268,435,456 are read" in refused(archive, tmp_path / "a.csv", tmp_path)

    def test_a_folder_that_is_no_export(self, archive: Archive, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        assert "is no export of this program" in refused(archive, tmp_path / "folder", tmp_path)
        (tmp_path / "folder" / "csv-metadata.json").write_text("{}", encoding="utf-8")
        assert "is no export of this program" in refused(archive, tmp_path / "folder", tmp_path)
        (tmp_path / "folder" / "csv-metadata.json").write_text("{", encoding="utf-8")
        assert "csv-metadata.json is damaged" in refused(archive, tmp_path / "folder", tmp_path)

    def test_a_link_in_an_export_is_not_followed(self, archive: Archive, tmp_path: Path) -> None:
        export_everything(archive, tmp_path / "out")
        (tmp_path / "out" / "tag.csv").unlink()
        (tmp_path / "out" / "tag.csv").symlink_to("/etc/passwd")
        assert "tag.csv is a link: put the file itself there" in refused(archive, tmp_path / "out", tmp_path)


def packed(path: Path, *members: tuple[str, bytes], links: bool = False) -> Path:
    """A zip file with these files in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            about = zipfile.ZipInfo(name)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = ((stat.S_IFLNK if links else stat.S_IFREG) | 0o644) << 16
            file.writestr(about, content)
    return path


NAMES = ["../claim.csv", "a/../../claim.csv", "/etc/claim.csv", "..\\claim.csv", "C:claim.csv", "a/b/claim.csv"]


class TestZips:
    @pytest.mark.parametrize("name", NAMES)
    def test_names_that_lead_elsewhere(self, archive: Archive, tmp_path: Path, name: str) -> None:
        told = refused(archive, packed(tmp_path / "a.zip", (name, b"id\n1\n")), tmp_path)
        assert "holds a file that is to lie elsewhere" in told

    def test_links(self, archive: Archive, tmp_path: Path) -> None:
        path = packed(tmp_path / "a.zip", ("claim.csv", b"/etc/passwd"), links=True)
        assert "holds a link, “claim.csv”" in refused(archive, path, tmp_path)

    def test_two_of_one_name(self, archive: Archive, tmp_path: Path) -> None:
        path = packed(tmp_path / "a.zip", ("claim.csv", b"id"), ("a/claim.csv", b"id"))
        assert "holds two files of one name" in refused(archive, path, tmp_path)

    def test_a_bomb(self, archive: Archive, tmp_path: Path) -> None:
        path = packed(tmp_path / "a.zip", *((f"{number}.csv", b"\0" * 8_000_000) for number in range(4)))
        assert path.stat().st_size < 200_000
        assert "would unpack to 32,000,000 bytes" in refused(archive, path, tmp_path)

    def test_one_that_says_less_than_it_holds_is_unpacked_no_further(self, archive: Archive, tmp_path: Path) -> None:
        large = 50_000_000
        path = packed(tmp_path / "a.zip", ("csv-metadata.json", b" " * large))
        path.write_bytes(path.read_bytes().replace(struct.pack("<L", large), struct.pack("<L", 10)))
        assert "is no zip file: it is damaged" in refused(archive, path, tmp_path)
        with opened_bundle(path) as bundle:
            tracemalloc.start()
            with pytest.raises(zipfile.BadZipFile):
                bundle.read("csv-metadata.json")
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert most < large / 10

    def test_one_that_is_damaged(self, archive: Archive, tmp_path: Path) -> None:
        export_everything(archive, tmp_path / "out.zip")
        content = bytearray((tmp_path / "out.zip").read_bytes())
        content[60:90] = b"\xff" * 30
        (tmp_path / "out.zip").write_bytes(content)
        assert "is no zip file" in refused(archive, tmp_path / "out.zip", tmp_path)

    def test_one_with_a_password(self, archive: Archive, tmp_path: Path) -> None:
        path = packed(tmp_path / "a.zip", ("csv-metadata.json", b"{}"))
        content = bytearray(path.read_bytes())
        for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            content[content.index(mark) + place] |= 1
        path.write_bytes(content)
        assert "is locked with a password" in refused(archive, path, tmp_path)

    def test_an_export_that_somebody_packed_with_its_folder_is_read(self, archive: Archive, tmp_path: Path) -> None:
        export_everything(archive, tmp_path / "out")
        members = [(f"out/{file.name}", file.read_bytes()) for file in (tmp_path / "out").iterdir()]
        assert looked_at(archive, packed(tmp_path / "mine.zip", *members)).rows == ()


def test_a_cell_of_a_whole_article_is_read(archive: Archive, tmp_path: Path) -> None:
    text = "word " * 200_000
    (tmp_path / "a.csv").write_text(f"Claim,Notes\nIt ships,{text}\n", encoding="utf-8")
    (fault,) = looked_at(archive, tmp_path / "a.csv", TODAY).rows[0].faults
    assert fault.column == "Notes"
    assert "holds 999,999 characters: at most 20,000 can be kept" in fault.sentence
