from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text

from tests.lengths import so_many
from tests.store.samples import TODAY, a_claim, a_clock, chance, decided, due, everything_kept, first_broken_batch
from tracker.claims.model import Batch, Entry
from tracker.claims.rereading import KeptDeadline, MovedDeadline
from tracker.claims.sources import SourceFields
from tracker.claims.vocabulary import Kind, Role, Schedule, Verdict
from tracker.errors import EditConflict, InvalidInput, TrackerError
from tracker.store import bulk, changes, journal, queries, sources, undo
from tracker.store.archive import Archive
from tracker.store.chain import chained_digest
from tracker.store.tables import batch, entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from sqlalchemy import Engine
    from sqlmodel import Session

    from tracker.claims.model import ClaimFields

Dump = dict[str, list[dict[str, Any]]]


def _batches(session: Session) -> list[tuple[Batch, int]]:
    """Each step with the number of its entries."""
    counted = []
    for step in session.execute(select(Batch).order_by(batch.id)).scalars():
        entries = session.execute(select(Entry).where(entry.batch_id == step.id)).scalars().all()
        counted.append((step, len(entries)))
    return counted


def _add(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("A second one"))


def _edit(archive: Archive) -> None:
    archive.run(changes.edit_claim, 1, 1, a_claim("Another wording", tags=("b",), speaker="Somebody else"))


def _edit_a_tag(archive: Archive) -> None:
    archive.run(changes.edit_claim, 1, 1, a_claim(tags=("new",)))


def _revise(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("Later", revises=1, said_on=TODAY))


def _add_source(archive: Archive) -> None:
    archive.run(changes.add_source, 1, {"title": "Another article", "quote": "next week"}, Role.REFUTES)


def _remove_source(archive: Archive) -> None:
    archive.run(changes.remove_source, 1, archive.run(queries.claim_card, 1, TODAY).citations[0].citation_id)


def _mark(archive: Archive) -> None:
    archive.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY, evidence_url="https://example.org/e"))


def _settle(archive: Archive) -> None:
    archive.run(changes.settle_claims, {1: decided(Verdict.FALSE)})


def _snooze(archive: Archive) -> None:
    archive.run(bulk.snooze_claims, [1], TODAY)


def _mark_many(archive: Archive) -> None:
    archive.run(bulk.mark_claims, [1], decided(Verdict.TRUE, TODAY, evidence_url="https://example.org/e"))


def _tag_many(archive: Archive) -> None:
    archive.run(bulk.tag_claims, [1], ["new"])


def _trash(archive: Archive) -> None:
    archive.run(bulk.trash_claims, [1])


def _state_credence(archive: Archive) -> None:
    archive.run(changes.state_credence, 1, 0.7, TODAY)


def _edit_source(archive: Archive) -> None:
    archive.run(sources.edit_source, 1, 1, SourceFields(title="A corrected title"))


def _read_deadlines_again(archive: Archive) -> None:
    kept = KeptDeadline(1, 1, "", TODAY, "en", "next week", None, None, "", "", "", "", None)
    archive.run(changes.read_deadlines_again, [MovedDeadline(kept, {"due_end": date(2025, 7, 27)})])


def _undo(archive: Archive) -> None:
    archive.run(undo.undo)


@pytest.mark.parametrize(
    "write",
    [
        *(_add, _edit, _edit_a_tag, _revise, _add_source, _remove_source, _mark, _settle, _read_deadlines_again, _undo),
        *(_snooze, _mark_many, _tag_many, _trash, _state_credence, _edit_source),
    ],
    ids=lambda write: write.__name__.strip("_").replace("_", " "),
)
def test_every_way_to_write_leaves_one_step_with_its_entries(
    archive: Archive, write: Callable[[Archive], None]
) -> None:
    archive.run(changes.add_claim, a_claim(source_title="A title", **due("2025-07-14", "2025-07-20")))
    before = archive.run(everything_kept)
    write(archive)

    _first, *steps = archive.run(_batches)
    assert [(step.made_by, bool(step.step), entries > 0) for step, entries in steps] == [("ada", True, True)]
    assert archive.run(everything_kept) != before
    assert archive.run(first_broken_batch) is None


