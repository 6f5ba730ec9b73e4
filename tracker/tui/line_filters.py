"""What is done to every line just before it is written to the terminal."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from tracker.display import without_acting
from tracker.tui.palette import readable_style

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color


_DRAWN = frozenset(" ").union(map(chr, range(0x2500, 0x25A0)))
"""What borders and scrollbars are made of: lines and blocks."""


class Harmless(LineFilter):
    """Takes what would act on the terminal out of the line.

    Texts from data have passed ``display`` by then; this holds for what is drawn raw: inputs and text areas.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, with the same styles."""
        del background
        return [
            segment if segment.control else Segment(without_acting(segment.text), segment.style) for segment in segments
        ]


class Readable(LineFilter):
    """Makes words stand out from what they are drawn on, in themes that leave them pale."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, with the same texts; what is drawn and not written keeps its colours."""
        del background
        return [
            Segment(text, readable_style(style) if style and _is_written(text) else style, control)
            for text, style, control in segments
        ]


class Colourless(LineFilter):
    """Takes every colour away, as ``NO_COLOR`` asks; bold, underlined and reversed stay, and tell things apart."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, with the same texts."""
        del background
        return [Segment(text, style and _without_colour(style), control) for text, style, control in segments]


def _is_written(text: str) -> bool:
    return not _DRAWN.issuperset(text)


@lru_cache(maxsize=1024)
def _without_colour(style: Style) -> Style:
    return style.without_color
