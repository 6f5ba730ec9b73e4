"""Two people change the same claims: each takes back what they did, and nothing that the other did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from tests.lengths import so_many
from tests.store.samples import TODAY, a_claim, chance, decided, due, everything_kept
from tracker.claims.model import Batch
from tracker.claims.sources import SOURCE_FIELDS, SourceFields
from tracker.claims.vocabulary import Kind, Verdict
from tracker.errors import EditConflict, InvalidInput
from tracker.store import bulk, changes, queries, sources, undo, views
from tracker.store.archive import Archive
from tracker.store.doctor import examine
from tracker.store.merging_names import merge_names
from tracker.store.tables import batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from sqlmodel import Session

    from tracker.claims.model import ClaimFields

    Act = Callable[[Archive], object]

CLAIMS = (1, 2, 3)
CONTESTED = (1, 2)


@pytest.fixture
def ann(place: str) -> Iterator[Archive]:
    """One of two who find three claims that somebody else has kept."""
    with Archive.open(place, user="owner") as owner:
        for number in CLAIMS:
            owner.run(changes.add_claim, a_claim(f"Claim {number}", subject="Models", source_title="An article"))
    with Archive.open(place, user="ann") as opened:
        yield opened


@pytest.fixture
def bo(place: str, ann: Archive) -> Iterator[Archive]:
    with Archive.open(place, user="bo") as opened:
        yield opened


def fields_of(archive: Archive, claim_id: int) -> ClaimFields:
    return archive.run(queries.claim_card, claim_id, TODAY).fields


def edit(archive: Archive, claim_id: int, **told: object) -> None:
    card = archive.run(queries.claim_card, claim_id, TODAY)
    archive.run(changes.edit_claim, claim_id, card.version, card.fields.model_copy(update=told))


def test_an_edit_is_taken_back_and_made_again_though_another_field_was_edited_since(ann: Archive, bo: Archive) -> None:
    before = fields_of(bo, 2)
    edit(bo, 2, subject="Trains", kind=Kind.DELAY)
    edit(ann, 2, notes="Seen")
    bo.run(undo.undo)
    assert fields_of(bo, 2) == before.model_copy(update={"notes": "Seen"})
    bo.run(undo.redo)
    assert fields_of(bo, 2) == before.model_copy(update={"notes": "Seen", "subject": "Trains", "kind": Kind.DELAY})
    ann.run(undo.undo)
    assert fields_of(bo, 2) == before.model_copy(update={"subject": "Trains", "kind": Kind.DELAY})
    assert examine(ann, deep=True) == []


def test_a_form_that_was_opened_before_such_an_undo_is_refused(ann: Archive, bo: Archive) -> None:
    edit(bo, 2, subject="Trains")
    edit(ann, 2, notes="Seen")
    opened = ann.run(queries.claim_card, 2, TODAY)
    bo.run(undo.undo)
    with pytest.raises(EditConflict):
        ann.run(changes.edit_claim, 2, opened.version, opened.fields)


def test_steps_before_the_last_are_reached(ann: Archive, bo: Archive) -> None:
    bo.run(views.save_view, "Mine", "tag:a")
    edit(bo, 2, subject="Trains")
    edit(ann, 2, notes="Seen")
    bo.run(undo.undo)
    bo.run(undo.undo)
    assert bo.run(views.find_view, "Mine") is None


@pytest.mark.parametrize("field", ["speaker", "subject"])
def test_a_merge_of_names_is_taken_back_though_a_claim_of_it_was_edited_since(
    ann: Archive, bo: Archive, field: str
) -> None:
    edit(ann, 1, **{field: "Another"})
    edit(ann, 2, **{field: "Another"})
    into = getattr(fields_of(ann, 3), field)
    bo.run(merge_names, field, "Another", into)
    edit(ann, 2, statement="Reworded")
    bo.run(undo.undo)
    assert [getattr(fields_of(ann, number), field) for number in CLAIMS] == ["Another", "Another", into]
    assert fields_of(ann, 2).statement == "Reworded"
    assert examine(ann, deep=True) == []


def test_a_mark_on_many_claims_is_taken_back_though_one_was_edited_since(ann: Archive, bo: Archive) -> None:
    bo.run(bulk.snooze_claims, CLAIMS, date(2025, 9, 1))
    bo.run(bulk.mark_claims, CLAIMS, decided(Verdict.TRUE, TODAY, evidence_url="https://example.org/e"))
    edit(ann, 2, notes="Seen")
    bo.run(undo.undo)
    bo.run(undo.undo)
    cards = [bo.run(queries.claim_card, number, TODAY) for number in CLAIMS]
    assert [(card.fields.review_on, card.verdicts) for card in cards] == [(None, ())] * 3
    assert cards[1].fields.notes == "Seen"
    assert examine(ann, deep=True) == []


def test_a_source_is_taken_back_to_what_it_was_in_the_field_that_was_corrected(ann: Archive, bo: Archive) -> None:
    correct(bo, title="A better title")
    correct(ann, publisher="Calder Times")
    bo.run(undo.undo)
    told = bo.run(sources.source_card, 1, TODAY).fields
    assert (told.title, told.publisher) == ("An article", "Calder Times")


def correct(archive: Archive, **told: str) -> None:
    card = archive.run(sources.source_card, 1, TODAY)
    wanted = {name: getattr(card.fields, name) for name in SOURCE_FIELDS} | told
    archive.run(sources.edit_source, 1, card.version, SourceFields(**wanted))


def test_a_deadline_is_taken_back_whole_or_not_at_all(ann: Archive, bo: Archive) -> None:
    july, august = due("2025-07-01", "2025-07-31"), due("2025-08-01", "2025-08-31")
    edit(ann, 2, due_text="in July", **july)
    edit(bo, 2, due_text="this month")
    edit(ann, 2, **august)
    with pytest.raises(EditConflict):
        bo.run(undo.undo)
    assert fields_of(bo, 2).due_text == "this month"


def test_what_somebody_put_back_already_needs_no_more(ann: Archive, bo: Archive) -> None:
    edit(bo, 2, subject="Trains", notes="By bo")
    edit(ann, 2, subject="Models")
    bo.run(undo.undo)
    assert (fields_of(bo, 2).subject, fields_of(bo, 2).notes) == ("Models", "")


def test_what_somebody_took_away_already_is_passed_over(ann: Archive, bo: Archive) -> None:
    edit(bo, 2, notes="By bo")
    bo.run(views.save_view, "Late", "status:late")
    ann.run(views.remove_view, "Late")
    assert bo.run(undo.undo) == "save the view “Late”"
    assert bo.run(undo.undo).startswith("edit claim 2")
    bo.run(undo.redo)
    assert bo.run(undo.redo) == "save the view “Late”"
    with pytest.raises(InvalidInput):
        bo.run(views.view_named, "Late")
    assert examine(ann, deep=True) == []


def tags_of(archive: Archive) -> list[tuple[str, ...]]:
    return [fields_of(archive, number).tags for number in CLAIMS]


def test_what_is_made_again_is_what_was_taken_back_and_no_more(ann: Archive, bo: Archive) -> None:
    edit(ann, 1, kind=Kind.DELAY, statement="Reworded")
    edit(bo, 1, kind=Kind.RELEASE)
    ann.run(undo.undo)
    ann.run(undo.redo)
    assert (fields_of(ann, 1).kind, fields_of(ann, 1).statement) == (Kind.RELEASE, "Reworded")
    before = tags_of(ann)
    ann.run(bulk.tag_claims, CLAIMS, ["new"], [])
    bo.run(bulk.tag_claims, [2], [], ["new"])
    ann.run(undo.undo)
    assert tags_of(ann) == before
    ann.run(undo.redo)
    assert [number for number, tags in zip(CLAIMS, tags_of(ann), strict=True) if "new" in tags] == [1, 3]
    ann.run(undo.undo)
    assert tags_of(ann) == before
    assert examine(ann, deep=True) == []


@pytest.mark.parametrize("told", [{"said_on": date(2024, 7, 11)}, {"language": "fr"}])
def test_a_deadline_stays_with_the_day_and_the_language_in_which_it_was_said(
    ann: Archive, bo: Archive, told: dict[str, Any]
) -> None:
    edit(ann, 2, **told)
    edit(bo, 2, due_text="next week", **due("2024-07-15", "2024-07-21"))
    before = ann.run(everything_kept)
    with pytest.raises(EditConflict, match="by bo"):
        ann.run(undo.undo)
    assert ann.run(everything_kept) == before


def test_a_name_stays_as_somebody_spelled_it_since_where_the_claim_that_brought_it_goes(
    ann: Archive, bo: Archive
) -> None:
    edit(bo, 2, subject="trains")
    edit(ann, 3, subject="Trains")
    edit(ann, 3, subject="Models")
    bo.run(undo.undo)
    assert fields_of(bo, 2).subject == "Models"
    bo.run(undo.redo)
    assert fields_of(bo, 2).subject == "Trains"
    assert examine(ann, deep=True) == []


def test_a_name_that_was_taken_away_comes_back_where_a_step_needs_it_again(ann: Archive, bo: Archive) -> None:
    edit(bo, 2, subject="Trains")
    edit(ann, 3, subject="Trains")
    edit(ann, 3, subject="Models")
    bo.run(undo.undo)
    ann.run(undo.undo)
    assert fields_of(ann, 3).subject == "Trains"
    bo.run(undo.redo)
    assert fields_of(ann, 2).subject == "Trains"
    assert examine(ann, deep=True) == []


def test_a_name_that_came_back_stays_as_somebody_spelled_it_since_where_a_step_brings_it_again(
    ann: Archive, bo: Archive
) -> None:
    edit(bo, 2, subject="Trains")
    edit(ann, 3, subject="Trains")
    edit(ann, 3, subject="Models")
    bo.run(undo.undo)
    ann.run(undo.undo)
    edit(ann, 3, subject="TRAINS")
    bo.run(undo.redo)
    assert [fields_of(ann, number).subject for number in (2, 3)] == ["TRAINS", "TRAINS"]
    assert examine(ann, deep=True) == []


def test_a_claim_that_was_but_touched_may_be_gone_by_now(ann: Archive, bo: Archive) -> None:
    ann.run(changes.add_claim, a_claim("Ann's", source_title="An article"))
    correct(bo, title="A better title")
    ann.run(undo.undo)
    bo.run(undo.undo)
    assert ann.run(sources.source_card, 1, TODAY).fields.title == "An article"
    bo.run(undo.redo)
    assert ann.run(sources.source_card, 1, TODAY).fields.title == "A better title"
    assert examine(ann, deep=True) == []


def make_and_remove_a_view(archive: Archive) -> None:
    archive.run(views.save_view, "Late", "status:late")
    archive.run(views.remove_view, "Late")


def merge_subjects(archive: Archive) -> None:
    edit(archive, 3, subject="Ships")
    archive.run(merge_names, "subject", "MODELS", "Ships")


REFUSALS: dict[str, tuple[Act, Act, str]] = {
    "claim": (
        lambda bo: edit(bo, 2, subject="Trains"),
        lambda ann: edit(ann, 2, subject="Ships"),
        (
            r"^Claim 2 “Claim 2” was changed since then by ann \(edit claim 2 “Claim 2”\): taking back “edit claim 2 "
            r"“Claim 2”” would overwrite that\. Nothing was written\. Have that taken back first, or "
            r"change it by hand\.$"
        ),
    ),
    "new claim": (
        lambda bo: bo.run(changes.add_claim, a_claim("Bo's")),
        lambda ann: edit(ann, 4, notes="Seen"),
        r"^Claim 4 “Bo's” was changed since then by ann .* or move the claim to the trash instead\.$",
    ),
    "claim that is used": (
        lambda bo: bo.run(changes.add_claim, a_claim("Bo's")),
        lambda ann: ann.run(changes.mark_claim, 4, decided(Verdict.FALSE)),
        (
            r"^Claim 4 “Bo's” is needed by a verdict since then: taking back “add claim 4 “Bo's”” would overwrite "
            r"that\. Nothing was written\. Have that taken back first, or move the claim to the trash instead\.$"
        ),
    ),
    "view": (
        lambda bo: bo.run(views.save_view, "Late", "status:late"),
        lambda ann: ann.run(views.save_view, "Late", "status:overdue"),
        r"^The view “Late” was changed since then by ann \(save the view “Late”\): ",
    ),
    "view's name": (
        make_and_remove_a_view,
        lambda ann: ann.run(views.save_view, "Late", "status:overdue"),
        r"^The view “Late” was made anew since then: taking back “remove the view “Late”” would",
    ),
    "source": (
        lambda bo: correct(bo, title="A better title"),
        lambda ann: correct(ann, title="The best title"),
        r"^The source “A better title” was changed since then by ann",
    ),
    "name": (
        lambda bo: edit(bo, 2, subject="MODELS"),
        lambda ann: edit(ann, 3, subject="models"),
        r"^The subject “MODELS” was changed since then by ann",
    ),
    "name that a claim had": (
        lambda bo: edit(bo, 2, subject="Trains"),
        merge_subjects,
        r"^Claim 2 “Claim 2” needs what was taken away since then: taking back “edit claim 2 “Claim 2”” would",
    ),
    "name that is gone": (
        lambda bo: edit(bo, 2, subject="MODELS"),
        merge_subjects,
        r"^The subject “MODELS” was taken away since then by ann \(merge subject “MODELS” into “Ships”\): ",
    ),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_a_refusal_names_what_was_changed_by_whom_and_what_can_be_done(ann: Archive, bo: Archive, what: str) -> None:
    by_bo, by_ann, told = REFUSALS[what]
    by_bo(bo)
    by_ann(ann)
    before = bo.run(everything_kept)
    with pytest.raises(EditConflict, match=told):
        bo.run(undo.undo)
    assert bo.run(everything_kept) == before


VALUES: dict[str, list[Any]] = {
    "statement": ["One", "Two", "Three"],
    "notes": ["", "Seen", "Read"],
    "kind": [Kind.RELEASE, Kind.DELAY, Kind.OTHER],
    "subject": ["", "Models", "Trains", "Ships"],
    "speaker": ["Sam Altman", "Somebody"],
}
Change = tuple[int, str, Any, Any]


@dataclass
class Columns:
    """What every column of every claim holds, and each user's steps: a model of what undo should do."""

    now: dict[tuple[int, str], Any]
    done: dict[str, list[list[Change]]] = field(default_factory=lambda: {"ann": [], "bo": []})
    undone: dict[str, list[list[Change]]] = field(default_factory=lambda: {"ann": [], "bo": []})

    def write(self, user: str, claim_id: int, told: dict[str, Any]) -> None:
        changed = [(claim_id, name, self.now[claim_id, name], value) for name, value in told.items()]
        changed = [one for one in changed if one[2] != one[3]]
        if changed:
            self.done[user].append(changed)
            self.undone[user].clear()
            self.now |= {(claim_id, name): after for _, name, _, after in changed}

    def turn(self, user: str, *, back: bool) -> bool | None:
        """Take a step back, or make it again: whether that may be; None where there is none."""
        taken, given = (self.done, self.undone) if back else (self.undone, self.done)
        if not taken[user]:
            return None
        step = taken[user][-1]
        others = [self.now[number, name] not in (before, after) for number, name, before, after in step]
        if any(others):
            return False
        # What somebody else put back already is passed over, and is no part of what is made again later.
        turned = [one for one in step if self.now[one[0], one[1]] == one[3 if back else 2]]
        self.now |= {(number, name): before if back else after for number, name, before, after in turned}
        taken[user].pop()
        given[user].append(turned)
        return True