@pytest.mark.parametrize(
    ("write", "about"),
    [
        *(
            (write, (1,))
            for write in (_edit, _edit_a_tag, _add_source, _remove_source, _mark, _settle, _snooze, _trash)
        ),
        *((write, (1,)) for write in (_mark_many, _tag_many, _state_credence, _read_deadlines_again)),
        *((write, (2,)) for write in (_add, _revise)),
    ],
    ids=lambda told: told.__name__.strip("_").replace("_", " ") if callable(told) else "",
)
def test_an_undo_and_a_redo_tell_which_claims_they_are_about(
    archive: Archive, write: Callable[[Archive], None], about: tuple[int, ...]
) -> None:
    archive.run(changes.add_claim, a_claim(source_title="A title", **due("2025-07-14", "2025-07-20")))
    write(archive)
    archive.run(undo.undo)
    assert archive.run(undo.claims_turned, "ada") == about
    archive.run(undo.redo)
    assert archive.run(undo.claims_turned, "ada") == about
    assert not archive.run(undo.claims_turned, "bo"), "who took nothing back"


def test_bringing_claims_back_from_the_trash_leaves_one_step_with_its_entries(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    before = archive.run(everything_kept)
    archive.run(bulk.trash_claims, [1])
    archive.run(bulk.restore_claims, [1])
    assert archive.run(everything_kept) == before
    assert [(step.step, entries) for step, entries in archive.run(_batches)][1:] == [
        ("move claim 1 “The open model ships next week” to the trash", 1),
        ("bring claim 1 “The open model ships next week” back from the trash", 1),
    ]


def test_every_change_that_the_store_offers_is_tried_above() -> None:
    stores = {module.__name__ for module in (changes, bulk, sources)}
    offered = {change.__name__ for change in journal._CHANGES if change.__module__ in stores}
    claims = {"add_claim", "edit_claim", "add_source", "remove_source", "mark_claim", "settle_claims", "state_credence"}
    many = {"mark_claims", "tag_claims", "snooze_claims", "trash_claims", "restore_claims"}
    assert offered == claims | many | {"read_deadlines_again", "edit_source"}


def test_what_changes_nothing_leaves_no_step(archive: Archive) -> None:
    fields = a_claim(tags=("a",), source_title="A title", quote="words")
    claim_id = archive.run(changes.add_claim, fields)
    archive.run(changes.edit_claim, claim_id, 1, fields)
    assert len(archive.run(_batches)) == 1
    assert archive.run(queries.claim_card, claim_id, TODAY).version == 1


def test_what_is_refused_leaves_no_trace(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    before = archive.run(everything_kept)
    with pytest.raises(InvalidInput, match="There is no claim 77"):
        archive.run(changes.add_claim, a_claim(speaker="Nobody yet", tags=("new",), revises=77))
    assert archive.run(everything_kept) == before
    assert len(archive.run(_batches)) == 1


class Editor:
    """Somebody who does one thing after another to an archive, as chance has it."""

    def __init__(self, archive: Archive, seed: int) -> None:
        self.archive = archive
        self.chance = chance(seed)
        self.claims = 0
        self.numbers = count()
        self.acts = (
            *(self.add, self.add, self.edit, self.edit, self.revise, self.mark, self.settle, self.add_source),
            *(self.trash, self.restore, self.tag, self.state_credence, self.edit_source, self.remove_source),
        )

    def act(self) -> None:
        """One step; what the archive refuses is tried differently."""
        while True:
            try:
                return self.chance.choice(self.acts if self.claims else (self.add,))()
            except InvalidInput:
                continue

    def add(self) -> None:
        self.claims = self.archive.run(changes.add_claim, _some_claim(self.chance))

    def revise(self) -> None:
        said_on = TODAY + timedelta(days=self.chance.randrange(60))
        fields = _some_claim(self.chance, revises=self._some(), said_on=said_on)
        self.claims = self.archive.run(changes.add_claim, fields)

    def edit(self) -> None:
        claim_id = self._some()
        card = self.archive.run(queries.claim_card, claim_id, TODAY)
        fields = _some_claim(self.chance, revises=card.fields.revises, said_on=card.fields.said_on)
        self.archive.run(changes.edit_claim, claim_id, card.version, fields)

    def mark(self) -> None:
        self.archive.run(changes.mark_claim, self._some(), _some_decision(self.chance))

    def settle(self) -> None:
        some = {self._some() for _ in range(self.chance.randrange(1, 4))}
        self.archive.run(changes.settle_claims, {claim_id: _some_decision(self.chance) for claim_id in some})

    def add_source(self) -> None:
        quote = f"words {next(self.numbers)}"
        told = {"title": self.chance.choice(["", "An article"]), "quote": quote, "via": self.chance.choice("ab")}
        self.archive.run(changes.add_source, self._some(), told, self.chance.choice([*Role]))

    def remove_source(self) -> None:
        claim_id = self._some()
        if attached := self.archive.run(queries.claim_card, claim_id, TODAY).citations:
            self.archive.run(changes.remove_source, claim_id, self.chance.choice(attached).citation_id)
        else:
            self.add_source()

    def edit_source(self) -> None:
        number = self.chance.randrange(1, 5)
        version = self.archive.run(sources.source_card, number, TODAY).version
        told = SourceFields(title=self.chance.choice(["First", "Third"]), publisher=self.chance.choice("ab"))
        self.archive.run(sources.edit_source, number, version, told)

    def trash(self) -> None:
        self.archive.run(bulk.trash_claims, self._several())

    def restore(self) -> None:
        self.archive.run(bulk.restore_claims, self._several())

    def tag(self) -> None:
        added, removed = self.chance.sample(["a", "b", "c", "d"], 2)
        self.archive.run(bulk.tag_claims, self._several(), [added], [removed])

    def state_credence(self) -> None:
        self.archive.run(changes.state_credence, self._some(), self.chance.random(), TODAY)

    def _several(self) -> list[int]:
        return [self._some() for _ in range(self.chance.randrange(1, 4))]

    def _some(self) -> int:
        return self.chance.randrange(1, self.claims + 1)


def _some_claim(chance: Random, **told: Any) -> ClaimFields:
    start = TODAY + timedelta(days=chance.randrange(-40, 200))
    end = start + timedelta(days=chance.randrange(60))
    values: dict[str, Any] = {
        "statement": f"Claim {chance.randrange(1000)}",
        "kind": chance.choice([*Kind]),
        "speaker": chance.choice(["", "Ada", "ada", "Bo", "Cy"]),
        "subject": chance.choice(["", "Models", "Trains"]),
        "tags": tuple(chance.sample(["a", "b", "c"], chance.randrange(4))),
        "quote": chance.choice(["", "word for word"]),
        "source_title": chance.choice(["", "First", "Second"]),
        "source_url": chance.choice(["", "https://example.org/1", "https://example.org/2"]),
        "due_start": chance.choice([None, start]),
        "due_end": chance.choice([None, end]),
        "due_open": chance.choice(["", "", "", "withdrawn"]),
        "review_on": chance.choice([None, TODAY]),
    }
    return a_claim(**(values | told))


def _some_decision(chance: Random) -> Any:
    verdict = chance.choice([None, *Verdict])
    occurred_on = TODAY + timedelta(days=chance.randrange(60)) if verdict and verdict.tells_a_day else None
    evidence = chance.choice(["", "https://example.org/1", "https://example.org/evidence"])
    return decided(verdict, occurred_on, evidence_url=evidence)


class Restarted:
    """The same database in one archive after the other: a new one at every so many steps."""

    def __init__(self, place: str, every: int) -> None:
        self._place, self._every = place, every
        self._steps = self.restarts = 0
        self.archive = self._open()

    def _open(self) -> Archive:
        return Archive.open(self._place, user="ada", clock=a_clock())

    def step(self, act: Callable[[Session], str]) -> Dump:
        """Do something, and tell all that is kept after it."""
        self._steps += 1
        if self._steps % self._every == 0:
            self.archive.close()
            self.archive = self._open()
            self.restarts += 1
        assert self.archive.run(act)
        return self.archive.run(everything_kept)


@pytest.mark.parametrize(
    ("backend", "steps", "seed"),
    [("sqlite", so_many(100, 1_000), 1), ("sqlite", so_many(30, 60), 2), ("postgresql", so_many(30, 200), 3)],
    indirect=["backend"],
)
@pytest.mark.long
def test_any_steps_are_undone_to_the_beginning_and_made_again_to_the_end(
    place: str, steps: int, seed: int, figure: Callable[[str], None]
) -> None:
    with Archive.open(place, user="ada", clock=a_clock()) as archive:
        editor = Editor(archive, seed)
        states = [archive.run(everything_kept)]
        while len(states) <= steps:
            editor.act()
            state = archive.run(everything_kept)
            if state != states[-1]:
                states.append(state)

    restarted = Restarted(place, every=max(1, steps // so_many(5, 25)))
    assert [restarted.step(undo.undo) for _ in range(steps)] == states[-2::-1]
    with pytest.raises(InvalidInput, match="nothing to undo"):
        restarted.archive.run(undo.undo)

    assert [restarted.step(undo.redo) for _ in range(steps)] == states[1:]
    with pytest.raises(InvalidInput, match="nothing to redo"):
        restarted.archive.run(undo.redo)

    assert restarted.archive.run(first_broken_batch) is None
    restarted.archive.close()
    rows = sum(len(table) for table in states[-1].values())
    figure(
        f"{steps} steps ({rows} rows) undone to the first state and made again to the last over {restarted.restarts} "
        "restarts, each step equal"
    )


@pytest.mark.parametrize(("backend", "seed"), [("sqlite", 4), ("postgresql", 5)], indirect=["backend"])
def test_steps_back_and_forth_in_any_order_always_lead_to_a_state_that_was(archive: Archive, seed: int) -> None:
    editor = Editor(archive, seed)
    past: list[Dump] = [archive.run(everything_kept)]
    future: list[Dump] = []
    for _ in range(60):
        what = editor.chance.choice(["act", "act", "undo", "undo", "redo"])
        if what == "act":
            editor.act()
            state = archive.run(everything_kept)
            if state != past[-1]:
                past, future = [*past, state], []
        elif what == "undo" and len(past) > 1:
            archive.run(undo.undo)
            future.append(past.pop())
        elif what == "redo" and future:
            archive.run(undo.redo)
            past.append(future.pop())
        else:
            with pytest.raises(InvalidInput, match=f"nothing to {what}"):
                archive.run(undo.undo if what == "undo" else undo.redo)
        editor.claims = max((row["id"] for row in past[-1]["claim"]), default=0)
        assert archive.run(everything_kept) == past[-1]


def test_undo_survives_closing_and_opening_again(place: str) -> None:
    with Archive.open(place, user="ada") as archive:
        archive.run(changes.add_claim, a_claim())
        first = archive.run(everything_kept)
        archive.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY))
        last = archive.run(everything_kept)
    with Archive.open(place, user="ada") as archive:
        assert archive.run(undo.undo) == "mark claim 1 “came true”"
        assert archive.run(everything_kept) == first
    with Archive.open(place, user="ada") as archive:
        assert archive.run(undo.redo) == "mark claim 1 “came true”"
        assert archive.run(everything_kept) == last


def test_redo_is_refused_once_a_new_step_was_made(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(undo.undo)
    archive.run(changes.add_claim, a_claim("Something new"))
    with pytest.raises(InvalidInput, match="nothing to redo"):
        archive.run(undo.redo)


def test_everybody_undoes_their_own_steps(place: str) -> None:
    with Archive.open(place, user="ada") as ada, Archive.open(place, user="bo") as bo:
        ada.run(changes.add_claim, a_claim("Ada's"))
        bo.run(changes.add_claim, a_claim("Bo's", speaker="Bo's speaker"))
        assert ada.run(undo.undo) == "add claim 1 “Ada's”"
        assert [row.statement for row in ada.run(queries.list_claims, (), TODAY).rows] == ["Bo's"]
        with pytest.raises(InvalidInput):
            ada.run(undo.undo)
        with pytest.raises(InvalidInput):
            bo.run(undo.redo)


def _bo_edits_the_claim(bo: Archive) -> None:
    version = bo.run(queries.claim_card, 1, TODAY).version
    bo.run(changes.edit_claim, 1, version, a_claim("Bo's wording", speaker="Ada's speaker"))


def _bo_revises_the_claim(bo: Archive) -> None:
    bo.run(changes.add_claim, a_claim("Later", revises=1, speaker="Bo's speaker"))


def _bo_quotes_the_speaker(bo: Archive) -> None:
    bo.run(changes.add_claim, a_claim("Another", speaker="Ada's speaker"))


def _bo_marks_the_claim(bo: Archive) -> None:
    bo.run(changes.mark_claim, 1, decided(Verdict.FALSE))


def _bo_uses_the_tag(bo: Archive) -> None:
    bo.run(changes.add_claim, a_claim("Another", speaker="Bo's speaker", tags=("ada",)))


@pytest.mark.parametrize(
    "meanwhile",
    [_bo_edits_the_claim, _bo_revises_the_claim, _bo_marks_the_claim],
    ids=lambda meanwhile: meanwhile.__name__.strip("_").replace("_", " "),
)
def test_undo_is_refused_when_somebody_has_built_on_the_step(place: str, meanwhile: Callable[[Archive], None]) -> None:
    with Archive.open(place, user="ada") as ada, Archive.open(place, user="bo") as bo:
        ada.run(changes.add_claim, a_claim("Ada's", speaker="Ada's speaker", tags=("ada",)))
        meanwhile(bo)
        before = ada.run(everything_kept)
        with pytest.raises(EditConflict, match="taking back “add claim 1 “Ada's”” would overwrite that"):
            ada.run(undo.undo)
        assert ada.run(everything_kept) == before
        assert ada.run(first_broken_batch) is None


@pytest.mark.parametrize("meanwhile", [_bo_quotes_the_speaker, _bo_uses_the_tag], ids=["speaker", "tag"])
def test_undo_leaves_the_names_that_somebody_uses_by_now(place: str, meanwhile: Callable[[Archive], None]) -> None:
    with Archive.open(place, user="ada") as ada, Archive.open(place, user="bo") as bo:
        ada.run(changes.add_claim, a_claim("Ada's", speaker="Ada's speaker", tags=("ada",)))
        meanwhile(bo)
        before = ada.run(everything_kept)
        card = ada.run(queries.claim_card, 2, TODAY)

        ada.run(undo.undo)

        assert ada.run(queries.claim_card, 2, TODAY).fields == card.fields
        assert [row.claim_id for row in ada.run(queries.list_claims, (), TODAY).rows] == [2]
        ada.run(undo.redo)
        assert ada.run(everything_kept) == before
        assert ada.run(first_broken_batch) is None


def test_redo_is_refused_when_somebody_has_taken_the_name(place: str) -> None:
    with Archive.open(place, user="ada") as ada, Archive.open(place, user="bo") as bo:
        ada.run(changes.add_claim, a_claim("Ada's", speaker="The same speaker"))
        ada.run(undo.undo)
        bo.run(changes.add_claim, a_claim("Bo's", speaker="The same speaker"))
        before = ada.run(everything_kept)
        with pytest.raises(EditConflict, match="making “add claim 1 “Ada's”” again would overwrite that"):
            ada.run(undo.redo)
        assert ada.run(everything_kept) == before


def test_a_form_opened_before_an_undo_is_refused_after_it(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("First"))
    archive.run(changes.edit_claim, 1, 1, a_claim("Second"))
    opened = archive.run(queries.claim_card, 1, TODAY).version
    archive.run(undo.undo)
    with pytest.raises(EditConflict):
        archive.run(changes.edit_claim, 1, opened, a_claim("From a stale form"))


@pytest.mark.parametrize(
    "write",
    [_tag_many, _edit_source, _edit_a_tag],
    ids=lambda write: write.__name__.strip("_").replace("_", " "),
)
def test_a_form_opened_before_what_is_around_its_claim_was_undone_or_redone_is_refused(
    archive: Archive, write: Callable[[Archive], None]
) -> None:
    archive.run(changes.add_claim, a_claim(source_title="A title"))
    write(archive)
    for back_or_forth in (undo.undo, undo.redo):
        opened = archive.run(queries.claim_card, 1, TODAY)
        archive.run(back_or_forth)
        with pytest.raises(EditConflict):
            archive.run(changes.edit_claim, 1, opened.version, opened.fields)
        assert archive.run(queries.claim_card, 1, TODAY).fields != opened.fields


def test_a_form_opened_before_its_claim_was_taken_away_and_made_anew_is_refused(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("First"))
    archive.run(changes.edit_claim, 1, 1, a_claim("Second"))
    opened = archive.run(queries.claim_card, 1, TODAY).version
    archive.run(undo.undo)
    archive.run(undo.undo)
    archive.run(undo.redo)
    archive.run(changes.edit_claim, 1, archive.run(queries.claim_card, 1, TODAY).version, a_claim("Third"))
    with pytest.raises(EditConflict):
        archive.run(changes.edit_claim, 1, opened, a_claim("From a stale form"))


def test_settling_a_thread_and_undoing_it_gives_back_the_same_thread(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("In July", said_on=date(2025, 6, 10), **due("2025-07-01", "2025-07-31")))
    archive.run(changes.add_claim, a_claim("Next week", revises=1, **due("2025-07-14", "2025-07-20")))
    archive.run(changes.add_claim, a_claim("Indefinitely", revises=2, kind=Kind.DELAY))
    before, state = archive.run(queries.claim_card, 2, TODAY), archive.run(everything_kept)
    happened = date(2025, 8, 5)
    settled = {
        1: decided(Verdict.LATE, happened),
        2: decided(Verdict.LATE, happened, evidence_url="https://example.org/out", evidence_quote="Out today"),
        3: decided(Verdict.TRUE, happened),
    }
    archive.run(changes.settle_claims, settled)
    after = archive.run(queries.claim_card, 2, TODAY)
    assert (after.status, after.thread.happened_on) == (Verdict.LATE, happened)

    archive.run(undo.undo)

    again = archive.run(queries.claim_card, 2, TODAY)
    assert (again.thread, again.status, again.citations) == (before.thread, Schedule.POSTPONED, before.citations)
    assert archive.run(everything_kept) == state


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE journal_entry SET after = replace(after, 'Claim 2', 'Claim Z') WHERE batch_id = 2", 2),
        ("UPDATE journal_entry SET before = '{}' WHERE batch_id = 3 AND table_name = 'claim'", 3),
        ("UPDATE journal_entry SET row_id = row_id + 1 WHERE batch_id = 1", 1),
        ("DELETE FROM journal_entry WHERE batch_id = 2", 2),
        ("UPDATE journal_batch SET made_by = 'somebody else' WHERE id = 2", 2),
        ("UPDATE journal_batch SET made_at = '2001-01-01T00:00:00.000000Z' WHERE id = 1", 1),
        ("UPDATE journal_batch SET step = 'nothing of note' WHERE id = 4", 4),
        ("UPDATE journal_batch SET undoes_id = NULL WHERE id = 4", 4),
        ("UPDATE journal_batch SET redoes_id = 1 WHERE id = 2", 2),
        ("DELETE FROM journal_entry WHERE batch_id = 4; DELETE FROM journal_batch WHERE id = 4", None),
        ("DELETE FROM journal_entry WHERE batch_id = 2; DELETE FROM journal_batch WHERE id = 2", 3),
    ],
)
def test_a_step_that_was_altered_past_the_program_is_found(
    archive: Archive, raw: Engine, damage: str, found: int | None
) -> None:
    archive.run(changes.add_claim, a_claim("Claim 1"))
    archive.run(changes.add_claim, a_claim("Claim 2", speaker="Bo"))
    archive.run(changes.edit_claim, 1, 1, a_claim("Claim 1, edited"))
    archive.run(undo.undo)
    assert archive.run(first_broken_batch) is None
    with raw.begin() as connection:
        for statement in damage.split(";"):
            connection.execute(text(statement))
    assert archive.run(first_broken_batch) == found


def test_an_entry_holds_the_whole_row_before_and_after(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("Before", **due("2025-07-14", "2025-07-20")))
    archive.run(changes.edit_claim, 1, 1, a_claim("After"))
    entries = archive.run(
        lambda session: session.execute(select(Entry).where(entry.batch_id == 2).order_by(entry.id)).scalars().all()
    )
    (told,) = [one for one in entries if one.table_name == "claim"]
    before, after = json.loads(told.before or ""), json.loads(told.after or "")
    assert set(before) == set(after)
    assert {name: (before[name], after[name]) for name in before if before[name] != after[name]} == {
        "statement": ("Before", "After"),
        "due_start": ("2025-07-14", None),
        "due_end": ("2025-07-20", None),
        "review_on": (None, "2025-08-10"),
        "version": (1, 2),
        "updated_at": ("2025-07-11T12:00:00Z", "2025-07-11T12:00:01Z"),
    }


def test_steps_are_told_on_the_claims_card_newest_first(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One"))
    archive.run(changes.mark_claim, 1, decided(Verdict.FALSE))
    archive.run(undo.undo)
    history = archive.run(queries.claim_card, 1, TODAY).history
    assert [told.step for told in history][-1] == "add claim 1 “One”"
    assert {told.made_by for told in history} == {"ada"}


def test_the_clock_is_the_one_that_was_given(place: str) -> None:
    clock = a_clock()
    moment = clock()
    with Archive.open(place, user="ada", clock=lambda: moment) as archive:
        archive.run(changes.add_claim, a_claim())
        assert archive.run(queries.claim_card, 1, TODAY).history[0].made_at == moment


def test_refusals_of_the_history_are_for_the_user() -> None:
    assert issubclass(EditConflict, TrackerError)
    assert (EditConflict.exit_code, InvalidInput.exit_code) == (6, 3)


@pytest.mark.parametrize("number_of_rows", [0, 1, 999, 1_000, 1_001, 2_500])
def test_the_digest_of_a_batch_is_that_of_all_of_it_in_json(number_of_rows: int) -> None:
    rows = [
        ("claim", number, None if number % 2 else "é", '{"statement": "“a”, [b]"}') for number in range(number_of_rows)
    ]
    told = ["before", "2025-07-11T12:00:00Z", "ada", "import «ü»", (None, 7), rows]
    whole = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
    assert chained_digest("before", "2025-07-11T12:00:00Z", "ada", "import «ü»", rows, links=(None, 7)) == whole
