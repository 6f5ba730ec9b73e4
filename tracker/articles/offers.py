"""What a reader is offered to keep of each passage: the suggestion, as the person has changed it so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.articles.anchor import anchor_of
from tracker.articles.statements import statement_of
from tracker.claims.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tracker.articles.suggest import Suggestion

LONGEST_AROUND = 200
"""As many characters as are kept before and behind a quotation."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Offer:
    """A claim as it would be kept: ``text[start:end]`` makes it. ``revises`` is an earlier claim that it moves."""

    suggestion: Suggestion
    start: int
    end: int
    kind: Kind
    speaker: str
    due_text: str
    revises: int | None = None

    @property
    def is_changed(self) -> bool:
        """Whether it is not as it was suggested any more."""
        return self != offer_of(self.suggestion)


def offer_of(suggestion: Suggestion) -> Offer:
    """Offer what is suggested."""
    return Offer(
        suggestion=suggestion,
        start=suggestion.words_start,
        end=suggestion.words_end,
        kind=suggestion.kind,
        speaker=suggestion.speaker,
        due_text=suggestion.deadline,
    )


def changes_of(offer: Offer) -> dict[str, str]:
    """What was changed of a suggestion, as texts that ``changed_again`` reads; empty when nothing was."""
    told, suggested = _texts(offer), _texts(offer_of(offer.suggestion))
    return {name: text for name, text in told.items() if text != suggested[name]}


def changed_again(suggestion: Suggestion, changes: Mapping[str, str], length: int) -> Offer:
    """Offer a suggestion of a text of ``length`` characters with what was changed of it; what cannot be is left out."""
    offer = offer_of(suggestion)
    texts = {**_texts(offer), **changes}
    start, end = _number(texts["start"]), _number(texts["end"])
    if start is None or end is None or not 0 <= start < end <= length:
        start, end = offer.start, offer.end
    kind = Kind(texts["kind"]) if texts["kind"] in set(Kind) else offer.kind
    return Offer(suggestion, start, end, kind, texts["speaker"], texts["due_text"], _number(texts["revises"]))


def with_end_moved(offer: Offer, text: str, by: int) -> Offer:
    """Take the next word into the claim, or leave its last one out; a claim keeps at least one word."""
    if by > 0:
        following = _WORD.search(text, offer.end)
        return replace(offer, end=following.end()) if following else offer
    words = list(_WORD.finditer(text, offer.start, offer.end))
    return replace(offer, end=words[-2].end()) if len(words) > 1 else offer


def with_start_moved(offer: Offer, text: str, by: int) -> Offer:
    """Leave the first word out of the claim, or take the word before it in."""
    words = list(_WORD.finditer(text, offer.start, offer.end))
    if by > 0:
        return replace(offer, start=words[1].start()) if len(words) > 1 else offer
    line = text.rfind("\n", 0, offer.start) + 1
    before = list(_WORD.finditer(text, line, offer.start)) or list(_WORD.finditer(text, 0, offer.start))[-1:]
    return replace(offer, start=before[-1].start()) if before else offer


def joined(offer: Offer, following: Offer) -> Offer:
    """Make one claim of two passages; what the first does not tell is taken from the second."""
    return replace(
        offer,
        start=min(offer.start, following.start),
        end=max(offer.end, following.end),
        speaker=offer.speaker or following.speaker,
        due_text=offer.due_text or following.due_text,
    )


def draft_of_offer(offer: Offer, text: str, about: Mapping[str, str]) -> dict[str, str]:
    """The texts of the claim, as a form takes them; ``about`` are those that all claims of the article share."""
    quote = text[offer.start : offer.end].strip()
    start = text.index(quote, offer.start) if quote else offer.start
    anchor = anchor_of(text, start, start + len(quote)) if quote else None
    return {
        **about,
        "statement": statement_of(text[offer.start : offer.end], about.get("language", "")),
        "kind": offer.kind.value,
        "speaker": offer.speaker,
        "via": offer.suggestion.via,
        "due_text": offer.due_text,
        "quote": quote,
        "quote_prefix": anchor.prefix[-LONGEST_AROUND:] if anchor else "",
        "quote_suffix": anchor.suffix[:LONGEST_AROUND] if anchor else "",
        "revises": "" if offer.revises is None else str(offer.revises),
    }


def decided_among(offers: Sequence[Offer], spans: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Which of the spans was decided for which offer, by their places: the last that covers half of the shorter."""
    found: dict[int, int] = {}
    decided = list(enumerate(spans))
    for place, offer in enumerate(offers):
        start, end = offer.suggestion.words_start, offer.suggestion.words_end
        for number, span in decided:
            if is_one_passage((start, end), span):
                found[place] = number
    return found


def is_one_passage(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans are meant as the same passage: they share half of the shorter."""
    (start, end), (first, last) = one, other
    shared = min(end, last) - max(start, first)
    return shared > 0 and 2 * shared >= min(end - start, last - first)


def _texts(offer: Offer) -> dict[str, str]:
    return {
        "start": str(offer.start),
        "end": str(offer.end),
        "kind": offer.kind.value,
        "speaker": offer.speaker,
        "due_text": offer.due_text,
        "revises": "" if offer.revises is None else str(offer.revises),
    }


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 -- a 32-bit key
