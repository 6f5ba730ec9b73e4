from __future__ import annotations

from datetime import date

from tracker.claims.merging import merge
from tracker.claims.model import ClaimFields

BASE = ClaimFields(
    statement="It ships", said_on=date(2025, 7, 11), due_text="in 2027", due_end=date(2027, 12, 31), notes="a"
)


def edited(**changes: object) -> ClaimFields:
    return BASE.model_copy(update=changes)


def test_edits_of_different_fields_go_together() -> None:
    merged = merge(BASE, edited(statement="Mine"), edited(notes="theirs"))
    assert merged.conflicts == ()
    assert merged.theirs_alone == ("notes",)
    assert merged.with_mine == merged.with_theirs == edited(statement="Mine", notes="theirs")


def test_only_what_both_changed_is_contested() -> None:
    merged = merge(BASE, edited(statement="Mine", notes="mine"), edited(statement="Theirs", speaker="They"))
    assert merged.conflicts == ("statement",)
    assert merged.with_mine == edited(statement="Mine", notes="mine", speaker="They")
    assert merged.with_theirs == edited(statement="Theirs", notes="mine", speaker="They")


def test_the_same_change_is_no_conflict() -> None:
    merged = merge(BASE, edited(statement="Same"), edited(statement="Same"))
    assert merged.conflicts == ()
    assert merged.with_mine == edited(statement="Same")


def test_a_deadline_is_one_thing_with_its_days() -> None:
    theirs = edited(due_text="in 2028", due_end=date(2028, 12, 31))
    untouched = merge(BASE, edited(statement="Mine"), theirs)
    assert untouched.with_mine == edited(statement="Mine", due_text="in 2028", due_end=date(2028, 12, 31))
    mine = edited(due_text="in 2029", due_end=date(2029, 12, 31))
    contested = merge(BASE, mine, theirs)
    assert contested.conflicts == ("due_text",)
    assert contested.with_mine == mine
    assert contested.with_theirs == theirs


def test_what_they_changed_before_is_contested_where_i_changed_it_too() -> None:
    before = {"statement", "speaker"}
    merged = merge(BASE, edited(statement="Mine", notes="mine"), BASE, before)
    assert (merged.conflicts, merged.theirs_alone) == (("statement",), ())
    assert merged.with_mine == edited(statement="Mine", notes="mine")
    assert merged.with_theirs == edited(notes="mine")
    assert merge(BASE, BASE, BASE, before).conflicts == ()
