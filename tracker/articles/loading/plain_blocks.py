"""Plain text put together from a marked-up one, block by block."""

from __future__ import annotations

CELL = " | "
"""What stands between two cells of a table's row."""


class PlainBlocks:
    """Paragraphs, headings, items and rows, with an empty line between two so that none runs into the next."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._words: list[str] = []

    @property
    def is_begun(self) -> bool:
        """Whether anything was added since the last block ended."""
        return bool(self._words)

    def add(self, words: str) -> None:
        """Go on with the present block."""
        if words:
            self._words.append(words)

    def end(self) -> None:
        """Let what is added next be a block of its own."""
        block = "".join(self._words).strip()
        if block:
            self._blocks.append(block)
        self._words.clear()

    def text(self) -> str:
        """Everything that was added."""
        self.end()
        return "\n\n".join(self._blocks)
