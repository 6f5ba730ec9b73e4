"""Every key that works here, from the bindings themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding


class HelpScreen(ModalScreen[None]):
    """The keys of the screen below and of its focused part."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        #help {
            width: 72;
            max-width: 96%;
            height: auto;
            max-height: 90%;
            border: round $accent;
            padding: 0 1;
            background: $surface;
        }
        #keys { height: auto; }
        #close { color: $foreground-muted; height: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "close", "close", id="help.close", tooltip="Back to where you were"),
        Binding("down,j", "scroll(1)", "down", id="help.down", show=False, tooltip="Read on"),
        Binding("up,k", "scroll(-1)", "up", id="help.up", show=False, tooltip="Read back"),
    ]

    def __init__(self, bindings: list[ActiveBinding]) -> None:
        super().__init__()
        self._active = bindings

    def compose(self) -> ComposeResult:
        """A line for each action with all its keys."""
        with Vertical(id="help"):
            with VerticalScroll(id="keys", can_focus=False):
                yield Static(self._lines(), markup=False)
            yield Static("esc closes this, j and k scroll", id="close", markup=False)

    def _lines(self) -> Content:
        by_action: dict[str, list[ActiveBinding]] = {}
        for active in self._active:
            if active.enabled and active.binding.description and active.binding.id:
                by_action.setdefault(active.binding.action, []).append(active)
        lines: list[Content] = []
        for found in by_action.values():
            keys = " ".join(dict.fromkeys(self.app.get_key_display(active.binding) for active in found))
            told = found[0].tooltip or found[0].binding.description
            lines.append(Content.assemble((f"{keys:>16}", "bold $text-accent"), f"  {told}"))
        return Content("\n").join(lines)

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Read on or back."""
        self.query_one("#keys").scroll_relative(y=by, animate=False)
