"""A person at the keyboard: presses keys, types, and sees only what is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.keys import _character_to_key

from tracker.tui.screens.room import Room

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tracker.tui.app import TrackerApp


class Driver:
    """Drives the program through Pilot."""

    def __init__(self, app: TrackerApp, pilot: Pilot[int]) -> None:
        self.app = app
        self._pilot = pilot
        self.keys_pressed = 0
        self._noticed = [notice.message for notice in app._notifications]
        self._notify = app.notify
        # Notices go after some seconds, which are soon over on a busy machine.
        app.notify = self._note  # type: ignore[method-assign]

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each once the one before is dealt with."""
        for key in keys:
            self.keys_pressed += 1
            await self._pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into the focused part."""
        await self._pilot.press(*(_character_to_key(character) for character in text))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal hands it over."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def click(self, x: int, y: int, *, times: int = 1) -> None:
        """Click on a cell of the screen."""
        await self._pilot.click(offset=(x, y), times=times)
        await self.settle()

    async def point_at(self, x: int, y: int) -> None:
        """Move the mouse to a cell of the screen."""
        await self._pilot.hover(offset=(x, y))
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self._pilot.resize_terminal(width, height)
        await self.settle()

    async def press_until(self, key: str, text: str) -> None:
        """Press a key that sets long work going, or none, and wait only until a text is on the screen."""
        if key:
            self.keys_pressed += 1
            await self._pilot.press(key)
        for _ in range(2_000):
            if text in self.screen:
                return
            await self._pilot.pause()
        raise AssertionError(f"“{text}” never came:\n{self.screen}")

    async def wait_for_notice(self, text: str) -> None:
        """Wait until something is told that the program says by itself."""
        for _ in range(2_000):
            if text in self.notices:
                return
            await self._pilot.pause()
        raise AssertionError(f"“{text}” was never told:\n{self.notices}")

    async def press_without_waiting(self, *keys: str) -> None:
        """Press keys of which some may have to wait."""
        self.keys_pressed += len(keys)
        await self._pilot.press(*keys)

    async def see_the_list(self) -> None:
        """Wait until the program is open, with the list in place of the first look."""
        for _ in range(2_000):
            if isinstance(self.app.screen, Room):
                break
            await self._pilot.pause()
        await self.settle()

    async def settle(self) -> None:
        """Wait until every job has ended, those that wait for a dialog aside, and the screen is drawn.

        One look does not tell: where the machine has little time for the program, it is taken for calm too early.
        """
        calm_looks = 0
        for _ in range(2_000):
            await self._pilot.pause()
            is_calm = not self.app.desk.is_busy and not self.app.type_ahead.is_holding
            calm_looks = calm_looks + 1 if is_calm else 0
            if calm_looks == 2:
                break

    @property
    def screen(self) -> str:
        """What is on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def notices(self) -> str:
        """The notices shown since the start."""
        return "\n".join(self._noticed)

    def _note(self, message: str, **more: Any) -> None:
        self._noticed.append(message)
        self._notify(message, **more)

    def line_with(self, text: str) -> str:
        """The first line of the screen that holds a text."""
        found = [line for line in self.screen.splitlines() if text in line]
        assert found, f"“{text}” is not on the screen:\n{self.screen}"
        return found[0]
