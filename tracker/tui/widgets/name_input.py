"""Completion of what is already known under an input: names that hold the typed letters, most used first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.widgets import Input
from textual_autocomplete import AutoComplete, DropdownItem

from tracker.display import display

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget
    from textual_autocomplete import TargetState

MOST_OFFERED = 8

_FEWEST_INSIDE = 3
"""Letters from which on names are offered that merely hold them inside a word: fewer are in nearly every name."""


class NameCompletion(AutoComplete):
    """Offers known names below an input while one types. With ``separator``, only the last of several is completed.

    Enter takes the marked name; tab, with which one walks through a form, only one that was moved to. What it
    ``covers`` has the class ``-covered`` as long as it is open.
    """

    DEFAULT_CSS = """
    NameCompletion {
        min-width: 19;
        max-height: 9;
        border-bottom: round $primary;
        border-subtitle-color: $foreground-muted;
        AutoCompleteList { max-height: 8; }
    }
    """
    BORDER_SUBTITLE = "enter: take it"

    def __init__(self, target: Input, name: str, *, separator: str = "", covers: Widget | None = None) -> None:
        super().__init__(target, prevent_default_tab=False, name=name)
        self._covers = covers
        self._names: tuple[str, ...] = ()
        self._separator = separator
        self._taken: str | None = None
        self._come_upon = target.value
        self._looked_at = ""
        self._is_typed_into = False
        self._is_chosen = False

    def offer(self, names: Sequence[str]) -> None:
        """Take the names to complete from, most used first."""
        self._names = tuple(names)

    def take_marked(self) -> bool:
        """Put the marked name, else the first, in place of what is typed of it; whether any is offered."""
        if not self.is_mounted or not self.target.has_focus:
            return False
        if self.target.value != self._looked_at:  # what was typed last is still to be told
            self._handle_target_update()
        if not self.display or not self.option_list.option_count:
            return False
        self._complete(self.option_list.highlighted or 0)
        return True

    def get_search_string(self, target_state: TargetState) -> str:
        """The name being typed."""
        typed = target_state.text[: target_state.cursor_position]
        return (typed.rsplit(self._separator, 1)[-1] if self._separator else typed).strip()

    def get_matches(
        self, target_state: TargetState, candidates: list[DropdownItem], search_string: str
    ) -> list[DropdownItem]:
        """The name that is typed, those in which a word starts with it, then those that hold it anywhere.

        None where the name that is typed would stand alone.
        """
        del target_state, candidates
        wanted = search_string.casefold()
        if not wanted:
            return []
        same = sorted((n for n in self._names if n.casefold() == wanted), key=lambda name: name != search_string)
        others = [name for name in self._names if name.casefold() != wanted]
        starts = [name for name in others if begins_a_word(name, wanted)]
        is_looked_for_inside = len(wanted) >= _FEWEST_INSIDE
        holds = [n for n in others if is_looked_for_inside and wanted in n.casefold() and n not in starts]
        found = [*same, *starts, *holds] if starts or holds else []
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
        """Offer nothing before one types, nor anything more for what was just taken, though others hold it."""
        is_asked_for = self._is_typed_into and self.target.value != self._taken
        return is_asked_for and super().should_show_dropdown(search_string)

    def on_show(self) -> None:
        """Hide what lies below from now on."""
        if self._covers is not None:
            self._covers.add_class("-covered")

    def on_hide(self) -> None:
        """Show it again."""
        if self._covers is not None:
            self._covers.remove_class("-covered")

    def _listen_to_messages(self, event: events.Event) -> None:
        key = event.key if isinstance(event, events.Key) else ""
        if key == "tab" and not self._is_chosen:
            self.action_hide()
            return
        was_open = self.display
        super()._listen_to_messages(event)
        if was_open and key in {"down", "up"}:
            self._is_chosen = True

    def _rebuild_options(self, target_state: TargetState, search_string: str) -> None:
        super()._rebuild_options(target_state, search_string)
        self._is_chosen = False

    def _handle_target_update(self) -> None:
        self._notice_typing()
        self._looked_at = self.target.value
        super()._handle_target_update()

    def _handle_focus_change(self, has_focus: bool) -> None:  # noqa: FBT001 -- as the library calls it
        self._notice_typing()
        super()._handle_focus_change(has_focus)

    def _notice_typing(self) -> None:
        """Remember what the field held while it had no focus, and whether that was changed since."""
        if not self.target.has_focus:
            self._come_upon, self._is_typed_into = self.target.value, False
        elif self.target.value != self._come_upon:
            self._is_typed_into = True


def begins_a_word(name: str, typed: str) -> bool:
    """Whether a name, or a word in it, starts with what is typed, case aside."""
    known, wanted = name.casefold(), typed.casefold()
    return any(word.startswith(wanted) for word in (known, *known.split()))
