"""What a passage would be kept as, line by line, and why it was suggested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from tracker.articles.suggest import Hand
from tracker.claims.deadlines import echo_window
from tracker.claims.vocabulary import Outcome
from tracker.claims.wording import day_in_short
from tracker.display import display, shorten
from tracker.tui.widgets.claim_card import titled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.articles.offers import Offer
    from tracker.articles.reading import KeptClaim, Mark
    from tracker.dates.conventions import Conventions

_LONGEST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Told:
    """What the card needs besides the offer: what its article tells, what it may move, what was decided about it."""

    statement: str
    said_on: date
    language: str
    subject: str
    movable: Sequence[KeptClaim]
    mark: Mark | None


def offer_content(offer: Offer, told: Told, conventions: Conventions) -> Content:
    """The card of the passage at hand. Of one that is of a claim it tells no more: the claim may be another by now."""
    lines = [*_decided(told), Content.styled(display(told.statement), "bold")]
    if told.mark and told.mark.is_certain and told.mark.claim_id is not None:
        return Content("\n").join([*lines, *_why(offer)])
    lines += [_kind(offer), _who(offer, told)]
    echo = echo_window(offer.due_text, told.said_on, told.language, conventions)
    said = f"“{display(offer.due_text)}” → " if offer.due_text else ""
    lines.append(_keyed("d", "due", f"{said}{display(echo)}"))
    if told.subject:
        lines.append(_keyed("b", "about", display(told.subject)))
    lines += _moved(offer, told)
    lines += _why(offer)
    return Content("\n").join(lines)


def _decided(told: Told) -> list[Content]:
    mark = told.mark
    if mark is None:
        return []
    if not mark.is_certain:
        asked = f"claim {mark.claim_id} quoted words like these; they have changed since. = says that it is them\n"
        return [Content.styled(asked, "$text-warning")]
    if mark.claim_id is None:
        return [Content.styled("– skipped; enter keeps it all the same\n", "$foreground-muted")]
    cited = "a source was added to claim" if mark.outcome is Outcome.CITED else "kept as claim"
    return [Content.styled(f"✓ {cited} {mark.claim_id}; enter opens it\n", "$text-success")]


def _kind(offer: Offer) -> Content:
    second = offer.suggestion.second_kind
    other: list[str | tuple[str, str]] = []
    if second and second is not offer.kind:
        other = ["   ", ("2", "bold $text-accent"), f" {second.value}"]
    return Content.assemble(_head("i", "kind"), offer.kind.value, *other)


def _who(offer: Offer, told: Told) -> Content:
    via = f", via {display(offer.suggestion.via)}" if offer.suggestion.via else ""
    hearsay = " (second-hand)" if offer.suggestion.hand is Hand.SECONDHAND and not via else ""
    who = display(offer.speaker) or "nobody named; the article says it itself"
    return _keyed("w", "speaker", f"{who}{via}{hearsay}, {day_in_short(told.said_on)}")


def _moved(offer: Offer, told: Told) -> list[Content]:
    if not told.movable and offer.revises is None:
        return []
    moved = next((claim for claim in told.movable if claim.claim_id == offer.revises), None)
    if offer.revises is None:
        first = told.movable[0]
        text = f"no; is it claim {first.claim_id}, “{shorten(display(first.statement), _LONGEST_NAMED)}”?"
    else:
        named = f", “{shorten(display(moved.statement), _LONGEST_NAMED)}”" if moved else ""
        text = f"claim {offer.revises}{named}"
    return [_keyed("r", "moves", text)]


def _why(offer: Offer) -> list[Content]:
    if not offer.suggestion.reasons:
        return [titled("because", "you chose this sentence; nothing in it was recognised", "$foreground-muted")]
    told = " · ".join(f"{reason.label}: {' '.join(reason.words.split())}" for reason in offer.suggestion.reasons)
    return [titled("because", display(told), "$foreground-muted")]


def _head(key: str, title: str) -> Content:
    return Content.assemble((key, "bold $text-accent"), (f" {title:<8} ", "$foreground-muted"))


def _keyed(key: str, title: str, text: str) -> Content:
    return Content.assemble(_head(key, title), text)
