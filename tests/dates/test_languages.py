"""A language is one folder of words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tracker.dates import words
from tracker.dates.resolve import resolve
from tracker.languages import word_lists

NEW_LANGUAGE = """
date_order = "dmy"
next_weekday = "nearest"
ordinal_suffixes = ["us"]
[marks]
by = ["ante finem"]
in = ["in"]
[months]
3 = ["marti{us,o}"]
[shifts]
1 = ["proxim{a,us}"]
[units]
week = ["hebdomas"]
[vague]
words = ["mox"]
"""


def _forget() -> None:
    for known in (words.words_of, word_lists.word_lists, word_lists.languages_with):
        known.cache_clear()


def test_a_new_folder_is_a_new_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "la").mkdir()
    (tmp_path / "la" / "dates.toml").write_text(NEW_LANGUAGE, encoding="utf-8")
    _forget()
    monkeypatch.setattr(word_lists, "_folder", lambda: tmp_path)
    try:
        assert words.available_languages() == ("la",)
        read = {
            phrase: str(resolve(phrase, date(2025, 7, 11), "la"))
            for phrase in ("hebdomas proxima", "in Martio 2026", "ante finem 2027", "3 Martius", "mox")
        }
    finally:
        monkeypatch.undo()
        _forget()
    assert read == {
        "hebdomas proxima": "Mon 14 – Sun 20 Jul 2025 (week)",
        "in Martio 2026": "Sun 1 – Tue 31 Mar 2026 (month)",
        "ante finem 2027": "until Fri 31 Dec 2027 (by the end of the year)",
        "3 Martius": "Tue 3 Mar 2026 (date)",
        "mox": "no date (“mox”, no day said)",
    }


def test_the_languages_that_there_are_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known = words.available_languages()
    monkeypatch.setattr(Path, "glob", lambda *_: pytest.fail("a claim more must not list the folder again"))
    assert words.available_languages() == known


def test_english_french_and_german_are_there() -> None:
    assert {"de", "en", "fr"} <= set(words.available_languages())


@pytest.mark.parametrize("language", words.available_languages())
def test_every_key_is_a_known_one(language: str) -> None:
    found = words.words_of(language)
    assert found is not None
    assert set(found.tables) <= words.KNOWN_TABLES
    assert set(found.marks) <= words.KNOWN_MARKS
    for name in ("date_order", "next_weekday", "ordinal_suffixes"):
        assert name in found.settings
    assert found.settings["date_order"] in {"mdy", "dmy"}


@pytest.mark.parametrize("language", words.available_languages())
def test_every_month_and_weekday_has_a_word(language: str) -> None:
    found = words.words_of(language)
    assert found is not None
    readings = {reading for listed in found.phrases.values() for _, all_of in listed for reading in all_of}
    assert {value for letter, value in readings if letter == "m"} == set(range(1, 13))
    assert {value for letter, value in readings if letter == "w"} == set(range(1, 8))
