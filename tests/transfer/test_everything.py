"""Everything out of a database, and back: the same claims again, and nothing written where nothing differs."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.samples import a_claim, first_broken_batch
from tests.store.test_history import Editor
from tests.store.test_past import everything as every_row
from tests.transfer.doing import counts, edited, imported, looked_at, steps
from tests.transfer.samples import TODAY, everything_with_moments, fill
from tracker.claims.model import WRITTEN_TABLES
from tracker.errors import EditConflict, InvalidInput, NewerSchema
from tracker.store import changes, undo
from tracker.store.archive import Archive
from tracker.store.incoming.plan import Confirmed
from tracker.store.past import as_known_on
from tracker.store.tables import WRITTEN_BY_NAME
from tracker.transfer import everything
from tracker.transfer.cells import columns_in_files
from tracker.transfer.everything import export_everything
from tracker.transfer.importing import read_file, write_import
from tracker.transfer.told import Circumstances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.transfer.conftest import Opener

ROOT = Path(__file__).parents[2]


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize(("count", "style"), [(10_000, "csv"), (1_000, "jsonl")])
def test_thousands_of_claims_come_back_as_they_were(
    new: Opener, tmp_path: Path, figure: Callable[[str], None], count: int, style: str
) -> None:
    ours, theirs = new("ours"), new("theirs")
    ours.run(fill, count, seed=1)
    rows = sum(export_everything(ours, tmp_path / "out", format=style).values())
    assert counts(imported(theirs, tmp_path / "out")) == {"new": rows}
    assert theirs.run(everything_with_moments) == ours.run(everything_with_moments)
    export_everything(theirs, tmp_path / "again", format=style)
    assert content(tmp_path / "again") == content(tmp_path / "out")
    assert theirs.run(first_broken_batch) is None
    figure(f"{count} claims, {rows} rows: exported as {style}, imported, equal; exported again, the same bytes")


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize("style", ["csv", "jsonl"])
def test_a_server_and_a_file_give_the_same_files(archive: Archive, new: Opener, tmp_path: Path, style: str) -> None:
    on_file = new()
    on_file.run(fill, 300, seed=2)
    export_everything(on_file, tmp_path / "out", format=style)
    imported(archive, tmp_path / "out")
    assert archive.run(everything_with_moments) == on_file.run(everything_with_moments)
    export_everything(archive, tmp_path / "again", format=style)
    assert content(tmp_path / "again") == content(tmp_path / "out")
    assert archive.run(changes.add_claim, a_claim("The next one")) == 301
    assert archive.run(undo.undo).startswith("add claim 301")
    assert archive.run(undo.undo).startswith("import ")


@pytest.mark.parametrize("style", ["csv", "jsonl"])
def test_into_the_same_database_nothing_is_written(new: Opener, tmp_path: Path, style: str) -> None:
    ours = new("ours")
    ours.run(fill, 200, seed=3)
    export_everything(ours, tmp_path / "out.zip", format=style)
    before = (tmp_path / "ours.tracker").read_bytes()
    plan = imported(ours, tmp_path / "out.zip")
    assert list(counts(plan)) == ["same"]
    assert (tmp_path / "ours.tracker").read_bytes() == before


LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(LETTERS | st.sampled_from("=+-@'\"\t\r\n;, "), max_size=30)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=4, max_size=4), style=st.sampled_from(["csv", "jsonl"]))
def test_whatever_a_text_holds_comes_back(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, texts: list[str], style: str
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    dumps = []
    for name in ("ours", "theirs"):
        (folder / name).write_bytes(sqlite_template.read_bytes())
        with Archive.open(str(folder / name), user="ada") as archive:
            if name == "ours":
                statement, quote, title, notes = (re.sub("\r+\n", "\n", text) for text in texts)
                fields = a_claim().model_copy(
                    update={"statement": statement, "quote": quote, "source_title": title, "notes": notes}
                )
                archive.run(changes.add_claim, fields)
                export_everything(archive, folder / "out", format=style)
            else:
                imported(archive, folder / "out")
            dumps.append(archive.run(everything_with_moments))
    assert dumps[0] == dumps[1]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_people_did_one_after_the_other_comes_back(new: Opener, tmp_path: Path, seed: int) -> None:
    ours, theirs = new("ours"), new("theirs")
    editor = Editor(ours, seed)
    for _ in range(60):
        editor.act()
    export_everything(ours, tmp_path / "out")
    imported(theirs, tmp_path / "out")
    assert theirs.run(everything_with_moments) == ours.run(everything_with_moments)


def test_undo_takes_an_import_back_whole_and_redo_brings_it_back(new: Opener, tmp_path: Path) -> None:
    ours, theirs = new("ours"), new("theirs")
    ours.run(fill, 400, seed=5)
    export_everything(ours, tmp_path / "out.zip")
    empty = theirs.run(everything_with_moments)
    imported(theirs, tmp_path / "out.zip")
    assert theirs.run(undo.undo).startswith("import ")
    assert theirs.run(everything_with_moments) == empty
    assert theirs.run(undo.redo).endswith("new rows of out.zip")
    assert list(counts(looked_at(theirs, tmp_path / "out.zip"))) == ["same"]
    assert theirs.run(first_broken_batch) is None


def test_the_history_alone_tells_what_an_import_wrote(new: Opener, tmp_path: Path) -> None:
    ours, theirs = new("ours"), new("theirs")
    ours.run(fill, 300, seed=6)
    export_everything(ours, tmp_path / "out")
    imported(theirs, tmp_path / "out")
    edited(tmp_path / "out" / "claim.csv", lambda rows: [row.update(notes="Looked at") for row in rows[::3]])
    imported(theirs, tmp_path / "out")
    for step in (None, undo.undo, undo.undo, undo.redo, undo.redo):
        if step:
            theirs.run(step)
        with as_known_on(theirs, TODAY, TODAY + timedelta(days=1)) as told:
            assert told.run(every_row) == theirs.run(every_row)


def test_claims_that_lead_to_each_other_come_back_and_are_undone(new: Opener, tmp_path: Path) -> None:
    ours, theirs = new("ours"), new("theirs")
    ours.run(changes.add_claim, a_claim("It ships"))
    ours.run(changes.add_claim, a_claim("It is the best", depends_on=1))
    ours.run(changes.edit_claim, 1, 1, a_claim("It ships", revises=2))
    export_everything(ours, tmp_path / "out")
    empty = theirs.run(everything_with_moments)
    imported(theirs, tmp_path / "out")
    assert theirs.run(everything_with_moments) == ours.run(everything_with_moments)
    theirs.run(undo.undo)
    assert theirs.run(everything_with_moments) == empty


NEW_TABLE = """
import sys
from pathlib import Path
from sqlmodel import Field, Session, SQLModel, select
from tracker.claims import model

