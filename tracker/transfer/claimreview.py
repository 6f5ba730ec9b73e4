"""Fact checks: ClaimReview markup (schema.org, JSON-LD), and the JSON of Google's Fact Check Tools, which mirrors it.

A check tells what was claimed, by whom and where, and how it was rated. The rating in words counts where it is a word
that we know, else the number on its scale; as it was written it is kept as the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.claims.vocabulary import LIST_JOINT
from tracker.errors import InvalidInput
from tracker.transfer.found import Found
from tracker.transfer.sheets import Item
from tracker.transfer.told import ToldClaim
from tracker.transfer.words import verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_KIND = "ClaimReview"
_NESTED = ("@graph", "dataFeedElement", "item", "itemListElement")
_DEEPEST = 6
_COLUMNS = {
    "statement": "claimReviewed",
    "speaker": "author",
    "said_on": "datePublished",
    "source_url": "appearance",
    "verdict": "reviewRating",
    "evidence_url": "url",
}


def items_in(told: Any) -> list[Item]:
    """Every ClaimReview in a JSON-LD file, however it is wrapped; none when it is another file."""
    return [Item(place, found) for place, found in enumerate(_reviews(told, _DEEPEST), start=1)]


def _reviews(told: Any, deeper: int) -> Iterator[dict[str, Any]]:
    if isinstance(told, Item):
        told = told.told
    if isinstance(told, list):
        for one in told:
            yield from _reviews(one, deeper)
    elif isinstance(told, dict) and deeper:
        if _KIND in _several(told.get("@type")) or "claimReviewed" in told:
            yield told
        else:
            for name in _NESTED:
                yield from _reviews(told.get(name), deeper - 1)


def read_reviews(items: Sequence[Item]) -> Found:
    """The claims that were reviewed."""
    return Found([_review(item) for item in items], _left_out(map(_appeared_at, items)))


def _review(item: Item) -> ToldClaim:
    told = item.told
    claim = _first(told.get("itemReviewed"))
    rating = _first(told.get("reviewRating"))
    texts = {
        "statement": _text(told.get("claimReviewed")),
        "speaker": _name(claim.get("author")),
        "said_on": _text(claim.get("datePublished")) or _text(told.get("datePublished")),
        "source_url": next(iter(_appeared_at(item)), ""),
        "language": _text(told.get("inLanguage"))[:2].casefold(),
        "tags": LIST_JOINT.join(_keywords(told.get("keywords"))),
        "evidence_url": _text(told.get("url")),
        "decided_on": _text(told.get("datePublished")),
        "decided_by": _name(told.get("author")),
        "evidence_publisher": _name(told.get("author")),
    }
    rated = {name: rating.get(name) for name in ("ratingValue", "bestRating", "worstRating")}
    texts |= _rated(_text(rating.get("alternateName")), rated, _text(rating.get("ratingExplanation")))
    return ToldClaim(item.number, texts, _COLUMNS)


def google_items_in(told: Any) -> list[Item]:
    """The claims in what Google's Fact Check Tools answer: those of a search, or the markup of pages."""
    pages = [told] if isinstance(told, dict) else told if isinstance(told, list) else []
    found: list[dict[str, Any]] = []
    for page in (page for page in pages if isinstance(page, dict)):
        if isinstance(page.get("claims"), list):
            found += [one for one in page["claims"] if isinstance(one, dict) and "claimReview" in one]
        elif "claimReview" in page and "text" in page:
            found.append(page)
        for of_page in page.get("claimReviewMarkupPages") or [page]:
            found += _markups(of_page)
    return [Item(place, one) for place, one in enumerate(found, start=1)]


def _markups(page: Any) -> list[dict[str, Any]]:
    """The checks on one page, each with what the page says of all of them; a check alone is one such page."""
    if not isinstance(page, dict):
        return []
    if "claimReviewed" in page and "rating" in page:
        return [page]
    of_page = {name: page[name] for name in ("publishDate", "claimReviewAuthor", "pageUrl") if name in page}
    markups = page.get("claimReviewMarkups")
    return [of_page | one for one in markups if isinstance(one, dict)] if isinstance(markups, list) else []


def read_google(items: Sequence[Item]) -> Found:
    """The claims that were checked."""
    told = [_searched(item) if "claimReview" in item.told else _marked_up(item) for item in items]
    reviews = sum(max(0, len(_several(item.told.get("claimReview"))) - 1) for item in items)
    what = "review" if reviews == 1 else "reviews"
    remarks = [f"{reviews:,} more {what} of a claim: only the first of each claim is read"] if reviews else []
    return Found(told, [*remarks, *_left_out(map(_appeared_at, items))])


