"""Two people changed the same fields of a claim: mine and theirs, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.claims.changed import title_of_field, value_in_words
from tracker.claims.model import ClaimFields
from tracker.display import display_lines
from tracker.tui.screens.room import Room
from tracker.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.claims.merging import Merge
    from tracker.tui.desk import Desk


class ConflictScreen(Room[ClaimFields | None]):
    """Answers with the fields to write, or None to go back to the form; nothing typed is lost either way."""

    DEFAULT_CSS = """
    ConflictScreen {
        #title { height: 1; background: $error; color: $text; padding: 0 1; }
        #differences { padding: 1 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "keep_mine", "keep mine", id="conflict.mine", tooltip="Where both changed, mine counts"),
        Binding("t", "keep_theirs", "keep theirs", id="conflict.theirs", tooltip="Where both changed, theirs counts"),
        Binding("escape", "back", "back to the form", id="conflict.back", tooltip="Nothing is written or lost"),
    ]

    def __init__(self, desk: Desk, claim_id: int, merged: Merge) -> None:
        super().__init__(desk)
        self._claim_id, self._merged = claim_id, merged

    def compose(self) -> ComposeResult:
        """A block for each field that both changed."""
        title = f"Claim {self._claim_id} was changed by somebody else while you edited it"
        yield Static(Content.styled(title, "bold"), id="title", markup=False)
        with VerticalScroll(id="differences", can_focus=False):
            yield Static(self._differences(), markup=False)
        yield KeyLine()

    def _differences(self) -> Content:
        blocks = [
            Content.assemble(
                (title_of_field(name), "bold"),
                "\n  ",
                ("mine    ", "$text-success"),
                display_lines(value_in_words(getattr(self._merged.with_mine, name))),
                "\n  ",
                ("theirs  ", "$text-warning"),
                display_lines(value_in_words(getattr(self._merged.with_theirs, name))),
                "\n",
            )
            for name in self._merged.conflicts
        ]
        others = ", ".join(title_of_field(name) for name in self._merged.theirs_alone)
        kept = f"What they changed besides is kept: {others}." if others else ""
        return Content("\n").join([*blocks, Content.styled(kept, "$foreground-muted")])

    def action_keep_mine(self) -> None:
        """Where both changed, mine counts."""
        self.dismiss(self._merged.with_mine)

    def action_keep_theirs(self) -> None:
        """Where both changed, theirs counts."""
        self.dismiss(self._merged.with_theirs)

    def action_back(self) -> None:
        """Go back to the form."""
        self.dismiss(None)
