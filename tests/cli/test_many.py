"""Commands about several claims, the trash, and what is added to a claim that is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.cli.conftest import TODAY
from tracker.cli import choosing
from tracker.cli.group import tracker

if TYPE_CHECKING:
    from tests.cli.running import Runner


@pytest.fixture
def many(run: Runner) -> Runner:
    """Three claims of Ada's and one of Bo's."""
    for number, speaker in enumerate(("Ada", "Ada", "Ada", "Bo"), start=1):
        run.ok("add", f"Claim {number}", "--speaker", speaker, "--said", "2025-05-01", "--due", "June 2025")
    return run


@pytest.fixture
def crowd(many: Runner, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """The same, as if four claims were more than anybody means unasked."""
    monkeypatch.setattr(choosing, "UNASKED", 2)
    return many


def statuses(run: Runner, *terms: str) -> dict[int, str]:
    return {row["claim_id"]: row["status"] for row in run.json("list", *terms)}


def test_several_claims_are_marked_in_one_step(many: Runner) -> None:
    told = many.ok("mark", "1", "3", "false", "--evidence", "https://example.org/e", "--title", "An article")
    assert told == "2 claims: ✗ did not come true\n"
    assert statuses(many) == {1: "false", 2: "overdue", 3: "false", 4: "overdue"}
    assert "refuted by    An article\n                https://example.org/e" in many.ok("show", "3")
    assert many.ok("undo") == "Taken back: mark 2 claims “did not come true”\n"
    assert set(statuses(many).values()) == {"overdue"}
    assert many.ok("mark", "1", "2", "true", "--on", "2025-06-03") == "2 claims: ✓ came true, on 3 Jun 2025\n"
    assert many.ok("mark", "1", "2", "true") == "2 claims: ✓ came true, today, or in time where the window is over\n"
    assert many.json("show", "2")["verdicts"][-1]["occurred_on"] == "2025-06-30"
    assert many.ok("mark", "1", "2", "late") == "2 claims: ◷ came true late, day not known\n"
    assert many.ok("mark", "2", "1", "open") == "2 claims: open again\n"
    again = many("mark", "2", "1", "open")
    assert (again.exit_code, again.stdout) == (0, "0 claims: open again\n")
    assert again.stderr == "2 claims were open already: nothing was changed there.\n"
    assert many.ok("undo") == "Taken back: mark 2 claims “open again”\n"
    many.ok("redo")
    assert many.ok("mark", "2", "2", "void") == "Claim 2: ∅ void\n"


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        ("true", "✓ came true, in time, by 30 Jun 2025"),
        ("late", "◷ came true late, day not known"),
        ("partial", "◐ partly true, day not known"),
        ("false", "✗ did not come true"),
    ],
)
def test_what_is_marked_without_a_day_is_given_none_after_its_window(many: Runner, verdict: str, told: str) -> None:
    result = many("mark", "1", verdict)
    assert (result.stdout, result.stderr) == (f"Claim 1: {told}\n", "")
    assert not re.search("[0-9] days? late", many.ok("show", "1"))
    assert many.ok("doctor", "--deep")
    assert many.ok("undo")
    assert many.ok("redo")
    assert statuses(many)[1] == verdict


def test_all_claims_of_a_filter_are_marked(many: Runner) -> None:
    assert many.ok("mark", "--filter", "speaker:ada -id:2", "void") == "2 claims: ∅ void\n"
    assert statuses(many) == {1: "void", 2: "overdue", 3: "void", 4: "overdue"}
    assert many.ok("mark", "--filter", "-speaker:ada", "void") == "1 claim: ∅ void\n"
    result = many("mark", "--filter", "tag:none", "void")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No claim fits this filter. Nothing was written.\n"


def test_several_claims_are_put_off(many: Runner) -> None:
    assert many.ok("snooze", "1", "4", "30") == "2 claims come back on 2025-08-11.\n"
    assert list(statuses(many, "status:review")) == [3, 2]
    assert many.ok("snooze", "--filter", "status:review id:2", "30") == "1 claim comes back on 2025-08-11.\n"
    assert list(statuses(many, "status:review")) == [3]


def test_tags_are_put_on_and_taken_off(many: Runner) -> None:
    assert many.ok("tag", "1", "2", "--add", "ai", "--add", "models").startswith("2 claims changed")
    assert many.json("show", "2")["tags"] == ["ai", "models"]
    assert many.ok("tag", "1", "2", "--add", "AI").startswith("Nothing to change")
    assert many.ok("tag", "--filter", "tag:ai", "--remove", "models", "--yes").startswith("2 claims changed")
    assert list(statuses(many, "tag:models")) == []
    assert "tracker undo" in many.ok("tag", "1", "--add", "rumour")
    assert many.ok("undo") == "Taken back: tag claim 1 “Claim 1”\n"


def test_claims_go_to_the_trash_and_come_back(many: Runner) -> None:
    result = many("trash")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "The trash is empty.\n")
    assert many.json("trash") == []
    assert many.ok("trash", "2") == "Claim 2 is in the trash: tracker trash --restore 2 brings it back.\n"
    assert "already" in many.ok("trash", "2")
    assert many.ok("trash", "--filter", "speaker:bo") == (
        "Claim 4 is in the trash: tracker trash --restore 4 brings it back.\n"
    )
    assert list(statuses(many)) == [3, 1]
    assert [line.split()[0] for line in many.ok("trash").splitlines()] == ["4", "2"]
    assert [record["claim_id"] for record in many.json("trash")] == [4, 2]
    code, told = many.refused("mark", "2", "true")
    assert code == 3
    assert told == "tracker: Claim 2 is in the trash: tracker trash --restore 2 brings it back.\n"

    assert many.ok("trash", "--restore", "2") == "Claim 2 is back from the trash.\n"
    assert many.ok("trash", "2", "--restore") == "Claim 2 is not in the trash.\n"
    many.ok("trash", "2", "1")
    assert many.ok("trash", "--restore", "--filter", "speaker:ada") == "2 claims back from the trash.\n"
    assert [record["claim_id"] for record in many.json("trash")] == [4]
    many.ok("undo")
    assert [record["claim_id"] for record in many.json("trash")] == [4, 2, 1]


def test_a_card_says_that_its_claim_is_in_the_trash_and_tells_the_rest(many: Runner) -> None:
    many.ok("mark", "2", "false", "--reason", "it did not")
    assert "trash" not in many.ok("show", "2")
    assert many.json("show", "2")["is_trashed"] is False
    many.ok("trash", "2")
    card = many.ok("show", "2")
    assert "It is in the trash: tracker trash --restore 2 brings it back." in card
    assert "did not come true: it did not" in card
    assert many.json("show", "2")["is_trashed"] is True
    assert [made["verdict"] for made in many.json("show", "2")["verdicts"]] == ["false"]


@pytest.mark.parametrize("args", [("mark", "void"), ("snooze", "30"), ("tag", "--add", "a"), ("trash",)])
def test_many_claims_by_a_filter_are_asked_about(
    crowd: Runner, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    command = (args[0], "--filter", "claim", *args[1:])
    before = crowd.database.read_bytes()
    code, told = crowd.refused(*command)
    assert code == 3
    assert told == "tracker: This is about 4 claims: add --yes if they are meant. Nothing was written.\n"

    monkeypatch.setattr(choosing, "is_at_a_terminal", lambda: True)
    result = crowd(*command, stdin="n\n")
    assert result.exit_code == 0
    assert "This is about 4 claims. Go on?" in result.stderr
    assert result.stderr.endswith("Nothing was written.\n")
    assert crowd.database.read_bytes() == before
    assert "4 claims" in crowd(*command, stdin="y\n").stdout
    assert crowd.database.read_bytes() != before


def test_many_claims_are_not_asked_about_when_they_are_named_or_meant(crowd: Runner) -> None:
    assert crowd.ok("mark", "1", "2", "3", "4", "void") == "4 claims: ∅ void\n"
    assert crowd.ok("mark", "--filter", "claim", "--yes", "open") == "4 claims: open again\n"
    assert crowd.ok("mark", "--filter", "id:1", "void") == "1 claim: ∅ void\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["mark", "1"], "Name claims by their numbers"),
        (["mark", "void"], "Name claims by their numbers"),
        (["mark", "1", "void", "--filter", "id:1"], "not both"),
        (["mark", "1", "2", "void", "--thread"], "--thread goes with the number of one claim"),
        (["mark", "--filter", "id:1", "void", "--thread"], "--thread goes with the number of one claim"),
        (["mark", "--filter", " ", "void"], "an empty one would mean every claim"),
        (["mark", "one", "void"], "not a valid integer"),
        (["snooze", "30"], "Name claims by their numbers"),
        (["tag", "1"], "Say which tags"),
        (["tag", "--add", "a"], "Name claims by their numbers"),
        (["trash", "--restore"], "Name claims by their numbers"),
        (["trash", "1", "--json"], "--json goes with the list"),
        (["trash", "--filter", ""], "an empty one would mean every claim"),
        (["trash", "--filter", '"'], "this one would mean every claim"),
        (["trash", "--filter", "-"], "this one would mean every claim"),
        (["trash", "--filter", "--"], "this one would mean every claim"),
        (["tag", "--filter", "sort:due", "--add", "a"], "this one would mean every claim"),
    ],
)
def test_a_wrong_use_is_told(many: Runner, args: list[str], told: str) -> None:
    before = many.database.read_bytes()
    result = many(*args)
    assert result.exit_code == 2
    assert told in result.stderr
    assert many.database.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["mark", "1", "99", "void"], "There is no claim 99"),
        (["mark", "--filter", "speeker:x", "void"], "Did you mean “speaker:”?"),
        (["snooze", "1", "99", "30"], "There is no claim 99"),
        (["tag", "1", "99", "--add", "a"], "There is no claim 99"),
        (["tag", "1", "--add", "\x07"], "control character"),
        (["tag", "1", "--add", "a", "--remove", "A"], "cannot be added and removed"),
        (["trash", "1", "99"], "There is no claim 99"),
        (["trash", "--restore", "99"], "There is no claim 99"),
        (["cite", "99", "--title", "A"], "There is no claim 99"),
        (["cite", "1"], "Name the source"),
        (["cite", "1", "--title", "A", "--role", "refuts"], "Did you mean “refutes”?"),
        (["cite", "1", "--url", "example.org"], "is not a web address"),
        (["cite", "1", "--title", "A", "--archive", "example.org"], "is not a web address"),
        (["cite", "1", "--title", "A", "--published", "some day"], "is not a day of the calendar"),
        (["credence", "99", "70"], "There is no claim 99"),
        (["credence", "1", "101"], "“101” is not a credence"),
        (["credence", "1", "likely"], "“likely” is not a credence"),
    ],
)
def test_what_cannot_be_done_is_refused_whole(many: Runner, args: list[str], told: str) -> None:
    before = many.database.read_bytes()
    code, sentence = many.refused(*args)
    assert (code, told in sentence) == (3, True), sentence
    assert many.database.read_bytes() == before


def test_one_more_source_is_cited(many: Runner) -> None:
    told = many.ok(
        *("cite", "1", "--url", "https://example.org/a", "--title", "An article", "--publisher", "A paper"),
        *("--author", "A. Reporter", "--published", "2025-05-02", "--quote", "in June", "--via", "Wire"),
        *("--archive", "https://archive.example/1"),
    )
    assert told == "Claim 1 has one more source: tracker show 1 lists them.\n"
    many.ok("cite", "1", "--role", "refutes", "--title", "Another", "--quote", "not before July")
    cited = many.json("show", "1")["citations"]
    assert cited == [
        {
            "role": "states",
            "title": "An article",
            "publisher": "A paper",
            "author": "A. Reporter",
            "url": "https://example.org/a",
            "archive_url": "https://archive.example/1",
            "published_on": "2025-05-02",
            "quote": "in June",
            "via": "Wire",
        },
        dict.fromkeys(cited[0]) | {"role": "refutes", "title": "Another", "quote": "not before July"},
    ]
    assert many.ok("undo") == "Taken back: add a source to claim 1 “Claim 1”\n"


def test_a_source_is_taken_off_by_its_words(many: Runner) -> None:
    many.ok("cite", "1", "--title", "An article", "--publisher", "A paper", "--quote", "in June")
    many.ok("cite", "1", "--title", "An article", "--publisher", "A paper", "--role", "supports")
    many.ok("cite", "1", "--quote", "not before July", "--role", "refutes")
    told = many.ok("cite", "1", "--remove", "before july")
    assert told == "Claim 1 has one source less: refutes: “not before July”. tracker undo brings it back.\n"
    told = many.ok("cite", "1", "--remove", "AN ARTICLE", "--role", "states")
    assert told.startswith("Claim 1 has one source less: states: An article, A paper, “in June”.")
    assert [cited["role"] for cited in many.json("show", "1")["citations"]] == ["supports"]
    assert many.ok("undo") == "Taken back: take a source off claim 1 “Claim 1”\n"


@pytest.mark.parametrize("day", ["2025-07-11", "11 Jul 2025"])
def test_a_source_is_taken_off_by_its_day(many: Runner, day: str) -> None:
    many.ok("cite", "1", "--title", "First", "--published", "2025-07-11")
    many.ok("cite", "1", "--title", "Second", "--published", "2025-07-10")
    assert "one source less: states: First" in many.ok("cite", "1", "--remove", day)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            ["article an"],
            "Several sources of claim 1 hold “article an”: 1 states: An article, “in June”; 2 supports: An",
        ),
        (
            ["another"],
            "No source of claim 1 holds “another”: 1 states: An article, “in June”; 2 supports: An article. Name",
        ),
        (["an article", "--role", "refutes"], "No source of claim 1 holds “an article”"),
        (["1", "--role", "supports"], "No source of claim 1 holds “1”"),
        ([" "], "Say with --remove words that are told of the source"),
        (["an article", "--title", "Another"], "--remove goes with --role alone"),
    ],
)
def test_a_source_that_is_not_told_apart_is_not_taken_off(many: Runner, args: list[str], told: str) -> None:
    many.ok("cite", "1", "--title", "An article", "--quote", "in June")
    many.ok("cite", "1", "--title", "An article", "--role", "supports")
    before = many.database.read_bytes()
    code, sentence = many.refused("cite", "1", "--remove", *args)
    assert (code, told in sentence) == (3, True), sentence
    assert many.database.read_bytes() == before


def test_a_source_that_no_words_tell_apart_is_taken_off_by_its_number(many: Runner) -> None:
    many.ok("cite", "1", "--title", "Same")
    many.ok("cite", "1", "--title", "Same", "--quote", "in June 2025")
    assert (
        "Several sources of claim 1 hold “same”: 1 states: Same; 2" in many.refused("cite", "1", "--remove", "same")[1]
    )
    many.ok("cite", "1", "--remove", "1")
    assert [cited["quote"] for cited in many.json("show", "1")["citations"]] == ["in June 2025"]


def test_of_a_claim_without_sources_none_is_taken_off(many: Runner) -> None:
    assert "Claim 1 has no source." in many.refused("cite", "1", "--remove", "a")[1]


def test_probabilities_are_stated_and_shown(many: Runner) -> None:
    assert many.ok("credence", "1", "70") == f"Claim 1: 70 % likely, as you see it on {TODAY}.\n"
    many.ok("credence", "1", "12.5%")
    record = many.json("show", "1")
    assert record["credence"] == 0.125
    assert [stated["probability"] for stated in record["credences"]] == [0.125, 0.7]
    assert "credence      12.5 % on 12 Jul 2025 by " in many.ok("show", "1")
    result = many("credence", "1", "0.7")
    assert "0.7 % likely" in result.stdout
    assert "tracker credence 1 70 would say 70 %" in result.stderr
    assert many("credence", "1", "0").stderr == ""


def test_a_first_look_into_the_trash_makes_no_database() -> None:
    result = CliRunner().invoke(tracker, ["trash"])
    assert (result.exit_code, result.stderr) == (0, "The trash is empty.\n")
    assert CliRunner().invoke(tracker, ["trash", "--json"]).stdout.split() == ["[]"]
