"""What can be changed of the passage at hand before it is kept: kind, speaker, deadline, words, what it moves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tracker.articles.offers import with_end_moved, with_start_moved
from tracker.articles.reading import movable_by
from tracker.claims.deadlines import echo_window
from tracker.claims.vocabulary import Kind
from tracker.display import display
from tracker.errors import InvalidInput
from tracker.store.known_names import known_names
from tracker.tui.desk import job
from tracker.tui.screens.choice import Choice, ChoiceScreen
from tracker.tui.screens.one_line import OneLine
from tracker.tui.screens.reading_room import ReadingRoom

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from tracker.articles.offers import Offer

OF_A_PASSAGE = frozenset(("kind", "second_kind", "speaker", "deadline", "end", "start", "join", "moves"))
"""The actions that change the passage at hand, while nothing was decided about it."""


class PassageChanges(ReadingRoom):
    """A room in which the passage at hand is put right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "kind", "kind", id="passage.kind", show=False, tooltip="Choose which kind of claim it is"),
        Binding(
            "2", "second_kind", "second guess", id="passage.second_kind", show=False,
            tooltip="Take the second guess for its kind",
        ),
        Binding("w", "speaker", "speaker", id="passage.speaker", show=False, tooltip="Say who said it"),
        Binding(
            "d", "deadline", "deadline", id="passage.deadline", show=False,
            tooltip="Say by when, in the words in which it was said",
        ),
        Binding(
            "b", "subject", "subject", id="passage.subject", show=False,
            tooltip="Say what the claims of this article are about",
        ),
        Binding(
            "right_square_bracket", "end(1)", "longer", key_display="]", id="passage.longer", show=False,
            tooltip="Take the next word into the claim",
        ),
        Binding(
            "left_square_bracket", "end(-1)", "shorter", key_display="[", id="passage.shorter", show=False,
            tooltip="Leave out the last word of the claim",
        ),
        Binding(
            "right_curly_bracket", "start(1)", "start later", key_display="}", id="passage.start_later", show=False,
            tooltip="Leave out the first word of the claim",
        ),
        Binding(
            "left_curly_bracket", "start(-1)", "start earlier", key_display="{", id="passage.start_earlier", show=False,
            tooltip="Take in the word before the claim",
        ),
        Binding(
            "J", "join", "join", id="passage.join", show=False,
            tooltip="Make one claim of this sentence and the next",
        ),
        Binding(
            "r", "moves", "moves", id="passage.moves", show=False,
            tooltip="Say which claim of this article it moves; again: another, then none",
        ),
    ]  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is decided stays as it is: undo takes the decision back."""
        if action in OF_A_PASSAGE:
            return self.is_ready and self.reading.at_hand is not None and self.reading.mark_at_hand is None
        return super().check_action(action, parameters)

    def change(self, offer: Offer) -> None:
        """Offer the passage at hand like this from now on."""
        self.reading.change(offer)
        self.keep_changes()
        self.show()

    @property
    def offer(self) -> Offer:
        """The passage at hand. Raises InvalidInput in a text without any sentence."""
        if self.reading.at_hand is None:
            raise InvalidInput("There is no sentence in this text.")
        return self.reading.at_hand

    @job
    async def action_kind(self) -> None:
        """Ask for the kind."""
        second = self.offer.suggestion.second_kind
        kinds = sorted(Kind, key=lambda kind: kind is not second) if second else list(Kind)
        choices = [Choice(kind.value, kind.value) for kind in kinds]
        title = "Which kind of claim is it?"
        chosen = await self.app.push_screen_wait(ChoiceScreen(title, choices, chosen=self.offer.kind.value))
        if chosen:
            self.change(replace(self.offer, kind=Kind(chosen)))

    def action_second_kind(self) -> None:
        """Take the second guess; again: the first."""
        suggestion = self.offer.suggestion
        if suggestion.second_kind:
            other = suggestion.kind if self.offer.kind is suggestion.second_kind else suggestion.second_kind
            self.change(replace(self.offer, kind=other))

    @job
    async def action_speaker(self) -> None:
        """Ask who said it."""
        known = await self.desk.ask(known_names, "speaker")

        async def take(text: str) -> None:
            self.change(replace(self.offer, speaker=" ".join(text.split())))

        note = "empty: the article says it itself"
        await self.ask_line("Who said it?", "Speaker", take, self.offer.speaker, note=note, known=known)

    @job
    async def action_deadline(self) -> None:
        """Ask by when it should come true."""

        async def take(text: str) -> None:
            self.change(replace(self.offer, due_text=" ".join(text.split())))

        now = echo_window(self.offer.due_text, self.said_on, self.fields.language, self.desk.conventions)
        note = f"now: {display(now)}"
        await self.ask_line("By when should it come true?", "Due", take, self.offer.due_text, note=note)

    @job
    async def action_subject(self) -> None:
        """Ask what the claims of the article are about."""
        known = await self.desk.ask(known_names, "subject")

        async def take(text: str) -> None:
            self.subject = " ".join(text.split())
            self.keep_changes()
            self.show()

        title = "What are the claims of this article about?"
        await self.ask_line(
            title, "Subject", take, self.subject, note="it groups the claims kept from now on", known=known
        )

    def action_end(self, by: int) -> None:
        """Move the end of the claim by a word."""
        self.change(with_end_moved(self.offer, self.read.text, by))

    def action_start(self, by: int) -> None:
        """Move the start of the claim by a word."""
        self.change(with_start_moved(self.offer, self.read.text, by))

    def action_join(self) -> None:
        """Make one claim of this sentence and the next."""
        if self.reading.join_next():
            self.keep_changes()
            self.show()

    def action_moves(self) -> None:
        """Say that it moves an earlier claim of the article; again: the next such claim, then none."""
        movable = [claim.claim_id for claim in movable_by(self.read.text, self.offer, self.decisions.claims)]
        if not movable:
            self.warn("No claim kept from this article so far has a date that this one could move.")
            return
        ways = [None, *movable]
        now = ways.index(self.offer.revises) if self.offer.revises in ways else 0
        self.change(replace(self.offer, revises=ways[(now + 1) % len(ways)]))

    async def ask_line(  # noqa: PLR0913 -- what the window shows
        self,
        title: str,
        field: str,
        take: Callable[[str], Awaitable[object]],
        text: str,
        *,
        note: str,
        known: Sequence[str] = (),
    ) -> None:
        """Ask for one line of text, until it is taken or the question is left."""
        await self.app.push_screen_wait(OneLine(self.desk, title, field, take, text=text, note=note, known=known))
