"""What can be done with the claim at hand, wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tracker.claims.typed import read_percent
from tracker.claims.wording import day_in_short, percent_in_words
from tracker.store import changes
from tracker.store.terms import term_for
from tracker.tui.desk import job
from tracker.tui.screens.choice import Choice, ChoiceScreen
from tracker.tui.screens.cite_form import CiteForm
from tracker.tui.screens.claim_form import ClaimForm, Prefill
from tracker.tui.screens.many_claims import ManyClaims
from tracker.tui.screens.one_line import OneLine
from tracker.tui.screens.room import Way

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.store.rows import ClaimCard

_PREFILLS: dict[str, Callable[[ClaimCard], Prefill]] = {
    "edit": Prefill.of_edit,
    "revise": Prefill.of_revision,
    "copy": Prefill.of_copy,
}


class ClaimActions(ManyClaims):
    """A room with a claim at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "write('edit')", "edit", id="claim.edit", show=False, tooltip="Change this claim"),
        Binding(
            "r", "write('revise')", "revise", id="claim.revise", show=False,
            tooltip="A later claim moved or dropped the date",
        ),
        Binding(
            "d", "write('copy')", "duplicate", id="claim.duplicate", show=False, tooltip="Write down a claim like this"
        ),
        Binding(
            "plus", "cite", "add source", key_display="+", id="claim.cite", show=False,
            tooltip="Add one more source, for it or against it",
        ),
        Binding(
            "minus", "remove_source", "take source off", key_display="-", id="claim.remove_source", show=False,
            tooltip="Take one of its sources off",
        ),
        Binding(
            "c", "credence", "credence", id="claim.credence", show=False,
            tooltip="Say how likely you think it that this comes true",
        ),
        Binding("T", "thread", "thread", id="claim.thread", show=False, tooltip="See how the date moved, as a chart"),
        Binding(
            "f,F", "filter_by", "filter by", id="claim.filter_by", show=False,
            tooltip="Show the claims of this speaker, subject, source or tag",
        ),
        Binding(
            "o", "open('source_url')", "open source", id="claim.open", show=False,
            tooltip="Open its source in the browser",
        ),
        Binding(
            "O", "open('source_archive_url')", "open archive", id="claim.open_archive", show=False,
            tooltip="Open the archived copy of its source",
        ),
        Binding("y,Y", "copy", "copy", id="claim.copy", show=False, tooltip="Copy the statement with its source"),
    ]  # fmt: skip

    @job
    async def action_write(self, what: str) -> None:
        """Change the claim, write down a later one that moves it, or one that is like it."""
        if card := await self.card_at_hand(to_change=what != "copy"):
            self.reload(await self.app.push_screen_wait(ClaimForm(self.desk, _PREFILLS[what](card))))

    @job
    async def action_cite(self) -> None:
        """Add one more source to the claim."""
        if card := await self.card_at_hand(to_change=True):
            await self.app.push_screen_wait(CiteForm(self.desk, card))
            self.reload()

    @job
    async def action_remove_source(self) -> None:
        """Take the chosen one of its sources off the claim."""
        card = await self.card_at_hand(to_change=True)
        if card is None:
            return
        if not card.citations:
            self.warn(f"Claim {card.claim_id} has no source: + adds one.")
            return
        attached = {str(one.citation_id): one for one in card.citations if not one.is_evidence}
        if not attached:
            self.warn(
                f"What claim {card.claim_id} cites is the evidence of its verdict, which stays as it was recorded."
            )
            return
        choices = [Choice(number, ", ".join(one.told), one.role) for number, one in attached.items()]
        title = f"Which source is taken off claim {card.claim_id}?"
        if chosen := await self.app.push_screen_wait(ChoiceScreen(title, choices)):
            await self.desk.ask(changes.remove_source, card.claim_id, int(chosen))
            words = "; its quotation went with it" if attached[chosen].quote else ""
            self.notify(f"Claim {card.claim_id} has one source less{words}. u brings it back.", markup=False)
            self.reload()

    @job
    async def action_credence(self) -> None:
        """Ask for the user's own probability."""
        card = await self.card_at_hand(to_change=True)
        if card is None:
            return

        async def take(text: str) -> None:
            probability = read_percent(text)
            await self.desk.ask(changes.state_credence, card.claim_id, probability, self.desk.today())
            told = f"Your credence in claim {card.claim_id} is kept: {percent_in_words(probability)}."
            self.notify(f"{told} u takes it back.", markup=False)

        before = [f"{percent_in_words(one.probability)} on {day_in_short(one.stated_on)}" for one in card.credences]
        note = f"before: {', '.join(before[:3])}" if before else "in percent: 0 is surely not, 100 surely so"
        title = f"How likely is it? {card.fields.statement}"
        await self.app.push_screen_wait(OneLine(self.desk, title, "Credence", take, hint="70", note=note))
        self.reload()

    def action_thread(self) -> None:
        """Show the claim's thread as a chart."""
        if self.claim_at_hand is not None:
            self.walk_into("thread", self.claim_at_hand)

    @job
    async def action_filter_by(self) -> None:
        """Show the claims that share something with this one."""
        card = await self.card_at_hand()
        if card is None:
            return
        chosen = await self.app.push_screen_wait(ChoiceScreen("Show the claims with the same", filters_of(card)))
        if chosen:
            self.follow(Way(filter=chosen))

    @job
    async def action_open(self, field: str) -> None:
        """Open the address of the claim's source, or of its archived copy."""
        if card := await self.card_at_hand():
            what = "archived copy" if field == "source_archive_url" else "address"
            self.open_address(getattr(card.fields, field), f"No {what} is noted for this claim: e adds one.")

    @job
    async def action_copy(self) -> None:
        """Copy the statement with speaker, day and source."""
        if card := await self.card_at_hand():
            fields = card.fields
            told = [fields.speaker, fields.said_on.isoformat(), fields.source_publisher, fields.source_url]
            self.app.copy_to_clipboard(f"{fields.statement} ({', '.join(part for part in told if part)})")
            self.notify("Copied the statement with its source.", markup=False)


def filters_of(card: ClaimCard) -> list[Choice]:
    """The filters that find claims which share something with this one."""
    fields = card.fields
    shared = [("speaker", fields.speaker), ("subject", fields.subject)]
    shared += [("source", cited.publisher or cited.title) for cited in card.citations]
    shared += [("tag", name) for name in fields.tags]
    shared += [("kind", fields.kind.value)]
    shared += [("thread", str(card.claim_id))] if len(card.thread.steps) > 1 else []
    return [
        Choice(term_for(field, value), f"of claim {value}" if field == "thread" else value, field)
        for field, value in dict.fromkeys(shared)
        if value
    ]
