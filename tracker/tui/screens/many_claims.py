"""What can be done with one claim or with many at once: mark, tag, put off, move to the trash."""

from __future__ import annotations

import re
from abc import abstractmethod
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tracker.claims.wording import day_in_short
from tracker.errors import InvalidInput
from tracker.store import bulk, queries
from tracker.store.known_names import known_names
from tracker.tui.desk import job
from tracker.tui.screens.choice import Choice, ChoiceScreen
from tracker.tui.screens.exported import ExportedRoom
from tracker.tui.screens.one_line import OneLine
from tracker.tui.screens.verdict import ManyVerdictsForm, VerdictForm

if TYPE_CHECKING:
    from collections.abc import Collection

    from tracker.store.rows import ClaimCard

MOST_UNASKED = 20
"""Claims that are written at once without asking first."""

DELAYS = {"1": (1, "a day"), "7": (7, "a week"), "3": (30, "30 days"), "9": (90, "90 days"), "y": (365, "a year")}
"""For how many days a claim is put off, by key, and how long that is in words."""


ABOUT_A_CLAIM = frozenset(
    (
        *("mark", "tag", "put_off", "trash", "decide", "snooze"),
        *("write", "cite", "remove_source", "credence", "thread", "filter_by", "open", "copy"),
    )
)
"""The actions that are about the claim at hand."""


