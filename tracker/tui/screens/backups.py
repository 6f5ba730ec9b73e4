"""The backups: what there are, one more, and bringing the database back to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tracker.claims.wording import day_in_short
from tracker.display import display
from tracker.errors import ReadOnly
from tracker.store.backup import Backup, Reason, list_backups, make_backup
from tracker.store.news import call_the_newest_its_own
from tracker.store.restoring import restore
from tracker.tui.desk import job
from tracker.tui.dialogue import Dialogue
from tracker.tui.screens.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from tracker.store.archive import Archive
    from tracker.store.restoring import Restored
    from tracker.tui.desk import Desk


class BackupsScreen(Dialogue[bool]):
    """Answers whether the database was brought back to one of its backups."""

    DEFAULT_CSS = """
    BackupsScreen {
        align: center middle;
        #backups { width: 74; max-width: 96%; height: auto; max-height: 94%; border: round $accent; padding: 0 1;
            background: $surface; }
        OptionList, OptionList:focus { height: auto; max-height: 70vh; border: none; padding: 0;
            background: $surface; }
        #hint { color: $foreground-muted; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "leave", id="backups.leave", tooltip="Back; nothing is restored"),
        Binding("n", "make", "new backup", id="backups.make", tooltip="Make a backup now"),
        Binding("j", "move('down')", "down", id="backups.down", show=False, tooltip="The line below"),
        Binding("k", "move('up')", "up", id="backups.up", show=False, tooltip="The line above"),
    ]

    def __init__(self, desk: Desk, database: Path) -> None:
        super().__init__()
        self.desk, self._database = desk, database
        self._backups: list[Backup] = []

    def compose(self) -> ComposeResult:
        """A line for each backup, the newest first."""
        with Vertical(id="backups"):
            yield Static(Content.styled("Backups of this database", "bold"), markup=False)
            yield OptionList(markup=False)
            yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Start with the newest one."""
        self.query_one(OptionList).focus()
        self.show_backups()

    @job
    async def show_backups(self) -> None:
        """Read which there are."""
        self._backups = await self.desk.work_out(list_backups, self._database)
        lines = self.query_one(OptionList)
        lines.set_options(Option(_line(backup)) for backup in self._backups)
        lines.highlighted = 0 if self._backups else None
        none = "None yet: from the second day on one is made before each day's first change.\n"
        hint = "n makes one now, enter brings the database back to one, esc leaves"
        self.query_one("#hint", Static).update(Content(hint if self._backups else none + hint))

    @job
    async def action_make(self) -> None:
        """Make one more."""
        made = await self.desk.carry_out(_make)
        self.notify(display(f"{made.name} is kept. {made.remark}".rstrip()), markup=False)
        self.show_backups()

    @job
    async def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Ask once, then bring the database back."""
        backup = self._backups[selected.option_index]
        title = f"Bring all claims back to {_when(backup)}? What is here now becomes a backup first."
        answers = [Choice("no", "leave everything as it is", key="n"), Choice("yes", "bring it back", key="y")]
        if await self.app.push_screen_wait(ChoiceScreen(title, answers)) != "yes":
            return
        restored = await self.desk.carry_out(_restore, backup.name)
        present = restored.present
        kept = f" What was here is backup {present.name}. {present.remark}".rstrip() if present else ""
        self.notify(display(f"Restored {backup.name}.{kept}"), markup=False, timeout=15)
        self.dismiss(result=True)

    def action_move(self, way: str) -> None:
        """Go a line up or down."""
        lines = self.query_one(OptionList)
        lines.action_cursor_down() if way == "down" else lines.action_cursor_up()

    def action_leave(self) -> None:
        """Back; nothing is restored."""
        self.dismiss(result=False)


def _make(archive: Archive) -> Backup:
    return make_backup(_database_of(archive), Reason.ASKED, archive.clock())


def _restore(archive: Archive, name: str) -> Restored:
    """Bring the database back and on to the present schema, while nothing else is asked of it."""
    if archive.read_only:
        raise ReadOnly(f"{archive.place.shown} can only be read: {archive.read_only}. Nothing is restored.")
    restored = restore(_database_of(archive), name, archive.clock())
    archive.bring_up_to_date()
    call_the_newest_its_own(archive)
    return restored


def _database_of(archive: Archive) -> Path:
    assert archive.place.path  # noqa: S101 -- a server's backups have no screen
    return archive.place.path


def _when(backup: Backup) -> str:
    moment = backup.made_at.astimezone()
    return f"{day_in_short(moment.date())}, {moment:%H:%M}"


def _line(backup: Backup) -> Content:
    claims = "unreadable" if backup.claims is None else f"{backup.claims:,} claim{'s' * (backup.claims != 1)}"
    return Content.assemble(
        f"{_when(backup):<18} ", f"{claims:<14} ", (display(backup.reason.label), "$foreground-muted")
    )
