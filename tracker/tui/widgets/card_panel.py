"""A scrolling pane that shows the card of a claim at the pane's own width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.tui.widgets.claim_card import card_content

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult

    from tracker.store.rows import ClaimCard


class CardPanel(VerticalScroll, can_focus=False):
    """The card of one claim, drawn again when the width changes."""

    DEFAULT_CSS = """
    CardPanel {
        padding: 0 1;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > Static { height: auto; min-height: 100%; }
    }
    """

    def __init__(self, *, is_whole: bool = False, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._is_whole = is_whole
        self._shown: tuple[ClaimCard, date] | None = None
        # Made at once: a claim may come before the pane has put itself together.
        self._text = Static(markup=False)

    def compose(self) -> ComposeResult:
        """One text."""
        yield self._text

    def show_card(self, card: ClaimCard, today: date) -> None:
        """Show a claim from its first line."""
        is_other = self._shown is None or self._shown[0].claim_id != card.claim_id
        self._shown = card, today
        self._draw()
        if is_other:
            self.scroll_home(animate=False)

    def show_text(self, text: Content) -> None:
        """Show something else than a claim."""
        self._shown = None
        self._write(text)

    def show_nothing(self) -> None:
        """Show an empty pane."""
        self.show_text(Content(""))

    def on_resize(self) -> None:
        """Draw again at the new width."""
        self._draw()

    def _draw(self) -> None:
        if self._shown:
            width = max(20, self.scrollable_content_region.width or self.size.width)
            self._write(card_content(*self._shown, width, is_whole=self._is_whole))

    def _write(self, text: Content) -> None:
        """Show another text; all parts of the screen are put in their places again only when it needs other room."""
        pane, room = self.scrollable_content_region.size, self._text.size
        self._text.update(text, layout=not room.width)
        if room.width and room.height != max(pane.height, self._text.get_content_height(pane, pane, room.width)):
            self._text.refresh(layout=True)
