from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.timing import seconds_of
from tracker.tui.widgets.wrapped_text import columns_of, wrapped

TEXTS = st.text(alphabet="ab é中\u0301\n\t-\x1b", max_size=200) | st.text(max_size=100)


@given(text=TEXTS, width=st.integers(1, 30))
@example("a \u0301中", 1)
def test_every_word_is_in_one_line_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrapped(text, width)
    place = 0
    for start, end in lines:
        assert place <= start <= end <= len(text)
        assert not text[place:start].strip()
        # A sign of two columns is wider than a line of one, whatever marks without any stand beside it.
        assert columns_of(text[start:end]) <= width or sum(columns_of(sign) > 0 for sign in text[start:end]) == 1
        place = end
    assert not text[place:].strip()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one two three", ["one two", "three"]),
        ("one\n\ntwo", ["one", "", "two"]),
        ("abcdefghijkl", ["abcdefgh", "ijkl"]),
        ("ab abcdefghijkl m", ["ab", "abcdefgh", "ijkl m"]),
        ("中中中中中", ["中中中中", "中"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_lines_break_between_words(text: str, shown: list[str]) -> None:
    assert [text[start:end] for start, end in wrapped(text, 8)] == shown


@pytest.mark.parametrize("text", ["é" * 100_000, "a\u0301\u0301\u0301\u0301\u0301" * 20_000, "x " * 50_000])
def test_long_texts_and_words_are_broken_in_time(text: str) -> None:
    assert seconds_of(lambda: wrapped(text, 75), enough=1) < 1
