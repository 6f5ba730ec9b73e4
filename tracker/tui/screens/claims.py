"""The list of claims with its filter line and the card of the claim under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tracker.store import queries
from tracker.store.examples import load_examples
from tracker.store.views import KEYS, all_views
from tracker.tui.desk import job, newest
from tracker.tui.screens.claim_actions import ClaimActions
from tracker.tui.screens.claim_form import ClaimForm, Prefill
from tracker.tui.screens.report_form import ReportForm
from tracker.tui.screens.view_form import ViewForm
from tracker.tui.widgets.card_panel import CardPanel
from tracker.tui.widgets.claim_table import PAGE, ClaimTable
from tracker.tui.widgets.filter_line import FilterLine
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.title_line import TitleLine
from tracker.tui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.tui.screens.room import Way


class ClaimsScreen(ClaimActions):
    """Where the program starts and everything is reached from."""

    DEFAULT_CSS = """
    ClaimsScreen {
        layout: vertical;
        #body { height: 1fr; }
        CardPanel { height: 45%; border-top: solid $primary-background; }
    }
    ClaimsScreen.-wide {
        #body { layout: horizontal; }
        ClaimTable { width: 3fr; }
        CardPanel { width: 2fr; height: 1fr; border-top: none; border-left: solid $primary-background; }
    }
    """
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 -- as Textual declares it
        (0, "-narrow"),
        (140, "-wide"),
    ]
    FOOTER: ClassVar[tuple[str, ...]] = ("claims.add", "claim.mark", "claims.filter", "app.undo", "rooms.review")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add", id="claims.add", tooltip="Write down a new claim"),
        Binding(
            "slash", "filter", "filter", key_display="/", id="claims.filter", tooltip="Choose which claims are shown"
        ),
        Binding("x", "export", "export", id="claims.export", tooltip="Write what is shown to a CSV file"),
        *(
            Binding(
                str(number),
                f"view({number})",
                f"view {number}",
                id=f"claims.view_{number}",
                show=False,
                tooltip=f"Show the saved view on key {number}",
            )
            for number in range(1, KEYS + 1)
        ),
        Binding(
            "V", "save_view", "save view", id="claims.save_view", show=False, tooltip="Keep this filter on a number key"
        ),
        Binding("escape", "back", "back", id="claims.back", show=False, tooltip="Back to the list; again: all claims"),
        Binding("ctrl+e", "examples", "examples", id="claims.examples", show=False, tooltip="Load the example claims"),
    ]

    def compose(self) -> ComposeResult:
        """Title, filter line, list, card, keys."""
        yield TitleLine()
        yield FilterLine()
        with Vertical(id="body"):
            yield ClaimTable(id="claims")
            yield CardPanel(id="card")
        yield Welcome(id="welcome")
        yield KeyLine()

    def on_mount(self) -> None:
        """Start with the list."""
        self.table.focus()
        self.reload()

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

    @newest
    async def show_title(self) -> None:
        """Name the room, how many claims want their reviewer, the views on their keys, and the database."""
        waiting = len(await self.desk.ask(queries.review_queue, self.desk.today()))
        views = await self.desk.ask(all_views)
        self.query_one(TitleLine).tell(waiting, views, self.filter_line.text, self.desk.place)

    @newest
    async def reload(self, claim_id: int | None = None) -> None:
        """Read the list again, as after a change, and stay on the claim at hand or go to the one that is named."""
        self.show_title()
        terms = self.filter_line.terms()
        wanted = claim_id or self.claim_at_hand
        if terms is None:
            return
        if wanted is None:
            self.table.start_again()
            return
        self.table.start_again(await self.desk.ask(queries.place_in_list, terms, self.desk.today(), wanted))

    @job
    async def on_claim_table_wanted(self, wanted: ClaimTable.Wanted) -> None:
        """Fetch a page that the list asks for."""
        terms = self.filter_line.terms()
        if terms is None:
            return
        page = await self.desk.ask(queries.list_claims, terms, self.desk.today(), wanted.offset, PAGE)
        self.table.show_page(page, wanted.generation)
        self.filter_line.show_count(page)
        self._show_list_or_welcome(is_empty=not page.total)

    def _show_list_or_welcome(self, *, is_empty: bool) -> None:
        """Show one of the two, and leave the keys with the one that is shown."""
        welcome, body = self.query_one(Welcome), self.query_one("#body")
        welcome.display, body.display = is_empty, not is_empty
        if is_empty:
            welcome.explain(self.filter_line.text)
        if not self.filter_line.is_being_typed:
            self.focus_list()

    def focus_list(self) -> None:
        """Give the keys to the list, or to what stands in for it."""
        welcome = self.query_one(Welcome)
        (welcome if welcome.display else self.table).focus()

    @newest
    async def on_claim_table_highlighted(self, highlighted: ClaimTable.Highlighted) -> None:
        """Show the card of the claim under the cursor."""
        panel = self.query_one(CardPanel)
        if highlighted.row is None:
            panel.show_nothing()
            return
        card = await self.desk.ask(queries.claim_card, highlighted.row.claim_id, self.desk.today())
        panel.show_card(card, self.desk.today())

    def on_claim_table_opened(self, opened: ClaimTable.Opened) -> None:
        """Show everything about a claim on a screen of its own."""
        self.walk_into("claim", opened.row.claim_id)

    def on_filter_line_changed(self) -> None:
        """Filter while typing."""
        self.table.start_again()
        self.show_title()

    def on_filter_line_done(self) -> None:
        """Go to the claims found."""
        self.focus_list()

    def action_filter(self) -> None:
        """Go to the filter line."""
        self.filter_line.take_keys()

    def action_back(self) -> None:
        """From the filter line to the list; from the list to all claims."""
        if not self.filter_line.is_being_typed:
            self.filter_line.text = ""
        self.focus_list()

    @job
    async def action_add(self) -> None:
        """Write down a new claim."""
        self.reload(await self.app.push_screen_wait(ClaimForm(self.desk, Prefill())))

    @job
    async def action_view(self, number: int) -> None:
        """Show a saved view."""
        views = await self.desk.ask(all_views)
        if number <= len(views):
            self.filter_line.text = views[number - 1].filter
            self.focus_list()
        else:
            self.notify(f"No view is on key {number} yet: V keeps the present filter there.", markup=False)

    @job
    async def action_save_view(self) -> None:
        """Keep the present filter under a name."""
        if await self.app.push_screen_wait(ViewForm(self.desk, self.filter_line.text)) is not None:
            self.show_title()

    def follow(self, way: Way) -> None:
        """Show the claims that a way leads to, or walk into another room."""
        if way.filter is not None:
            self.filter_line.text = way.filter
        self.focus_list()
        self.reload()
        if way.room and way.room != "claims":
            self.walk_into(way.room)

    @job
    async def action_export(self) -> None:
        """Hand out what is shown."""
        await self.app.push_screen_wait(ReportForm(self.desk, self.filter_line.text))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The examples are offered while the archive is empty."""
        del parameters
        if action == "examples":
            return self.is_mounted and self.query_one(Welcome).offers_examples and self.query_one(Welcome).display
        return True

    @job
    async def action_examples(self) -> None:
        """Fill an empty archive with the examples."""
        count = await self.desk.hand_over(load_examples, self.desk.today())
        self.notify(f"{count} example claims are here. u takes them out again.", markup=False)
        self.reload()
