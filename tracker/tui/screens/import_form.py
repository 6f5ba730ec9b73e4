"""Reading claims from a file: what it is, which column tells what, what would change; then one key writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tracker.display import display
from tracker.errors import TrackerError
from tracker.store.incoming.plan import ImportPlan, State
from tracker.transfer.importing import Reading, Wish, plan_import, put_rejects_aside, read_file, wish_of, write_import
from tracker.transfer.kept_mappings import KeptMapping, keep_mapping
from tracker.transfer.mapping import TARGETS, Unmapped, written
from tracker.transfer.told import Circumstances
from tracker.tui import long_work
from tracker.tui.desk import job, newest
from tracker.tui.screens.choice import Choice, ChoiceScreen
from tracker.tui.screens.one_line import OneLine
from tracker.tui.screens.room import Room
from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.import_outcome import NO_COLUMN, ImportOutcome, nothing_to_write
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.mapping_list import ANOTHER, MappingList
from tracker.tui.widgets.path_completion import PathCompletion

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tracker.transfer.manner import Manner
    from tracker.tui.desk import Desk


class _Looked(NamedTuple):
    """What a file was found to be and to change, for what was typed then."""

    typed: tuple[str, str]
    manner: Manner
    reading: Reading
    plan: ImportPlan


class ImportForm(Room[bool]):
    """Answers True once something is written, False when the form is left."""

    DEFAULT_CSS = """
    ImportForm {
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        #fields { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    }
    """
    FOOTER: ClassVar[tuple[str, ...]] = ("import.leave", "import.write", "import.keep_mapping", "import.rejects")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "write", id="import.write", priority=True, tooltip="Write it, as one step"),
        Binding(
            "ctrl+k", "keep_mapping", "keep mapping", id="import.keep_mapping", priority=True,
            tooltip="Keep under a name which column tells what",
        ),
        Binding(
            "ctrl+b", "rejects", "bad rows aside", id="import.rejects", priority=True,
            tooltip="Put the rows that cannot be kept into a file, to mend and import",
        ),
        Binding("escape", "leave", "leave", id="import.leave", tooltip="Back; nothing is written"),
        Binding("pagedown", "scroll(1)", "rows below", id="import.down", show=False, tooltip="Scroll down a page"),
        Binding("pageup", "scroll(-1)", "rows above", id="import.up", show=False, tooltip="Scroll up a page"),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._said: dict[str, str] = {}
        self._said_of = ""
        self._looked: _Looked | None = None

    def compose(self) -> ComposeResult:
        """File, how to read it, what it was found to be and would change."""
        yield Static(Content.styled("Import from a file", "bold"), id="title", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            yield FieldRow("path", "File", hint="CSV, JSON, a folder or a zip file; enter looks into it")
            yield FieldRow("manner", "Read as", hint="as the file tells; or dmy, mdy, scale 100, cp1252, a preset")
            yield ImportOutcome()
        yield KeyLine()

    async def on_mount(self) -> None:
        """Start with the file."""
        editor = self.row("path").editor
        editor.focus()
        if isinstance(editor, Input):
            await self.mount(PathCompletion(editor))

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self.query_one(f"#row-{name}", FieldRow)

    @property
    def typed(self) -> tuple[str, str]:
        """The path, and how the file is to be read."""
        return self.row("path").text.strip(), self.row("manner").text.strip()

    @property
    def outcome(self) -> ImportOutcome:
        """What is shown of the file."""
        return self.query_one(ImportOutcome)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A mapping is kept where there is one to choose, bad rows are put aside where there are any."""
        del parameters
        if action == "keep_mapping":
            return self._looked is not None and self._looked.reading.columns is not None
        if action == "rejects":
            return self._looked is not None and bool(self._looked.plan.counts[State.BAD])
        return True

    def on_input_submitted(self) -> None:
        """Look into the file."""
        self.look()

    @newest
    async def look(self) -> None:
        """Read the file, compare it with what is kept, and show what would change, or why it cannot be read."""
        path, words = typed = self.typed
        self._looked = None
        if not path:
            self.outcome.tell_refused("Name a file: what an export, a report or another program has written.")
            return
        if path != self._said_of:
            self._said, self._said_of = {}, path
        self.outcome.tell_working("reading")
        try:
            preset, manner = wish_of(words)
            around = Circumstances(self.desk.today(), self.desk.conventions, manner)
            wish = Wish(preset, (written(self._said),) if self._said else ())
            reading = await long_work.beside(
                self,
                self.desk,
                "reading the file",
                lambda progress: read_file(Path(path), around, wish, watch=progress.watch),
            )
            plan = await long_work.on_archive(
                self,
                self.desk,
                "comparing with what is kept",
                lambda archive, _: plan_import(archive, reading, around.today, around.conventions),
            )
        except Unmapped as refusal:
            self.outcome.tell_unmapped(refusal)
        except TrackerError as refusal:
            self.outcome.tell_refused(str(refusal))
        else:
            self._looked = _Looked(typed, manner, reading, plan)
            self.outcome.tell_plan(reading, plan)
        self.refresh_bindings()

    @job
    async def on_mapping_list_wanted(self, wanted: MappingList.Wanted) -> None:
        """Ask for a column, after asking for a field if it is for another one."""
        field: str | None = wanted.field
        columns = self.outcome.columns
        if field == ANOTHER:
            others = [Choice(name, name) for name in TARGETS if name not in columns]
            field = await self.app.push_screen_wait(ChoiceScreen("Which field does a column tell?", others))
        if not field:
            return
        offered = [Choice("", NO_COLUMN), *(Choice(name, name) for name in self.outcome.header)]
        question = ChoiceScreen(f"Which column tells “{field}”?", offered, chosen=columns.get(field, ""))
        chosen = await self.app.push_screen_wait(question)
        if chosen is not None:
            # What is proposed and was seen is said too, lest taking a column away bring another proposal.
            seen = {name: column for name, column in columns.items() if column not in {NO_COLUMN, chosen}}
            self._said = {**dict.fromkeys(self._said, ""), **seen, field: chosen}
            self.look()

    @job
    async def action_write(self) -> None:
        """Write what is shown; what was typed since is looked into first."""
        looked = self._looked
        if looked is None or looked.typed != self.typed:
            self.look()
            return
        confirmed = self.outcome.confirmed(looked.plan)
        if not confirmed.count:
            self.notify(nothing_to_write(looked.plan), severity="warning", markup=False)
            return
        self.outcome.tell_working(f"writing {confirmed.in_words()}")
        today, conventions = self.desk.today(), self.desk.conventions
        try:
            written = await long_work.on_archive(
                self,
                self.desk,
                f"writing {confirmed.in_words()}",
                lambda archive, _: write_import(archive, looked.reading, confirmed, today, conventions),
            )
        except TrackerError:
            self.look()
            raise
        if not written:
            self.notify("Nothing was written: all of it comes to what is here already.", markup=False)
            self.look()
            return
        self.notify(f"{confirmed.in_words()} written. u takes it back.", markup=False)
        self.dismiss(result=True)

    @job
    async def action_keep_mapping(self) -> None:
        """Ask for a name to keep the mapping under."""
        looked = self._looked
        if looked is None or looked.reading.columns is None:
            return
        columns, manner = dict(looked.reading.columns), looked.manner

        async def take(name: str) -> None:
            await self.desk.work_out(keep_mapping, KeptMapping(name, columns, manner))
            self.notify("The mapping is kept: files with these columns are read by it.", markup=False)

        await self.app.push_screen_wait(OneLine(self.desk, "Keep which column tells what", "Name", take))

    @job
    async def action_rejects(self) -> None:
        """Put the bad rows into a file beside the one that they are from."""
        looked = self._looked
        if looked is None:
            return
        path = looked.reading.path
        target = path.with_name(f"{path.stem}-to-mend{path.suffix}")
        count = await self.desk.work_out(put_rejects_aside, looked.reading, looked.plan, target)
        self.notify(f"{count:,} row{'s' * (count != 1)} to mend in {display(str(target))}", markup=False)

    def action_scroll(self, way: int) -> None:
        """Scroll by a screenful, wherever one types."""
        rows = self.query_one("#fields")
        rows.scroll_page_down(animate=False) if way > 0 else rows.scroll_page_up(animate=False)

    def action_leave(self) -> None:
        """Leave; nothing is written."""
        self.dismiss(result=False)
