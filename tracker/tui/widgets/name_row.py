"""A field that names somebody or something: a new name is told from a known one, and from a known one mistyped."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tracker.claims.matching import NameBook
from tracker.claims.vocabulary import LIST_JOINT
from tracker.display import display
from tracker.tui.desk import newest
from tracker.tui.widgets.completed_row import CompletedRow
from tracker.tui.widgets.name_input import begins_a_word
from tracker.tui.widgets.window_input import KEY, is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tracker.tui.desk import Desk

    _Meant = Callable[[NameBook, str, Sequence[str]], str | None]


_FEWEST_LETTERS, _MOST_BEGUN = 3, 3
"""From so many letters on, and for no more names than these, a beginning tells which known name may be meant."""


class _Read(NamedTuple):
    """A name as it is typed, the one it is known under, and the one that is perhaps meant."""

    typed: str
    kept: str | None
    meant: str | None


class NameRow(CompletedRow):
    """The row of a name, or of several tags between semicolons. ``know`` tells it the known ones."""

    def __init__(self, desk: Desk, name: str, title: str, *, text: str = "", hint: str = "") -> None:
        self._are_many, self._are_people = name == "tags", name == "speaker"
        super().__init__(name, title, text=text, hint=hint, separator=";" * self._are_many)
        self._desk = desk
        self._book: NameBook | None = None
        self._read: tuple[_Read, ...] = ()

    def know(self, spellings: Mapping[str, str]) -> None:
        """Compare with these names from now on; each comes with the name it is kept under."""
        self._book = NameBook(spellings)
        self.compare()

    def on_input_changed(self) -> None:
        """Compare what is typed."""
        self.compare()

    def on_descendant_focus(self) -> None:
        """Name the key that takes what is offered, now that it works. Textual calls those of its kinds too."""
        self._tell()

    def on_descendant_blur(self) -> None:
        """The key means another field from now on."""
        self._tell()

    @newest
    async def compare(self) -> None:
        """Find out which of the names are known, and what the others may be meant to be."""
        await self._compare()

    async def _compare(self) -> None:
        if self._book is not None and is_whole(self):
            meant = _person_meant if self._are_people else _thing_meant
            self._read = await self._desk.work_out(_compared, self._book, self._typed_names(), self._known, meant)
            self._tell()

    async def take_offered(self) -> bool:
        """Put the name that is marked below, else the known one that is asked about, in place of what is typed.

        What was typed last is compared first, so that the key may come before the question.
        """
        if await super().take_offered():
            return True
        await self._compare()
        offered = next((read for read in self._read if read.meant), None)
        if offered is None or offered.meant is None:
            return False
        names = [offered.meant if name == offered.typed else name for name in self._typed_names()]
        self.text = LIST_JOINT.join(dict.fromkeys(names))
        return True

    def _typed_names(self) -> list[str]:
        typed = re.split("[;,]", self.text) if self._are_many else [self.text]
        return [name.strip() for name in typed if name.strip()]

    def _tell(self) -> None:
        if is_whole(self):
            self.echo(display(self._remark()))

    def _remark(self) -> str:
        offered = next((read for read in self._read if read.meant), None)
        if offered:
            new = f"“{offered.typed}” is new" if self._are_many else "new"
            takes = f" {KEY} takes it" if self.has_focus_within else ""
            return f"{new}; do you mean “{offered.meant}”?{takes}"
        new_names = [read.typed for read in self._read if read.kept is None]
        if new_names:
            return f"new: {', '.join(new_names)}" if self._are_many else "new"
        others = [read.kept for read in self._read if read.kept and _is_other(read.typed, read.kept)]
        return f"another name of {others[0]}" if others else ""


def _compared(book: NameBook, names: list[str], known: Sequence[str], meant: _Meant) -> tuple[_Read, ...]:
    """Each name with what it may mean, nothing for one that is known."""
    read = ((name, book.kept_as(name)) for name in names)
    return tuple(_Read(name, kept, meant(book, name, known) if kept is None else None) for name, kept in read)


def _thing_meant(book: NameBook, name: str, known: Sequence[str]) -> str | None:
    """A name that is a slip of the keys away, else the most used one that it begins."""
    return book.nearest(name) or _begun(name, known)


def _person_meant(book: NameBook, name: str, known: Sequence[str]) -> str | None:
    """The same of people, who are also told with a title or by their surnames."""
    if near := book.nearest(name):
        return near
    otherwise = book.told_otherwise(name)
    return next((one for one in known if one in otherwise), None) or next(iter(otherwise), _begun(name, known))


def _begun(name: str, known: Sequence[str]) -> str | None:
    if len(name) < _FEWEST_LETTERS:
        return None
    begun = list(islice((one for one in known if begins_a_word(one, name)), _MOST_BEGUN + 1))
    return begun[0] if 0 < len(begun) <= _MOST_BEGUN else None


def _is_other(typed: str, kept: str) -> bool:
    return NameBook({kept: kept}).kept_as(typed) is None
