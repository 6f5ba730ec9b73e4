"""The line of keys at the bottom: help and quit first, and never more than fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.keys import key_to_character
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding
    from textual.dom import DOMNode
    from textual.screen import Screen

MOST_KEYS = 7
_FIRST = ("app.help", "app.quit")
_LAST = (True, 1_000)


class KeyLine(Footer):
    """Textual's footer with its keys put in order: as many as the width holds, seven at the most."""

    _shown: tuple[ActiveBinding, ...] | None = None

    def compose(self) -> ComposeResult:
        """One entry for each action, under the first of its keys that the focused part does not take as text."""
        self._shown = self._that_fit() if self._bindings_ready else ()
        for shown in self._shown:
            yield FooterKey(
                shown.binding.key,
                self.app.get_key_display(shown.binding),
                shown.binding.description,
                shown.binding.action,
                disabled=not shown.enabled,
                tooltip=shown.tooltip,
            ).data_bind(compact=Footer.compact)

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Draw the line anew when it is another one; Textual would at each letter that is typed."""
        if not self._bindings_ready or (screen is self.screen and self._that_fit() != self._shown):
            super().bindings_changed(screen)

    def on_resize(self) -> None:
        """Show as many keys as fit now."""
        self.bindings_changed(self.screen)

    def _that_fit(self) -> tuple[ActiveBinding, ...]:
        room = self.size.width or self.app.size.width
        fitting: list[ActiveBinding] = []
        for shown in keys_in_order(usable_bindings(self.screen), getattr(self.screen, "FOOTER", ())):
            room -= len(self.app.get_key_display(shown.binding)) + len(shown.binding.description) + 3
            if room < 0:
                break
            fitting.append(shown)
        return tuple(fitting)


def usable_bindings(screen: Screen[Any]) -> list[ActiveBinding]:
    """The bindings whose keys work now: without those that the focused part takes as text.

    Textual leaves these out itself as long as nobody changes the keys.
    """
    focused = screen.focused
    return [
        found
        for key, found in screen.active_bindings.items()
        if focused is None or found.node is focused or not focused.check_consume_key(key, key_to_character(key))
    ]


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