class ManyClaims(ExportedRoom):
    """A room with claims at hand: those picked, or the one that is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mark", "mark", id="claim.mark", show=False, tooltip="Say what became of it, with evidence"),
        Binding("t,number_sign", "tag", "tag", id="claim.tag", show=False, tooltip="Put tags on it, or take tags off"),
        Binding("z", "put_off", "put off", id="claim.put_off", show=False, tooltip="Bring it back for review later"),
        Binding(
            "D,delete", "trash", "trash", key_display="D", id="claim.trash", show=False,
            tooltip="Move it to the trash, or bring it back from there",
        ),
    ]  # fmt: skip

    _meant: tuple[int, ...] = ()
    """The claims that were at hand when others' steps came to be shown; none once the user has done anything since."""

    @property
    @abstractmethod
    def claim_at_hand(self) -> int | None:
        """The number of the claim that is shown or under the cursor, None while there is none."""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is under way here: what is pressed meanwhile would be about the claim of before."""
        return all(worker.is_finished for worker in self.app.workers if worker.node is self)

    @property
    def claims_at_hand(self) -> tuple[int, ...]:
        """The claims that an action is about."""
        return () if self.claim_at_hand is None else (self.claim_at_hand,)

    @property
    def has_claims(self) -> bool:
        """Whether there is any claim to do something with."""
        return self.claim_at_hand is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done with a claim needs one."""
        del parameters
        return self.has_claims if action in ABOUT_A_CLAIM else True

    def let_go(self) -> None:
        """The claims were dealt with: none is picked any more, and what comes to hand next is meant."""
        self._meant = ()

    def show_news(self) -> object:
        """Show what others wrote, and remember what was at hand, for the key that comes next."""
        self._meant = self._meant or self.claims_at_hand
        return super().show_news()

    def may_act(self, action: str) -> bool:
        """Not on other claims than those at hand before others' steps were shown: the user may not have seen them."""
        meant, self._meant = self._meant, ()
        now = self.claims_at_hand
        if action not in ABOUT_A_CLAIM or not meant or set(now) == set(meant):
            return True
        if now:
            told = f"{_begun(named(now))} {'is' if len(now) == 1 else 'are'} at hand now, no longer {named(meant)}."
            self.warn(f"Somebody else wrote meanwhile. {told} Press again if you mean it.")
        else:
            self._meant = meant
            self.warn("Somebody else wrote meanwhile, and what is at hand is still being read. Press again.")
        return False

    def on_click(self) -> None:
        """What is clicked is seen."""
        self._meant = ()

    async def card_at_hand(self, *, to_change: bool = False) -> ClaimCard | None:
        """The claim as it is now; None where it is to be changed and in the trash, which is told."""
        if self.claim_at_hand is None:
            return None
        card = await self.desk.ask(queries.claim_card, self.claim_at_hand, self.desk.today())
        if to_change and card.is_trashed:
            self.warn(_how_they_come_back({card.claim_id}))
            return None
        return card

    async def agreed(self, act: str, *, to_change: bool = True) -> tuple[int, ...]:
        """The claims at hand, once it is agreed that ``act`` is done to so many; none when it is not.

        Where they are to be changed, those are left out that are in the trash, perhaps by somebody else meanwhile.
        """
        claim_ids = self.claims_at_hand
        if to_change and (trashed := await self.desk.ask(queries.those_in_trash, claim_ids)):
            self.warn(_how_they_come_back(trashed))
            claim_ids = tuple(one for one in claim_ids if one not in trashed)
        if len(claim_ids) <= MOST_UNASKED:
            return claim_ids
        choices = (Choice("no", "no, go back"), Choice("yes", f"yes, {act} {len(claim_ids):,} claims in one step"))
        answer = await self.app.push_screen_wait(ChoiceScreen(f"{len(claim_ids):,} claims are picked", choices))
        return claim_ids if answer == "yes" else ()

    def tell_done(self, claim_ids: Collection[int], count: int, told: str) -> None:
        """Say what was done to so many of these claims and how to undo it, and show things as they are now."""
        if count:
            done = named(claim_ids) if len(claim_ids) == count else in_words(count)
            self.notify(f"{_begun(done)} {told}. u takes it back.", markup=False)
        else:
            self.notify("Nothing was changed: it was so already.", markup=False)
        self.let_go()
        self.reload()

    @job
    async def action_mark(self) -> None:
        """Say what became of the claims."""
        claim_ids = await self.agreed("mark")
        if not claim_ids:
            return
        is_one = len(claim_ids) == 1
        form = VerdictForm(self.desk, claim_ids[0]) if is_one else ManyVerdictsForm(self.desk, claim_ids)
        if await self.app.push_screen_wait(form):
            self.let_go()
        self.reload()

    @job
    async def action_tag(self) -> None:
        """Ask for tags to put on and to take off."""
        claim_ids = await self.agreed("tag")
        if not claim_ids:
            return

        async def take(text: str) -> None:
            words = [word.strip() for word in re.split("[;,]", text) if word.strip()]
            if not words:
                raise InvalidInput("Write a tag to put on, or one with a minus to take off.")
            gone = [word.removeprefix("-").strip() for word in words if word.startswith("-")]
            new = [word for word in words if not word.startswith("-")]
            count = await self.desk.ask(bulk.tag_claims, claim_ids, new, gone)
            self.tell_done(claim_ids, count, "tagged anew")

        known = await self.desk.ask(known_names, "tags")
        card = await self.card_at_hand()
        mine = card.fields.tags if card and len(claim_ids) == 1 else ()
        note = f"now: {'; '.join(mine)}" if mine else "between semicolons"
        asked = OneLine(
            self.desk, f"Tags of {named(claim_ids)}", "Tags", take,
            hint="rumour; -checked takes “checked” off", note=note, known=known,
        )  # fmt: skip
        await self.app.push_screen_wait(asked)

    @job
    async def action_put_off(self) -> None:
        """Ask for how long."""
        claim_ids = await self.agreed("put off")
        if not claim_ids:
            return
        choices = [
            Choice(str(days), day_in_short(self.desk.today() + timedelta(days=days)), words, key)
            for key, (days, words) in DELAYS.items()
        ]
        days = await self.app.push_screen_wait(ChoiceScreen(f"Bring {named(claim_ids)} back in", choices))
        if days:
            until = self.desk.today() + timedelta(days=int(days))
            count = await self.desk.ask(bulk.snooze_claims, claim_ids, until)
            self.tell_done(claim_ids, count, f"put off until {day_in_short(until)}")

    @job
    async def action_trash(self) -> None:
        """Move the claims to the trash, or bring them back where all of them are there."""
        if not self.claims_at_hand:
            return
        trashed = await self.desk.ask(queries.those_in_trash, self.claims_at_hand)
        is_back = trashed.issuperset(self.claims_at_hand)
        act, write = ("bring back", bulk.restore_claims) if is_back else ("trash", bulk.trash_claims)
        if claim_ids := await self.agreed(act, to_change=False):
            count = await self.desk.ask(write, claim_ids)
            moved = f"moved to the trash; status:trash shows {'it' if count == 1 else 'them'}"
            self.tell_done(claim_ids, count, "back from the trash" if is_back else moved)


def _how_they_come_back(trashed: Collection[int]) -> str:
    if len(trashed) == 1:
        return f"{_begun(named(trashed))} is in the trash: D brings it back."
    return f"{named(trashed)} are in the trash: D brings them back."


def named(claim_ids: Collection[int]) -> str:
    """``claim 101`` or ``23 claims``."""
    return f"claim {next(iter(claim_ids))}" if len(claim_ids) == 1 else in_words(len(claim_ids))


def in_words(count: int) -> str:
    """``1 claim``, ``23 claims``."""
    return f"{count:,} claim{'s' * (count != 1)}"


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
