"""One article while it is read: its passages, the one at hand, and what was changed and decided of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.articles.anchor import Anchor, Found, Near, find_anchor
from tracker.articles.offers import Offer, changed_again, changes_of, decided_among, joined, offer_of
from tracker.claims.vocabulary import Kind, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tracker.articles.suggest import Suggestion


_ABOUT_DATES = {Kind.RELEASE, Kind.DELAY, Kind.PROMISE, Kind.PREDICTION}
_LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that something was decided about; ``is_certain`` is False where a person has yet to confirm the place."""

    start: int
    end: int
    outcome: Outcome
    claim_id: int | None
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A claim that was kept from the article, with where its words start."""

    claim_id: int
    start: int
    statement: str
    kind: Kind


class Reading:
    """The passages of a text in reading order, with a cursor.

    ``sentences`` are those of ``every_sentence``; ``changes`` is what ``changes`` gave when the article was left.
    Folded passages are walked only when ``shows_folded`` says so; any sentence can be gone to.
    """

    def __init__(
        self, text: str, sentences: Sequence[Suggestion], changes: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self.text = text
        self.shows_folded = False
        self.place = 0
        self.marks: tuple[Mark, ...] = ()
        self._decided: dict[int, int] = {}
        kept = changes or {}
        self.offers = [
            changed_again(one, kept[name], len(text)) if (name := str(one.words_start)) in kept else offer_of(one)
            for one in sentences
        ]

    @property
    def at_hand(self) -> Offer | None:
        """The passage under the cursor; None in a text without any sentence."""
        return self.offers[self.place] if self.offers else None

    @property
    def mark_at_hand(self) -> Mark | None:
        """What was decided about it."""
        return self.mark_of(self.place)

    @property
    def changes(self) -> dict[str, dict[str, str]]:
        """What was changed of suggestions, by where their words start."""
        found = {str(offer.suggestion.words_start): changes_of(offer) for offer in self.offers if offer.is_changed}
        return {name: texts for name, texts in found.items() if texts}

    def mark_of(self, place: int) -> Mark | None:
        """What was decided about a passage."""
        return self.marks[self._decided[place]] if place in self._decided else None

    def decide(self, marks: Iterable[Mark]) -> None:
        """Take what was decided, all of it; a decision that was taken back is the one to go on with."""
        before = [place for place in range(len(self.offers)) if self.is_decided(place)]
        self.marks = tuple(marks)
        self._decided = decided_among(self.offers, ((mark.start, mark.end) for mark in self.marks))
        self.place = next((place for place in before if not self.is_decided(place)), self.place)

    def walked(self) -> list[int]:
        """The places of the passages that are offered one after the other."""
        return [place for place in range(len(self.offers)) if self.is_walked(place)]

    def is_walked(self, place: int) -> bool:
        """Whether a passage is offered: one that looks like a claim, or that something was decided about."""
        suggestion = self.offers[place].suggestion
        is_offered = suggestion.shown or (self.shows_folded and suggestion.is_suggested)
        return is_offered or place in self._decided or self.offers[place].is_changed

    def open_places(self) -> list[int]:
        """The places of those that nothing was decided about yet, or nothing certain."""
        return [place for place in self.walked() if not self.is_decided(place)]

    def is_decided(self, place: int) -> bool:
        """Whether something certain was decided about a passage."""
        mark = self.mark_of(place)
        return mark is not None and mark.is_certain

    @property
    def folded_count(self) -> int:
        """How many passages are only also possible and not offered now."""
        return sum(offer.suggestion.is_suggested and not self.is_walked(n) for n, offer in enumerate(self.offers))

    def go(self, by: int) -> None:
        """Go to the next passage that is offered, or back to one."""
        ways = [place for place in self.walked() if (place > self.place if by > 0 else place < self.place)]
        if ways:
            self.place = ways[0] if by > 0 else ways[-1]

    def go_by_sentence(self, by: int) -> None:
        """Go to the next sentence, whatever it says, or back to one."""
        self.place = max(0, min(self.place + by, len(self.offers) - 1))

    def go_to_end(self, *, first: bool) -> None:
        """Go to the first passage that is offered, or to the last."""
        if walked := self.walked():
            self.place = walked[0] if first else walked[-1]

    def go_to_text(self, offset: int) -> None:
        """Go to the sentence in which a character stands, or to the one before it."""
        before = [n for n, offer in enumerate(self.offers) if offer.suggestion.words_start <= offset]
        self.place = before[-1] if before else 0

    def go_on(self) -> None:
        """Go to the next passage that nothing was decided about, from the beginning again after the last one."""
        left = self.open_places()
        if left:
            self.place = next((place for place in left if place > self.place), left[0])

    def begin(self) -> None:
        """Go to the first passage that nothing was decided about."""
        left = self.open_places() or self.walked()
        self.place = left[0] if left else 0

    def change(self, offer: Offer) -> None:
        """Offer the passage at hand as it was changed."""
        if self.offers:
            self.offers[self.place] = offer

    def join_next(self) -> bool:
        """Make one claim of the passage at hand and the one behind it; whether there is one."""
        behind = next(
            (other for other in self.offers[self.place + 1 :] if other.end > self.offers[self.place].end), None
        )
        if behind is not None:
            self.change(joined(self.offers[self.place], behind))
        return behind is not None


def marks_of_quotations(text: str, quotations: Iterable[tuple[int, str, str, str]]) -> tuple[list[Mark], list[int]]:
    """Where claims' quotations stand in a text, and the numbers of the claims whose words are found no more.

    A quotation is a claim's number, the words, and what stood before and behind them when they were kept.
    """
    marks: list[Mark] = []
    lost: list[int] = []
    for claim_id, quote, prefix, suffix in quotations:
        found = find_anchor(text, Anchor(quote, prefix, suffix))
        if found is None:
            lost.append(claim_id)
        elif isinstance(found, (Found, Near)):
            marks.append(Mark(found.start, found.end, Outcome.KEPT, claim_id, is_certain=isinstance(found, Found)))
    return marks, lost


def movable_by(text: str, offer: Offer, kept: Iterable[KeptClaim]) -> list[KeptClaim]:
    """The claims of the same article that an offer may move, the likeliest first.

    Only what is said about a date can move one, and only what was said before it can be moved. A delay may move any
    such claim; another claim needs a deadline of its own, and a word in common with what it moves. Those that share
    most words come first, of these the nearest.
    """
    if offer.kind not in _ABOUT_DATES or not (offer.due_text or offer.kind is Kind.DELAY):
        return []
    words = _long_words(text[offer.start : offer.end])
    found = [
        (len(words & _long_words(claim.statement)), claim.start, claim)
        for claim in kept
        if claim.kind in _ABOUT_DATES and claim.start < offer.start
    ]
    found.sort(key=lambda one: one[:2], reverse=True)
    return [claim for shared, _, claim in found if shared or offer.kind is Kind.DELAY]


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= _LONG_WORD}
