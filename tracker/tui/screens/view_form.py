"""A name for the present filter, which puts it on a number key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tracker.display import display
from tracker.errors import InvalidInput
from tracker.store.views import save_view
from tracker.tui.desk import job
from tracker.tui.widgets.field_row import FieldRow

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.tui.desk import Desk


class ViewForm(ModalScreen[int | None]):
    """Answers with the view's number once it is saved, None when it is left."""

    DEFAULT_CSS = """
    ViewForm {
        align: center middle;
        #view { width: 70; max-width: 96%; height: auto; border: round $accent; padding: 0 1; background: $surface; }
        #hint { color: $foreground-muted; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="view.leave", tooltip="Back without saving"),
    ]

    def __init__(self, desk: Desk, filter_text: str) -> None:
        super().__init__()
        self.desk, self._filter_text = desk, filter_text

    def compose(self) -> ComposeResult:
        """The filter, and a field for its name."""
        with Vertical(id="view"):
            shown = display(self._filter_text.strip()) or "every claim"
            yield Static(Content.assemble("Keep ", (shown, "bold"), " on a number key"), markup=False)
            yield FieldRow("name", "Name", hint="the name of an own view of yours replaces it")
            yield Static("enter saves, esc leaves; tracker views --remove forgets one", id="hint", markup=False)

    def on_mount(self) -> None:
        """Start with the name."""
        self.query_one(FieldRow).editor.focus()

    @job
    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save it, or say why not."""
        row = self.query_one(FieldRow)
        try:
            number = await self.desk.ask(save_view, event.value, self._filter_text)
        except InvalidInput as refusal:
            row.echo(display(str(refusal)))
            return
        self.notify(f"“{display(event.value.strip())}” is view {number}. u takes it back.", markup=False)
        self.dismiss(number)

    def action_leave(self) -> None:
        """Back without saving."""
        self.dismiss(None)
