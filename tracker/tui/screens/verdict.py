"""Marking what became of a claim, with evidence; for a claim in a thread, of the whole thread in one step."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar
from zlib import crc32

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from tracker.claims.decisions import (
    check_day,
    held_to_window,
    last_day,
    read_decision,
    remark_on_early,
    said_later,
    settle,
    untold_day_in_words,
    why_nothing_is_settled,
)
from tracker.claims.drafts import Refused
from tracker.claims.vocabulary import Kind, Verdict
from tracker.claims.wording import day_in_short, days_in_words, due_in_short
from tracker.display import display
from tracker.errors import InvalidInput
from tracker.store import bulk, changes, queries
from tracker.store.threads import said_of
from tracker.tui.desk import job
from tracker.tui.palette import status_style
from tracker.tui.screens.judging import JudgingForm
from tracker.tui.widgets.drawn_cells import cut
from tracker.tui.widgets.field_row import FieldRow
from tracker.tui.widgets.verdict_choice import VerdictChoice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tracker.claims.decisions import Decision
    from tracker.claims.drafts import Problem
    from tracker.claims.model import ClaimFields
    from tracker.claims.schedule import Proposal, Said, Thread
    from tracker.store.rows import ClaimCard, VerdictEntry
    from tracker.tui.desk import Desk


class VerdictForm(JudgingForm):
    """Marks one claim; one in a thread together with the claims that it settles."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+t", "toggle_thread", "thread or claim", id="verdict.thread", tooltip="Settle the thread, or this one"
        ),
    ]

    def __init__(self, desk: Desk, claim_id: int, verdict: Verdict | None = None) -> None:
        super().__init__(desk, f"Verdict on claim {claim_id}", verdict)
        self._claim_id = claim_id
        self._card: ClaimCard | None = None
        self._thread: tuple[Thread, list[Said]] | None = None
        self._takes_thread = False
        self._is_hindered = False
        self._standing: Verdict | None = None
        self._is_of_standing = True

    def on_mount(self) -> None:
        """Read the claim and its thread. Textual calls that of ``AsideForm`` too."""
        self._read_claim()

    @job
    async def _read_claim(self) -> None:
        self._card = card = await self.desk.ask(queries.claim_card, self._claim_id, self.desk.today())
        thread, dependents = await self.desk.ask(queries.thread_with_dependents, self._claim_id)
        self._thread = thread, dependents
        open_claims = [step.said for step in thread.steps if step.said.verdict is None]
        is_open = any(said.claim_id == self._claim_id for said in open_claims)
        self._takes_thread = is_open and len(open_claims) > 1 and not card.fields.kind.judged_on_substance
        fields = card.fields
        told = f"{display(fields.speaker) or 'nobody named'}, {day_in_short(fields.said_on)}"
        about = Content.assemble((display(fields.statement), "bold"), "\n", (told + _due(fields), "$foreground-muted"))
        if card.verdicts:
            self._start_from(card.verdicts[0])
        await self.offer_verdicts(about, fields.kind, is_settled=self._standing is not None)

    def _start_from(self, newest: VerdictEntry) -> None:
        """Start from the decision that stands; what was typed and left, or chosen already, goes before it."""
        if newest.verdict is None:
            return
        day = newest.occurred_on.isoformat() if newest.occurred_on else ""
        self.started_from = {"occurred_on": day, "reason": newest.reason}
        for name in self.started_from:
            self.query_one(f"#row-{name.replace('_', '-')}", FieldRow).text = self.texts_at_first[name]
        self._standing = newest.verdict
        self.choose_first(newest.verdict)

    def on_verdict_choice_chosen(self) -> None:
        """The reason of the verdict that stands is no reason for another. Textual calls that of its kinds too."""
        stands = self.query_one(VerdictChoice).chosen == self._standing
        if stands == self._is_of_standing:
            return
        self._is_of_standing = stands
        reason, row = self.started_from.get("reason", ""), self.query_one("#row-reason", FieldRow)
        if row.text == ("" if stands else reason):
            row.text = reason if stands else ""

    @property
    def typed(self) -> dict[str, str]:
        """The same; nor is it when nobody emptied the reason, which went with the verdict that stands."""
        typed = super().typed
        has_lost_reason = not self._is_of_standing and typed.get("reason") == ""
        return {} if has_lost_reason and set(typed) <= {"verdict", "reason"} else typed

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A thread can be settled where there is one."""
        if action == "toggle_thread":
            return self._thread is not None and (len(self._thread[0].steps) > 1 or bool(self._thread[1]))
        return super().check_action(action, parameters)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say again what it means when the day changes, or perhaps what stood in the way."""
        if self._is_hindered or event.input is self.query_one("#row-occurred-on", FieldRow).editor:
            self.show_meaning()

    def on_descendant_blur(self) -> None:
        """Say what stands in the way once a field is left: before, it is only half typed."""
        if self.is_current:
            self.show_meaning()

    def action_toggle_thread(self) -> None:
        """Settle the whole thread, or this claim alone."""
        self._takes_thread = not self._takes_thread
        self.show_meaning()

    def show_meaning(self) -> None:
        """List what will be recorded for each claim of the thread, or say at the fields what stands in the way."""
        if self._thread is None or not self.is_ready:
            return
        problems: Iterable[Problem] = ()
        meaning = Content()
        if self.query_one(VerdictChoice).chosen:
            try:
                meaning = self._meaning(read_decision(self.told, self.desk.today()))
            except Refused as refused:
                problems = refused.problems
                meaning = self._meaning_once_mended()
        self._is_hindered = bool(problems)
        self.rows.tell_untold_day(self._untold_day())
        self.rows.tell_problems(problems)
        self.query_one("#proposals", Static).update(meaning)

    def _untold_day(self) -> str:
        """What an empty day means for the verdict that is chosen."""
        chosen = self.query_one(VerdictChoice).chosen
        if not chosen or self._card is None:
            return ""
        decision = read_decision({"verdict": chosen}, self.desk.today())
        try:
            self._proposals(decision)
        except Refused:
            return "the thread needs it"
        return f"empty: {untold_day_in_words(_kept(decision, self._card.fields))}"

    def _meaning_once_mended(self) -> Content:
        """What the verdict will mean once what stands in the way is mended, as far as that can be told."""
        if self._takes_thread:
            told = {name: self.told.get(name, "") for name in ("verdict", "occurred_on")}
            with suppress(Refused):
                return self._meaning(read_decision(told, self.desk.today()), "Once that is mended ")
        if not self.check_action("toggle_thread", ()):
            return Content()
        what = "settles the thread in one step" if self._takes_thread else "marks this claim alone"
        return Content.styled(f"Once that is mended ctrl+s {what}.", "$foreground-muted")

    def _meaning(self, decision: Decision, once: str = "") -> Content:
        """What is recorded by ctrl+s, which may have to wait for something ``once``. Raises Refused as ``settle``."""
        if self._thread is None or not self._takes_thread or decision.verdict is None:
            return Content(_mismatch(self._card.fields if self._card else None, decision))
        thread, _ = self._thread
        proposals = self._proposals(decision)
        if not proposals:
            return Content.styled(why_nothing_is_settled(thread), "$text-warning")
        lines = [Content.styled(f"{once}ctrl+s settles the thread in one step:", "$foreground-muted")]
        lines += [_proposal_line(proposal, self.size.width) for proposal in proposals]
        decided = {proposal.claim_id: proposal.verdict for proposal in proposals}
        ends = (step.said.end for step in thread.steps if decided.get(step.said.claim_id) is Verdict.FALSE)
        if remark := remark_on_early(decision, ends):
            lines.append(Content(remark))
        lines += [
            Content.styled(f"  stays open, was said after that day: {display(said.statement)}", "$foreground-muted")
            for said in said_later(thread, decision, self._claim_id)
        ]
        return Content("\n").join(lines)

    def _proposals(self, decision: Decision) -> dict[Proposal, Decision]:
        if self._thread is None or not self._takes_thread or decision.verdict is None:
            return {}
        return settle(*self._thread, decision, self._claim_id)

    async def record(self, decision: Decision) -> None:
        """Mark the claim, or settle its thread. Raises InvalidInput for a thread that cannot be settled.

        Raises Refused for a day that does not fit, or that is needed.
        """
        if self._thread and self._takes_thread and decision.verdict:
            proposals = self._proposals(decision)
            if not proposals:
                raise InvalidInput(why_nothing_is_settled(self._thread[0]))
            decisions = {proposal.claim_id: decided for proposal, decided in proposals.items()}
            await self.desk.ask(changes.settle_claims, decisions, seen=_seen(self._thread))
            count = len(proposals)
            self.notify(f"Settled {count} claim{'s' * (count > 1)}. u takes it back.", markup=False)
            return
        fields = self._card.fields if self._card else None
        fitting = _kept(decision, fields)
        await self.desk.ask(changes.mark_claim, self._claim_id, fitting, seen=_seen(self._thread))
        outcome = _outcome(decision, fitting, _last_day(fields))
        self.notify(f"Claim {self._claim_id} {outcome}. u takes it back.", markup=False)


