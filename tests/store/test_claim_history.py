"""What each step of a claim's history changed of it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import TODAY, a_claim, decided, due
from tracker.claims.changed import changes_in_words
from tracker.claims.vocabulary import Role, Verdict
from tracker.store import bulk, changes, earlier, merging_names, queries, sources, undo
from tracker.store.claim_history import whole_card

if TYPE_CHECKING:
    from typing import Any

    from tracker.store.archive import Archive


def steps(archive: Archive, claim_id: int = 1) -> list[tuple[str, list[str]]]:
    """The steps of a claim, newest first, with what is told of each."""
    card = archive.run(whole_card, claim_id, TODAY)
    return [(one.step, changes_in_words(one.changes, card.fields.kind)) for one in card.history]


def newest(archive: Archive, claim_id: int = 1) -> list[str]:
    return steps(archive, claim_id)[0][1]


def edit(archive: Archive, claim_id: int = 1, **told: Any) -> None:
    card = archive.run(queries.claim_card, claim_id, TODAY)
    archive.run(changes.edit_claim, claim_id, card.version, card.fields.model_copy(update=told))


def test_an_earlier_deadline_can_be_read(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("Taxes fall", due_text="before the next election"))
    edit(archive, due_text="by 1 May 2030", **due(None, "2030-05-01"))
    edit(archive, speaker="Ada", notes="said twice")
    assert steps(archive) == [
        ("edit claim 1 “Taxes fall”", ["notes: (empty) → said twice", "speaker: Sam Altman → Ada"]),
        (
            "edit claim 1 “Taxes fall”",
            ["due: before the next election → by 1 May 2030"],
        ),
        ("add claim 1 “Taxes fall”", []),
    ]


def test_a_card_that_is_not_whole_tells_the_steps_alone(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    edit(archive, notes="new")
    assert not any(step.changes for step in archive.run(queries.claim_card, 1, TODAY).history)
    assert any(step.changes for step in archive.run(whole_card, 1, TODAY).history)


def test_what_stands_around_a_claim_is_told_too(archive: Archive) -> None:
    for statement in ("One", "Two"):
        archive.run(changes.add_claim, a_claim(statement, tags=("a",)))
    edit(archive, 2, revises=1, subject="Taxes", tags=("b",))
    assert newest(archive, 2) == ["subject: (empty) → Taxes", "revises: (empty) → claim 1", "tags: a → b"]
    archive.run(changes.add_source, 1, {"title": "A title", "url": "https://example.org/a", "quote": "q"}, Role.STATES)
    assert newest(archive) == ["source added: “A title”, https://example.org/a", "quotation: (empty) → q"]
    edit(archive, source_title="Another")
    assert newest(archive) == ["title: A title → Another"]
    cited = archive.run(queries.claim_card, 1, TODAY).citations[0].citation_id
    archive.run(changes.remove_source, 1, cited)
    assert newest(archive) == ["source taken off: “Another”, https://example.org/a", "quotation: q → (empty)"]
    assert steps(archive)[1][1] == ["title: A title → Another"]


def test_what_is_decided_and_stated_is_told(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(changes.state_credence, 1, 0.7, TODAY)
    assert newest(archive) == ["credence: (empty) → 70 %"]
    archive.run(changes.mark_claim, 1, decided(Verdict.TRUE, TODAY, reason="seen"))
    assert newest(archive) == [
        "verdict: (empty) → came true",
        "happened on: (empty) → 2025-07-11",
        "reason: (empty) → seen",
    ]
    archive.run(changes.mark_claim, 1, decided(Verdict.FALSE, reason="seen"))
    assert newest(archive) == ["verdict: came true → did not come true", "happened on: 2025-07-11 → (empty)"]
    archive.run(changes.mark_claim, 1, decided(None))
    assert newest(archive) == ["verdict: did not come true → (empty)", "reason: seen → (empty)"]


def test_of_a_bulk_step_what_it_did_to_this_claim_is_told(archive: Archive) -> None:
    for number in range(1, 4):
        archive.run(changes.add_claim, a_claim(f"Part {number}", tags=(f"t{number}",)))
    archive.run(bulk.tag_claims, [1, 2, 3], ["all"], ["t2"])
    assert [newest(archive, number) for number in (1, 2, 3)] == [
        ["tags: t1 → t1; all"],
        ["tags: t2 → all"],
        ["tags: t3 → t3; all"],
    ]
    archive.run(bulk.snooze_claims, [1, 2, 3], date(2025, 8, 1))
    assert newest(archive, 2) == ["review on: (empty) → 2025-08-01"]
    archive.run(bulk.mark_claims, [1, 2, 3], decided(Verdict.VOID))
    assert newest(archive, 2) == ["verdict: (empty) → void"]
    archive.run(bulk.trash_claims, [1, 2, 3])
    assert newest(archive, 3) == ["in the trash: no → yes"]


def test_steps_that_are_undone_and_made_again_tell_what_they_changed(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One", tags=("a",)))
    edit(archive, due_text="in May", tags=("b",))
    archive.run(undo.undo)
    archive.run(undo.redo)
    there, back = ["due: (empty) → in May", "tags: a → b"], ["due: in May → (empty)", "tags: b → a"]
    assert [lines for _, lines in steps(archive)] == [there, back, there, []]
    for _ in range(2):
        archive.run(undo.undo)
    for _ in range(2):
        archive.run(undo.redo)
    assert [lines for _, lines in steps(archive)] == [there, [], [], back, there, back, there, []]


def test_names_and_sources_are_told_as_they_were_called(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One", speaker="IBM", source_title="Tittle"))
    archive.run(changes.add_claim, a_claim("Two", speaker="I.B.M. Corp"))
    edit(archive, speaker="Ibm")
    assert newest(archive) == ["speaker: IBM → Ibm"]
    archive.run(merging_names.merge_names, "speaker", "Ibm", "I.B.M. Corp")
    assert newest(archive) == ["speaker: Ibm → I.B.M. Corp"]
    fields = archive.run(sources.source_card, 1, TODAY).fields
    archive.run(sources.edit_source, 1, 1, fields._replace(title="Title"))
    assert newest(archive) == ["title: Tittle → Title"]
    assert [lines for _, lines in steps(archive)] == [
        ["title: Tittle → Title"],
        ["speaker: Ibm → I.B.M. Corp"],
        ["speaker: IBM → Ibm"],
        [],
    ]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_only_what_was_done_to_this_claim_is_read(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 31):
        archive.run(changes.add_claim, a_claim(f"Part {number}", tags=("a",)))
    archive.run(bulk.tag_claims, range(1, 31), ["b"], ["a"])
    read: list[str | None] = []

    def reading(text: str | None) -> dict[str, Any] | None:
        read.append(text)
        return None if text is None else dict(json.loads(text))

    monkeypatch.setattr(earlier, "_image", reading)
    assert newest(archive, 7) == ["tags: a → b"]
    assert len(read) < 40
