"""What becomes of the passage at hand: a claim, a source of another claim, or nothing; of one or of all shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType

from tracker.articles.load import load_article
from tracker.articles.loading.decoding import encoding_names, web_name
from tracker.claims.drafts import Refused, read_draft
from tracker.claims.wording import day_in_short
from tracker.errors import EditConflict
from tracker.store import passages
from tracker.store.articles import Span, text_as_read
from tracker.store.sources import source_card
from tracker.tui.desk import job
from tracker.tui.screens.choice import Choice, ChoiceScreen
from tracker.tui.screens.claim_form import ClaimForm, Prefill
from tracker.tui.screens.passage_changes import PassageChanges
from tracker.tui.screens.source_form import SourceForm
from tracker.tui.widgets.look_alikes import LookAlikes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable

    from tracker.articles.offers import Offer
    from tracker.claims.model import ClaimFields
    from tracker.store.articles import ReadText
    from tracker.tui.screens.room import Room

T = TypeVar("T")

ADD_KEY, NEXT_KEY = "+", "n"


class PassageKeeping(PassageChanges):
    """A room in which passages become claims."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,a", "keep", "keep", id="passage.keep", tooltip="Keep it as a claim, as the card shows it"),
        Binding("s", "skip", "skip", id="passage.skip", tooltip="Pass it over: it makes no claim to keep"),
        Binding("e", "edit", "edit", id="passage.edit", tooltip="Write the claim yourself, starting from the card"),
        Binding("A", "keep_all", "keep all", id="passage.keep_all", tooltip="Keep all that are offered, asked once"),
        Binding(
            "plus",
            "cite",
            "add as source",
            key_display=ADD_KEY,
            id="passage.cite",
            show=False,
            tooltip="Keep no new claim: add this article to the claim that looks alike",
        ),
        Binding(
            NEXT_KEY,
            "next_look_alike",
            "next look-alike",
            id="passage.look_alike",
            show=False,
            tooltip="Mark the next of the claims that look alike",
        ),
        Binding(
            "equals_sign",
            "confirm",
            "it is that claim",
            key_display="=",
            id="passage.confirm",
            show=False,
            tooltip="Say that these are the words of that claim, though they have changed",
        ),
        Binding(
            "D",
            "details",
            "details",
            id="passage.details",
            show=False,
            tooltip="Correct title, author, publisher, day and language of the article",
        ),
        Binding(
            "C",
            "encoding",
            "encoding",
            id="passage.encoding",
            show=False,
            tooltip="Read the article again in another encoding, where letters look wrong",
        ),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done depends on what was decided and on what looks alike."""
        if action in {"cite", "next_look_alike"}:
            fewest = 1 if action == "cite" else 2
            return self.is_mounted and self.query_one(LookAlikes).count >= fewest
        if action == "confirm":
            mark = self.reading.mark_at_hand if self.is_ready else None
            return mark is not None and not mark.is_certain
        return super().check_action(action, parameters)

    @job
    async def action_keep(self) -> None:
        """Keep the passage at hand as a claim, or say what is wrong with it; go on with what was written of it."""
        offer, known = self.offer, self.decisions.quoting
        if self._walks_into_its_claim():
            return
        if self.desk.drafts.of(_form_name(self.read, offer)):
            self.action_edit()
            return
        try:
            fields = await self._fields_of(offer)
        except Refused as refused:
            self.warn(f"{refused} e writes it by hand.")
            return
        await self._kept(self.desk.ask(passages.keep_claims, self.read, _by_span([(offer, fields)]), known))
        await self._go_on()

    @job
    async def action_keep_all(self) -> None:
        """Keep everything that is offered and not decided, once it is agreed to."""
        offers, known = [self.reading.offers[place] for place in self.reading.open_places()], self.decisions.quoting
        if not offers:
            self.warn("Nothing is left to decide.")
            return
        count = f"{len(offers)} claim{'s' * (len(offers) > 1)}"
        choices = (Choice("no", "no, go back"), Choice("yes", f"yes, keep {count} in one step"))
        if await self.app.push_screen_wait(ChoiceScreen(f"Keep all {count} as offered?", choices)) != "yes":
            return
        wanted, refused = [], 0
        for offer in offers:
            try:
                wanted.append((offer, await self._fields_of(offer)))
            except Refused:
                refused += 1
        keeping = self.desk.ask(passages.keep_claims, self.read, _by_span(wanted), known, only_open=True)
        left_out = len(wanted) - len(await self._kept(keeping))
        await self._go_on()
        if left_out:
            self.warn(f"{left_out} {'were' if left_out > 1 else 'was'} kept by somebody else meanwhile.")
        if refused:
            self.warn(f"{refused} could not be kept as offered: enter says why, e writes one by hand.")

    @job
    async def action_skip(self) -> None:
        """Pass the sentence over."""
        offer = self.offer
        await self.desk.ask(passages.skip_passages, self.read, [Span(offer.start, offer.end)])
        await self._go_on()

    @job
    async def action_edit(self) -> None:
        """Write the claim in the form, or show the one that it is already."""
        offer, known = self.offer, self.decisions.quoting
        if self._walks_into_its_claim():
            return

        async def keep(_room: Room[int | None], fields: ClaimFields) -> int:
            nonlocal known
            keeping = self.desk.ask(passages.keep_claims, self.read, _by_span([(offer, fields)]), known)
            try:
                return (await self._kept(keeping))[0]
            except EditConflict as conflict:
                known = self.decisions.quoting
                raise EditConflict(f"{conflict} Saving it again keeps it as well.") from conflict

        title, name = "A claim from the article", _form_name(self.read, offer)
        prefill = Prefill(self.draft_of(offer), title, keep=keep, name=name)
        if await self.app.push_screen_wait(ClaimForm(self.desk, prefill)) is not None:
            await self._go_on()

    @job
    async def action_cite(self) -> None:
        """Add the article to the claim that looks alike, with these words."""
        other = self.query_one(LookAlikes).marked
        if other is None:
            return
        offer = self.offer
        texts = self.draft_of(offer)
        around = (texts["quote"], texts["quote_prefix"], texts["quote_suffix"])
        about = (Span(offer.start, offer.end), other.claim_id, around, self.decisions.quoting)
        await self._unless_overtaken(self.desk.ask(passages.cite_passage, self.read, *about))
        self.notify(f"The article is added to claim {other.claim_id}. u takes it back.", markup=False)
        await self._go_on()

    def action_next_look_alike(self) -> None:
        """Mark the next of the claims that look alike."""
        self.query_one(LookAlikes).mark_next()

    @job
    async def action_confirm(self) -> None:
        """Say that the claim's words stand here now."""
        mark, offer = self.reading.mark_at_hand, self.offer
        if mark is None or mark.claim_id is None:
            return
        await self.desk.ask(passages.confirm_passage, self.read, Span(offer.start, offer.end), mark.claim_id)
        await self._go_on()

    @job
    async def action_details(self) -> None:
        """Correct what is told of the article, for all claims that cite it."""
        source_id = await self.desk.ask(passages.keep_article, self.read)
        card = await self.desk.ask(source_card, source_id, self.desk.today())
        day_before = self.said_on
        await self.app.push_screen_wait(SourceForm(self.desk, card))
        await self.read_again()
        if self.decisions.claims and self.said_on != day_before:
            told = f"Claims kept before stay said on {day_in_short(day_before)}: e on each changes it."
            self.warn(told)

    @job
    async def action_encoding(self) -> None:
        """Ask what the article is written in, and read it so."""
        place = self.read.opened_from
        if not place:
            self.warn("This text was pasted: it has no encoding.")
            return
        may = self.desk.settings.articles.allow_private_redirects

        async def take(text: str) -> None:
            loaded = await self.desk.work_out(load_article, place, encoding=text, allow_private_redirects=may)
            await self.read_instead(text_as_read(loaded))

        note = "where letters look wrong; empty has it found"
        now = web_name(self.read.encoding)
        await self.ask_line("What is it written in?", "Encoding", take, now, note=note, known=encoding_names())

    def _walks_into_its_claim(self) -> bool:
        """Whether the passage at hand is a claim already, which is shown then."""
        mark = self.reading.mark_at_hand
        if mark is None or mark.claim_id is None or not self.reading.is_decided(self.reading.place):
            return False
        self.walk_into("claim", mark.claim_id)
        return True

    async def _fields_of(self, offer: Offer) -> ClaimFields:
        draft = self.draft_of(offer)
        return await self.desk.work_out(read_draft, draft, self.desk.today(), self.desk.conventions)

    async def _kept(self, keeping: Awaitable[list[int]]) -> list[int]:
        """Tell which claims are kept; their numbers. Raises EditConflict once what somebody else kept is shown."""
        numbers = await self._unless_overtaken(keeping)
        if numbers:
            what = f"Claim {numbers[0]} is" if len(numbers) == 1 else f"{len(numbers)} claims are"
            self.notify(f"{what} kept. u takes it back.", markup=False)
        return numbers

    async def _unless_overtaken(self, writing: Awaitable[T]) -> T:
        """What was written. Raises EditConflict once what somebody else kept is shown."""
        try:
            return await writing
        except EditConflict:
            await self.read_again()
            raise

    async def _go_on(self) -> None:
        await self.read_again()
        self.reading.go_on()
        self.keep_changes()
        self.show()


def _by_span(wanted: Iterable[tuple[Offer, ClaimFields]]) -> list[tuple[Span, ClaimFields]]:
    return [(Span(offer.start, offer.end), fields) for offer, fields in wanted]


def _form_name(read: ReadText, offer: Offer) -> str:
    """The name of the form in which a passage is written."""
    return f"{read.digest[:16]} {offer.suggestion.words_start}"
