from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.display import MARKS_KEPT, display, display_lines, json_text, shorten

anything = st.text(st.characters(codec=None, categories=None), max_size=60) | st.text(
    st.sampled_from("\x1b[]\x07\x9b\r\n\t\u202e\u2066\u200b\u200d\ufeff\u2028e\u0301\ud800"), max_size=60
)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | anything,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(anything, inner, max_size=4),
    max_leaves=8,
)


def _acts(text: str) -> list[str]:
    """The characters that move a cursor, reorder a line, hide or cannot be printed; joiners apart."""
    hidden = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
    return [letter for letter in text if unicodedata.category(letter) in hidden and letter not in "\u200c\u200d"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("« l’été », ça vaut 100 € — ou …", "« l’été », ça vaut 100 € — ou …"),
        ("日本語 שלום العربية", "日本語 שלום العربية"),
        ("one\ntwo\r\nthree\tfour", "one two three four"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]52;c;aGVsbG8=\x07", "␛]52;c;aGVsbG8=␇"),
        ("\x1b]8;;http://example.org\x1b\\here", "␛]8;;http://example.org␛\\here"),
        ("\0\x08\x0b\x0c\r\x1f\x7f", "␀␈␋␌␍␟␡"),
        ("\x9b31mred\x85\x90", "\ufffd31mred\ufffd\ufffd"),
        ("abc\u202edcba\u202c", "abc\ufffddcba\ufffd"),
        ("\u2066\u2067\u2068\u2069\u200e\u200f\u061c", "\ufffd" * 7),
        ("a\u200bb\u2060c\ufeffd\u00ade", "a\ufffdb\ufffdc\ufffdd\ufffde"),
        ("a\u2028b\u2029c", "a\ufffdb\ufffdc"),
        ("\ud83dhalf", "\ufffdhalf"),
        ("\ue000\U000e0041\U0010ffff", "\ufffd" * 3),
        ("👩\u200d👧 نامه\u200cها", "👩\u200d👧 نامه\u200cها"),
        ("[red]not red[/] [sic]", "[red]not red[/] [sic]"),
        ("Việt e\u0302\u0301", "Việt e\u0302\u0301"),
    ],
)
def test_what_would_act_is_shown_instead(text: str, shown: str) -> None:
    assert display(text) == shown


@pytest.mark.parametrize("mark", ["\u0301", "\u0335", "\u20dd", "\ufe0f", "\u0e47"], ids=ascii)
def test_a_flood_of_marks_on_one_letter_is_cut(mark: str) -> None:
    assert display("a" + mark * 1_000 + "b") == "a" + mark * MARKS_KEPT + "b"


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"], ids=ascii)
def test_a_flood_of_joiners_is_cut(joiner: str) -> None:
    assert display("a" + joiner * 1_000 + "b") == "a" + joiner * MARKS_KEPT + "b"


def test_joiners_do_not_let_a_flood_of_marks_through() -> None:
    assert len(display("a" + "\u0301\u200d" * 1_000)) == 1 + MARKS_KEPT


def test_each_letter_has_its_own_marks() -> None:
    assert display("e\u0301" * 20) == "e\u0301" * 20


@given(anything)
def test_nothing_that_acts_reaches_the_terminal(text: str) -> None:
    shown = display(text)
    assert _acts(shown) == []
    assert shown.encode().decode() == shown
    assert display(shown) == shown


@given(anything)
def test_only_line_breaks_are_kept_in_several_lines(text: str) -> None:
    shown = display_lines(text)
    assert set(_acts(shown)) <= {"\n"}
    assert shown.count("\n") == text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


@given(st.text(max_size=40), st.integers(1, 30))
def test_a_shortened_text_is_never_too_long(text: str, width: int) -> None:
    shown = shorten(text, width)
    assert len(shown) <= width
    assert shown == text or shown.endswith("…")


def test_a_shortened_text_ends_in_a_letter_and_an_ellipsis() -> None:
    assert shorten("one two three", 13) == "one two three"
    assert shorten("one two three", 12) == "one two thr…"
    assert shorten("one two three", 5) == "one…"


@given(values)
def test_json_is_safe_to_print_and_equal_on_loading(value: object) -> None:
    written = json_text(value)
    assert set(_acts(written)) <= {"\n"}
    assert written.encode().decode() == written
    assert json.loads(written) == value


def test_json_keeps_letters_readable_and_joiners_whole() -> None:
    assert json_text({"été": ["👩\u200d👧", "日本"]}) == '{\n  "été": [\n    "👩\u200d👧",\n    "日本"\n  ]\n}'


@pytest.mark.parametrize(
    ("letter", "escape"),
    [
        ("\x1b", "\\u001b"),
        ("\x9b", "\\u009b"),
        ("\u202e", "\\u202e"),
        ("\u2028", "\\u2028"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\udb40\\udc41"),
    ],
    ids=ascii,
)
def test_json_escapes_what_would_act(letter: str, escape: str) -> None:
    assert json_text(letter) == f'"{escape}"'


def test_what_is_taken_as_it_is_holds_no_mark_and_nothing_that_acts() -> None:
    plain = [letter for letter in map(chr, range(0x3000)) if letter.isprintable() and display(letter) is letter]
    marked = [
        letter for letter in plain if unicodedata.category(letter) in {"Mn", "Me"} and display(letter * 6) == letter * 6
    ]
    assert "é" in plain
    assert marked == []
