"""What is judged, the verdicts that fit it, and the rows for the day and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from tracker.claims.vocabulary import Verdict
from tracker.tui.widgets.address_row import AddressRow
from tracker.tui.widgets.field_row import FieldRow, show_problems
from tracker.tui.widgets.verdict_choice import VerdictChoice
from tracker.tui.widgets.window_input import is_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.app import ComposeResult
    from textual.content import Content
    from textual.widgets import TextArea

    from tracker.claims.drafts import Problem
    from tracker.claims.vocabulary import Kind
    from tracker.tui.desk import Desk

_DAY_HINT = "2025-08-05, today"

_ROWS = (
    ("occurred_on", "Happened on", _DAY_HINT),
    ("evidence_url", "Evidence at", "https://…"),
    ("evidence_title", "Its title", "of the article, filing or page that shows it"),
    ("evidence_quote", "Its words", "a short quotation"),
    ("reason", "Reason", "why, in one sentence"),
)


class VerdictRows(VerticalScroll, can_focus=False):
    """The rows begin with these ``texts``; the verdicts are there once they are offered, and then a ``choice``."""

    DEFAULT_CSS = """
    VerdictRows {
        height: 1fr;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        #about { height: auto; padding: 0 1; margin: 0 0 1 0; }
        #proposals { height: auto; margin: 1 0 0 0; }
    }
    """

    def __init__(self, desk: Desk, texts: Mapping[str, str]) -> None:
        super().__init__(id="fields")
        self._desk = desk
        self._texts = texts

    def compose(self) -> ComposeResult:
        """What is judged, the rows, and what the verdict means."""
        yield Static(id="about", markup=False)
        for name, title, hint in _ROWS:
            text = self._texts.get(name, "")
            if name == "evidence_url":
                yield AddressRow(self._desk, name, title, text=text, hint=hint)
            else:
                yield FieldRow(name, title, text=text, hint=hint)
        yield Static(id="proposals", markup=False)

    async def offer(self, about: Content, kind: Kind, *, is_settled: bool) -> None:
        """Name what is judged, and offer the verdicts that fit its kind."""
        self.query_one("#about", Static).update(about)
        await self.mount(VerdictChoice(kind, is_settled=is_settled), after=self.query_one("#about"))

    @property
    def first(self) -> Input | TextArea | None:
        """Where one types first once a verdict is chosen; None until the fields are there."""
        return next((row.editor for row in self.query(FieldRow) if row.display and is_whole(row)), None)

    @property
    def texts(self) -> dict[str, str]:
        """What is chosen and typed, as far as the rows and the verdicts are there."""
        typed = {row.name or "": row.text for row in self.query(FieldRow) if is_whole(row)}
        choices = self.query(VerdictChoice)
        return typed | ({"verdict": choices.first().chosen} if choices else {})

    @property
    def hidden(self) -> set[str]:
        """The fields that do not belong to the verdict, whose texts are kept in case another is chosen."""
        return {row.name or "" for row in self.query(FieldRow) if not row.display}

    def show(self, texts: Mapping[str, str]) -> None:
        """Show these texts, without what was wrong with others."""
        rows = self.query(FieldRow)
        show_problems(rows)
        for row in rows:
            row.text = texts.get(row.name or "", "")

    def choose(self, code: str) -> None:
        """Choose the verdict with this code, none where it is empty or does not fit."""
        choice = self.query_one(VerdictChoice)
        choice.chosen = code if code and choice.choose(code) else ""
        self.on_verdict_choice_chosen()

    def tell_problems(self, problems: Iterable[Problem]) -> None:
        """Show under each row the first thing that is wrong with it, if any, where the keys stay where they are."""
        by_field = {problem.field: problem for problem in reversed(tuple(problems))}
        for row in self.query(FieldRow):
            row.show_problem(by_field.get(row.name or ""))

    def tell_untold_day(self, meaning: str) -> None:
        """Say in the day's hint what an empty one means: ``empty: today``; nothing where that is not known yet."""
        editor = self.query_one("#row-occurred-on", FieldRow).editor
        if isinstance(editor, Input):
            editor.placeholder = f"{_DAY_HINT}; {meaning}" if meaning else _DAY_HINT

    def on_verdict_choice_chosen(self) -> None:
        """Ask for a day only where one belongs, and while nothing is chosen."""
        code = self.query_one(VerdictChoice).chosen
        self.query_one("#row-occurred-on").display = not code or any(v == code and v.tells_a_day for v in Verdict)

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.app.action_focus_next()
