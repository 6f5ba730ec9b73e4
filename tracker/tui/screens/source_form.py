"""The form in which a source is corrected, for all claims that cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tracker.claims.drafts import Refused
from tracker.claims.sources import draft_of_source, read_source_fields
from tracker.display import display
from tracker.errors import EditConflict
from tracker.store import sources
from tracker.tui.desk import job
from tracker.tui.screens.aside_form import ASIDE_KEYS
from tracker.tui.screens.fields_form import FieldsForm
from tracker.tui.widgets.field_row import FieldRow, show_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class SourceForm(FieldsForm):
    """Answers True once the source is corrected, False when the form is left."""

    AGAIN = "edit the source"
    FOOTER = ("source.save", "source.leave", "form.clear")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="source.save", priority=True, tooltip="Correct the source"),
        Binding("escape", "leave", "leave", id="source.leave", tooltip="Back; what is typed is kept for the next time"),
        *ASIDE_KEYS,
    ]

    def __init__(self, desk: Desk, card: SourceCard) -> None:
        count = card.claim_count
        about = f"What you correct here is corrected for all {count:,} claims that cite it." if count > 1 else ""
        super().__init__(desk, f"Edit source {card.source_id}", draft_of_source(card.fields), about, is_edit=True)
        self._card = card

    def fields(self) -> Iterator[FieldRow]:
        """A row for each field."""
        for name, title, hint in ROWS:
            yield FieldRow(name, title, text=self.texts_at_first.get(name, ""), hint=hint)

    @job
    async def action_save(self) -> None:
        """Correct the source, or show what is wrong and where."""
        show_problems(self.query(FieldRow))
        try:
            kept = self._card.fields
            fields = await self.desk.work_out(read_source_fields, self.texts, self.desk.today(), kept)
        except Refused as refused:
            self.refuse(refused)
            return
        card = self._card
        if self.changed_before & self.typed.keys():
            self._show_theirs(card)
            return
        try:
            is_changed = await self.desk.ask(sources.edit_source, card.source_id, card.version, fields)
        except EditConflict:
            self._show_theirs(await self.desk.ask(sources.source_card, card.source_id, self.desk.today()))
            return
        self.notify(_told(card, is_changed=is_changed), markup=False)
        self.mark_saved()
        self.dismiss(result=True)

    def _show_theirs(self, card: SourceCard) -> None:
        """Go on from what somebody else has written meanwhile: theirs where only they changed a field, else mine."""
        theirs = draft_of_source(card.fields)
        for name, text in theirs.items():
            row = self.row(name)
            if text in {self.begun_with.get(name), row.text}:
                continue
            if row.text == self.begun_with.get(name):
                row.text = text
                row.echo("somebody else changed this meanwhile")
            else:
                row.echo(f"somebody else wrote: {display(text) or '(nothing)'}")
        self._card, self.started_from, self.begun_with = card, theirs, theirs
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
