from __future__ import annotations

import csv
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from tests.cli.conftest import TODAY
from tracker.claims import decisions
from tracker.claims.vocabulary import Verdict
from tracker.cli import clock, judging
from tracker.cli.group import tracker
from tracker.store.archive import Archive
from tracker.store.changes import mark_claim
from tracker.store.records import CLAIM_KEYS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Runner

SAID = ("--said", "2025-07-11")
RELEASE = "https://example.org/release"


@pytest.fixture
def article(run: Runner) -> Runner:
    """The claims of an article of 11 July 2025 about a model that is put off a second time."""
    model = ("--subject", "OpenAI open model")
    run.ok("add", "The open model comes this summer", *model, "--said", "2025-06-10", "--due", "this summer")
    run.ok(
        *("add", "The open model ships next week", *model, "--speaker", "Sam Altman", "--kind", "release"),
        *("--due", "la semaine prochaine", "--language", "fr", "--quote", "la semaine prochaine", "--revises", "1"),
        *("--title", "An article", "--publisher", "TechCrunch", "--author", "A. Reporter", "--published", "2025-07-11"),
        *("--url", "https://example.org/article", "--via", "Wire", "--tag", "ai", "--tag", "models", *SAID),
    )
    run.ok("add", "It is put off", *model, "--kind", "delay", "--due", "indefinitely", "--revises", "2", *SAID)
    run.ok("add", "It is best in class", *model, "--kind", "superlative", "--depends-on", "1", *SAID)
    run.ok("add", "GPT-5 comes this summer", "--subject", "GPT-5", "--due", "cet été", "--language", "fr", *SAID)
    return run


def statuses(run: Runner, *terms: str) -> dict[int, str]:
    return {row["claim_id"]: row["status"] for row in run.json("list", *terms)}


def test_what_is_added_is_kept_in_every_field(article: Runner) -> None:
    record = article.json("show", "2")
    told = {
        "statement": "The open model ships next week",
        "kind": "release",
        "subject": "OpenAI open model",
        "speaker": "Sam Altman",
        "said_on": "2025-07-11",
        "language": "fr",
        "due_text": "la semaine prochaine",
        "due_start": "2025-07-14",
        "due_end": "2025-07-20",
        "due_edtf": "2025-07-14/2025-07-20",
        "revises": 1,
        "depends_on": None,
        "tags": ["ai", "models"],
        "quote": "la semaine prochaine",
        "via": "Wire",
        "source_title": "An article",
        "source_publisher": "TechCrunch",
        "source_author": "A. Reporter",
        "source_url": "https://example.org/article",
        "source_published_on": "2025-07-11",
        "source_count": 1,
        "verdict": None,
        "notes": None,
        "version": 1,
    }
    assert {name: record[name] for name in told} == told
    around = ["citations", "thread", "verdicts", "credences", "history", "is_trashed"]
    around += ["corrected_on", "corrected_of"]
    assert list(record) == [*CLAIM_KEYS, *around]


def test_add_tells_the_number_and_the_reading(run: Runner) -> None:
    told = run.ok("add", "It ships", "--due", "la semaine prochaine", "--language", "fr", *SAID)
    assert told.splitlines() == [
        "Kept as claim 1.",
        "due: la semaine prochaine → Mon 14 – Sun 20 Jul 2025 (week)",
    ]


def test_add_names_the_other_reading_of_a_deadline(run: Runner) -> None:
    told = run.ok("add", "It ships", "--due", "12/03/2027", *SAID)
    assert told.splitlines()[1:] == [
        "due: 12/03/2027 → Fri 3 Dec 2027 (date)",
        "  or 2: Fri 12 Mar 2027 (date, day and month swapped): tracker edit 1 --reading 2 takes it",
    ]
    told = run.ok("edit", "1", "--reading", "2")
    assert told.splitlines()[1:] == [
        "due: 12/03/2027 → Fri 12 Mar 2027 (date, day and month swapped)",
        "  or 1: Fri 3 Dec 2027 (date): tracker edit 1 --reading 1 takes it",
    ]


