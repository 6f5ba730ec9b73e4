"""A line that names keys: a click on one of them, or on what stands beside it, does what the key does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.events import Click

_ACTION = "pressed"


class PressedLine(Static):
    """A text of which some parts can be ``pressed``."""

    async def on_click(self, event: Click) -> None:
        """Do what the part that is clicked stands for."""
        if action := event.style.meta.get(_ACTION):
            await self.app.run_action(action, self.screen)


def pressed(text: str, action: str, look: str = "") -> Content:
    """A part that looks like this and does an action of its screen when it is clicked."""
    return Content.styled(text, look).stylize(Style.from_meta({_ACTION: action}))
