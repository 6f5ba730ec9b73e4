"""What cannot be done is refused with one sentence and its exit code, and nothing is half-written."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path

import pytest

from tests.cli.running import Runner

MEGABYTE = "x" * 1_000_000

REFUSED = [
    (["add", ""], 3, "Write what is claimed"),
    (["add", MEGABYTE], 3, "holds 1,000,000 characters"),
    (["add", "It ships", "--quote", MEGABYTE], 3, "holds 1,000,000 characters"),
    (["add", "It ships", "--due", MEGABYTE], 3, "holds 1,000,000 characters"),
    (["add", "It ships", "--due", "by 2030", "--reading", "3"], 3, "“by 2030” has 2 readings: there is no reading 3."),
    (["add", "It ships", "--due", "by 2030", "--reading", "0"], 2, "not in the range"),
    (["add", "It ships", "--reading", "2"], 3, "An empty deadline cannot be read: there is no reading 2."),
    (["add", "It ships", "--kind", "relase"], 3, "Did you mean “release”?"),
    (["add", "It ships", "--said", "2025-02-30"], 3, "is not a day of the calendar"),
    (["add", "It ships", "--said", "2026-01-01"], 3, "is still to come"),
    (["add", "It ships", "--published", "yesteryear"], 3, "is not a day of the calendar"),
    (["add", "It ships", "--language", "!!bad"], 3, "“!!bad” is not a language: write a code such as en, de or fr."),
    (["window", "next week", "--language", "xx"], 3, "“xx” is not a language: deadlines are read in de, en or fr."),
    (["add", "It ships", "--url", "javascript:alert(1)"], 3, "is not a web address"),
    (["add", "It ships", "--url", "example.org"], 3, "is not a web address"),
    (["add", "It ships", "--revises", "99"], 3, "There is no claim 99"),
    (["add", "It ships", "--revises", "one"], 3, "is not a claim's number"),
    (["add", "It ships", "--depends-on", "99"], 3, "There is no claim 99"),
    (["add", "It \x1b[31mships"], 3, "control character (U+001B at character 4)"),
    (["add", "It ships", "--notes", "\x9b31m"], 3, "control character (U+009B"),
    (["add", "It ships", "--speaker", "\udc80"], 3, "is not UTF-8 (byte 80 at character 1)"),
    (["add", "It ships", "--tag", "\x07"], 3, "control character (U+0007"),
    (["add"], 2, "Missing argument"),
    (["add", "It ships", "--dew", "soon"], 2, "No such option"),
    (["show", "99"], 3, "There is no claim 99"),
    (["show", "one"], 2, "not a valid integer"),
    (["mark", "99", "true"], 3, "There is no claim 99"),
    (["mark", "99", "true", "--thread"], 3, "There is no claim 99"),
    (["mark", "1", "treu"], 3, "Did you mean “true”?"),
    (["mark", "1", "\x1b]0;x\x07"], 3, "There is no verdict “␛]0;x␇”"),
    (["mark", "1", "true", "--on", "2025-13-01"], 3, "is not a day of the calendar"),
    (["mark", "1", "true", "--on", "2025-07-13"], 3, "is still to come"),
    (["mark", "1", "true", "--on", "2024-01-01"], 3, "it cannot have come true on 2024-01-01"),
    (["mark", "1", "true", "--evidence", "ftp://example.org"], 3, "is not a web address"),
    (["mark", "1", "true", "--reason", "\x00"], 3, "control character (U+0000"),
    (["list", "status:treu"], 3, "There is no status “treu”"),
    (["list", "sort:speeker"], 3, "There is no order “speeker”. Did you mean “speaker”? There are: said"),
    (["report", "claims", "--view", "Overdu"], 3, "There is no view “Overdu”. Did you mean “Overdue”? tracker views"),
    (["report", "claims", "--view", "zzz"], 3, "There is no view “zzz”. tracker views lists them."),
    (["list", "speeker:x"], 3, "Did you mean “speaker:”?"),
    (["list", "\udc80"], 3, "is not UTF-8"),
    (["list", "\x1b[31m"], 3, "control character"),
    (["list", "due:<whenever"], 3, "cannot be read as a day"),
    (["report", "clams"], 3, "There is no report “clams”. Did you mean “claims”?"),
    (["report", "claims", "--format", "cvs"], 3, "There is no format “cvs”. Did you mean “csv”?"),
    (["list", MEGABYTE], 3, "holds 1,000,000 characters"),
    (["window", "when pigs fly"], 3, "cannot be read as a date"),
    (["window", MEGABYTE], 3, "cannot be read as a date"),
    (["window", "\x1b[31m"], 3, "“␛[31m” cannot be read as a date"),
    (["window", "tomorrow", "--said", "never"], 3, "is not a day of the calendar"),
    (["report", "claim"], 3, "There are: claims, verdicts, due"),
    (["report", "claims", "--format", "xml"], 3, "There are: csv, jsonl, markdown"),
    (["report", "claims", "--format", "jsonl", "--excel"], 3, "leave --excel away"),
    (["report", "claims", "-o", "missing/claims.csv"], 3, "There is no folder"),
    (["report", "claims", "-o", "."], 3, "is a folder"),
    (["report", "claims", "-o", "x.pdf"], 3, "“.pdf” tells no format. There are: .csv, .jsonl, .md, .txt, .xlsx, .ics"),
    (["undo", "1"], 2, "unexpected extra argument"),
    (["report", "record", "--as-of", ""], 2, "--as-of needs a day: an empty one would mean today."),
    (["report", "claims", "--as-of", " "], 2, "--as-of needs a day: an empty one would mean today."),
    (["report", "claims", "--view", ""], 2, "--view needs a name: an empty one would mean every claim."),
    (["add", "It ships", "--said", ""], 2, "--said needs a day: an empty one would mean today."),
    (["mark", "1", "true", "--on", ""], 2, "--on needs a day: an empty one would mean none."),
    (["window", "tomorrow", "--said", ""], 2, "--said needs a day: an empty one would mean today."),
]


@pytest.mark.parametrize(("args", "code", "sentence"), REFUSED, ids=[" ".join(case[0])[:40] for case in REFUSED])
def test_what_cannot_be_done_is_refused(run: Runner, args: list[str], code: int, sentence: str) -> None:
    run.ok("add", "It is there", "--said", "2025-07-01")
    before = run.database.read_bytes()
    told_code, told = run.refused(*args)
    assert (told_code, sentence in told) == (code, True), told
    points_at_a_word = args[0] == "list"
    assert told.count("\n") == 1 + 2 * points_at_a_word or code == 2
    assert told.startswith("tracker: ") or code == 2
    assert len(told) < 600
    assert "\x1b" not in told
    assert run.database.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "below"),
    [
        (["list", "speaker:bo", "status:treu", "bo"], ["  speaker:bo status:treu bo", "                    ^^^^"]),
        (["report", "claims", "-stauts:open"], ["  -stauts:open", "   ^^^^^^^"]),
        (["views", "--save", "Mine", "sort:due", "sort:id"], ["  sort:due sort:id", "           ^^^^^^^"]),
        (["list", "漢字 status:漢字"], ["  漢字 status:漢字", "              ^^^^"]),
        (["list", "e\u0301e\u0301 status:e\u0301"], ["  e\u0301e\u0301 status:e\u0301", "            ^"]),
        (["list", "a\x1bb"], ["  a␛b", "   ^"]),
        (["list", "y" * 300, "id:x"], ["  …" + "y" * 44 + " id:x", " " * 51 + "^"]),
        (["list", "id:" + "x" * 300, "z"], ["  id:" + "x" * 94 + "…", "     " + "^" * 95]),
    ],
)
def test_a_refused_filter_is_shown_with_its_word_pointed_at(run: Runner, args: list[str], below: list[str]) -> None:
    code, told = run.refused(*args)
    assert code == 3
    assert told.splitlines()[1:] == below


def test_every_problem_is_told_at_once(run: Runner) -> None:
    code, told = run.refused("add", "", "--url", "x", "--said", "y", "--kind", "z")
    assert code == 3
    for words in ("Write what is claimed", "not a web address", "not a day", "no kind"):
        assert words in told


HOSTILE = ["[red]", "[/]", "[@click=app.quit]x[/]", "=cmd()", "\u202eevil", "a\u0301\u0301\u0301\u0301\u0301\u0301"]
FIELDS = ["speaker", "subject", "due", "quote", "title", "publisher", "author", "via", "criteria", "notes", "tag"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_other_programs_would_run_is_only_text_here(run: Runner, text: str) -> None:
    options = [part for name in FIELDS for part in (f"--{name}", text)]
    run.ok("add", text, *options)
    run.ok("mark", "1", "partial", "--reason", text, "--quote", text)
    record = run.json("show", "1")
    for name in ("statement", "speaker", "due_text", "quote", "source_title", "notes", "reason", "evidence_quote"):
        assert record[name] == text
    for shown in (run.ok("show", "1"), run.ok("list"), run("show", "1", "--json").stdout):
        assert "\u202e" not in shown
    if text.startswith("["):
        assert run.ok("show", "1").count(text) >= len(FIELDS)
        assert text in run.ok("list")
    cells = next(csv.DictReader(io.StringIO(run.ok("report", "claims"), newline="")))
    for name in ("statement", "speaker", "quote", "notes", "tags", "reason", "evidence_quote"):
        assert cells[name] == (f"'{text}" if text.startswith("=") else text)


def test_a_newer_database_is_left_alone(run: Runner) -> None:
    with sqlite3.connect(run.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = run.database.read_bytes()
    for args in (["list"], ["add", "It ships"], ["report", "claims", "-o", "r.csv"]):
        code, told = run.refused(*args)
        assert code == 5
        assert "newer version" in told
    assert run.database.read_bytes() == before
    assert not Path("r.csv").exists()


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("text.txt", "some other file"),
        ("/proc/claims.tracker", "cannot be opened"),
        ("text.txt/claims.tracker", "cannot be opened"),
        (".", "is not a file"),
        ("mysql://localhost/claims", "is not supported"),
        ("postgresql://me:secret@127.0.0.1:1/claims", "does not answer"),
    ],
)
def test_a_database_that_cannot_be_one_is_refused(place: str, sentence: str) -> None:
    Path("text.txt").write_text("some notes", encoding="utf-8")
    if place.startswith("postgresql"):
        pytest.importorskip("psycopg")
    address = Runner(place)  # type: ignore[arg-type]
    is_there = sentence != "cannot be opened"
    for args, expected in ((["list"], sentence if is_there else "no database"), (["add", "It ships"], sentence)):
        code, told = address.refused(*args)
        assert code == 4
        assert expected in told
        assert "secret" not in told
        assert told.count("\n") == 1
    assert Path("text.txt").read_text(encoding="utf-8") == "some notes"
    assert [path.name for path in Path().iterdir()] == ["text.txt"]


@pytest.mark.parametrize(
    "args",
    [
        ["demo", "--into"],
        ["backup", "--into"],
        ["doctor", "--salvage"],
        ["report", "claims", "-o"],
        ["export"],
    ],
    ids=lambda args: args[0],
)
def test_an_address_is_not_taken_for_a_file(run: Runner, args: list[str]) -> None:
    before = sorted(Path().iterdir())
    code, told = run.refused(*args, "postgresql://ada:secret@127.0.0.1/claims")
    assert code == 3
    assert "What begins with postgresql:// is an address and no file" in told
    assert "secret" not in told
    assert sorted(Path().iterdir()) == before
