"""A thread of claims on a screen of its own: the chart with a cursor, and what the claim under it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tracker.store import queries
from tracker.tui.desk import newest
from tracker.tui.screens.claim_actions import ClaimActions
from tracker.tui.screens.exported import Shown
from tracker.tui.widgets.card_panel import CardPanel
from tracker.tui.widgets.drawn_cells import cut
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.step_text import step_content
from tracker.tui.widgets.thread_lines import ThreadPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tracker.store.rows import ClaimCard
    from tracker.tui.desk import Desk


class ThreadScreen(ClaimActions):
    """Opened for a claim; whatever is done there is done to the claim under the cursor."""

    DEFAULT_CSS = """
    ThreadScreen {
        layout: vertical;
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        CardPanel { height: 1fr; border-top: solid $primary-background; }
    }
    """
    FOOTER: ClassVar[tuple[str, ...]] = ("thread.back", "list.open", "claim.mark", "claim.revise", "claim.edit")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left", "back", "back", id="thread.back", tooltip="Back to where you were"),
    ]

    def __init__(self, desk: Desk, claim_id: int) -> None:
        super().__init__(desk)
        self._claim_id = claim_id
        self._members: tuple[int, ...] = ()

    def compose(self) -> ComposeResult:
        """Title, chart, the claim under the cursor, keys."""
        yield Static(Content.styled("Thread", "bold"), id="title", markup=False)
        yield ThreadPanel()
        yield CardPanel()
        yield KeyLine()

    @property
    def panel(self) -> ThreadPanel:
        """The chart."""
        return self.query_one(ThreadPanel)

    @property
    def claim_at_hand(self) -> int:
        """The claim under the cursor."""
        return self._claim_id

    @property
    def shown(self) -> Shown:
        """How the date moved; the claim itself where no other moved it."""
        return Shown("slips" if len(self._members) > 1 else "claims", f"thread:{self._claim_id}")

    def on_mount(self) -> None:
        """Read the thread."""
        self.panel.lines.focus()
        self.reload()

    @newest
    async def reload(self, claim_id: int | None = None, among: Sequence[int] = ()) -> None:
        """Read the thread again and stay at the claim at hand, or at another of it when that one is gone or trashed.

        Of those ``among`` which it is to be, it is the one at hand or the first that is in the thread, if any is.
        """
        left: ClaimCard | None = None
        for number in (claim_id or self._claim_id, *reversed(self._members)):
            card = await self.desk.ask(queries.find_card, number, self.desk.today())
            if card and not card.is_trashed:
                self._show(card, among)
                return
            left = left or card
        if left:
            self._show(left)
        else:
            self.action_back()

    def show_turned(self, claim_ids: Sequence[int]) -> None:
        """Read the thread again, and go to the first of these claims that is in it."""
        self.reload(among=claim_ids)

    def _show(self, card: ClaimCard, among: Sequence[int] = ()) -> None:
        thread, today = card.thread, self.desk.today()
        self._members = tuple(step.said.claim_id for step in thread.steps)
        others = () if card.claim_id in among else among
        self._claim_id = next((one for one in self._members if one in others), card.claim_id)
        count = len(thread.steps)
        told = thread.summary(today)
        about = f"   {count} claim{'s' * (count > 1)}{': ' if told else ''}{told}"
        room = self.size.width - len(" Thread ")
        self.query_one("#title", Static).update(Content.assemble(("Thread", "bold"), cut(about, room)))
        self.panel.show_thread(thread, today, self._claim_id)

    @newest
    async def on_cursor_list_highlighted(self) -> None:
        """Show what the claim under the cursor did."""
        claim_id = self.panel.lines.claim_id
        if claim_id is None:
            return
        self._claim_id = claim_id
        card = await self.desk.ask(queries.find_card, claim_id, self.desk.today())
        if card:
            panel = self.query_one(CardPanel)
            panel.show_text(step_content(card, self.desk.today()))
            panel.scroll_home(animate=False)

    def on_cursor_list_opened(self) -> None:
        """Show everything about a claim of the thread."""
        self.walk_into("claim", self.panel.lines.claim_id)

    def action_thread(self) -> None:
        """From the thread back to where it was asked for."""
        self.action_back()
