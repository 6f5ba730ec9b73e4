"""The language of an article."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tracker.articles.loading.telling_languages import language_in_english, language_of, language_told
from tracker.dates.words import available_languages
from tracker.languages.word_lists import languages_with

LANGUAGES = Path(__file__).parents[3] / "tracker" / "languages"

TEXTS = {
    "en": [
        "The port said on Friday that its ferry will sail next week, and that nobody has to worry about it.",
        "Nobody was hurt when the first ship ran aground, but their owners say they should have been told.",
    ],
    "fr": [
        "Le port a annoncé vendredi que son bac partira la semaine prochaine et qu’il sera le plus grand du pays.",
        "Les essais sont terminés ; nous sommes prêts, a dit la directrice, mais les quais ne le sont pas encore.",
    ],
    "de": [
        "Der Hafen hat am Freitag mitgeteilt, dass die Fähre nächste Woche fährt und das größte Schiff des Landes ist.",
        "Niemand wurde verletzt, als das erste Schiff auf Grund lief, aber die Stadt will nun doch eine Brücke.",
    ],
    "": [
        "El puerto anunció el viernes que su barco saldrá la semana que viene y que será el más grande del mundo.",
        "Il porto ha annunciato venerdì che il suo traghetto partirà la settimana prossima e che sarà il più grande.",
        "De haven zei vrijdag dat de boot volgende week vaart en dat het de grootste van het land is of wordt.",
        "O porto anunciou na sexta-feira que o seu barco parte na próxima semana e que é o maior do mundo.",
        "Portul a anunțat vineri că feribotul va pleca săptămâna viitoare și că este cel mai mare din lume.",
        "Portus nuntiavit navem novam proxima hebdomade exituram esse, quae omnium maxima futura sit.",
        "Паром отправится на следующей неделе, сказали в порту.",
        "Ferry ahead.",
        "The end.",
        "1 2 3 4 5",
        "",
    ],
}


@pytest.mark.parametrize(("text", "code"), [(text, code) for code, texts in TEXTS.items() for text in texts])
def test_the_commonest_words_tell_the_language(text: str, code: str) -> None:
    assert language_of(text) == code


def test_two_languages_in_equal_parts_are_none() -> None:
    assert language_of(" ".join(TEXTS["en"] + TEXTS["fr"])) == ""


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(
            ("en", "en"),
            ("EN-us", "en"),
            ("en_GB", "en"),
            ("fr_FR", "fr"),
            (" de ", "de"),
            ("fra", "fr"),
            ("ger", "de"),
        ),
        *(("English", "en"), ("Français", "fr"), ("Deutsch", "de"), ("es", ""), ("xx", ""), ("", ""), ("../en", "")),
        *(("english please", ""), ("e", ""), ("-", "")),
    ],
)
def test_a_language_goes_by_several_names(name: str, code: str) -> None:
    assert language_told(name) == code


def test_a_language_has_its_english_name() -> None:
    told = [language_in_english(code) for code in ("de", "en", "fr", "tlh")]
    assert told == ["German", "English", "French", "tlh"]


@pytest.mark.parametrize("code", languages_with("common"))
def test_each_list_is_sound(code: str) -> None:
    listed = tomllib.loads((LANGUAGES / code / "common.toml").read_text(encoding="utf-8"))
    assert listed.pop("in_english").casefold() in listed["names"]
    assert set(listed) == {"names", "bylines", "datelines", "in_names", "words"}
    assert len(listed["words"]) >= 60
    for words in listed.values():
        assert len(set(words)) == len(words)
        assert all(word == word.casefold() for word in words)


def test_a_word_of_two_languages_tells_neither() -> None:
    lists = {
        code: set(tomllib.loads((LANGUAGES / code / "common.toml").read_text(encoding="utf-8"))["words"])
        for code in languages_with("common")
    }
    for code, words in lists.items():
        for other, others in lists.items():
            assert code == other or not words & others


def test_every_language_can_be_told() -> None:
    assert languages_with("common") == available_languages()
