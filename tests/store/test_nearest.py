from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.samples import TODAY, a_claim
from tracker.errors import InvalidInput
from tracker.store import changes, finding, nearest
from tracker.store.bulk import trash_claims
from tracker.store.nearest import NearestClaims, nearest_claims, nearest_in_words

if TYPE_CHECKING:
    from tracker.store.archive import Archive

NEAR = [
    ("tomorow", [2, 1], "tomorrow"),
    ("TOMOROW", [2, 1], "tomorrow"),
    ("opens tomrorow", [1, 2], "opens tomorrow"),
    ("tomrow kind:release", [2, 1], "tomorrow kind:release"),
    ("kind:release  fery tomorow", [1], "kind:release  ferry tomorrow"),
    ("kind:release sort:due fery", [1], "kind:release sort:due ferry"),
    ("elysse", [1], "elysee"),
    ("fery-tomorow", [1], "ferry tomorrow"),
    ("modl shps", [2], "model ships"),
    ("tmorrow ship", [2, 1], "tomorrow ship"),
    ("altmn modle", [2], "altman model"),
    ("the ferry is open tomorrow", [1], ""),
    ("ferzz", [], ""),
    ("tomorow kind:delay", [], ""),
    ("tomorow zzzzzz", [], ""),
    ("-tomorow", [], ""),
    ('"tomorow"', [], ""),
    ("speaker:altmn", [], ""),
    ("trsah", [], ""),
    ("trsah status:trash", [3], "trash status:trash"),
    ("q", [], ""),
    ("%", [], ""),
    ("", [], ""),
]


def keep(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("The ferry opens tomorrow", speaker="Ada", notes="Élysée"))
    archive.run(changes.add_claim, a_claim("The model ships tomorrow", speaker="Sam Altman"))
    archive.run(changes.add_claim, a_claim("In the trash", speaker="Ada"))
    archive.run(trash_claims, [3])


def found(archive: Archive, text: str) -> tuple[list[int], str]:
    told = archive.run(nearest_claims, text, TODAY)
    return [row.claim_id for row in told.rows], told.filter


@pytest.mark.parametrize(("text", "numbers", "spelled"), NEAR)
def test_the_claims_nearest_to_the_words_are_found(
    archive: Archive, text: str, numbers: list[int], spelled: str
) -> None:
    keep(archive)
    assert found(archive, text) == (numbers, spelled)


@pytest.mark.parametrize(("text", "numbers", "spelled"), NEAR)
def test_the_same_are_found_without_an_index(archive: Archive, text: str, numbers: list[int], spelled: str) -> None:
    finding.use_index(archive._engine, is_there=False)
    test_the_claims_nearest_to_the_words_are_found(archive, text, numbers, spelled)


def test_the_nearest_come_first(archive: Archive) -> None:
    for statement in ("The stations open in June", "Nations open in June", "The stations of June", "Nothing of it"):
        archive.run(changes.add_claim, a_claim(statement, speaker=""))
    assert found(archive, "ztations open") == ([1, 2], "stations open")
    assert found(archive, "sttaions of Jnue") == ([3], "stations of june")


def test_words_side_by_side_are_found_behind_many_in_which_they_are_apart(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_NEWEST", 3)
    monkeypatch.setattr(nearest, "_MANY", 3)
    archive.run(changes.add_claim, a_claim("The night train to Lyon"))
    for _ in range(5):
        archive.run(changes.add_claim, a_claim("A train that nobody takes by night"))
    finding_first, *_ = found(archive, "nigth train")[0]
    assert finding_first == 1


def test_a_known_word_is_found_behind_many_claims_with_words_like_it(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_RARE", 5)
    monkeypatch.setattr(nearest, "_ENOUGH", 5)
    monkeypatch.setattr(nearest, "_NEWEST", 5)
    archive.run(changes.add_claim, a_claim("The ferry beside Norindale opens"))
    for name in ("Norkedale", "Nordadale", "Borundale"):
        for _ in range(3):
            archive.run(changes.add_claim, a_claim(f"The ferry beside {name} opens"))
    assert found(archive, "fery beside norindale")[0][:1] == [1]


def test_what_is_changed_is_known_at_once(archive: Archive) -> None:
    keep(archive)
    assert found(archive, "brigde") == ([], "")
    archive.run(changes.add_claim, a_claim("The bridge is closed", speaker=""))
    assert found(archive, "brigde") == ([4], "bridge")
    archive.run(trash_claims, [4])
    assert found(archive, "brigde") == ([], "")


def test_no_more_are_found_than_are_looked_at(archive: Archive) -> None:
    for number in range(nearest.MOST_SHOWN + 5):
        archive.run(changes.add_claim, a_claim(f"Bridge {number} opens", speaker=""))
    assert len(found(archive, "brigde")[0]) == nearest.MOST_SHOWN


def test_a_long_text_is_looked_for_by_its_rarest_words(archive: Archive) -> None:
    keep(archive)
    told = "the feryr opens tomorrow and of the and with them all who come"
    assert found(archive, told) == ([1], "")


def test_a_filter_that_cannot_be_read_is_refused(archive: Archive) -> None:
    with pytest.raises(InvalidInput):
        archive.run(nearest_claims, "status:opne modle", TODAY)


def test_it_is_told_in_sentences_that_are_safe_to_show() -> None:
    assert nearest_in_words(NearestClaims((), "tomor\x1brow")) == (
        "These are the nearest, best first. Did you mean “tomor␛row”?"
    )
    assert nearest_in_words(NearestClaims()) == "These are the nearest, best first."
