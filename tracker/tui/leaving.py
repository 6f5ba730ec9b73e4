"""How the screens are left, by their user, a signal or a fault: the terminal is given back and drafts are kept."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import App

from tracker.tui.desk import job

if TYPE_CHECKING:
    from tracker.tui.desk import Desk

LOOK_FOR_TERMINAL_EVERY_SECONDS = 1
"""How often: not many screens must have been drawn for a terminal that is gone, for Textual waits to be rid of them."""


class LeftTidily(App[int]):
    """An app that loses nothing of what is typed, however it ends. Its ``return_value`` is the exit code."""

    desk: Desk

    async def action_quit(self) -> None:
        """Leave the program; what is typed and not saved comes back with the form."""
        self._leave_drafts()
        await super().action_quit()

    def heed_signals(self) -> None:
        """From now on leave in order when the system or the terminal says so, or the terminal goes without a word."""
        if self.is_headless or sys.platform == "win32":
            return
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._leave_by_signal, number)
        if _has_terminal():
            self.set_interval(LOOK_FOR_TERMINAL_EVERY_SECONDS, self._leave_without_terminal)

    def _leave_without_terminal(self) -> None:
        """Leave as if the terminal had hung up, once it is gone: it tells only programs that were started in it."""
        if not _has_terminal():
            self._leave_by_signal(signal.SIGHUP)

    def _leave_by_signal(self, number: int) -> None:
        """Keep what is typed at once, then leave with the exit code that tells the signal."""
        if not _has_terminal():
            _write_nowhere()
            if self._driver:
                # Its thread may have died with the terminal: what is drawn meanwhile would wait for that for good.
                self._driver.write = _lose  # type: ignore[method-assign, assignment]
        self._leave_drafts()
        self._exit_when_saved(128 + number)

    @job
    async def _exit_when_saved(self, code: int) -> None:
        """Leave once what is being saved is saved: its form would come back with it, to be saved a second time."""
        await self.desk.saving.until_done()
        self.exit(code)

    def _fatal_error(self) -> None:
        """End without Textual's account of the fault, which prints local variables; ``run_app`` tells of it."""
        # What a broken form cannot give any more was kept up to the last second; the fault itself is told.
        with suppress(Exception):
            self._leave_drafts()
        self._close_messages_no_wait()

    def _leave_drafts(self) -> None:
        from tracker.tui.screens.form import Form  # noqa: PLC0415 -- not before the first look

        for screen in self.screen_stack:
            if isinstance(screen, Form):
                screen.leave_draft()


def _has_terminal() -> bool:
    return sys.__stdin__ is not None and sys.__stdin__.isatty()


def _lose(_text: str) -> None:
    """Draw nothing."""


def _write_nowhere() -> None:
    """Let what is still written be lost instead of failing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (1, 2):
        os.dup2(nowhere, output)
    os.close(nowhere)
