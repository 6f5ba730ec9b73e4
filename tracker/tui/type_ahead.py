"""What is typed is taken in its order: each key waits until the one before it has done its work.

Textual hands every key at once to the part that has the focus at that moment. A person who presses ``a`` and types on
means the form, not the list that is still there for a moment; and over a slow line an enter and the letters after it
come together. So a key is handed over only when the one before has passed through all that it sets going: the focused
part, its screen, the program, and an action that is on its way to show another screen. Nor is one handed over while a
change is being saved: it would leave the screen that is to tell what came of it, or save the same once more.
"""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from textual import events
    from textual.app import App
    from textual.dom import DOMNode
    from textual.screen import Screen
    from textual.timer import Timer
    from textual.worker import Worker

LONGEST = 2.0
"""Seconds after which the next key is let through whatever else happens, unless a change is being saved: it is told."""

_LOOK_EVERY = 0.02

_ROUNDS = 3
"""A key climbs from the focused part to the program, which runs its action; what the action tells climbs again, and
once more what is done about that."""


class TypeAhead:
    """Holds keys and pastes back while one is at work. ``deliver`` hands an event over to Textual.

    ``is_ready`` tells whether a screen can take keys, ``is_saving`` whether a change is being saved.
    """

    def __init__(
        self,
        app: App[Any],
        deliver: Callable[[events.Event], Awaitable[None]],
        is_ready: Callable[[Screen[Any]], bool],
        is_saving: Callable[[], bool],
    ) -> None:
        self._app, self._deliver, self._is_ready, self._is_saving = app, deliver, is_ready, is_saving
        self._waiting: deque[events.Event] = deque()
        self._is_held = False
        self._is_wait_told = False
        self._until = 0.0
        self._left: Screen[Any] | None = None
        self._workers: Collection[Worker[Any]] = ()
        self._timer: Timer | None = None
        self._at: DOMNode | None = None
        self._is_climbing = False
        self._to_follow: list[DOMNode] = []
        self._turn = 0

    @property
    def is_holding(self) -> bool:
        """Whether keys wait for others to do their work."""
        return bool(self._waiting)

    async def take(self, event: events.Event) -> None:
        """Hand a key or a paste over, now or when those before it are done."""
        if self._is_saving() and not self._is_held:
            self._is_held, self._until = True, monotonic() + LONGEST
        if self._is_held:
            self._waiting.append(event)
            self._watch()
            await self._start_following(self._turn)
        else:
            await self._hand_over(event)

    def begin(self, workers: Collection[Worker[Any]] = (), seconds: float = LONGEST) -> None:
        """An action is on its way: wait until these workers have ended, or until another screen takes keys."""
        self._left, self._workers = self._app.screen, workers
        self._is_held, self._until = True, monotonic() + seconds
        self._watch()

    async def _hand_over(self, event: events.Event) -> None:
        self._is_held, self._is_climbing, self._until = True, True, monotonic() + LONGEST
        part = self._app.focused or self._app.screen
        await self._deliver(event)
        self._turn += 1
        self._to_follow = list(part.ancestors_with_self) * _ROUNDS
        # What the key does shows first; nobody waits for the key to have climbed while no other is pressed.
        screen = self._app.screen
        if self._waiting or not part.call_later(screen.call_after_refresh, self._start_following, self._turn):
            await self._start_following(self._turn)

    async def _start_following(self, turn: int) -> None:
        """Go behind the key of this turn, unless that has begun."""
        if turn == self._turn and self._to_follow:
            parts, self._to_follow = self._to_follow, []
            await self._follow(turn, parts)

    async def _follow(self, turn: int, parts: list[DOMNode]) -> None:
        """Go through queue after queue behind the key; what it left there is done before."""
        while parts and turn == self._turn:
            self._at = parts.pop(0)
            if self._at.call_later(self._follow, turn, parts):
                return
        if turn == self._turn:
            self._at, self._is_climbing = None, False
            await self._look()

    async def _look(self) -> None:
        """Go on once nothing is on its way any more."""
        has_climbed = not self._is_climbing or (self._at is not None and not self._at.is_running)
        is_overdue = monotonic() > self._until
        if self._is_saving():
            self._tell_of_wait(is_overdue=is_overdue)
        elif self._is_held and ((has_climbed and self._has_acted()) or is_overdue):
            await self._go_on()

    def _tell_of_wait(self, *, is_overdue: bool) -> None:
        """Say once why keys that were pressed long ago do nothing yet."""
        if self._waiting and is_overdue and not self._is_wait_told:
            self._is_wait_told = True
            self._app.notify("Your change is still being saved: what you press waits for it.", markup=False)

    def _has_acted(self) -> bool:
        """Whether the action, if the key stands for one, has ended or shows a screen that takes keys."""
        if self._left is None:
            return True
        screen = self._app.screen
        has_ended = bool(self._workers) and all(worker.is_finished for worker in self._workers)
        return (has_ended or screen is not self._left) and screen.is_mounted and self._is_ready(screen)

    async def _go_on(self) -> None:
        self._is_held, self._is_wait_told, self._left, self._workers = False, False, None, ()
        if self._waiting:
            await self._hand_over(self._waiting.popleft())
        elif self._timer is not None:
            self._timer.pause()

    def _watch(self) -> None:
        if self._timer is None:
            self._timer = self._app.set_interval(_LOOK_EVERY, self._look)
        else:
            self._timer.resume()
