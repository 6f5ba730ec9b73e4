"""What happens by itself while the screens are open: what others write is shown, and what is wrong is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from tracker.display import display
from tracker.errors import TrackerError
from tracker.store.collecting import collect_at_rest
from tracker.store.doctor import QUICK, finding_of
from tracker.store.news import is_held_by_others, newest_step, news_since
from tracker.tui.desk import job

if TYPE_CHECKING:
    from tracker.store.news import News, Step
    from tracker.tui.desk import Desk

LOOK_EVERY_SECONDS = 2

HELD = "Somebody else is writing to the database and has not finished: reading works, saving has to wait."
OLD = "The database does not answer: what is shown may be old"
SILENT = f"{OLD}, and saving has to wait."
ANSWERS_AGAIN = "The database answers again: what is shown is read anew."


class Lookout(Widget):
    """Sits unseen below all screens and tells what the user should know and did not ask for."""

    DEFAULT_CSS = "Lookout { display: none; }"

    @dataclass
    class Changed(Message):
        """Others have written: what is shown is to be read again, and why in a sentence."""

        told: str

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._seen: Step | None = None
        self._knows_newest = False

    def on_mount(self) -> None:
        """Pass on what the desk has to tell, and look around from now on."""
        self.desk.listen(self._tell)
        self._show_state()
        self.look_over()
        self.set_interval(LOOK_EVERY_SECONDS, self.look_around)

    @job
    async def look_over(self) -> None:
        """Tell what is wrong with the database, as far as that can be seen at once."""
        self._seen, self._knows_newest = await self.desk.hand_over(newest_step), True
        # One by one: among very many claims each takes a while, and questions of the screens come in between.
        looked_for = [await self.desk.hand_over(finding_of, check) for check in QUICK]
        if findings := [finding for finding in looked_for if finding]:
            told = " ".join(finding.sentence for finding in findings)
            self._tell(f"{told} Leave and run: tracker doctor --deep")

    @job
    async def look_around(self) -> None:
        """See what others have written, and whether the database can be written; not while anything is going on."""
        # A look that takes longer than the time to the next one is busy itself: it goes on, and the next does nothing.
        if self.desk.is_busy:
            return
        collect_at_rest()
        try:
            news = await self.desk.hand_over(news_since, self._seen)
            if self.desk.is_held and not self.desk.read_only:
                self.desk.is_held = await self.desk.hand_over(is_held_by_others)
        except TrackerError:
            self._show_state(SILENT)
            return
        # Where the first look failed, all that was ever written would be told as news.
        told = _in_words(news) if self._knows_newest else ANSWERS_AGAIN
        self._seen, self._knows_newest = news.newest, True
        self._show_state(HELD if self.desk.is_held else "")
        if told:
            self.post_message(self.Changed(told))

    def _show_state(self, state: str = "") -> None:
        """Show above every room what keeps it from being written."""
        if reason := self.desk.read_only:
            # Nothing waits to be saved, and the beginning is what a narrow terminal has room for.
            old, kept = (f"{OLD}. ", "") if state == SILENT else ("", " What you type is kept, and nothing is saved.")
            state = f"{old}Read only: {reason}.{kept}"
        setattr(self.app, "banner", state)  # noqa: B010 -- the app is above this room

    def _tell(self, remark: str) -> None:
        self.app.notify(display(remark), severity="warning", markup=False, timeout=15)


def _in_words(news: News) -> str:
    """What others did, in a line."""
    if news.is_another_past:
        return "The database was brought back to another state."
    if not news.by_others:
        return ""
    first, more = news.by_others[0], len(news.by_others) - 1
    and_more = f", and {more} more step{'s' * (more > 1)}" if more else ""
    return f"{first.made_by}: {first.step}{and_more}"
