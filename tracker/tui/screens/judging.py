"""What marking one claim and marking many have in common: the verdict, the day, the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from tracker.claims.decisions import read_decision
from tracker.claims.drafts import Refused
from tracker.tui.desk import job
from tracker.tui.screens.aside_form import ASIDE_KEYS, AsideForm
from tracker.tui.widgets.field_row import FieldRow, show_problems
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.verdict_choice import VerdictChoice
from tracker.tui.widgets.verdict_rows import VerdictRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from tracker.claims.decisions import Decision
    from tracker.claims.vocabulary import Kind, Verdict
    from tracker.tui.desk import Desk
    from tracker.tui.left_drafts import Texts


class JudgingForm(AsideForm[bool]):
    """Answers True once a verdict is recorded, False when it is left."""

    DEFAULT_CSS = """
    JudgingForm {
        #title { height: auto; background: $primary-background; color: $text; padding: 0 1; }
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
        yield VerdictRows(self.desk, self.texts_at_first)
        yield KeyLine()

    @property
    def rows(self) -> VerdictRows:
        """The verdicts and the fields."""
        return self.query_one(VerdictRows)

    async def record(self, decision: Decision) -> None:
        """Write the decision down and say so. Raises Refused with what is wrong with fields."""
        raise NotImplementedError

    def show_meaning(self) -> None:
        """Say what the decision means, if there is more to say than what is chosen."""

    async def offer_verdicts(self, about: Content, kind: Kind, *, is_settled: bool) -> None:
        """Name what is judged and offer the verdicts that fit its kind; the one chosen before is chosen again."""
        if not self.is_attached:
            return
        await self.rows.offer(about, kind, is_settled=is_settled)
        self._begin_with("" if self._is_decided else self.texts_at_first.get("verdict", ""))
        self.refresh_bindings()
        self.keep_while_typing()

    def choose_first(self, verdict: Verdict) -> None:
        """Choose this verdict where the form starts from nothing that was typed, unless it opens with another."""
        self._chosen_first = self._chosen_first or verdict.value

    def show_texts(self, texts: Texts) -> None:
        """Show these texts in the rows, without what was wrong with others, and the verdict that they name."""
        self.rows.show(texts)
        self._begin_with(texts.get("verdict", ""))

    def _begin_with(self, code: str) -> None:
        """Choose this verdict, else the one that the form opens with, and go where one goes on."""
        self.rows.choose(code or self._chosen_first)
        choice = self.query_one(VerdictChoice)
        # Given at once: what is typed next comes before what is only asked for.
        self.set_focus(self.rows.first if self._is_decided and choice.chosen else choice, scroll_visible=False)
        self.show_meaning()

    @property
    def is_ready(self) -> bool:
        """Once the verdicts are offered."""
        return bool(self.query(VerdictChoice))

    @property
    def texts(self) -> dict[str, str]:
        """What is chosen and typed; what was left in the form while it opens."""
        rows = self.query(VerdictRows)
        return self.texts_at_first | (rows.first().texts if rows else {})

    @property
    def told(self) -> dict[str, str]:
        """The same without what does not belong to the verdict, which is kept in case another is chosen."""
        hidden = self.rows.hidden
        return {name: text for name, text in self.texts.items() if name not in hidden}

    @property
    def typed(self) -> dict[str, str]:
        """What differs from an empty form; a verdict that was only pointed at is not worth keeping."""
        typed = super().typed
        return {} if set(typed) <= {"verdict"} else typed

    def on_verdict_choice_chosen(self) -> None:
        """Say what it means."""
        self.show_meaning()

    def on_verdict_choice_chosen_by_key(self) -> None:
        """Go on to the first field: what is typed next is the day, or the evidence where none belongs."""
        self.set_focus(self.rows.first)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """From the first field one goes back to the verdicts."""
        if action == "choose_again":
            return self.is_ready and self.focused is not None and self.focused is self.rows.first
        return super().check_action(action, parameters)

    def action_choose_again(self) -> None:
        """Back to the verdicts, to choose another."""
        self.query_one(VerdictChoice).focus()

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
            await self.record(read_decision(self.told, self.desk.today()))
        except Refused as refused:
            show_problems(self.query(FieldRow), refused.problems)
            self.tell_to_mend(refused)
            return
        self.mark_saved()
        self.dismiss(result=True)

    def action_leave(self) -> None:
        """Leave without a verdict."""
        if self.is_ready and self.leave_draft():
            self.notify("What you typed is kept: mark the claim again to go on.", markup=False)
        self.dismiss(result=False)
