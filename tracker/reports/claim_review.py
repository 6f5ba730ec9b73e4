"""Settled claims as ClaimReview, the markup by which search engines know a fact check (schema.org, in JSON-LD).

Google asks for ``claimReviewed``, ``reviewRating`` with its ``alternateName``, and ``url``; everything else is given
where it is known. A claim that lacks one of them is left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tracker.claims.vocabulary import Kind, Verdict
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.reports.edition import Edition, ReportChoices
    from tracker.store.records import Record

NUMBER = "{claim_id}"
"""What stands for a claim's number in the address of its check."""

_HEAD = '{\n"@context": "https://schema.org",\n"@graph": ['
_TAIL = "\n]\n}\n"
_BEST, _WORST = 5, 1
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


def why_no_review(row: Record, choices: ReportChoices) -> str:
    """What of the markup's required properties a claim lacks, or nothing."""
    if not row["verdict"]:
        return "not settled"
    if row["verdict"] == Verdict.VOID:
        return "void"
    if not row["statement"].strip():
        return "without a statement"
    return "" if _address_of(row, choices) else "without the address of a check or of evidence"


def review_pieces(edition: Edition) -> Iterator[str]:
    """One JSON-LD document with all reviews, review by review. Raises InvalidInput for a ``check_url`` that is none."""
    check_url = edition.choices.check_url
    if check_url and not (check_url.startswith(("https://", "http://")) and NUMBER in check_url):
        raise InvalidInput(
            f"“{check_url}” is no address with {NUMBER} in it: write https://example.org/checks/{NUMBER}."
        )
    yield _HEAD
    joint = "\n"
    for row in edition.rows:
        yield joint + json.dumps(review_of(row, edition.choices), ensure_ascii=False)
        joint = ",\n"
    yield _TAIL


def review_of(row: Record, choices: ReportChoices) -> dict[str, Any]:
    """The markup of one claim. Its ``url`` is where its check is published, or else the evidence's address."""
    claim = {
        "@type": "Claim",
        "author": {"name": row["speaker"]} if row["speaker"] else None,
        "datePublished": row["said_on"].isoformat(),
        "firstAppearance": _work_at(row["source_url"]),
        "appearance": _work_at(row["source_archive_url"]),
    }
    review = {
        "@type": "ClaimReview",
        "url": _address_of(row, choices),
        "claimReviewed": row["statement"],
        "reviewRating": _rating(row),
        "author": {"@type": "Person", "name": row["decided_by"]} if row["decided_by"] else None,
        "datePublished": row["decided_on"].isoformat() if row["decided_on"] else None,
        "inLanguage": row["language"] or None,
        "keywords": ", ".join(row["tags"]) or None,
        "itemReviewed": _known(claim),
    }
    return _known(review)


def _rating(row: Record) -> dict[str, Any]:
    """From 1 to 5 by what the verdict scores in a record; what cannot be judged has the words alone."""
    verdict = _VERDICTS[row["verdict"]]
    worth = None if verdict.score is None else _WORST + (_BEST - _WORST) * verdict.score
    rating = {
        "@type": "Rating",
        "alternateName": verdict.label_for(Kind(row["kind"])),
        "ratingValue": worth,
        "bestRating": None if worth is None else _BEST,
        "worstRating": None if worth is None else _WORST,
        "ratingExplanation": row["reason"] or None,
    }
    return _known(rating)


def _address_of(row: Record, choices: ReportChoices) -> str:
    if choices.check_url:
        return choices.check_url.replace(NUMBER, str(row["claim_id"]))
    url: str = row["evidence_url"]
    return url


def _work_at(url: str) -> dict[str, str] | None:
    return {"@type": "CreativeWork", "url": url} if url else None


def _known(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}
