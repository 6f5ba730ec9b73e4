"""How the screens are left, by their user, a signal or a fault: the terminal is given back and drafts are kept."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress

from textual.app import App


class LeftTidily(App[int]):
    """An app that loses nothing of what is typed, however it ends. Its ``return_value`` is the exit code."""

    async def action_quit(self) -> None:
        """Leave the program; what is typed and not saved comes back with the form."""
        self._leave_drafts()
        await super().action_quit()

    def heed_signals(self) -> None:
        """From now on leave in order when the system or the terminal says so."""
        if self.is_headless or sys.platform == "win32":
            return
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._leave_by_signal, number)

    def _leave_by_signal(self, number: int) -> None:
        """Leave with the exit code that tells the signal."""
        self._leave_drafts()
        self.exit(128 + number)

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