def test_add_as_json_is_the_record(run: Runner) -> None:
    record = run.json("add", "It ships", "--criteria", "it is there", "--notes", "a note", "--review-on", "2025-08-01")
    assert tuple(record) == CLAIM_KEYS
    assert (record["claim_id"], record["criteria"], record["notes"]) == (1, "it is there", "a note")
    assert (record["said_on"], record["review_on"]) == (TODAY.isoformat(), "2025-08-01")


def test_add_takes_the_reading_that_is_meant(run: Runner) -> None:
    told = run.ok("add", "It ships", "--due", "by September", "--reading", "2", *SAID)
    assert told.splitlines()[1] == "due: by September → until Mon 1 Sep 2025 (by the start of the month)"
    record = run.json("show", "1")
    assert (record["due_text"], record["due_end"]) == ("by September", "2025-09-01")
    assert record["due_rule"] == "by the start of the month"


def test_add_reads_the_statement_from_standard_input(run: Runner) -> None:
    assert run("add", "-", stdin="It ships\nsoon\n").exit_code == 0
    assert run.json("show", "1")["statement"] == "It ships soon"


def test_a_deadline_that_cannot_be_read_is_kept_and_said_so(run: Runner) -> None:
    result = run("add", "It ships", "--due", "when pigs fly", *SAID)
    assert result.exit_code == 0
    assert "cannot be read as a date: kept as said" in result.stderr
    record = run.json("show", "1")
    assert (record["due_text"], record["due_start"], record["status"]) == ("when pigs fly", None, "no date")
    assert record["review_on"] == "2025-08-11"
    assert "when pigs fly → not read as a date" in run.ok("show", "1")


def test_the_article_is_listed_with_the_week_postponed(article: Runner) -> None:
    assert statuses(article) == {5: "upcoming", 4: "no date", 3: "no date", 2: "postponed", 1: "rescheduled"}
    result = article("list", "status:postponed")
    assert result.stdout == "   2  ∞ postponed  14–20 Jul 2025  Sam Altman  The open model ships next week\n"
    assert result.stderr == "1 claim\n"


def test_a_filter_can_be_turned_round(article: Runner) -> None:
    assert statuses(article, "-tag:ai", "open") == {3: "no date", 4: "no date", 1: "rescheduled"}
    assert list(statuses(article, 'subject:"OpenAI open model" -status:"no date"')) == [2, 1]
    assert article.ok("list", "--", "-tag:ai", "speaker:altman") == ""


