"""The chart of a thread under a cursor, with its axis below; long threads scroll between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.visual import Visual
from textual.widgets import Static

from tracker.tui.widgets.cursor_list import HEADING, CursorList
from tracker.tui.widgets.thread_chart import ThreadChart

if TYPE_CHECKING:
    from datetime import date

    from rich.style import Style
    from textual.app import ComposeResult

    from tracker.claims.schedule import Step, Thread


class ThreadLines(CursorList["Step"]):
    """A line for each claim of a thread, all of them at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open", "open", key_display="enter", id="list.open", tooltip="Read everything about this claim"
        ),
        Binding("l,right", "open", "open", id="list.open_too", show=False, tooltip="Read everything about this claim"),
    ]

    chart: ThreadChart | None = None

    @property
    def claim_id(self) -> int | None:
        """The claim under the cursor."""
        return self.selected.said.claim_id if self.selected else None

    def show(self, chart: ThreadChart, claim_id: int | None) -> None:
        """Show a chart with the cursor on a claim, or where it was."""
        self.chart = chart
        numbers = [step.said.claim_id for step in chart.thread.steps]
        self.show_from(numbers.index(claim_id) if claim_id in numbers else self.cursor, len(numbers))

    def draw_heading(self, width: int, style: Style) -> Strip:
        """The names of the columns."""
        return self._drawn(self.chart.head(), width, style) if self.chart else Strip.blank(width, style)

    def draw_line(self, line: Step | None, width: int, style: Style, *, is_at_cursor: bool) -> Strip:
        """A claim."""
        if self.chart is None or line is None:
            return Strip.blank(width, style)
        return self._drawn(self.chart.row(line, is_mine=is_at_cursor), width, style)

    def line_at(self, number: int) -> Step | None:
        """A claim by its place in the thread."""
        steps = self.chart.thread.steps if self.chart else ()
        return steps[number] if number < len(steps) else None

    def _drawn(self, content: Content, width: int, style: Style) -> Strip:
        strips = Visual.to_strips(self, content, width, 1, VisualStyle.from_rich_style(style))
        return strips[0].adjust_cell_length(width, style)


class ThreadPanel(Vertical):
    """The lines of a thread and the axis below them, drawn again when the width changes."""

    DEFAULT_CSS = """
    ThreadPanel {
        height: auto;
        max-height: 55%;
        ThreadLines { height: 1fr; }
        #axis { height: auto; dock: bottom; background: $surface; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Thread, date] | None = None

    def compose(self) -> ComposeResult:
        """The lines; the axis and what its signs mean."""
        yield ThreadLines(id="lines")
        yield Static(id="axis", markup=False)

    @property
    def lines(self) -> ThreadLines:
        """What has the cursor."""
        return self.query_one(ThreadLines)

    def show_thread(self, thread: Thread, today: date, claim_id: int | None) -> None:
        """Show a thread with the cursor on a claim, and tell of it."""
        self._shown = thread, today
        self._draw(claim_id)

    def on_resize(self) -> None:
        """Draw again at the new width."""
        self._draw(self.lines.claim_id)

    def _draw(self, claim_id: int | None) -> None:
        if self._shown is None:
            return
        width = max(20, self.size.width - 1)  # a scrollbar may take one column
        chart = ThreadChart(*self._shown, width)
        foot = chart.foot()
        self.query_one("#axis", Static).update(Content("\n").join(foot))
        self.styles.height = len(chart.thread.steps) + HEADING + len(foot)
        self.lines.show(chart, claim_id)
