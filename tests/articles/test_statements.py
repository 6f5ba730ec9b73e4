"""Passages of articles as statements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.articles.statements import LONGEST_STATEMENT, statement_of

CASES = [
    ("en", "The ferry opens next week.", "The ferry opens next week"),
    ("en", "and that the ferry\nopens next week,", "The ferry opens next week"),
    ("en", "that the ferry opens next week", "The ferry opens next week"),
    ("en", "That will cost 5 million euros.", "That will cost 5 million euros"),
    ("en", "however, the ferry opens later", "The ferry opens later"),
    (
        "en",
        "The port said on Friday that its ferry will enter service next week.",
        "Its ferry will enter service next week",
    ),
    ("en", "The port said that it will open a line.", "The port said that it will open a line"),
    ("en", "“We will carry 400 people by May,” said director Ana Ruiz.", "We will carry 400 people by May"),
    ("en", "“We will win,” said Ana Ruiz.", "“We will win,” said Ana Ruiz"),
    ("en", "We will carry 400 people by May,” said director Ana Ruiz.", "We will carry 400 people by May"),
    ("en", "“It is the largest ferry in the world.”", "It is the largest ferry in the world"),
    (
        "en",
        "The ship was postponed indefinitely, harbour director Ana Ruiz said.",
        "The ship was postponed indefinitely",
    ),
    (
        "en",
        "The ship will sail in May, said Ana Ruiz, who runs it.",
        "The ship will sail in May, said Ana Ruiz, who runs it",
    ),
    ("en", "The ship will sail in May, said Ana Ruiz, the port's head.", "The ship will sail in May"),
    ("fr", "Le bac ouvrira en mai, a déclaré Anne Morel, la maire de Brest.", "Le bac ouvrira en mai"),
    ("en", "The ship will sail in May, said Ana Ruiz, head of the port.", "The ship will sail in May"),
    (
        "en",
        "The ship will sail in May, said Ana Ruiz, 54, head of roads, ships and bridges, in a statement on Monday.",
        "The ship will sail in May",
    ),
    ("en", "The ship will sail in May, according to Ana Ruiz, head of the port.", "The ship will sail in May"),
    ("en", "The ship will sail in May, according to its owner, Ana Ruiz.", "The ship will sail in May"),
    ("en", "The ship will sail in May, Ana Ruiz, head of the port, told reporters.", "The ship will sail in May"),
    ("en", "The ship will sail in May, the mayor, Ana Ruiz, said.", "The ship will sail in May"),
    (
        "en",
        "The ship will sail in May, said Ana Ruiz, head of the port, adding that it is full.",
        "The ship will sail in May, said Ana Ruiz, head of the port, adding that it is full",
    ),
    ("fr", "Le bac ouvrira en mai, a déclaré Anne Morel, directrice du port.", "Le bac ouvrira en mai"),
    ("fr", "Le bac ouvrira en mai, a déclaré lundi Anne Morel, ministre de l’Économie.", "Le bac ouvrira en mai"),
    ("en", "The ship will sail in May, Ana Ruiz told analysts on a call.", "The ship will sail in May"),
    ("en", "The ship will sail in May, Ana Ruiz told the Osland Times in an interview.", "The ship will sail in May"),
    ("en", "The ship will sail in May, the port wrote on X (formerly Twitter).", "The ship will sail in May"),
    ("fr", "Le bac ouvrira en mai, a écrit le port sur X (ex-Twitter).", "Le bac ouvrira en mai"),
    ("fr", "Le bac ouvrira en mai, a assuré à l’AFP Anne Morel, directrice du port.", "Le bac ouvrira en mai"),
    (
        "fr",
        "Le bac ouvrira en mai, a déclaré Luc Roy, patron du port, lors d’une conférence de presse lundi.",
        "Le bac ouvrira en mai",
    ),
    ("fr", "Le bac ouvrira en mai, explique-t-elle.", "Le bac ouvrira en mai"),
    ("fr", "Le bac ouvrira en mai, promet-il dans un communiqué.", "Le bac ouvrira en mai"),
    ("fr", "Le bac ouvrira en mai, a-t-elle annoncé lundi.", "Le bac ouvrira en mai"),
    ("fr", "Le bac ouvrira en mai, selon Anne Morel, directrice du port.", "Le bac ouvrira en mai"),
    (
        "en",
        "Ana Ruiz, the city's mayor, said the port will open on Monday.",
        "Ana Ruiz, the city's mayor, said the port will open on Monday",
    ),
    (
        "en",
        "Ana Ruiz, who founded the line, claims the ferries are the best in the world.",
        "Ana Ruiz, who founded the line, claims the ferries are the best in the world",
    ),
    ("en", "The ship will sail in May, according to the port.", "The ship will sail in May"),
    ("en", "The ship will sail in May, the port said on Monday.", "The ship will sail in May"),
    ("en", "The ship will sail in May, spokesman Ian Holt said Monday.", "The ship will sail in May"),
    ("en", "The ship will sail in May, the port said late on Tuesday.", "The ship will sail in May"),
    ("en", "The ship will sail in May, the port said last week.", "The ship will sail in May"),
    (
        "en",
        "The ship will sail in May, the head of the port told reporters at a press conference on Monday.",
        "The ship will sail in May",
    ),
    ("en", "The ship will sail on Monday, the port said.", "The ship will sail on Monday"),
    ("en", "The ship will sail, the port said, on Monday.", "The ship will sail, the port said, on Monday"),
    ("fr", "Le bac ouvrira en mai, la société a annoncé lundi dans un communiqué.", "Le bac ouvrira en mai"),
    ("en", "Tomorrow, Ana Ruiz said.", "Tomorrow, Ana Ruiz said"),
    ("fr", "Le bac ouvrira en mai, a déclaré Anne Morel.", "Le bac ouvrira en mai"),
    ("en", "The “fast” ferry is late", "The “fast” ferry is late"),
    ("en", "The plan (due in May) is late.", "The plan (due in May) is late"),
    ("fr", "et que le bac ouvrira lundi prochain", "Le bac ouvrira lundi prochain"),
    ("fr", "La société a déclaré vendredi que le bac ouvrira en mai.", "Le bac ouvrira en mai"),
    ("fr", "La société prévoit qu’il ouvrira au printemps.", "La société prévoit qu’il ouvrira au printemps"),
    ("fr", "« Nous ouvrirons la ligne en mai », a déclaré Anne Morel.", "Nous ouvrirons la ligne en mai"),
    ("fr", "« Nous ouvrirons la ligne en mai », a lancé Anne Morel.", "Nous ouvrirons la ligne en mai"),
    ("fr", "« Nous ouvrirons la ligne en mai », s’est félicitée Anne Morel.", "Nous ouvrirons la ligne en mai"),
    ("en", "“We will open the line in May,” quipped Ana Ruiz.", "We will open the line in May"),
    ("en", "“We will open the line in May,” quipped Ana Ruiz, who has led it.", "We will open the line in May"),
    ("en", "“We will open the line in May,” Ruiz quipped.", "We will open the line in May"),
    ("en", "“We will open the line in May,” before Ana Ruiz", "“We will open the line in May,” before Ana Ruiz"),
    ("fr", "Bien que tard, le bac ouvrira en mai.", "Bien que tard, le bac ouvrira en mai"),
    ("de", "und dass die Fähre morgen fährt.", "Und dass die Fähre morgen fährt"),
    ("xx", "", ""),
    ("en", "“”", ""),
]


@pytest.mark.parametrize(("language", "words", "statement"), CASES)
def test_a_passage_as_a_statement(language: str, words: str, statement: str) -> None:
    assert statement_of(words, language) == statement


@given(
    words=st.text(alphabet='aB1 .,;“”«»"()[]‘’\n é', max_size=80) | st.text(),
    language=st.sampled_from(["en", "fr", "xx"]),
)
def test_a_statement_is_short_and_in_one_line(words: str, language: str) -> None:
    statement = statement_of(words, language)
    assert len(statement) <= LONGEST_STATEMENT
    assert statement == statement.strip()
    assert "\n" not in statement


def test_a_long_passage_is_cut() -> None:
    assert statement_of("word " * 200, "en").endswith("…")
