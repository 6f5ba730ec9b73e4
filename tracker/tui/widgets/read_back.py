"""Below the form, always in sight: when the claim that is typed will count as true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from tracker.claims.drafts import Refused, read_draft
from tracker.claims.wording import counts_as_true
from tracker.display import display
from tracker.tui.desk import newest
from tracker.tui.widgets.drawn_cells import cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.claims.model import ClaimFields
    from tracker.tui.desk import Desk

_LINES = 2
_LOST_AT_LINE_ENDS = 14


class ReadBack(Static):
    """Two lines at most. While the claim cannot be kept, they say what is missing first."""

    DEFAULT_CSS = """
    ReadBack { height: auto; min-height: 1; max-height: 2; padding: 0 1; background: $boost; color: $text-accent; }
    ReadBack.-not-yet { color: $foreground-muted; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(markup=False)
        self._desk = desk
        self._read: ClaimFields | Refused | None = None

    @newest
    async def read_again(self, texts: Mapping[str, str], started_from: Mapping[str, str]) -> None:
        """Read what is typed and say it back."""
        today, conventions = self._desk.today(), self._desk.conventions
        try:
            self._read = await self._desk.work_out(read_draft, texts, today, conventions, kept=started_from)
        except Refused as refused:
            self._read = refused
        if self.is_attached:
            self._show()

    def on_resize(self) -> None:
        """Cut it to the new width."""
        self._show()

    def _show(self) -> None:
        if self._read is None:
            return
        most = _LINES * self.content_size.width - _LOST_AT_LINE_ENDS
        is_refused = isinstance(self._read, Refused)
        self.set_class(is_refused, "-not-yet")
        if isinstance(self._read, Refused):
            told = cut(f"Not yet: {self._read.problems[0].sentence}", most)
        else:
            told = counts_as_true(self._read, most)
        self.update(display(told))
