"""What is done to every line just before it is written to the terminal."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from tracker.display import without_acting
from tracker.tui.palette import readable_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.color import Color


_DRAWN = frozenset(" ").union(map(chr, range(0x2500, 0x25A0)))
"""What borders and scrollbars are made of: lines and blocks."""


class LastLook(LineFilter):
    """Takes what would act on the terminal out of a line, and makes its words stand out from what they are drawn on.

    Texts from data have passed ``display`` by then; the first holds for what is drawn raw: inputs and text areas. The
    second holds in themes that leave words pale; without colour, as ``NO_COLOR`` asks, every colour is taken away, and
    bold, underlined and reversed tell things apart. It is one filter together with those ``before`` it, because for
    each filter Textual walks all lines that are in sight, whenever one of them changes.
    """

    def __init__(self, *, has_colour: bool, before: Sequence[LineFilter] = ()) -> None:
        super().__init__()
        self._has_colour = has_colour
        self.before = tuple(before)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, as they may be written."""
        for one in self.before:
            segments = one.apply(segments, background)
        return [
            segment if segment.control else Segment(without_acting(segment.text), self._style_of(segment))
            for segment in segments
        ]

    def _style_of(self, segment: Segment) -> Style | None:
        """The style to write in; what is drawn and not written keeps its colours."""
        if segment.style is None:
            return None
        if not self._has_colour:
            return _without_colour(segment.style)
        return readable_style(segment.style) if _is_written(segment.text) else segment.style


def _is_written(text: str) -> bool:
    return not _DRAWN.issuperset(text)


@lru_cache(maxsize=1024)
def _without_colour(style: Style) -> Style:
    return style.without_color
