"""Where a deadline is typed: below the words, the days they mean and the other ways in which they can be read.

While nothing is typed, the deadline that the quotation names is offered, and beside words that cannot be read the one
that is a slip of the keys away.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from tracker.claims.deadlines import chosen_reading, echo_of, echo_of_days, name_reading, perhaps_meant, readings_of
from tracker.claims.drafts import READING, read_day_of
from tracker.claims.quoted import deadline_in
from tracker.claims.typed import read_day
from tracker.display import display
from tracker.errors import InvalidInput
from tracker.tui.desk import newest
from tracker.tui.widgets.field_row import FieldRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tracker.dates.window import Window
    from tracker.tui.desk import Desk

KEY = "ctrl+o"
"""The key that takes what is offered in the field in use; the form binds it for all of them."""


class WindowInput(FieldRow):
    """The row of the deadline. ``read_again`` tells it what else is typed; ``reading`` is the one that is meant."""

    def __init__(self, desk: Desk, title: str, *, texts: Mapping[str, str], hint: str = "") -> None:
        super().__init__("due_text", title, text=texts.get("due_text", ""), hint=hint)
        self._desk = desk
        self._readings: tuple[Window, ...] = ()
        self._said_on = desk.today()
        self._review_on: date | None = None
        self._is_review_day_left = False
        self._is_day_known = True
        self._offered = ""
        self._meant = ""
        self.start_from(texts)

    def start_from(self, texts: Mapping[str, str]) -> None:
        """Take the reading that a draft chose for its words."""
        self._chosen_for, self._chosen = texts.get("due_text", ""), texts.get(READING, "")
        self._goes_with_days = "" if self._chosen else texts.get("review_on", "")

    @property
    def reading(self) -> str:
        """The name of the reading that was chosen for the words that are typed; empty: the first."""
        return self._chosen if self.text == self._chosen_for else ""

    @newest
    async def read_again(self, texts: Mapping[str, str]) -> None:
        """Say which days the deadline means, given what else is typed: the days, the language, the quotation.

        What was said on a day that cannot be read is read as if it was said today.
        """
        today = self._desk.today()
        try:
            said_on = read_day(texts["said_on"], today, is_past=True) or today
            self._is_day_known = True
        except InvalidInput:
            said_on, self._is_day_known = today, False
        self._said_on, self._review_on = said_on, None
        with suppress(InvalidInput):
            self._review_on = read_day_of("review_on", texts["review_on"].strip(), today)
        self._is_review_day_left = texts["review_on"].strip() == self._goes_with_days
        words, language = texts["due_text"].strip(), texts["language"]
        conventions = self._desk.conventions
        if words:
            self._readings = await self._desk.work_out(readings_of, words, said_on, language, conventions)
            typed = (words, said_on, language, conventions)
            self._meant = "" if self._readings else await self._desk.work_out(perhaps_meant, *typed)
        else:
            quote = texts["quote"]
            self._readings, self._meant = (), ""
            self._offered = await self._desk.work_out(deadline_in, quote, said_on, language, conventions)
        if is_whole(self):
            self._show()

    @property
    def offers_quoted(self) -> bool:
        """Whether the deadline of the quotation is offered."""
        return bool(self._offered) and not self.text.strip()

    @property
    def has_other(self) -> bool:
        """Whether the words can be read in another way, or others are perhaps meant."""
        return bool(self._meant) or len(self._readings) > 1

    def on_descendant_focus(self) -> None:
        """Name the key that takes another reading, now that it works. Textual calls ``FieldRow``'s too."""
        self._tell_key()

    def on_descendant_blur(self) -> None:
        """The key means another field from now on."""
        self._tell_key()

    def take_other(self) -> None:
        """Take the deadline that is offered, or mean the next reading of the words, after the last the first again."""
        if not self.text.strip():
            self.text = self._offered
        elif self._meant:
            self.text = self._meant
        elif len(self._readings) > 1:
            following = self._readings[(self._place() + 1) % len(self._readings)]
            self._chosen_for, self._chosen = self.text, name_reading(following.edtf, following.rule)
            self._show()

    def _tell_key(self) -> None:
        if self.has_other and is_whole(self):
            self._show()

    def _place(self) -> int:
        """Which of the readings is meant, from 0 on."""
        meant = chosen_reading(self._readings, self.reading, self.text)
        return self._readings.index(meant) if meant else 0

    def _show(self) -> None:
        count, place = len(self._readings), self._place()
        condition = "" if self._is_day_known else ", if it was said today"
        if count > 1:
            lines = [
                f"{'→' if number == place else ' '} {number + 1}  {echo_of_days(reading, self._said_on)}{condition}"
                for number, reading in enumerate(self._readings)
            ]
            lines.append(f"  {f'{KEY} other reading' if self.has_focus_within else 'reading'} ({place + 1} of {count})")
        else:
            window = next(iter(self._readings), None)
            goes = self._is_review_day_left and window is not None and (window.start or window.end)
            review_on = None if goes else self._review_on
            echo = echo_of(self.text, window, self._said_on, self._desk.conventions, review_on=review_on)
            lines = [f"→ {echo}{condition if window and (window.start or window.end) else ''}"]
        if self._meant:
            lines.append(f"do you mean “{self._meant}”?{f' {KEY} takes it' if self.has_focus_within else ''}")
        if self.offers_quoted:
            lines.append(f"in the quotation: “{self._offered}” ({KEY} takes it)")
        self.echo("\n".join(display(line) for line in lines))


def is_whole(row: FieldRow) -> bool:
    """Whether a row has all its parts: not before it is mounted, and not while its form is left."""
    return row.is_attached and bool(row.query("Input, TextArea")) and bool(row.query(".remark"))
