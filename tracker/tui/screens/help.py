"""Every key that works here, from the bindings themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tracker.tui.dialogue import Dialogue
from tracker.tui.own_keys import shown_key
from tracker.tui.widgets.key_line import all_in_order
from tracker.tui.widgets.key_table import KeyTable

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding

SCREEN, CLAIM, ROOMS, PART, EVERYWHERE = "on this screen", "with a claim", "other rooms", "in this part", "everywhere"
"""What the groups of keys are called."""


class HelpScreen(Dialogue[None]):
    """The keys of the screen below and of its focused part."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        #help {
            width: 72;
            max-width: 96%;
            max-height: 96%;
            border: round $accent;
            border-subtitle-color: $foreground-muted;
            border-subtitle-align: left;
            padding: 0 1;
            background: $surface;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "close", "close", id="help.close", tooltip="Back to where you were"),
        Binding("down,j", "scroll(1)", "down", id="help.down", show=False, tooltip="Read on"),
        Binding("up,k", "scroll(-1)", "up", id="help.up", show=False, tooltip="Read back"),
        Binding("pagedown,space", "leap(1)", "page down", id="help.page_down", show=False, tooltip="One page down"),
        Binding("pageup", "leap(-1)", "page up", id="help.page_up", show=False, tooltip="One page up"),
        Binding("n", "names", "names", id="help.names", show=False, tooltip="Show the names that the settings use"),
    ]

    def __init__(self, bindings: list[ActiveBinding], first: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._active, self._first = bindings, ("app.help", "app.quit", *first)
        self._shows_names = False

    def compose(self) -> ComposeResult:
        """A line for each action with all its keys."""
        keys = KeyTable(self._entries(), id="help")
        keys.border_subtitle = self._closing_line()
        yield keys

    def _closing_line(self) -> str:
        close, down, up, names = (
            shown_key(self.app, HelpScreen, f"help.{action}") for action in ("close", "down", "up", "names")
        )
        told = "what they do" if self._shows_names else "names for the settings"
        return f"{close} closes, {down} and {up} scroll, {names} shows {told}"

    def _entries(self) -> list[tuple[str, str]]:
        """The keys of the line at the bottom, then the others group by group; keys that do the same on one line."""
        alike: dict[str, list[ActiveBinding]] = {}
        for active in all_in_order(self._active, self._first):
            binding = active.binding
            if active.enabled and binding.description and binding.id:
                same = binding.action if self._shows_names else active.tooltip or binding.action
                alike.setdefault(same, []).append(active)
        groups: dict[str, list[tuple[str, str]]] = {name: [] for name in ("", SCREEN, CLAIM, ROOMS, PART, EVERYWHERE)}
        for found in alike.values():
            groups[self._group(found[0])].append(self._entry(found))
        entries: list[tuple[str, str]] = []
        for title, members in groups.items():
            entries += [(title, "")] if title and members else []
            entries += members
        return entries

    def _group(self, active: ActiveBinding) -> str:
        name = active.binding.id or ""
        if name in self._first:
            return ""
        if active.node is self.app:
            return EVERYWHERE
        if not isinstance(active.node, Screen):
            return PART
        return {"rooms": ROOMS, "claim": CLAIM}.get(name.partition(".")[0], SCREEN)

    def _entry(self, found: list[ActiveBinding]) -> tuple[str, str]:
        keys = " ".join(dict.fromkeys(self.app.get_key_display(active.binding) for active in found))
        binding = found[0].binding
        return keys, binding.id or "" if self._shows_names else found[0].tooltip or binding.description

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)

    def action_names(self) -> None:
        """Show by which name the settings give keys to each action, or again what it does."""
        self._shows_names = not self._shows_names
        keys = self.query_one(KeyTable)
        keys.show(self._entries())
        keys.border_subtitle = self._closing_line()

    def action_scroll(self, by: int) -> None:
        """Read on or back."""
        self.query_one(KeyTable).scroll_relative(y=by, animate=False)

    def action_leap(self, by: int) -> None:
        """Read on or back by a page."""
        keys = self.query_one(KeyTable)
        keys.scroll_relative(y=by * keys.size.height, animate=False)
