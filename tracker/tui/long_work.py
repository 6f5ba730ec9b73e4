"""Work that may take long: after a second a window shows how far it is, and a key stops it."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import ProgressBar, Static

from tracker.display import display
from tracker.errors import Stopped
from tracker.tui.dialogue import Dialogue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator

    from textual.app import ComposeResult
    from textual.screen import Screen

    from tracker.store.archive import Archive
    from tracker.tui.desk import Desk

T = TypeVar("T")

AFTER_SECONDS = 1.0
"""What is done sooner needs no window."""

_LOOK_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is being done now, and how much there is of it, where that is known."""

    what: str
    total: int | None


class Progress:
    """How far work has come that is done in another thread, and whether it is to go on."""

    def __init__(self, what: str) -> None:
        self.begun = monotonic()
        self.done = 0
        self.now = _Stretch(what, None)
        self._is_stopped = Event()

    def stop(self) -> None:
        """Let the work end as soon as it asks whether to go on."""
        self._is_stopped.set()

    @property
    def is_stopping(self) -> bool:
        """Whether it is to end."""
        return self._is_stopped.is_set()

    def go_on(self) -> None:
        """Raise Stopped once the work is to end."""
        if self.is_stopping:
            raise Stopped(f"Stopped {self.now.what}: nothing was changed.")

    @contextmanager
    def watch(self, each: Iterable[Any], what: str, total: int | None) -> Iterator[Iterable[Any]]:
        """Pass on what is given, counted."""
        before, self.now, self.done = self.now, _Stretch(what, total), 0
        yield self._counted(each)
        self.now, self.done = before, 0

    def _counted(self, each: Iterable[Any]) -> Iterator[Any]:
        for one in each:
            self.go_on()
            yield one
            self.done += 1


async def on_archive(screen: Screen[Any], desk: Desk, what: str, work: Callable[[Archive, Progress], T]) -> T:
    """Have work done on the archive that may take long; undone when it is stopped. Raises Stopped then."""

    def heeded(archive: Archive, progress: Progress) -> T:
        with archive.heeding(progress.go_on):
            return work(archive, progress)

    return await _see_through(screen, what, lambda progress: desk.hand_over(heeded, progress))


async def beside(screen: Screen[Any], desk: Desk, what: str, work: Callable[[Progress], T]) -> T:
    """Have work done beside the archive that may take long. Raises Stopped when it is stopped."""
    return await _see_through(screen, what, lambda progress: desk.work_out(work, progress))


async def _see_through(screen: Screen[Any], what: str, start: Callable[[Progress], Awaitable[T]]) -> T:
    """Await work, which is stopped when the one who waits goes away."""
    progress = Progress(what)
    going = asyncio.ensure_future(start(progress))
    window: ProgressWindow | None = None
    try:
        await asyncio.wait({going}, timeout=AFTER_SECONDS)
        if not going.done():
            window = ProgressWindow(progress)
            await screen.app.push_screen(window)
            await asyncio.wait({going})
    finally:
        if not going.done():
            progress.stop()
            # Nobody is left to whom it could be told that the work was stopped.
            going.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        if window is not None and window.is_current:
            window.dismiss()
    return going.result()


class ProgressWindow(Dialogue[None]):
    """What is being done, a bar, how much of how much, and for how long."""

    DEFAULT_CSS = """
    ProgressWindow {
        align: center middle;
        #progress { width: 60; max-width: 96%; height: auto; border: round $accent; padding: 0 1;
            background: $surface; }
        ProgressBar { width: 1fr; margin: 1 0; }
        Bar { width: 1fr; }
        #hint { color: $foreground-muted; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "stop", id="progress.stop", tooltip="Stop it; nothing half-done stays"),
    ]

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def compose(self) -> ComposeResult:
        """The work, the bar, what to press."""
        with Vertical(id="progress"):
            yield Static(id="what", markup=False)
            yield ProgressBar(show_eta=False)
            yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Look now, and again and again."""
        self._look()
        self.set_interval(_LOOK_EVERY, self._look)

    def action_stop(self) -> None:
        """Let the work end; the window goes when it has."""
        self._progress.stop()
        self._look()

    def _look(self) -> None:
        now, done = self._progress.now, self._progress.done
        total = now.total or None
        count = f"  {done:,} of {total:,}" if total else f"  {done:,}" if done else ""
        self.query_one("#what", Static).update(display(f"{now.what}{count}"))
        self.query_one(ProgressBar).update(total=total, progress=min(done, total) if total else 0)
        seconds = int(monotonic() - self._progress.begun)
        stops = "stopping …" if self._progress.is_stopping else "esc stops it; nothing half-done stays"
        self.query_one("#hint", Static).update(f"{seconds} s so far   {stops}")
