"""Where sentences begin and end."""

from __future__ import annotations

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timing import seconds_of
from tracker.articles.sentences import sentences_of


def split(marked: str, language: str) -> tuple[list[str], list[str]]:
    """The wanted and the found sentences of a text whose sentences end with ``|``."""
    text = marked.replace("|", "")
    wanted = [part.strip() for part in marked.split("|") if part.strip()]
    return wanted, [text[found.start : found.end] for found in sentences_of(text, language)]


ENGLISH = [
    "It rains. |It pours.",
    "Mr. Ashby met Dr. Vance on St. Giles Road. |They talked.",
    "The U.S. Postal Board met in Washington D.C. |The vote is on Friday.",
    "He moved to the U.S. |She stayed.",
    "Prices rose 3.5 percent to $1.20. |Nobody minded.",
    "J. R. Harrow and K. Osei signed. |The deal holds.",
    "Acme Inc. Chairman Lee Moss left. |The firm said nothing.",
    "He works for Acme Inc. |It pays well.",
    "The bus leaves at 9 p.m. on Monday. |Be there.",
    "“It will open in May. |We are sure of it,” she said. |Then she left.",
    '"It will open." |He left.',
    '"Is it true?" he asked. |Nobody knew.',
    "He waited... and waited. |Then … it came. |Done…",
    "He waited... |Then it came.",
    "“We gain [...] |The rest follows.”",
    "See fig. 3 and No. 7. |The rest is clear.",
    "It (the first. And the last.) works. |Fine.",
    "Really?! |Yes! |No.",
    "A heading\n\n|The text begins. |It ends.",
    "This is a line that was broken because its width\nwas not enough for it. |And it ends here.",
    "Version 2.0 ships today. |Version 3 follows.",
    "Vitamin C. |The rest.",
    "They said so (see below). |Then they left.",
    "One sentence without an end",
    "\n\n  ",
    "...",
]
FRENCH = [
    "« C’est prêt », dit-il sur le site X. |« Venez tous. »",
    "Il pleut. |Il neige.",
    "M. Duval et Mme. Roy ont vu le Dr Petit. |Ils sont partis.",
    "« Le pont ouvrira en mai. |Nous en sommes sûrs », a-t-elle dit. |Puis elle est partie.",
    "« Le pont ouvrira. » |Il est parti.",
    "Il a dit « oui. ». |Elle a dit non.",
    "La hausse est de 3,5 % pour 1.200 foyers. |Rien d’autre.",
    "C’est l’art. 5 et le n. 12. |La suite est claire.",
    "J.-P. Morel et A. Diallo ont signé. |L’accord tient.",
    "Vers l’an 50 av. J.-C. |Le fort est détruit.",
    "Du lait, du pain, etc. |Tout manquait.",
    "« Vraiment ? » demande-t-il. |Personne ne sait.",
    "Il attendit… puis partit. |Fin.",
    "Titre\n|Le texte commence. |Il finit.",
]
GERMAN = [
    "Es regnet. |Es schneit.",
    "Am 3. Mai kam Dr. Weber z. B. nach Ulm. |Er blieb.",
    "„Wir öffnen im Mai. |Das ist sicher“, sagte sie. |Dann ging sie.",
]


@pytest.mark.parametrize(
    ("marked", "language"),
    [(case, code) for code, cases in (("en", ENGLISH), ("fr", FRENCH), ("de", GERMAN)) for case in cases],
)
def test_sentences(marked: str, language: str) -> None:
    wanted, found = split(marked, language)
    assert found == wanted


def test_list_marks_belong_to_no_sentence() -> None:
    text = "What comes:\n- one thing\n* another. With two.\n1. Open it.\n2) Close it.\n## Heading"
    found = [text[one.start : one.end] for one in sentences_of(text, "en")]
    assert found == ["What comes:", "one thing", "another.", "With two.", "Open it.", "Close it.", "Heading"]


def test_paragraphs_are_counted() -> None:
    found = sentences_of("One. Two.\nThree.\n\n\nFour.", "en")
    assert [sentence.paragraph for sentence in found] == [0, 0, 1, 2]


def test_an_unknown_language_is_split_by_the_signs() -> None:
    assert len(sentences_of("Primum hoc. Deinde illud! Quid?", "la")) == 3


_MARKERS = re.compile(r"(?:[a-zA-Z]|\d{1,3})[.)]")
SIGNS = st.text(alphabet="aB1 .!?…\"'«»“”()[]-\n\t\u00a0,;:é\u0301😀|")


@given(text=st.one_of(SIGNS, st.text()), language=st.sampled_from(["en", "fr", "de", "xx", "../en"]))
def test_offsets_hold_whatever_the_text(text: str, language: str) -> None:
    place = 0
    for found in sentences_of(text, language):
        assert place <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        assert not any(sign.isalnum() for sign in _MARKERS.sub("", text[place : found.start]))
        place = found.end


@pytest.mark.parametrize("piece", [".", "a.", "(", "((a.", '."', "» ", "A. ", "[...] ", "\n", "-\n", " ", "…»", "1) "])
def test_long_hostile_texts_are_split_in_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    assert seconds_of(partial(sentences_of, text, "en"), enough=1) < 1
