"""A field for a source's address: below it stands which known source that is of, and what this spares one to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from tracker.claims.web_pages import spellings_up_to_path
from tracker.display import display
from tracker.store.addressed import source_known_at
from tracker.tui.desk import newest
from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.window_input import is_whole

if TYPE_CHECKING:
    from tracker.tui.desk import Desk


class AddressRow(FieldRow):
    """``own`` is the address that the claim has already: what is known of that stands in the rows beside it."""

    def __init__(self, desk: Desk, name: str, title: str, *, text: str = "", hint: str = "", own: str = "") -> None:  # noqa: PLR0913 -- a row, and whose it is
        super().__init__(name, title, text=text, hint=hint)
        self._desk = desk
        self._own = own

    @on(Input.Changed)
    @newest
    async def name_known(self) -> None:
        """Name the source that is known at this address, once one is."""
        typed = self.text.strip()
        # Of what is no address yet nobody is asked: each letter would go to a server.
        is_asked = typed != self._own and bool(spellings_up_to_path(typed))
        known = await self._desk.ask(source_known_at, typed) if is_asked else None
        if is_whole(self):
            told = known._replace(url="", archive_url="").citation() if known else ""
            named = f"known: {display(told)}" if told else "known"
            self.echo(f"{named}; what stays empty is taken from it" if known else "")
