"""How the screens are opened: the first claims at once, then the database and all that takes long to import."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.events import Key

from tracker.errors import TrackerError
from tracker.store.collecting import collect_from_now_on
from tracker.tui.desk import job
from tracker.tui.leaving import LeftTidily
from tracker.tui.screens.first_look import FirstLook

if TYPE_CHECKING:
    from textual.events import Event
    from textual.screen import Screen

    from tracker.tui.screens.room import Room
    from tracker.tui.type_ahead import TypeAhead

LONGEST_OPENING = 60.0
"""Seconds for which what is typed waits for the database to be opened."""

MOST_LOOKS_FOR_CLAIMS, LOOK_EVERY_SECONDS = 200, 0.01
"""How often the list is asked whether its claims are there, before the first look gives way all the same."""


class OpenedAtOnce(LeftTidily):
    """An app that shows claims before its database is open. ``refusal`` says why that could not be opened."""

    type_ahead: TypeAhead

    def __init__(self) -> None:
        super().__init__()
        self.refusal: TrackerError | None = None

    def be_as_chosen(self) -> None:
        """Take what the user has chosen, once every room is known."""
        raise NotImplementedError

    def get_default_screen(self) -> Screen[Any]:
        """The first look, if there is one: whatever is shown later stands on it."""
        page = self.desk.first_look()
        return super().get_default_screen() if page is None else FirstLook(page, self.desk.choices.columns)

    def on_load(self) -> None:
        """Take the colours that were chosen before anything is shown in them."""
        if self.desk.choices.theme in self.available_themes:
            self.theme = self.desk.choices.theme

    async def on_mount(self) -> None:
        """Open the archive, beneath the first look if there is one."""
        if isinstance(self.screen, FirstLook):
            self.type_ahead.begin([self._open_beneath()], seconds=LONGEST_OPENING)
        else:
            await self._open()

    @job
    async def _open_beneath(self) -> None:
        """Open the archive while the first look is painted."""
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()
        await self._open()

    async def _open(self) -> None:
        """Open the archive and show the list, or end because that is refused."""
        rooms = await self.desk.work_out(import_module, "tracker.tui.rooms")
        try:
            await self.desk.open()
        except TrackerError as refusal:
            self.refusal = refusal
            self.exit(refusal.exit_code)
            return
        self.heed_signals()
        self.be_as_chosen()
        await self.screen_stack[0].mount(rooms.Lookout(self.desk))
        first_look = self.screen
        moved_to = first_look.leave() if isinstance(first_look, FirstLook) else None
        await self._show_list(rooms.ClaimsScreen(self.desk, moved_to))
        collect_from_now_on()

    def is_move_at_once(self, event: Event) -> bool:
        """Whether a key moves among the claims of the first look, and need not wait for the list.

        The user's own keys are known only later: with any of these, all keys wait.
        """
        if not isinstance(self.screen, FirstLook) or not isinstance(event, Key) or self.desk.settings.keys:
            return False
        return not self.type_ahead.is_holding and self.screen.moves_with(event.key)

    async def _show_list(self, screen: Room[Any]) -> None:
        """Show the list; the first look gives way only to a list that has its claims."""
        if not isinstance(self.screen, FirstLook):
            await self.push_screen(screen)
            return
        with self.batch_update():
            await self.push_screen(screen)
            for _ in range(MOST_LOOKS_FOR_CLAIMS):
                if screen.is_ready:
                    break
                await asyncio.sleep(LOOK_EVERY_SECONDS)
        # What was drawn of the list before it had its claims was held back and is drawn now.
        screen.refresh()
