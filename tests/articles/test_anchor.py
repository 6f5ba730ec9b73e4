"""Quotations found again in texts that have changed, and never where they are not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.timing import seconds_of
from tracker.articles.anchor import Anchor, Found, Near, anchor_of, find_anchor

TEXT = "The bridge opens in May. Nobody knows why. The bridge opens in May, says the mayor. It is made of oak."


def test_words_are_found_by_what_stands_around_them() -> None:
    second = TEXT.index("The bridge", 5)
    anchor = anchor_of(TEXT, second, second + 24)
    assert anchor.exact == "The bridge opens in May,"
    assert find_anchor(TEXT, anchor) == Found(second, second + 24)
    shifted = "A new first line.\n" + TEXT
    assert find_anchor(shifted, anchor) == Found(second + 18, second + 42)


def test_the_first_of_two_equal_sentences_is_told_from_the_second() -> None:
    text = "Yes. " * 3
    for start in (0, 5, 10):
        assert find_anchor(text, anchor_of(text, start, start + 4)) == Found(start, start + 4)


def test_words_that_are_gone_are_not_found() -> None:
    anchor = anchor_of(TEXT, TEXT.index("It is made"), len(TEXT))
    assert find_anchor("Quite another article about birds, rivers and the sea.", anchor) is None
    assert find_anchor("", anchor) is None


def test_words_that_were_edited_must_be_confirmed() -> None:
    anchor = anchor_of(TEXT, TEXT.index("Nobody"), TEXT.index("The bridge", 5) - 1)
    found = find_anchor("The bridge opens in May. Nobody knew why. It is made of oak.", anchor)
    assert isinstance(found, Near)
    assert (found.start, found.end) == (25, 41)
    assert 80 <= found.score < 100


def test_other_quotation_marks_and_blanks_are_near() -> None:
    anchor = Anchor("« Le pont ouvrira en mai », dit-il", "", "")
    found = find_anchor("Alors : “ Le pont ouvrira en mai ”, dit-il.", anchor)
    assert found == Near(8, 42, 100.0)


def test_equal_places_are_never_guessed() -> None:
    found = find_anchor("It ships. It ships.", Anchor("It ships.", "", ""))
    assert found == Near(0, 9, 100.0)


def test_a_short_word_in_another_place_must_be_confirmed() -> None:
    assert find_anchor("They say yes to it.", Anchor("yes", "Well, ", "!")) == Near(9, 12, 100.0)
    assert find_anchor("They say yes to it.", Anchor("no", "Well, ", "!")) is None


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2), (0, 1000)])
def test_bounds_outside_the_text_are_a_mistake(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        anchor_of(TEXT, start, end)


@given(text=st.text(min_size=1, max_size=200), data=st.data())
def test_an_anchor_leads_back_to_its_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert find_anchor(text, anchor_of(text, start, end)) == Found(start, end)


@given(text=st.text(alphabet="ab .", min_size=1, max_size=60), data=st.data())
def test_repeated_words_lead_back_too(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert find_anchor(text, anchor_of(text, start, end)) == Found(start, end)


@given(words=st.text(min_size=1, max_size=60), before=st.text(max_size=60), after=st.text(max_size=60))
def test_what_is_found_is_what_was_sought(words: str, before: str, after: str) -> None:
    found = find_anchor(before + words + after, Anchor(words, before, after))
    assert found is not None
    assert (before + words + after)[found.start : found.end] == words


@given(text=st.text(max_size=200), words=st.text(min_size=1, max_size=60))
def test_found_means_word_for_word(text: str, words: str) -> None:
    assume(words not in text)
    found = find_anchor(text, Anchor(words, "", ""))
    assert found is None or isinstance(found, Near)
    if found:
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize("piece", ["a", "ab ", "The bridge opens. "])
def test_long_repetitive_texts_are_searched_in_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]

    def search() -> None:
        find_anchor(text, anchor_of(text, 9_000, 9_300))
        find_anchor(text, Anchor("quite another sentence, and a long one at that", "", ""))

    assert seconds_of(search, enough=2) < 2
