"""What a filter is typed into: its choices below the cursor, and the word that cannot be read underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.style import Style
from textual.actions import SkipAction
from textual.binding import Binding, BindingType

from tracker.store.completing import Completion, complete
from tracker.tui.widgets.long_line import LongLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from rich.text import Text

    from tracker.store.completing import Choice
    from tracker.store.terms import FilterProblem
    from tracker.tui.widgets.filter_choices import FilterChoices


class FilterInput(LongLine):
    """Tab writes the first choice; enter one that was moved to, and else ends the typing as ever."""

    DEFAULT_CSS = """
    FilterInput > .filter-input--at-fault { color: $text-error; text-style: underline; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"filter-input--at-fault"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "complete", id="filter.complete", show=False, tooltip="Write the first choice"),
        Binding("down", "choose(1)", "choose", id="filter.down", show=False, tooltip="See what can be written next"),
        Binding(
            "enter", "submit", "to the claims", key_display="enter", id="filter.done",
            tooltip="Write the choice marked, else go to the claims",
        ),
        Binding("up", "choose(-1)", "choose above", id="filter.up", show=False, tooltip="The choice above"),
    ]  # fmt: skip

    def __init__(self, choices: FilterChoices, today: Callable[[], date], *, placeholder: str) -> None:
        self._at_fault = _AtFault()
        super().__init__(id="filter", placeholder=placeholder, highlighter=self._at_fault)
        self._choices, self._today = choices, today
        self._names: Mapping[str, Sequence[str]] = {}

    def offer(self, names: Mapping[str, Sequence[str]]) -> None:
        """Take the names that complete a value, by field."""
        self._names = names
        self.show_choices()

    def show_choices(self, *, is_asked: bool = False) -> None:
        """Show what can be written at the cursor; where no word is begun, on an empty line alone or when asked."""
        text, completion = self.value, complete(self.value, self.cursor_position, self._names, self._today())
        is_begun = completion.end > completion.start or text[: completion.start].endswith(("-", ":"))
        if not (self.has_focus and self.selection.is_empty and (is_begun or is_asked or not text.strip())):
            completion = Completion(0, 0)
        column = self.content_region.x - round(self.scroll_x) + cell_len(text[: completion.start])
        self._choices.show(completion, column)

    def write(self, choice: Choice) -> None:
        """Put a choice in place of what was typed of it."""
        self.value, self.cursor_position = self._choices.completion.applied(self.value, choice)

    def point_at(self, problem: FilterProblem | None) -> None:
        """Underline the word at fault, or none."""
        style = self.get_component_rich_style("filter-input--at-fault", partial=True)
        self._at_fault.point_at(problem, style)
        self.refresh()

    def is_half_typed(self, problem: FilterProblem) -> bool:
        """Whether the word at fault is the one for which there are choices."""
        completion = self._choices.completion
        touches = problem.at <= completion.end and completion.start <= problem.at + problem.length
        return self._choices.display and touches

    def watch_selection(self) -> None:
        """Let the choices follow the cursor."""
        if self._choices.display:
            self.show_choices()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tab goes to the next part as everywhere while there is nothing to write."""
        return self._choices.display if action == "complete" else super().check_action(action, parameters)

    def action_complete(self) -> None:
        """Write the choice, or the first."""
        self.write(self._choices.chosen or self._choices.completion.choices[0])

    def action_choose(self, by: int) -> None:
        """Go to the choice below or above; while none are shown, show what there are."""
        if self._choices.display:
            self._choices.move(by)
        else:
            self.show_choices(is_asked=True)
        if not self._choices.display:
            raise SkipAction

    async def action_submit(self) -> None:
        """Write the choice that one has moved to; without one, the typing is over."""
        if self._choices.chosen:
            self.write(self._choices.chosen)
        else:
            await super().action_submit()


class _AtFault(Highlighter):
    """Sets off the word at fault in what is typed."""

    def __init__(self) -> None:
        self._at, self._length, self._style = 0, 0, Style.null()

    def point_at(self, problem: FilterProblem | None, style: Style) -> None:
        """Set this problem's word off from now on."""
        self._at, self._length = (problem.at, problem.length) if problem else (0, 0)
        self._style = style

    def highlight(self, text: Text) -> None:
        """Draw the word in the style."""
        text.stylize(self._style, self._at, self._at + self._length)
