from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.claims import drafts, merging
from tracker.dates.words import available_languages

if TYPE_CHECKING:
    from typing import Any

    import pytest

    from .running import Runner


def _meanwhile(run: Runner, monkeypatch: pytest.MonkeyPatch, *args: str) -> None:
    """Let somebody else run a command after the next edit has read its claim."""
    read = drafts.read_draft

    def read_late(*told: Any, **more: Any) -> Any:
        monkeypatch.setattr(drafts, "read_draft", read)
        run.ok(*args)
        return read(*told, **more)

    monkeypatch.setattr(drafts, "read_draft", read_late)


def test_two_edits_of_one_claim_go_together(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    run.ok("add", "It ships")
    _meanwhile(run, monkeypatch, "tag", "1", "--add", "t")
    assert "Claim 1 is changed." in run.ok("edit", "1", "--notes", "mine")
    card = run.json("show", "1")
    assert (card["notes"], card["tags"]) == ("mine", ["t"])


def test_an_edit_goes_together_with_all_that_come_between(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    run.ok("add", "It ships")
    put_together, times = merging.merge, 0

    def put_together_late(*told: Any) -> Any:
        nonlocal times
        times += 1
        if times <= 2:
            run.ok("tag", "1", "--add", f"t{times}")
        return put_together(*told)

    monkeypatch.setattr(merging, "merge", put_together_late)
    _meanwhile(run, monkeypatch, "tag", "1", "--add", "t0")
    assert "Claim 1 is changed." in run.ok("edit", "1", "--notes", "mine")
    card = run.json("show", "1")
    assert (card["notes"], sorted(card["tags"])) == ("mine", ["t0", "t1", "t2"])


def test_the_day_on_which_it_was_said_is_not_taken_away(run: Runner) -> None:
    run.ok("add", "It ships", "--said", "2024-01-01", "--due", "next week")
    code, told = run.refused("edit", "1", "--said", "", "--notes", "mine")
    assert (code, "A claim was said on some day" in told) == (3, True)
    assert run.json("show", "1")["said_on"] == "2024-01-01"


def test_a_claim_that_says_the_same_is_told(run: Runner) -> None:
    assert run("add", "The open model ships", "--speaker", "OpenAI").stderr == ""
    assert run("add", "The open model ships", "--speaker", "Nobody else").stderr == ""
    told = run("add", "the open model ships.", "--speaker", "OPENAI")
    assert (told.exit_code, told.stderr) == (0, "Claim 1 says the same. tracker undo takes the new one back.\n")


def test_a_claim_that_says_the_same_is_told_by_every_name_of_its_speaker(run: Runner) -> None:
    run.ok("add", "The open model ships", "--speaker", "S. Altman")
    run.ok("add", "Trains run", "--speaker", "Sam Altman")
    run.ok("merge", "speaker", "S. Altman", "Sam Altman")
    told = run("add", "the open model ships.", "--speaker", "s. altman")
    assert told.stderr == "Claim 1 says the same. tracker undo takes the new one back.\n"


def test_what_both_changed_is_refused_by_its_name(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    run.ok("add", "It ships")
    _meanwhile(run, monkeypatch, "edit", "1", "--notes", "theirs")
    code, told = run.refused("edit", "1", "--notes", "mine", "--tag", "t")
    assert (code, "you both changed: notes. Nothing was written." in told) == (6, True)
    card = run.json("show", "1")
    assert (card["notes"], card["tags"]) == ("theirs", [])


def test_only_the_fields_that_are_named_change(run: Runner) -> None:
    run.ok("add", "It ships next week", "--speaker", "OpenAI", "--due", "next week", "--tag", "a", "--title", "A title")
    told = run.ok("edit", "1", "--due", "by the end of 2027", "--speaker", "Sam Altman")
    assert "Claim 1 is changed. tracker undo takes it back." in told
    assert "due: by the end of 2027 → " in told
    card = run.json("show", "1")
    assert (card["statement"], card["speaker"], card["due_end"]) == ("It ships next week", "Sam Altman", "2027-12-31")
    assert (card["tags"], card["source_title"]) == (["a"], "A title")
    run.ok("undo")
    assert run.json("show", "1")["speaker"] == "OpenAI"


def test_the_day_that_a_claim_without_a_date_comes_back_on_is_told_as_it_is_kept(run: Runner) -> None:
    on, in_30_days = "comes back for review on", "due: no date: comes back for review in 30 days"
    assert in_30_days in run.ok("add", "It ships")
    assert f"due: no date: {on} Wed 24 Dec 2025" in run.ok("add", "It sells", "--review-on", "2025-12-24")
    told = run.ok("add", "It works", "--due", "soon", "--review-on", "2025-12-24")
    assert told.splitlines()[1].endswith(f"{on} Wed 24 Dec 2025")
    assert f"{on} Thu 1 Jan 2026" in run.ok("edit", "1", "--review-on", "2026-01-01")
    assert f"{on} Thu 1 Jan 2026" in run.ok("edit", "1", "--notes", "a note")
    run.ok("edit", "1", "--due", "2027")
    assert in_30_days in run.ok("edit", "1", "--due", "")
    assert run.json("show", "1")["review_on"] == "2025-08-11"


def test_the_day_that_was_chosen_to_come_back_stands_where_the_deadline_moves(run: Runner) -> None:
    on = "comes back for review on"
    run.ok("add", "It ships", "--due", "in 2028", "--review-on", "2036-06-06")
    assert f"{on} Fri 6 Jun 2036" in run.ok("edit", "1", "--due", "in 2029", "--review-on", "2036-06-06")
    run.ok("snooze", "1", "2037-02-01")
    assert f"{on} Sun 1 Feb 2037" in run.ok("edit", "1", "--due", "in 2030")
    assert run.json("show", "1")["review_on"] == "2037-02-01"
    assert f"{on} Sun 1 Feb 2037" in run.ok("edit", "1", "--due", "")


def test_what_comes_back_for_want_of_a_deadline_follows_it_when_there_is_one(run: Runner) -> None:
    run.ok("add", "It ships", "--review-on", "2036-06-06")
    told = run("edit", "1", "--due", "in 2029")
    assert told.stderr == "It comes back by its deadline now, no longer on Fri 6 Jun 2036.\n"
    assert run.json("show", "1")["review_on"] is None
    run.ok("add", "It sells", "--review-on", "2036-06-06")
    assert run("edit", "2", "--due", "in 2029", "--review-on", "2036-06-06").stderr == ""
    assert run.json("show", "2")["review_on"] == "2036-06-06"


def test_new_words_of_a_deadline_get_the_first_reading_unless_another_is_named(run: Runner) -> None:
    run.ok("add", "It ships", "--said", "2025-07-11", "--due", "by September", "--reading", "2")
    assert run.json("show", "1")["due_end"] == "2025-09-01"
    run.ok("edit", "1", "--due", "by September", "--notes", "the same words")
    assert run.json("show", "1")["due_end"] == "2025-09-01"
    run.ok("edit", "1", "--due", "by October")
    assert run.json("show", "1")["due_end"] == "2025-10-31"
    run.ok("edit", "1", "--due", "by November", "--reading", "2")
    assert run.json("show", "1")["due_end"] == "2025-11-01"
    run.ok("edit", "1", "--said", "2025-07-01")
    assert run.json("show", "1")["due_end"] == "2025-11-01"


def test_the_languages_of_a_deadline_are_named(run: Runner) -> None:
    *others, last = available_languages()
    assert f"Its language: {', '.join(others)} or {last}." in run.ok("edit", "--help")
    assert f"of the words: {', '.join(others)} or {last}." in " ".join(run.ok("window", "--help").split())


def test_an_empty_text_clears_a_field_and_tags_are_named_whole(run: Runner) -> None:
    run.ok("add", "It ships", "--speaker", "OpenAI", "--tag", "a", "--tag", "b", "--notes", "mine")
    record = run.json("edit", "1", "--speaker", "", "--notes", "", "--tag", "c", "--json")
    assert (record["speaker"], record["notes"], record["tags"]) == (None, None, ["c"])


def test_an_edit_that_changes_nothing_says_so(run: Runner) -> None:
    run.ok("add", "It ships", "--speaker", "OpenAI")
    assert "stays as it was" in run.ok("edit", "1", "--speaker", "OpenAI")
    assert run.refused("edit", "1")[0] == 2


def test_a_wrong_field_is_refused_and_nothing_is_written(run: Runner) -> None:
    run.ok("add", "It ships")
    code, told = run.refused("edit", "1", "--said", "some day", "--speaker", "Me")
    assert (code, "some day" in told) == (3, True)
    assert run.json("show", "1")["speaker"] is None
    assert "There is no claim 9" in run.refused("edit", "9", "--speaker", "Me")[1]