class Opinion(model.Row, table=True):
    claim_id: int = Field(foreign_key="claim.id")
    about_id: int | None = Field(default=None, foreign_key="opinion.id")
    words: str | None = None
    weight: float = 0.5
    is_mine: bool = True

model.WRITTEN_TABLES += (Opinion,)
from tests.store.samples import a_claim
from tests.transfer.doing import counts, imported
from tracker.store.archive import Archive
from tracker.store.changes import add_claim
from tracker.store.inserting import insert_rows, whole_values
from tracker.store.journal import change
from tracker.store.undo import undo
from tracker.transfer.everything import export_everything

folder = Path(sys.argv[1])

def opened(name):
    archive = Archive.open(str(folder / name))
    SQLModel.metadata.tables["opinion"].create(archive._engine)
    return archive

def opinions(session):
    return [row.model_dump() for row in session.execute(select(Opinion).order_by(Opinion.id)).scalars()]

@change
def think(session):
    words = [None, "", "'", "''", "=1", "plain"]
    rows = [{"id": n, "claim_id": 1, "words": text, "about_id": n - 1 or None} for n, text in enumerate(words, 1)]
    rows = [row | {"is_mine": bool(row["id"] % 2)} for row in rows]
    insert_rows(session, Opinion, [whole_values(session, Opinion, row) for row in rows])

with opened("ours") as ours, opened("theirs") as theirs:
    ours.run(add_claim, a_claim())
    ours.run(think)
    for style in ("csv", "jsonl"):
        export_everything(ours, folder / style, format=style)
        imported(theirs, folder / style)
        assert theirs.run(opinions) == ours.run(opinions) and len(ours.run(opinions)) == 6
        theirs.run(undo)
        assert theirs.run(opinions) == []
