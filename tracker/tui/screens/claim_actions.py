"""What can be done with one claim, wherever it is shown."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tracker.store import queries
from tracker.tui.desk import job
from tracker.tui.screens.claim_form import ClaimForm, Prefill
from tracker.tui.screens.room import VisitedRoom
from tracker.tui.screens.verdict import VerdictForm

if TYPE_CHECKING:
    from tracker.store.rows import ClaimCard


class ClaimActions(VisitedRoom):
    """A room with a claim at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mark", "mark", id="claim.mark", show=False, tooltip="Say what became of it, with evidence"),
        Binding("e", "edit", "edit", id="claim.edit", show=False, tooltip="Change this claim"),
        Binding(
            "r", "revise", "revise", id="claim.revise", show=False, tooltip="A later claim moved or dropped the date"
        ),
        Binding(
            "o", "open_source", "open source", id="claim.open", show=False, tooltip="Open its source in the browser"
        ),
        Binding("y", "copy", "copy", id="claim.copy", show=False, tooltip="Copy the statement with its source"),
    ]

    @property
    @abstractmethod
    def claim_at_hand(self) -> int | None:
        """The number of the claim, None while there is none."""

    @property
    def claims_at_hand(self) -> tuple[int, ...]:
        """The claims that an action is about, where it can be about many."""
        return () if self.claim_at_hand is None else (self.claim_at_hand,)

    async def card_at_hand(self) -> ClaimCard | None:
        """The claim as it is now."""
        if self.claim_at_hand is None:
            return None
        return await self.desk.ask(queries.claim_card, self.claim_at_hand, self.desk.today())

    @job
    async def action_edit(self) -> None:
        """Change the claim."""
        if card := await self.card_at_hand():
            await self.app.push_screen_wait(ClaimForm(self.desk, Prefill.of_edit(card)))
            self.reload()

    @job
    async def action_revise(self) -> None:
        """Write down a later claim that moves this one."""
        if card := await self.card_at_hand():
            self.reload(await self.app.push_screen_wait(ClaimForm(self.desk, Prefill.of_revision(card))))

    @job
    async def action_mark(self) -> None:
        """Say what became of the claim."""
        if self.claim_at_hand is not None:
            await self.app.push_screen_wait(VerdictForm(self.desk, self.claim_at_hand))
            self.reload()

    @job
    async def action_open_source(self) -> None:
        """Open the address of the claim's source."""
        card = await self.card_at_hand()
        if card and card.fields.source_url:
            self.app.open_url(card.fields.source_url)
        elif card:
            self.notify("No address is noted for this claim: e adds one.", severity="warning", markup=False)

    @job
    async def action_copy(self) -> None:
        """Copy the statement with speaker, day and source."""
        if card := await self.card_at_hand():
            fields = card.fields
            told = [fields.speaker, fields.said_on.isoformat(), fields.source_publisher, fields.source_url]
            self.app.copy_to_clipboard(f"{fields.statement} ({', '.join(part for part in told if part)})")
            self.notify("Copied the statement with its source.", markup=False)
