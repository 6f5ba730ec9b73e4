from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.reports.samples import TODAY, Kept, keep
from tracker.claims.decisions import Decision
from tracker.claims.vocabulary import Kind, Verdict
from tracker.errors import InvalidInput
from tracker.reports.edition import ReportChoices, Written
from tracker.reports.writing import send_report
from tracker.store.changes import mark_claim

if TYPE_CHECKING:
    from tracker.store.archive import Archive

EVIDENCE = "https://example.org/check"


def sent(archive: Archive, check_url: str = "") -> tuple[Written, list[dict[str, Any]]]:
    sink = Kept()
    choices = ReportChoices("claims", format="claimreview", check_url=check_url)
    written = send_report(archive, choices, sink, today=TODAY)
    document = json.loads(sink.bytes)
    assert document["@context"] == "https://schema.org"
    return written, document["@graph"]


def settle(archive: Archive, claim_id: int, verdict: Verdict, evidence: str = EVIDENCE, reason: str = "") -> None:
    day = date(2025, 8, 5) if verdict.tells_a_day else None
    archive.run(mark_claim, claim_id, Decision(verdict, TODAY, day, reason, evidence))


def test_a_settled_claim_has_all_that_is_known(empty_archive: Archive) -> None:
    told = {"source_url": "https://example.org/a", "source_archive_url": "https://archive.example/a"}
    keep(empty_archive, "It ships", speaker="Ada", language="fr", tags=("ai", "models"), **told)
    settle(empty_archive, 1, Verdict.PARTIAL, reason="half of it")
    _, (review,) = sent(empty_archive)
    assert review == {
        "@type": "ClaimReview",
        "url": EVIDENCE,
        "claimReviewed": "It ships",
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "partly true",
            "ratingValue": 3.0,
            "bestRating": 5,
            "worstRating": 1,
            "ratingExplanation": "half of it",
        },
        "author": {"@type": "Person", "name": "ada"},
        "datePublished": "2025-08-20",
        "inLanguage": "fr",
        "keywords": "ai, models",
        "itemReviewed": {
            "@type": "Claim",
            "author": {"name": "Ada"},
            "datePublished": "2025-07-11",
            "firstAppearance": {"@type": "CreativeWork", "url": "https://example.org/a"},
            "appearance": {"@type": "CreativeWork", "url": "https://archive.example/a"},
        },
    }


def test_the_checks_are_where_one_publishes_them(empty_archive: Archive) -> None:
    keep(empty_archive, "It ships")
    settle(empty_archive, 1, Verdict.TRUE, evidence="")
    written, reviews = sent(empty_archive, "https://example.org/checks/{claim_id}#top")
    assert [review["url"] for review in reviews] == ["https://example.org/checks/1#top"]
    assert not written.left_out
    assert sent(empty_archive)[0].left_out == {"without the address of a check or of evidence": 1}


def test_each_review_has_what_search_engines_ask_for(archive: Archive) -> None:
    keep(archive, "Best", kind=Kind.SUPERLATIVE)
    for claim_id, verdict in ((1, Verdict.TRUE), (2, Verdict.LATE), (6, Verdict.FALSE), (3, Verdict.UNVERIFIABLE)):
        settle(archive, claim_id, verdict)
    settle(archive, 4, Verdict.VOID)
    written, reviews = sent(archive)
    told = [(review["reviewRating"]["alternateName"], review["reviewRating"].get("ratingValue")) for review in reviews]
    assert told == [("came true", 5), ("came true late", 5), ("cannot be judged", None), ("does not hold up", 1)]
    assert written.left_out == {"void": 1, "not settled": 1}
    for review in reviews:
        assert review["claimReviewed"]
        assert review["url"].startswith("https://")


@pytest.mark.parametrize("check_url", ["https://example.org/checks", "example.org/{claim_id}", "javascript:{claim_id}"])
def test_an_address_without_a_place_for_the_number_is_refused(archive: Archive, check_url: str) -> None:
    with pytest.raises(InvalidInput, match=r"write https://example\.org/checks/\{claim_id\}"):
        sent(archive, check_url)
