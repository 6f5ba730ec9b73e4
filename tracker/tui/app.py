"""The terminal UI: it opens the desk, shows the first screen, and holds what works everywhere."""

from __future__ import annotations

import sys
from functools import partial
from shutil import get_terminal_size
from time import sleep
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.theme import BUILTIN_THEMES
from textual.worker import WorkerFailed

from tracker.display import display, display_lines
from tracker.errors import InvalidInput, TrackerError
from tracker.places import choices_file, drafts_file, settings_file
from tracker.settings import read_settings
from tracker.store.straight import first_page
from tracker.tui.desk import Desk, job
from tracker.tui.kept_choices import KeptChoices
from tracker.tui.left_drafts import LeftDrafts
from tracker.tui.line_filters import LastLook
from tracker.tui.opening import OpenedAtOnce
from tracker.tui.screens.first_look import FirstLook
from tracker.tui.type_ahead import TypeAhead

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import RenderableType
    from textual.actions import ActionParseResult
    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.filter import LineFilter
    from textual.notifications import Notify
    from textual.screen import Screen
    from textual.theme import Theme

    from tracker.store.archive import Archive
    from tracker.tui.lookout import Lookout
    from tracker.tui.screens.room import Room, VisitedRoom


WAIT_SECONDS = 5
"""How long the screens wait for somebody else's change, during which they show nothing new."""

_TRASH = "List what was deleted, to look at it or bring it back"
_MERGING = 'Names are merged from the shell, as in: tracker merge speaker "S. Altman" "Sam Altman"'

_A_TURN = 0.0001
"""Seconds in which another thread of this program is sure to be woken."""

MOST_PARTS = 256
"""How many kinds of parts are remembered with their styles: all of Textual's and ours."""

MOST_REMARKS = 6
"""Remarks on the settings that are shown at once."""


def _commands() -> type[Provider]:
    """What the palette finds its commands in."""
    from tracker.tui.commands import Commands  # noqa: PLC0415 -- not before the first look

    return Commands


