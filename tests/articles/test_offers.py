"""What a reader is offered of a passage, and how it is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.articles.offers import (
    LONGEST_AROUND,
    Offer,
    changed_again,
    changes_of,
    decided_among,
    draft_of_offer,
    joined,
    offer_of,
    with_end_moved,
    with_start_moved,
)
from tracker.articles.suggest import every_sentence
from tracker.claims.vocabulary import Kind

TEXT = """Harbour news
The Port of Calder said on Friday that its ferry will enter service next week. It is the largest ferry in Europe.
Nobody was hurt. The second ship was postponed indefinitely, said the Calder Times."""
SENTENCES = every_sentence(TEXT, "en", date(2025, 7, 11))


def offers() -> list[Offer]:
    return [offer_of(one) for one in SENTENCES]


def the(words: str) -> Offer:
    (found,) = [one for one in offers() if words in TEXT[one.start : one.end]]
    return found


def test_a_draft_holds_the_claim_with_its_quotation_in_its_place() -> None:
    about = {"source_title": "Harbour news", "said_on": "2025-07-11", "language": "en", "subject": "Ferries"}
    draft = draft_of_offer(the("next week"), TEXT, about)
    assert draft["statement"] == "Its ferry will enter service next week"
    assert draft["quote"] == "The Port of Calder said on Friday that its ferry will enter service next week."
    assert (draft["speaker"], draft["kind"], draft["due_text"]) == ("Port of Calder", "release", "next week")
    assert draft["quote_prefix"].endswith("Harbour news\n")
    assert draft["quote_suffix"].startswith(" It is the largest")
    assert draft.items() >= about.items()
    assert draft["revises"] == ""


def test_what_is_kept_around_a_quotation_is_not_too_long() -> None:
    text = "The ferry opens in May. " * 60
    for one in every_sentence(text, "en", None)[10:12]:
        draft = draft_of_offer(offer_of(one), text, {})
        assert len(draft["quote_prefix"]) <= LONGEST_AROUND
        assert len(draft["quote_suffix"]) <= LONGEST_AROUND


def test_words_are_taken_in_and_left_out_at_both_ends() -> None:
    offer = the("largest")
    assert TEXT[offer.start : offer.end] == "It is the largest ferry in Europe."
    longer = with_end_moved(offer, TEXT, 1)
    assert TEXT[longer.start : longer.end].endswith("Europe.\nNobody")
    assert with_end_moved(longer, TEXT, -1) == offer
    later = with_start_moved(with_start_moved(offer, TEXT, 1), TEXT, 1)
    assert TEXT[later.start : later.end] == "the largest ferry in Europe."
    assert with_start_moved(later, TEXT, -1).start == offer.start + 3
    earlier = with_start_moved(offer, TEXT, -1)
    assert TEXT[earlier.start : earlier.end].startswith("week. It is")


def test_a_claim_keeps_a_word_and_stays_in_the_text() -> None:
    first, last = offers()[0], offers()[-1]
    for _ in range(40):
        first, last = with_start_moved(first, TEXT, -1), with_end_moved(last, TEXT, 1)
    assert (first.start, last.end) == (0, len(TEXT))
    one = the("largest")
    for _ in range(20):
        one = with_end_moved(one, TEXT, -1)
    assert TEXT[one.start : one.end] == "It"
    for _ in range(20):
        one = with_start_moved(one, TEXT, 1)
    assert TEXT[one.start : one.end] == "It"


def test_two_passages_become_one_claim() -> None:
    both = joined(the("largest"), the("indefinitely"))
    assert TEXT[both.start : both.end].startswith("It is the largest")
    assert TEXT[both.start : both.end].endswith("the Calder Times.")
    assert both.due_text == "indefinitely"


def test_what_was_changed_comes_back() -> None:
    offer = the("next week")
    assert changes_of(offer) == {}
    assert not offer.is_changed
    changed = replace(offer, kind=Kind.PROMISE, speaker="The port", due_text="", start=offer.start + 4, revises=7)
    assert changed.is_changed
    told = changes_of(changed)
    assert told.keys() == {"kind", "speaker", "due_text", "start", "revises"}
    assert changed_again(offer.suggestion, told, len(TEXT)) == changed


@pytest.mark.parametrize(
    "damaged",
    [
        {"start": "x"},
        {"end": "999999"},
        {"start": "-3"},
        {"start": "50", "end": "40"},
        {"kind": "rumour"},
        {"revises": "x" * 99},
    ],
)
def test_changes_that_do_not_fit_are_left_out(damaged: dict[str, str]) -> None:
    offer = the("next week")
    assert changed_again(offer.suggestion, damaged, len(TEXT)) == offer


def test_decided_words_are_found_again_by_their_place() -> None:
    all_of_them = offers()
    first, second = all_of_them[1], all_of_them[2]
    spans = [(first.start + 5, first.end + 10), (second.start, second.end), (second.start, second.end)]
    assert decided_among(all_of_them, spans) == {1: 0, 2: 2}
    assert decided_among(all_of_them, []) == {}


@given(
    moves=st.lists(st.tuples(st.booleans(), st.sampled_from([-1, 1])), max_size=30),
    number=st.integers(0, len(SENTENCES) - 1),
)
def test_any_moves_leave_some_words_of_the_text(moves: list[tuple[bool, int]], number: int) -> None:
    offer = offers()[number]
    for is_end, by in moves:
        offer = with_end_moved(offer, TEXT, by) if is_end else with_start_moved(offer, TEXT, by)
        assert 0 <= offer.start < offer.end <= len(TEXT)
        assert TEXT[offer.start : offer.end].strip()
        assert draft_of_offer(offer, TEXT, {})["quote"] in TEXT
