"""The list of claims in the columns that were chosen, with claims picked to be dealt with together."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tracker.settings import USUAL_COLUMNS
from tracker.store.rows import ClaimRow
from tracker.tui.palette import STATUS_COLOURS
from tracker.tui.widgets.claim_line import columns_that_fit, heading, line_of
from tracker.tui.widgets.cursor_list import HEADING
from tracker.tui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style
    from textual.strip import Strip


class ClaimTable(PagedList[ClaimRow]):
    """Lines of claims under a cursor."""

    DEFAULT_CSS = """
    ClaimTable {
        & > .claim-table--primary { color: $text-primary; }
        & > .claim-table--secondary { color: $foreground-muted; }
        & > .claim-table--success { color: $text-success; }
        & > .claim-table--warning { color: $text-warning; }
        & > .claim-table--error { color: $text-error; }
        & > .claim-table--accent { color: $text-accent; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"claim-table--{colour}" for colour in STATUS_COLOURS.values()}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space",
            "pick",
            "pick",
            id="list.pick",
            show=False,
            tooltip="Pick this claim, to deal with many",
        ),
    ]

    columns: reactive[tuple[str, ...]] = reactive(USUAL_COLUMNS)
    """The codes of the columns that are wanted, in their order."""

    class Picked(Message):
        """Claims were picked or let go: ask for ``picked``."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(id=id)
        self.picked: tuple[int, ...] = ()

    def pick(self, claim_ids: Iterable[int]) -> None:
        """Pick exactly these claims."""
        picked = tuple(dict.fromkeys(claim_ids))
        if picked == self.picked:
            return
        self.picked, before = picked, self._picked_among
        self._picked_among = frozenset(self.picked)
        if self.selected and before ^ self._picked_among == {self.selected.claim_id}:
            self.refresh_line(self.cursor + HEADING)
        else:
            self.refresh()
        self.post_message(self.Picked())

    def action_pick(self) -> None:
        """Pick the claim under the cursor, or let it go, and move on."""
        if self.selected is None:
            return
        mine = self.selected.claim_id
        self.pick([one for one in self.picked if one != mine] if mine in self.picked else [*self.picked, mine])
        self.action_move(1)

    def draw_heading(self, width: int, style: Style) -> Strip:
        """The names of the columns."""
        return heading(columns_that_fit(self.columns, width), width, style)

    def draw_line(self, line: ClaimRow | None, width: int, style: Style, *, is_at_cursor: bool) -> Strip:
        """A claim."""
        colour = f"claim-table--{STATUS_COLOURS[line.status]}" if line else ""
        status_style = style + self.get_component_rich_style(colour, partial=True) if line else style
        return line_of(
            line,
            columns_that_fit(self.columns, width),
            width,
            style,
            status_style,
            is_at_cursor=is_at_cursor,
            is_picked=line is not None and line.claim_id in self._picked_among,
        )

    _picked_among: frozenset[int] = frozenset()
