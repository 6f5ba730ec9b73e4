"""Rooms of which what is shown can be handed out."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from tracker.tui.desk import job
from tracker.tui.screens.report_form import ReportForm
from tracker.tui.screens.room import VisitedRoom

if TYPE_CHECKING:
    from tracker.store.record_orders import RecordPart


class Shown(NamedTuple):
    """What a room shows: the report that tells it, the filter that finds its claims, and which part of the record."""

    report: str
    filter: str = ""
    part: RecordPart | None = None


class ExportedRoom(VisitedRoom):
    """A room that knows which report tells what it shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "export", "export", id="claims.export", tooltip="Write a report of what is shown"),
    ]

    @property
    @abstractmethod
    def shown(self) -> Shown:
        """What is handed out, as long as nobody chooses otherwise."""

    @job
    async def action_export(self) -> None:
        """Hand out what is shown."""
        shown = self.shown
        await self.app.push_screen_wait(ReportForm(self.desk, shown.filter, shown.report, shown.part))
