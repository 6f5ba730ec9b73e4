"""What every part of reading an article shares: the article, its passages, and how they are shown anew."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static
from textual.worker import WorkerCancelled

from tracker.articles.left_changes import LeftChanges, left_changes
from tracker.articles.offers import draft_of_offer
from tracker.articles.reading import Reading, movable_by
from tracker.articles.statements import statement_of
from tracker.articles.suggest import every_sentence
from tracker.claims.sources import texts_for_its_claims
from tracker.claims.vocabulary import Outcome
from tracker.errors import TrackerError
from tracker.store.articles import Decisions, decisions_about
from tracker.tui.desk import newest
from tracker.tui.screens.room import VisitedRoom
from tracker.tui.widgets.article_text import ArticleText, Passage
from tracker.tui.widgets.look_alikes import LookAlikes
from tracker.tui.widgets.offer_card import Told, offer_content
from tracker.tui.widgets.reading_line import about_article, place_in_article

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tracker.articles.offers import Offer
    from tracker.claims.sources import SourceFields
    from tracker.store.articles import ReadText
    from tracker.tui.desk import Desk

NOT_KNOWN_YET = "The article is still being read: wait a moment."


class ReadingRoom(VisitedRoom):
    """A room with an article. What is changed and not kept yet comes back with the article.

    ``decisions`` are what was decided about it, as far as that was read.
    """

    def __init__(self, desk: Desk, read: ReadText) -> None:
        super().__init__(desk)
        self.read = read
        self.subject = ""
        self.decisions = Decisions(None, (), ())
        self._reading: Reading | None = None
        self._read_as: tuple[str, date | None] | None = None

    @property
    def is_ready(self) -> bool:
        """Once its passages are known."""
        return self._reading is not None

    @property
    def reading(self) -> Reading:
        """The passages. Raises TrackerError while they are not known yet."""
        if self._reading is None:
            raise TrackerError(NOT_KNOWN_YET)
        return self._reading

    @property
    def fields(self) -> SourceFields:
        """What is told of the article, as it stands now."""
        kept = self.decisions.kept
        return kept.fields if kept else self.read.fields

    @property
    def said_on(self) -> date:
        """The day of its claims: that of the article, or today where that is not known."""
        return self.fields.published_on or self.desk.today()

    @newest
    async def reload(self, claim_id: int | None = None) -> None:
        """Read what was decided, and the passages anew if the language or the day of the article was corrected."""
        del claim_id
        self.decisions = await self.desk.ask(decisions_about, self.read)
        read_as = (self.fields.language, self.fields.published_on)
        is_new = self._reading is None
        if self._reading is None or read_as != self._read_as:
            changes = self._take_up_changes() if is_new else self.reading.changes
            found = await self.desk.work_out(every_sentence, self.read.text, *read_as, self.desk.conventions)
            place = 0 if self._reading is None else self._reading.place
            self._reading, self._read_as = Reading(self.read.text, found, changes), read_as
            self._reading.place = min(place, max(0, len(found) - 1))
        self.reading.decide(self.decisions.marks)
        if is_new:
            self.reading.begin()
        self.show()

    async def read_instead(self, read: ReadText) -> None:
        """Read the article in another text, as it is when its bytes are taken for other letters."""
        self.read, self._reading, self.decisions = read, None, Decisions(None, (), ())
        self.query_one(ArticleText).show_text(read.text)
        self.show()
        await self.read_again()

    async def read_again(self) -> None:
        """Reload, and wait until that has ended, be it that the room is left or that somebody else has it reload."""
        with suppress(WorkerCancelled):
            await self.reload().wait()

    def show(self) -> None:
        """Show the passages and the one at hand as they are now, or that they are not known yet."""
        if not self.is_attached:
            return
        if self._reading is None:
            self._show_nothing_yet()
            return
        reading = self._reading
        self.query_one("#title", Static).update(place_in_article(reading, self.fields))
        self.query_one("#details", Static).update(about_article(self.fields, self.read.encoding, self.decisions.lost))
        passages = [_passage(reading, place) for place in range(len(reading.offers))]
        shown = [one for place, one in enumerate(passages) if reading.is_walked(place)]
        at_hand = passages[reading.place] if passages else None
        self.query_one(ArticleText).show_passages(shown, at_hand)
        self._show_offer()
        self.refresh_bindings()

    def draft_of(self, offer: Offer) -> dict[str, str]:
        """The texts of a passage's claim."""
        shared = texts_for_its_claims(self.fields, self.desk.today()) | {"subject": self.subject}
        return draft_of_offer(offer, self.read.text, shared)

    def keep_changes(self) -> None:
        """Keep what was changed and is not kept as a claim yet, whatever becomes of the program."""
        self.keep_draft(_draft_name(self.read), LeftChanges(self.reading.changes, self.subject).texts)

    def _take_up_changes(self) -> Mapping[str, Mapping[str, str]]:
        """Go on with what was changed when the article was left."""
        left = left_changes(self.desk.drafts.of(_draft_name(self.read)))
        self.subject = left.subject or self.subject
        return left.passages

    def _show_nothing_yet(self) -> None:
        self.query_one(ArticleText).show_passages((), None)
        self.query_one("#offer", Static).update(Content(NOT_KNOWN_YET))
        self.query_one(LookAlikes).look("", set())
        self.refresh_bindings()

    def _show_offer(self) -> None:
        card, look_alikes = self.query_one("#offer", Static), self.query_one(LookAlikes)
        offer = self.reading.at_hand
        if offer is None:
            card.update(Content("There is no sentence in this text."))
            return
        mark = self.reading.mark_at_hand
        statement = statement_of(self.read.text[offer.start : offer.end], self.fields.language)
        movable = movable_by(self.read.text, offer, self.decisions.claims)
        told = Told(statement, self.said_on, self.fields.language, self.subject, movable, mark)
        card.update(offer_content(offer, told, self.desk.conventions))
        look_alikes.look(statement if mark is None else "", {one.claim_id for one in self.decisions.claims})


def _draft_name(read: ReadText) -> str:
    return f"reading {read.digest[:16]}"


def _passage(reading: Reading, place: int) -> Passage:
    """How a sentence is marked in the text: by what was decided about it, or by what it looks like."""
    offer, mark = reading.offers[place], reading.mark_of(place)
    if mark is None or not mark.is_certain:
        suggestion = offer.suggestion
        look = "shown" if suggestion.shown else "folded"
        sign = "?" if mark else "•" if suggestion.shown else "◦"
        return Passage(offer.start, offer.end, look, sign)
    look = "skipped" if mark.outcome is Outcome.SKIPPED else "kept"
    return Passage(mark.start, mark.end, look, mark.outcome.glyph)