print((folder / "csv" / "opinion.csv").read_text().splitlines()[0])
"""


def test_a_new_table_is_in_the_files_by_itself(tmp_path: Path) -> None:
    run = [sys.executable, "-c", NEW_TABLE, str(tmp_path)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "id,claim_id,about_id,words,weight,is_mine,version,created_at,updated_at"


def test_there_is_a_file_for_every_table_and_a_word_on_every_column(new: Opener, tmp_path: Path) -> None:
    export_everything(new(), tmp_path / "out")
    tables = {str(table.__tablename__) for table in WRITTEN_TABLES}
    names = {f"{name}.csv" for name in tables} | {"README.md", "csv-metadata.json"}
    assert set(content(tmp_path / "out")) == names
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    told = json.loads((tmp_path / "out" / "csv-metadata.json").read_text(encoding="utf-8"))
    described = {table["url"]: table for table in told["tables"]}
    for name, table in WRITTEN_BY_NAME.items():
        columns = columns_in_files(table)
        header = (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        assert header == [column.name for column in columns]
        section = readme.split(f"## {name}.csv")[1].split("## ")[0]
        assert re.findall(r"^\| `(\w+)` \| \w+ \| \w.+\. \|$", section, re.MULTILINE) == header
        assert [column["name"] for column in described[f"{name}.csv"]["tableSchema"]["columns"]] == header
        assert described[f"{name}.csv"]["tableSchema"]["primaryKey"] == "id"
    claim = {column["name"]: column for column in described["claim.csv"]["tableSchema"]["columns"]}
    assert claim["said_on"]["datatype"] == "date"
    assert claim["kind"]["datatype"]["format"].startswith("release|delay|")
    keys = described["citation.csv"]["tableSchema"]["foreignKeys"]
    assert {"columnReference": "claim_id", "reference": {"resource": "claim.csv", "columnReference": "id"}} in keys
    assert "name_key" not in readme


def test_only_their_owner_can_read_the_files(new: Opener, tmp_path: Path) -> None:
    export_everything(new("a"), tmp_path / "out")
    export_everything(new("b"), tmp_path / "out.zip")
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700
    files = [*(tmp_path / "out").iterdir(), tmp_path / "out.zip"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    with zipfile.ZipFile(tmp_path / "out.zip") as packed:
        assert {one.external_attr >> 16 & 0o777 for one in packed.infolist()} == {0o600}


def test_an_export_replaces_nothing_unless_it_is_told_to_and_then_only_an_export(new: Opener, tmp_path: Path) -> None:
    archive = new()
    out = tmp_path / "out"
    out.mkdir()
    export_everything(archive, out)  # an empty folder is in nobody's way
    before = content(out)
    archive.run(changes.add_claim, a_claim())
    with pytest.raises(InvalidInput, match="exists already and was left as it is: --force"):
        export_everything(archive, out)
    assert content(out) == before
    export_everything(archive, out, force=True)
    assert content(out) != before
    (out / "my notes.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(InvalidInput, match="holds other files than an export"):
        export_everything(archive, out, force=True)
    assert (out / "my notes.txt").read_text(encoding="utf-8") == "dear"
    for target, sentence in (
        (tmp_path / "claims.tracker", "is a file"),
        (tmp_path / "no" / "such" / "out", "There is no folder"),
        (tmp_path / "no" / "out.zip", "There is no folder"),
        (Path("~nobodyx") / "out", "There is no folder"),
    ):
        with pytest.raises(InvalidInput, match=sentence):
            export_everything(archive, target, force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.tracker", "out"]


@pytest.mark.parametrize("target", ["out", "out.zip"])
@pytest.mark.parametrize("trouble", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_an_export_that_is_cut_off_leaves_the_old_one(
    new: Opener, tmp_path: Path, target: str, trouble: type[BaseException] | BaseException
) -> None:
    archive = new()
    (tmp_path / "files").mkdir()
    export_everything(archive, tmp_path / "files" / target)
    before = {path: path.read_bytes() for path in (tmp_path / "files").rglob("*") if path.is_file()}

    @contextmanager
    def cut_off(rows: Iterable[Any], what: str, _count: int | None) -> Iterator[Iterable[Any]]:
        if "claim_tag" in what:
            raise trouble
        yield rows

    with pytest.raises((KeyboardInterrupt, InvalidInput)):
        export_everything(archive, tmp_path / "files" / target, force=True, watch=cut_off)
    assert {path: path.read_bytes() for path in (tmp_path / "files").rglob("*") if path.is_file()} == before
    assert [path.name for path in (tmp_path / "files").iterdir()] == [target]


def test_what_changed_since_it_was_looked_at_is_not_written(new: Opener, tmp_path: Path) -> None:
    ours, theirs = new("ours"), new("theirs")
    ours.run(fill, 5, seed=1)
    export_everything(ours, tmp_path / "out")
    reading = read_file(tmp_path / "out", Circumstances(TODAY))
    plan = looked_at(theirs, tmp_path / "out")
    imported(theirs, tmp_path / "out")
    before, made = theirs.run(everything_with_moments), steps(theirs)
    with pytest.raises(EditConflict, match="was changed meanwhile: import the file again"):
        write_import(theirs, reading, Confirmed(plan), TODAY)
    assert (theirs.run(everything_with_moments), steps(theirs)) == (before, made)


def test_an_export_of_a_newer_version_is_refused(new: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = new()
    monkeypatch.setattr(everything, "known_revisions", lambda: ["0001", "9999"])
    export_everything(archive, tmp_path / "out")
    with pytest.raises(NewerSchema, match="schema “9999”, here "):
        looked_at(archive, tmp_path / "out")


def test_an_export_of_an_older_version_has_fewer_columns_and_tables(new: Opener, tmp_path: Path) -> None:
    ours, theirs = new("ours"), new("theirs")
    ours.run(fill, 20, seed=7)
    export_everything(ours, tmp_path / "out")
    (tmp_path / "out" / "saved_view.csv").unlink()
    drop_column(tmp_path / "out" / "source.csv", "type")
    imported(theirs, tmp_path / "out")
    dump = theirs.run(everything_with_moments)
    assert {row["type"] for row in dump["source"]} == {""}
    assert dump["saved_view"] == []
    assert len(dump["claim"]) == 20


def drop_column(file: Path, name: str) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    place = rows[0].index(name)
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([*row[:place], *row[place + 1 :]] for row in rows)
