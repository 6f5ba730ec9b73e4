"""A window over a room that waits for an answer; the room is seen behind it, faded."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.segment import Segment
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from rich.style import Style
    from textual.app import RenderResult
    from textual.css.styles import RulesMap
    from textual.style import Style as VisualStyle
    from textual.visual import RenderOptions

Answer = TypeVar("Answer")


class Dialogue(ModalScreen[Answer]):
    """Answers when it is left, as Textual's modal screens do."""

    DEFAULT_CSS = """
    Dialogue > .dialogue--room { color: $foreground-muted; background: $background; }
    Dialogue ToastRack { dock: top; align: right top; margin: 0; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"dialogue--room"}

    def render(self) -> RenderResult:  # type: ignore[override]  # Textual takes more than its own type says
        """What is behind the window."""
        behind = super().render()
        if isinstance(behind, BackgroundScreen):
            return FadedRoom(behind.screen, self.get_component_rich_style("dialogue--room"))
        return behind


class FadedRoom(Visual):
    """The texts of a room in one colour: Textual would work out a shade for each piece of each line."""

    def __init__(self, room: Screen[object], style: Style) -> None:
        self._room, self._style = room, style

    def render_strips(self, width: int, height: int | None, style: VisualStyle, options: RenderOptions) -> list[Strip]:
        """The lines of the room."""
        del style, options
        lines = [strip.text for strip in self._room._compositor.render_strips()[:height]]  # noqa: SLF001 -- as Textual's
        return [Strip([Segment(line, self._style)]).adjust_cell_length(width, self._style) for line in lines]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as there is room."""
        del rules
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As high as the room."""
        del rules, width
        return self._room.size.height
