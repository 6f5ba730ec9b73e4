from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tracker import places
from tracker.claims import drafts
from tracker.claims.drafts import read_draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Runner
    from tracker.claims.model import ClaimFields

    Choose = Callable[[str], Path]

ARTICLE = """---
title: Harbour board puts its ferry off
publisher: Calder Times
published: 2025-07-11
language: en
url: https://example.org/ferry
---

The Port of Calder said on Friday that its electric ferry will enter service next week. “It is the largest electric \
ferry in the world,” said harbour director Ana Ruiz.

Ruiz added that the second ship was postponed indefinitely. Nobody was hurt. The mayor said it is clear.
"""


@pytest.fixture
def article(tmp_path: Path) -> str:
    file = tmp_path / "ferry.md"
    file.write_text(ARTICLE, encoding="utf-8")
    return str(file)


def test_what_looks_like_a_claim_is_listed_with_its_reasons(run: Runner, article: str) -> None:
    lines = run.ok("read", article).splitlines()
    assert lines[0] == "“Harbour board puts its ferry off”, Calder Times, 11 Jul 2025, https://example.org/ferry"
    assert lines[1] == "3 sentences look like claims, 1 more may be some."
    assert lines[3] == "  1 • release: Its electric ferry will enter service next week"
    assert lines[4] == "      Port of Calder · due next week → Mon 14 – Sun 20 Jul 2025 (week)"
    assert "said: said · future: will" in lines[5]
    assert "  4 ◦ other: The mayor said it is clear" in lines
    assert run.json("list") == []


def test_the_same_as_json(run: Runner, article: str) -> None:
    told = run.json("read", article)
    assert told["article"]["title"] == "Harbour board puts its ferry off"
    assert told["article"]["language"] == "en"
    first = told["suggestions"][0]
    assert (first["number"], first["shown"], first["kind"], first["speaker"]) == (1, True, "release", "Port of Calder")
    assert (first["due_text"], first["due_start"], first["due_end"]) == ("next week", "2025-07-14", "2025-07-20")
    assert first["decided"] == ""
    assert [one["shown"] for one in told["suggestions"]] == [True, True, True, False]


def test_days_are_told_as_the_user_wants_deadlines_read(run: Runner, choose: Choose, tmp_path: Path) -> None:
    choose('[dates]\nhemisphere = "south"\n')
    file = tmp_path / "pier.txt"
    file.write_text("The port said on Friday that its pier will open this summer.", encoding="utf-8")
    told = run.json("read", str(file), "--published", "2025-07-11", "--language", "en")
    assert [(one["due_start"], one["due_end"]) for one in told["suggestions"]] == [("2025-12-01", "2026-02-28")]


def test_those_shown_are_kept_in_one_step(run: Runner, article: str) -> None:
    result = run("read", article, "--accept", "shown", "--subject", "Ferries")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == ["3 claims kept. tracker undo takes it back."]
    claims = run.json("list", "subject:Ferries")
    assert len(claims) == 3
    assert {claim["source_url"] for claim in (run.json("show", "1"), run.json("show", "3"))} == {
        "https://example.org/ferry"
    }
    assert "      kept: claim 1" in run.ok("read", article)
    assert run("read", article, "--accept", "shown").stderr.splitlines() == ["0 claims kept."]
    run.ok("undo")
    assert run.json("list") == []
    assert run.json("read", article)["suggestions"][0]["decided"] == ""


def test_numbers_are_kept_skipped_and_cited(run: Runner, article: str) -> None:
    run.ok("add", "The ferry of Calder starts", "--said", "2025-07-10")
    told = run.json("read", article, "--accept", "2-3", "--skip", "4", "--cite", "1=1")["suggestions"]
    assert [(one["decided"], one["claim_id"]) for one in told] == [
        ("cited", 1),
        ("kept", 2),
        ("kept", 3),
        ("skipped", None),
    ]
    assert run.json("show", "1")["source_title"] == "Harbour board puts its ferry off"


def test_what_was_skipped_is_told(run: Runner, article: str) -> None:
    assert run("read", article, "--skip", "1,3").stderr == "2 passages skipped.\n"


def test_what_was_decided_before_is_not_skipped(run: Runner, article: str) -> None:
    run.ok("read", article, "--accept", "1")
    assert run("read", article, "--skip", "1,3").stderr == "1 passage skipped, 1 decided before.\n"
    assert run("read", article, "--skip", "3").stderr == "0 passages skipped, 1 decided before.\n"
    assert "Taken back: skip 1 sentence" in run.ok("undo")


