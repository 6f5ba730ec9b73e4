"""What the palette of commands finds: by names, by the words that describe them, and by other words for the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from tracker.tui.widgets.key_line import usable_bindings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from textual.binding import ActiveBinding
    from textual.command import Hits

OTHER_WORDS: Mapping[str, str] = {
    "app.help": "keys shortcuts manual",
    "app.quit": "exit close",
    "app.redo": "repeat",
    "app.undo": "revert",
    "claim.cite": "evidence link citation",
    "claim.copy": "clipboard",
    "claim.credence": "probability chance forecast percent",
    "claim.duplicate": "clone",
    "claim.edit": "correct modify",
    "claim.mark": "verdict settle judge decide true false",
    "claim.put_off": "snooze postpone remind",
    "claim.remove_source": "delete",
    "claim.revise": "moved delayed postponed withdrawn reschedule",
    "claim.tag": "label",
    "claim.thread": "history timeline",
    "claim.trash": "delete remove restore",
    "claims.add": "new create",
    "claims.backups": "restore save",
    "claims.columns": "fields hide",
    "claims.export": "save file csv excel markdown calendar print",
    "claims.filter": "search find",
    "claims.import": "load csv",
    "claims.pick_all": "select",
    "claims.read": "import page paste address",
    "claims.sort": "arrange",
    "claims.views": "save bookmark",
    "form.clear": "draft new empty",
    "form.discard": "draft delete clear empty",
    "list.pick": "select",
    "rooms.record": "statistics scores calibration accuracy",
    "rooms.review": "overdue",
}
"""What else one may call an action, by its name in the settings."""

_BY_NAME, _BY_WORDS = 200, 100
"""How far hits of one manner stand before those of the next; Textual's own scores are far below."""


@dataclass(frozen=True)
class Command:
    """An action under its name, with what it does, its keys as they are shown, and other words for it."""

    name: str
    told: str
    run: Callable[[], Any]
    keys: str = ""
    other_words: str = field(default="", repr=False)

    def titled(self, name: Content) -> Content:
        """A name with the keys beside it."""
        return Content.assemble(name, (f"  {self.keys}", "$text-accent")) if self.keys else name

    def is_told_by(self, words: Iterable[str]) -> bool:
        """Whether each of these begins a word of what is told of it."""
        told = _words(f"{self.name} {self.told} {self.other_words}")
        return all(any(one.startswith(word) for one in told) for word in words)


class Commands(Provider):
    """Everything that has a key here, what only the shell does, and what Textual offers of itself."""

    async def discover(self) -> Hits:
        """All of it, by name."""
        for command in sorted(self._commands(), key=lambda command: command.name):
            display = command.titled(Content(command.name))
            yield DiscoveryHit(display, command.run, text=command.name, help=command.told)

    async def search(self, query: str) -> Hits:
        """Those whose names hold the query, then those that are told by its words, then those with its letters."""
        matcher, words = self.matcher(query), _words(query)
        for command in self._commands():
            score = matcher.match(command.name)
            if query.casefold() in command.name.casefold():
                score += _BY_NAME
            elif words and command.is_told_by(words):
                score += _BY_WORDS
            if score > 0:
                display = command.titled(matcher.highlight(command.name))
                yield Hit(score, display, command.run, text=command.name, help=command.told)

    def _commands(self) -> Iterator[Command]:
        usable_keys = {one.binding.key for one in usable_bindings(self.screen)}
        alike: dict[tuple[str, str], list[ActiveBinding]] = {}
        for one in self.screen.active_bindings.values():
            if one.enabled and one.binding.id and one.binding.action != "command_palette":
                alike.setdefault((one.binding.description, one.tooltip), []).append(one)
        for (description, tooltip), found in alike.items():
            first, bindings = found[0], [one.binding for one in found if one.binding.key in usable_keys]
            yield Command(
                description.capitalize(),
                tooltip or description,
                partial(self.app.run_action, first.binding.action, first.node),
                " ".join(dict.fromkeys(map(self.app.get_key_display, bindings))),
                OTHER_WORDS.get(first.binding.id or "", ""),
            )
        for command in self.app.get_system_commands(self.screen):
            yield Command(command.title, command.help, command.callback)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
