from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tracker.claims.drafts import read_draft
from tracker.claims.rereading import KeptDeadline, read_again
from tracker.dates.conventions import DEFAULT, Conventions

SAID_ON = date(2025, 7, 11)
TODAY = date(2026, 3, 1)
SOUTH = Conventions(southern=True)
AUTUMN_YEAR = Conventions(fiscal_start=10)


def kept(due_text: str, reading: str = "", conventions: Conventions = DEFAULT) -> KeptDeadline:
    draft = {"statement": "It ships", "due_text": due_text, "due_reading": reading}
    fields = read_draft(draft, SAID_ON, conventions)
    told = fields.model_dump(include=set(KeptDeadline.__dataclass_fields__))
    return KeptDeadline(claim_id=1, version=1, **told)


@pytest.mark.parametrize("due_text", ["", "this summer", "soon", "indefinitely", "withdrawn", "when pigs fly", "2026"])
def test_by_the_same_conventions_nothing_moves(due_text: str) -> None:
    assert read_again(kept(due_text), TODAY, DEFAULT) is None


def test_what_the_conventions_moved_is_told_with_all_its_fields() -> None:
    moved = read_again(kept("this summer"), TODAY, SOUTH)
    assert moved is not None
    assert moved.now == {
        "due_start": date(2025, 12, 1),
        "due_end": date(2026, 2, 28),
        "due_grain": "range",
        "due_open": "",
        "due_rule": "summer",
        "due_edtf": "2025-12-01/2026-02-28",
        "review_on": None,
    }
    assert read_again(kept("in 3 weeks"), TODAY, SOUTH) is None


def test_the_reading_that_was_chosen_is_chosen_again() -> None:
    chosen = kept("fiscal 2026", "4")
    assert chosen.due_rule == "fiscal year, from April"
    assert read_again(chosen, TODAY, AUTUMN_YEAR) is None
    usual = read_again(kept("fiscal 2026"), TODAY, AUTUMN_YEAR)
    assert usual is not None
    assert usual.now["due_end"] == date(2026, 9, 30)


def test_a_window_whose_words_cannot_be_read_stays() -> None:
    by_hand = replace(kept("when pigs fly"), due_start=SAID_ON, due_end=SAID_ON)
    assert read_again(by_hand, TODAY, SOUTH) is None


def test_words_that_can_be_read_now_get_a_window() -> None:
    unread = replace(kept("this summer"), due_start=None, due_end=None, due_rule="", due_edtf="")
    moved = read_again(unread, TODAY, DEFAULT)
    assert moved is not None
    assert moved.now["due_end"] == date(2025, 8, 31)
    assert moved.now["review_on"] is None


def test_what_loses_its_days_comes_back_for_review() -> None:
    dated = replace(kept("soon"), due_start=SAID_ON, due_end=SAID_ON, due_open="", review_on=None)
    moved = read_again(dated, TODAY, Conventions(review_days=7))
    assert moved is not None
    assert (moved.now["due_end"], moved.now["review_on"]) == (None, date(2026, 3, 8))
    for review_on in (TODAY, TODAY - timedelta(days=200)):
        put_off = read_again(replace(dated, review_on=review_on), TODAY, DEFAULT)
        assert put_off is not None
        assert put_off.now["review_on"] == date(2026, 3, 31)


def test_a_new_window_is_not_hidden_by_the_review_date_of_one_without_days() -> None:
    undated = replace(kept("this summer"), due_start=None, due_end=None, review_on=date(2027, 1, 1))
    moved = read_again(undated, TODAY, SOUTH)
    assert moved is not None
    assert moved.now["review_on"] is None


@pytest.mark.parametrize(("due_text", "conventions"), [("this summer", SOUTH), ("soon", DEFAULT)])
def test_a_review_date_that_was_chosen_stands_where_the_window_moves(due_text: str, conventions: Conventions) -> None:
    dated = replace(kept(due_text), due_start=SAID_ON, due_end=SAID_ON, review_on=date(2027, 1, 1))
    moved = read_again(dated, TODAY, conventions)
    assert moved is not None
    assert moved.now["review_on"] == date(2027, 1, 1)
