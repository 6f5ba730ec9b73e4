from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, func, select

from tests.store.samples import TODAY, a_claim, decided, due, everything_kept
from tracker.claims.drafts import draft_of, read_draft
from tracker.claims.model import Batch, Source
from tracker.claims.vocabulary import Kind, Role, Verdict
from tracker.errors import EditConflict, InvalidInput
from tracker.store import bulk, changes, queries, undo
from tracker.store.journal import change
from tracker.store.known_names import known_names
from tracker.store.tables import batch

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from tracker.store.archive import Archive

LATER = TODAY + timedelta(days=30)
EVIDENCE = "https://example.org/evidence"


@change
def keep_claims(session: Session, count: int) -> None:
    """So many claims in one step."""
    for number in range(1, count + 1):
        changes.add_claim(session, a_claim(f"Claim {number}"))


@pytest.fixture
def three(archive: Archive) -> Archive:
    """Three claims, the second judged on its substance."""
    for statement, kind in (("One", Kind.RELEASE), ("Two", Kind.SUPERLATIVE), ("Three", Kind.RELEASE)):
        archive.run(changes.add_claim, a_claim(statement, kind=kind))
    return archive


def tags_of(archive: Archive, claim_id: int) -> tuple[str, ...]:
    return archive.run(queries.claim_card, claim_id, TODAY).fields.tags


def last_step(archive: Archive) -> str:
    newest = select(Batch.step).order_by(batch.id.desc()).limit(1)  # type: ignore[call-overload]
    return str(archive.run(lambda session: session.execute(newest).scalar()))


def steps(archive: Archive) -> int:
    return int(archive.run(lambda session: session.execute(select(func.count()).select_from(Batch)).scalar_one()))


def test_five_hundred_claims_are_marked_in_one_step_and_taken_back_by_one_undo(
    archive: Archive, figure: Callable[[str], None]
) -> None:
    archive.run(keep_claims, 500)
    before, made = archive.run(everything_kept), steps(archive)
    ids = list(range(1, 501))
    assert archive.run(bulk.mark_claims, ids, decided(Verdict.TRUE, TODAY, evidence_url=EVIDENCE)) == 500
    assert steps(archive) == made + 1
    rows = archive.run(queries.list_claims, (), TODAY, 0, 500).rows
    assert {row.status for row in rows} == {Verdict.TRUE}
    assert archive.run(lambda session: session.execute(select(func.count()).select_from(Source)).scalar()) == 1
    assert archive.run(undo.undo) == "mark 500 claims “came true”"
    assert archive.run(everything_kept) == before
    figure("500 claims marked in 1 step and taken back by 1")


def test_one_decision_is_recorded_about_each_claim_with_its_evidence(three: Archive) -> None:
    assert three.run(bulk.mark_claims, [3, 2, 2], decided(Verdict.FALSE, evidence_url=EVIDENCE, reason="seen")) == 2
    assert last_step(three) == "mark 2 claims “did not come true”"
    assert three.run(queries.claim_card, 1, TODAY).verdicts == ()
    for claim_id in (2, 3):
        card = three.run(queries.claim_card, claim_id, TODAY)
        assert card.status is Verdict.FALSE
        assert [(made.verdict, made.decided_by, made.reason) for made in card.verdicts] == [
            (Verdict.FALSE, "ada", "seen")
        ]
        assert [(cited.role, cited.url) for cited in card.citations] == [(Role.REFUTES, EVIDENCE)]
    assert three.run(bulk.mark_claims, [2, 3], decided(None)) == 2
    assert last_step(three) == "mark 2 claims “open again”"
    assert three.run(bulk.mark_claims, [2, 3], decided(None)) == 0
    assert len(three.run(queries.claim_card, 2, TODAY).verdicts) == 2
    three.run(bulk.mark_claims, [2], decided(Verdict.TRUE, TODAY))
    assert last_step(three) == "mark claim 2 “holds up”"


