"""The user's own keys: those of the settings that can be had, and a sentence about each that cannot.

An action is named by the id of its binding, as ``claims.add``. Nothing in the settings can take the last key from
leaving the program or from help, so nobody is ever locked in.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key, key_to_character
from textual.screen import ModalScreen, Screen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NEEDED = {"app.quit": "leave the program", "app.help": "see the keys"}
"""The actions that keep a key whatever the settings say."""

_ROOM = "tracker.tui"
_OTHER_NAMES = {"esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "del": "delete"}
_NAMED = frozenset(key.value for key in Keys)
_MODIFIERS = {"ctrl", "alt", "shift", "super", "hyper", "meta"}

_PRINTABLE = frozenset(_character_to_key(chr(code)) for code in range(0x21, 0x7F))

Part = type[DOMNode]
Keymap = dict[str, tuple[str, ...]]
"""The keys of actions, in the order in which they were given."""


@dataclass(frozen=True)
class OwnKeys:
    """``keymap`` is what Textual takes; ``remarks`` say what of the settings does not hold, or not as meant."""

    keymap: Mapping[str, str]
    remarks: tuple[str, ...]


def own_keys(wanted: Mapping[str, str]) -> OwnKeys:
    """Check the keys that the settings ask for, against every action of the program. Never raises."""
    parts = _parts()
    usual = {name: keys for part in parts for name, keys in _bound(part).items()}
    taken: Keymap = {}
    remarks: list[str] = []
    for name, text in wanted.items():
        keys = tuple(dict.fromkeys(_long_name(key) for key in text.split(",") if key.strip()))
        if problem := _problem(name, keys, usual):
            remarks.append(problem)
        else:
            taken[name] = _with_one_while_typing(name, keys, usual)
    for name, why in _locked_in(taken, usual, parts).items():
        del taken[name]
        remarks.append(f"“{name}” keeps its own keys: with those of the settings no key would be left to {why}.")
    remarks += _clashes(taken, usual, parts)
    return OwnKeys({name: ",".join(keys) for name, keys in taken.items()}, tuple(remarks))


def shown_key(app: App[Any], part: Part, name: str) -> str:
    """The first key of an action as it is shown, the user's own if there is one."""
    binding = next(binding for binding in _bindings(part) if binding.id == name)
    own = app._keymap.get(name)  # noqa: SLF001 -- Textual has no other way to ask
    if own:
        binding = binding.with_key(own.split(",")[0], None)
    return app.get_key_display(binding.with_key(binding.key.split(",")[0], binding.key_display))


def _parts() -> list[Part]:
    """Every screen and widget of the program that has keys."""

    def below(part: Part) -> Iterator[Part]:
        for heir in part.__subclasses__():
            yield heir
            yield from below(heir)

    found = (part for part in dict.fromkeys(below(DOMNode)) if part.__module__.startswith(_ROOM))
    return [part for part in found if _bound(part)]


def _bindings(part: Part) -> list[Binding]:
    return [binding for binding in vars(part).get("BINDINGS", ()) if isinstance(binding, Binding) and binding.id]


def _bound(part: Part) -> Keymap:
    return {b.id: tuple(map(_long_name, b.key.split(","))) for b in _bindings(part) if b.id}


def _problem(name: str, keys: tuple[str, ...], usual: Keymap) -> str:
    """Why an action cannot have these keys; empty when it can."""
    if name not in usual:
        (nearest,) = get_close_matches(name, usual, n=1, cutoff=0)
        return f"There is no action “{name}” to give keys to: the nearest is “{nearest}”."
    if not keys:
        return f"The settings leave “{name}” without a key: it keeps its own."
    unknown = next((key for key in keys if not _is_a_key(key)), None)
    return f"No terminal knows the key “{unknown}”, which the settings give to “{name}”." if unknown else ""


def _long_name(key: str) -> str:
    """A key as Textual names it, whichever way it was written: ``?``, ``esc``, ``F1``, ``shift+g``."""
    key = key.strip()
    if len(key) == 1:
        return _character_to_key(key)
    *modifiers, last = key.split("+")
    last = _OTHER_NAMES.get(last.lower(), last.lower())
    modifiers = [modifier.lower() for modifier in modifiers]
    if modifiers == ["shift"] and len(last) == 1 and last.isalpha():
        return last.upper()
    return "+".join([*modifiers, last])


def _with_one_while_typing(name: str, keys: tuple[str, ...], usual: Keymap) -> tuple[str, ...]:
    """The keys; where a text field would take all those of a needed action as text, with its usual one besides."""
    if name not in NEEDED or any(key_to_character(key) is None and key not in _PRINTABLE for key in keys):
        return keys
    return keys + tuple(key for key in usual[name] if key not in _PRINTABLE)


def _is_a_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    return set(modifiers) <= _MODIFIERS and (
        last in _PRINTABLE or last in _NAMED or (last != "" and key_to_character(last) is not None)
    )


def _locked_in(taken: Keymap, usual: Keymap, parts: list[Part]) -> dict[str, str]:
    """Which of the changes would leave a needed action without a key, and what could not be done any more.

    Blamed is the change of the needed action itself; where that is not enough, those that take its usual keys.
    """
    rivals = {name for part in parts if not issubclass(part, ModalScreen) for name in _bound(part)}
    blamed: dict[str, str] = {}
    for needed, why in NEEDED.items():
        for suspects in ([needed], [name for name in taken if set(taken[name]) & set(usual[needed])]):
            now = usual | {name: keys for name, keys in taken.items() if name not in blamed}
            if set(now[needed]) - {key for name in rivals - {needed} for key in now[name]}:
                break
            blamed |= {name: why for name in suspects if name in taken}
    return blamed


def _clashes(taken: Keymap, usual: Keymap, parts: list[Part]) -> list[str]:
    """Which changed keys stand for two actions in one place."""
    now = usual | taken
    found: dict[frozenset[str], str] = {}
    for name in taken:
        homes = [part for part in parts if name in _bound(part)]
        near = (part for part in parts if any(_meet(home, part) for home in homes))
        for rival in dict.fromkeys(rival for part in near for rival in _bound(part) if rival != name):
            if shared := [key for key in now[name] if key in now[rival]]:
                told = f"{shared[0]} stands for both “{name}” and “{rival}”: only one of them can have it."
                found.setdefault(frozenset((name, rival)), told)
    return list(found.values())


def _meet(one: Part, other: Part) -> bool:
    """Whether two parts can have the keys at the same time."""
    if issubclass(one, other) or issubclass(other, one):
        return True
    if issubclass(one, App) or issubclass(other, App):
        return not issubclass(one, ModalScreen) and not issubclass(other, ModalScreen)
    screen, widget = (one, other) if issubclass(one, Screen) else (other, one)
    is_pair = issubclass(screen, Screen) and not issubclass(widget, Screen)
    return is_pair and widget.__module__ in _widget_modules(screen)


def _widget_modules(screen: Part) -> set[str]:
    """The modules whose widgets a screen is made of, as their imports tell."""
    waiting = [part.__module__ for part in screen.__mro__ if part.__module__.startswith(_ROOM)]
    found: set[str] = set()
    while waiting:
        module = waiting.pop()
        names = {getattr(value, "__module__", None) or "" for value in vars(sys.modules[module]).values()}
        new = {name for name in names if name.startswith(f"{_ROOM}.widgets.")} - found
        found |= new
        waiting += new
    return found
