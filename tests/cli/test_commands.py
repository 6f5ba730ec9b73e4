from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import Runner
from tracker import places
from tracker.cli import call, demo
from tracker.reports.formats import FORMATS
from tracker.reports.tables import reports
from tracker.store.examples import read_examples

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = len(read_examples()["claim"])


def test_a_window_is_read_and_echoed(run: Runner) -> None:
    told = run.ok("window", "la semaine prochaine", "--said", "2025-07-11", "--language", "fr")
    assert told == "la semaine prochaine → Mon 14 – Sun 20 Jul 2025 (week)\n"


def test_a_window_that_was_over_when_it_was_said_is_told_to_be(run: Runner) -> None:
    assert "2024 (year), over before it was said" in run.ok("window", "2024", "--said", "2025-07-11")


def test_a_window_as_json_has_its_alternatives(run: Runner) -> None:
    read = run.json("window", "by the end of summer", "--said", "2025-07-11")
    keys = ["start", "end", "grain", "open", "bound", "rule", "edtf"]
    assert list(read) == [*keys, "alternatives"]
    assert (read["start"], read["end"], read["open"], read["bound"]) == ("2025-07-11", "2025-08-31", None, "by")
    assert read["alternatives"]
    assert all(list(other) == keys for other in read["alternatives"])


def test_the_other_readings_are_numbered(run: Runner) -> None:
    assert run.ok("window", "next Thursday", "--said", "2025-07-07").splitlines() == [
        "next Thursday → Thu 17 Jul 2025 (that day of next week)",
        "  or 2: Thu 10 Jul 2025 (the nearest one)",
    ]
    fiscal = run.ok("window", "fiscal 2026").splitlines()
    assert fiscal[1] == "  or 2: Wed 1 Oct 2025 – Wed 30 Sep 2026 (fiscal year, from October)"
    assert fiscal[-1].startswith("  or 5: ")


def test_a_window_without_a_day_is_said_today(run: Runner) -> None:
    assert run.json("window", "tomorrow")["start"] == "2025-07-13"
    indefinite = run.json("window", "indefinitely")
    assert (indefinite["start"], indefinite["end"], indefinite["open"]) == (None, None, "indefinite")


def test_a_window_that_cannot_be_read_is_refused(run: Runner) -> None:
    assert run.refused("window", "when pigs fly") == (3, "tracker: “when pigs fly” cannot be read as a date.\n")
    told = "tracker: “befroe Easter” cannot be read as a date. Did you mean “before Easter”?\n"
    assert run.refused("window", "befroe Easter") == (3, told)
    told = "tracker: “bsi Ostern” cannot be read as a date. Did you mean “bis Ostern”?\n"
    assert run.refused("window", "bsi Ostern") == (3, told)


@pytest.mark.parametrize("words", ["withdrawn", "Cancelled"])
def test_words_that_take_a_promise_back_are_told_as_they_are_kept(run: Runner, words: str) -> None:
    assert run.ok("window", words) == f"{words} → withdrawn: the promise is taken back\n"
    told = run.json("window", words)
    assert (told["start"], told["end"], told["open"], told["alternatives"]) == (None, None, "withdrawn", [])
    run.ok("add", "It ships", "--due", words)
    kept = run.json("show", "1")
    assert (kept["due_open"], kept["due_rule"]) == (told["open"], told["rule"])


def test_where_tells_places_without_making_them(run: Runner, tmp_path: Path) -> None:
    missing = Runner(tmp_path / "missing" / "claims.tracker")
    told = missing.ok("where")
    assert f"mappings  {places.mappings_file()}  (not there yet)" in told
    assert f"database  {missing.database}  (not there yet)" in told
    assert not missing.database.parent.exists()
    assert run.json("where")["database_exists"] is True


def test_where_never_shows_a_password() -> None:
    from click.testing import CliRunner  # noqa: PLC0415

    from tracker.cli.group import tracker  # noqa: PLC0415

    result = CliRunner().invoke(tracker, ["--db", "postgresql://me:secret@localhost/claims", "where"])
    assert result.exit_code == 0
    assert "me:***@localhost" in result.output
    assert "secret" not in result.output


def test_the_demo_without_a_terminal_lists_the_examples(run: Runner) -> None:
    result = run("demo")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == EXAMPLES
    assert "tracker demo --into FILE" in result.stderr
    assert run.json("list") == []


