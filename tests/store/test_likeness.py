from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.samples import TODAY, a_claim
from tracker.claims.matching import Likeness
from tracker.store import changes, finding
from tracker.store.bulk import trash_claims
from tracker.store.examples import load_examples
from tracker.store.likeness import MOST_COMPARED, LookAlike, claims_like, known_spellings

if TYPE_CHECKING:
    from tracker.store.archive import Archive

LIKE = [
    ("The open model ships next week", [1]),
    ("THE OPEN MODEL SHIPS NEXT WEEK", [1]),
    ("Open model shipped next week", [1]),
    ("100% of open_model and open%model", []),
    ("Die Ölförderung endet im nächsten Jahrzehnt", [2]),
    ("DIE ÖLFÖRDERUNG ENDET IM NÄCHSTEN JAHRZEHNT", [2]),
    ("The rocket flies in spring", []),
    ("it is so", []),
    ("", []),
]


@pytest.mark.parametrize(("statement", "numbers"), LIKE)
def test_claims_that_are_like_a_statement_are_found(archive: Archive, statement: str, numbers: list[int]) -> None:
    archive.run(changes.add_claim, a_claim("The open model ships next week"))
    archive.run(changes.add_claim, a_claim("Die Ölförderung endet im nächsten Jahrzehnt", speaker=""))
    archive.run(changes.add_claim, a_claim("Nothing of the kind"))
    assert [found.claim_id for found in archive.run(claims_like, statement)] == numbers


def test_a_look_alike_says_who_said_it_when_and_how_near_it_is(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("The open model ships next week"))
    (found,) = archive.run(claims_like, "The open model ships next week.")
    assert found == LookAlike(1, "The open model ships next week", "Sam Altman", TODAY, Likeness.SAME)


def test_the_nearest_are_answered_among_many(archive: Archive) -> None:
    wanted = "The government builds forty stations"
    archive.run(changes.add_claim, a_claim(wanted))
    for number in range(4 * MOST_COMPARED + 20):
        archive.run(changes.add_claim, a_claim(f"Another government was elected in {number}"))
    assert [found.claim_id for found in archive.run(claims_like, wanted, 2)] == [1]


def test_no_more_are_answered_than_asked_for(archive: Archive) -> None:
    for _ in range(5):
        archive.run(changes.add_claim, a_claim())
    assert len(archive.run(claims_like, a_claim().statement, 3)) == 3


def test_every_name_is_known_under_the_one_it_is_kept_as(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(subject="Models", source_publisher="X", source_title="T", tags=("ai", "b")))
    archive.run(changes.add_claim, a_claim("Another", speaker="OpenAI", source_publisher="", source_title="U"))
    assert archive.run(known_spellings, "speaker") == {"Sam Altman": "Sam Altman", "OpenAI": "OpenAI"}
    assert archive.run(known_spellings, "subject") == {"Models": "Models"}
    assert archive.run(known_spellings, "source_publisher") == {"X": "X"}
    assert archive.run(known_spellings, "tags") == {"ai": "ai", "b": "b"}
    assert archive.run(known_spellings, "notes") == {}


def test_another_name_of_a_speaker_is_known_too(archive: Archive) -> None:
    load_examples(archive, TODAY)
    known = archive.run(known_spellings, "speaker")
    assert all(known[kept] == kept for kept in known.values())
    assert known["sama"] == "Sam Altman"


def test_what_is_in_the_trash_is_like_nothing(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim())
    archive.run(trash_claims, [1])
    assert archive.run(claims_like, a_claim().statement) == ()


@pytest.mark.parametrize(("statement", "numbers"), LIKE)
def test_the_same_are_found_without_an_index(archive: Archive, statement: str, numbers: list[int]) -> None:
    finding.use_index(archive._engine, is_there=False)
    test_claims_that_are_like_a_statement_are_found(archive, statement, numbers)
