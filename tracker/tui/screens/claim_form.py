"""The form to write a claim down, to change one, to copy one, or to note a later claim that moves one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.widgets import Input, Static, TextArea

from tracker.claims.drafts import READING, Refused, draft_of, read_draft
from tracker.errors import InvalidInput
from tracker.tui.desk import job
from tracker.tui.screens.aside_form import ASIDE_KEYS, AsideForm
from tracker.tui.screens.claim_keeping import keep_edit, keep_new, keep_source
from tracker.tui.widgets.claim_rows import ClaimRows
from tracker.tui.widgets.field_row import EDITOR_KEY
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.look_alikes import ADD_KEY, NEXT_KEY
from tracker.tui.widgets.read_back import ReadBack
from tracker.tui.widgets.revised_line import RevisedLine
from tracker.tui.widgets.window_input import KEY

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult

    from tracker.claims.model import ClaimFields
    from tracker.store.rows import ClaimCard
    from tracker.tui.desk import Desk
    from tracker.tui.left_drafts import Texts
    from tracker.tui.screens.room import Room

_NOT_COPIED = {"revises": "", "review_on": ""}


@dataclass(frozen=True)
class Prefill:
    """What a form starts from: nothing, a claim to change (with its version), to copy or to revise.

    ``keep`` writes a new claim down; ``name`` is that of the draft that is left in the form, if not its title;
    ``revised`` is the claim that is revised, to be looked at.
    """

    texts: dict[str, str] = field(default_factory=dict)
    title: str = "Add a claim"
    card: ClaimCard | None = None
    keep: Callable[[Room[Any], ClaimFields], Awaitable[int]] = keep_new
    name: str = ""
    revised: ClaimCard | None = None

    @classmethod
    def of_edit(cls, card: ClaimCard) -> Prefill:
        """The claim as it is."""
        return cls(draft_of(card.fields), f"Edit claim {card.claim_id}", card)

    @classmethod
    def of_copy(cls, card: ClaimCard) -> Prefill:
        """A new claim with all that this one says, in no thread and without a verdict."""
        return cls(draft_of(card.fields) | _NOT_COPIED, f"A copy of claim {card.claim_id}")

    @classmethod
    def of_revision(cls, card: ClaimCard) -> Prefill:
        """A new claim about the same promise."""
        texts = {name: draft_of(card.fields)[name] for name in ("speaker", "subject", "tags", "language", "kind")}
        title = f"A later claim, revising claim {card.claim_id}"
        return cls(texts | {"revises": str(card.claim_id)}, title, revised=card)


class ClaimForm(AsideForm[int | None]):
    """Answers with the number of the claim that was written, with None when the form is left.

    What is typed into a form that is left comes back when the same form is opened again; what was put aside does so
    with a key and not before.
    """

    TOGETHER = frozenset({"due_text", READING})
    DEFAULT_CSS = """
    ClaimForm {
        #title { height: auto; background: $primary-background; color: $text; padding: 0 1; }
        ToastRack { margin-bottom: 3; }
    }
    """
    FOOTER = ("form.save", "form.leave", "form.clear")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="form.save", priority=True, tooltip="Keep the claim"),
        Binding("escape", "leave", "leave", id="form.leave", tooltip="Back; what is typed is kept for the next time"),
        Binding(
            KEY,
            "other_reading",
            "take what is offered",
            id="form.reading",
            show=False,
            tooltip="Take the known name that is offered, the deadline of the quotation, or the next way to read it",
        ),
        Binding(
            ADD_KEY,
            "add_source",
            "add as a source",
            id="form.add_source",
            show=False,
            tooltip="Keep no new claim: add this source to the one that is shown below the claim",
        ),
        Binding(
            NEXT_KEY,
            "next_look_alike",
            "next look-alike",
            id="form.look_alike",
            show=False,
            tooltip="Mark the next of the claims that look alike",
        ),
        Binding(
            EDITOR_KEY,
            "edit_outside",
            "your editor",
            id="form.editor",
            show=False,
            tooltip="Write the quotation, “true if” or the notes in the editor that $VISUAL or $EDITOR names",
        ),
        *ASIDE_KEYS,
    ]

    def __init__(self, desk: Desk, prefill: Prefill) -> None:
        name = prefill.name or prefill.title
        super().__init__(desk, name, prefill.texts, prefill.title, is_edit=prefill.card is not None)
        self._prefill = prefill

    def compose(self) -> ComposeResult:
        """Title, what is revised, fields, what they come to, keys."""
        yield Static(self.heading(), id="title", markup=False)
        if self._prefill.revised:
            yield RevisedLine(self.desk, self._prefill.revised)
        yield ClaimRows(self.desk, self.texts_at_first, finds_look_alikes=self._prefill.card is None)
        yield ReadBack(self.desk)
        yield KeyLine()

    def on_mount(self) -> None:
        """Say what is typed back, from the beginning."""
        self.keep_while_typing()
        self.say_back()

    def show_texts(self, texts: Texts) -> None:
        """Show these texts in the rows."""
        self.rows.start_afresh(texts)

    @property
    def rows(self) -> ClaimRows:
        """The fields."""
        return self.query_one(ClaimRows)

    @property
    def texts(self) -> dict[str, str]:
        """What is typed, with the fields that have no row as they were; what it started from while rows are missing."""
        try:
            return self._prefill.texts | self.rows.texts
        except NoMatches:
            return self.texts_at_first

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A source can be added to another claim while one is like this one, and marked among several."""
        fewest = {"add_source": 1, "next_look_alike": 2}.get(action)
        if fewest is None:
            return super().check_action(action, parameters)
        return self.is_mounted and self.rows.look_alikes.count >= fewest

    @on(Input.Changed)
    @on(TextArea.Changed)
    def say_back(self) -> None:
        """Say when the claim will count as true, as it is typed now, and by how much it moves a date."""
        for revised in self.query(RevisedLine):
            revised.read_again(self.texts)
        for read_back in self.query(ReadBack):
            read_back.read_again(self.texts, self.started_from)

    @job
    async def action_save(self) -> None:
        """Keep the claim, or show what is wrong and where."""
        self.rows.show_problems(None)
        try:
            today, conventions = self.desk.today(), self.desk.conventions
            fields = await self.desk.work_out(read_draft, self.texts, today, conventions, kept=self.started_from)
            card = self._prefill.card
            kept = (
                self._prefill.keep(self, fields) if card is None else keep_edit(self, card, fields, self.changed_before)
            )
            claim_id = await kept
        except Refused as refused:
            self._refuse(refused)
            return
        if claim_id is not None:
            self.mark_saved()
            self.dismiss(claim_id)

    def _refuse(self, refused: Refused) -> None:
        self.rows.show_problems(refused)
        self.tell_to_mend(refused)

    @job
    async def action_add_source(self) -> None:
        """Add what is typed of the source to the marked look-alike, in place of a new claim."""
        other = self.rows.look_alikes.marked
        if other is None:
            return
        self.rows.show_problems(None)
        try:
            await keep_source(self, other.claim_id, self.texts)
        except Refused as refused:
            self._refuse(refused)
            return
        self.notify(f"The source is added to claim {other.claim_id}. u takes it back.", markup=False)
        self.mark_saved()
        self.dismiss(other.claim_id)

    def action_next_look_alike(self) -> None:
        """Mark the next of the claims that look alike."""
        self.rows.look_alikes.mark_next()

    @job
    async def action_edit_outside(self) -> None:
        """Hand the long text in use to the user's editor, and take it back when that has ended."""
        row = self.rows.row_in_use
        if row is None or not row.is_long:
            raise InvalidInput(f"{EDITOR_KEY} opens your editor in the long fields: quotation, true if and notes.")
        self.write_outside(row)

    @job
    async def action_other_reading(self) -> None:
        """Take what is offered: a known name, the quotation's deadline, or the next reading of the one typed."""
        await self.rows.take_offered()
        self.say_back()

    def action_leave(self) -> None:
        """Leave, keeping what is typed for the next time."""
        if self.leave_draft():
            self.notify("What you typed is kept: open the form again to go on.", markup=False)
        self.dismiss(None)
