"""A list whose lines come from the archive a page at a time, never all in memory."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tracker.tui.widgets.cursor_list import HEADING, CursorList

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = 100
"""Lines that are asked for at once."""

PAGES_KEPT = 30
"""Pages that are kept before the one not looked at for longest is dropped."""

Line = TypeVar("Line")


class PagedList(CursorList[Line]):
    """It asks for pages by message and is given them by ``take_page``, unless ``forget`` says that one did not come."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l,right", "open", "open", id="list.open_too", show=False, tooltip="Open what is under the cursor"),
    ]

    @dataclass
    class Wanted(Message):
        """A page that comes into sight and is not here yet. An answer to an older ``generation`` is of no use."""

        offset: int
        generation: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(id=id)
        self._pages: OrderedDict[int, Sequence[Line]] = OrderedDict()
        self._before: dict[int, Sequence[Line]] = {}
        self._asked: set[int] = set()
        self._generation = 0
        self._opens_when_here = False

    def start_again(self, cursor: int = 0) -> None:
        """Forget all pages: the filter or the archive changed. The cursor stays where it can."""
        self._before = dict(self._pages) or self._before
        self._pages.clear()
        self._asked.clear()
        self._generation += 1
        self.set_reactive(CursorList.cursor, max(0, cursor))
        self._ask(self.cursor)

    def take_page(self, lines: Sequence[Line], offset: int, total: int, generation: int) -> None:
        """Take a page that was asked for, unless the list has started again since."""
        if generation != self._generation:
            return
        self._before = {}
        self._pages[offset] = lines
        self._asked.discard(offset)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        self.show_from(self.cursor, total)
        if self._opens_when_here:
            self.action_open()

    def forget(self, wanted: Wanted) -> None:
        """A page that was asked for could not be had: ask again as soon as it is looked at."""
        if wanted.generation == self._generation:
            self._asked.discard(wanted.offset)

    def take_total(self, total: int, generation: int) -> None:
        """Take how many lines there are, of which a first page was not counted yet when it was taken."""
        if generation == self._generation:
            end = round(self.scroll_y) + self.size.height
            if min(self.total, total) + HEADING < end:
                self.refresh()
            self.make_room_for(total)

    def watch_cursor(self, before: int, now: int) -> None:
        """Moving on takes back what was to be opened."""
        self._opens_when_here = False
        super().watch_cursor(before, now)

    def action_open(self) -> None:
        """Choose the line under the cursor, once it is here."""
        self._opens_when_here = self.selected is None and self.total > 0
        super().action_open()

    def line_at(self, number: int) -> Line | None:
        """A line by its number; its page is asked for when it is not here."""
        offset = number - number % PAGE
        lines = self._pages.get(offset)
        if lines is None:
            self._ask(number)
            return None
        self._pages.move_to_end(offset)
        return _nth(lines, number - offset)

    def shown_at(self, number: int) -> Line | None:
        """A line by its number; until the first page of a list that starts again is here, as it was before."""
        line = self.line_at(number)
        return line if self._pages else _nth(self._before.get(number - number % PAGE, ()), number % PAGE)

    def _ask(self, line: int) -> None:
        offset = line - line % PAGE
        if offset not in self._asked:
            self._asked.add(offset)
            self.post_message(self.Wanted(offset, self._generation))


def _nth(lines: Sequence[Line], number: int) -> Line | None:
    return lines[number] if number < len(lines) else None
