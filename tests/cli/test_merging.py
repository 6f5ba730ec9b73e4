from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.running import Runner


def test_two_names_of_a_speaker_become_one(run: Runner) -> None:
    run.ok("add", "One", "--speaker", "Sam Altman")
    run.ok("add", "Two", "--speaker", "S. Altman")
    told = run.ok("merge", "speaker", "S. Altman", "Sam Altman")
    assert told == "“S. Altman” is “Sam Altman” now, with 1 claim. tracker undo takes it back.\n"
    assert [claim["speaker"] for claim in run.json("list")] == ["Sam Altman"] * 2
    run.ok("undo")
    assert [claim["speaker"] for claim in run.json("list")] == ["S. Altman", "Sam Altman"]


def test_publishers_are_merged_in_their_sources(run: Runner) -> None:
    run.ok("add", "One", "--title", "A", "--publisher", "TechCrunch")
    run.ok("add", "Two", "--title", "B", "--publisher", "Techcrunch")
    assert "with 1 source." in run.ok("merge", "publisher", "Techcrunch", "TechCrunch")
    assert [claim["source_publisher"] for claim in run.json("list")] == ["TechCrunch"] * 2


def test_an_unknown_name_is_refused_and_an_unknown_field_is_wrong_use(run: Runner) -> None:
    run.ok("add", "One", "--speaker", "Sam Altman")
    code, told = run.refused("merge", "speaker", "Sam Altmann", "Sam Altman")
    assert (code, "Did you mean “Sam Altman”?" in told) == (3, True)
    assert run.refused("merge", "tag", "a", "b")[0] == 2
