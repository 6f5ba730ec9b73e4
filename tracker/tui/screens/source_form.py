"""The form in which a source is corrected, for all claims that cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.claims.drafts import Refused
from tracker.claims.sources import draft_of_source, read_source_fields
from tracker.display import display
from tracker.errors import EditConflict
from tracker.store import sources
from tracker.tui.desk import job
from tracker.tui.screens.form import Form
from tracker.tui.widgets.field_row import FieldRow, show_problems
from tracker.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.store.sources import SourceCard
    from tracker.tui.desk import Desk

ROWS = (
    ("title", "Title", "of the article, post or talk"),
    ("publisher", "Publisher", ""),
    ("author", "Author", ""),
    ("url", "Address", "https://…"),
    ("archive_url", "Archived at", "https://…, the address of a copy that stays"),
    ("published_on", "Published on", "2025-07-11"),
    ("language", "Language", "such as en or fr"),
    ("type", "Type", "article, post, filing, talk, …"),
)
"""Field, name on screen and hint."""


class SourceForm(Form[bool]):
    """Answers True once the source is corrected, False when the form is left."""

    DEFAULT_CSS = """
    SourceForm {
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        #about { height: auto; padding: 0 1; margin: 0 0 1 0; color: $foreground-muted; }
        #fields { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="source.save", priority=True, tooltip="Correct the source"),
        Binding("escape", "leave", "leave", id="source.leave", tooltip="Back; what is typed is kept for the next time"),
    ]

    def __init__(self, desk: Desk, card: SourceCard) -> None:
        super().__init__(desk, f"Edit source {card.source_id}", draft_of_source(card.fields))
        self._card = card

    def compose(self) -> ComposeResult:
        """What is corrected, and a row for each field."""
        note = "   what you had typed is back" if self.came_back else ""
        count = self._card.claim_count
        about = f"What you correct here is corrected for all {count:,} claims that cite it." if count > 1 else ""
        yield Static(Content.assemble((self.form_name, "bold"), (note, "$foreground-muted")), id="title", markup=False)
        if about:
            yield Static(about, id="about", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            for name, title, hint in ROWS:
                yield FieldRow(name, title, text=self.texts_at_first.get(name, ""), hint=hint)
        yield KeyLine()

    def on_mount(self) -> None:
        """Start with the title."""
        self.query_one(FieldRow).editor.focus()
        self.keep_while_typing()

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self.query_one(f"#row-{name.replace('_', '-')}", FieldRow)

    @property
    def texts(self) -> dict[str, str]:
        """What is typed."""
        return {name: self.row(name).text for name, _, _ in ROWS}

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.app.action_focus_next()

    @job
    async def action_save(self) -> None:
        """Correct the source, or show what is wrong and where."""
        show_problems(self.query(FieldRow))
        try:
            kept = self._card.fields
            fields = await self.desk.work_out(read_source_fields, self.texts, self.desk.today(), kept)
        except Refused as refused:
            self._show_problems(refused)
            return
        card = self._card
        try:
            is_changed = await self.desk.ask(sources.edit_source, card.source_id, card.version, fields)
        except EditConflict:
            self._show_theirs(await self.desk.ask(sources.source_card, card.source_id, self.desk.today()))
            return
        self.notify(_told(card, is_changed=is_changed), markup=False)
        self.mark_saved()
        self.dismiss(result=True)

    def action_leave(self) -> None:
        """Leave, keeping what is typed for the next time."""
        if self.leave_draft():
            self.notify("What you typed is kept: edit the source again to go on.", markup=False)
        self.dismiss(result=False)

    def _show_problems(self, refused: Refused) -> None:
        show_problems(self.query(FieldRow), refused.problems)
        count = len(refused.problems)
        self.notify(f"{count} field{'s' * (count > 1)} to mend.", severity="warning", markup=False, timeout=3)

    def _show_theirs(self, card: SourceCard) -> None:
        """Go on from what somebody else has written meanwhile: theirs where only they changed a field, else mine."""
        theirs = draft_of_source(card.fields)
        for name, text in theirs.items():
            row = self.row(name)
            if text in {self.started_from[name], row.text}:
                continue
            if row.text == self.started_from[name]:
                row.text = text
                row.echo("somebody else changed this meanwhile")
            else:
                row.echo(f"somebody else wrote: {display(text) or '(nothing)'}")
        self._card, self.started_from = card, theirs
        self.notify(
            "Somebody else changed this source meanwhile. Nothing was written: look at it, then ctrl+s saves.",
            severity="warning",
            markup=False,
            timeout=8,
        )


def _told(card: SourceCard, *, is_changed: bool) -> str:
    if not is_changed:
        return f"Source {card.source_id} stays as it was: nothing was changed."
    count = card.claim_count
    cited = f" for the {count:,} claims that cite it" if count > 1 else ""
    return f"Source {card.source_id} is changed{cited}. u takes it back."
