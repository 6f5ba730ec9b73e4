"""A field for a day: below it stands which day is meant by what is typed in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from tracker.claims.drafts import read_day_of
from tracker.dates.wording import day_in_words
from tracker.errors import InvalidInput
from tracker.tui.desk import newest
from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.window_input import is_whole

if TYPE_CHECKING:
    from tracker.tui.desk import Desk


class DayRow(FieldRow):
    """What is typed as the calendar has it needs no echo; what is half typed and no day yet has none."""

    def __init__(self, desk: Desk, name: str, title: str, *, text: str = "", hint: str = "") -> None:
        super().__init__(name, title, text=text, hint=hint)
        self._desk = desk

    @on(Input.Changed)
    @newest
    async def say_day(self) -> None:
        """Say which day is meant, once it is read."""
        typed = self.text.strip()
        try:
            day = await self._desk.work_out(read_day_of, self.name or "", typed, self._desk.today())
        except InvalidInput:
            day = None
        if is_whole(self):
            self.echo(f"→ {day_in_words(day)}" if day and day.isoformat() != typed else "")
