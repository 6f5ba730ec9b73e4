from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.running import Runner

ADDED = ("--title", "OpenAI waits", "--publisher", "TechCrunch", "--url", "https://example.org/a")


@pytest.fixture
def cited(run: Runner) -> Runner:
    """Two claims of one source, one of another."""
    run.ok("add", "It ships next week", *ADDED, "--published", "2025-07-11")
    run.ok("add", "It is put off", *ADDED, "--published", "2025-07-11")
    run.ok("add", "It flies", "--title", "A launch", "--author", "Ada Writer", "--archive", "https://archive.example/1")
    return run


def test_sources_are_listed_published_last_first(cited: Runner) -> None:
    lines = cited.ok("sources").splitlines()
    assert lines[0].split() == ["1", "2025-07-11", "TechCrunch", "2", "claims", "OpenAI", "waits"]
    assert lines[1].split() == ["2", "1", "claim", "A", "launch"]
    (line,) = cited.ok("sources", "launch", "writer").splitlines()
    assert line.split() == ["2", "1", "claim", "A", "launch"]


def test_what_is_not_found_is_said(cited: Runner) -> None:
    assert "No source holds these words." in cited("sources", "nothing").stderr
    assert cited.json("sources", "nothing") == []


def test_an_empty_archive_says_how_a_source_is_kept(run: Runner) -> None:
    assert "No sources yet: each is kept with a claim." in run("sources").stderr


def test_sources_as_json(cited: Runner) -> None:
    assert cited.json("sources", "launch") == [
        {
            "source_id": 2,
            "title": "A launch",
            "publisher": None,
            "author": "Ada Writer",
            "url": None,
            "archive_url": "https://archive.example/1",
            "published_on": None,
            "claim_count": 1,
        }
    ]


def test_a_source_is_shown_with_its_claims(cited: Runner) -> None:
    shown = cited.ok("source", "1")
    assert "Source 1  OpenAI waits" in shown
    assert "address       https://example.org/a" in shown
    assert "2 claims" in shown
    assert "It is put off" in shown
    told = cited.json("source", "2")
    assert told["archive_url"] == "https://archive.example/1"
    assert [claim["statement"] for claim in told["claims"]] == ["It flies"]


def test_named_fields_are_corrected_and_undone(cited: Runner) -> None:
    corrected = cited("source", "1", "--publisher", "TC", "--archive", "https://archive.example/2", "--type", "article")
    assert "Source 1 is changed for the 2 claims that cite it. tracker undo takes it back." in corrected.stderr
    for number in ("1", "2"):
        told = cited.json("show", number)
        assert (told["source_title"], told["source_publisher"]) == ("OpenAI waits", "TC")
        assert told["source_archive_url"] == "https://archive.example/2"
    assert "edit source 1" in cited.ok("undo")
    assert cited.json("source", "1")["publisher"] == "TechCrunch"


def test_an_empty_text_takes_a_field_away(cited: Runner) -> None:
    assert cited.json("source", "2", "--author", "")["author"] is None
    assert "stays as it was" in cited("source", "2", "--author", "").stderr


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["source", "9"], 3, "There is no source 9: tracker sources lists the sources with their numbers."),
        (["source", "one"], 2, "not a valid integer"),
        (["source", "1", "--url", "example.org"], 3, "is not a web address"),
        (["source", "1", "--published", "2025-13-01"], 3, "is not a day of the calendar"),
        (["source", "1", "--title", "\x1b[2J"], 3, "control character"),
        (["source", "2", "--title", "", "--author", ""], 3, "Name the source"),
        (["add", "It ships", "--archive", "archive.example"], 3, "is not a web address"),
    ],
)
def test_what_cannot_be_done_is_refused(cited: Runner, args: list[str], code: int, told: str) -> None:
    before = cited.json("sources")
    exit_code, sentence = cited.refused(*args)
    assert exit_code == code
    assert told in sentence
    assert cited.json("sources") == before
