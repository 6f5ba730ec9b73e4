"""The form to write a claim down, to change one, or to note a later claim that moves one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from tracker.claims.drafts import READING, Refused, draft_of, read_draft
from tracker.claims.merging import merge
from tracker.claims.vocabulary import Kind
from tracker.errors import EditConflict
from tracker.store import changes, queries
from tracker.tui.desk import job
from tracker.tui.screens.conflict import ConflictScreen
from tracker.tui.screens.form import Form
from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.name_input import NameCompletion
from tracker.tui.widgets.window_input import KEY, WindowInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.claims.model import ClaimFields
    from tracker.store.rows import ClaimCard
    from tracker.tui.desk import Desk

ROWS: tuple[tuple[str, str, str], ...] = (
    ("statement", "Claim", "what is claimed, in one sentence of your own"),
    ("speaker", "Speaker", "who said it"),
    ("kind", "Kind", ", ".join(Kind)),
    ("said_on", "Said on", "2025-07-11, today or yesterday; empty: today"),
    ("due_text", "Due", "by when, as it was said: next week, by 2030, indefinitely"),
    ("subject", "Subject", "what it is about; groups claims"),
    ("quote", "Quotation", ""),
    ("source_url", "Address", "https://…"),
    ("source_title", "Title", "of the article, post or talk"),
    ("source_publisher", "Publisher", ""),
    ("source_author", "Author", ""),
    ("source_published_on", "Published on", "2025-07-11"),
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
_COMPLETED = {"speaker": "", "subject": "", "source_publisher": "", "source_author": "", "via": "", "tags": ";"}
_WINDOW_DEPENDS_ON = {"due_text", "said_on", "language", "quote"}


@dataclass(frozen=True)
class Prefill:
    """What a form starts from: nothing, a claim to change (with its version), or a claim to revise."""

    texts: dict[str, str] = field(default_factory=dict)
    title: str = "Add a claim"
    card: ClaimCard | None = None

    @classmethod
    def of_edit(cls, card: ClaimCard) -> Prefill:
        """The claim as it is."""
        return cls(draft_of(card.fields), f"Edit claim {card.claim_id}", card)

    @classmethod
    def of_copy(cls, card: ClaimCard) -> Prefill:
        """A new claim like this one, which revises none."""
        return cls(draft_of(card.fields) | {"revises": ""}, f"A copy of claim {card.claim_id}")

    @classmethod
    def of_revision(cls, card: ClaimCard) -> Prefill:
        """A new claim about the same promise."""
        texts = {name: draft_of(card.fields)[name] for name in ("speaker", "subject", "tags", "language", "kind")}
        return cls(texts | {"revises": str(card.claim_id)}, f"A later claim, revising claim {card.claim_id}")


class ClaimForm(Form[int | None]):
    """Answers with the claim's number once it is kept, with None when the form is left.

    What is typed into a form that is left comes back when the same form is opened again.
    """

    DEFAULT_CSS = """
    ClaimForm {
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        #fields { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        #row-criteria TextArea { height: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="form.save", priority=True, tooltip="Keep the claim"),
        Binding("escape", "leave", "leave", id="form.leave", tooltip="Back; what is typed is kept for the next time"),
        Binding(
            KEY,
            "other_reading",
            "other reading",
            id="form.reading",
            show=False,
            tooltip="Read the deadline in the next of its ways, or take the one that the quotation names",
        ),
        Binding("ctrl+n", "clear", "start afresh", id="form.clear", tooltip="Forget what is typed here"),
    ]

    def __init__(self, desk: Desk, prefill: Prefill) -> None:
        super().__init__(desk, prefill.title, prefill.texts)
        self._prefill = prefill

    def compose(self) -> ComposeResult:
        """A row for each field, completion for those that name something known."""
        note = "   what you had typed is back; ctrl+n starts afresh" if self.came_back else ""
        texts = self.texts_at_first
        yield Static(
            Content.assemble((self._prefill.title, "bold"), (note, "$foreground-muted")), id="title", markup=False
        )
        with VerticalScroll(id="fields", can_focus=False):
            for name, title, hint in ROWS:
                if name == "due_text":
                    yield WindowInput(self.desk, title, texts=texts, hint=hint)
                else:
                    yield FieldRow(name, title, text=texts.get(name, ""), hint=hint, is_long=name in _LONG)
        yield KeyLine()

    async def on_mount(self) -> None:
        """Offer completions and echo the window."""
        self.query_one(FieldRow).editor.focus()
        for name in (*_COMPLETED, "kind"):
            target = self.row(name).editor
            if isinstance(target, Input):
                await self.mount(NameCompletion(target, name, separator=_COMPLETED.get(name, "")))
        self.offer_names()
        self.due.read_again(self.texts)
        self.keep_while_typing()

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self.query_one(f"#row-{name.replace('_', '-')}", FieldRow)

    @property
    def due(self) -> WindowInput:
        """The row of the deadline."""
        return self.query_one(WindowInput)

    @property
    def texts(self) -> dict[str, str]:
        """What is typed, with the fields that have no row as they were."""
        typed = {name: self.row(name).text for name, _, _ in ROWS}
        return self._prefill.texts | typed | {READING: self.due.reading}

    @job
    async def offer_names(self) -> None:
        """Read what is known for the fields that complete."""
        for completion in self.query(NameCompletion):
            field_name = completion.name or ""
            is_kind = field_name == "kind"
            completion.offer(list(Kind) if is_kind else await self.desk.ask(queries.known_names, field_name))

    @on(Input.Changed)
    @on(TextArea.Changed)
    def read_deadline(self, event: Input.Changed | TextArea.Changed) -> None:
        """Read the window again when a field changes that it depends on."""
        if any(event.control is self.row(name).editor for name in _WINDOW_DEPENDS_ON):
            self.due.read_again(self.texts)

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.app.action_focus_next()

    @job
    async def action_save(self) -> None:
        """Keep the claim, or show what is wrong and where."""
        for row in self.query(FieldRow):
            row.show_problem(None)
        try:
            fields = await self.desk.work_out(read_draft, self.texts, self.desk.today(), self.desk.conventions)
        except Refused as refused:
            self._show_problems(refused)
            return
        claim_id = await self._keep(fields)
        if claim_id is not None:
            self.mark_saved()
            self.dismiss(claim_id)

    async def _keep(self, fields: ClaimFields) -> int | None:
        card = self._prefill.card
        if card is None:
            claim_id = await self.desk.ask(changes.add_claim, fields)
            self.notify(f"Claim {claim_id} is kept. u takes it back.", markup=False)
            return claim_id
        try:
            is_changed = await self.desk.ask(changes.edit_claim, card.claim_id, card.version, fields)
        except EditConflict:
            theirs = await self.desk.ask(queries.claim_card, card.claim_id, self.desk.today())
            merged = await self._put_together(card, fields, theirs)
            if merged is None:
                return None
            is_changed = await self.desk.ask(changes.edit_claim, card.claim_id, theirs.version, merged)
        told = "is changed. u takes it back." if is_changed else "stays as it was: nothing was changed."
        self.notify(f"Claim {card.claim_id} {told}", markup=False)
        return card.claim_id

    async def _put_together(self, card: ClaimCard, fields: ClaimFields, theirs: ClaimCard) -> ClaimFields | None:
        """My edit and somebody else's; asked only where both changed the same. None to go back to the form."""
        merged = merge(card.fields, fields, theirs.fields)
        if merged.conflicts:
            return await self.app.push_screen_wait(ConflictScreen(self.desk, card.claim_id, merged))
        self.notify("Somebody else changed other fields meanwhile: both changes are kept.", markup=False)
        return merged.with_mine

    def _show_problems(self, refused: Refused) -> None:
        for problem in reversed(refused.problems):
            row = self.row(problem.field)
            row.show_problem(problem)
            row.editor.focus()
        count = len(refused.problems)
        self.notify(f"{count} field{'s' * (count > 1)} to mend.", severity="warning", markup=False, timeout=3)

    def action_other_reading(self) -> None:
        """Take the deadline of the quotation, or mean the next reading of the one that is typed."""
        self.due.take_other()

    def action_leave(self) -> None:
        """Leave, keeping what is typed for the next time."""
        if self.leave_draft():
            self.notify("What you typed is kept: open the form again to go on.", markup=False)
        self.dismiss(None)

    def action_clear(self) -> None:
        """Go back to what the form started from."""
        for name, _, _ in ROWS:
            row = self.row(name)
            if isinstance(row.editor, Input | TextArea):
                row.text = self._prefill.texts.get(name, "")
        self.due.start_from(self._prefill.texts)
        self.due.read_again(self.texts)
        self.leave_draft()
        self.query_one(FieldRow).editor.focus()
