"""Two people changed one claim: mine and theirs, field by field, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.claims.drafts import FIELDS
from tracker.claims.model import ClaimFields
from tracker.display import display_lines
from tracker.store import changes
from tracker.tui.desk import job
from tracker.tui.screens.room import Room
from tracker.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.store.rows import ClaimCard
    from tracker.tui.desk import Desk


class ConflictScreen(Room[bool]):
    """Answers True once the claim is as the user wants it, False to go back to the form with nothing lost."""

    DEFAULT_CSS = """
    ConflictScreen {
        #title { height: 1; background: $error; color: $text; padding: 0 1; }
        #differences { padding: 1 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "keep_mine", "keep mine", id="conflict.mine", tooltip="Write my fields over theirs"),
        Binding("t", "keep_theirs", "keep theirs", id="conflict.theirs", tooltip="Leave the claim as they made it"),
        Binding("escape", "back", "back to the form", id="conflict.back", tooltip="Nothing is written or lost"),
    ]

    def __init__(self, desk: Desk, mine: ClaimFields, theirs: ClaimCard) -> None:
        super().__init__(desk)
        self._mine, self._theirs = mine, theirs

    def compose(self) -> ComposeResult:
        """A block for each field that differs."""
        title = f"Claim {self._theirs.claim_id} was changed by somebody else while you edited it"
        yield Static(Content.styled(title, "bold"), id="title", markup=False)
        with VerticalScroll(id="differences", can_focus=False):
            yield Static(self._differences(), markup=False)
        yield KeyLine()

    def _differences(self) -> Content:
        blocks: list[Content] = []
        for name in FIELDS:
            mine, theirs = getattr(self._mine, name), getattr(self._theirs.fields, name)
            if mine != theirs:
                title = ClaimFields.model_fields[name].title or name
                blocks.append(
                    Content.assemble(
                        (title, "bold"),
                        "\n  ",
                        ("mine    ", "$text-success"),
                        _shown(mine),
                        "\n  ",
                        ("theirs  ", "$text-warning"),
                        _shown(theirs),
                        "\n",
                    )
                )
        if not blocks:
            return Content("Nothing differs from what you typed: keep theirs.")
        return Content("\n").join(blocks)

    @job
    async def action_keep_mine(self) -> None:
        """Write my fields over what they made of the claim."""
        await self.desk.ask(changes.edit_claim, self._theirs.claim_id, self._theirs.version, self._mine)
        self.dismiss(result=True)

    def action_keep_theirs(self) -> None:
        """Leave the claim as they made it."""
        self.dismiss(result=True)

    def action_back(self) -> None:
        """Go back to the form."""
        self.dismiss(result=False)


def _shown(value: object) -> str:
    if value in {None, "", ()}:
        return "(empty)"
    return display_lines("; ".join(value) if isinstance(value, tuple) else str(value))
