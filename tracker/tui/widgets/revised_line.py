"""Above a form for a later claim: what the claim says that it revises, and by how much it moves the date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tracker.claims.moves import move_in_words
from tracker.claims.wording import due_in_short
from tracker.display import display
from tracker.tui.desk import newest
from tracker.tui.widgets.drawn_cells import cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.store.rows import ClaimCard
    from tracker.tui.desk import Desk

_LEAST = 12
"""Characters of the statement that are shown, however little room there is."""


class RevisedLine(Static):
    """One line, which is there as long as the form says that this claim is revised. The statement is cut in it."""

    DEFAULT_CSS = """
    RevisedLine { height: 1; padding: 0 1; color: $foreground-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, desk: Desk, revised: ClaimCard) -> None:
        super().__init__(markup=False)
        self._desk = desk
        self._revised = revised
        self._move = ""

    @newest
    async def read_again(self, texts: Mapping[str, str]) -> None:
        """Say anew what is typed does to the date."""
        number, thread = self._revised.claim_id, self._revised.thread
        self.display = texts["revises"].strip() == str(number)
        today, conventions = self._desk.today(), self._desk.conventions
        self._move = await self._desk.work_out(move_in_words, thread, number, texts, today, conventions)
        if self.is_attached:
            self._show()

    def on_resize(self) -> None:
        """Cut it to the new width."""
        self._show()

    def _show(self) -> None:
        fields = self._revised.fields
        due = due_in_short(fields.due_start, fields.due_end, fields.said_on, fields.due_text or "no date")
        until = display(f", {due}") + (" → " if self._move else "")
        room = max(_LEAST, self.content_size.width - len("was “”") - len(until) - len(self._move))
        statement = cut(display(fields.statement), room)
        self.update(Content.assemble(f"was “{statement}”{until}", (self._move, "bold $text-accent")))
