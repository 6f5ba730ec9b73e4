"""The fields of a claim, one below the other: what is known completes, and what is typed is read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.widgets import Input, TextArea

from tracker.claims.drafts import DAY_FIELDS, READING, Refused
from tracker.claims.vocabulary import Kind
from tracker.display import display
from tracker.errors import InvalidInput
from tracker.store.known_names import known_names
from tracker.store.likeness import known_spellings
from tracker.tui.desk import job
from tracker.tui.widgets.address_row import AddressRow
from tracker.tui.widgets.completed_row import CompletedRow
from tracker.tui.widgets.day_row import DayRow
from tracker.tui.widgets.field_row import FieldRow, show_problems
from tracker.tui.widgets.look_alikes import LookAlikes
from tracker.tui.widgets.name_row import NameRow
from tracker.tui.widgets.window_input import KEY, WindowInput, is_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tracker.tui.desk import Desk

ROWS: tuple[tuple[str, str, str], ...] = (
    ("statement", "Claim", "what is claimed, in one sentence of your own"),
    ("speaker", "Speaker", "who said it"),
    ("kind", "Kind", f"one of {len(Kind)}: {', '.join(list(Kind)[:4])} …"),
    ("said_on", "Said on", "2025-07-11, today or yesterday; empty: today"),
    ("due_text", "Due", "by when, as it was said: next week, by 2030, indefinitely"),
    ("subject", "Subject", "what it is about; groups claims"),
    ("quote", "Quotation", ""),
    ("source_url", "Address", "https://…"),
    ("source_title", "Title", "of the article, post or talk"),
    ("source_publisher", "Publisher", ""),
    ("source_author", "Author", ""),
    ("source_published_on", "Published on", "2025-07-11"),
    ("source_archive_url", "Archived at", "https://web.archive.org/…"),
    ("via", "Via", "who reported it, when second-hand"),
    ("tags", "Tags", "words of your own; between semicolons"),
    ("criteria", "True if", ""),
    ("review_on", "Review on", "when an undated claim comes back; empty: as the settings say"),
    ("language", "Language", "of what was said, such as en or fr; empty: as “due” is read"),
    ("revises", "Revises", "number of the claim whose date this one moves"),
    ("depends_on", "Depends on", "number of the claim without which this one is void"),
    ("notes", "Notes", ""),
)
"""Field, name on screen and hint, in the order in which a claim is told."""

_LONG = {"quote", "criteria", "notes"}
_NAMES = {"speaker", "subject", "source_publisher", "tags"}
_COMPLETED = {"kind": tuple(Kind), "source_author": (), "via": ()}
"""The other fields that complete, with what is always known for them."""

_WINDOW_DEPENDS_ON = {"due_text", "said_on", "language", "quote", "review_on"}


class ClaimRows(VerticalScroll, can_focus=False):
    """A row for each field. A claim that is new, ``finds_look_alikes``, is compared with those that are kept."""

    DEFAULT_CSS = """
    ClaimRows {
        height: 1fr;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        #row-criteria TextArea { min-height: 2; }
    }
    """

    def __init__(self, desk: Desk, texts: Mapping[str, str], *, finds_look_alikes: bool) -> None:
        super().__init__(id="fields")
        self._desk = desk
        self._started_from = texts
        self._finds_look_alikes = finds_look_alikes

    def compose(self) -> ComposeResult:
        """The rows, with the look-alikes below the statement."""
        for name, title, hint in ROWS:
            if name == "due_text":
                yield WindowInput(self._desk, title, texts=self._started_from, hint=hint)
            else:
                text = self._started_from.get(name, "")
                yield row_of(self._desk, name, title, hint, text, is_new=self._finds_look_alikes)
            if name == "statement":
                yield LookAlikes(self._desk)

    def on_mount(self) -> None:
        """Read what completes, and echo what is there."""
        if not all(map(is_whole, self.query(FieldRow))):
            return
        self.query_one(FieldRow).editor.focus()
        self.read_names()
        self.due.read_again(self.texts)
        self._look_for_others()

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self.query_one(f"#row-{name.replace('_', '-')}", FieldRow)

    @property
    def due(self) -> WindowInput:
        """The row of the deadline."""
        return self.query_one(WindowInput)

    @property
    def look_alikes(self) -> LookAlikes:
        """The claims that the statement is like."""
        return self.query_one(LookAlikes)

    @property
    def row_in_use(self) -> FieldRow | None:
        """The row that has the keys."""
        return next((row for row in self.query(FieldRow) if row.has_focus_within), None)

    @property
    def texts(self) -> dict[str, str]:
        """What is typed, and which reading of the deadline is meant."""
        return {name: self.row(name).text for name, _, _ in ROWS} | {READING: self.due.reading}

    @job
    async def read_names(self) -> None:
        """Read what is known for the fields that complete, and for those that tell new names from known ones."""
        await tell_names(self._desk, self)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def read_again(self, event: Input.Changed | TextArea.Changed) -> None:
        """Read again what depends on the field that changed."""
        if not all(map(is_whole, self.query(FieldRow))):
            return
        if any(event.control is self.row(name).editor for name in _WINDOW_DEPENDS_ON):
            self.due.read_again(self.texts)
        if event.control is self.row("statement").editor:
            self._look_for_others()

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.app.action_focus_next()

    async def take_offered(self) -> None:
        """Take the name that is offered where one types one, else the deadline of the quotation or its next reading.

        Raises InvalidInput where what is offered is no name, or stands in another field.
        """
        row = self.row_in_use
        if isinstance(row, CompletedRow):
            if not await row.take_offered():
                raise InvalidInput(f"No known name is offered here for {KEY} to take.")
        elif row is self.due or self.due.offers_quoted:
            self.due.take_other()
        elif self.due.has_other:
            raise InvalidInput(f"{KEY} reads the deadline in another way where it is typed: in “{self.due.title}”.")

    def start_afresh(self, texts: Mapping[str, str]) -> None:
        """Go back to these texts."""
        for name, _, _ in ROWS:
            self.row(name).text = texts.get(name, "")
        self.due.start_from(texts)
        self.due.read_again(self.texts)
        self.query_one(FieldRow).editor.focus()

    def show_problems(self, refused: Refused | None) -> None:
        """Show what is wrong and where, and go to the first of it; None takes all of it away."""
        problems = refused.problems if refused else ()
        show_problems(self.query(FieldRow), problems)
        shown = {name for name, _, _ in ROWS}
        for problem in problems:
            if problem.field not in shown:
                self.screen.notify(display(problem.sentence), severity="error", markup=False, timeout=8)

    def _look_for_others(self) -> None:
        if self._finds_look_alikes:
            self.look_alikes.look(self.row("statement").text)


def row_of(  # noqa: PLR0913 -- a row of the table, what is in it, and where
    desk: Desk, name: str, title: str, hint: str, text: str, *, is_new: bool = True
) -> FieldRow:
    """The row of a field of a claim; one that completes where something can be known for it.

    A claim that is not new has the source of its address already.
    """
    if name in _NAMES:
        return NameRow(desk, name, title, text=text, hint=hint)
    if name in _COMPLETED:
        known = _COMPLETED[name]
        return CompletedRow(name, title, text=text, hint=hint, known=known, takes_others=not known)
    if name in DAY_FIELDS:
        return DayRow(desk, name, title, text=text, hint=hint)
    if name == "source_url":
        return AddressRow(desk, name, title, text=text, hint=hint, own="" if is_new else text)
    return FieldRow(name, title, text=text, hint=hint, is_long=name in _LONG)


async def tell_names(desk: Desk, form: Widget) -> None:
    """Tell the rows of a form that complete what is known, and those of names which of them are."""
    for completed in form.query(CompletedRow):
        if not _COMPLETED.get(completed.name or ""):
            completed.complete_from(await desk.ask(known_names, completed.name or ""))
    for row in form.query(NameRow):
        spellings = await desk.ask(known_spellings, row.name or "")
        if not form.is_attached:
            return
        row.know(spellings)
