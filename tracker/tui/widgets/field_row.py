"""A field of a form: its name, what is typed, and under it what is wrong or how it is understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static, TextArea

from tracker.tui.widgets.long_line import LongLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.app import ComposeResult

    from tracker.claims.drafts import Problem


EDITOR_KEY = "f4"

_MANY_WORDS = 12

_WALK_KEYS = (
    Binding("tab", "app.focus_next", "next field", id="form.tab", show=False, tooltip="Go to the next field"),
    Binding(
        "shift+tab", "app.focus_previous", "previous field", id="form.shift_tab", show=False, tooltip="Go back a field"
    ),
)


class LineInput(LongLine):
    """An input of one line; pasted line breaks become blanks, so nothing pasted is lost.

    One that ``hands_over_texts`` leaves a pasted text to its form, which has a better place for it.
    """

    @dataclass
    class PastedText(Message):
        """Several lines were pasted, or many words."""

        text: str

    hands_over_texts = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "next field", id="form.next", show=False, tooltip="Go to the next field"),
        Binding(
            "up", "app.focus_previous", "previous field", id="form.previous", show=False, tooltip="Go back a field"
        ),
        *_WALK_KEYS,
        Binding(
            "enter", "submit", "go on", id="form.enter", show=False,
            tooltip="Take the known name that is marked, else go on",
        ),
    ]  # fmt: skip

    # As Textual has it, each letter lays out the whole form anew, though the input stays as wide as it is.
    virtual_size = Reactive(Size(0, 0))

    def _on_paste(self, event: events.Paste) -> None:
        lines = event.text.splitlines()
        joined = " ".join(line.strip() for line in lines)
        selection = self.selection
        if self.hands_over_texts and (len(lines) > 1 or len(joined.split()) > _MANY_WORDS):
            self.post_message(self.PastedText(event.text))
        elif selection.is_empty:
            self.insert_text_at_cursor(joined)
        else:
            self.replace(joined, *selection)
        event.prevent_default()
        event.stop()


class LongInput(TextArea):
    """A text of many lines, which grows with what is in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            EDITOR_KEY,
            "screen.edit_outside",
            "your editor",
            id="form.editor",
            tooltip="Write this text in the editor that $VISUAL or $EDITOR names",
        ),
        *_WALK_KEYS,
    ]


class FieldRow(Vertical):
    """One field. ``name`` is the field's name in a draft."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto;
        .field { height: auto; }
        .name { width: 15; color: $foreground-muted; }
        Input { width: 1fr; }
        TextArea {
            width: 1fr; height: auto; min-height: 3; max-height: 8; border: none; padding: 0 1; background: $boost;
        }
        TextArea:focus { border: none; background: $primary 20%; }
        .remark { padding: 0 0 0 16; height: auto; color: $foreground-muted; display: none; }
        &.-said .remark { display: block; }
        &.-wrong .remark { display: block; color: $text-error; }
        &.-covered .remark { visibility: hidden; }
        &:focus-within .name { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self, name: str, title: str, *, text: str = "", hint: str = "", is_long: bool = False) -> None:
        super().__init__(name=name, id=f"row-{name.replace('_', '-')}")
        self.title, self.is_long = title, is_long
        self._text, self._hint = text, hint
        self._echo = ""
        self._problem: Problem | None = None
        self._problem_with = ""

    def compose(self) -> ComposeResult:
        """The name beside the input, the remark below."""
        with Horizontal(classes="field"):
            yield Static(self.title, classes="name", markup=False)
            if self.is_long:
                yield LongInput(self._text, id=f"field-{self.id}", tab_behavior="focus", soft_wrap=True)
            else:
                yield LineInput(self._text, placeholder=self._hint, id=f"field-{self.id}", select_on_focus=False)
        yield Static(classes="remark", markup=False)

    @property
    def editor(self) -> Input | TextArea:
        """Where one types."""
        return self.query_one(TextArea) if self.is_long else self.query_one(Input)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.editor.text if isinstance(self.editor, TextArea) else self.editor.value

    @text.setter
    def text(self, text: str) -> None:
        if isinstance(self.editor, TextArea):
            self.editor.text = text
        else:
            self.editor.value = text
            self.editor.cursor_position = len(text)

    def go_to_beginning(self) -> None:
        """Have the cursor before the text: by its beginning one knows a text that comes back."""
        if isinstance(self.editor, TextArea):
            self.editor.move_cursor((0, 0))
        else:
            self.editor.cursor_position = 0

    def echo(self, text: str) -> None:
        """Say how the field is understood, unless something is wrong with just what is typed now."""
        self._echo = text
        self._show_remark(self._problem if self._problem_with == self.text else None)

    def show_problem(self, problem: Problem | None) -> None:
        """Say what is wrong, or go back to the echo."""
        self._problem, self._problem_with = problem, self.text
        self._show_remark(problem)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def drop_problem(self) -> None:
        """What was wrong was wrong with another text."""
        if self._problem is not None and self._problem_with != self.text:
            self.show_problem(None)

    def _show_remark(self, problem: Problem | None) -> None:
        self.set_class(problem is not None, "-wrong")
        self.set_class(bool(self._echo), "-said")
        self.query_one(".remark", Static).update(problem.sentence if problem else self._echo)
        if self.has_focus_within:
            self._come_into_sight()

    def on_descendant_focus(self) -> None:
        """Show the whole field, its remark as well."""
        self._come_into_sight()

    def _come_into_sight(self) -> None:
        self.call_after_refresh(self._scroll_if_in_use)

    def _scroll_if_in_use(self) -> None:
        """Another row may have got the keys since: then that one is to be seen."""
        if self.has_focus_within:
            self.scroll_visible(animate=False)


def show_problems(rows: Iterable[FieldRow], problems: Iterable[Problem] = ()) -> None:
    """Show under each row the first thing that is wrong with it, if any, and go to the first row that is wrong."""
    by_field = {problem.field: problem for problem in reversed(tuple(problems))}
    wrong_rows = []
    for row in rows:
        problem = by_field.get(row.name or "")
        row.show_problem(problem)
        if problem:
            wrong_rows.append(row)
    if wrong_rows:
        wrong_rows[0].editor.focus()
