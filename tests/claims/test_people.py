"""People's names with titles, brackets and initials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.matching import NameBook
from tracker.claims.people import bare_name

KNOWN = (
    *("Emmanuel Macron", "Keir Starmer", "Ursula von der Leyen", "Friedrich Merz", "Donald Trump", "Ivanka Trump"),
    *("Marine Le Pen", "OpenAI", "J. D. Vance", "Dr. Angela Merkel", "European Commission", "General Motors", "AMD"),
    *("Anne Smith", "Bob Smith", "Carl Smith", "Dora Smith"),
)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Sir Keir Starmer", "keir starmer"),
        ("Keir Starmer MP", "keir starmer"),
        ("Keir Starmer, KCB, MP", "keir starmer"),
        ("Keir Starmer (PM)", "keir starmer"),
        ("Keir Starmer [Labour]", "keir starmer"),
        ("Prime Minister Sir Keir Starmer", "keir starmer"),
        ("M. le président Macron", "macron"),
        ("Frau Prof. Dr. Merkel", "merkel"),
        ("President", "president"),
        ("The President", "the president"),
        ("(PM)", "pm"),
        ("Sky UK", "sky uk"),
        ("KEIR STARMER MP", "keir starmer mp"),
        ("", ""),
    ],
)
def test_a_name_is_left_without_what_stands_around_it(name: str, bare: str) -> None:
    assert " ".join(bare_name(name)) == bare


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Sir Keir Starmer", ["Keir Starmer"]),
        ("Keir Starmer MP", ["Keir Starmer"]),
        ("Keir Starmer (PM)", ["Keir Starmer"]),
        ("Mr Starmer", ["Keir Starmer"]),
        ("President Macron", ["Emmanuel Macron"]),
        ("M. Macron", ["Emmanuel Macron"]),
        ("le président Emmanuel Macron", ["Emmanuel Macron"]),
        ("Mme Le Pen", ["Marine Le Pen"]),
        ("Macron", ["Emmanuel Macron"]),
        ("E. Macron", ["Emmanuel Macron"]),
        ("B. Macron", []),
        ("Brigitte Macron", []),
        ("Frau von der Leyen", ["Ursula von der Leyen"]),
        ("von der Leyen", ["Ursula von der Leyen"]),
        ("U. von der Leyen", ["Ursula von der Leyen"]),
        ("Bundeskanzler Merz", ["Friedrich Merz"]),
        ("Herr Bundeskanzler Friedrich Merz", ["Friedrich Merz"]),
        ("Angela Merkel", ["Dr. Angela Merkel"]),
        ("Vice President Vance", ["J. D. Vance"]),
        ("President Trump", ["Donald Trump", "Ivanka Trump"]),
        ("Mr Smith", []),
        ("Emmanuel", []),
        ("The President", []),
        ("Tata Motors", []),
        ("AMD", []),
        ("OpenAI", []),
        ("keir  starmer", []),
        ("", []),
    ],
)
def test_a_known_name_is_found_behind_titles_and_initials(typed: str, meant: list[str]) -> None:
    assert list(NameBook({name: name for name in KNOWN}).told_otherwise(typed)) == meant


def test_who_is_known_under_another_name_is_one_of_few() -> None:
    spellings = {"Emmanuel Macron": "Emmanuel Macron", "President Macron": "Emmanuel Macron"}
    assert NameBook(spellings).told_otherwise("Mr Macron") == ("Emmanuel Macron",)


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=5))
def test_what_is_told_otherwise_is_known(typed: str, known: list[str]) -> None:
    book = NameBook({name: name for name in known})
    assert set(book.told_otherwise(typed)) <= set(known)
