"""Days that a user gave names to: read like the days themselves, in every language, and nothing else is read anew."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.articles.suggest import suggest
from tracker.claims.quoted import deadline_in
from tracker.dates.conventions import Conventions
from tracker.dates.find import find
from tracker.dates.resolve import resolve

if TYPE_CHECKING:
    from tracker.dates.window import Window

SAID = date(2026, 12, 1)
NAMED = Conventions(
    named_days={
        "the next election": "2027-04-11",
        "election": "2031-05-01",
        "Summer Recess": "2027-07-21/2027-09-01",
        "l'élection présidentielle": "2027-04-11",
        "pause estivale": "2027-07-21/2027-09-01",
        "die Bundestagswahl": "2029-02-25",
        "Sommerpause": "2027-07-21/2027-09-01",
        "the": "2027-01-01",
    }
)
NAMELESS = Conventions()
WORDS = ("by", "before", "in", "the", "next", "summer", "end", "of", "May", "2027", "Friday", "3", "weeks", "recess")

CASES = {
    "en": {
        "before the next election": "2026-12-01/2027-04-10",
        "Before NEXT Election.": "2026-12-01/2027-04-10",
        "a week before the next election": "2027-04-04/2027-04-04",
        "not before the next election": "2027-04-11/",
        "before the election": "2026-12-01/2031-04-30",
        "by the summer recess": "2026-12-01/2027-07-21",
        "by the start of the summer recess": "2026-12-01/2027-07-21",
        "by the end of the summer recess": "2026-12-01/2027-09-01",
        "before the end of the summer recess": "2026-12-01/2027-09-01",
        "until the summer recess": "2026-12-01/2027-07-21",
        "before the summer recess": "2026-12-01/2027-07-20",
        "during summer recess": "2027-07-21/2027-09-01",
        "after the summer recess": "2027-09-02/",
        "two weeks after the summer recess": "2027-09-15/2027-09-15",
        "between the next election and the summer recess": "2027-04-11/2027-07-21",
        "mid summer recess": "",
        "the first half of the summer recess": "",
        "at the end of the summer recess": "",
        "before the next elections": "",
        "before the 2031 election": "2026-12-01/2031-04-30",
        "before the election in 2031": "2026-12-01/2031-04-30",
        "during the summer recess of 2027": "2027-07-21/2027-09-01",
        "between 2027 and the election": "2027-01-01/2031-05-01",
        "between the next election and 2027": "2027-04-11/2027-12-31",
        "before the 2030 election": "",
        "before the election in 2030": "",
        "within 100 days of the next election": "2027-04-11/2027-07-20",
        "within two weeks after the summer recess": "2027-09-02/2027-09-15",
        "in the week after the next election": "2027-04-12/2027-04-18",
        "the Monday before the summer recess": "2027-07-19/2027-07-19",
        "until after the summer recess": "2027-09-02/",
        "by-election": "",
        "by the post-election": "",
        "summer recess-2027": "",
        "at summer recess27": "",
    },
    "fr": {
        "avant l'élection présidentielle": "2026-12-01/2027-04-10",
        "avant l’election presidentielle": "2026-12-01/2027-04-10",
        "deux mois après l'élection présidentielle": "2027-06-11/2027-06-11",
        "d'ici à la pause estivale": "2026-12-01/2027-07-21",
        "avant la fin de la pause estivale": "2026-12-01/2027-09-01",
        "au début de la pause estivale": "2027-07-21/2027-07-21",
        "avant l'élection présidentielle de 2027": "2026-12-01/2027-04-10",
        "avant l'élection présidentielle de 2032": "",
    },
    "de": {
        "vor der Bundestagswahl": "2026-12-01/2029-02-24",
        "bis zur Bundestagswahl": "2026-12-01/2029-02-25",
        "nach der Sommerpause": "2027-09-02/",
        "bis Ende der Sommerpause": "2026-12-01/2027-09-01",
        "vor der Bundestagswahl 2029": "2026-12-01/2029-02-24",
        "in der Sommerpause im Jahr 2027": "",
        "vor der Bundestagswahl 2033": "",
    },
}


def days_of(window: Window | None) -> str:
    """Its days with a slash between, empty for no window."""
    return f"{window.start or ''}/{window.end or ''}" if window else ""


@pytest.mark.parametrize(
    ("language", "phrase", "expected"),
    [(language, phrase, days) for language, cases in CASES.items() for phrase, days in cases.items()],
)
def test_a_name_is_read_as_the_days_that_it_stands_for(language: str, phrase: str, expected: str) -> None:
    assert days_of(resolve(phrase, SAID, language, conventions=NAMED)) == expected
    assert resolve(phrase, SAID, language, conventions=NAMELESS) is None


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_what_holds_no_name_is_read_as_ever(said: list[str]) -> None:
    phrase = " ".join(said)
    other = Conventions(named_days={"budget day": "2027-03-03", "party conference": "2027-10-01/2027-10-04"})
    assert resolve(phrase, SAID, "en", conventions=other) == resolve(phrase, SAID, "en", conventions=NAMELESS)


def test_a_language_without_words_reads_no_names() -> None:
    assert resolve("before the next election", SAID, "xx", conventions=NAMED) is None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "The Election comes, and we open it before the next election, or two weeks after the summer recess.",
            ["The Election", "before the next election", "two weeks after the summer recess"],
        ),
        ("en", "By the Summer Recess it is done; in May 2028 it opens", ["By the Summer Recess", "in May 2028"]),
        ("fr", "Ce sera prêt avant l’élection présidentielle, dit-elle.", ["avant l’élection présidentielle"]),
        ("fr", "Ce sera prêt avant l’élection présidentielle de 2027.", ["avant l’élection présidentielle de 2027"]),
        ("en", "The by-election and other pre-election news are told, as is the 2035 election.", []),
        ("en", "A non-summer recess is open.", []),
        ("en", "On 3 May 2031 election results are told.", ["On 3 May 2031", "election"]),
        ("en", "Before the next election 2027 summer recess begins.", ["Before the next election 2027"]),
        ("en", "Nothing is said here.", []),
    ],
)
def test_names_are_found_in_a_text(language: str, text: str, expected: list[str]) -> None:
    found = find(text, language, NAMED.named_days)
    assert [phrase for _, _, phrase in found] == expected
    assert all(text[start:end] == phrase for start, end, phrase in found)


def test_a_quotation_names_its_deadline() -> None:
    quote = "We will open the tunnel before the next election, I promise."
    assert deadline_in(quote, SAID, "en", NAMED) == "before the next election"
    assert deadline_in(quote, SAID, "en", NAMELESS) == ""


def test_an_article_names_it_too() -> None:
    text = "The minister said the tunnel will open before the next election."
    (claim,) = suggest(text, "en", SAID, NAMED)
    assert (claim.deadline, days_of(claim.window)) == ("before the next election", "2026-12-01/2027-04-10")
