"""Every rule in every language, from the tables beside this file."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracker.dates.resolve import resolve
from tracker.dates.words import available_languages

FOLDER = Path(__file__).parent
TABLES: dict[str, dict[str, Any]] = {
    path.stem.removeprefix("cases_"): tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("cases_*.toml"))
}
CASES = [
    pytest.param(language, phrase, table["said_on"], expected, id=f"{language}: {phrase}")
    for language, table in TABLES.items()
    for rule, cases in table.items()
    if rule != "said_on"
    for phrase, expected in cases.items()
]


def as_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("language", "phrase", "said_on", "expected"), CASES)
def test_a_phrase_means_these_days(language: str, phrase: str, said_on: date, expected: list[str]) -> None:
    window = resolve(phrase, said_on, language)
    assert window is not None
    assert (window.start, window.end) == (as_day(expected[0]), as_day(expected[1]))
    assert (window.open or "") == (expected[2] if len(expected) > 2 else "")


@pytest.mark.parametrize(("language", "phrase", "said_on", "expected"), CASES)
def test_every_reading_says_its_rule(language: str, phrase: str, said_on: date, expected: list[str]) -> None:
    window = resolve(phrase, said_on, language)
    assert window is not None
    for reading in (window, *window.alternatives):
        assert reading.rule
        assert not set(reading.rule) & set("_{}<>[]")
        assert str(reading).endswith(f"({reading.rule})")
        assert not reading.alternatives or reading is window
    days = [(reading.start, reading.end, reading.open) for reading in (window, *window.alternatives)]
    assert len(set(days)) == len(days)


def test_every_language_has_its_table() -> None:
    assert set(TABLES) == set(available_languages())
    assert {"en", "fr", "de"} <= set(TABLES)
