"""Everything about one claim, on a screen of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tracker.store import queries
from tracker.tui.desk import job, newest
from tracker.tui.screens.claim_form import ClaimForm, Prefill
from tracker.tui.screens.room import Room
from tracker.tui.screens.verdict import VerdictForm
from tracker.tui.widgets.card_panel import CardPanel
from tracker.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.tui.desk import Desk


class ClaimView(Room[None]):
    """The whole card of a claim. Answers when it is left."""

    DEFAULT_CSS = """
    ClaimView {
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        CardPanel { height: 1fr; padding: 1 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left", "back", "back", id="claim.back", tooltip="Back to the list"),
        Binding("e", "edit", "edit", id="claim.edit", tooltip="Change this claim"),
        Binding("m", "mark", "mark", id="claim.mark", tooltip="Say what became of it, with evidence"),
        Binding("r", "revise", "revise", id="claim.revise", tooltip="A later claim moved or dropped the date"),
        Binding("u", "app.undo", "undo", id="claim.undo", tooltip="Take the last step back"),
        Binding("ctrl+r", "app.redo", "redo", id="claim.redo", show=False, tooltip="Make the undone step again"),
        Binding("down,j", "scroll_down", "down", id="claim.down", show=False, tooltip="Read on"),
        Binding("up,k", "scroll_up", "up", id="claim.up", show=False, tooltip="Read back"),
        Binding(
            "o", "open_source", "open source", id="claim.open", show=False, tooltip="Open its source in the browser"
        ),
        Binding("y", "copy", "copy", id="claim.copy", show=False, tooltip="Copy the statement with its source"),
    ]

    def __init__(self, desk: Desk, claim_id: int) -> None:
        super().__init__(desk)
        self._claim_id = claim_id

    def compose(self) -> ComposeResult:
        """Title, card, keys."""
        yield Static(Content.styled(f"Claim {self._claim_id}", "bold"), id="title", markup=False)
        yield CardPanel(is_whole=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the claim."""
        self.reload()

    @newest
    async def reload(self) -> None:
        """Read the claim again, as after a change; leave when it is gone, as after an undo."""
        found = await self.desk.ask(queries.find_card, self._claim_id, self.desk.today())
        if found is None:
            self.dismiss(None)
            return
        self.query_one(CardPanel).show_card(found, self.desk.today())

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(None)

    def action_scroll_down(self) -> None:
        """Read on."""
        self.query_one(CardPanel).scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        """Read back."""
        self.query_one(CardPanel).scroll_up(animate=False)

    @job
    async def action_edit(self) -> None:
        """Change the claim."""
        card = await self.desk.ask(queries.claim_card, self._claim_id, self.desk.today())
        await self.app.push_screen_wait(ClaimForm(self.desk, Prefill.of_edit(card)))
        self.reload()

    @job
    async def action_revise(self) -> None:
        """Write down a later claim that moves this one."""
        card = await self.desk.ask(queries.claim_card, self._claim_id, self.desk.today())
        await self.app.push_screen_wait(ClaimForm(self.desk, Prefill.of_revision(card)))
        self.reload()

    @job
    async def action_mark(self) -> None:
        """Say what became of the claim."""
        await self.app.push_screen_wait(VerdictForm(self.desk, self._claim_id))
        self.reload()

    @job
    async def action_open_source(self) -> None:
        """Open the address of the claim's source."""
        card = await self.desk.ask(queries.claim_card, self._claim_id, self.desk.today())
        if card.fields.source_url:
            self.app.open_url(card.fields.source_url)
        else:
            self.notify("No address is noted for this claim: e adds one.", severity="warning", markup=False)

    @job
    async def action_copy(self) -> None:
        """Copy the statement with speaker, day and source."""
        card = await self.desk.ask(queries.claim_card, self._claim_id, self.desk.today())
        fields = card.fields
        told = [fields.speaker, fields.said_on.isoformat(), fields.source_publisher, fields.source_url]
        self.app.copy_to_clipboard(f"{fields.statement} ({', '.join(part for part in told if part)})")
        self.notify("Copied the statement with its source.", markup=False)
