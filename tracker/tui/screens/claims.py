"""The list of claims: where the program starts and everything is reached from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tracker.store import queries
from tracker.store.examples import load_examples
from tracker.store.views import all_views
from tracker.tui.desk import job, newest
from tracker.tui.screens.article_form import ArticleForm
from tracker.tui.screens.backups import BackupsScreen
from tracker.tui.screens.claim_form import ClaimForm, Prefill
from tracker.tui.screens.exported import Shown
from tracker.tui.screens.first_look import WIDE
from tracker.tui.screens.import_form import ImportForm
from tracker.tui.screens.reader import ReaderScreen
from tracker.tui.screens.shaped_list import ShapedList
from tracker.tui.widgets.claim_list import ClaimList
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.title_line import TitleLine
from tracker.tui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.app import ComposeResult

    from tracker.store.views import View
    from tracker.tui.desk import Desk
    from tracker.tui.screens.room import Way


class ClaimsScreen(ShapedList):
    """The list with its filter, and what can be done with the claims picked in it.

    The cursor begins at the claim with a number, else at the first.
    """

    DEFAULT_CSS = """
    ClaimsScreen.-wide {
        #body { layout: horizontal; }
        ClaimTable { width: 3fr; }
        CardPanel { width: 2fr; height: 1fr; border-top: none; border-left: solid $primary-background; }
    }
    """
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(WIDE, "-wide")]  # noqa: RUF012 -- as Textual declares it
    FOOTER: ClassVar[tuple[str, ...]] = ("claims.add", "list.open", "claim.mark", "claims.filter", "app.undo")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add", id="claims.add", tooltip="Write down a new claim"),
        Binding(
            "A", "read", "read", id="claims.read", show=False, tooltip="Read an article and keep the claims it makes"
        ),
        Binding(
            "slash", "filter", "filter", key_display="/", id="claims.filter", tooltip="Choose which claims are shown"
        ),
        Binding("I", "import", "import", id="claims.import", show=False, tooltip="Read claims from a file"),
        Binding(
            "asterisk", "pick_all", "pick all", key_display="*", id="claims.pick_all", show=False,
            tooltip="Pick every claim that is shown",
        ),
        Binding(
            "escape", "back", "back", id="claims.back", show=False,
            tooltip="Back a step: to the list, to none picked, to all claims",
        ),
        Binding(
            "B", "backups", "backups", id="claims.backups", show=False,
            tooltip="See the backups, make one, bring one back",
        ),
        Binding("ctrl+e", "examples", "examples", id="claims.examples", show=False, tooltip="Load the example claims"),
    ]  # fmt: skip

    def __init__(self, desk: Desk, claim_id: int | None = None) -> None:
        super().__init__(desk)
        self._begins_at = claim_id
        self._told_on: date | None = None
        self._waiting = 0
        self._views: Sequence[View] = ()

    def compose(self) -> ComposeResult:
        """Title, the list with filter and card, keys."""
        yield TitleLine()
        yield ClaimList(self.desk, self._begins_at)
        yield KeyLine()

    @newest
    async def on_claim_list_filtered(self, filtered: ClaimList.Filtered) -> None:
        """Name the room, how many claims want their reviewer, the views on their keys, and the database."""
        today = self.desk.today()
        if filtered.after_a_change or self._told_on != today:
            self._told_on = None
            self._waiting = await self.desk.ask(queries.review_count, today)
            self._views = await self.desk.ask(all_views)
            self._told_on = today
        self.query_one(TitleLine).tell(self._waiting, self._views, self.claims.filter_line.text, self.desk.place)

    @property
    def shown(self) -> Shown:
        """The claims that the filter finds."""
        return Shown("claims", self.claims.filter_line.text)

    def on_cursor_list_opened(self) -> None:
        """Show everything about a claim on a screen of its own."""
        self.walk_into("claim", self.claim_at_hand)

    def follow(self, way: Way) -> None:
        """Show the claims that a way leads to, or walk into another room."""
        if way.filter is not None:
            self.claims.show(way.filter)
        self.reload()
        if way.room and way.room != "claims":
            self.walk_into(way.room)

    def action_filter(self) -> None:
        """Go to the filter line."""
        self.claims.filter_line.take_keys()

    def action_back(self) -> None:
        """From the filter line to the list; then what is picked is let go; then all claims are shown."""
        if self.claims.filter_line.is_being_typed:
            self.claims.focus_list()
        elif self.claims.table.picked:
            self.let_go()
        else:
            self.claims.show("")

    @job
    async def action_add(self) -> None:
        """Write down a new claim."""
        self.reload(await self.app.push_screen_wait(ClaimForm(self.desk, Prefill())))

    @job
    async def action_read(self) -> None:
        """Open an article and walk through what looks like claims in it."""
        if read := await self.app.push_screen_wait(ArticleForm(self.desk)):
            self.come_back(await self.app.push_screen_wait(ReaderScreen(self.desk, read)))

    @job
    async def action_pick_all(self) -> None:
        """Pick all claims that the filter finds."""
        numbers = await self.claims.found.numbers(self.claims.terms)
        self.claims.table.pick(numbers)
        if self.claims.table.total and not numbers:
            self.notify("These claims are only near to the filter: pick them one by one, with space.", markup=False)

    @job
    async def action_import(self) -> None:
        """Read claims from a file."""
        if await self.app.push_screen_wait(ImportForm(self.desk)):
            self.reload()

    @job
    async def action_backups(self) -> None:
        """Show the backups, and the list anew when one was brought back."""
        if self.desk.database is None:
            self.notify("tracker backup writes a dump of a server's database.", markup=False)
        elif await self.app.push_screen_wait(BackupsScreen(self.desk, self.desk.database)):
            self.let_go()
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The examples are offered while the archive is empty."""
        if action == "examples":
            return self.is_mounted and self.query_one(Welcome).offers_examples
        return super().check_action(action, parameters)

    @job
    async def action_examples(self) -> None:
        """Fill an empty archive with the examples."""
        count = await self.desk.carry_out(load_examples, self.desk.today())
        self.notify(f"{count} example claims are here. u takes them out again.", markup=False)
        self.reload()
