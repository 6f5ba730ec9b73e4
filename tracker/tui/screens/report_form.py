"""Handing out what is shown: which report, where to, and its first rows before it is written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, RadioSet, Static

from tracker.display import display, shorten
from tracker.errors import InvalidInput
from tracker.reports.edition import ReportChoices
from tracker.reports.tables import preview, reports
from tracker.reports.writing import write_report
from tracker.store.filters import parse_filter
from tracker.tui.desk import job, newest
from tracker.tui.screens.room import Room
from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.toggles import Dot, Tick

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.reports.tables import Column
    from tracker.store.terms import Term
    from tracker.tui.desk import Desk

PREVIEWED = 6
_COLUMN = 22
_OVER = "write over a file that is there"


class ReportForm(Room[None]):
    """Answers when a report is written or the form is left."""

    DEFAULT_CSS = """
    ReportForm {
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        #fields { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        RadioSet { border: none; padding: 0; margin: 1 0; width: 100%; background: transparent; }
        RadioSet:focus { border: none; background: $boost; }
        Dot { border: none; padding: 0; }
        RadioSet > Dot.-selected > .toggle--label { background: transparent; color: $text-accent; }
        #switches { height: 1; margin: 1 0; }
        Tick { border: none; padding: 0; height: 1; margin: 0 3 0 0; background: transparent; }
        Tick:focus { border: none; background: $boost; }
        #preview { height: auto; color: $foreground-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "write the file", id="report.write", priority=True, tooltip="Write the report"),
        Binding("escape", "leave", "leave", id="report.leave", tooltip="Back without a file"),
    ]

    def __init__(self, desk: Desk, filter_text: str) -> None:
        super().__init__(desk)
        self._filter_text = filter_text
        self._names = list(reports())

    def compose(self) -> ComposeResult:
        """Report, filter, file, switches, first rows."""
        yield Static(Content.styled("Export as CSV", "bold"), id="title", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            with RadioSet(id="report"):
                for name, report in reports().items():
                    label = Content.assemble((f"{name:<10}", "bold"), (report.description.split(":")[0], ""))
                    yield Dot(label, value=name == self._names[0])
            yield FieldRow("filter", "Claims", text=self._filter_text, hint="all claims")
            yield FieldRow("target", "File", text=self._file_name(self._names[0]), hint="name.csv")
            with Horizontal(id="switches"):
                yield Tick("for Excel", id="excel")
                yield Tick(_OVER, id="force")
            yield Static(id="preview", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Start with the choice of report, and its first rows."""
        self.query_one(RadioSet).focus()
        self.show_preview()

    @property
    def report_name(self) -> str:
        """The report that is chosen."""
        return self._names[max(0, self.query_one(RadioSet).pressed_index)]

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self.query_one(f"#row-{name}", FieldRow)

    def on_radio_set_changed(self) -> None:
        """Name the file after the report, unless a name was typed."""
        target = self.row("target")
        if target.text in {self._file_name(name) for name in self._names}:
            target.text = self._file_name(self.report_name)
        self.show_preview()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the rows of another filter."""
        if event.input is self.row("filter").editor:
            self.show_preview()

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.app.action_focus_next()

    @newest
    async def show_preview(self) -> None:
        """Show the first rows, or what is wrong with the filter."""
        terms = self._terms()
        if terms is None:
            return
        columns, rows = await self.desk.hand_over(preview, self.report_name, terms, self.desk.today(), PREVIEWED)
        self.query_one("#preview", Static).update(_table(columns, rows, self.size.width - 4))

    def _terms(self) -> tuple[Term, ...] | None:
        row = self.row("filter")
        try:
            terms = parse_filter(row.text)
        except InvalidInput as refusal:
            row.echo(display(str(refusal)))
            return None
        row.echo("")
        return terms

    @job
    async def action_write(self) -> None:
        """Write the file, or say why it cannot be."""
        terms = self._terms()
        if terms is None:
            return
        target = _path_of(self.row("target").text)
        excel = _spreadsheet_language() if self.query_one("#excel", Tick).value else ""
        force = self.query_one("#force", Tick).value
        if target.is_file() and not force:
            told = f"{display(str(target))} is there already and stays as it is: tick “{_OVER}” to replace it."
            self.notify(told, severity="warning", markup=False)
            return
        choices = ReportChoices(self.report_name, filter=self.row("filter").text, excel=excel)
        written = await self.desk.hand_over(write_report, choices, target, today=self.desk.today(), force=force)
        self.notify(display(written.in_words(str(target))), markup=False)
        self.dismiss(None)

    def action_leave(self) -> None:
        """Leave without a file."""
        self.dismiss(None)

    def _file_name(self, report: str) -> str:
        return f"{report}-{self.desk.today()}.csv"


def _path_of(text: str) -> Path:
    return Path(os.path.abspath(os.path.expanduser(text)))  # noqa: PTH100, PTH111 -- pathlib fails on ~nobody


def _spreadsheet_language() -> str:
    """French spreadsheets expect semicolons; the others commas."""
    told = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "fr" if told.casefold().startswith("fr") else "en"


def _table(columns: tuple[Column, ...], rows: list[tuple[object, ...]], width: int) -> Content:
    """The first rows and columns, as many as there is room for."""
    shown = max(1, width // _COLUMN)
    lines = [Content.styled("".join(f"{column.name:<{_COLUMN}}" for column in columns[:shown]), "bold")]
    for row in rows:
        cells = ("" if value is None else str(value) for value in row[:shown])
        lines.append(Content("".join(f"{shorten(display(cell), _COLUMN - 2):<{_COLUMN}}" for cell in cells)))
    if not rows:
        lines.append(Content("no claims fit"))
    if len(columns) > shown:
        lines.append(Content(f"… and {len(columns) - shown} more columns"))
    return Content("\n").join(lines)
