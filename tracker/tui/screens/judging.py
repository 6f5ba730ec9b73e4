"""What marking one claim and marking many have in common: the verdict, the day, the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tracker.claims.decisions import read_decision
from tracker.claims.drafts import Refused
from tracker.claims.vocabulary import Verdict
from tracker.display import display
from tracker.tui.desk import job
from tracker.tui.screens.aside_form import ASIDE_KEYS, AsideForm
from tracker.tui.widgets.field_row import FieldRow, show_problems
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.verdict_choice import VerdictChoice
from tracker.tui.widgets.window_input import is_whole

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content
    from textual.widgets import Input, TextArea

    from tracker.claims.decisions import Decision
    from tracker.claims.vocabulary import Kind
    from tracker.tui.desk import Desk
    from tracker.tui.left_drafts import Texts

ROWS = (
    ("occurred_on", "Happened on", "2025-08-05, today or yesterday; empty: today"),
    ("evidence_url", "Evidence at", "https://…"),
    ("evidence_title", "Its title", "of the article, filing or page that shows it"),
    ("evidence_quote", "Its words", "a short quotation"),
    ("reason", "Reason", "why, in one sentence"),
)


class JudgingForm(AsideForm[bool]):
    """Answers True once a verdict is recorded, False when it is left."""

    DEFAULT_CSS = """
    JudgingForm {
        #title { height: auto; background: $primary-background; color: $text; padding: 0 1; }
        #about { height: auto; padding: 0 1; margin: 0 0 1 0; }
        #fields { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        #proposals { height: auto; margin: 1 0 0 0; }
    }
    """
    FOOTER = (
        "verdict.go_on",
        "verdict.leave",
        "verdict.save",
        "verdict.choose_again",
        "verdict.thread",
        "form.discard",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="verdict.save", priority=True, tooltip="Record the verdict"),
        Binding("escape", "leave", "leave", id="verdict.leave", tooltip="Back without a verdict"),
        Binding(
            "shift+tab", "choose_again", "verdicts", id="verdict.choose_again", priority=True,
            tooltip="Back to the verdicts, to choose another",
        ),
        *ASIDE_KEYS,
    ]  # fmt: skip

    def __init__(self, desk: Desk, name: str, verdict: Verdict | None = None) -> None:
        super().__init__(desk, name, {}, "What became of it?")
        self._is_decided = verdict is not None
        self._chosen_first = verdict.value if verdict else ""

    def compose(self) -> ComposeResult:
        """What is judged, the evidence, and what it means."""
        yield Static(self.heading(), id="title", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            yield Static(id="about", markup=False)
            for name, title, hint in ROWS:
                yield FieldRow(name, title, text=self.texts_at_first.get(name, ""), hint=hint)
            yield Static(id="proposals", markup=False)
        yield KeyLine()

    async def record(self, decision: Decision) -> None:
        """Write the decision down and say so."""
        raise NotImplementedError

    def show_meaning(self) -> None:
        """Say what the decision means, if there is more to say than what is chosen."""

    async def offer_verdicts(self, about: Content, kind: Kind, *, is_settled: bool) -> None:
        """Name what is judged and offer the verdicts that fit its kind; the one chosen before is chosen again."""
        if not self.is_attached:
            return
        self.query_one("#about", Static).update(about)
        choice = VerdictChoice(kind, is_settled=is_settled)
        await self.query_one("#fields").mount(choice, after=self.query_one("#about"))
        self._begin_with("" if self._is_decided else self.texts_at_first.get("verdict", ""))
        self.refresh_bindings()
        self.keep_while_typing()

    def choose_first(self, verdict: Verdict) -> None:
        """Choose this verdict where the form starts from nothing that was typed, unless it opens with another."""
        self._chosen_first = self._chosen_first or verdict.value

    def show_texts(self, texts: Texts) -> None:
        """Show these texts in the rows, without what was wrong with others, and the verdict that they name."""
        rows = self.query(FieldRow)
        show_problems(rows)
        for row in rows:
            row.text = texts.get(row.name or "", "")
        self._begin_with(texts.get("verdict", ""))

    def _begin_with(self, code: str) -> None:
        """Choose this verdict, else the one that the form opens with, and go where one goes on."""
        choice = self.query_one(VerdictChoice)
        code = code or self._chosen_first
        choice.chosen = code if code and choice.choose(code) else ""
        self._ask_for_a_day(choice.chosen)
        # Given at once: what is typed next comes before what is only asked for.
        self.set_focus(self._first_field if self._is_decided and choice.chosen else choice, scroll_visible=False)
        self.show_meaning()

    @property
    def _first_field(self) -> Input | TextArea | None:
        """Where one types first once a verdict is chosen; None until the fields are there."""
        return next((row.editor for row in self.query(FieldRow) if row.display and is_whole(row)), None)

    @property
    def is_ready(self) -> bool:
        """Once the verdicts are offered."""
        return bool(self.query(VerdictChoice))

    @property
    def texts(self) -> dict[str, str]:
        """What is chosen and typed; what was left in the form while it opens."""
        typed = self.texts_at_first | {row.name or "": row.text for row in self.query(FieldRow) if is_whole(row)}
        choices = self.query(VerdictChoice)
        return typed | ({"verdict": choices.first().chosen} if choices else {})

    @property
    def told(self) -> dict[str, str]:
        """The same without what does not belong to the verdict, which is kept in case another is chosen."""
        hidden = {row.name for row in self.query(FieldRow) if not row.display}
        return {name: text for name, text in self.texts.items() if name not in hidden}

    @property
    def typed(self) -> dict[str, str]:
        """What differs from an empty form; a verdict that was only pointed at is not worth keeping."""
        typed = super().typed
        return {} if set(typed) <= {"verdict"} else typed

    def on_verdict_choice_chosen(self) -> None:
        """Ask for a day only where one belongs, and say what it means."""
        self._ask_for_a_day(self.query_one(VerdictChoice).chosen)
        self.show_meaning()

    def on_verdict_choice_chosen_by_key(self) -> None:
        """Go on to the first field: what is typed next is the day, or the evidence where none belongs."""
        self.set_focus(self._first_field)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """From the first field one goes back to the verdicts."""
        if action == "choose_again":
            return self.is_ready and self.focused is not None and self.focused is self._first_field
        return super().check_action(action, parameters)

    def action_choose_again(self) -> None:
        """Back to the verdicts, to choose another."""
        self.query_one(VerdictChoice).focus()

    def _ask_for_a_day(self, code: str) -> None:
        """Ask for one while nothing is chosen too."""
        self.query_one("#row-occurred-on").display = not code or any(v == code and v.tells_a_day for v in Verdict)

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.app.action_focus_next()

    @job
    async def action_save(self) -> None:
        """Record the verdict, or show what is wrong and where."""
        if not self.is_ready:
            return
        self.drop_warnings()
        choice = self.query_one(VerdictChoice)
        if not choice.chosen:
            choice.focus()
            self.notify("Choose what became of it first: one key for each.", severity="warning", markup=False)
            return
        show_problems(self.query(FieldRow))
        try:
            decision = read_decision(self.told, self.desk.today())
        except Refused as refused:
            show_problems(self.query(FieldRow), refused.problems)
            self.notify(display(str(refused)), severity="warning", markup=False)
            return
        await self.record(decision)
        self.mark_saved()
        self.dismiss(result=True)

    def action_leave(self) -> None:
        """Leave without a verdict."""
        if self.is_ready and self.leave_draft():
            self.notify("What you typed is kept: mark the claim again to go on.", markup=False)
        self.dismiss(result=False)
