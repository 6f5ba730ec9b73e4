"""Deadline phrases inside sentences."""

from __future__ import annotations

import pytest

from tracker.dates.find import find


def phrases(text: str, language: str) -> list[str]:
    found = find(text, language)
    for start, end, phrase in found:
        assert text[start:end] == phrase
    return [phrase for _, _, phrase in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It will launch next week, and ship by the end of 2027.", ["next week", "by the end of 2027"]),
        ("The release was delayed indefinitely.", ["indefinitely"]),
        ("He promised it soon, on Monday, or within two weeks.", ["soon", "on Monday", "within two weeks"]),
        ("It may, in 2030, be the best.", ["in 2030"]),
        ("Week after week it is late, year after year.", []),
        ("Ship it by the second Monday after Easter, she said.", ["by the second Monday after Easter"]),
        ("He said on Monday after May sales fell that it opens.", ["on Monday", "after May"]),
        ("It may be the second best of the week.", []),
        ("We march on. The sun is out.", []),
        ("We will meet on Sunday, May 5, 2026 at noon.", ["on Sunday, May 5, 2026"]),
        (
            "Revenue grew 5% in the third quarter of 2026, to 5 million units.",
            ["in the third quarter of 2026"],
        ),
        ("They waited for three years and two months.", []),
        ("It came out last week and yesterday.", []),
        ("A new model is expected early this summer.", ["early this summer"]),
        ("Shipping starts in March. The rest follows.", ["in March"]),
        ("The line will open in May, a spokesman said.", ["in May"]),
        ("The plant opens by March, two years late.", ["by March"]),
        ("It opened a day early, the next is a year late.", []),
        ("It opens on May third. It closes on May 3.", ["on May third", "on May 3"]),
        ("It grew over three years and for at least two decades.", []),
        ("Sales fell in the past 30 days, on Tuesday at an event.", ["on Tuesday"]),
        ("Over the next five years, from the year of the merger.", ["Over the next five years"]),
        ("Prices will fall next year.", ["next year"]),
        ("Rents could sharply fall in 2027, or won’t fall this winter.", ["in 2027", "this winter"]),
        ("The toll is expected to fall next year.", ["next year"]),
        ("The tide may not fall this month.", ["this month"]),
        ("If ticket sales fall next year, they fall this year too.", ["next year", "this year"]),
        ("The pier will open in fall next year.", ["in fall next year"]),
        ("It opens by fall. This fall is wet, and next fall is dry.", ["by fall", "This fall", "next fall"]),
        ("The pier will open fall 2027.", ["fall 2027"]),
        ("They moved the fair to fall next year, then to fall of 2028.", ["to fall next year", "to fall of 2028"]),
        ("It runs from spring to fall next year.", ["from spring to fall next year"]),
        ("Oil falls below $50 next year, and gas from £5 to £3.", ["next year"]),
        ("It will cost $5 in May, and €10 March 2027.", ["in May", "March 2027"]),
        ("At 50 next year, he retires within the next 3 weeks.", ["next year", "within the next 3 weeks"]),
        ("He will be back in May; the results come in June.", ["in May", "in June"]),
        ("It opens come spring, or in the back half of May.", ["come spring", "in the back half of May"]),
        ("The court ruled on Wednesday on the appeal.", ["on Wednesday"]),
        ("It counts from Wednesday on, or from 2027 onwards.", ["from Wednesday on", "from 2027 onwards"]),
        ("It took half a year; version 1.5 in May comes in half a year.", ["in May", "in half a year"]),
        ("This time it holds. By this time next year it is done.", ["By this time next year"]),
        ("Exports will recover in the third quarter.", ["in the third quarter"]),
        (
            "It ships in the second quarter, not in the final quarter.",
            ["in the second quarter", "in the final quarter"],
        ),
        ("The third quarter was good, and in the third week of it nobody came.", []),
        ("He died in the third century.", []),
        ("Settled before tonight. Paid before Friday night.", ["before tonight", "before Friday night"]),
        ("We will cut emissions by half by 2035.", ["by 2035"]),
        ("Reduce traffic by half. It fell by one half, and costs by a quarter.", []),
        ("It will fall by half this year, or be cut in half next year.", ["this year", "next year"]),
        ("It comes by half-year end, and in half a year.", ["by half-year end", "in half a year"]),
        ("no dates here", []),
        ("", []),
    ],
)
def test_english_sentences(text: str, expected: list[str]) -> None:
    assert phrases(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le modèle sortira la semaine prochaine, d’ici la fin de l’année.",
            ["la semaine prochaine", "d’ici la fin de l’année"],
        ),
        ("Il a été retardé indéfiniment.", ["indéfiniment"]),
        ("L'été prochain, il jouera au jeu de la mer.", ["L'été prochain"]),
        ("Il a été lancé et le mois a été long.", []),
        ("Ce sera prêt bientôt, fin 2027 au plus tard.", ["bientôt", "fin 2027 au plus tard"]),
        ("Pas avant le printemps 2026, dit-il.", ["Pas avant le printemps 2026"]),
        ("Le projet est reporté sine die.", ["sine die"]),
        ("Investir au cours des cinq prochaines années.", ["au cours des cinq prochaines années"]),
        ("Rendez-vous mardi 5 mai à Paris.", ["mardi 5 mai"]),
        ("Le chômage baissera au troisième trimestre.", ["au troisième trimestre"]),
        ("Rien au premier semestre, tout au dernier trimestre.", ["au premier semestre", "au dernier trimestre"]),
        ("Le troisième trimestre fut bon.", []),
        ("Réduire les émissions de moitié d’ici 2035, de moitié.", ["d’ici 2035"]),
        (
            "Baisser de la moitié cette année, puis dans la seconde moitié de 2027.",
            ["cette année", "dans la seconde moitié de 2027"],
        ),
        ("Tout sera dit avant lundi soir.", ["avant lundi soir"]),
    ],
)
def test_french_sentences(text: str, expected: list[str]) -> None:
    assert phrases(text, "fr") == expected


def test_german_sentences() -> None:
    text = "Das Modell kommt nächste Woche, spätestens am 30. Juni. Es wird bald verschoben."
    assert phrases(text, "de") == ["nächste Woche", "spätestens am 30. Juni", "bald"]
    assert phrases("Das gilt am Montag an der Kasse und von Mittwoch an.", "de") == ["Montag", "von Mittwoch an"]
    assert phrases("Maerz ist da. Es läuft gut im Maerz.", "de") == ["im Maerz"]
    text = "Der Export wächst im dritten Quartal und sinkt im zweiten Halbjahr. Das dritte Quartal war gut."
    assert phrases(text, "de") == ["im dritten Quartal", "im zweiten Halbjahr"]

    text = "Die Emissionen sinken um die Hälfte bis 2035, die Kosten auf die Hälfte im nächsten Jahr."
    assert phrases(text, "de") == ["bis 2035", "im nächsten Jahr"]

    text = "Das gilt binnen Jahresfrist. In der ersten Augusthälfte ist Ruhe, und das halbe Jahr war gut."
    assert phrases(text, "de") == ["binnen Jahresfrist", "In der ersten Augusthälfte"]


def test_an_unknown_language_has_none() -> None:
    assert find("next week", "xx") == []


def test_offsets_hold_after_letters_that_change_length() -> None:
    text = "ﬁne STRASSE İstanbul e\u0301te\u0301: next week"
    assert find(text, "en") == [(text.index("next"), len(text), "next week")]