def test_an_article_is_added_to_a_claim_once_with_the_same_words(run: Runner, article: str) -> None:
    run.ok("add", "The ferry of Calder starts", "--said", "2025-07-10")
    run.ok("read", article, "--cite", "1=1")
    run.ok("read", article, "--accept", "2")
    before = run.database.read_bytes()
    for pairs in (("--cite", "1=1"), ("--cite", "2=2"), ("--cite", "3=1", "--cite", "1=1"), ("--confirm", "1=1")):
        assert "already. Nothing was written." in run.refused("read", article, *pairs)[1]
    assert run.database.read_bytes() == before
    run.ok("read", article, "--cite", "2=1", "--cite", "1=2")
    assert len(run.json("show", "1")["citations"]) == len(run.json("show", "2")["citations"]) == 2


def test_a_report_written_before_an_article_was_cited_does_not_take_it_away_again(run: Runner, article: str) -> None:
    run.ok("add", "The ferry of Calder starts", "--said", "2025-07-10")
    run.ok("report", "claims", "-o", "claims.csv")
    run.ok("read", article, "--cite", "1=1")
    cited = run.json("show", "1")
    assert (cited["source_count"], "next week" in cited["quote"]) == (1, True)
    assert "0 new, 1 same" in run.ok("import", "claims.csv", "--yes")
    assert run.json("show", "1") == cited


def test_what_is_skipped_is_not_kept_with_the_others(run: Runner, article: str) -> None:
    run.ok("read", article, "--accept", "all", "--skip", "1")
    assert len(run.json("list")) == 3


def test_what_is_told_of_the_article_counts(run: Runner, article: str) -> None:
    told = run.json("read", article, "--published", "2025-06-05", "--author", "Ada Writer")
    assert told["article"]["author"] == "Ada Writer"
    assert told["suggestions"][0]["due_start"] == "2025-06-09"
    run.ok("read", article, "--published", "2025-06-05", "--accept", "1")
    assert run.json("show", "1")["said_on"] == "2025-06-05"
    run.ok("read", article, "--title", "A ferry", "--skip", "2")
    assert run.json("show", "1")["source_title"] == "A ferry"


def test_a_changed_article_is_told_and_confirmed(run: Runner, article: str, tmp_path: Path) -> None:
    run.ok("read", article, "--accept", "2")
    newer = tmp_path / "newer.md"
    newer.write_text(ARTICLE.replace("electric ferry in the world", "electrical ferry of the world"), encoding="utf-8")
    assert "claim 1 quotes words like these: --confirm 2=1 says that it is them" in run.ok("read", str(newer))
    told = run.json("read", str(newer), "--confirm", "2=1")
    assert (told["suggestions"][1]["decided"], told["suggestions"][1]["claim_id"]) == ("kept", 1)
    assert "Passage 2 is of claim 1 already" in run.refused("read", str(newer), "--confirm", "2=1")[1]


def test_what_is_found_no_more_is_confirmed_elsewhere(run: Runner, article: str, tmp_path: Path) -> None:
    run.ok("read", article, "--accept", "2")
    newer = tmp_path / "newer.md"
    newer.write_text(ARTICLE.replace("largest electric ferry in the world", "smallest boat around"), encoding="utf-8")
    told = run.json("read", str(newer), "--confirm", "1=1")
    assert (told["suggestions"][0]["decided"], told["suggestions"][0]["claim_id"]) == ("kept", 1)


def test_only_what_a_claim_quotes_is_confirmed(run: Runner, article: str) -> None:
    run.ok("add", "The ferry of Calder starts", "--said", "2025-07-10")
    before = run.database.read_bytes()
    code, told = run.refused("read", article, "--confirm", "1=1")
    assert (code, "Claim 1 quotes nothing of this article: --cite adds it." in told) == (3, True)
    assert run.database.read_bytes() == before


def test_standard_input_is_read(run: Runner) -> None:
    result = run("read", "-", "--published", "2025-07-11", "--json", stdin="The ferry of the town will open next week.")
    assert result.exit_code == 0
    assert "next week" in result.stdout


