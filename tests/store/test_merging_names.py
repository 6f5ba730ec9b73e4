from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests.store.samples import TODAY, a_claim, everything_kept, first_broken_batch
from tracker.claims.model import Batch, SpeakerAlias
from tracker.claims.naming import name_key
from tracker.errors import EditConflict, InvalidInput
from tracker.store import changes, journal, queries, undo
from tracker.store.filters import parse_filter
from tracker.store.likeness import known_spellings
from tracker.store.merging_names import FIELDS, merge_names
from tracker.store.names import add_alias
from tracker.store.tables import batch, speaker

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.store.archive import Archive


@pytest.fixture
def kept(archive: Archive) -> Archive:
    """Claims of one speaker, about one subject and from one paper, under two names each."""
    archive.run(changes.add_claim, a_claim("One", subject="Models", source_publisher="TechCrunch", source_title="A"))
    mistyped = {"speaker": "S. Altman", "subject": "The models", "source_publisher": "Tech Crunch"}
    archive.run(changes.add_claim, a_claim("Two", source_title="B", **mistyped))
    archive.run(changes.add_claim, a_claim("Three", source_title="C", **mistyped))
    return archive


MERGES = [
    ("speaker", "s. altman", "Sam Altman"),
    ("subject", "The models", "Models"),
    ("publisher", "Tech Crunch", "TechCrunch"),
]


def _told(archive: Archive, field: str) -> list[str]:
    name = "source_publisher" if field == "publisher" else field
    cards = [archive.run(queries.claim_card, number, TODAY) for number in (1, 2, 3)]
    return [getattr(card.fields, name) for card in cards]


def _steps(session: Session) -> list[str]:
    return [step.step for step in session.execute(select(Batch).order_by(batch.id)).scalars()]


@pytest.mark.parametrize(("field", "name", "into"), MERGES)
def test_two_names_become_one_in_one_step_that_is_undone_and_made_again(
    kept: Archive, field: str, name: str, into: str
) -> None:
    before = kept.run(everything_kept)
    assert kept.run(merge_names, field, name, into) == 2
    assert _told(kept, field) == [into] * 3
    assert kept.run(_steps)[3:] == [f"merge {field} “{name}” into “{into}”"]
    after = kept.run(everything_kept)
    kept.run(undo.undo)
    assert kept.run(everything_kept) == before
    kept.run(undo.redo)
    assert kept.run(everything_kept) == after
    kept.run(undo.undo)
    assert kept.run(everything_kept) == before
    assert kept.run(first_broken_batch) is None


@pytest.mark.parametrize(("field", "name", "into"), MERGES)
def test_a_form_opened_before_names_were_merged_does_not_put_the_old_one_back(
    kept: Archive, field: str, name: str, into: str
) -> None:
    opened = kept.run(queries.claim_card, 2, TODAY)
    other = kept.run(queries.claim_card, 1, TODAY)
    kept.run(merge_names, field, name, into)
    with pytest.raises(EditConflict):
        kept.run(changes.edit_claim, 2, opened.version, opened.fields)
    assert kept.run(queries.claim_card, 1, TODAY).version == other.version
    assert _told(kept, field) == [into] * 3


def test_a_speaker_is_found_under_the_old_names(kept: Archive) -> None:
    kept.run(_with_other_name)
    kept.run(merge_names, "speaker", "S. Altman", "Sam Altman")
    assert [row.claim_id for row in kept.run(queries.list_claims, parse_filter('speaker:"S. Alt"'), TODAY).rows] == [
        3,
        2,
        1,
    ]
    known = kept.run(known_spellings, "speaker")
    assert known == {"Sam Altman": "Sam Altman", "S. Altman": "Sam Altman", "sama": "Sam Altman"}
    kept.run(changes.add_claim, a_claim("Four", speaker="S. ALTMAN"))
    assert kept.run(queries.claim_card, 4, TODAY).fields.speaker == "Sam Altman"


@journal.change
def _with_other_name(session: Session) -> None:
    add_alias(session, "S. Altman", "sama")


def test_a_publisher_in_many_spellings_gets_one(kept: Archive) -> None:
    for number, publisher in enumerate(["techcrunch", "TECHCRUNCH"]):
        kept.run(changes.add_claim, a_claim("More", source_publisher=publisher, source_title=f"D{number}"))
    assert kept.run(merge_names, "publisher", "techcrunch", "TechCrunch") == 2
    assert set(kept.run(known_spellings, "source_publisher")) == {"TechCrunch", "Tech Crunch"}


