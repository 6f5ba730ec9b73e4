"""How the list of claims is shaped: its saved views, its order and its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tracker.store.orders import ORDERS, sort_of, with_sort
from tracker.store.views import KEYS, all_views
from tracker.tui.desk import job
from tracker.tui.screens.choice import Choice, ChoiceScreen
from tracker.tui.screens.claim_actions import ClaimActions
from tracker.tui.screens.columns import ColumnsScreen
from tracker.tui.screens.views import ViewsScreen
from tracker.tui.widgets.claim_list import ClaimList

if TYPE_CHECKING:
    from collections.abc import Sequence


class ShapedList(ClaimActions):
    """A room with the list of claims, and the keys that shape it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sort", "sort", id="claims.sort", show=False, tooltip="Choose the order of the list"),
        Binding(
            "vertical_line", "columns", "columns", key_display="|", id="claims.columns", show=False,
            tooltip="Choose which columns are shown",
        ),
        Binding(
            "ctrl+o", "take_spelling", "other spelling", id="claims.spelling", show=False,
            tooltip="Search for the words as they were perhaps meant",
        ),
        *(
            Binding(
                str(number), f"view({number})", f"view {number}", id=f"claims.view_{number}", show=False,
                tooltip="Show the saved view on this key",
            )
            for number in range(1, KEYS + 1)
        ),
        Binding(
            "V", "views", "views", id="claims.views", show=False,
            tooltip="Keep this filter on a number key, or forget a view",
        ),
    ]  # fmt: skip

    @property
    def claims(self) -> ClaimList:
        """The list with filter and card."""
        return self.query_one(ClaimList)

    @property
    def is_ready(self) -> bool:
        """Once the claims are listed."""
        return super().is_ready and not self.claims.is_reading

    @property
    def claim_at_hand(self) -> int | None:
        """The claim under the cursor."""
        return self.claims.claim_at_hand

    @property
    def claims_at_hand(self) -> tuple[int, ...]:
        """The claims picked, or else the one under the cursor."""
        return self.claims.table.picked or super().claims_at_hand

    @property
    def has_claims(self) -> bool:
        """Whether anything is listed."""
        return self.is_mounted and self.claims.table.total > 0

    def reload(self, claim_id: int | None = None) -> None:
        """Read the list again, as after a change, and stay on the claim at hand or go to the one that is named."""
        if claim_id is not None:
            self._meant = ()
        self.claims.reload(claim_id)

    def show_turned(self, claim_ids: Sequence[int]) -> None:
        """Read the list again, and go to the first of these claims that is in it."""
        self._meant = ()
        self.claims.reload(among=claim_ids)

    def on_filter_line_changed(self) -> None:
        """Other claims were asked for."""
        self._meant = ()

    def let_go(self) -> None:
        """Nothing is picked any more: it was dealt with."""
        super().let_go()
        self.claims.table.pick(())

    @job
    async def action_view(self, number: int) -> None:
        """Show a saved view."""
        views = await self.desk.ask(all_views)
        if number <= len(views):
            self.claims.show(views[number - 1].filter)
        else:
            told = f"There is no view {number} yet: V keeps the present filter, as view {len(views) + 1}."
            self.notify(told, markup=False)

    @job
    async def action_views(self) -> None:
        """Keep the present filter under a name, show a view or forget one."""
        chosen = await self.app.push_screen_wait(ViewsScreen(self.desk, self.claims.filter_line.text))
        if chosen is not None:
            self.claims.show(chosen)
        self.reload()

    @job
    async def action_sort(self) -> None:
        """Choose the order."""
        line = self.claims.filter_line
        choices = [Choice(code, words) for code, words in ORDERS.items()]
        now = sort_of(line.terms)
        if order := await self.app.push_screen_wait(ChoiceScreen("Order of the list", choices, chosen=now)):
            self.claims.show(with_sort(line.text, order))

    def action_take_spelling(self) -> None:
        """Search for the words as they were perhaps meant."""
        spelled = self.claims.found.nearest.filter
        if spelled and self.claims.filter_line.problem is None:
            self.claims.filter_line.text = spelled

    @job
    async def action_columns(self) -> None:
        """Choose the columns."""
        table = self.claims.table
        chosen = await self.app.push_screen_wait(ColumnsScreen(table.columns, table.size.width))
        if chosen is not None:
            self.claims.table.columns = chosen
            self.desk.choices.keep_columns(chosen)
