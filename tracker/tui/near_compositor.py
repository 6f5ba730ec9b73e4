"""Drawing no more of a screen than what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import Compositor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget


class NearCompositor(Compositor):
    """Textual's, for a change of some lines: it asks only the parts that these lines touch.

    Textual's own asks every part in a container that is touched, so that a letter in a form of sixty parts would have
    all sixty drawn.
    """

    _drawn: Region | None = None

    @property
    def visible_widgets(self) -> dict[Widget, tuple[Region, Region]]:
        """The parts in sight with their region and what they are cut to; while lines are drawn, those on them."""
        found = super().visible_widgets
        if self._drawn is None:
            return found
        touches = self._drawn.overlaps
        return {part: place for part, place in found.items() if touches(place[0])}

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        # Where lines are cut is worked out from all parts, and kept for what is drawn later.
        _ = self.cuts
        self._drawn = crop
        try:
            return super()._render_chops(crop, is_rendered_line)
        finally:
            self._drawn = None
