"""What every screen has: the desk it asks, the line of keys, and being told when the archive changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tracker.display import display
from tracker.errors import InvalidInput, TrackerError
from tracker.tui.near_compositor import NearCompositor
from tracker.tui.styled_once import StyledOnce
from tracker.tui.widgets.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import ScreenResume
    from textual.notifications import SeverityLevel

    from tracker.tui.desk import Desk
    from tracker.tui.left_drafts import Texts

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Way:
    """Where to go on when a room is left: back, to another room, or to the claims that a filter finds."""

    room: str = ""
    filter: str | None = None

    @property
    def is_back(self) -> bool:
        """Whether the room before is shown again."""
        return not self.room and self.filter is None


BACK = Way()


class Room(StyledOnce[Answer]):
    """A screen that works at a desk. It gives the focus itself, once it knows to what.

    ``FOOTER`` names the bindings that its line of keys shows after help and quit, the most wanted first.
    """

    AUTO_FOCUS = ""
    FOOTER: ClassVar[tuple[str, ...]] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._compositor = NearCompositor()
        self._follows_banner = False
        self._warnings: set[str] = set()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """From now on show what holds everywhere. Textual calls that of ``StyledOnce`` too."""
        del event
        if not self._follows_banner:
            self._follows_banner = True
            self.watch(self.app, "banner", self._show_banner)

    def _show_banner(self, text: str) -> None:
        """Show it in a line of its own, which is there only as long: each new part moves what has been scrolled."""
        self.query(Banner).remove()
        if text:
            self.mount(Banner(text), before=0)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Tell something. A warning or an error speaks of this room, and goes with it."""
        if severity != "information":
            self._warnings.add(message)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def drop_warnings(self) -> None:
        """Take away what was told to be wrong here: it is so no more."""
        for notice in list(self.app._notifications):  # noqa: SLF001 -- Textual only lets all of them be taken away
            if notice.message in self._warnings:
                self.app._unnotify(notice)  # noqa: SLF001
        self._warnings.clear()

    def on_unmount(self) -> None:
        """Take its warnings along when it is left."""
        self.drop_warnings()

    @property
    def is_ready(self) -> bool:
        """Whether it has read what its keys are about."""
        return True

    def keep_draft(self, name: str, texts: Texts) -> None:
        """Keep texts under a name, or say why they last only as long as the program runs; none forgets those there."""
        try:
            self.desk.drafts.keep(name, texts)
        except TrackerError as refusal:
            # It holds after the form is left as well.
            self.app.notify(display(str(refusal)), severity="error", markup=False)

    def warn(self, sentence: str) -> None:
        """Say why nothing was done."""
        self.notify(display(sentence), severity="warning", markup=False)

    def open_address(self, address: str, otherwise: str) -> None:
        """Open a web address in the browser, and nothing else that a file may have brought; or say that there is none.

        What opens addresses starts programs for others than those of the web.
        """
        from tracker.claims.typed import check_address  # noqa: PLC0415 -- not before the first look

        try:
            if check_address(address):
                self.app.open_url(address)
            else:
                self.warn(otherwise)
        except InvalidInput as refusal:
            self.warn(str(refusal))

    def reload(self, claim_id: int | None = None) -> object:
        """Show the archive as it is now, with a claim at hand if one is named.

        A form keeps what is typed.
        """

    def show_news(self) -> object:
        """Show the archive as others have left it, which nobody asked for here."""
        return self.reload()

    def may_act(self, action: str) -> bool:
        """Whether an action is done, by its name if it is one of this room and not of its parts; why not is told."""
        del action
        return True

    def show_turned(self, claim_ids: Sequence[int]) -> object:
        """Show the archive as it is after an undo or a redo, with one of these claims, which it changed, at hand.

        Where none of them is shown here, what is at hand stays there.
        """
        del claim_ids
        return self.reload()


class VisitedRoom(Room[Way]):
    """A room that one walks into and out of: it is left on a way that the rooms before it follow."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("C", "visit('claims')", "claims", id="rooms.claims", show=False, tooltip="Go to the list of claims"),
        Binding(
            "R", "visit('review')", "review", id="rooms.review", show=False, tooltip="Walk the claims that are due"
        ),
        Binding("S", "visit('sources')", "sources", id="rooms.sources", show=False, tooltip="Go to the sources"),
        Binding("P", "visit('record')", "record", id="rooms.record", show=False, tooltip="See who keeps dates"),
        Binding("u,ctrl+z", "app.undo", "undo", id="app.undo", show=False, tooltip="Take the last step back"),
        Binding("ctrl+r,ctrl+y", "app.redo", "redo", id="app.redo", show=False, tooltip="Make the undone step again"),
    ]

    @dataclass
    class Wanted(Message):
        """Another room is wanted, by its name in the table of the app; some are about a claim or another thing."""

        asker: VisitedRoom
        room: str
        number: int | None

    def walk_into(self, room: str, number: int | None = None) -> None:
        """Show another room on top of this one; ``come_back`` is called when it is left."""
        self.app.post_message(self.Wanted(self, room, number))

    def come_back(self, way: Way) -> None:
        """Show this room as things are now, or go on to where the way leads."""
        if way.is_back:
            self.reload()
        else:
            self.follow(way)

    def follow(self, way: Way) -> object:
        """Go on a way that ends elsewhere."""
        return self.dismiss(way)

    def action_visit(self, room: str) -> None:
        """Go to one of the main rooms."""
        self.follow(Way(room=room))

    def action_back(self) -> None:
        """Back to the room before."""
        self.dismiss(BACK)
