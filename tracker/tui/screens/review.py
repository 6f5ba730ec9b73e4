"""The claims that want their reviewer, one at a time: decide, put off, or pass on."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tracker.claims.vocabulary import Verdict
from tracker.claims.wording import day_in_short
from tracker.store import bulk, queries
from tracker.store.claim_history import whole_card
from tracker.tui.desk import job, newest
from tracker.tui.screens.claim_actions import ClaimActions
from tracker.tui.screens.exported import Shown
from tracker.tui.screens.many_claims import DELAYS
from tracker.tui.screens.verdict import VerdictForm
from tracker.tui.widgets.card_panel import CardPanel
from tracker.tui.widgets.key_line import KeyLine
from tracker.tui.widgets.pressed_line import PressedLine, pressed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tracker.tui.desk import Desk

_ROOMY, _TIGHT = 106, 64


class ReviewScreen(ClaimActions):
    """Walks the queue. What is decided or put off leaves it; the next visit goes on where this one stopped."""

    DEFAULT_CSS = """
    ReviewScreen {
        #title { height: 1; background: $primary-background; color: $text; padding: 0 1; }
        CardPanel { height: 1fr; padding: 1 2 0 2; }
        #legend { height: auto; padding: 0 1; border-top: solid $primary-background; }
        ToastRack { margin-bottom: 4; }
    }
    """
    FOOTER: ClassVar[tuple[str, ...]] = ("review.back", "review.next", "review.before", "app.undo", "claim.edit")
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                verdict.key,
                f"decide('{verdict.value}')",
                verdict.label,
                id=f"review.{verdict.value}",
                show=False,
                tooltip=f"Decide: {verdict.label}; then the evidence is asked for",
            )
            for verdict in Verdict
        ),
        *(
            Binding(
                key,
                f"snooze({days})",
                f"put off {words}",
                id=f"review.snooze_{days}",
                show=False,
                tooltip=f"Bring it back in {words}",
            )
            for key, (days, words) in DELAYS.items()
        ),
        Binding("escape", "back", "back", id="review.back", tooltip="Back to the list; the rest waits"),
        Binding(
            "right,n,enter", "walk(1)", "next", key_display="n", id="review.next", tooltip="Pass on to the next claim"
        ),
        Binding(
            "left,b", "walk(-1)", "before", key_display="b", id="review.before", tooltip="Go back to the claim before"
        ),
        Binding("X", "export", "export", id="review.export", show=False, tooltip="Write a report of what is shown"),
        Binding("down,j", "scroll(1)", "down", id="review.down", show=False, tooltip="Read on"),
        Binding("up,k", "scroll(-1)", "up", id="review.up", show=False, tooltip="Read back"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._queue: list[int] = []
        self._place = 0
        self._shown: int | None = None
        self._done: dict[int, str] = {}
        self._is_read = False

    def compose(self) -> ComposeResult:
        """Title, card, what the keys decide, keys."""
        yield Static(Content.styled("Review", "bold"), id="title", markup=False)
        yield CardPanel(is_whole=True)
        yield PressedLine(id="legend", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the queue."""
        self.reload()

    def on_resize(self) -> None:
        """Fit what the keys decide to the new width."""
        self.query_one("#legend", Static).update(_legend(self.size.width))

    @property
    def is_ready(self) -> bool:
        """Once the queue is read."""
        return self._is_read and super().is_ready

    @property
    def claim_at_hand(self) -> int | None:
        """The claim that is shown, also while another is on its way."""
        return self._shown

    @property
    def _in_place(self) -> int | None:
        """The claim that was walked to, which is perhaps on its way."""
        return self._queue[self._place] if self._place < len(self._queue) else None

    @property
    def shown(self) -> Shown:
        """The claims that want their reviewer."""
        return Shown("claims", "status:review")

    @newest
    async def reload(self, claim_id: int | None = None, among: Sequence[int] = ()) -> None:
        """Read the queue again and stay where one is: at the same claim, or at the one that took its place.

        Of those ``among`` which one wants to be, it is the one at hand or the first that is in the queue, if any is.
        """
        wanted = claim_id or self._in_place or self.desk.review_stopped_at
        self._queue = await self.desk.ask(queries.review_queue, self.desk.today())
        self._is_read = True
        # What was dealt with in this visit and wants its reviewer again was undone.
        self._done = {one: what for one, what in self._done.items() if one not in self._queue}
        others = () if wanted in among else among
        wanted = next((one for one in self._queue if one in others), wanted)
        if wanted in self._queue:
            self._place = self._queue.index(wanted)
        self._place = min(self._place, len(self._queue))
        await self._show()

    def show_turned(self, claim_ids: Sequence[int]) -> None:
        """Read the queue again, and go on with the first of these claims that is in it."""
        self.reload(among=claim_ids)

    async def _show(self) -> None:
        claim_id = self._in_place
        card = await self.desk.ask(whole_card, claim_id, self.desk.today()) if claim_id else None
        self._shown = self.desk.review_stopped_at = claim_id
        nothing = "nothing more wants you" if self._done or self._queue else "nothing wants you now"
        place = f"{self._place + 1} of {len(self._queue)}" if claim_id else nothing
        self.refresh_bindings()
        self.query_one("#title", Static).update(Content.assemble(("Review", "bold"), f"   {place}"))
        self.query_one("#legend").display = claim_id is not None
        panel = self.query_one(CardPanel)
        if card is None:
            panel.show_text(self._closing_line())
        else:
            panel.show_card(card, self.desk.today())

    def _closing_line(self) -> Content:
        """What was done, and what is left."""
        counts = Counter(self._done.values()).items()
        told = ", ".join(f"{count} {what}" for what, count in counts) or "nothing was decided"
        left = len(self._queue)
        if not self._done and not left:
            return Content.assemble(
                ("Nothing is due, overdue or put off until today.", "bold"), "\n\nesc  back to the list"
            )
        passed = f" {left} passed over: they come back next time." if left else ""
        return Content.assemble(
            ("That was the last one. ", "bold"), f"In this visit: {told}.{passed}\n\n", "esc  back to the list"
        )

    @newest
    async def action_walk(self, by: int) -> None:
        """Pass on, or go back."""
        self._place = max(0, min(self._place + by, len(self._queue)))
        await self._show()

    @job
    async def action_decide(self, code: str) -> None:
        """Ask for the evidence and record the verdict."""
        claim_id = self.claim_at_hand
        if claim_id is None:
            return
        verdict = next(verdict for verdict in Verdict if verdict == code)
        if await self.app.push_screen_wait(VerdictForm(self.desk, claim_id, verdict)):
            self._done[claim_id] = "decided"
            self.let_go()
        self.reload()

    @job
    async def action_snooze(self, days: int) -> None:
        """Bring the claim back later."""
        claim_id = self.claim_at_hand
        if claim_id is None:
            return
        day = self.desk.today() + timedelta(days=days)
        await self.desk.ask(bulk.snooze_claims, [claim_id], day)
        self._done[claim_id] = "put off"
        self.notify(f"Claim {claim_id} comes back on {day_in_short(day)}. u takes it back.", markup=False)
        self.let_go()
        self.reload()

    def action_scroll(self, by: int) -> None:
        """Read on or back."""
        self.query_one(CardPanel).scroll_relative(y=by, animate=False)


def _legend(width: int) -> Content:
    """What the keys decide, in two lines if there is any way to."""
    is_narrow = width < _ROOMY
    decide = [
        (verdict.key, verdict.value if is_narrow else verdict.label, f"decide('{verdict.value}')")
        for verdict in Verdict
    ]
    put_off = [(key, words, f"snooze({days})") for key, (days, words) in DELAYS.items()]
    lines: list[Content] = []
    for title, choices in (("decide", decide), ("later", put_off)):
        parts: list[Content | tuple[str, str]] = [(f"{title:<6}" if width >= _TIGHT else "", "$foreground-muted")]
        for key, words, action in choices:
            parts += [(" ", ""), pressed(key, action, "bold $text-accent"), pressed(f" {words}", action)]
            parts.append(("" if is_narrow else " ", ""))
        lines.append(Content.assemble(*parts))
    return Content("\n").join(lines)
