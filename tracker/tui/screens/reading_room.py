"""What every part of reading an article shares: the article, its passages, and how they are shown anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tracker.articles.offers import draft_of_offer
from tracker.articles.reading import KeptClaim, Mark, Reading, marks_of_quotations, movable_by
from tracker.articles.suggest import every_sentence
from tracker.claims.sources import SOURCE_FIELDS
from tracker.claims.vocabulary import Outcome
from tracker.display import display
from tracker.errors import TrackerError
from tracker.store import articles
from tracker.tui.desk import newest
from tracker.tui.screens.room import VisitedRoom
from tracker.tui.widgets.article_text import ArticleText, Passage
from tracker.tui.widgets.look_alikes import LookAlikes
from tracker.tui.widgets.offer_card import Told, offer_content
from tracker.tui.widgets.reading_line import about_article, place_in_article

if TYPE_CHECKING:
    from datetime import date

    from tracker.articles.offers import Offer
    from tracker.claims.sources import SourceFields
    from tracker.store.articles import KeptArticle, ReadText
    from tracker.tui.desk import Desk

SUBJECT = "subject"
"""The name under which the subject of an article's claims is kept with what was changed of its passages."""


class ReadingRoom(VisitedRoom):
    """A room with an article. What is changed and not kept yet comes back with the article."""

    def __init__(self, desk: Desk, read: ReadText) -> None:
        super().__init__(desk)
        self.read = read
        self.subject = ""
        self._kept: KeptArticle | None = None
        self._reading: Reading | None = None
        self._lost: list[int] = []
        self._read_as: tuple[str, date | None] | None = None

    @property
    def is_ready(self) -> bool:
        """Once its passages are known."""
        return self._reading is not None

    @property
    def reading(self) -> Reading:
        """The passages. Raises TrackerError while they are not known yet."""
        if self._reading is None:
            raise TrackerError("The article is still being read: wait a moment.")
        return self._reading

    @property
    def fields(self) -> SourceFields:
        """What is told of the article, as it stands now."""
        return self._kept.fields if self._kept else self.read.fields

    @property
    def said_on(self) -> date:
        """The day of its claims: that of the article, or today where that is not known."""
        return self.fields.published_on or self.desk.today()

    @property
    def kept_claims(self) -> list[KeptClaim]:
        """The claims that were kept from it."""
        passages = self._kept.passages if self._kept else ()
        return [
            KeptClaim(one.claim_id, one.span.start, one.statement, one.kind)
            for one in passages
            if one.claim_id is not None and one.kind is not None and one.outcome is Outcome.KEPT and not one.is_trashed
        ]

    @newest
    async def reload(self, claim_id: int | None = None) -> None:
        """Read what was decided, and the passages anew if the language or the day of the article was corrected."""
        del claim_id
        self._kept = await self.desk.ask(articles.find_article, self.read.digest)
        read_as = (self.fields.language, self.fields.published_on)
        is_new = self._reading is None
        if self._reading is None or read_as != self._read_as:
            changes = self._changes_left() if is_new else self.reading.changes
            found = await self.desk.work_out(every_sentence, self.read.text, *read_as)
            place = 0 if self._reading is None else self._reading.place
            self._reading, self._read_as = Reading(self.read.text, found, changes), read_as
            self._reading.place = min(place, max(0, len(found) - 1))
        self.reading.decide(await self._marks())
        if is_new:
            self.reading.begin()
        self.show()

    def show(self) -> None:
        """Show the passages and the one at hand as they are now."""
        if not self.is_attached or self._reading is None:
            return
        reading = self._reading
        self.query_one("#title", Static).update(place_in_article(reading, self.fields))
        self.query_one("#details", Static).update(about_article(self.fields, self._lost))
        passages = [self._passage(place) for place in range(len(reading.offers))]
        shown = [one for place, one in enumerate(passages) if reading.is_walked(place)]
        at_hand = passages[reading.place] if passages else None
        self.query_one(ArticleText).show_passages(shown, at_hand)
        self._show_offer()
        self.refresh_bindings()

    def draft_of(self, offer: Offer) -> dict[str, str]:
        """The texts of a passage's claim."""
        told = {f"source_{name}": str(getattr(self.fields, name) or "") for name in SOURCE_FIELDS}
        shared = {"said_on": self.said_on.isoformat(), "language": self.fields.language, "subject": self.subject}
        return draft_of_offer(offer, self.read.text, told | shared)

    def keep_changes(self) -> None:
        """Keep what was changed and is not kept as a claim yet, whatever becomes of the program."""
        changes = self.reading.changes.items()
        flat = {f"{place}.{name}": text for place, texts in changes for name, text in texts.items()}
        self.desk.drafts.keep(self._draft_name, flat | ({SUBJECT: self.subject} if self.subject else {}))

    def _show_offer(self) -> None:
        card, look_alikes = self.query_one("#offer", Static), self.query_one(LookAlikes)
        offer = self.reading.at_hand
        if offer is None:
            card.update(Content("There is no sentence in this text."))
            return
        mark = self.reading.mark_at_hand
        texts = self.draft_of(offer)
        told = Told(texts, self.said_on, movable_by(self.read.text, offer, self.kept_claims), mark)
        card.update(offer_content(offer, told, self.desk.conventions))
        look_alikes.look(texts["statement"] if mark is None else "", {one.claim_id for one in self.kept_claims})

    def _passage(self, place: int) -> Passage:
        offer, mark = self.reading.offers[place], self.reading.mark_of(place)
        if mark is None or not mark.is_certain:
            suggestion = offer.suggestion
            look = "shown" if suggestion.shown else "folded"
            sign = "?" if mark else "•" if suggestion.shown else "◦"
            return Passage(offer.start, offer.end, look, sign)
        look = "skipped" if mark.outcome is Outcome.SKIPPED else "kept"
        return Passage(mark.start, mark.end, look, mark.outcome.glyph)

    async def _marks(self) -> list[Mark]:
        """What was decided about this text, then where claims quote it that were kept from it before it changed."""
        passages = self._kept.passages if self._kept else ()
        decided = [Mark(one.span.start, one.span.end, one.outcome, one.claim_id) for one in passages]
        known = {one.claim_id for one in passages}
        quoted = await self.desk.ask(articles.quoted_from, self.fields.url)
        quotations = [(q.claim_id, q.quote, q.prefix, q.suffix) for q in quoted if q.claim_id not in known]
        found, self._lost = await self.desk.work_out(marks_of_quotations, self.read.text, quotations)
        return [*found, *decided]

    def _changes_left(self) -> dict[str, dict[str, str]]:
        """What was changed when the article was read last."""
        found: dict[str, dict[str, str]] = {}
        for name, text in self.desk.drafts.of(self._draft_name).items():
            place, _, field = name.partition(".")
            if field:
                found.setdefault(place, {})[field] = text
            elif name == SUBJECT:
                self.subject = text
        return found

    @property
    def _draft_name(self) -> str:
        return f"reading {self.read.digest[:16]}"

    def warn(self, sentence: str) -> None:
        """Say why nothing was done."""
        self.notify(display(sentence), severity="warning", markup=False)
