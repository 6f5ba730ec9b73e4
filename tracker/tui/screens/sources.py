"""The list of sources with a line to look for some, and all about the one under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.display import display
from tracker.errors import TrackerError
from tracker.store import sources
from tracker.store.terms import quoted
from tracker.tui.desk import job, newest
from tracker.tui.screens.exported import Shown
from tracker.tui.screens.first_look import WIDE
from tracker.tui.screens.source_actions import SourceActions
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.paged_list import PAGE, PagedList
from tracker.tui.widgets.search_line import SearchLine
from tracker.tui.widgets.source_table import SourceTable
from tracker.tui.widgets.source_text import source_content

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.store.sources import SourceCard

_NONE_YET = "No sources yet: each is kept with a claim. esc goes back to the list, where a adds one."


class SourcesScreen(SourceActions):
    """Left on the way to the claims of a source, or back."""

    DEFAULT_CSS = """
    SourcesScreen {
        layout: vertical;
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        #body { height: 1fr; }
        #source {
            height: 50%;
            padding: 0 1;
            border-top: solid $primary-background;
            scrollbar-size-vertical: 1;
            scrollbar-gutter: stable;
        }
        #source > Static { height: auto; }
        #none { height: 1fr; content-align: center middle; display: none; padding: 0 2; }
    }
    SourcesScreen.-wide {
        #body { layout: horizontal; }
        SourceTable { width: 3fr; }
        #source { width: 2fr; height: 1fr; border-top: none; border-left: solid $primary-background; }
    }
    """
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(WIDE, "-wide")]  # noqa: RUF012 -- as Textual declares it
    FOOTER: ClassVar[tuple[str, ...]] = ("sources.back", "list.open", "sources.edit", "sources.open", "sources.filter")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left", "back", "back", id="sources.back", tooltip="Back to the list; again: all; then out"),
        Binding("slash", "filter", "look for", key_display="/", id="sources.filter", tooltip="Look for some of them"),
    ]

    _card: SourceCard | None = None

    def compose(self) -> ComposeResult:
        """Title, words to look for, list, the source under the cursor, keys."""
        yield Static(Content.styled("Sources", "bold"), id="title", markup=False)
        yield SearchLine("all sources; words of publisher, title, author or address")
        with Vertical(id="body"):
            yield SourceTable(id="sources")
            with VerticalScroll(id="source", can_focus=False):
                yield Static(markup=False)
        none = Static(id="none", markup=False)
        none.can_focus = True
        yield none
        yield KeyLine()

    def on_mount(self) -> None:
        """Start with the list."""
        self.table.focus()
        self.reload()

    @property
    def source_at_hand(self) -> int | None:
        """The source under the cursor."""
        return self.table.selected.source_id if self.table.selected else None

    @property
    def shown(self) -> Shown:
        """The citations of the sources that hold the words that are looked for."""
        return Shown("citations", " ".join(f"source:{quoted(word)}" for word in self.search.text.split()))

    @property
    def table(self) -> SourceTable:
        """The list."""
        return self.query_one(SourceTable)

    @property
    def search(self) -> SearchLine:
        """The words to look for."""
        return self.query_one(SearchLine)

    @newest
    async def reload(self, claim_id: int | None = None) -> None:
        """Read the list again, as after a change, and stay on the source at hand."""
        del claim_id
        at_hand = self.table.selected
        place = 0
        if at_hand:
            place = await self.desk.ask(sources.place_of_source, self.search.text, at_hand.source_id)
        self.table.start_again(place)

    @job
    async def on_paged_list_wanted(self, wanted: PagedList.Wanted) -> None:
        """Fetch a page that the list asks for."""
        text = self.search.text
        try:
            page = await self.desk.ask(sources.list_sources, text, wanted.offset, PAGE)
        except TrackerError:
            self.table.forget(wanted)
            raise
        self.table.take_page(page.rows, page.offset, page.total, wanted.generation)
        self.search.show_count(f"{page.total:,} source{'s' * (page.total != 1)}")
        self._show_list_or_sentence(text.strip(), is_empty=not page.total)

    def _show_list_or_sentence(self, text: str, *, is_empty: bool) -> None:
        """Show one of the two; the keys go to the list unless somebody types."""
        sentence = self.query_one("#none", Static)
        sentence.display, self.query_one("#body").display = is_empty, not is_empty
        sentence.update(f"No source holds “{display(text)}”: esc shows all of them." if text else _NONE_YET)
        if not self.search.is_being_typed:
            # Keys must go somewhere: one waits for a screen that gives them to no part of it.
            self.set_focus(sentence if is_empty else self.table)

    @newest
    async def on_cursor_list_highlighted(self) -> None:
        """Show the source under the cursor."""
        self._card = await self.card_at_hand()
        self._show_card()
        self.query_one("#source").scroll_home(animate=False)

    def on_resize(self) -> None:
        """Fit the claims of the source to the new width."""
        self.call_after_refresh(self._show_card)

    def _show_card(self) -> None:
        width = self.query_one("#source").scrollable_content_region.width
        shown = source_content(self._card, width) if self._card else Content("")
        self.query_one("#source > Static", Static).update(shown)

    def on_search_line_changed(self) -> None:
        """Look while typing."""
        self.table.start_again()

    def on_search_line_done(self) -> None:
        """Go to the sources found."""
        self.table.focus()

    def action_filter(self) -> None:
        """Go to the words to look for."""
        self.search.take_keys()

    def action_back(self) -> None:
        """From the words to the list; from some sources to all of them; from all of them back."""
        if self.search.is_being_typed and self.table.total:
            self.table.focus()
        elif self.search.text:
            self.set_focus(None)
            self.search.text = ""
        else:
            super().action_back()
