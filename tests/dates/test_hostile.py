"""Ten thousand strings that nobody meant: no exception, and an answer in time."""

from __future__ import annotations

import random
import time
from datetime import date
from functools import partial
from itertools import pairwise

import pytest

from tests.timing import seconds_of
from tracker.dates.find import find
from tracker.dates.resolve import resolve
from tracker.dates.words import words_of

FRIDAY = date(2025, 7, 11)
LANGUAGES = ("en", "fr", "de")
SIGNS = [
    chr(code)
    for first, last in (
        *((0x20, 0x7F), (0xA0, 0x17F), (0x370, 0x3FF), (0x400, 0x44F), (0x5D0, 0x5EA), (0x627, 0x64A)),
        *((0x660, 0x669), (0x2010, 0x2030), (0x3040, 0x3090), (0x300, 0x320), (0x1F600, 0x1F610)),
    )
    for code in range(first, last)
]
NUMBERS = ("1", "2", "15", "29", "31", "99", "2026", "1999", "2200", "9999", "1000000000", "7/8", "-", ",")
NASTY = (
    *("1 " * 32, "a" * 64, "- " * 32, "'" * 64, "\u0301" * 64, "9" * 64, "q1 " * 20, "15 " * 20),
    *("before " * 9, "after the end of " * 4, "3 weeks after " * 4, "first " * 10, "of " * 20, "en " * 20),
    *("2 days and " * 5, "1/1/1/1/1/1", "next " * 12, "may " * 16, "20 Abcdefg 2026", "Abcdef 20, 2026"),
    *("in the " * 9, "last " * 12, "to " * 20, "late " * 12, "the week of " * 5, "mon tue " * 8),
)
LIMIT = 0.02


def vocabulary(language: str) -> list[str]:
    words = words_of(language)
    assert words is not None
    listed = {" ".join(key) for found in words.phrases.values() for key, _ in found}
    return sorted(listed | {" ".join(key) for key in words.whole})


def hostile(count: int, seed: int) -> list[tuple[str, str]]:
    chance = random.Random(seed)  # noqa: S311 - the same strings each time
    lists = {language: vocabulary(language) for language in LANGUAGES}
    made = []
    for _ in range(count):
        language = chance.choice(LANGUAGES)
        kind = chance.random()
        if kind < 0.3:
            text = "".join(chance.choice(SIGNS) for _ in range(chance.randint(0, 64)))
        elif kind < 0.9:
            words = lists[language] if kind < 0.8 else [*lists["en"][:40], *lists["fr"][:40], *lists["de"][:40]]
            text = " ".join(
                chance.choice(words) if chance.random() < 0.75 else chance.choice(NUMBERS) for _ in range(14)
            )
        else:
            text = chance.choice(NASTY) if kind < 0.95 else (chance.choice(lists[language]) + " ") * 16
        made.append((text[:64], language))
    return made


@pytest.mark.parametrize("seed", range(4))
def test_hostile_strings_are_answered_in_time(seed: int) -> None:
    for language in LANGUAGES:
        resolve("20 Xyzabc 2026", FRIDAY, language)
    slow = []
    another_day = FRIDAY.replace(day=12)
    for text, language in hostile(2500, seed):
        began = time.thread_time()
        window = resolve(text, FRIDAY, language)
        took = time.thread_time() - began
        if took > LIMIT:  # once more, because the garbage collector may have run just then
            took = seconds_of(partial(resolve, text, another_day, language), enough=LIMIT)
        if took > LIMIT:
            slow.append((took, language, text))
        if window is not None:
            assert str(window)
            assert window.open or window.end is not None
    assert slow == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_of_an_unknown_word_in_a_split_year_is_refused(language: str) -> None:
    words = words_of(language)
    assert words is not None
    parts = sorted({" ".join(key) for found in words.phrases.values() for key, it in found if it[0][0] in "pPuqo"})
    for part in parts:
        for years in ("2026/27", "2026-2027", "2026–27", "2026-27 2027-28"):
            assert resolve(f"{part} xyzabc {years}", FRIDAY, language) is None


def test_hostile_sentences_have_exact_offsets() -> None:
    chance = random.Random(11)  # noqa: S311
    for _ in range(100):
        language = chance.choice(LANGUAGES)
        text = " ".join(chance.choice(vocabulary(language)) for _ in range(30))
        found = find(text, language)
        assert all(text[start:end] == phrase for start, end, phrase in found)
        assert all(left[1] <= right[0] for left, right in pairwise(found))


def test_a_long_text_of_little_words_is_searched_in_time() -> None:
    text = "in the end of the first of the last of the week of the may of the " * 60
    assert seconds_of(partial(find, text, "en"), enough=2) < 2