def test_a_publisher_is_spelled_as_it_is_most_often_unless_it_is_told_as_one_of_them(kept: Archive) -> None:
    for number, publisher in enumerate(["TECHCRUNCH", "TechCrunch"]):
        kept.run(changes.add_claim, a_claim("More", source_publisher=publisher, source_title=f"D{number}"))
    kept.run(merge_names, "publisher", "Tech Crunch", "techcrunch")
    assert _told(kept, "publisher") == ["TechCrunch"] * 3
    kept.run(merge_names, "publisher", "TechCrunch", "TECHCRUNCH")
    assert _told(kept, "publisher") == ["TECHCRUNCH"] * 3


def test_a_speaker_whose_name_another_goes_by_as_well_is_merged_into_that_one(kept: Archive) -> None:
    kept.run(_with_the_name_of_another)
    assert kept.run(merge_names, "speaker", "S. Altman", "Sam Altman") == 2
    assert _told(kept, "speaker") == ["Sam Altman"] * 3
    assert kept.run(known_spellings, "speaker") == {"Sam Altman": "Sam Altman", "S. Altman": "Sam Altman"}


@journal.change
def _with_the_name_of_another(session: Session) -> None:
    """As a file may bring it whose tables were edited."""
    key = session.execute(select(speaker.id).where(speaker.name == "Sam Altman")).scalar_one()
    session.add(SpeakerAlias(speaker_id=key, name="S. Altman", name_key=name_key("S. Altman")))


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("unknown", ["name", "into"])
def test_only_known_names_are_merged(kept: Archive, field: str, unknown: str) -> None:
    name, into = next((name, into) for merged, name, into in MERGES if merged == field)
    names = {"name": name, "into": into} | {unknown: "Nobody at all"}
    before = kept.run(everything_kept)
    with pytest.raises(InvalidInput, match=f"There is no {field} “Nobody at all”"):
        kept.run(merge_names, field, names["name"], names["into"])
    assert kept.run(everything_kept) == before


def test_a_speaker_is_merged_under_its_own_name_into_any(kept: Archive) -> None:
    kept.run(changes.add_claim, a_claim("Four", speaker="Google"))
    kept.run(merge_names, "speaker", "S. Altman", "Sam Altman")
    before = kept.run(everything_kept)
    told = "^“s. altman” is another name of “Sam Altman”: name that one to merge it.$"
    with pytest.raises(InvalidInput, match=told):
        kept.run(merge_names, "speaker", "s. altman", "Google")
    with pytest.raises(InvalidInput, match="one speaker already"):
        kept.run(merge_names, "speaker", "S. Altman", "Sam Altman")
    assert kept.run(everything_kept) == before
    assert kept.run(merge_names, "speaker", "Google", "S. Altman") == 1
    assert kept.run(queries.claim_card, 4, TODAY).fields.speaker == "Sam Altman"


def test_the_nearest_known_name_is_told(kept: Archive) -> None:
    with pytest.raises(InvalidInput, match=r"There is no speaker “Sam Altmann”. Did you mean “Sam Altman”\?"):
        kept.run(merge_names, "speaker", "Sam Altmann", "S. Altman")
    with pytest.raises(InvalidInput, match=r"There is no speaker “CEO Sam Altman”. Did you mean “Sam Altman”\?"):
        kept.run(merge_names, "speaker", "CEO Sam Altman", "S. Altman")


def test_sources_without_a_publisher_are_not_merged_into_one(kept: Archive) -> None:
    kept.run(changes.add_claim, a_claim("Four", source_title="D"))
    before = kept.run(everything_kept)
    with pytest.raises(InvalidInput, match="There is no publisher “”"):
        kept.run(merge_names, "publisher", "", "TechCrunch")
    assert kept.run(everything_kept) == before


@pytest.mark.parametrize(("field", "name"), [(field, into) for field, _, into in MERGES])
def test_a_name_is_not_merged_into_itself(kept: Archive, field: str, name: str) -> None:
    with pytest.raises(InvalidInput, match=f"are one {field} already"):
        kept.run(merge_names, field, name.upper() if field != "publisher" else name, name)


def test_names_that_were_merged_are_one(kept: Archive) -> None:
    kept.run(merge_names, "speaker", "S. Altman", "Sam Altman")
    with pytest.raises(InvalidInput, match="are one speaker already"):
        kept.run(merge_names, "speaker", "S. Altman", "Sam Altman")
