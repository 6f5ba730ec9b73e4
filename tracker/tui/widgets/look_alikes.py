"""Below a statement that is typed: the claims that it is like, one of them marked to be given the source instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tracker.claims.matching import Likeness
from tracker.claims.wording import day_in_short
from tracker.display import display, shorten
from tracker.store.likeness import claims_like
from tracker.tui.desk import newest

if TYPE_CHECKING:
    from collections.abc import Collection

    from tracker.store.likeness import LookAlike
    from tracker.tui.desk import Desk

ADD_KEY, NEXT_KEY = "ctrl+g", "ctrl+l"
"""The key that adds the source to the marked claim, and the one that marks the next; the form binds them."""

MOST_SHOWN = 3
_SIGNS = {Likeness.SAME: "=", Likeness.ALIKE: "≈"}
_ROOM_AROUND = 8


class LookAlikes(Static):
    """Takes no room while there are none."""

    DEFAULT_CSS = """
    LookAlikes { height: auto; padding: 0 0 0 4; display: none; }
    """

    def __init__(self, desk: Desk, *, add_key: str = ADD_KEY, next_key: str = NEXT_KEY) -> None:
        super().__init__(markup=False)
        self._desk = desk
        self._add_key, self._next_key = add_key, next_key
        self._found: tuple[LookAlike, ...] = ()
        self._place = 0

    @property
    def marked(self) -> LookAlike | None:
        """The claim that would be given the source."""
        return self._found[self._place] if self._found else None

    @property
    def count(self) -> int:
        """How many are shown."""
        return len(self._found)

    @newest
    async def look(self, statement: str, besides: Collection[int] = ()) -> None:
        """Show the claims that a statement is like, but for some; the mark stays on its claim."""
        marked = self.marked
        most = MOST_SHOWN + len(besides)
        alike = await self._desk.ask(claims_like, statement, most) if statement else ()
        found = tuple(claim for claim in alike if claim.claim_id not in besides)[:MOST_SHOWN]
        if not self.is_attached:
            return
        self._found = found
        numbers = [claim.claim_id for claim in found]
        self._place = numbers.index(marked.claim_id) if marked and marked.claim_id in numbers else 0
        self._show()
        self.screen.refresh_bindings()

    def mark_next(self) -> None:
        """Mark the next one, after the last the first again."""
        if self._found:
            self._place = (self._place + 1) % len(self._found)
            self._show()

    def on_resize(self) -> None:
        """Cut the statements to the new width."""
        self._show()

    def _show(self) -> None:
        self.display = bool(self._found)
        if self.marked is None:
            return
        lines = [self._line(found) for found in self._found]
        others = f", {self._next_key} marks the next" if self.count > 1 else ""
        lines.append(
            Content.assemble(
                (self._add_key, "$text-accent"),
                (f" adds this source to claim {self.marked.claim_id} instead{others}", "$foreground-muted"),
            )
        )
        self.update(Content("\n").join(lines))

    def _line(self, found: LookAlike) -> Content:
        mark = "▸ " if found is self.marked and self.count > 1 else "  " if self.count > 1 else ""
        start = f"{mark}{_SIGNS[found.likeness]} #{found.claim_id} "
        told = ", ".join(part for part in (display(found.speaker), day_in_short(found.said_on)) if part)
        end = f" · {told}" + (", the same" if found.likeness is Likeness.SAME else "")
        room = self.container_size.width - _ROOM_AROUND - len(start) - len(end)
        statement = shorten(display(found.statement), max(12, room))
        return Content.assemble((start, "$text-warning"), statement, (end, "$foreground-muted"))