def test_without_a_database_an_article_is_only_read(run: Runner, article: str, tmp_path: Path) -> None:
    run.database.unlink()
    code, told = run.refused("read", article)
    assert code == 4
    assert "There is no database" in told
    run.ok("read", article, "--accept", "1")
    assert len(run.json("list")) == 1
    del tmp_path


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--accept", "9"), "There is no passage 9: they go from 1 to 4."),
        (("--accept", "some"), "names no passages: write shown, all, or numbers such as 1,3-5."),
        (("--skip", "3-"), "names no passages"),
        (("--cite", "1"), "names no passage and claim: write 3=12"),
        (("--cite", "1=99"), "There is no claim 99"),
        (("--accept", "1-3", "--skip", "2"), "Passage 2 cannot be kept and skipped"),
        (("--accept", "1", "--published", "soonish"), "soonish"),
        (("--accept", "1", "--url", "ftp://example.org"), "not a web address"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_kept(
    run: Runner, article: str, options: tuple[str, ...], told: str
) -> None:
    code, line = run.refused("read", article, *options)
    assert code == 3
    assert told in line
    assert run.json("list") == []


def test_a_file_that_is_not_there_is_refused(run: Runner) -> None:
    code, line = run.refused("read", "nowhere.txt")
    assert code == 3
    assert "no such file" in line


@pytest.mark.parametrize("name", ["webb-slips-again.md", "epr2-2038.md"])
def test_the_examples_have_claims_to_keep(run: Runner, name: str) -> None:
    told = run.json("read", str(places.seeds_folder() / "articles" / name))
    assert sum(one["shown"] for one in told["suggestions"]) >= 8
    assert told["article"]["published_on"]
    assert {one["kind"] for one in told["suggestions"]} >= {"release", "promise", "delay", "superlative"}
    assert run("read", str(places.seeds_folder() / "articles" / name), "--accept", "shown").exit_code == 0


def test_a_language_in_which_nothing_is_searched_is_said(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "hafen.txt"
    file.write_text("Die neue elektrische Fähre fährt bis Ende 2027.", encoding="utf-8")
    told = run.ok("read", str(file), "--language", "de")
    assert "German is not searched: on the screens, A goes through all sentences." in told
    assert (
        "There is no passage 1. German is not searched"
        in run.refused("read", str(file), "--language", "de", "--accept", "1")[1]
    )
    assert "Nothing looks like a claim." in run.ok("read", str(file), "--language", "en")


def test_the_encoding_is_told_and_can_be_corrected(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "bac.txt"
    file.write_bytes("Le port a annoncé jeudi que le bac électrique arrivera en œuvre à l’été 2026.".encode("cp1252"))
    assert "Read as windows-1252; --encoding names another." in run.ok("read", str(file)).splitlines()
    other = run.ok("read", str(file), "--encoding", "windows-1250")
    assert "Read as windows-1250; --encoding names another." in other.splitlines()
    assert run.json("read", str(file), "--encoding", "iso-8859-15")["article"]["encoding"] == "iso8859-15"
    assert "it is not written in utf-8" in run("read", str(file), "--encoding", "utf-8").stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--cite", "1=1", "--cite", "2=x"),
        ("--cite", "1=1", "--cite", "2=99"),
        ("--cite", "1=1", "--accept", "99"),
        ("--cite", "1=1", "--skip", "2-"),
        ("--confirm", "9=1", "--cite", "1=1"),
        ("--title", "Another", "--cite", "1=1", "--skip", "99"),
    ],
)
def test_when_a_part_is_refused_no_other_is_kept(run: Runner, article: str, options: tuple[str, ...]) -> None:
    run.ok("add", "The ferry of Calder starts", "--said", "2025-07-10")
    before = run.json("show", "1"), run.json("sources")
    assert run.refused("read", article, *options)[0] == 3
    assert (run.json("show", "1"), run.json("sources")) == before


def test_of_two_who_keep_the_same_at_once_each_passage_is_kept_by_one(
    run: Runner, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_while_somebody_else_keeps(*told: Any, **more: Any) -> ClaimFields:
        monkeypatch.setattr(drafts, "read_draft", read_draft)
        run.ok("read", article, "--accept", "1,3")
        return read_draft(*told, **more)

    monkeypatch.setattr(drafts, "read_draft", read_while_somebody_else_keeps)
    told = run("read", article, "--accept", "shown").stderr.splitlines()
    assert told == ["1 claim kept, 2 kept by somebody else meanwhile. tracker undo takes it back."]
    assert [claim["claim_id"] for claim in run.json("list")] == [3, 2, 1]
    assert [one["claim_id"] for one in run.json("read", article)["suggestions"]] == [1, 3, 2, None]
