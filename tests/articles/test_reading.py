"""Walking through an article's passages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.articles.offers import offer_of
from tracker.articles.reading import KeptClaim, Mark, Reading, marks_of_quotations, movable_by
from tracker.articles.suggest import every_sentence
from tracker.claims.vocabulary import Kind, Outcome

DAY = date(2025, 7, 11)
TEXT = """Harbour news
The Port of Calder said on Friday that its ferry will enter service next week. It is the largest ferry in Europe.
Nobody was hurt. The mayor thanked the crew. The mayor said it is clear.
The second ferry was postponed indefinitely, the port said."""


def a_reading() -> Reading:
    reading = Reading(TEXT, every_sentence(TEXT, "en", DAY))
    reading.begin()
    return reading


def words(reading: Reading) -> str:
    offer = reading.at_hand
    assert offer is not None
    return reading.text[offer.start : offer.end]


def test_it_starts_at_the_first_that_looks_like_a_claim_and_walks_to_the_others() -> None:
    reading = a_reading()
    assert "next week" in words(reading)
    reading.go(1)
    assert "largest" in words(reading)
    reading.go(1)
    assert "indefinitely" in words(reading)
    reading.go(1)
    assert "indefinitely" in words(reading)
    reading.go_to_end(first=True)
    assert "next week" in words(reading)
    reading.go(-1)
    assert "next week" in words(reading)
    reading.go_to_end(first=False)
    assert "indefinitely" in words(reading)


def test_folded_ones_are_walked_on_demand_only() -> None:
    reading = a_reading()
    walked, folded = reading.walked(), reading.folded_count
    assert folded == 1
    reading.shows_folded = True
    assert len(reading.walked()) == len(walked) + folded
    assert reading.folded_count == 0


def test_any_sentence_can_be_gone_to() -> None:
    reading = a_reading()
    reading.go_to_text(TEXT.index("mayor"))
    assert words(reading) == "The mayor thanked the crew."
    assert reading.place not in reading.walked()
    reading.go_by_sentence(-1)
    assert words(reading) == "Nobody was hurt."
    reading.go_by_sentence(-99)
    assert words(reading) == "Harbour news"
    reading.go_to_text(0)
    assert words(reading) == "Harbour news"


def test_what_is_decided_is_passed_by_and_goes_on_from_the_beginning() -> None:
    reading = a_reading()
    first = reading.at_hand
    assert first is not None
    reading.decide([Mark(first.start, first.end, Outcome.KEPT, 1)])
    assert reading.mark_at_hand == Mark(first.start, first.end, Outcome.KEPT, 1)
    reading.go_on()
    assert "largest" in words(reading)
    reading.go_to_end(first=False)
    reading.go_on()
    assert "largest" in words(reading)
    assert len(reading.open_places()) == 2


def test_a_decision_that_is_taken_back_is_the_one_to_go_on_with() -> None:
    reading = a_reading()
    first = reading.at_hand
    assert first is not None
    reading.decide([Mark(first.start, first.end, Outcome.KEPT, 1)])
    reading.go_to_end(first=False)
    reading.decide([])
    assert reading.at_hand == first


def test_a_place_to_be_confirmed_is_still_open() -> None:
    reading = a_reading()
    first = reading.at_hand
    assert first is not None
    reading.decide([Mark(first.start, first.end, Outcome.KEPT, 1, is_certain=False)])
    assert reading.place in reading.open_places()
    assert not reading.is_decided(reading.place)


def test_changes_are_told_and_come_back() -> None:
    reading = a_reading()
    offer = reading.at_hand
    assert offer is not None
    reading.change(replace(offer, speaker="The harbour"))
    assert reading.join_next()
    again = Reading(TEXT, every_sentence(TEXT, "en", DAY), reading.changes)
    assert again.offers == reading.offers
    assert list(reading.changes) == [str(offer.suggestion.words_start)]


def test_the_last_sentence_has_none_to_join() -> None:
    reading = a_reading()
    reading.go_to_end(first=False)
    assert not reading.join_next()


def test_a_text_without_sentences_is_no_trouble() -> None:
    reading = Reading("", [])
    reading.begin()
    for act in (reading.go, reading.go_by_sentence):
        act(1)
    reading.go_to_text(5)
    reading.go_on()
    assert reading.at_hand is None
    assert not reading.changes


@pytest.mark.parametrize("language", ["de", ""])
def test_without_cues_every_sentence_is_there_to_be_claimed(language: str) -> None:
    reading = Reading(TEXT, every_sentence(TEXT, language, DAY))
    assert not reading.walked()
    assert len(reading.offers) == 7
    reading.go_by_sentence(1)
    assert "next week" in words(reading)


def test_quotations_are_found_again_near_or_not_at_all() -> None:
    quotations = [
        (1, "It is the largest ferry in Europe.", "", ""),
        (2, "The second ferry was postponed indefinitively, said the port", "", ""),
        (3, "Something else entirely was promised to everybody", "", ""),
    ]
    marks, lost = marks_of_quotations(TEXT, quotations)
    assert [(mark.claim_id, mark.is_certain) for mark in marks] == [(1, True), (2, False)]
    assert TEXT[marks[0].start : marks[0].end] == "It is the largest ferry in Europe."
    assert lost == [3]


def test_a_delay_may_move_what_was_said_before_it() -> None:
    sentences = every_sentence(TEXT, "en", DAY)
    delay = next(offer_of(one) for one in sentences if one.kind is Kind.DELAY)
    release = KeptClaim(7, 20, "Its ferry will enter service next week", Kind.RELEASE)
    other = KeptClaim(8, 25, "The crew meets on Monday", Kind.PROMISE)
    rank = KeptClaim(9, 90, "It is the largest ferry in Europe", Kind.SUPERLATIVE)
    later = KeptClaim(10, len(TEXT), "The ferry opens", Kind.RELEASE)
    assert movable_by(TEXT, delay, [other, rank, release, later]) == [release, other]


def test_another_claim_moves_only_what_shares_words_with_it() -> None:
    sentences = every_sentence(TEXT, "en", DAY)
    release = next(offer_of(one) for one in sentences if one.kind is Kind.RELEASE)
    told = [KeptClaim(1, 0, "The ferry opens in May", Kind.RELEASE), KeptClaim(2, 1, "A bridge opens", Kind.RELEASE)]
    assert movable_by(TEXT, release, told) == told[:1]
    assert movable_by(TEXT, replace(release, due_text=""), told) == []
    rank = next(offer_of(one) for one in sentences if one.kind is Kind.SUPERLATIVE)
    assert movable_by(TEXT, rank, told) == []
