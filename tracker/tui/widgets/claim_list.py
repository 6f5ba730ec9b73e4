"""The claims that a filter finds: the filter line, the list, and the card of the claim under the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from tracker.errors import InvalidInput, TrackerError
from tracker.store import queries
from tracker.store.completing import NAMED_FIELDS
from tracker.store.known_names import known_names
from tracker.tui.desk import job, newest
from tracker.tui.widgets.card_panel import CardPanel
from tracker.tui.widgets.claim_table import ClaimTable
from tracker.tui.widgets.filter_line import FilterLine
from tracker.tui.widgets.found_claims import FoundClaims
from tracker.tui.widgets.near_line import NearLine
from tracker.tui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.worker import Worker

    from tracker.store.rows import Page
    from tracker.store.terms import Term
    from tracker.tui.desk import Desk
    from tracker.tui.widgets.paged_list import PagedList


class ClaimList(Vertical):
    """Asks the archive for what the filter finds, a page at a time, and shows the card that belongs to the cursor.

    It begins at the claim with a number, else at the first.
    """

    DEFAULT_CSS = """
    ClaimList {
        height: 1fr;
        #body { height: 1fr; }
        CardPanel { height: 45%; border-top: solid $primary-background; }
    }
    """

    @dataclass
    class Filtered(Message):
        """Another filter is in force, or it is the same and was read again, as ``after_a_change``."""

        after_a_change: bool = False

    def __init__(self, desk: Desk, claim_id: int | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._begins_at = claim_id
        self._is_refiltered = False
        self._is_empty: bool | None = None
        self._fetching: list[tuple[int, Worker[None]]] = []
        self._many: tuple[Page, int, tuple[Term, ...]] | None = None
        self.found = FoundClaims(desk)

    def compose(self) -> ComposeResult:
        """Filter line, list, card; the welcome stands in for both while there is nothing to list."""
        yield FilterLine(self.desk.today)
        yield NearLine(id="near", markup=False)
        with Vertical(id="body"):
            yield ClaimTable(id="claims")
            yield CardPanel(id="card")
        yield Welcome(id="welcome")

    def on_mount(self) -> None:
        """Start with the list, in the columns that were chosen."""
        self.table.columns = self.desk.choices.columns
        self.table.focus()
        self.reload(self._begins_at)

    @property
    def table(self) -> ClaimTable:
        """The list."""
        return self.query_one(ClaimTable)

    @property
    def filter_line(self) -> FilterLine:
        """The filter."""
        return self.query_one(FilterLine)

    @property
    def claim_at_hand(self) -> int | None:
        """The claim under the cursor."""
        return self.table.selected.claim_id if self.table.selected else None

    def show(self, filter_text: str) -> None:
        """Show what a filter finds."""
        self._is_refiltered = filter_text != self.filter_line.text
        self.filter_line.text = filter_text
        self.focus_list()

    @property
    def is_reading(self) -> bool:
        """Whether the claim under the cursor is on its way."""
        reading = {one.name for one in self.app.workers if one.node is self and not one.is_finished}
        is_refiltered = self._is_refiltered or not self.filter_line.is_told
        return is_refiltered or "reload" in reading or (bool(reading) and self.table.selected is None)

    @newest
    async def reload(self, claim_id: int | None = None, among: Sequence[int] = ()) -> None:
        """Read the list again, as after a change, and stay on the claim at hand or go to the one that is named.

        Of those ``among`` which it is to be, it is the one at hand or the first that is in the list, if any is. What is
        picked and no longer in the list is let go: nobody would see that it is dealt with.
        """
        self.post_message(self.Filtered(after_a_change=True))
        at_hand = self.claim_at_hand
        others = () if at_hand in among else among
        wanted = claim_id or await self.found.first_of(self.terms, others) or at_hand
        if self.table.picked:
            listed = await self.found.those_of(self.terms, self.table.picked)
            self.table.pick(one for one in self.table.picked if one in listed)
        self.table.start_again(await self.found.line_of(self.terms, wanted))

    @property
    def terms(self) -> tuple[Term, ...]:
        """The filter that is in force."""
        return self.filter_line.terms

    def focus_list(self) -> None:
        """Give the keys to the list, or to what stands in for it."""
        welcome = self.query_one(Welcome)
        self.screen.set_focus(welcome if welcome.display else self.table)

    def on_paged_list_wanted(self, wanted: PagedList.Wanted) -> None:
        """Fetch a page that the list asks for; one of the list as it was before is wanted no more."""
        for generation, worker in self._fetching:
            if generation != wanted.generation:
                self._many = None
                worker.cancel()
        self._fetching = [one for one in self._fetching if one[0] == wanted.generation and not one[1].is_finished]
        self._fetching.append((wanted.generation, self._fetch(wanted)))

    @job
    async def _fetch(self, wanted: PagedList.Wanted) -> None:
        terms, text = self.terms, self.filter_line.text

        def is_still_asked() -> bool:
            return self.filter_line.problem is None and self.terms == terms

        try:
            page = await self.found.read(wanted, terms, text, is_still_asked)
        except TrackerError:
            self.table.forget(wanted)
            raise
        finally:
            self._is_refiltered = False
        nearest = self.found.nearest
        self.filter_line.show_count(page)
        self.table.take_page(nearest.rows or page.rows, page.offset, len(nearest.rows) or page.total, wanted.generation)
        self.query_one(NearLine).tell(text, nearest)
        self._show_list_or_welcome(is_empty=not (page.total or nearest.rows))
        if not page.is_counted:
            self._fetching.append((wanted.generation, self._count(page, wanted.generation, terms)))

    @job
    async def _count(self, page: Page, generation: int, terms: tuple[Term, ...]) -> None:
        """Tell how many claims are found; of many, while they are still searched for, only that there are more."""
        self._many = None
        while not (page.is_counted or self._many):
            page = await self.found.count(page, generation, terms, is_typed=self.filter_line.is_being_typed)
            self.filter_line.show_count(page)
            self.table.take_total(page.total, generation)
            if not page.is_counted and self.filter_line.is_being_typed:
                self._many = (page, generation, terms)

    def on_descendant_blur(self) -> None:
        """Once the search is over, count exactly what was only told to be many."""
        if self._many and not self.filter_line.is_being_typed:
            self._fetching.append((self._many[1], self._count(*self._many)))

    def _show_list_or_welcome(self, *, is_empty: bool) -> None:
        """Show one of the two, and leave the keys with the one that is shown."""
        welcome, body = self.query_one(Welcome), self.query_one("#body")
        if self._is_empty != is_empty:
            self._is_empty = is_empty
            self.screen.refresh_bindings()
        welcome.display, body.display = is_empty, not is_empty
        if is_empty:
            welcome.explain(self.filter_line.in_force)
        if not self.filter_line.is_being_typed:
            self.focus_list()

    @newest
    async def on_cursor_list_highlighted(self) -> None:
        """Show the card of the claim under the cursor."""
        panel = self.query_one(CardPanel)
        if self.claim_at_hand is None:
            panel.show_nothing()
            return
        try:
            card = await self.desk.ask(queries.claim_card, self.claim_at_hand, self.desk.today())
        except InvalidInput:
            # It is gone since the list was read, as after an undo: the list that comes next is without it.
            panel.show_nothing()
            return
        panel.show_card(card, self.desk.today())

    @newest
    async def on_filter_line_begun(self) -> None:
        """Hand over the names that complete what is typed, read once for all keys that follow."""
        # One field after the other, so that a search comes in between.
        names = {field: await self.desk.ask(known_names, kept_as) for field, kept_as in NAMED_FIELDS.items()}
        self.filter_line.line.offer(names)

    def on_claim_table_picked(self) -> None:
        """Say how many claims are picked."""
        self.filter_line.show_picked(len(self.table.picked))

    def on_filter_line_changed(self, changed: FilterLine.Changed) -> None:
        """Filter while typing; what was picked among others is let go. Once it is done, stay on the claim at hand."""
        self.table.pick(())
        if changed.is_done:
            self.reload()
            self.filter_line.is_told = True
        else:
            self.table.start_again()
            self.post_message(self.Filtered())

    def on_filter_line_done(self) -> None:
        """Go to the claims found."""
        self.focus_list()