@pytest.mark.parametrize(
    ("backend", "steps"), [("sqlite", so_many(150, 2_000)), ("postgresql", so_many(60, 300))], indirect=["backend"]
)
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.long
def test_steps_of_two_undone_in_any_order_come_to_what_a_model_of_the_columns_says(
    ann: Archive, bo: Archive, steps: int, seed: int
) -> None:
    by_chance, refused = chance(seed), 0
    model = Columns(columns_kept(ann))
    for _ in range(steps):
        who = by_chance.choice([ann, bo])
        if by_chance.random() < 0.5:
            claim_id, told = by_chance.choice(CONTESTED), some_values(by_chance)
            model.write(who.user, claim_id, told)
            edit(who, claim_id, **told)
        else:
            back = by_chance.random() < 0.75
            may_be = model.turn(who.user, back=back)
            refused += turned(who, undo.undo if back else undo.redo, may_be=may_be)
        assert columns_kept(ann) == model.now
    assert refused
    assert examine(ann, deep=True) == []
    assert len(ann.run(lambda session: session.execute(select(Batch).where(batch.undoes_id.is_not(None))).all())) > 3


def columns_kept(archive: Archive) -> dict[tuple[int, str], Any]:
    kept = {number: fields_of(archive, number) for number in CLAIMS}
    return {(number, name): getattr(fields, name) for number, fields in kept.items() for name in VALUES}


def some_values(by_chance: Random) -> dict[str, Any]:
    names = by_chance.sample(list(VALUES), by_chance.randrange(1, 3))
    return {name: by_chance.choice(VALUES[name]) for name in names}


def turned(who: Archive, act: Callable[[Session], str], *, may_be: bool | None) -> bool:
    """Undo or redo as the model expects it; whether that was refused for what somebody else did."""
    if may_be:
        who.run(act)
        return False
    with pytest.raises(InvalidInput if may_be is None else EditConflict):
        who.run(act)
    return may_be is False
