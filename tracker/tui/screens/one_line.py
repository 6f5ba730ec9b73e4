"""A small window that asks for one line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tracker.display import display
from tracker.errors import InvalidInput
from tracker.tui.desk import job
from tracker.tui.dialogue import Dialogue
from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.name_input import NameCompletion

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import ComposeResult

    from tracker.tui.desk import Desk


class OneLine(Dialogue[bool]):
    """Answers True once ``take`` has taken the line, False when the window is left.

    ``take`` raises InvalidInput for what it cannot take; the sentence is shown and the line stays.
    """

    DEFAULT_CSS = """
    OneLine {
        align: center middle;
        #one-line { width: 72; max-width: 96%; height: auto; border: round $accent; padding: 0 1;
            background: $surface; }
        #hint { color: $foreground-muted; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="form.save", priority=True, tooltip="Keep the line, as enter does"),
        Binding("escape", "leave", "leave", id="line.leave", tooltip="Back; nothing is written"),
    ]

    def __init__(  # noqa: PLR0913 -- what the window shows
        self,
        desk: Desk,
        title: str,
        field: str,
        take: Callable[[str], Awaitable[object]],
        *,
        text: str = "",
        hint: str = "",
        note: str = "",
        known: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.desk = desk
        self._title, self._field, self._take, self._hint, self._note = title, field, take, hint, note
        self._known, self._text = known, text

    def compose(self) -> ComposeResult:
        """What it is about, the line, what to press."""
        with Vertical(id="one-line"):
            yield Static(Content.styled(display(self._title), "bold"), markup=False)
            yield FieldRow("line", self._field, text=self._text, hint=self._hint)
            yield Static(f"{display(self._note)}\nenter saves, esc leaves".strip(), id="hint", markup=False)

    async def on_mount(self) -> None:
        """Start with the line, and offer what is known."""
        editor = self.query_one(Input)
        editor.focus()
        if self._known:
            completion = NameCompletion(editor, "line", separator=";")
            await self.mount(completion)
            completion.offer(list(self._known))

    @job
    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line, or say why not."""
        try:
            await self._take(event.value)
        except InvalidInput as refusal:
            self.query_one(FieldRow).echo(display(str(refusal)))
            return
        self.dismiss(result=True)

    async def action_save(self) -> None:
        """Take the line as it is typed, whatever is offered below it."""
        await self.query_one(Input).action_submit()

    def action_leave(self) -> None:
        """Back; nothing is written."""
        self.dismiss(result=False)
