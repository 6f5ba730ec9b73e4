from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.samples import TODAY, a_claim
from tracker.store import changes, spelling
from tracker.store.bulk import trash_claims
from tracker.store.spelling import Nearest, nearest_filter, nearest_in_words

if TYPE_CHECKING:
    from tracker.store.archive import Archive


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("tomorow", ("tomorrow", 2)),
        ("TOMOROW", ("tomorrow", 2)),
        ("opens tomrorow", ("opens tomorrow", 1)),
        ("tomrow kind:release", ("tomorrow kind:release", 2)),
        ("kind:release  fery tomorow", ("kind:release  ferry tomorrow", 1)),
        ("elysse", ("elysee", 1)),
        ("fry", None),
        ("ferrz", ("ferry", 1)),
        ("ferzz", None),
        ("tomorrow", None),
        ("ferry ships", None),
        ("tomorow kind:delay", None),
        ("tomorow zzzzzz", None),
        ("-tomorow", None),
        ('"tomorow"', None),
        ("speaker:altmn", None),
        ("trsah", None),
        ("", None),
    ],
)
def test_when_nothing_is_found_the_nearest_words_are_told(
    archive: Archive, text: str, nearest: tuple[str, int] | None
) -> None:
    archive.run(changes.add_claim, a_claim("The ferry opens tomorrow", notes="Élysée"))
    archive.run(changes.add_claim, a_claim("The model ships tomorrow"))
    archive.run(changes.add_claim, a_claim("In the trash"))
    archive.run(trash_claims, [3])
    assert archive.run(nearest_filter, text, TODAY) == (Nearest(*nearest) if nearest else None)


def test_the_nearest_word_comes_before_the_commonest(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "_AT_ONCE", 2)
    for statement in ("stations", "stations", "nations", "rations", "ovations"):
        archive.run(changes.add_claim, a_claim(statement))
    assert archive.run(nearest_filter, "ztations", TODAY) == Nearest("stations", 2)
    assert archive.run(nearest_filter, "znations", TODAY) == Nearest("nations", 1)


def test_it_reads_as_one_sentence() -> None:
    assert nearest_in_words(Nearest("tomorrow", 1)) == "Nearest: “tomorrow”, 1 claim."
    assert nearest_in_words(Nearest("tomor\x1brow", 2_000)) == "Nearest: “tomor␛row”, 2,000 claims."
