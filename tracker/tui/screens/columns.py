"""Which columns the list of claims shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.selection_list import Selection

from tracker.settings import USUAL_COLUMNS
from tracker.tui.dialogue import Dialogue
from tracker.tui.widgets.claim_line import CLAIM, COLUMNS, columns_that_fit
from tracker.tui.widgets.toggles import TickList

if TYPE_CHECKING:
    from textual.app import ComposeResult

_TELL = {
    "status": "what came of it, or where it stands in time",
    "due": "the days by which it should come true",
    "speaker": "who said it",
    CLAIM: "the statement; always there",
    "source": "its first source, and how many more",
    "said": "the day on which it was said",
    "kind": "release, delay, prediction…",
    "subject": "what it is about",
    "slips": "how often its thread moved later",
    "tags": "words of your own",
    "id": "its number",
}


class ColumnsScreen(Dialogue[tuple[str, ...] | None]):
    """Answers with the columns that are ticked, None when it is left."""

    DEFAULT_CSS = """
    ColumnsScreen {
        align: center middle;
        #columns { width: 64; max-width: 96%; height: auto; max-height: 94%; border: round $accent; padding: 0 1;
            background: $surface; }
        TickList, TickList:focus { height: auto; border: none; padding: 0; background: $surface; }
        #unfit { color: $text-warning; height: auto; display: none; }
        #hint { color: $foreground-muted; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "show these", id="columns.take", priority=True, tooltip="Show the columns ticked"),
        Binding("ctrl+s", "take", "show these", id="form.save", priority=True, tooltip="Show the columns ticked"),
        Binding("escape,q", "leave", "leave", id="columns.leave", tooltip="Back; the columns stay as they were"),
        Binding("j", "move('down')", "down", id="columns.down", show=False, tooltip="The line below"),
        Binding("k", "move('up')", "up", id="columns.up", show=False, tooltip="The line above"),
        Binding("r", "usual", "the usual ones", id="columns.usual", show=False, tooltip="Tick the usual columns"),
    ]

    def __init__(self, chosen: tuple[str, ...], width: int) -> None:
        super().__init__()
        self._chosen, self._width = chosen, width

    def compose(self) -> ComposeResult:
        """A line a column, those that are shown first and in their order."""
        codes = [*self._chosen, *(code for code in COLUMNS if code not in self._chosen)]
        lines = [
            Selection(
                Content.assemble(f"{code:<9}", (_TELL[code], "$foreground-muted")),
                code,
                initial_state=code in self._chosen,
                disabled=code == CLAIM,
            )
            for code in codes
        ]
        with Vertical(id="columns"):
            yield Static(Content.styled("Columns of the list", "bold"), markup=False)
            yield TickList(*lines)
            yield Static(id="unfit", markup=False)
            yield Static("space ticks, enter shows these, r the usual ones, esc leaves", id="hint", markup=False)

    def on_mount(self) -> None:
        """Start with the first line."""
        self.query_one(TickList).focus()
        self.on_selection_list_selected_changed()

    def on_selection_list_selected_changed(self) -> None:
        """Name the columns that are ticked and have no room in the list."""
        ticked = self._ticked()
        unfit = [code for code in ticked if code not in columns_that_fit(ticked, self._width)]
        line = self.query_one("#unfit", Static)
        line.display = bool(unfit)
        line.update(Content(f"does not fit at this width: {', '.join(unfit)}"))

    def action_take(self) -> None:
        """Answer with what is ticked; what was shown before keeps its order."""
        self.dismiss(self._ticked())

    def _ticked(self) -> tuple[str, ...]:
        ticked = {*self.query_one(TickList).selected, CLAIM}
        before = [code for code in self._chosen if code in ticked]
        return (*before, *(code for code in COLUMNS if code in ticked and code not in before))

    def action_usual(self) -> None:
        """Tick the columns that the program comes with, in their order."""
        self._chosen = USUAL_COLUMNS
        lines = self.query_one(TickList)
        lines.deselect_all()
        for code in USUAL_COLUMNS:
            lines.select(code)

    def action_move(self, way: str) -> None:
        """Go a line up or down."""
        lines = self.query_one(TickList)
        lines.action_cursor_down() if way == "down" else lines.action_cursor_up()

    def action_leave(self) -> None:
        """Back without a change."""
        self.dismiss(None)
