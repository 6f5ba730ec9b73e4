"""The line of keys at the bottom: help and quit first, and never more than fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Footer
from textual.widgets._footer import FooterKey

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding

MOST_KEYS = 7
_FIRST = ("app.help", "app.quit")


class KeyLine(Footer):
    """Textual's footer with its keys put in order: as many as the width holds, seven at the most."""

    def compose(self) -> ComposeResult:
        """One entry for each action, under the first of its keys that the focused part does not take as text."""
        if not self._bindings_ready:
            return
        room = self.size.width or self.app.size.width
        for shown in keys_in_order(list(self.screen.active_bindings.values()), getattr(self.screen, "FOOTER", ())):
            key = self.app.get_key_display(shown.binding)
            room -= len(key) + len(shown.binding.description) + 3
            if room < 0:
                return
            yield FooterKey(
                shown.binding.key,
                key,
                shown.binding.description,
                shown.binding.action,
                disabled=not shown.enabled,
                tooltip=shown.tooltip,
            ).data_bind(compact=Footer.compact)


def keys_in_order(active: list[ActiveBinding], wanted: tuple[str, ...] = ()) -> list[ActiveBinding]:
    """The bindings to show, one an action: help and quit, those wanted by their ids, then all that ask for it."""
    by_id: dict[str, ActiveBinding] = {}
    for found in sorted(active, key=lambda found: "+" in found.binding.key):
        by_id.setdefault(found.binding.id or "", found)
    first = [by_id[one] for one in (*_FIRST, *wanted) if one in by_id]
    asking = [found for found in by_id.values() if found.binding.show]
    by_action: dict[str, ActiveBinding] = {}
    for found in (*first, *asking):
        by_action.setdefault(found.binding.action, found)
    return list(by_action.values())[:MOST_KEYS]
