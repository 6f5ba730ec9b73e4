"""Handing out what is shown: which report, in which format, where to, and its first lines before it is written."""

from __future__ import annotations

import os
from itertools import chain, count
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tracker.claims.typed import read_code
from tracker.claims.wording import day_in_short
from tracker.display import display, fit
from tracker.errors import InvalidInput
from tracker.places import named_path
from tracker.reports.edition import ReportChoices
from tracker.reports.formats import FORMATS, format_by_ending, spreadsheet_language
from tracker.reports.preview import preview
from tracker.reports.tables import reports
from tracker.reports.writing import read_choices, write_report
from tracker.store.filters import parse_filter
from tracker.store.past import read_earlier_day
from tracker.store.record import RecordGroup
from tracker.store.record_orders import RecordPart
from tracker.tui import long_work
from tracker.tui.desk import job, newest
from tracker.tui.screens.room import Room
from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.one_of import Names, OneOf
from tracker.tui.widgets.toggles import Tick

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from tracker.tui.desk import Desk

PREVIEWED = 6
"""How many rows or lines are shown, also where one has to scroll to them."""

_OVER = "write over"
_AROUND, _ABOVE = 3, 20
_CHECKS = "https://example.org/checks/{claim_id}"


class ReportForm(Room[None]):
    """Answers when a report is written or the form is left."""

    DEFAULT_CSS = """
    ReportForm {
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        #fields { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        #switches { height: 1; margin: 1 0; }
        Tick { border: none; padding: 0; height: 1; margin: 0 3 0 0; background: transparent; }
        Tick:focus { border: none; background: $boost; }
        #preview { height: auto; color: $foreground-muted; }
        &.-wide OneOf RadioSet { grid-size: 7; }
    }
    """
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(110, "-wide")]  # noqa: RUF012 -- Textual's
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "write the file", id="report.write", priority=True, tooltip="Write the report"),
        Binding("escape", "leave", "leave", id="report.leave", tooltip="Back without a file"),
    ]

    def __init__(self, desk: Desk, filter_text: str, report: str, part: RecordPart | None = None) -> None:
        super().__init__(desk)
        self._filter_text, self._report, self._part = filter_text, report, part
        self._named = ""

    def compose(self) -> ComposeResult:
        """Report, format, filter, day, file, switches, first lines."""
        yield Static(Content.styled("Export", "bold"), id="title", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            told = {name: one.description.split(":")[0] for name, one in reports().items()}
            yield OneOf(told, id="report", chosen=self._report)
            yield OneOf({name: one.sentence for name, one in FORMATS.items()}, id="format")
            yield FieldRow("filter", "Claims", text=self._filter_text, hint="all claims")
            yield FieldRow(
                "counted_by",
                "Counted by",
                text=self._part.group if self._part else "",
                hint=f"all: {', '.join(RecordGroup)}",
            )
            yield FieldRow("as_of", "As of", hint="today")
            yield FieldRow("check_url", "Checks at", hint=_CHECKS)
            yield FieldRow("target", "File", hint="name.csv")
            with Horizontal(id="switches"):
                yield Tick("for Excel", id="excel")
                yield Tick("describe columns", id="csvw")
                yield Tick(_OVER, id="force")
            yield Static(id="preview", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Start with the choice of report, and its first lines."""
        self.query_one("#report", OneOf).query_one(Names).focus()
        self._fit()

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self.query_one(f"#row-{name.replace('_', '-')}", FieldRow)

    def on_one_of_chosen(self) -> None:
        """Fit the fields to another report or format."""
        self._fit()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the rows of another filter, and name the file after another day."""
        if event.input is not self.row("target").editor:
            self._fit()

    def on_input_submitted(self) -> None:
        """Show the state of an earlier day, and go on to the next field."""
        self.show_preview(is_asked=True)
        self.app.action_focus_next()

    def _fit(self) -> None:
        """Show what belongs to the format, name the file unless a name was typed, and show the first lines."""
        chosen = FORMATS[self.query_one("#format", OneOf).chosen]
        self.row("check_url").display = chosen.name == "claimreview"
        self.row("counted_by").display = self.query_one("#report", OneOf).chosen == "record"
        for name in ("#excel", "#csvw"):
            self.query_one(name, Tick).display = chosen.suits_excel
        target = self.row("target")
        if target.text == self._named:
            name = f"{self.query_one('#report', OneOf).chosen}{self._day_in_name}"
            target.text = self._named = _free_name(name, chosen.suffix)
        self.show_preview()

    @property
    def _day_in_name(self) -> str:
        """The day as of which the report is, as it stands in the file's name; nothing while it cannot be read."""
        today = self.desk.today()
        try:
            return f"-{read_earlier_day(self.row('as_of').text, today) or today}"
        except InvalidInput:
            return ""

    @newest
    async def show_preview(self, *, is_asked: bool = False) -> None:
        """Show the first lines, what is wrong, or nothing where a field tells it.

        An earlier day is looked up only when that is asked for.
        """
        choices, shown = self._choices(), self.query_one("#preview", Static)
        if choices is None:
            shown.update()
            return
        try:
            read_choices(choices)
        except InvalidInput as refusal:
            shown.update(display(str(refusal)))
            return
        if choices.as_of and not is_asked:
            shown.update(f"enter shows what was known on {day_in_short(choices.as_of)}")
            return
        width, limit = self.size.width - _AROUND, max(PREVIEWED, self.size.height - _ABOVE)
        today = self.desk.today()

        lines = await long_work.on_archive(
            self,
            self.desk,
            "looking up the first lines",
            lambda archive, _: preview(archive, choices, today, limit, width),
        )
        shown.update(Content("\n").join(Content(fit(line, width)) for line in lines))

    def _choices(self) -> ReportChoices | None:
        """What is chosen, or None where a field tells what is wrong with it."""
        today = self.desk.today()
        problems = {
            "filter": _problem_with(parse_filter, self.row("filter").text),
            "as_of": _problem_with(read_earlier_day, self.row("as_of").text, today),
            "counted_by": _problem_with(self._chosen_part),
        }
        for name, problem in problems.items():
            self.row(name).echo(problem)
        if any(problems.values()):
            return None
        chosen = FORMATS[self.query_one("#format", OneOf).chosen]
        is_for_excel = chosen.suits_excel and self.query_one("#excel", Tick).value
        return ReportChoices(
            self.query_one("#report", OneOf).chosen,
            filter=self.row("filter").text,
            format=chosen.name,
            excel=spreadsheet_language(os.environ) if is_for_excel else "",
            as_of=read_earlier_day(self.row("as_of").text, today),
            describes_columns=chosen.suits_excel and self.query_one("#csvw", Tick).value,
            check_url=self.row("check_url").text.strip() if chosen.name == "claimreview" else "",
            part=self._chosen_part(),
        )

    def _chosen_part(self) -> RecordPart | None:
        """The part of the record that is wanted, in the order in which it was shown; None for all. Raises InvalidInput.

        All of it comes as the command writes it, in the order of no part.
        """
        row = self.row("counted_by")
        if not row.display or not row.text.strip():
            return None
        group = read_code(RecordGroup, row.text, "part of the record")
        return self._part._replace(group=group) if self._part else RecordPart(group)

    @job
    async def action_write(self) -> None:
        """Write the file, or say why it cannot be."""
        choices = self._choices()
        if choices is None:
            return
        target, force = named_path(self.row("target").text).absolute(), self.query_one("#force", Tick).value
        told_by_ending = format_by_ending(target.name)
        if told_by_ending and told_by_ending.name != choices.format:
            ending = FORMATS[choices.format].suffix
            told = (
                f"{display(target.name)} would be taken for {told_by_ending.name}: name a file that ends in {ending}."
            )
            self.notify(told, severity="warning", markup=False)
            return
        if target.is_file() and not force:
            told = f"{display(str(target))} is there already and stays as it is: tick “{_OVER}” to replace it."
            self.notify(told, severity="warning", markup=False)
            return
        today = self.desk.today()

        written = await long_work.on_archive(
            self,
            self.desk,
            f"writing {choices.report}",
            lambda archive, progress: write_report(
                archive, choices, target, today=today, force=force, watch=progress.watch
            ),
        )
        self.notify(display(written.in_words(str(target))), markup=False)
        self.dismiss(None)

    def action_leave(self) -> None:
        """Leave without a file."""
        self.dismiss(None)


def _free_name(name: str, suffix: str) -> str:
    """The name of a file that is not there yet, with a number where those before it are: ``claims-2.csv``."""
    named = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(one + suffix for one in named if not os.path.lexists(one + suffix))


def _problem_with(reader: Callable[..., object], *told: object) -> str:
    """What a reader refuses, safe to show, or nothing."""
    try:
        reader(*told)
    except InvalidInput as refusal:
        return display(str(refusal))
    return ""
