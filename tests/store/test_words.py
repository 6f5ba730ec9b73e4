from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.store.words import MARK, as_kept, is_letter_alone, terms_in, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The open model ships", "the open model ships"),
        ("Élysée, 3.5 km/h", "elysee 3 5 km h"),
        ("L’ÉTÉ l'été", "l ete l ete"),
        ("Straße STRASSE", "strasse strasse"),
        ("Łódź Ørsted Æsir Ħal", "lodz orsted aesir hal"),
        ("İstanbul ISTANBUL ısı", "istanbul istanbul isi"),
        ("check_this", "check this"),
        ("x² ℌ K ﬁn", "x2 h k fin"),
        ("東京タワー2025", "東 京 タ ワ ー 2025"),
        ("Москва́", "москва"),
        ("a" * 70, f"{'a' * 64} {'a' * 6}"),
        ("é" * 70, f"{'e' * 64} {'e' * 6}"),
        (" … 🚀 ¶ _ ", ""),
        ("", ""),
    ],
)
def test_a_text_has_these_words(text: str, words: str) -> None:
    assert words_of(text) == words.split()


@given(st.text())
def test_words_stay_the_same_when_they_are_told_apart_again(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words
    assert all(word and " " not in word and MARK not in word and len(word) <= 64 for word in words)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_tells_the_same_words(text: str) -> None:
    assert words_of(text) == words_of(f"é {text}")[1:]


def test_parts_are_kept_apart() -> None:
    assert as_kept(["Sam Altman", "", "…", "Next week"]) == "¶ sam altman ¶ next week ¶"
    assert as_kept([]) == as_kept(["", "?"]) == "¶"
    assert terms_in("¶ sam altman ¶ next week ¶", "¶ next ¶", "¶") == {"sam", "altman", "next", "week"}


@given(st.lists(st.text(max_size=90)))
def test_parts_hold_the_words_that_each_has_by_itself(parts: list[str]) -> None:
    spoken = filter(None, (" ".join(words_of(part)) for part in parts))
    assert as_kept(parts) == "".join([MARK, *(f" {words} {MARK}" for words in spoken)])


def test_of_very_much_text_the_beginning_is_kept() -> None:
    kept = as_kept(["einst " * 20_000, "und " * 40_000, "mehr"])
    assert kept.startswith("¶ einst einst")
    assert kept.endswith("und und ¶")
    assert 249_000 < len(kept) < 251_000


@pytest.mark.parametrize(
    ("text", "alone"),
    [("a", True), ("É", True), ("7", True), ("ab", False), ("東", False), ("", False), ("a b", False)],
)
def test_a_letter_alone_is_told_from_a_word(text: str, alone: bool) -> None:  # noqa: FBT001 -- a table
    assert is_letter_alone(words_of(text)) is alone
