"""Python's look for objects that only hold each other: when it is held back, and what it passes over afterwards."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from tracker.store.collecting import MANY_OBJECTS, collect_at_rest, uncollected

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    was_enabled, frozen = gc.isenabled(), gc.get_freeze_count()
    gc.enable()
    yield
    if not frozen:
        gc.unfreeze()
    if not was_enabled:
        gc.disable()


def test_while_many_rows_are_made_nothing_is_looked_over() -> None:
    looks: list[str] = []
    gc.callbacks.append(lambda phase, _: looks.append(phase))
    try:
        with uncollected(), uncollected():
            rows = [[number] for number in range(MANY_OBJECTS)]
            assert not looks
            assert not gc.isenabled()
    finally:
        gc.callbacks.pop()
    assert len(rows) == MANY_OBJECTS
    assert gc.isenabled()


@pytest.mark.parametrize(("left", "is_passed_over"), [(100, False), (2 * MANY_OBJECTS, True)])
def test_only_very_many_objects_that_are_left_are_passed_over_later(left: int, *, is_passed_over: bool) -> None:
    before = gc.get_freeze_count()
    with uncollected():
        rows = [[number] for number in range(left)]
    assert (gc.get_freeze_count() - before >= left) == is_passed_over
    assert len(rows) == left


def test_an_error_ends_it_too() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        _ = 1 / 0
    assert gc.isenabled()


@pytest.mark.parametrize(("made", "is_looked_over"), [(100, False), (30_000, True)])
def test_a_rest_is_used_where_enough_was_made(made: int, *, is_looked_over: bool) -> None:
    looks: list[int] = []
    gc.collect()
    rows = [[number] for number in range(made)]
    gc.callbacks.append(lambda _, told: looks.append(told["generation"]))
    try:
        collect_at_rest()
        collect_at_rest()
        gc.disable()
        collect_at_rest()
    finally:
        gc.callbacks.pop()
    assert looks.count(2) == 2 * is_looked_over
    assert len(rows) == made