def test_what_was_decided_meanwhile_is_not_overruled(three: Archive) -> None:
    three.run(changes.mark_claim, 2, decided(Verdict.TRUE, TODAY))
    seen = three.run(queries.claim_card, 2, TODAY).verdicts[0].verdict_id
    before = three.run(everything_kept)
    with pytest.raises(EditConflict, match="Claim 2 was decided by somebody else"):
        three.run(bulk.mark_claims, [1, 2, 3], decided(Verdict.VOID), seen={1: None, 2: None, 3: None})
    assert three.run(everything_kept) == before
    assert three.run(bulk.mark_claims, [1, 2, 3], decided(Verdict.VOID), seen={1: None, 2: seen}) == 3


def test_what_came_true_on_an_untold_day_is_taken_to_have_done_so_when_it_was_decided_and_within_its_window(
    three: Archive,
) -> None:
    past = three.run(changes.add_claim, a_claim("In June", said_on=date(2025, 6, 1), **due("2025-06-01", "2025-06-30")))
    three.run(bulk.mark_claims, [1, past], decided(Verdict.TRUE))
    marked = [three.run(queries.claim_card, number, TODAY).verdicts[0] for number in (1, past)]
    assert [verdict.occurred_on for verdict in marked] == [TODAY, date(2025, 6, 30)]


def test_a_day_before_one_of_the_claims_was_said_refuses_all(three: Archive) -> None:
    three.run(changes.add_claim, a_claim("Earlier", said_on=date(2025, 7, 1)))
    before = three.run(everything_kept)
    with pytest.raises(InvalidInput, match="Claim 1 was said on 2025-07-11"):
        three.run(bulk.mark_claims, [4, 1], decided(Verdict.TRUE, date(2025, 7, 5)))
    assert three.run(everything_kept) == before


def test_tags_are_put_on_and_taken_off_where_they_are_not_so_already(three: Archive) -> None:
    assert three.run(bulk.tag_claims, [1, 2], ["AI", "models; rumour"]) == 2
    assert last_step(three) == "tag 2 claims"
    assert [tags_of(three, claim_id) for claim_id in (1, 2, 3)] == [("AI", "models", "rumour")] * 2 + [()]
    assert three.run(bulk.tag_claims, [1, 2, 3], ["ai"]) == 1
    assert last_step(three) == "tag claim 3 “Three”"
    assert three.run(bulk.tag_claims, [1, 2, 3], ["new"], ["Models", "never used"]) == 3
    assert last_step(three) == "change the tags of 3 claims"
    assert [set(tags_of(three, claim_id)) for claim_id in (1, 3)] == [{"AI", "rumour", "new"}, {"AI", "new"}]
    made = steps(three)
    assert three.run(bulk.tag_claims, [1, 2, 3], ["ai"], ["models", "nobody's"]) == 0
    assert three.run(bulk.tag_claims, [1, 2, 3]) == 0
    assert three.run(bulk.tag_claims, [], ["unused"]) == 0
    assert steps(three) == made
    assert "unused" not in three.run(known_names, "tags")


def test_a_form_opened_before_its_claim_was_tagged_is_refused(three: Archive) -> None:
    three.run(bulk.tag_claims, [1], ["ai"])
    with pytest.raises(EditConflict):
        three.run(changes.edit_claim, 1, 1, a_claim("From a stale form"))


@pytest.mark.parametrize(
    ("add", "remove", "told"),
    [
        (["a", "B"], ["b"], "“b” cannot be added and removed"),
        (["a\x1b"], [], "control character"),
        ([], ["\x00"], "contr"),
    ],
)
def test_tags_that_cannot_be_are_refused(three: Archive, add: list[str], remove: list[str], told: str) -> None:
    before = three.run(everything_kept)
    with pytest.raises(InvalidInput, match=told):
        three.run(bulk.tag_claims, [1], add, remove)
    assert three.run(everything_kept) == before


