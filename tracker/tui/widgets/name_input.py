"""Completion of what is already known under an input: names that hold the typed letters, most used first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Input
from textual_autocomplete import AutoComplete, DropdownItem

from tracker.display import display

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual_autocomplete import TargetState

MOST_OFFERED = 8


class NameCompletion(AutoComplete):
    """Offers known names below an input. With ``separator``, only the last of several names is completed."""

    DEFAULT_CSS = """
    NameCompletion { max-height: 8; }
    """

    def __init__(self, target: Input, name: str, *, separator: str = "") -> None:
        super().__init__(target, prevent_default_tab=False, name=name)
        self._names: tuple[str, ...] = ()
        self._separator = separator
        self._taken: str | None = None

    def offer(self, names: Sequence[str]) -> None:
        """Take the names to complete from, most used first."""
        self._names = tuple(names)

    def get_search_string(self, target_state: TargetState) -> str:
        """The name being typed."""
        typed = target_state.text[: target_state.cursor_position]
        return (typed.rsplit(self._separator, 1)[-1] if self._separator else typed).strip()

    def get_matches(
        self, target_state: TargetState, candidates: list[DropdownItem], search_string: str
    ) -> list[DropdownItem]:
        """The names in which a word starts with what is typed, then those that hold it anywhere."""
        del target_state, candidates
        wanted = search_string.casefold()
        if not wanted:
            return []
        starts = [n for n in self._names if any(w.startswith(wanted) for w in (n.casefold(), *n.casefold().split()))]
        holds = [n for n in self._names if wanted in n.casefold() and n not in starts]
        found = [name for name in (starts + holds) if name.casefold() != wanted]
        return [DropdownItem(Content(display(name))) for name in found[:MOST_OFFERED]]

    def get_candidates(self, target_state: TargetState) -> list[DropdownItem]:
        """Matching looks at the names itself."""
        del target_state
        return []

    def apply_completion(self, value: str, state: TargetState) -> None:
        """Put the name in place of what was typed of it."""
        name = next((name for name in self._names if display(name) == value), value)
        head, mark, _ = state.text.rpartition(self._separator) if self._separator else ("", "", "")
        super().apply_completion(f"{head}{mark} {name}" if mark else name, state)

    def post_completion(self) -> None:
        """Tell those who read what is typed of it, too: it was put there without a word."""
        super().post_completion()
        self._taken = self.target.value
        self.target.post_message(Input.Changed(self.target, self.target.value))

    def should_show_dropdown(self, search_string: str) -> bool:
        """Offer nothing more for what was just taken, though others hold it."""
        return self.target.value != self._taken and super().should_show_dropdown(search_string)
