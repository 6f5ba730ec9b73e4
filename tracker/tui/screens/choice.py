"""One of a few: a small window with lines to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tracker.display import display
from tracker.tui.dialogue import Dialogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

_NUMBERS = "123456789"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is answered, how it reads, what sort of thing it is, and its key where that is not its number."""

    answer: str
    label: str
    sort: str = ""
    key: str = ""


class ChoiceScreen(Dialogue[str | None]):
    """Answers with what was chosen, None when it is left. The key before a line chooses it at once."""

    DEFAULT_CSS = """
    ChoiceScreen {
        align: center middle;
        #choice { width: 72; max-width: 96%; height: auto; max-height: 90%; border: round $accent; padding: 0 1;
            background: $surface; }
        OptionList, OptionList:focus { height: auto; max-height: 70vh; border: none; padding: 0; background: $surface;
            text-wrap: nowrap; text-overflow: ellipsis; }
        #hint { color: $foreground-muted; height: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "leave", id="choice.leave", tooltip="Back without choosing"),
        Binding("j", "move('down')", "down", id="choice.down", show=False, tooltip="The line below"),
        Binding("k", "move('up')", "up", id="choice.up", show=False, tooltip="The line above"),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], *, chosen: str = "") -> None:
        super().__init__()
        self._title, self._choices, self._chosen = title, choices, chosen
        self._keys = [choice.key or _NUMBERS[place : place + 1] or " " for place, choice in enumerate(choices)]

    def compose(self) -> ComposeResult:
        """Title, the lines, what to press."""
        with Vertical(id="choice"):
            yield Static(Content.styled(display(self._title), "bold"), markup=False)
            yield OptionList(*(Option(self._line(place)) for place in range(len(self._choices))), markup=False)
            yield Static("enter or the key before a line chooses, esc leaves", id="hint", markup=False)

    def on_mount(self) -> None:
        """Start on what stands now."""
        lines = self.query_one(OptionList)
        lines.focus()
        answers = [choice.answer for choice in self._choices]
        lines.highlighted = answers.index(self._chosen) if self._chosen in answers else 0

    def _line(self, place: int) -> Content:
        choice = self._choices[place]
        widest = max(len(other.sort) for other in self._choices)
        return Content.assemble(
            (f"{self._keys[place]} ", "bold $text-accent"),
            (f"{choice.sort:<{widest}}  " if widest else "", "$foreground-muted"),
            display(choice.label),
            ("  ✓" if choice.answer == self._chosen else "", "bold"),
        )

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Answer with the line."""
        self.dismiss(self._choices[selected.option_index].answer)

    def on_key(self, event: events.Key) -> None:
        """Answer with a line by its key."""
        if event.is_printable and event.character in self._keys:
            event.stop()
            self.dismiss(self._choices[self._keys.index(event.character)].answer)

    def action_move(self, way: str) -> None:
        """Go a line up or down."""
        lines = self.query_one(OptionList)
        lines.action_cursor_down() if way == "down" else lines.action_cursor_up()

    def action_leave(self) -> None:
        """Back without choosing."""
        self.dismiss(None)
