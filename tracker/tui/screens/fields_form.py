"""What the forms about a source have in common: a title, a sentence, and fields one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.widgets import Static

from tracker.tui.screens.aside_form import AsideForm
from tracker.tui.widgets.field_row import FieldRow, show_problems
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.window_input import is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tracker.claims.drafts import Refused
    from tracker.tui.desk import Desk
    from tracker.tui.left_drafts import Texts


class FieldsForm(AsideForm[bool]):
    """Answers True once what is typed is written, False when the form is left.

    ``about`` says what it is about, safe to show; ``AGAIN`` how to come back to what was typed.
    """

    DEFAULT_CSS = """
    FieldsForm {
        #title { height: auto; background: $primary-background; color: $text; padding: 0 1; }
        #about { height: auto; max-height: 3; padding: 0 1; margin: 0 0 1 0; color: $foreground-muted; }
        #fields { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    }
    """
    AGAIN: ClassVar[str]

    def __init__(self, desk: Desk, name: str, started_from: Texts, about: str = "", *, is_edit: bool = False) -> None:
        super().__init__(desk, name, started_from, is_edit=is_edit)
        self._about = about

    def compose(self) -> ComposeResult:
        """Title, what it is about, the fields, keys."""
        yield Static(self.heading(), id="title", markup=False)
        if self._about:
            yield Static(self._about, id="about", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            yield from self.fields()
        yield KeyLine()

    def fields(self) -> Iterator[Widget]:
        """The fields, with what they start from."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Start with the first field that is typed."""
        self.query_one(FieldRow).editor.focus()
        self.keep_while_typing()

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self.query_one(f"#row-{name.replace('_', '-')}", FieldRow)

    @property
    def texts(self) -> Texts:
        """What is typed; what the form started from in rows that are missing, as while it opens."""
        return self.texts_at_first | {row.name or "": row.text for row in self.query(FieldRow) if is_whole(row)}

    def show_texts(self, texts: Texts) -> None:
        """Show these texts in the rows, without what was wrong with others."""
        rows = self.query(FieldRow)
        show_problems(rows)
        for row in rows:
            row.text = texts.get(row.name or "", "")
        rows.first().editor.focus()

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.app.action_focus_next()

    def refuse(self, refused: Refused) -> None:
        """Show what is wrong and where, and go to the first of it."""
        show_problems(self.query(FieldRow), refused.problems)
        self.tell_to_mend(refused)

    def action_leave(self) -> None:
        """Leave, keeping what is typed for the next time."""
        if self.leave_draft():
            self.notify(f"What you typed is kept: {self.AGAIN} again to go on.", markup=False)
        self.dismiss(result=False)
