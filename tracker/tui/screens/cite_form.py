"""The form in which a claim gets one more source: where else it stands, or what speaks for it or against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tracker.claims.drafts import Refused
from tracker.claims.vocabulary import Role
from tracker.display import display
from tracker.errors import InvalidInput
from tracker.tui.desk import job
from tracker.tui.screens.aside_form import ASIDE_KEYS
from tracker.tui.screens.claim_keeping import keep_source
from tracker.tui.screens.fields_form import FieldsForm
from tracker.tui.widgets.claim_rows import ROWS, row_of, tell_names
from tracker.tui.widgets.completed_row import CompletedRow
from tracker.tui.widgets.field_row import EDITOR_KEY, FieldRow, show_problems
from tracker.tui.widgets.one_of import OneOf
from tracker.tui.widgets.window_input import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from tracker.store.rows import ClaimCard
    from tracker.tui.desk import Desk
    from tracker.tui.left_drafts import Texts

_ROLES: dict[str, str] = {
    Role.STATES: "the source makes the claim too",
    Role.SUPPORTS: "the source speaks for the claim",
    Role.REFUTES: "the source speaks against the claim",
}
_FIELDS = (
    "source_title", "source_publisher", "source_author", "source_url", "source_archive_url", "source_published_on",
    "quote", "via",
)  # fmt: skip
"""Those of a claim's own first source, in which they have the same names, hints and completion."""


class CiteForm(FieldsForm):
    """Answers True once the source is added, False when the form is left."""

    AGAIN = "add a source to this claim"
    FOOTER = ("cite.save", "cite.leave", "form.clear")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="cite.save", priority=True, tooltip="Add the source to the claim"),
        Binding("escape", "leave", "leave", id="cite.leave", tooltip="Back; what is typed is kept for the next time"),
        Binding(
            KEY, "take_offered", "take what is offered", id="cite.offered", show=False,
            tooltip="Take the known name that is offered",
        ),
        Binding(
            EDITOR_KEY, "edit_outside", "your editor", id="form.editor", show=False,
            tooltip="Write the quotation in the editor that $VISUAL or $EDITOR names",
        ),
        *ASIDE_KEYS,
    ]  # fmt: skip

    def __init__(self, desk: Desk, card: ClaimCard) -> None:
        name, about = f"Add a source to claim {card.claim_id}", display(card.fields.statement)
        super().__init__(desk, name, {"role": Role.STATES.value}, about)
        self._claim_id = card.claim_id

    def fields(self) -> Iterator[Widget]:
        """What the source does for the claim, and what is told of it."""
        texts = self.texts_at_first
        yield OneOf(_ROLES, id="role", chosen=texts["role"])
        told = {name: (title, hint) for name, title, hint in ROWS}
        for name in _FIELDS:
            yield row_of(self.desk, name, *told[name], texts.get(name, ""))

    def on_mount(self) -> None:
        """Read what completes. Textual calls that of ``FieldsForm`` too."""
        self._read_names()

    @job
    async def _read_names(self) -> None:
        await tell_names(self.desk, self)

    def show_texts(self, texts: Texts) -> None:
        """Show these texts in the rows, and what the source does for the claim."""
        super().show_texts(texts)
        self.query_one(OneOf).choose(texts["role"])

    @property
    def texts(self) -> dict[str, str]:
        """What is chosen and typed."""
        return super().texts | {one.id or "": one.chosen for one in self.query(OneOf)}

    @job
    async def action_save(self) -> None:
        """Add the source, or show what is wrong and where."""
        show_problems(self.query(FieldRow))
        texts = self.texts
        role = Role(texts["role"])
        try:
            await keep_source(self, self._claim_id, texts, role)
        except Refused as refused:
            self.refuse(refused)
            return
        self.notify(f"Claim {self._claim_id} has one more source, which {role} it. u takes it back.", markup=False)
        self.mark_saved()
        self.dismiss(result=True)

    @job
    async def action_take_offered(self) -> None:
        """Take the known name that is offered where one types. Raises InvalidInput where none is."""
        row = next((row for row in self.query(CompletedRow) if row.has_focus_within), None)
        if row is not None and not await row.take_offered():
            raise InvalidInput(f"No known name is offered here for {KEY} to take.")

    @job
    async def action_edit_outside(self) -> None:
        """Hand the quotation to the user's editor, and take it back when that has ended."""
        self.write_outside(self.row("quote"))
