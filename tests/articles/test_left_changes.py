from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.articles.left_changes import LeftChanges, left_changes

FIELDS = st.sampled_from(["kind", "due", "subject", "speaker"])


def test_each_changed_field_is_named_by_where_its_passage_starts() -> None:
    left = LeftChanges({"0": {"kind": "delay"}, "120": {"kind": "promise", "subject": "GPT-5"}}, "Orion")
    assert left.texts == {"0.kind": "delay", "120.kind": "promise", "120.subject": "GPT-5", "subject": "Orion"}


def test_what_was_never_left_is_nothing() -> None:
    assert left_changes({}) == LeftChanges({})


@given(
    st.dictionaries(st.integers(0, 99_999).map(str), st.dictionaries(FIELDS, st.text(), min_size=1)),
    st.text(),
)
def test_what_is_put_aside_comes_back_the_same(passages: dict[str, dict[str, str]], subject: str) -> None:
    left = LeftChanges(passages, subject)
    assert left_changes(left.texts) == left
