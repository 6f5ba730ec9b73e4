"""An article on the command line: its passages by their numbers, and how they are told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.cli.tables import width
from tracker.cli.terminal import plain_record, say, say_json
from tracker.display import display, fit
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.articles.offers import Offer
    from tracker.articles.reading import Reading
    from tracker.claims.sources import SourceFields
    from tracker.cli.call import Call
    from tracker.store.articles import ReadText, Span

ALL, SHOWN = "all", "shown"
"""What names all passages that look like claims, and those that surely do."""


@dataclass(frozen=True)
class Article:
    """An article with its passages; those that look like claims are numbered from 1 on, by their places.

    ``quoting`` are the claims that have words of it, also words that are found no more.
    """

    opened: ReadText
    fields: SourceFields
    reading: Reading
    places: tuple[int, ...]
    quoting: frozenset[int]

    def offer(self, number: int) -> Offer:
        """The passage of a number. Raises InvalidInput for one that there is not."""
        return self.reading.offers[self.place(number)]

    def place(self, number: int) -> int:
        """Where it is among all passages. Raises InvalidInput for a number that there is not."""
        if not 1 <= number <= len(self.places):
            told = f"There is no passage {number}"
            there_are = f"{told}: they go from 1 to {len(self.places)}."
            raise InvalidInput(there_are if self.places else f"{told}. {why_none(self.fields.language)}")
        return self.places[number - 1]

    def span(self, number: int) -> Span:
        """Where its words stand."""
        from tracker.store.articles import Span

        return Span(self.offer(number).start, self.offer(number).end)

    def is_decided_for(self, number: int, claim_id: int) -> bool:
        """Whether a claim surely has just these words. Raises InvalidInput for a number that there is not."""
        span = self.span(number)
        decided = ((mark.start, mark.end, mark.claim_id) for mark in self.reading.marks if mark.is_certain)
        return (span.start, span.end, claim_id) in decided

    def numbers(self, which: str) -> list[int]:
        """``shown``, ``all``, or numbers such as ``1,3-5``. Raises InvalidInput for anything else."""
        if which == ALL:
            return list(range(1, len(self.places) + 1))
        if which == SHOWN:
            return [number for number in self.numbers(ALL) if self.offer(number).suggestion.shown]
        found: list[int] = []
        for part in which.split(","):
            bounds = re.fullmatch(r"\s*([0-9]{1,6})(?:\s*-\s*([0-9]{1,6}))?\s*", part)
            if bounds is None:
                raise InvalidInput(f"“{display(which)}” names no passages: write shown, all, or numbers such as 1,3-5.")
            first, last = int(bounds[1]), int(bounds[2] or bounds[1])
            self.place(first), self.place(last)
            found += range(first, last + 1)
        return list(dict.fromkeys(found))

    def draft(self, number: int, today: date, subject: str = "") -> dict[str, str]:
        """The texts of its claim."""
        from tracker.articles.offers import draft_of_offer
        from tracker.claims.sources import texts_for_its_claims

        shared = texts_for_its_claims(self.fields, today) | {"subject": subject}
        return draft_of_offer(self.offer(number), self.opened.text, shared)


def why_none(language: str) -> str:
    """Why an article has no passages."""
    from tracker.articles.loading.telling_languages import language_in_english
    from tracker.articles.suggest import is_searched

    if not language:
        return "Nothing looks like a claim. Its language is not known: --language."
    if is_searched(language):
        return "Nothing looks like a claim."
    return f"{display(language_in_english(language))} is not searched: on the screens, A goes through all sentences."


def tell(article: Article, call: Call, *, as_json: bool) -> None:
    """Print what was found."""
    if as_json:
        say_json(_as_json(article))
        return
    for line in _lines(article, call):
        say(line)


def _lines(article: Article, call: Call) -> Iterator[str]:
    """What was found, for a person."""
    from tracker.articles.loading.decoding import web_name
    from tracker.claims.deadlines import echo_window

    yield display(article.fields.citation())
    if article.opened.encoding not in {"", "utf-8"}:
        yield f"Read as {web_name(article.opened.encoding)}; --encoding names another."
    shown = len(article.numbers(SHOWN))
    others = len(article.places) - shown
    yield (
        f"{shown} sentence{'s look like claims' if shown != 1 else ' looks like a claim'}, {others} more may be some."
        if article.places
        else why_none(article.fields.language)
    )
    for number in article.numbers(ALL):
        offer, draft = article.offer(number), article.draft(number, call.today)
        yield ""
        sign = "•" if offer.suggestion.shown else "◦"
        yield fit(f"{number:>3} {sign} {offer.kind.value}: {draft['statement']}", width())
        who = (offer.speaker or "the article") + (f", via {offer.suggestion.via}" if offer.suggestion.via else "")
        day = article.fields.published_on or call.today
        due = echo_window(offer.due_text, day, article.fields.language, call.conventions) if offer.due_text else ""
        yield fit(f"      {who}" + (f" · due {offer.due_text} → {due}" if due else ""), width())
        yield fit("      " + " · ".join(str(reason) for reason in offer.suggestion.reasons), width())
        if told := _decided(article, number):
            yield f"      {told}"


def _decided(article: Article, number: int) -> str:
    mark = article.reading.mark_of(article.place(number))
    if mark is None:
        return ""
    if not mark.is_certain:
        return f"claim {mark.claim_id} quotes words like these: --confirm {number}={mark.claim_id} says that it is them"
    return mark.outcome.value + (f": claim {mark.claim_id}" if mark.claim_id is not None else "")


def _as_json(article: Article) -> dict[str, Any]:
    told = plain_record(article.fields._asdict()) | {
        "opened_from": article.opened.opened_from,
        "digest": article.opened.digest,
        "encoding": article.opened.encoding,
    }
    passages = []
    for number in article.numbers(ALL):
        offer, mark = article.offer(number), article.reading.mark_of(article.place(number))
        suggestion, window = offer.suggestion, offer.suggestion.window
        passages.append(
            {
                "number": number,
                "shown": suggestion.shown,
                "statement": article.draft(number, date.min)["statement"],
                "start": offer.start,
                "end": offer.end,
                "kind": suggestion.kind.value,
                "second_kind": suggestion.second_kind.value if suggestion.second_kind else None,
                "speaker": suggestion.speaker,
                "via": suggestion.via,
                "hand": suggestion.hand.value,
                "due_text": suggestion.deadline,
                "due_start": window.start.isoformat() if window and window.start else None,
                "due_end": window.end.isoformat() if window and window.end else None,
                "due_edtf": window.edtf if window else "",
                "score": suggestion.score,
                "reasons": [str(reason) for reason in suggestion.reasons],
                "decided": mark.outcome.value if mark and mark.is_certain else "",
                "claim_id": mark.claim_id if mark else None,
            }
        )
    return {"article": told, "suggestions": passages}
