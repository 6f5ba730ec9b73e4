"""Claims as they were at an earlier version: what the history says is what was seen then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.store.samples import TODAY, a_claim
from tests.store.test_history import Editor
from tracker.claims.model import ClaimFields
from tracker.claims.naming import name_key
from tracker.claims.sources import SourceFields
from tracker.errors import TrackerError
from tracker.store import bulk, changes, sources, undo
from tracker.store.earlier import claims_at_versions
from tracker.store.records import records_of

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.store.archive import Archive

SPELLED = ("speaker", "subject")


def comparable(record: dict[str, Any]) -> dict[str, Any]:
    """What a person wrote down, whatever the spelling of names. A record passes over revised claims in the trash."""
    told = {name: record[name] for name in ClaimFields.model_fields if name not in {"revises", "depends_on"}}
    told |= {name: name_key(told[name]) for name in SPELLED}
    return told | {"tags": tuple(map(name_key, told["tags"]))}


def seen_now(session: Session) -> dict[tuple[int, int], dict[str, Any]]:
    """Every claim with its version."""
    return {
        (record["claim_id"], record["version"]): comparable(record)
        for record in records_of(session, range(1, 200), TODAY)
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_every_version_that_was_seen_is_found_again(archive: Archive, seed: int) -> None:
    editor = Editor(archive, seed)
    seen: dict[tuple[int, int], dict[str, Any]] = {}
    for _ in range(70):
        step = editor.chance.choice([editor.act] * 4 + [lambda: archive.run(undo.undo), lambda: archive.run(undo.redo)])
        try:
            step()
        except TrackerError:
            continue
        seen |= archive.run(seen_now)
    there = {claim_id for claim_id, _ in archive.run(seen_now)}
    for (claim_id, version), then in seen.items():
        if claim_id in there:
            found = archive.run(claims_at_versions, {claim_id: version})
            assert comparable(found[claim_id]) == then, (claim_id, version)


def test_what_was_changed_around_a_claim_is_taken_back(archive: Archive) -> None:
    source = {"source_title": "Report", "source_url": "https://example.org/1", "quote": "next week"}
    archive.run(changes.add_claim, a_claim("One", tags=("a", "b"), **source))
    archive.run(changes.add_claim, a_claim("Two", tags=("b",)))
    archive.run(undo.undo)
    archive.run(undo.undo)
    archive.run(undo.redo)
    archive.run(undo.redo)
    archive.run(bulk.tag_claims, [1, 2], ["c"], ["b"])
    archive.run(sources.edit_source, 1, 2, SourceFields(title="Corrected"))
    archive.run(changes.add_source, 2, {"title": "Another", "quote": "at last"})
    for version in (1, 2):
        found = archive.run(claims_at_versions, {1: version, 2: version})
        assert (found[1]["tags"], found[2]["tags"]) == (("a", "b"), ("b",))
        assert (found[1]["source_title"], found[1]["source_url"]) == ("Report", "https://example.org/1")
        assert (found[2]["source_title"], found[2]["quote"]) == ("", "")


def test_a_claim_is_another_version_once_its_source_is_filled_in(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("One", source_url="https://example.org/1"))
    archive.run(changes.add_claim, a_claim("Two", source_url="https://example.org/1", source_title="Report"))
    assert {version for _, version in archive.run(seen_now)} == {2, 1}
    found = archive.run(claims_at_versions, {1: 1, 2: 1})
    assert [found[claim_id]["source_title"] for claim_id in (1, 2)] == ["", "Report"]


def test_a_version_that_never_was_is_not_found(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    assert archive.run(claims_at_versions, {1: 7, 2: 1}) == {}