def test_an_empty_list_says_what_to_do(run: Runner) -> None:
    result = run("list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "tracker add" in result.stderr
    assert "tracker add" in run("list", "sort:due").stderr
    assert run("list", "nothing").stderr == "No claim fits this filter.\n"
    assert run.json("list") == []


def test_a_list_is_whole_however_it_is_read(article: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.cli.claims._AT_ONCE", 2)
    assert [line.split()[0] for line in article.ok("list").splitlines()] == ["5", "4", "3", "2", "1"]


def test_a_card_tells_the_whole_story(article: Runner) -> None:
    article.ok(
        "mark", "2", "true", "--on", "2025-07-12", "--evidence", RELEASE, "--quote", "out now", "--reason", "seen"
    )
    card = article.ok("show", "2")
    for words in (
        "Claim 2  ✓ came true\n",
        "11 Jul 2025 by Sam Altman",
        "la semaine prochaine → Mon 14 – Sun 20 Jul 2025 (week)",
        "“la semaine prochaine”",
        "An article, TechCrunch, A. Reporter, 11 Jul 2025",
        "https://example.org/article",
        "Thread: 1 slip",
        "brought forward: 14–20 Jul 2025",
        "postponed: indefinite",
        f"{RELEASE}]",
        "“out now”",
        "seen",
        "mark claim 2 “came true”",
    ):
        assert words in card


def test_a_card_tells_which_verdicts_were_replaced(article: Runner) -> None:
    for verdict in ("false", "open", "partial"):
        article.ok("mark", "2", verdict, "--reason", f"read as {verdict}")
    card = article.ok("show", "2").partition("\nHistory\n")[0]
    verdicts = [line for line in card.splitlines() if "read as" in line]
    assert [line.rpartition("  ")[2] for line in verdicts] == [
        "✗ did not come true (replaced): read as false",
        "opened again (replaced): read as open",
        "◐ partly true: read as partial",
    ]


def test_a_card_as_json_has_its_thread_and_decisions(article: Runner) -> None:
    article.ok("mark", "2", "false", "--reason", "it did not")
    card = article.json("show", "2")
    assert [(step["claim_id"], step["move"], step["schedule"]) for step in card["thread"]] == [
        (1, "first", "rescheduled"),
        (2, "brought forward", "postponed"),
        (3, "postponed", "no date"),
    ]
    assert [(made["verdict"], made["stands"], made["reason"]) for made in card["verdicts"]] == [
        ("false", True, "it did not")
    ]
    assert [cited["role"] for cited in card["citations"]] == ["states"]
    assert card["history"][0]["step"] == "mark claim 2 “did not come true”"
    assert card["history"][0]["changes"] == [
        {"field": "verdict", "before": None, "after": "false"},
        {"field": "reason", "before": None, "after": "it did not"},
    ]


def test_show_tells_what_a_claim_said_before_it_was_edited(run: Runner) -> None:
    run.ok("add", "Taxes will be cut", "--due", "before the next election", *SAID)
    run.ok("edit", "1", "--due", "by 1 May 2030", "--notes", "said on air\nand again")
    history = run.ok("show", "1").partition("History\n")[2].splitlines()
    assert [line.split("  ")[-1] for line in history] == [
        "edit claim 1 “Taxes will be cut”",
        "due: before the next election → by 1 May 2030",
        f"review on: {TODAY + timedelta(days=30)} → (empty)",
        "notes: (empty) → said on air and again",
        "add claim 1 “Taxes will be cut”",
    ]
    assert history[1].startswith("    due: ")


def test_a_thread_is_not_settled_past_what_somebody_decided_meanwhile(
    article: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = decisions.settle

    def while_bo_decides(*told: Any) -> Any:
        with Archive.open(str(article.database), user="bo") as bo:
            bo.run(mark_claim, 2, decisions.Decision(Verdict.FALSE, TODAY))
        return settle(*told)

    monkeypatch.setattr(judging, "settle", while_bo_decides)
    code, told = article.refused("mark", "2", "true", "--thread")
    assert code == 6
    assert "Claim 2 was decided by somebody else" in told


def test_what_was_said_after_the_release_stays_open_when_the_thread_is_settled(article: Runner) -> None:
    result = article("mark", "1", "true", "--on", "2025-07-01", "--thread")
    assert result.exit_code == 0
    assert "Claim 2 was said on 2025-07-11, after that day, and stays open" in result.stderr
    assert [statuses(article)[number] for number in (1, 2)] == ["true", "postponed"]
    assert "was said after 2025-07-02" in article.refused("mark", "1", "true", "--on", "2025-07-02", "--thread")[1]
    assert "cannot have come true" in article.refused("mark", "2", "true", "--on", "2025-07-02")[1]


def test_what_came_true_is_late_or_in_time_by_its_day(article: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    in_time = article("mark", "5", "late")
    assert "not after its window, which ends 31 Aug 2025: it is kept as true" in in_time.stderr
    assert "Claim 5: ✓ came true, on " in in_time.stdout
    assert article.json("show", "5")["verdict"] == "true"
    monkeypatch.setattr(clock, "today", lambda: TODAY.replace(month=9))
    for verdict in ("false", "void", "unverifiable"):
        told = article("mark", "5", verdict, "--on", "2025-07-11")
        assert told.stderr == f"A verdict of {verdict} has no day: the one given with --on was left out.\n"
        assert article("mark", "5", verdict).stderr == ""


def test_a_claim_is_opened_again_on_no_day(article: Runner) -> None:
    article.ok("mark", "5", "false")
    code, told = article.refused("mark", "5", "open", "--on", "2025-07-11")
    assert (code, "A claim that is opened again has no day: leave --on away." in told) == (2, True)
    assert article.json("show", "5")["verdict"] == "false"


def test_lines_of_a_reason_may_end_as_elsewhere(article: Runner) -> None:
    article.ok("mark", "5", "false", "--reason", "one\r\ntwo\rthree", "--quote", "four\r\nfive")
    card = article.json("show", "5")
    assert (card["reason"], card["evidence_quote"]) == ("one\ntwo\nthree", "four\nfive")


def test_a_release_settles_the_whole_thread_in_one_step(article: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY.replace(month=8, day=20))
    before = statuses(article)
    settle = ("mark", "2", "true", "--on", "2025-08-05", "--thread", "--evidence", RELEASE)
    result = article(*settle)
    assert [line.split(" (")[0] for line in result.stdout.splitlines()] == [
        "Claim 1: ✓ came true",
        "Claim 2: ◷ came true late",
        "Claim 3: ✓ came true",
    ]
    assert "16 days after 20 Jul 2025" in result.stdout
    assert result.stderr == "Claim 4 depends on this and is still open: It is best in class\n"
    settled = before | {1: "true", 2: "late", 3: "true"}
    assert statuses(article) == settled
    late = article.json("show", "2")
    assert (late["occurred_on"], late["days_late"], late["evidence_url"]) == ("2025-08-05", 16, RELEASE)

    assert article.ok("undo") == "Taken back: settle 3 claims\n"
    assert statuses(article) == before
    assert article.ok("redo") == "Done again: settle 3 claims\n"
    assert statuses(article) == settled
    article.ok("undo")
    article.ok(*settle)
    assert statuses(article) == settled

    code, told = article.refused(*settle)
    assert code == 3
    assert "settled already" in told


def test_a_promise_that_failed_makes_void_what_depends_on_it(article: Runner) -> None:
    article.ok("mark", "1", "false", "--thread", "--reason", "given up")
    assert statuses(article) == {5: "upcoming", 4: "void", 3: "true", 2: "false", 1: "false"}
    assert article.json("show", "1")["reason"] == "given up"


@pytest.mark.parametrize("verdict", ["partial", "unverifiable", "void"])
def test_any_other_verdict_holds_for_the_whole_thread(article: Runner, verdict: str) -> None:
    article.ok("mark", "3", "void")
    article.ok("mark", "2", verdict, "--thread")
    assert statuses(article) == {5: "upcoming", 4: "no date", 3: "void", 2: verdict, 1: verdict}


def test_a_verdict_can_be_taken_back(article: Runner) -> None:
    assert article.ok("mark", "4", "true", "--on", "2025-07-12") == "Claim 4: ✓ holds up, on 12 Jul 2025\n"
    assert article.ok("mark", "4", "open") == "Claim 4: open again, ○ no date\n"
    assert article.json("show", "4")["verdict"] is None
    assert article.ok("mark", "4", "open") == "Claim 4 is open already: nothing was changed.\n"
    assert article.ok("undo") == "Taken back: mark claim 4 “open again”\n"
    assert article.json("show", "4")["verdict"] == "true"
    code, told = article.refused("mark", "4", "open", "--thread")
    assert code == 3
    assert "tracker undo" in told


def test_true_after_the_window_is_pointed_out(article: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY.replace(month=8, day=20))
    late = article("mark", "2", "true", "--on", "2025-08-05")
    assert "16 days after its window: it is kept as late" in late.stderr
    assert "came true late" in late.stdout
    assert article.json("show", "2")["verdict"] == "late"
    assert article("mark", "2", "true", "--on", "2025-07-20").stderr == ""
    article.ok("mark", "2", "late", "--on", "2025-07-21")
    assert "happened 21 Jul 2025, 1 day late" in article.ok("show", "2")


@pytest.mark.parametrize("how", [(), ("--thread",)])
def test_what_may_still_come_true_is_remarked_on(article: Runner, how: tuple[str, ...]) -> None:
    article.ok("add", "It ships in December", "--said", "2025-07-11", "--due", "December 2025", "--revises", "5")
    assert "The last day, 31 Dec 2025, is" in article("mark", "6", "false", *how).stderr


def test_undo_and_redo_end_where_nothing_is_left(run: Runner) -> None:
    run.ok("add", "It ships")
    run.ok("undo")
    assert run.refused("undo")[0] == 3
    assert run.json("list") == []
    run.ok("redo")
    assert run.refused("redo")[0] == 3
    assert len(run.json("list")) == 1


def test_the_report_of_the_article_reads_back(article: Runner, tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    result = article("report", "claims", "-o", str(target))
    assert result.stdout == ""
    assert result.stderr == f"5 rows written to {target}.\n"
    with target.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    listed = {row["claim_id"]: row for row in article.json("list")}
    for row in rows:
        record = listed[int(row["claim_id"])]
        assert list(row) == list(record)
        for name in set(record) - {"tags"}:
            assert row[name] == ("" if record[name] is None else str(record[name]))


def test_a_verdict_is_kept_once(run: Runner) -> None:
    run.ok("add", "It ships")
    run.ok("mark", "1", "true")
    with sqlite3.connect(run.database) as connection:
        assert connection.execute("SELECT count(*) FROM verdict").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize(
    "command",
    [("list",), ("list", "--json"), ("show", "1"), ("report", "claims"), ("mark", "1", "true"), ("undo",), ("redo",)],
    ids=" ".join,
)
@pytest.mark.parametrize("is_by_environment", [False, True])
def test_a_database_at_a_mistyped_place_is_told_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], *, is_by_environment: bool
) -> None:
    missing = tmp_path / "folder" / "mistyped.tracker"
    given = [] if is_by_environment else ["--db", str(missing)]
    monkeypatch.setenv("TRACKER_DATABASE", str(missing) if is_by_environment else "")
    result = CliRunner().invoke(tracker, [*given, *command])
    assert result.exit_code == 4
    assert result.stderr.startswith(f"tracker: There is no database at {missing}: tracker add makes one")
    assert not missing.parent.exists()
    assert CliRunner().invoke(tracker, ["--db", str(missing), "add", "One"]).exit_code == 0


def test_a_first_look_at_the_users_own_database_makes_none(tmp_path: Path) -> None:
    result = CliRunner().invoke(tracker, ["list"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("No claims yet.")
    assert CliRunner().invoke(tracker, ["list", "--json"]).stdout.split() == ["[]"]
    assert not (tmp_path / "home").exists()


def test_an_empty_place_is_a_wrong_use() -> None:
    result = CliRunner().invoke(tracker, ["--db", "", "list"])
    assert result.exit_code == 2
    assert "--db needs a file's path" in result.stderr


def test_an_open_claim_is_shown_beside_its_speakers_record(run: Runner) -> None:
    for number in range(5):
        run.ok("add", f"Part {number} ships", "--speaker", "Ada", "--said", "2025-01-02", "--due", "by 31 January 2025")
        run.ok("mark", str(number + 1), "late", "--on", "2025-03-31")
    run.ok("add", "The whole ships", "--speaker", "Ada", "--said", "2025-01-02", "--due", "July 2025")
    assert "July 2025 → Tue 1 – Thu 31 Jul 2025 (month); on this record, late Sep 2025 (n = 5)" in run.ok("show", "6")
    told = run.json("show", "6")
    assert (told["corrected_on"], told["corrected_of"]) == ("2025-09-28", 5)
    run.ok("mark", "6", "true")
    assert "on this record" not in run.ok("show", "6")
    assert run.json("show", "6")["corrected_on"] is None


def test_a_list_of_nothing_tells_the_nearest_words(run: Runner) -> None:
    run.ok("add", "The ferry opens tomorrow")
    result = run("list", "fery", "kind:other")
    assert (result.exit_code, result.stdout) == (0, "")
    refusal, told, line = result.stderr.splitlines()
    assert refusal == "No claim fits this filter."
    assert told == "These are the nearest, best first. Did you mean “ferry kind:other”?"
    assert "The ferry opens tomorrow" in line
    assert run.json("list", "fery") == []
    assert run("list", "bridge").stderr == "No claim fits this filter.\n"


def test_every_source_is_shown_with_its_words(run: Runner) -> None:
    run.ok("add", "It ships", "--title", "One", "--quote", "first words")
    run.ok("cite", "1", "--title", "Two", "--quote", "second words", "--via", "A wire")
    run.ok("cite", "1", "--quote", "only words")
    shown = run.ok("show", "1")
    assert shown.count("“first words”") == 1
    assert "Two\n                “second words”\n                via A wire\n" in shown
    assert "no source, only the words\n                “only words”\n" in shown
    run.ok("edit", "1", "--title", "", "--quote", "")
    assert run.ok("show", "1").count("no source") == 1
