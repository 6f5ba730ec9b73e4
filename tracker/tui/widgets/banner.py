"""One line at the top of every room, while there is something that holds for all that is done there."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tracker.display import display


class Banner(Static):
    """What holds everywhere, such as that nothing can be written."""

    DEFAULT_CSS = """
    Banner { dock: top; height: 1; padding: 0 1; background: $warning; color: $text; text-wrap: nowrap;
        text-overflow: ellipsis; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(Content(display(text)), markup=False)
