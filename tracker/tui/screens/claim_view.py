"""Everything about one claim, on a screen of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tracker.errors import InvalidInput
from tracker.store.claim_history import whole_card
from tracker.tui.desk import newest
from tracker.tui.screens.claim_actions import ClaimActions
from tracker.tui.screens.exported import Shown
from tracker.tui.widgets.card_panel import CardPanel
from tracker.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.tui.desk import Desk


class ClaimView(ClaimActions):
    """The whole card of a claim. Answers when it is left."""

    DEFAULT_CSS = """
    ClaimView {
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        CardPanel { height: 1fr; padding: 1 2; }
    }
    """
    FOOTER: ClassVar[tuple[str, ...]] = ("claim.back", "claim.edit", "claim.mark", "claim.revise", "app.undo")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left", "back", "back", id="claim.back", tooltip="Back to where you were"),
        Binding("down,j", "scroll_down", "down", id="claim.down", show=False, tooltip="Read on"),
        Binding("up,k", "scroll_up", "up", id="claim.up", show=False, tooltip="Read back"),
    ]

    def __init__(self, desk: Desk, claim_id: int) -> None:
        super().__init__(desk)
        self._claim_id = claim_id

    def compose(self) -> ComposeResult:
        """Title, card, keys."""
        yield Static(id="title", markup=False)
        yield CardPanel(is_whole=True)
        yield KeyLine()

    @property
    def claim_at_hand(self) -> int:
        """The claim of this screen."""
        return self._claim_id

    @property
    def shown(self) -> Shown:
        """This claim alone."""
        return Shown("claims", f"id:{self._claim_id}")

    def on_mount(self) -> None:
        """Read the claim."""
        self.reload()

    @newest
    async def reload(self, claim_id: int | None = None) -> None:
        """Read the claim again, as after a change; leave when it is gone, as after an undo."""
        self._claim_id = claim_id or self._claim_id
        try:
            card = await self.desk.ask(whole_card, self._claim_id, self.desk.today())
        except InvalidInput:
            self.action_back()
            return
        self.query_one("#title", Static).update(Content.styled(f"Claim {self._claim_id}", "bold"))
        self.query_one(CardPanel).show_card(card, self.desk.today())

    def action_scroll_down(self) -> None:
        """Read on."""
        self.query_one(CardPanel).scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        """Read back."""
        self.query_one(CardPanel).scroll_up(animate=False)
