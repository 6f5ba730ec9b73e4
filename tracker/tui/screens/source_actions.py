"""What can be done with the source at hand."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tracker.store import sources
from tracker.store.articles import article_of_source
from tracker.tui.desk import job
from tracker.tui.screens.exported import ExportedRoom
from tracker.tui.screens.led_claims import LedClaims
from tracker.tui.screens.reader import ReaderScreen
from tracker.tui.screens.source_form import SourceForm

if TYPE_CHECKING:
    from tracker.store.sources import SourceCard


class SourceActions(ExportedRoom):
    """A room with a source at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open_source", "open", id="sources.open", tooltip="Open its address in the browser"),
        Binding("O", "open_copy", "open copy", id="sources.copy", show=False, tooltip="Open its archived copy"),
        Binding("e", "edit", "edit", id="sources.edit", tooltip="Correct it, for all claims that cite it"),
        Binding("A", "read", "read", id="sources.read", show=False, tooltip="Go on reading it, if it was read here"),
        Binding("y", "copy", "copy", id="sources.cite", show=False, tooltip="Copy its citation"),
    ]

    @property
    @abstractmethod
    def source_at_hand(self) -> int | None:
        """The number of the source, None while there is none."""

    async def card_at_hand(self) -> SourceCard | None:
        """The source as it is now."""
        if self.source_at_hand is None:
            return None
        return await self.desk.ask(sources.source_card, self.source_at_hand, self.desk.today())

    @job
    async def action_open_source(self) -> None:
        """Open the source's address."""
        if card := await self.card_at_hand():
            self.open_address(card.fields.url, "No address is noted for this source: e adds one.")

    @job
    async def action_open_copy(self) -> None:
        """Open the archived copy."""
        if card := await self.card_at_hand():
            self.open_address(card.fields.archive_url, "No archived copy is noted for this source: e adds its address.")

    @job
    async def action_copy(self) -> None:
        """Copy the citation."""
        if card := await self.card_at_hand():
            self.app.copy_to_clipboard(card.fields.citation())
            self.notify("Copied the citation.", markup=False)

    @job
    async def action_edit(self) -> None:
        """Correct the source."""
        if card := await self.card_at_hand():
            await self.app.push_screen_wait(SourceForm(self.desk, card))
            self.reload()

    @job
    async def action_read(self) -> None:
        """Go on reading the article that the source is."""
        if self.source_at_hand is None:
            return
        read = await self.desk.ask(article_of_source, self.source_at_hand)
        if read is None:
            self.warn("This source was not read here: A on the list of claims opens an article.")
        else:
            self.come_back(await self.app.push_screen_wait(ReaderScreen(self.desk, read)))

    @job
    async def on_cursor_list_opened(self) -> None:
        """List the claims of the source."""
        card = await self.card_at_hand()
        if card is None:
            return
        if card.claim_count:
            self.come_back(await self.app.push_screen_wait(LedClaims(self.desk, card.filter)))
        else:
            self.warn("No claim cites this source.")
