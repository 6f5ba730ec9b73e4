"""What can be written next in the filter, as a list below it that never takes the keys away from the typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tracker.display import display
from tracker.store.completing import Completion
from tracker.tui.widgets.drawn_cells import cut, filled

if TYPE_CHECKING:
    from tracker.store.completing import Choice

_LONGEST = 40


class FilterChoices(OptionList, can_focus=False):
    """Lies over what is below while there is something to choose. ``completion`` is what it shows."""

    DEFAULT_CSS = """
    FilterChoices {
        overlay: screen;
        constrain: inside inside;
        display: none;
        width: auto;
        min-width: 34;
        max-width: 100%;
        max-height: 17;
        padding: 0 1;
        border: round $primary;
        border-subtitle-color: $foreground-muted;
        background: $panel;
        scrollbar-size-vertical: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        & > .option-list--option-highlighted { background: $primary 40%; text-style: bold; color: $text; }
    }
    """
    BORDER_SUBTITLE = "tab: the first  ↓: choose"

    def __init__(self) -> None:
        super().__init__(id="filter-choices", markup=False)
        self.completion = Completion(0, 0)

    @property
    def chosen(self) -> Choice | None:
        """The choice that one has moved to."""
        return None if self.highlighted is None or not self.display else self.completion.choices[self.highlighted]

    def show(self, completion: Completion, column: int) -> None:
        """Show what can be written, its text below this column of the screen; nothing when there is no choice."""
        self.completion = completion
        if not (completion.choices or self.display):
            return
        self.clear_options()
        written = [cut(display(choice.text), _LONGEST) for choice in completion.choices]
        widest = max(map(cell_len, written), default=0)
        for text, choice in zip(written, completion.choices, strict=True):
            self.add_option(Option(Content.assemble(filled(text, widest), (f"  {choice.words}", "$foreground-muted"))))
        self.highlighted = None
        self.styles.offset = (max(0, column - self.gutter.left), 0)
        self.display = bool(written)

    def move(self, by: int) -> None:
        """Go a line down or up; up from the first leads back to the typing."""
        before = -1 if self.highlighted is None else self.highlighted
        after = min(before + by, self.option_count - 1)
        self.highlighted = after if after >= 0 else None