class ManyVerdictsForm(JudgingForm):
    """Marks many claims alike, each for itself."""

    def __init__(self, desk: Desk, claim_ids: tuple[int, ...]) -> None:
        super().__init__(desk, f"Verdict on claims {crc32(repr(claim_ids).encode()):08x}")
        self._claim_ids = claim_ids
        self._seen: dict[int, int | None] = {}

    def on_mount(self) -> None:
        """Say how many claims there are. Textual calls that of ``AsideForm`` too."""
        self._read_decisions()

    @job
    async def _read_decisions(self) -> None:
        """Remember what was decided about the claims so far."""
        claims = await self.desk.ask(said_of, self._claim_ids)
        self._seen = {said.claim_id: said.verdict_id for said in claims}
        settled = sum(said.verdict is not None for said in claims)
        told = "One verdict and one piece of evidence for all of them; their threads stay as they are."
        were = "was" if settled == 1 else "were"
        told += f" {settled:,} of them {were} decided before: the new verdict counts." if settled else ""
        about = Content.assemble((f"{len(self._claim_ids):,} claims", "bold"), "\n", (told, "$foreground-muted"))
        await self.offer_verdicts(about, Kind.OTHER, is_settled=settled > 0)

    def show_meaning(self) -> None:
        """Say what an empty day means: for each claim by its own window."""
        chosen = self.query_one(VerdictChoice).chosen
        meaning = "today, or the last day if past" if chosen == Verdict.TRUE else "not known"
        self.rows.tell_untold_day(f"empty: {meaning}" if chosen else "")

    async def record(self, decision: Decision) -> None:
        """Mark them all in one step."""
        count = await self.desk.ask(bulk.mark_claims, self._claim_ids, decision, seen=self._seen)
        self.notify(f"{count:,} claim{'s are' if count > 1 else ' is'} marked. u takes it back.", markup=False)


