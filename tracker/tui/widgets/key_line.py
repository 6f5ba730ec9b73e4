"""The line of keys at the bottom: help and quit first, and never more than fit."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual.content import Content
from textual.keys import key_to_character
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.binding import ActiveBinding
    from textual.dom import DOMNode
    from textual.events import MouseDown, MouseMove
    from textual.screen import Screen

MOST_KEYS = 7
_FIRST = ("app.help", "app.quit")
_LAST = (True, 1_000)
_SIGNS = {"slash": "/", "backslash": "\\", "plus": "+", "minus": "-", "at": "@", "underscore": "_"}
"""The keys whose signs Textual does not find by their names."""


class KeyLine(Widget):
    """As many of the keys as the width holds, seven at the most. A click on one presses it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
        &:hover { pointer: pointer; }
    }
    """
    shown: reactive[tuple[ActiveBinding, ...]] = reactive(())
    pointed_at: reactive[int | None] = reactive(None)
    """The place of the key that the mouse is on."""

    def on_mount(self) -> None:
        """Follow what works."""
        self.screen.bindings_updated_signal.subscribe(self, self._show_those_that_fit)

    def on_resize(self) -> None:
        """Show as many keys as fit now."""
        self._show_those_that_fit(self.screen)

    def render(self) -> Content:
        """One entry for each action, under the first of its keys that the focused part does not take as text."""
        parts = [part for place in range(len(self.shown)) for part in self._entry(place)]
        return Content.assemble(*parts) if parts else Content()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Tell of the key that the mouse is on."""
        self.pointed_at = self._place_at(event.x)
        self.tooltip = None if self.pointed_at is None else self.shown[self.pointed_at].tooltip or None

    def on_leave(self) -> None:
        """The mouse is on no key any more."""
        self.pointed_at = None

    def on_mouse_down(self, event: MouseDown) -> None:
        """Press the key, if it works."""
        place = self._place_at(event.x)
        if place is not None and self.shown[place].enabled:
            self.app.simulate_key(self.shown[place].binding.key)
        elif place is not None:
            self.app.bell()

    def _show_those_that_fit(self, screen: Screen[Any]) -> None:
        if screen is not self.screen or not self.app.app_focus:
            return
        room = self.size.width or self.app.size.width
        fitting: list[ActiveBinding] = []
        for shown in keys_in_order(usable_bindings(screen), getattr(screen, "FOOTER", ())):
            room -= self._width(shown)
            if room < 0:
                break
            fitting.append(shown)
        self.shown = tuple(fitting)

    def _entry(self, place: int) -> Iterator[tuple[str, str]]:
        shown = self.shown[place]
        ground = "$block-hover-background" if place == self.pointed_at else "$footer-background"
        faint = "" if shown.enabled else "dim "
        yield f" {self.app.get_key_display(shown.binding)} ", f"{faint}bold $footer-key-foreground on {ground}"
        yield f"{shown.binding.description} ", f"{faint}$footer-description-foreground on {ground}"

    def _width(self, shown: ActiveBinding) -> int:
        return cell_len(self.app.get_key_display(shown.binding)) + cell_len(shown.binding.description) + 3

    def _place_at(self, column: int) -> int | None:
        """The place of the entry that holds a column of the line."""
        ends = accumulate(map(self._width, self.shown))
        return next((place for place, end in enumerate(ends) if column < end), None)


def usable_bindings(screen: Screen[Any]) -> list[ActiveBinding]:
    """The bindings whose keys work now: without those that the focused part takes as text.

    Textual leaves these out itself as long as nobody changes the keys.
    """
    focused = screen.focused
    return [
        found
        for key, found in screen.active_bindings.items()
        if focused is None or found.node is focused or not focused.check_consume_key(key, _sign_of(key))
    ]


def _sign_of(key: str) -> str | None:
    return _SIGNS.get(key) or key_to_character(key)


def keys_in_order(active: list[ActiveBinding], wanted: tuple[str, ...] = ()) -> list[ActiveBinding]:
    """The bindings to show, one an action: help and quit, those wanted by their ids, then all that ask for it."""
    first = (*_FIRST, *wanted)
    by_action: dict[str, ActiveBinding] = {}
    for found in all_in_order(active, first):
        if found.binding.show or found.binding.id in first:
            by_action.setdefault(found.binding.action, found)
    return list(by_action.values())[:MOST_KEYS]


def all_in_order(active: list[ActiveBinding], first: tuple[str, ...] = ()) -> list[ActiveBinding]:
    """Every binding, those named first, then as their parts name them, bare keys before others."""
    places = _places(found.node for found in active)
    ranks = {name: rank for rank, name in enumerate(first)}

    def place(found: ActiveBinding) -> tuple[int, tuple[bool, int], bool]:
        name, key = found.binding.id or "", found.binding.key
        return ranks.get(name, len(ranks)), places.get(name, _LAST), "+" in key

    return sorted(active, key=place)


def _places(nodes: Iterable[DOMNode]) -> dict[str, tuple[bool, int]]:
    """Where an action stands by its usual keys, bare ones first: a changed key leaves the order alone."""
    places: dict[str, tuple[bool, int]] = {}
    for node in dict.fromkeys(nodes):
        for key, binding in node._bindings:  # noqa: SLF001 -- Textual tells only of those with the changed keys
            if binding.id:
                has_only_chords, place = places.get(binding.id, (True, len(places)))
                places[binding.id] = (has_only_chords and "+" in key, place)
    return places
