from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from tests.store.samples import a_claim
from tracker.store import changes, known_words
from tracker.store.known_words import KnownWords, Neighbour

if TYPE_CHECKING:
    from tracker.store.archive import Archive

WORDS = st.dictionaries(st.text("abc漢", min_size=1, max_size=8), st.integers(1, 9), max_size=30)


@given(counted=WORDS, typed=st.text("abc漢", min_size=1, max_size=8), at_once=st.integers(1, 5))
def test_the_words_a_slip_or_two_away_are_near(counted: dict[str, int], typed: str, at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(known_words, "_AT_ONCE", at_once)
        near = KnownWords(counted.items()).near(typed, 100)
    slips = {word: OSA.distance(typed, word) for word in counted}
    allowed = 1 if len(typed) <= 5 else 2
    assert near == sorted(Neighbour(slips[w], -counted[w], w) for w in counted if slips[w] <= allowed)


def test_the_nearest_come_before_the_commonest() -> None:
    counted = {"stations": 2, "nations": 9, "rations": 1, "ovations": 5}
    near = KnownWords(counted.items()).near("ztations", 3)
    assert [one.word for one in near] == ["stations", "nations", "ovations"]


def test_the_words_are_read_again_only_after_a_change(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.run(changes.add_claim, a_claim("The ferry opens", speaker=""))
    before = archive.run(known_words.known_words)
    assert archive.run(known_words.known_words) is before
    archive.run(changes.add_claim, a_claim("The bridge opens", speaker=""))
    after = archive.run(known_words.known_words)
    assert after is not before
    assert [one.word for one in after.near("brigde", 5)] == ["bridge"]
