from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.errors import InvalidInput
from tracker.store.terms import LONGEST
from tracker.store.undo import undo
from tracker.store.views import BUILT_IN, View, all_views, remove_view, save_view

if TYPE_CHECKING:
    from tracker.store.archive import Archive


def test_views_come_after_the_built_in_ones_in_the_order_they_were_saved(archive: Archive) -> None:
    assert archive.run(save_view, "Late  models", "status:overdue tag:ai") == 6
    assert archive.run(save_view, "Airports", "subject:airport") == 7
    own = (View("Late models", "status:overdue tag:ai", is_own=True), View("Airports", "subject:airport", is_own=True))
    assert archive.run(all_views) == (*BUILT_IN, *own)


def test_a_name_that_is_known_gets_the_new_filter_and_undo_the_old_one(archive: Archive) -> None:
    archive.run(save_view, "Mine", "tag:ai")
    assert archive.run(save_view, "mine", "tag:space") == 6
    assert archive.run(all_views)[5].filter == "tag:space"
    archive.run(undo)
    assert archive.run(all_views)[5].filter == "tag:ai"
    archive.run(undo)
    assert archive.run(all_views) == BUILT_IN


def test_a_view_is_removed_and_brought_back(archive: Archive) -> None:
    archive.run(save_view, "Mine", "tag:ai")
    archive.run(remove_view, "MINE")
    assert archive.run(all_views) == BUILT_IN
    archive.run(undo)
    assert len(archive.run(all_views)) == 6


def test_whatever_filter_can_be_typed_can_be_saved(archive: Archive) -> None:
    longest = "x" * LONGEST
    archive.run(save_view, "Mine", longest)
    assert archive.run(all_views)[5].filter == longest


@pytest.mark.parametrize(
    ("name", "filter_text", "told"),
    [
        ("", "tag:ai", "needs a name"),
        ("all", "tag:ai", "comes with the program"),
        ("x" * 41, "", "at most 40"),
        ("a\x1bb", "", "control character"),
        ("Mine", "stauts:open", "no field “stauts:”"),
        ("Mine", "y" * (LONGEST + 1), "at most 2,000"),
    ],
)
def test_what_is_no_view_is_refused(archive: Archive, name: str, filter_text: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        archive.run(save_view, name, filter_text)
    assert archive.run(all_views) == BUILT_IN


@pytest.mark.parametrize("name", ["All", "unknown", ""])
def test_only_a_view_that_was_saved_can_be_removed(archive: Archive, name: str) -> None:
    with pytest.raises(InvalidInput, match="was saved: tracker views lists them"):
        archive.run(remove_view, name)