class TrackerApp(OpenedAtOnce):
    """The program on a terminal. ``return_value`` is the exit code.

    ``banner`` is shown at the top of every room, while there is any.
    """

    TITLE = "tracker"
    NOTIFICATION_TIMEOUT = 3
    COMMANDS: ClassVar = {_commands}
    banner = reactive("")
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "help", id="app.help", tooltip="Show every key that works here"),
        Binding("q,ctrl+q", "quit", "quit", id="app.quit", tooltip="Leave the program; everything is kept"),
        Binding(
            "ctrl+p", "command_palette", "palette", id="app.palette", show=False, tooltip="Find any action by its words"
        ),
        Binding("tab", "app.focus_next", "next part", id="app.next", show=False, tooltip="Go to the next part"),
        Binding(
            "shift+tab", "app.focus_previous", "part before", id="app.previous", show=False, tooltip="Go back a part"
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.type_ahead = TypeAhead(self, super().on_event, _is_ready_for_keys, lambda: desk.saving.is_going_on)
        self._last_look = LastLook(has_colour=not self.no_color)
        # With more parts than it remembers, Textual would read the styles of all anew whenever one comes in.
        self.stylesheet._parse_cache.grow(MOST_PARTS)  # noqa: SLF001 -- nothing else lets it remember more

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The last look before the terminal, with Textual's own filters before it."""
        before = tuple(super().get_line_filters())
        if before != self._last_look.before:
            self._last_look = LastLook(has_colour=not self.no_color, before=before)
        return [self._last_look]

    def be_as_chosen(self) -> None:
        """Take the user's keys, and keep the theme that is chosen from now on."""
        from tracker.tui.own_keys import own_keys  # noqa: PLC0415 -- not before the first look

        self.theme_changed_signal.subscribe(self, self._keep_theme)
        keys = own_keys(self.desk.settings.keys)
        self.set_keymap(dict(keys.keymap))
        if keys.remarks:
            told = [*keys.remarks[:MOST_REMARKS], *(["…"] if len(keys.remarks) > MOST_REMARKS else [])]
            self.notify(display_lines("\n".join(told)), severity="warning", markup=False, timeout=15)

    def _keep_theme(self, theme: Theme) -> None:
        try:
            self.desk.choices.keep_theme(theme.name)
        except TrackerError as refusal:
            self.notify(display(str(refusal)), severity="warning", markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What has no key: what only a filter or the shell does, then what Textual offers of itself."""
        from tracker.tui.screens.shaped_list import ShapedList  # noqa: PLC0415 -- not before the first look

        if isinstance(screen, ShapedList):
            yield SystemCommand("Show the trash", _TRASH, partial(screen.claims.show, "status:trash"))
        yield SystemCommand("Merge names", _MERGING, partial(self.notify, _MERGING, markup=False))
        for command in super().get_system_commands(screen):
            if command.title in {"Theme", "Screenshot"}:
                yield command

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Draw, and give the thread that writes to the terminal its turn before anything else is done."""
        super()._display(screen, renderable)
        if not self.is_headless:
            sleep(_A_TURN)

    async def on_event(self, event: events.Event) -> None:
        """Take what is typed in its order."""
        is_typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if is_typed and not self.is_move_at_once(event):
            await self.type_ahead.take(event)
        else:
            await super().on_event(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; keys wait for it while it works."""
        before = set(self.workers)
        is_done = await super().run_action(action, default_namespace, namespaces)
        if started := set(self.workers) - before:
            self.type_ahead.begin(started)
        return is_done

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        """Do what a key, a click or the palette stands for, unless the room that is shown has a reason against it."""
        rooms = [] if isinstance(self.screen, FirstLook) else _rooms_of([self.screen])
        if all(room.may_act(action_name if namespace is room else "") for room in rooms):
            return await super()._dispatch_action(namespace, action_name, params)
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whoever takes something back while a text is typed in a room means the text, not the last step."""
        if action in {"undo", "redo"}:
            from textual.widgets import Input  # noqa: PLC0415 -- not before the first look

            return not any(isinstance(room.focused, Input) for room in _rooms_of([self.screen]))
        return super().check_action(action, parameters)

    @job
    async def on_visited_room_wanted(self, wanted: VisitedRoom.Wanted) -> None:
        """Show the room that another asks for, and tell that one on which way it was left."""
        self.type_ahead.begin()
        from tracker.tui.rooms import ROOMS  # noqa: PLC0415 -- not before the first look

        room = ROOMS[wanted.room](self.desk, wanted.number or 0)
        wanted.asker.come_back(await self.push_screen_wait(room))

    def action_help(self) -> None:
        """Show the keys of the present screen and its focused part."""
        from tracker.tui.rooms import HelpScreen  # noqa: PLC0415 -- not before the first look
        from tracker.tui.widgets.key_line import usable_bindings  # noqa: PLC0415 -- not before the first look

        first = next((room.FOOTER for room in _rooms_of([self.screen])), ())
        self.push_screen(HelpScreen(usable_bindings(self.screen), first))

    @job
    async def action_undo(self) -> None:
        """Take the last step back. What was told of a step before advises to take that one back, and goes."""
        self.clear_notifications()
        from tracker.store.undo import undo  # noqa: PLC0415 -- not before the first look

        step = await self.desk.ask(undo)
        await self._show_turned(f"Undone: {step}. ctrl+r makes it again.")

    @job
    async def action_redo(self) -> None:
        """Make the undone step again. What was told of a step before goes."""
        self.clear_notifications()
        from tracker.store.undo import redo  # noqa: PLC0415 -- not before the first look

        step = await self.desk.ask(redo)
        await self._show_turned(f"Made again: {step}.")

    def on_notify(self, event: Notify) -> None:
        """Let a notice take the place of the same one, where that still stands. Textual shows it then."""
        told = event.notification
        for notice in list(self._notifications):
            if (notice.message, notice.title, notice.severity) == (told.message, told.title, told.severity):
                self._unnotify(notice, refresh=False)

    def on_lookout_changed(self, changed: Lookout.Changed) -> None:
        """Show what others have written."""
        self.notify(display(changed.told), markup=False)
        for room in self._rooms_that_show:
            room.show_news()

    async def _show_turned(self, told: str) -> None:
        """Say what was taken back or made again, and go where it is shown."""
        self.notify(display(told), markup=False)
        claim_ids = await self.desk.hand_over(_claims_turned)
        for room in self._rooms_that_show:
            room.show_turned(claim_ids)

    @property
    def _rooms_that_show(self) -> list[Room[Any]]:
        """The rooms without one that is only just opening, which reads by itself what it shows."""
        return [room for room in _rooms_of(self.screen_stack) if room.is_mounted]


def _rooms_of(screens: Iterable[Screen[Any]]) -> list[Room[Any]]:
    """Those of the screens that work at the desk."""
    from tracker.tui.screens.room import Room  # noqa: PLC0415 -- not before the first look

    return [screen for screen in screens if isinstance(screen, Room)]


def _claims_turned(archive: Archive) -> tuple[int, ...]:
    """The claims that the last undo or redo of whoever has the archive open was about."""
    from tracker.store.undo import claims_turned  # noqa: PLC0415 -- not before the first look

    return archive.run(claims_turned, archive.user)


def _is_ready_for_keys(screen: Screen[Any]) -> bool:
    """Whether a screen knows what it shows and where its keys go."""
    is_known = all(room.is_ready for room in _rooms_of([screen]))
    return is_known and (screen.focused is not None or not screen.focus_chain)


def run_app(address: str, *, read_only: bool = False) -> int:
    """Open the UI on a database and return the exit code. Raises TrackerError when it cannot be opened."""
    settings = read_settings()
    _refuse_unknown(settings.screens.theme)
    desk = Desk(
        partial(_open, address, read_only=read_only),
        settings=settings,
        drafts=LeftDrafts(drafts_file(address)),
        choices=KeptChoices(choices_file(), settings.screens),
        first_look=partial(first_page, address, lines=get_terminal_size().lines),
    )
    app = TrackerApp(desk)
    # Python lets a thread go on for 5 ms before another has its turn: a key must not wait that long for the desk's.
    sys.setswitchinterval(0.001)
    # Title and title before it are the terminal's: put aside, set, and put back.
    sys.stdout.write("\x1b[22;2t\x1b]2;tracker\x1b\\")
    try:
        answer = app.run()
    finally:
        sys.stdout.write("\x1b[23;2t")
        sys.stdout.flush()
        desk.close()
    if app.refusal:
        raise app.refusal
    fault = app._exception  # noqa: SLF001 -- Textual keeps it to itself; the entry tells of faults in one line
    if fault:
        raise fault.error if isinstance(fault, WorkerFailed) else fault
    return answer if answer is not None else app.return_code or 0


def _open(address: str, *, read_only: bool) -> Archive:
    from tracker.store.archive import Archive  # noqa: PLC0415 -- not before the first look

    return Archive.open(address, read_only=read_only, wait=WAIT_SECONDS)


def _refuse_unknown(theme: str) -> None:
    if theme and theme not in BUILTIN_THEMES:
        told = f"“screens.theme” cannot be “{theme}”: it is one of {', '.join(sorted(BUILTIN_THEMES))}"
        raise InvalidInput(f"In {settings_file()}, {told}.")