def test_the_demo_opens_the_screens_on_a_copy_that_goes(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []

    def look(address: str, *, read_only: bool) -> int:
        path = type(run.database)(address)
        assert len(Runner(path).json("list")) == EXAMPLES
        seen.append(path)
        return 0

    monkeypatch.setattr(demo, "is_at_a_terminal", lambda: True)
    monkeypatch.setattr(call, "is_at_a_terminal", lambda: True)
    monkeypatch.setattr("tracker.tui.app.run_app", look)
    assert run("demo").exit_code == 0
    assert not seen[0].parent.exists()


def test_the_demo_can_be_kept(run: Runner, tmp_path: Path) -> None:
    kept = tmp_path / "examples.tracker"
    assert str(EXAMPLES) in run.ok("demo", "--into", str(kept))
    assert len(Runner(kept).json("list")) == EXAMPLES
    before = kept.read_bytes()
    code, told = run.refused("demo", "--into", str(kept))
    assert code == 3
    assert "exists already" in told
    assert kept.read_bytes() == before


def test_a_demo_that_fails_leaves_nothing(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("tracker.store.examples.load_examples", fail)
    kept = tmp_path / "examples.tracker"
    assert run("demo", "--into", str(kept)).exit_code == 130
    assert not kept.exists()


@pytest.fixture
def examples(run: Runner, tmp_path: Path) -> Runner:
    kept = tmp_path / "examples.tracker"
    run.ok("demo", "--into", str(kept))
    return Runner(kept)


def test_reports_go_to_standard_output_and_to_files(examples: Runner, tmp_path: Path) -> None:
    written = examples("report", "claims", "kind:release")
    rows = list(csv.DictReader(io.StringIO(written.stdout_bytes.decode(), newline="")))
    assert {row["kind"] for row in rows} == {"release"}
    assert written.stdout_bytes.count(b"\r\n") == len(rows) + 1
    assert written.stderr == ""
    examples.ok("report", "claims", "kind:release", "-o", str(tmp_path / "r.csv"))
    assert (tmp_path / "r.csv").read_bytes() == written.stdout_bytes


def test_the_ending_or_the_option_chooses_the_format(examples: Runner, tmp_path: Path) -> None:
    examples.ok("report", "verdicts", "-o", str(tmp_path / "v.jsonl"))
    examples.ok("report", "verdicts", "-o", str(tmp_path / "v.dat"), "--format", "jsonl")
    lines = (tmp_path / "v.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["decision_id"] == 1
    assert (tmp_path / "v.dat").read_text(encoding="utf-8").splitlines() == lines


@pytest.mark.parametrize(
    ("locale", "option", "start"),
    [
        ("fr_FR.UTF-8", ["--excel"], "\ufeffdecision_id;claim_id"),
        ("en_GB.UTF-8", ["--excel"], "\ufeffdecision_id,claim_id"),
        ("", ["--excel"], "\ufeffdecision_id,claim_id"),
        ("en_GB.UTF-8", ["--excel=fr"], "\ufeffdecision_id;claim_id"),
        ("fr_FR.UTF-8", ["--excel=en"], "\ufeffdecision_id,claim_id"),
        ("fr_FR.UTF-8", [], "decision_id,claim_id"),
    ],
)
def test_spreadsheets_get_what_their_language_wants(
    run: Runner, monkeypatch: pytest.MonkeyPatch, locale: str, option: list[str], start: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    for args in (["report", *option, "verdicts"], ["report", "verdicts", *option, "-tag:none"]):
        assert run(*args).stdout_bytes.decode().startswith(start)


def test_every_report_and_format_is_told_of(run: Runner) -> None:
    told = run.ok("report", "--help")
    for name in (*reports(), *FORMATS):
        assert name in told


def test_a_report_does_not_replace_a_file_unasked(examples: Runner, tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    target.write_text("mine", encoding="utf-8")
    code, told = examples.refused("report", "claims", "-o", str(target))
    assert code == 3
    assert "--force" in told
    assert target.read_text(encoding="utf-8") == "mine"
    examples.ok("report", "claims", "-o", str(target), "--force")
    assert target.read_text(encoding="utf-8").startswith("claim_id,")


def test_a_term_with_a_minus_is_no_option(examples: Runner) -> None:
    rows = list(csv.DictReader(io.StringIO(examples.ok("report", "claims", "-tag:openai"), newline="")))
    assert rows
    assert not any("openai" in row["tags"] for row in rows)
