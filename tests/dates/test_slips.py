"""What is offered for words that are a slip of the keys away from a deadline."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates.conventions import DEFAULT, Conventions
from tracker.dates.resolve import resolve
from tracker.dates.slips import without_slips

FRIDAY = date(2025, 7, 11)


def meant(phrase: str, language: str = "en") -> str:
    return without_slips(phrase, FRIDAY, language, DEFAULT)


@pytest.mark.parametrize(
    ("phrase", "language", "offered"),
    [
        ("befroe Easter", "en", "before Easter"),
        ("Befroe Easter", "en", "Before Easter"),
        ("early next yaer", "en", "early next year"),
        ("before teh end of march", "en", "before the end of march"),
        ("by teh ned of 2027", "en", "by the end of 2027"),
        ("next weak", "en", "next week"),
        ("5 Febuary 2027", "en", "5 February 2027"),
        ("avnat la fin de l'année", "fr", "avant la fin de l'année"),
        ("d'ici la fin de l'anée", "fr", "d'ici la fin de l'année"),
        ("bsi Ende des Jahres", "de", "bis Ende des Jahres"),
        ("nächste Wohce", "de", "nächste Woche"),
    ],
)
def test_one_slip_a_word_is_mended(phrase: str, language: str, offered: str) -> None:
    assert resolve(phrase, FRIDAY, language) is None
    assert meant(phrase, language) == offered


@pytest.mark.parametrize(
    ("phrase", "language", "offered"),
    [
        ("befroe the election", "en", "before the election"),
        ("before the elcetion", "en", "before the election"),
        ("by the sumer recess", "en", "by the summer recess"),
        ("avant la présidentielel", "fr", "avant la présidentielle"),
        ("vor der Bundestgswahl", "de", "vor der Bundestagswahl"),
        ("before the electi", "en", ""),
        ("before the selection of a tower", "en", ""),
    ],
)
def test_words_of_days_with_names_are_spelled_by_them(phrase: str, language: str, offered: str) -> None:
    names = ("the election", "summer recess", "Présidentielle", "die Bundestagswahl")
    named = Conventions(named_days=dict.fromkeys(names, "2027-04-11"))
    assert without_slips(phrase, FRIDAY, language, named) == offered
    assert meant(phrase, language) == ""


@pytest.mark.parametrize(
    ("phrase", "language", "offered"),
    [
        *(("in 2 weks", "en", "in 2 weeks"), ("in two yeas", "en", "in two years")),
        *(("within 10 dayz", "en", "within 10 days"), ("by Marh 2027", "en", "by March 2027")),
        *(
            ("in 2 Wochn", "de", "in 2 Wochen"),
            ("in drei Tagn", "de", "in drei Tagen"),
            ("dans 3 mos", "fr", "dans 3 mois"),
        ),
    ],
)
def test_the_longest_spelling_is_offered_and_no_abbreviation_whatever_the_day(
    phrase: str, language: str, offered: str
) -> None:
    said = [FRIDAY.replace(day=day) for day in range(7, 14)]
    assert {without_slips(phrase, day, language, DEFAULT) for day in said} == {offered}


@pytest.mark.parametrize(
    "phrase",
    [
        *("", "next week", "when it is ready for the market", "blah next week", "befroe teh ned", "next wk of"),
        *("next wee", "by Eas", "in juny", "xx", "before the eletcion", "befroe " * 12),
    ],
)
def test_nothing_is_offered_for_what_is_read_begun_or_meant_in_two_ways(phrase: str) -> None:
    assert not meant(phrase)


@given(st.text(max_size=64), st.sampled_from(["en", "fr", "de", "xx"]))
def test_what_is_offered_can_be_read(phrase: str, language: str) -> None:
    offered = meant(phrase, language)
    assert not offered or resolve(offered, FRIDAY, language) is not None


def test_words_are_compared_only_where_some_are_unknown() -> None:
    code = (
        "import sys, datetime\n"
        "from tracker.dates.conventions import DEFAULT\n"
        "from tracker.dates.slips import without_slips\n"
        "assert not without_slips('by the end of 2027', datetime.date(2025, 7, 11), 'en', DEFAULT)\n"
        "print('rapidfuzz' in sys.modules)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
