"""Files that come back, on the command line: what is told, what is asked, and with which code it ends."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.running import ROOT, Runner
from tests.transfer.samples import fill
from tracker.cli import progress, transfer
from tracker.store.archive import Archive
from tracker.store.incoming import tables
from tracker.transfer.mapping import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLES = ROOT / "tests" / "transfer" / "foreign"


@pytest.fixture
def two(run: Runner) -> Runner:
    """A database with two claims, of which there is an export and a report."""
    run.ok("add", "It ships", "--said", "2025-07-01", "--due", "next week", "--tag", "a")
    run.ok("add", "It is late", "--said", "2025-07-02", "--speaker", "Ada")
    run.ok("export", "out")
    run.ok("report", "claims", "-o", "claims.csv")
    return run


def edit(file: str, **cells: str) -> None:
    """Change cells of the first row."""
    with Path(file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    rows[0].update(cells)
    with Path(file).open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_a_verdict_that_was_written_as_the_status_is_told_of(two: Runner) -> None:
    remark = "status was changed in 1 row and is not read: the column verdict is"
    edit("claims.csv", status="false")
    assert remark in two("import", "claims.csv").output
    edit("claims.csv", verdict="false")
    assert remark not in two("import", "claims.csv", "--yes").output
    two.ok("report", "claims", "-o", "then.csv")
    edit("then.csv", verdict="true")
    for _ in range(2):
        assert remark not in two("import", "then.csv", "--yes").output
    two.ok("report", "claims", "-o", "now.csv")
    two.ok("mark", "1", "partial")
    assert remark not in two("import", "now.csv").output


def test_everything_goes_out_and_comes_back(two: Runner, tmp_path: Path) -> None:
    other = Runner(tmp_path / "other.tracker")
    told = other.ok("import", "out", "--yes")
    assert told.splitlines()[0] == "out: an export of everything"
    assert told.splitlines()[-1] == "5 new written. tracker undo takes it back."
    assert other.json("list") == two.json("list")
    assert two.ok("import", "out") == "out: an export of everything\n0 new, 5 same\n"
    assert other.ok("undo") == "Taken back: import 5 new rows of out\n"


def test_what_differs_is_shown_row_by_row_and_field_by_field(two: Runner) -> None:
    edit("claims.csv", statement="It ships at last", tags="", due_text="in August 2025")
    code, told = two("import", "claims.csv").exit_code, two("import", "claims.csv").stdout
    assert code == 3
    assert told.splitlines() == [
        "claims.csv: the report “claims”, UTF-8, comma",
        "~ claims.csv:2: claim 1 “It ships at last”",
        "    statement: It ships → It ships at last",
        "    due_text: next week → in August 2025",
        "    tags: a → (empty)",
        "0 new, 1 changed, 1 same",
    ]
    assert two.json("show", "1")["statement"] == "It ships"
    assert two.ok("import", "claims.csv", "--yes").endswith("1 changed written. tracker undo takes it back.\n")
    assert two.json("show", "1")["due_end"] == "2025-08-31"


def test_where_nothing_was_written_nothing_is_to_be_taken_back(two: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.store.incoming.edits.edit_claims", lambda *_: None)
    edit("claims.csv", notes="mine")
    assert two.ok("import", "claims.csv", "--yes").endswith(
        "1 changed, 1 same\nNothing was written: all of it comes to what is here already.\n"
    )
    assert json.loads(two("import", "claims.csv", "--json", "--yes").stdout)["written"] == 0
    assert two.ok("undo") == "Taken back: add claim 2 “It is late”\n"


def test_without_a_terminal_and_a_yes_it_only_tells(two: Runner) -> None:
    edit("claims.csv", notes="mine")
    before = two.database.read_bytes()
    result = two("import", "claims.csv")
    assert result.exit_code == 3
    assert result.stderr == "tracker: Nothing was written: --yes writes it.\n"
    assert two.database.read_bytes() == before


@pytest.mark.parametrize(("answer", "notes", "code"), [("y", "mine", 0), ("n", "", 0), ("", "", 130)])
def test_on_a_terminal_it_asks(
    two: Runner, monkeypatch: pytest.MonkeyPatch, answer: str, notes: str, code: int
) -> None:
    monkeypatch.setattr(transfer, "is_at_a_terminal", lambda: True)
    edit("claims.csv", notes="mine")
    result = two("import", "claims.csv", stdin=answer)
    assert "Write 1 changed? [y/N]" in result.stderr
    assert result.exit_code == code
    assert two.json("show", "1")["notes"] == (notes or None)


def test_what_was_changed_here_too_stays_and_ends_with_a_code_of_its_own(two: Runner) -> None:
    edit("claims.csv", notes="theirs", tags="b")
    two.ok("edit", "1", "--notes", "ours")
    result = two("import", "claims.csv", "--yes")
    assert result.exit_code == 6
    assert "! claims.csv:2: claim 1" in result.stdout
    assert "    notes: ours → theirs  changed here too" in result.stdout
    assert result.stderr.endswith(
        "tracker: 1 row was changed here since the file was written, and stays as it is here: --conflicts file takes "
        "the file's.\n"
    )
    assert two.json("show", "1")["notes"] == "ours"
    two.ok("import", "claims.csv", "--yes", "--conflicts", "file")
    assert two.json("show", "1")["notes"] == "theirs"


def test_bad_rows_are_told_by_line_and_column_and_put_aside(two: Runner) -> None:
    edit("claims.csv", said_on="never")
    Path("claims.csv").write_text(Path("claims.csv").read_text(encoding="utf-8").replace("It is late", "It is here"))
    before = two.database.read_bytes()
    result = two("import", "claims.csv", "--yes", "--rejects", "mend.csv")
    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        "claims.csv:2: said_on: “never” is not a day written as 2025-07-11",
        "1 row to mend in mend.csv",
        "tracker: 1 row cannot be kept. Nothing was written: --keep-good writes the others.",
    ]
    assert two.database.read_bytes() == before
    result = two("import", "claims.csv", "--yes", "--keep-good", "--rejects", "mend.csv")
    assert "mend.csv exists already and was left as it is: --force replaces it" in result.stderr
    assert two.database.read_bytes() == before
    result = two("import", "claims.csv", "--yes", "--keep-good", "--rejects", "mend.csv", "--force")
    assert result.exit_code == 3
    assert result.stderr.endswith("tracker: 1 row cannot be kept and was left out.\n")
    assert two.json("show", "2")["statement"] == "It is here"
    edit("mend.csv", said_on="2025-07-01")
    assert "0 new, 1 same" in two.ok("import", "mend.csv")


def test_everything_is_told_as_json_too(two: Runner) -> None:
    edit("claims.csv", notes="mine")
    told = json.loads(two("import", "claims.csv", "--json", "--yes").stdout)
    assert (told["written"], told["counts"]["changed"], told["recognised"]) == (
        1,
        1,
        "the report “claims”, UTF-8, comma",
    )
    assert told["rows"] == [
        {
            "file": "claims.csv",
            "line": 2,
            "state": "changed",
            "name": "claim 1 “It ships”",
            "differences": [{"field": "notes", "here": None, "there": "mine", "is_conflict": False}],
            "faults": [],
        }
    ]


def test_a_report_is_read_from_standard_input(two: Runner) -> None:
    report = two.ok("report", "claims", "--format", "jsonl")
    assert two("import", "-", stdin=report).stdout == "-: the report “claims”, JSON lines\n0 new, 2 same\n"
    changed = report.replace("It is late", "It is here")
    assert two("import", "-", "--yes", stdin=changed).exit_code == 0
    assert two.json("show", "2")["statement"] == "It is here"


def test_a_mapping_is_shown_said_and_kept(run: Runner) -> None:
    Path("table.csv").write_text("Was;Wer;Bis wann\nIt ships;Ada;2025-12-31\n", encoding="utf-8")
    code, told = run.refused("import", "table.csv")
    assert code == 3
    assert "no column looks like a claim's statement: say which one is, as --map 'statement=Question'" in told
    mapping = ("--map", "statement=Was", "--save-mapping", "ours")
    shown = run.ok("import", "table.csv", "--yes", *mapping)
    lines = [line.strip() for line in shown.splitlines()[1:4]]
    assert lines == ["statement ← Was", "due_text ← Bis wann", "speaker ← Wer"]
    Path("table.csv").write_text("Was;Wer;Bis wann\nIt is free;Bo;2026\n", encoding="utf-8")
    assert "a table by the mapping “ours”" in run.ok("import", "table.csv", "--yes")
    assert [claim["speaker"] for claim in run.json("list")] == ["Bo", "Ada"]
    code, told = run.refused("import", str(SAMPLES / "fatebook.csv"), "--save-mapping", "x", "--yes")
    assert "there is no mapping of columns to keep" in told


def test_columns_that_are_not_read_are_told(run: Runner) -> None:
    Path("table.csv").write_text("Claim,Speaker,Colour,,Size\nIt ships,Ada,red,,big\n", encoding="utf-8")
    lines = run.ok("import", "table.csv", "--yes").splitlines()[1:4]
    assert lines == ["    statement ← Claim", "    speaker ← Speaker", "    not read: Colour, Size"]
    assert "not read" not in run.ok("import", "table.csv", "--map", "notes=Colour,criteria=Size", "--yes")
    assert "not read" not in run.ok("import", str(SAMPLES / "fatebook.csv"), "--yes")


def test_other_programs_files_are_recognised_and_long_lists_are_cut(run: Runner) -> None:
    text = (SAMPLES / "fatebook.csv").read_text(encoding="utf-8")
    header, first = text.splitlines()[:2]
    rows = [first.replace("metro line", f"metro line {number}") for number in range(30)]
    Path("many.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    told = run.ok("import", "many.csv", "--yes")
    assert told.count("+ many.csv:") == 20
    assert "… and 10 more that are new: --all lists them" in told
    assert run.ok("undo").startswith("Taken back: import 30 new claims of many.csv")
    assert run.ok("import", "many.csv", "--all", "--yes").count("+ many.csv:") == 30


def test_settled_claims_are_written_for_fatebook(two: Runner) -> None:
    two.ok("credence", "1", "70")
    two.ok("mark", "1", "true", "--on", "2025-07-10")
    result = two("export", "f.csv", "--for", "fatebook", "-speaker:ada")
    assert result.stderr == "1 claim written to f.csv for Fatebook's import.\n"
    assert "2 left out" not in result.stderr
    assert two("export", "f.csv", "--for", "fatebook", "--force").stderr.endswith(
        "1 left out: Fatebook takes settled claims alone, with a probability that you stated before the verdict.\n"
    )
    rows = list(csv.DictReader(io.StringIO(Path("f.csv").read_text(encoding="utf-8"), newline="")))
    assert [(row["questionTitle"], row["forecast"]) for row in rows] == [("It ships", "70")]
    code, told = two.refused("export", "out2", "status:open")
    assert (code, "An export holds everything" in told) == (2, True)


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (["import", "nowhere.csv"], 3, "There is no file nowhere.csv"),
        (["import", "."], 3, "is no export of this program"),
        (["import", "claims.csv", "--preset", "nope"], 3, "There is no preset “nope”"),
        (["import", "claims.csv", "--map", "nope=statement"], 3, "There is no field “nope”"),
        (
            ["import", "claims.csv", "--map", "notes=tags,notes=kind"],
            3,
            "“notes” is mapped twice: name one column for it",
        ),
        (["import", "claims.csv", "--encoding", "klingon"], 3, "There is no encoding “klingon”"),
        (["import", "claims.csv", "--dates", "ymd"], 2, "--dates"),
        (["import", "out", "--rejects", "mend.csv"], 0, ""),
        (["export", "out"], 3, "exists already and was left as it is: --force replaces it"),
        (["export", "claims.csv"], 3, "is a file and was left as it is: name a folder, or a file that ends in .zip"),
        (["export", "claims.tracker", "--force"], 3, "is a file and was left as it is"),
        (["export", "no/where"], 3, "There is no folder"),
        (["export", "x", "--format", "xml"], 2, "--format"),
        (["export", "x", "--for", "fatebook", "--format", "jsonl"], 2, "Fatebook takes CSV and nothing else"),
        (["export", "", "--force"], 2, "An export needs a name: an empty one would mean the folder that you are in."),
        (["import", " "], 2, "An import needs a file: an empty one would mean the folder that you are in."),
        (["import", "claims.csv", "--rejects", ""], 2, "--rejects needs a file: an empty one would mean none."),
        (["export", "-"], 2, "An export goes into files, not to standard output: name a folder or a file"),
        (["export", "-", "--for", "fatebook"], 2, "An export goes into files"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    two: Runner, args: list[str], code: int, sentence: str
) -> None:
    before, names = two.database.read_bytes(), sorted(Path().iterdir())
    result = two(*args)
    assert (result.exit_code, sentence in result.stderr) == (code, True), result.stderr
    assert (two.database.read_bytes(), sorted(Path().iterdir())) == (before, names)


def test_a_database_that_is_not_there_is_made_only_when_something_is_written(two: Runner, tmp_path: Path) -> None:
    other = Runner(tmp_path / "new" / "new.tracker")
    result = other("import", "out")
    assert (result.exit_code, result.stderr) == (3, "tracker: Nothing was written: --yes writes it.\n")
    assert "+ claim.csv:2: claim 1 “It ships”" in result.stdout
    assert other("import", "no-such-file", "--yes").exit_code == 3
    assert not other.database.parent.exists()
    other.ok("import", "out", "--yes")
    assert len(other.json("list")) == 2


@pytest.mark.parametrize(("answer", "is_there"), [("y", True), ("n", False)])
def test_a_database_that_is_not_there_is_made_once_somebody_agrees(
    two: Runner, monkeypatch: pytest.MonkeyPatch, answer: str, *, is_there: bool
) -> None:
    monkeypatch.setattr(transfer, "is_at_a_terminal", lambda: True)
    other = Runner(two.database.with_name("new.tracker"))
    assert "new? [y/N]" in other("import", "out", stdin=answer).stderr
    assert other.database.exists() is is_there


HOSTILE = "statement,speaker,tags\n\x1b[31mred,\u202eevil,[red]\n[@click=app.quit]x,a\x9bb,=1\n"


def test_no_text_of_a_file_acts_on_the_terminal(run: Runner) -> None:
    Path("h\x1b[2J.csv").write_text(HOSTILE, encoding="utf-8")
    result = run("import", "h\x1b[2J.csv")
    assert result.exit_code == 3
    told = result.stdout + result.stderr
    assert "␛[2J" in told
    assert not set(told) & {"\x1b", "\x9b", "\u202e"}


class TestInterruption:
    def test_ctrl_c_while_writing_leaves_nothing(self, two: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        before = two.database.read_bytes()
        edit("out/claim.csv", notes="mine")
        write = tables._touch

        def interrupted(*told: object) -> None:
            write(*told)  # type: ignore[arg-type]
            raise KeyboardInterrupt

        monkeypatch.setattr(tables, "_touch", interrupted)
        result = two("import", "out", "--yes")
        assert (result.exit_code, result.stderr) == (130, "tracker: interrupted\n")
        assert two.database.read_bytes() == before

    def test_being_ended_while_exporting_leaves_nothing(self, two: Runner, tmp_path: Path) -> None:
        ended = "import os, signal\nfrom tracker.transfer import everything\nfrom tracker.__main__ import main\n"
        ended += "everything._describe = lambda *told: os.kill(os.getpid(), signal.SIGTERM)\nmain()"
        (tmp_path / "files").mkdir()
        for target in ("files/out", "files/out.zip"):
            command = [sys.executable, "-c", ended, "--db", str(two.database), "export", str(tmp_path / target)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)
            assert done.returncode == 128 + signal.SIGTERM
        assert list((tmp_path / "files").iterdir()) == []


def test_whoever_watches_sees_how_far_it_is(two: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def watched(each: Iterable[Any], what: str, total: int | None) -> AbstractContextManager[Iterable[Any]]:
        seen.append(f"{what} {total}")
        return nullcontext(each)

    monkeypatch.setattr(progress, "watched", watched)
    two.ok("export", "unseen")
    assert seen == []
    monkeypatch.setattr(progress, "is_watched", lambda stream: stream is sys.stderr)
    edit("claims.csv", notes="mine")
    two.ok("import", "claims.csv", "--yes")
    assert seen == ["reading claims.csv 2", "comparing None", "writing 1 changed None"]
    seen.clear()
    two.ok("export", "seen")
    assert {"writing claim 2", "writing speaker 1"} <= set(seen)


def test_help_names_every_field_that_can_be_mapped(run: Runner) -> None:
    told = run.ok("import", "--help")
    listed = told.split("Fields that a column can be mapped to:")[1].split("Exit codes")[0].split()
    assert set(listed) == set(TARGETS)


def test_an_export_of_many_claims_is_read_by_the_program_itself(run: Runner, tmp_path: Path) -> None:
    with Archive.open(str(run.database)) as archive:
        archive.run(fill, 50, seed=3)
    run.ok("export", "out.zip")
    other = Runner(tmp_path / "other.tracker")
    assert "+ claim.csv: 50 new" in other.ok("import", "out.zip", "--yes")