def test_no_claim_gets_more_tags_than_its_form_takes(three: Archive) -> None:
    three.run(bulk.tag_claims, [2], ["a" * 500])
    assert three.run(bulk.tag_claims, [1, 2], ["b" * 498]) == 2
    before = three.run(everything_kept)
    with pytest.raises(InvalidInput, match="Claim 2 would hold 1,003 characters of tags: at most 1,000"):
        three.run(bulk.tag_claims, [1, 2, 3], ["c"])
    assert three.run(everything_kept) == before
    fields = three.run(queries.claim_card, 2, TODAY).fields
    assert read_draft(draft_of(fields), TODAY).tags == fields.tags
    assert three.run(bulk.tag_claims, [1, 2, 3], ["c"], ["a" * 500]) == 3


def test_exactly_the_named_claims_are_put_off(three: Archive) -> None:
    assert three.run(bulk.snooze_claims, [1, 2, 1], LATER) == 2
    assert last_step(three) == f"put 2 claims off until {LATER}"
    days = [three.run(queries.claim_card, claim_id, TODAY).fields.review_on for claim_id in (1, 2, 3)]
    assert days == [LATER, LATER, None]
    three.run(bulk.snooze_claims, [3], LATER)
    assert last_step(three) == f"put claim 3 off until {LATER}"


def test_what_is_settled_does_not_come_back_and_is_not_put_off(three: Archive) -> None:
    three.run(changes.mark_claim, 2, decided(Verdict.VOID))
    before = three.run(everything_kept)
    with pytest.raises(
        InvalidInput, match="What is settled does not come back, as claim 2: take the verdict back first"
    ):
        three.run(bulk.snooze_claims, [2, 2], LATER)
    assert three.run(everything_kept) == before
    assert three.run(bulk.snooze_claims, [1, 2], LATER) == 1
    assert three.take_remarks() == ["1 of them is settled: not put off."]
    three.run(changes.mark_claim, 1, decided(Verdict.TRUE))
    with pytest.raises(InvalidInput, match="as 2 claims: take"):
        three.run(bulk.snooze_claims, [1, 2], LATER)
    three.run(changes.mark_claim, 2, decided(None))
    assert three.run(bulk.snooze_claims, [2], LATER) == 1


def test_a_probability_after_the_verdict_is_told_not_to_count(three: Archive) -> None:
    three.run(changes.state_credence, 2, 0.4, TODAY)
    assert not three.take_remarks()
    three.run(changes.mark_claim, 2, decided(Verdict.FALSE))
    three.run(changes.state_credence, 2, 0.9, TODAY)
    assert three.take_remarks() == ["Claim 2 is settled: a probability that comes after the verdict does not count."]


def test_only_the_claims_that_do_not_come_back_on_that_day_yet_are_put_off(three: Archive) -> None:
    three.run(bulk.snooze_claims, [1, 2], LATER)
    assert three.run(bulk.snooze_claims, [1, 2, 3], LATER) == 1
    assert last_step(three) == f"put claim 3 off until {LATER}"
    made = steps(three)
    assert three.run(bulk.snooze_claims, [1, 2, 3], LATER) == 0
    assert steps(three) == made
    three.run(undo.undo)
    days = [three.run(queries.claim_card, claim_id, TODAY).fields.review_on for claim_id in (1, 2, 3)]
    assert days == [LATER, LATER, None]


WRITES: dict[str, Callable[[Archive, list[int]], int]] = {
    "snooze": lambda archive, ids: archive.run(bulk.snooze_claims, ids, LATER),
    "mark": lambda archive, ids: archive.run(bulk.mark_claims, ids, decided(Verdict.TRUE, TODAY)),
    "tag": lambda archive, ids: archive.run(bulk.tag_claims, ids, ["new"]),
    "trash": lambda archive, ids: archive.run(bulk.trash_claims, ids),
}


