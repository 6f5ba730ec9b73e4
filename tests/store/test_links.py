"""No claim leads back to itself or revises a later one, whoever undoes what; and one that is kept so hangs nobody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from tests.store.samples import TODAY, a_claim, everything_kept
from tracker.claims.model import Claim
from tracker.errors import EditConflict, InvalidInput
from tracker.store import bulk, changes, queries, undo
from tracker.store.archive import Archive
from tracker.store.doctor import examine
from tracker.store.tables import claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

pytestmark = pytest.mark.timeout(30)

LINKS = ("revises", "depends_on")


@pytest.fixture
def ann(place: str) -> Iterator[Archive]:
    with Archive.open(place, user="ann") as opened:
        for name in ("One", "Two", "Three"):
            opened.run(changes.add_claim, a_claim(name))
        yield opened


@pytest.fixture
def bob(place: str, ann: Archive) -> Iterator[Archive]:
    with Archive.open(place, user="bob") as opened:
        yield opened


def edit(archive: Archive, claim_id: int, **told: object) -> None:
    card = archive.run(queries.claim_card, claim_id, TODAY)
    archive.run(changes.edit_claim, claim_id, card.version, card.fields.model_copy(update=told))


@pytest.mark.parametrize("link", LINKS)
def test_a_redo_that_would_lead_a_claim_back_to_itself_is_refused(ann: Archive, bob: Archive, link: str) -> None:
    edit(ann, 1, **{link: 2})
    ann.run(undo.undo)
    edit(bob, 2, **{link: 3})
    edit(bob, 3, **{link: 1})
    before = ann.run(everything_kept)
    with pytest.raises(EditConflict, match=r"^Claim 2 leads back to claim 1 by now: .* Nothing was written\.$"):
        ann.run(undo.redo)
    assert ann.run(everything_kept) == before


@pytest.mark.parametrize("link", LINKS)
def test_an_undo_that_would_lead_a_claim_back_to_itself_is_refused(ann: Archive, bob: Archive, link: str) -> None:
    edit(ann, 1, **{link: 2})
    edit(ann, 1, **{link: None})
    edit(bob, 2, **{link: 1})
    before = ann.run(everything_kept)
    with pytest.raises(
        EditConflict, match="Claim 2 leads back to claim 1 by now: after taking back “edit claim 1 “One””"
    ):
        ann.run(undo.undo)
    assert ann.run(everything_kept) == before


def test_an_undo_that_would_let_a_claim_revise_a_later_one_is_refused(ann: Archive, bob: Archive) -> None:
    edit(ann, 2, said_on=date(2025, 7, 1))
    edit(bob, 3, said_on=date(2025, 7, 5), revises=2)
    before = ann.run(everything_kept)
    with pytest.raises(EditConflict, match=r"Claim 3 was said on 2025-07-05: .* claim 2 of 2025-07-11, which was said"):
        ann.run(undo.undo)
    assert ann.run(everything_kept) == before


def test_an_undo_that_would_link_a_claim_to_one_that_is_later_by_now_is_refused(ann: Archive, bob: Archive) -> None:
    edit(ann, 1, said_on=date(2025, 7, 5))
    edit(ann, 2, said_on=date(2025, 7, 1))
    edit(ann, 1, revises=2)
    edit(ann, 1, revises=None)
    edit(bob, 2, said_on=date(2025, 7, 9))
    with pytest.raises(EditConflict, match=r"Claim 1 was said on 2025-07-05: .* claim 2 of 2025-07-09, which was said"):
        ann.run(undo.undo)


@pytest.mark.parametrize("link", LINKS)
def test_what_links_nothing_anew_is_undone_though_a_circle_is_kept(
    ann: Archive, bob: Archive, raw: Engine, link: str
) -> None:
    ann.run(bulk.tag_claims, [1, 2, 3], ["new"], [])
    keep_a_circle(raw, link)
    ann.run(undo.undo)
    assert bob.run(queries.claim_card, 1, TODAY).fields.tags == ()


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("in_trash", [[], [1], [1, 2]])
def test_a_circle_that_is_kept_is_told_of_and_can_be_taken_apart(
    ann: Archive, raw: Engine, link: str, in_trash: list[int]
) -> None:
    keep_a_circle(raw, link)
    edit(ann, 3, **{link: 1})
    if in_trash:
        ann.run(bulk.trash_claims, in_trash)
    assert ann.run(queries.claim_card, 1, TODAY).claim_id == 1
    told = {finding.code: finding.sentence for finding in examine(ann, deep=True)}
    assert told["circles"] == (
        "2 claims are kept as leading back to themselves: choose what they revise or depend on anew (1, 2)."
    )
    if not in_trash:
        with pytest.raises(InvalidInput, match="Claim 1 cannot lead back to itself"):
            edit(ann, 1, notes="seen")
        edit(ann, 1, **{link: None})
        assert "circles" not in {finding.code for finding in examine(ann, deep=True)}


def keep_a_circle(raw: Engine, link: str) -> None:
    """Let two claims lead to each other, past everything that would refuse it."""
    with raw.begin() as connection:
        connection.execute(update(Claim).where(claim.id < 3).values({f"{link}_id": 3 - claim.id}))
