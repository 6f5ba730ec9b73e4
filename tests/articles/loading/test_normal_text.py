"""One form for every text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.articles.loading.normal_text import normalised, one_line
from tracker.claims.drafts import problems_of_text

PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
CASES = [
    ("a\r\nb\rc\nd", "a\nb\nc\nd"),
    ("a\vb\fc\u2028d\u2029e", "a\nb\nc\nd\ne"),
    ("a  \t\nb", "a\nb"),
    ("a\n\n\n\nb\n \n \nc", "a\n\nb\n\nc"),
    ("\n\n  a\tb  \n\n", "a\tb"),
    ("\x93Yes\x94, it\x92s \x80 5\x85", "“Yes”, it’s € 5…"),
    ("be\x07ll \x1b[31mred\x1b[0m \x7f\x00\x9d", "bell [31mred[0m"),
    ("Bundes\u00adtag zero\u200bwidth \ufeffmark", "Bundestag zerowidth mark"),
    ("\u202etxt.exe\u202c \u2067x\u2069 \u200fy", "txt.exe x y"),
    (
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 👩\u200d🔬",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 👩\u200d🔬",
    ),
    ("cafe\u0301 e\u00ad\u0301", "café é"),
    ("half \ud83d surrogate", "half \ufffd surrogate"),
    ("« Oui »\u00a0; l’été – “so”", "« Oui »\u00a0; l’été – “so”"),
    ("", ""),
    ("\x00\u200b \n", ""),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=range(len(CASES)))
def test_what_a_text_becomes(text: str, wanted: str) -> None:
    assert normalised(text) == wanted


HOSTILE = st.text(
    alphabet="ab \t\r\n\v\f\x00\x1b\x85\x92\x9d\u00ad\u200b\u202e\u2028e\u0301\u0316\u0344\u0627\ud800😀\u200d"
)


@given(st.one_of(HOSTILE, st.text()))
def test_once_is_enough_and_nothing_acts(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not problems_of_text("quote", "quotation", once, None, may_have_lines=True)
    assert not any(unicodedata.bidirectional(sign) in {"LRO", "RLO", "LRE", "RLE", "PDF"} for sign in once)
    assert "\n\n\n" not in once


@given(st.text(alphabet="abcé “”«»’\u00a0—.,;!?\n", max_size=200).map(str.strip))
def test_what_people_write_stays(text: str) -> None:
    assert normalised(text).split() == text.split()


def test_a_mountain_of_marks_is_kept_in_time() -> None:
    marks = "\u0301\u0316" * 100_000
    kept = normalised(f"e{marks}")
    assert len(kept) > len(marks)
    assert normalised(kept) == kept


def test_one_line_is_cut_to_its_length() -> None:
    assert one_line("  A\n title\t here ", 50) == "A title here"
    assert one_line("x" * 600, 500) == "x" * 499 + "…"
