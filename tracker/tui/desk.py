"""The desk: how a screen asks the archive without ever waiting on the event loop.

One thread owns the database and takes one question at a time. An action reads top to bottom::

    @job
    async def action_undo(self) -> None:
        step = await self.desk.ask(undo)

A ``TrackerError`` that an action lets through ends it and becomes one notice, here and nowhere else. A form catches
what is wrong with a field of its own, and tells it there.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cached_property, partial, update_wrapper
from threading import Event
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from textual.css.query import NoMatches
from textual.dom import NoScreen

from tracker.display import display
from tracker.errors import Busy, TrackerError
from tracker.settings import Settings
from tracker.tui.kept_choices import KeptChoices
from tracker.tui.left_drafts import LeftDrafts
from tracker.tui.saving import Saving

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.app import App
    from textual.dom import DOMNode
    from textual.widget import Widget
    from textual.worker import Worker

    from tracker.dates.conventions import Conventions
    from tracker.store.archive import Archive, Question
    from tracker.store.rows import Page

P = ParamSpec("P")
T = TypeVar("T")
N = TypeVar("N", bound="DOMNode")


class Desk:
    """Owns the archive and the one thread that works on it.

    ``today`` is the clock of every screen and ``settings`` what the user chose. ``database`` is the archive's file,
    None for a server's, ``read_only`` why it cannot be written, and ``is_held`` whether somebody else may be writing to
    it for long. ``saving`` are the changes under way, ``drafts`` what was typed into forms and not saved, ``choices``
    what was chosen on the screens, and ``review_stopped_at`` the claim at which the last review was left.
    """

    def __init__(  # noqa: PLR0913 -- what a desk has on it
        self,
        open_archive: Callable[[], Archive],
        today: Callable[[], date] = date.today,
        settings: Settings | None = None,
        drafts: LeftDrafts | None = None,
        choices: KeptChoices | None = None,
        *,
        first_look: Callable[[date], Page | None] = lambda _today: None,
    ) -> None:
        self._open_archive = open_archive
        self._first_look = first_look
        self.today = today
        self.settings = settings or Settings()
        self.place = ""
        self.database: Path | None = None
        self.read_only = ""
        self.is_held = True
        self._tell: Callable[[str], object] | None = None
        self.drafts = drafts or LeftDrafts()
        self.choices = choices or KeptChoices(settings=self.settings.screens)
        self.review_stopped_at: int | None = None
        self._archive: Archive | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._waiting: set[asyncio.Future[Any]] = set()
        self.saving = Saving()

    @cached_property
    def conventions(self) -> Conventions:
        """How the user wants deadlines read."""
        from tracker.dates.conventions import conventions_of  # noqa: PLC0415 -- not before the first look

        return conventions_of(self.settings.dates)

    def first_look(self) -> Page | None:
        """The first claims of the list, before the archive is open; None where no first look is wanted."""
        return self._first_look(self.today())

    async def open(self) -> None:
        """Open the archive. Raises DatabaseTrouble or NewerSchema."""
        self._archive = await self._begin(self._open_archive)
        self.place, self.database = self._archive.place.shown, self._archive.place.path
        self.read_only = self._archive.read_only

    async def ask(self, question: Question[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask or change something in one transaction of its own.

        When the one who asks goes away, a question is dropped, whether it waits or is being answered; a change is
        carried out all the same, and what came of it becomes a notice.
        """
        from tracker.store.journal import is_change  # noqa: PLC0415 -- not before the first look

        work = partial(self._opened().run, question, *args, **kwargs)
        try:
            answer = await (self.saving.see_through(self._begin(work)) if is_change(question) else self._read(work))
        except Busy:
            self.is_held = True
            raise
        self._pass_remarks_on()
        return answer

    async def hand_over(self, work: Callable[Concatenate[Archive, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do work that needs the archive itself, such as a report of many pages."""
        answer = await asyncio.shield(self._begin(partial(work, self._opened(), *args, **kwargs)))
        self._pass_remarks_on()
        return answer

    async def carry_out(self, work: Callable[Concatenate[Archive, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do work that needs the archive itself and writes to it, such as bringing a backup back."""
        answer = await self.saving.see_through(self._begin(partial(work, self._opened(), *args, **kwargs)))
        self._pass_remarks_on()
        return answer

    async def work_out(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Compute something that takes a while, such as reading a deadline, beside the database and the loop."""
        return await self._begin(partial(function, *args, **kwargs), needs_archive=False)

    def close(self) -> None:
        """Finish what is being written, then let go of the database."""
        if self._archive:
            self._thread.submit(self._archive.close)
        self._thread.shutdown(wait=True)

    @property
    def is_busy(self) -> bool:
        """Whether anything is being asked or written."""
        return bool(self._waiting)

    def listen(self, tell: Callable[[str], object]) -> None:
        """From now on call ``tell`` with what the user should know and did not ask for."""
        self._tell = self.saving.tell = tell
        self._pass_remarks_on()

    def _pass_remarks_on(self) -> None:
        if self._tell:
            for remark in self._opened().take_remarks():
                self._tell(remark)

    async def _read(self, work: Callable[[], T]) -> T:
        """Ask something; the database stops answering it when the one who asks goes away."""
        archive, is_dropped = self._opened(), Event()

        def answered() -> T:
            archive.is_wanted = lambda: not is_dropped.is_set()
            try:
                return work()
            finally:
                archive.is_wanted = None

        try:
            return await self._begin(answered)
        except asyncio.CancelledError:
            is_dropped.set()
            raise

    def _begin(self, work: Callable[[], T], *, needs_archive: bool = True) -> asyncio.Future[T]:
        """Have work done beside the loop: on the one thread that owns the database, or on any."""
        future = asyncio.get_running_loop().run_in_executor(self._thread if needs_archive else None, work)
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future

    def _opened(self) -> Archive:
        if self._archive is None:
            raise TrackerError("The database is not open yet: wait a moment.")
        return self._archive


def job(action: Callable[Concatenate[N, P], Awaitable[None]]) -> Callable[Concatenate[N, P], Worker[None]]:
    """Run an action of a screen or widget in the background; what is refused becomes one notice."""
    return _in_background(action, exclusive=False)


def newest(action: Callable[Concatenate[N, P], Awaitable[None]]) -> Callable[Concatenate[N, P], Worker[None]]:
    """Like ``job``, for what is only read: a newer call of the same action drops the one before."""
    return _in_background(action, exclusive=True)


def _in_background(
    action: Callable[Concatenate[N, P], Awaitable[None]], *, exclusive: bool
) -> Callable[Concatenate[N, P], Worker[None]]:
    name = getattr(action, "__name__", "job")

    def started(node: N, /, *args: P.args, **kwargs: P.kwargs) -> Worker[None]:
        async def guarded() -> None:
            try:
                await action(node, *args, **kwargs)
            except TrackerError as refusal:
                _teller(node).notify(display(str(refusal)), severity="error", markup=False, timeout=8)
            except NoMatches:
                if not _is_left(node):
                    raise

        return node.run_worker(guarded, name=name, group=name if exclusive else "jobs", exclusive=exclusive)

    return update_wrapper(started, action)


def _teller(node: DOMNode) -> Widget | App[Any]:
    """Who tells what is refused: the screen of a job, which takes it along when it is left; else the program."""
    return node.app if _is_left(node) else node.screen


def _is_left(node: DOMNode) -> bool:
    """Whether the screen of a job was left while the job was waiting: what it wanted to show is gone."""
    try:
        return node.screen not in node.app.screen_stack
    except NoScreen:
        return True
