"""The grammar's engine: patterns over class letters, tried in order on a stretch of terms.

The letters stand in ``terms.py``, each with an example. A rule is a pattern such as ``x=x u=u`` and the function that
turns a match into a window. Fillers (the, of, in) may stand between any two elements. ``rest=.+`` names a stretch that
is read again by the same rules, so every reading covers all of its terms or none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.dates.terms import FILLERS
from tracker.dates.vocabulary import Bound, Grain, Open
from tracker.dates.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tracker.dates.conventions import Conventions
    from tracker.dates.words import Shift, Words

    Build = Callable[["Saying", re.Match[str]], Window | None]


class _Shape(NamedTuple):
    """A pattern, the letters that it cannot do without, and the only ones that it takes (None = any)."""

    pattern: str
    needed: frozenset[str]
    allowed: frozenset[str] | None


_FILLER = f"[{FILLERS}]??"
_ORDER = ("days", "beside", "lengths", "units", "seasons", "parts", "inside", "ranges", "bounds")
_RULES: dict[str, list[tuple[_Shape, Build]]] = {"period": [], "range": [], "bound": []}


@dataclass(frozen=True)
class Saying:
    """What was said: class letters, their values, the day, the language and the conventions to read by.

    ``later_in_the_day`` tells that a part of a day is named which is not its beginning: "Friday night".
    """

    letters: str
    values: tuple[Any, ...]
    said_on: date
    words: Words
    conventions: Conventions
    later_in_the_day: bool = False
    read_before: dict[tuple[str, date, int, int], Window | None] = field(default_factory=dict)

    def value(self, match: re.Match[str], name: str) -> Any:
        """Return the value of the term that a pattern named, None when the pattern did without it."""
        place = match.start(name)
        return None if place < 0 else self.values[place]

    def shift(self, match: re.Match[str]) -> Shift | None:
        """Return the matched "this", "next" or "after next", None when the pattern did without it."""
        found: Shift | None = self.value(match, "x") if "x" in match.groupdict() else None
        return found

    def on(self, day: date) -> Saying:
        """Return the same words as if said on another day."""
        return self if day == self.said_on else replace(self, said_on=day)

    def period(self, start: int, end: int) -> Window | None:
        """Read a stretch as one period."""
        return self._read("period", start, end)

    def span(self, start: int, end: int) -> Window | None:
        """Read a stretch as one period, or as a range of two."""
        return self._read("period", start, end) or self._read("range", start, end)

    def whole(self) -> Window | None:
        """Read everything: bounds first, then plain spans."""
        return self._read("bound", 0, len(self.letters)) or self.span(0, len(self.letters))

    def rest(self, match: re.Match[str], name: str = "rest") -> Window | None:
        """Read the stretch that a pattern left to the rules, as a period."""
        return self.period(*match.span(name))

    def anchored(self, start: int, end: int) -> bool:
        """Tell whether a stretch names its own year or hangs on the day it was said."""
        return any(
            letter in "yKxdgcH" or (letter == "D" and value[0][0] is not None)
            for letter, value in zip(self.letters[start:end], self.values[start:end], strict=True)
        )

    def _read(self, kind: str, start: int, end: int) -> Window | None:
        key = (kind, self.said_on, start, end)
        if key not in self.read_before:
            self.read_before[key] = None
            self.read_before[key] = self._try_rules(kind, start, end)
        return self.read_before[key]

    def _try_rules(self, kind: str, start: int, end: int) -> Window | None:
        for pattern, build in _fitting(kind, self.letters[start:end]):
            match = pattern.fullmatch(self.letters, start, end)
            window = build(self, match) if match else None
            if window is not None:
                return window
        return None


@lru_cache(maxsize=4096)
def _fitting(kind: str, letters: str) -> tuple[tuple[re.Pattern[str], Build], ...]:
    """Return the rules whose pattern fits a stretch of class letters; few shapes make up most phrases."""
    said = frozenset(letters)
    fitting = [
        (_compiled(shape.pattern), build)
        for shape, build in sorted(_RULES[kind], key=_place)
        if shape.needed <= said and (shape.allowed is None or said <= shape.allowed)
    ]
    return tuple((pattern, build) for pattern, build in fitting if pattern.fullmatch(letters))


def _place(registered: tuple[_Shape, Build]) -> int:
    """Return the place of a rule's module in the order of reading."""
    return _ORDER.index(registered[1].__module__.rpartition(".")[2])


def _shape_of(pattern: str) -> _Shape:
    """Tell which letters a pattern must and may hold, so that it is compiled only when it could fit."""
    atoms = [element.rpartition("=")[2] for element in pattern.split()]
    needed = frozenset(atom for atom in atoms if len(atom) == 1 and atom.isalpha())
    allowed = None if ".+" in pattern else frozenset("".join(atoms) + pattern) | frozenset(FILLERS)
    return _Shape(pattern, needed, allowed)


def rule(kind: str, *patterns: str) -> Callable[[Build], Build]:
    """Register a function as the reading of some patterns; within a module earlier rules win."""

    def register(build: Build) -> Build:
        _RULES[kind].extend((_shape_of(pattern), build) for pattern in patterns)
        return build

    return register


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Turn ``x=x u=u? rest=.+`` into a regular expression with fillers allowed between the elements."""
    parts = []
    for element in pattern.split():
        named = re.fullmatch(r"(.*?)([A-Z]|[a-z]+)=(.+)", element)
        if not named:
            parts.append(element)
            continue
        before, name, atom = named.groups()
        optional = atom.endswith("?") and not atom.endswith("+?")
        parts.append(f"{before}(?P<{name}>{atom[:-1]})?" if optional else f"{before}(?P<{name}>{atom})")
    return re.compile(_FILLER + _FILLER.join(parts) + _FILLER)


def days(span: tuple[date, date], grain: Grain, rule_name: str, alternatives: tuple[Window, ...] = ()) -> Window:
    """Make a plain window from a first and a last day."""
    return Window(span[0], span[1], grain, rule=rule_name, alternatives=alternatives)


def one_day(day: date, rule_name: str = "day", alternatives: tuple[Window, ...] = ()) -> Window:
    """Make the window of a single day."""
    return Window(day, day, Grain.DAY, rule=rule_name, alternatives=alternatives)


def changed(window: Window, change: Callable[[Window], Window | None], extra: tuple[Window, ...] = ()) -> Window | None:
    """Apply a change to a window and to each of its alternatives."""
    main = change(window)
    if main is None:
        return None
    others = [change(other) for other in window.alternatives]
    kept = [it for it in (*extra, *others) if it is not None and (it.start, it.end) != (main.start, main.end)]
    unique = {(it.start, it.end): it for it in reversed(kept)}
    return replace(main, alternatives=tuple(reversed(unique.values())))


def open_window(kind: Open, rule_name: str, start: date | None = None) -> Window:
    """Make a window without a last day."""
    bound = Bound.AFTER if kind is Open.AFTER else Bound.IN
    return Window(start, None, Grain.DAY, kind, bound, rule_name)
