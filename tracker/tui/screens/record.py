"""How claims turned out: by speaker, publisher, subject and kind, and one's own probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.store.calibrations import own_calibration
from tracker.store.record import RecordGroup, filter_for, record_by
from tracker.store.record_orders import RecordPart
from tracker.tui.desk import job, newest
from tracker.tui.screens.exported import ExportedRoom, Shown
from tracker.tui.screens.led_claims import LedClaims
from tracker.tui.widgets.calibration_chart import calibration_chart
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.pressed_line import PressedLine, pressed
from tracker.tui.widgets.record_table import RecordTable
from tracker.tui.widgets.record_words import line_in_words, total_in_words

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult

    from tracker.claims.scoring import Calibration
    from tracker.store.archive import Archive
    from tracker.tui.desk import Desk

_CALIBRATION = "Calibration"
_PARTS: tuple[RecordGroup | None, ...] = (*RecordGroup, None)
_ROOMY = 72

NOTHING_YET = "Nothing is counted yet: write down what somebody claims, and its record starts here."


class RecordScreen(ExportedRoom):
    """Leads to the claims of the line that is chosen."""

    DEFAULT_CSS = """
    RecordScreen {
        #title {
            height: 1;
            background: $primary-background;
            color: $text;
            padding: 0 1;
        }
        #summary { height: auto; padding: 0 1; }
        #calibration { height: 1fr; padding: 1 2; }
        #line { height: auto; min-height: 5; max-height: 8; padding: 0 1; border-top: solid $primary-background; }
    }
    RecordScreen.-narrow #line { min-height: 6; }
    """
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 -- as Textual declares it
        (0, "-narrow"),
        (_ROOMY, "-roomy"),
    ]
    FOOTER: ClassVar[tuple[str, ...]] = ("record.back", "record.next", "record.open")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="record.back", tooltip="Back to where you came from"),
        Binding("right,l,tab", "walk(1)", "next", key_display="→", id="record.next", tooltip="Show the next part"),
        Binding(
            "left,h,shift+tab",
            "walk(-1)",
            "part before",
            key_display="←",
            id="record.before",
            show=False,
            tooltip="Show the part before",
        ),
        *(
            Binding(
                str(number + 1),
                f"show({number})",
                (part.label if part else _CALIBRATION).lower(),
                id=f"record.{part.value if part else 'calibration'}",
                show=False,
                tooltip=f"Count by {part.value}" if part else "Compare your credences with what happened",
            )
            for number, part in enumerate(_PARTS)
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown = 0
        self._calibration: Calibration | None = None
        self._total = Content("")

    def compose(self) -> ComposeResult:
        """Title, what the numbers mean, lines, the line at hand, keys."""
        yield PressedLine(id="title", markup=False)
        yield Static(id="summary", markup=False)
        yield RecordTable()
        with VerticalScroll(id="calibration"):
            yield Static(id="chart", markup=False)
        yield Static(id="line", markup=False)
        yield KeyLine()

    @property
    def shown(self) -> Shown:
        """The part of the record that is shown, in its order, or the probabilities."""
        group, table = _PARTS[self._shown], self.query_one(RecordTable)
        if group is None:
            return Shown("calibration")
        return Shown("record", part=RecordPart(group, table.order, table.is_reversed))

    def on_mount(self) -> None:
        """Start with the speakers."""
        self.query_one("#calibration").display = False
        self.query_one(RecordTable).focus()
        self.reload()

    @newest
    async def reload(self, claim_id: int | None = None) -> None:
        """Count again, as after a change."""
        del claim_id
        self._show_title()
        part = _PARTS[self._shown]
        if part is None:
            await self._show_calibration()
        else:
            await self._show_record(part)

    async def _show_record(self, group: RecordGroup) -> None:
        lines = await self.desk.ask(record_by, group, self.desk.today())
        table = self.query_one(RecordTable)
        self.query_one("#calibration").display = False
        table.display = self.query_one("#line").display = bool(lines)
        table.show_lines(lines, group)
        self._total = total_in_words(lines) if lines else Content(NOTHING_YET)
        self.on_record_table_ordered()
        self.set_focus(table if lines else None)

    def on_record_table_ordered(self) -> None:
        """Say what all lines come to, and what is not seen of their order."""
        order = self.query_one(RecordTable).order_in_words
        told = Content.assemble(self._total, (f" {order}" if order else "", "$foreground-muted"))
        self.query_one("#summary", Static).update(told)

    async def _show_calibration(self) -> None:
        self._calibration = await self.desk.hand_over(_own_calibration, self.desk.today())
        summary = "How sure you were, against what came true: the newest credence before each decision counts."
        self.query_one("#summary", Static).update(Content(summary))
        self.query_one(RecordTable).display = self.query_one("#line").display = False
        panel = self.query_one("#calibration")
        panel.display = True
        panel.focus()
        self._draw_calibration()

    def _draw_calibration(self) -> None:
        if self._calibration:
            chart = calibration_chart(self._calibration, self.size.width - 5)
            self.query_one("#chart", Static).update(chart)

    def on_resize(self) -> None:
        """Fit what is drawn to the new width."""
        self._show_title()
        self._draw_calibration()

    def _show_title(self) -> None:
        """The parts on their keys, the one that is shown underlined."""
        parts: list[Content | tuple[str, str]] = [("Record ", "bold")] if self.size.width >= _ROOMY else []
        for number, part in enumerate(_PARTS):
            name = part.label if part else _CALIBRATION
            show, look = f"show({number})", "bold underline" if number == self._shown else ""
            parts += [(" ", ""), pressed(str(number + 1), show, "bold $text-accent"), pressed(" ", show)]
            parts.append(pressed(name, show, look))
        self.query_one("#title", Static).update(Content.assemble(*parts))

    def on_cursor_list_highlighted(self) -> None:
        """Say everything about the line under the cursor."""
        table = self.query_one(RecordTable)
        if table.selected:
            told = line_in_words(table.selected, table.group, is_wide=table.has_trends)
            self.query_one("#line", Static).update(told)

    @job
    async def on_cursor_list_opened(self) -> None:
        """Show the claims of a line, or say why they cannot be filtered by."""
        table = self.query_one(RecordTable)
        if table.selected:
            claims = LedClaims(self.desk, filter_for(table.group, table.selected.name))
            self.come_back(await self.app.push_screen_wait(claims))

    def action_walk(self, by: int) -> None:
        """Go to the next part or the one before, round and round."""
        self.action_show((self._shown + by) % len(_PARTS))

    def action_show(self, number: int) -> None:
        """Go to a part."""
        self._shown = number
        self.reload()


def _own_calibration(archive: Archive, today: date) -> Calibration:
    """That of whoever has the archive open."""
    return archive.run(own_calibration, today, archive.user)