def _proposal_line(proposal: Proposal, width: int) -> Content:
    verdict = f"  {proposal.verdict.glyph} {proposal.verdict.label:<18}"
    statement = cut(display(proposal.statement), max(10, width - len(verdict) - 38))
    return Content.assemble(
        (verdict, status_style(proposal.verdict)), f"{statement}  ", (cut(proposal.why, 32), "$foreground-muted")
    )


def _kept(decision: Decision, fields: ClaimFields | None) -> Decision:
    """The decision as it is kept of the claim, once that is known. Raises Refused for a day before it was said."""
    if fields is None:
        return decision
    check_day(decision, fields.said_on)
    return held_to_window(decision, fields.kind, fields.said_on, fields.due_end)


def _mismatch(fields: ClaimFields | None, decision: Decision) -> str:
    """A hint where the day and the verdict do not go together, or what is known of how late it was."""
    kept, due_end = _kept(decision, fields), _last_day(fields)
    if due_end is None or kept.occurred_on is None:
        is_late = due_end is not None and kept.verdict is Verdict.LATE
        return "By how many days it was late is not known." if is_late else remark_on_early(kept, [due_end])
    days = (kept.occurred_on - due_end).days
    if kept.verdict is decision.verdict:
        return f"{days_in_words(days)} late" if days > 0 else ""
    if days > 0:
        return f"{kept.occurred_on} is {days_in_words(days)} after the last day: ctrl+s keeps it as late."
    return f"{kept.occurred_on} is not after the last day, {due_end}: ctrl+s keeps it as true."


def _due(fields: ClaimFields) -> str:
    """By when it was to be so: the days by which it is judged, and the words."""
    days = due_in_short(fields.due_start, fields.due_end, fields.said_on, "")
    said = f" (“{display(fields.due_text)}”)" if fields.due_text else ""
    return f", due {days}{said}" if fields.due_start or fields.due_end else f", no date{said}"


def _last_day(fields: ClaimFields | None) -> date | None:
    """The day after which the claim comes true late, once the claim is known."""
    return last_day(fields.kind, fields.due_end) if fields else None


def _outcome(decided: Decision, kept: Decision, due_end: date | None) -> str:
    """What became of a claim, in the words of a notice: how late it came, and what was not kept as it was chosen."""
    if kept.verdict is None:
        return "is open again"
    if kept.verdict is Verdict.LATE and kept.occurred_on and due_end:
        return f"came true late, {days_in_words((kept.occurred_on - due_end).days)} after its last day"
    if decided.occurred_on is None and kept.occurred_on not in {None, kept.decided_on}:
        return "came true in time"
    return "is marked" if kept.verdict is decided.verdict else "came true in time"


def _seen(shown: tuple[Thread, list[Said]] | None) -> dict[int, int | None]:
    """The newest decision about each claim as it was when the form was opened."""
    thread, dependents = shown or (None, [])
    steps = thread.steps if thread else ()
    return {said.claim_id: said.verdict_id for said in (*(step.said for step in steps), *dependents)}