@pytest.mark.parametrize("act", [*WRITES, "restore"])
@pytest.mark.parametrize("unknown", [99, 0, -1, 2**31, 10**18, -(2**31) - 1])
def test_a_number_that_no_claim_has_refuses_all(three: Archive, act: str, unknown: int) -> None:
    writes = WRITES | {"restore": lambda archive, ids: archive.run(bulk.restore_claims, ids)}
    before = three.run(everything_kept)
    with pytest.raises(InvalidInput, match=f"There is no claim {unknown}:"):
        writes[act](three, [1, unknown, 2])
    assert three.run(everything_kept) == before


@pytest.mark.parametrize("act", WRITES)
def test_no_claim_at_all_is_no_step(three: Archive, act: str) -> None:
    made = steps(three)
    assert WRITES[act](three, []) == 0
    assert steps(three) == made


@pytest.mark.parametrize("act", WRITES)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_more_claims_take_no_more_questions(archive: Archive, act: str) -> None:
    archive.run(keep_claims, 60)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(archive._engine, "before_cursor_execute", note)
    counts = []
    for ids in ([1, 2, 3], list(range(4, 61))):
        asked.clear()
        WRITES[act](archive, ids)
        counts.append(sum(statement.startswith("SELECT") for statement in asked))
    assert counts[1] <= counts[0]


@pytest.mark.parametrize("act", WRITES)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_more_claims_take_no_more_questions_to_undo_and_redo(archive: Archive, act: str) -> None:
    archive.run(keep_claims, 60)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(archive._engine, "before_cursor_execute", note)
    counts = []
    for ids in ([1, 2, 3], list(range(4, 61))):
        WRITES[act](archive, ids)
        asked.clear()
        archive.run(undo.undo)
        archive.run(undo.redo)
        counts.append(sum(statement.startswith("SELECT") for statement in asked))
    assert counts[1] <= counts[0]


def test_more_claims_than_one_question_holds_are_written_in_slices(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.run(keep_claims, 11)
    before = archive.run(everything_kept)
    monkeypatch.setattr("tracker.store.threads.AT_ONCE", 4)
    ids = list(range(1, 12))
    for act, write in WRITES.items():
        assert write(archive, ids) == 11, act
    assert archive.run(bulk.restore_claims, ids) == 11
    assert archive.run(bulk.tag_claims, ids, [], ["new"]) == 11
    for _ in range(6):
        archive.run(undo.undo)
    assert archive.run(everything_kept) == before


@pytest.mark.parametrize("probability", [0, 0.7, 1])
def test_probabilities_are_kept_beside_each_other_the_newest_first(three: Archive, probability: float) -> None:
    three.run(changes.state_credence, 1, 0.5, TODAY)
    three.run(changes.state_credence, 1, probability, LATER)
    card = three.run(queries.claim_card, 1, TODAY)
    assert [(told.probability, told.stated_on, told.stated_by) for told in card.credences] == [
        (probability, LATER, "ada"),
        (0.5, TODAY, "ada"),
    ]
    assert card.credences == three.run(queries.credences_of, 1)
    assert three.run(queries.credences_of, 2) == ()
    assert card.history[0].step == f"state {probability * 100:g} % for claim 1 “One”"
    three.run(undo.undo)
    assert [told.probability for told in three.run(queries.credences_of, 1)] == [0.5]


@pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan"), float("inf")])
def test_what_is_no_probability_is_refused(three: Archive, probability: float) -> None:
    with pytest.raises(InvalidInput, match="between 0 % and 100 %"):
        three.run(changes.state_credence, 1, probability, TODAY)
    with pytest.raises(InvalidInput, match="There is no claim 9"):
        three.run(changes.state_credence, 9, 0.5, TODAY)


def test_a_further_source_is_kept_with_its_author_and_day(three: Archive) -> None:
    three.run(changes.add_source, 1, {"title": "A", "author": "B", "published_on": "2025-07-10"}, Role.SUPPORTS)
    (cited,) = three.run(queries.claim_card, 1, TODAY).citations
    assert (cited.author, cited.published_on, cited.role) == ("B", date(2025, 7, 10), Role.SUPPORTS)
