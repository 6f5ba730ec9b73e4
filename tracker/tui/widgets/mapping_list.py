"""Which column of a table tells which field: a line each, with what the column holds in its first row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tracker.display import display
from tracker.tui.widgets.drawn_cells import cut, filled

if TYPE_CHECKING:
    from collections.abc import Mapping

ANOTHER = ""
"""What is chosen in place of a field, to name one more."""

_FIELD, _COLUMN, _AROUND = 16, 26, 12


class MappingList(OptionList):
    """Takes no room for files whose columns are known."""

    DEFAULT_CSS = """
    MappingList { height: auto; max-height: 10; border: none; padding: 0; margin: 0 0 1 0; background: transparent;
        display: none; scrollbar-size-vertical: 1; }
    MappingList:focus { border: none; background: $boost; }
    """

    @dataclass
    class Wanted(Message):
        """Another column is wanted for a field, or one for a field that has none yet."""

        field: str

    def __init__(self) -> None:
        super().__init__(id="mapping", markup=False)
        self._fields: list[str] = []
        self._told: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {})

    def tell(self, columns: Mapping[str, str], examples: Mapping[str, str]) -> None:
        """Show a mapping; the line under the cursor stays where it is."""
        at = self.highlighted
        self._told = (columns, examples)
        self._fields = [*columns, ANOTHER]
        self.clear_options()
        self.add_options(Option(self._line(field, columns, examples)) for field in self._fields)
        self.display = True
        self.highlighted = min(at, len(self._fields) - 1) if at is not None else None

    def _line(self, field: str, columns: Mapping[str, str], examples: Mapping[str, str]) -> Content:
        if field == ANOTHER:
            return Content.styled("another field …", "$foreground-muted")
        name = filled(display(columns[field]), _COLUMN)
        room = self.screen.size.width - _FIELD - _COLUMN - _AROUND
        example = cut(display(examples.get(columns[field], "")), max(0, room))
        return Content.assemble(f"{field:<{_FIELD}} ← ", (name, "bold"), (f"  {example}", "$foreground-muted"))

    def on_resize(self) -> None:
        """Cut the lines to the new width."""
        if self.display:
            self.tell(*self._told)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Tell which field's column is to be another."""
        selected.stop()
        self.post_message(self.Wanted(self._fields[selected.option_index]))