def _appeared_at(item: Item) -> list[str]:
    """The addresses where a claim appeared, the first one first: as markup tells them, or Google's answer."""
    told, claim = item.told, _first(item.told.get("itemReviewed"))
    places = [claim.get("firstAppearance"), *_several(claim.get("appearance"))]
    places += [told.get("claimFirstAppearance"), *_several(told.get("claimAppearances"))]
    objects = [_first(place) or _as_object(place) for place in places]
    found = (_text(place.get("url") or place.get("@id")) for place in objects)
    return list(dict.fromkeys(filter(None, found)))


def _left_out(appearances: Iterable[Sequence[str]]) -> list[str]:
    """A remark about the addresses where claims appeared besides the one that is kept as their source."""
    count = sum(max(0, len(addresses) - 1) for addresses in appearances)
    what = "address" if count == 1 else "addresses"
    return [f"{count:,} more {what} where a claim appeared: only the first of each claim is kept"] if count else []


def _marked_up(item: Item) -> ToldClaim:
    told = item.told
    rating = _first(told.get("rating"))
    texts = {
        "statement": _text(told.get("claimReviewed")),
        "speaker": _name(told.get("claimAuthor")),
        "said_on": _text(told.get("claimDate")) or _text(told.get("publishDate")),
        "source_url": next(iter(_appeared_at(item)), ""),
        "evidence_url": _text(told.get("url")) or _text(told.get("pageUrl")),
        "evidence_publisher": _name(told.get("claimReviewAuthor")),
        "decided_on": _text(told.get("publishDate")),
        "decided_by": _name(told.get("claimReviewAuthor")),
    }
    texts |= _rated(_text(rating.get("textualRating")), rating, _text(rating.get("ratingExplanation")))
    columns = _COLUMNS | {"speaker": "claimAuthor", "said_on": "claimDate", "verdict": "rating"}
    return ToldClaim(item.number, texts, columns)


def _searched(item: Item) -> ToldClaim:
    told = item.told
    review = _first(told.get("claimReview"))
    texts = {
        "statement": _text(told.get("text")),
        "speaker": _text(told.get("claimant")),
        "said_on": _text(told.get("claimDate")) or _text(review.get("reviewDate")),
        "language": _text(review.get("languageCode"))[:2].casefold(),
        "evidence_url": _text(review.get("url")),
        "evidence_title": _text(review.get("title")),
        "evidence_publisher": _name(review.get("publisher")),
        "decided_on": _text(review.get("reviewDate")),
        "decided_by": _name(review.get("publisher")),
    }
    texts |= _rated(_text(review.get("textualRating")), {}, "")
    columns = {"statement": "text", "speaker": "claimant", "said_on": "claimDate", "verdict": "textualRating"}
    return ToldClaim(item.number, texts, columns)


def _rated(words: str, scale: Mapping[str, Any], explanation: str) -> dict[str, str]:
    """The verdict that a rating comes to. A rating that tells none leaves the claim open, and is kept in its notes."""
    try:
        verdict = verdict_of(words)
    except InvalidInput:
        verdict = None
    code = verdict.value if verdict else _by_number(scale)
    reason = ". ".join(part.rstrip(".") for part in (f"Rated “{words}”" if words else "", explanation) if part)
    return {"verdict": code, "reason": reason} if code else {"verdict": "", "notes": reason}


def _by_number(scale: Mapping[str, Any]) -> str:
    """True at the best end of a scale, false at the worst, partly true between; empty without a scale."""
    try:
        value, best, worst = (float(scale[name]) for name in ("ratingValue", "bestRating", "worstRating"))
    except (KeyError, TypeError, ValueError):
        return ""
    if best == worst or not min(best, worst) <= value <= max(best, worst):
        return ""
    return "true" if value == best else "false" if value == worst else "partial"


def _keywords(told: Any) -> list[str]:
    return [part.strip() for text in _several(told) for part in _text(text).split(",") if part.strip()]


def _several(told: Any) -> list[Any]:
    return told if isinstance(told, list) else [] if told is None else [told]


def _first(told: Any) -> dict[str, Any]:
    return next((one for one in _several(told) if isinstance(one, dict)), {})


def _as_object(told: Any) -> dict[str, Any]:
    return told if isinstance(told, dict) else {"url": told}


def _name(told: Any) -> str:
    """The name of a person or organisation, which may be given by its name alone."""
    for one in _several(told):
        if found := _text(one.get("name") if isinstance(one, dict) else one):
            return found
    return ""


def _text(told: Any) -> str:
    return str(told).strip() if isinstance(told, str | int | float) else ""
