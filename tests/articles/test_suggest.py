"""What is suggested, and why."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.timing import seconds_of
from tracker.articles.sentences import sentences_of
from tracker.articles.suggest import Hand, Suggestion, every_sentence, suggest
from tracker.claims.vocabulary import Kind

FRIDAY = date(2025, 7, 11)

ENGLISH = """Harbour board puts off ferry again
The Port of Calder said on Friday that its electric ferry will enter service next week. “We are sure that it will \
carry 400 passengers by the end of the year,” said harbour director Ana Ruiz. “It is the largest electric ferry in \
the world.”
She added that the second ship was postponed indefinitely. According to the Calder Times, the shipyard plans to hire \
120 welders. Nobody was hurt. The mayor thanked the crew. Who will pay for it?
Why would anyone say so? The town was founded by fishermen."""

FRENCH = """Le bac électrique encore reporté
La société Nordbac a annoncé vendredi que son bac électrique entrera en service la semaine prochaine. « Nous \
transporterons 400 000 passagers par an, c’est le plus grand bac du monde », a déclaré sa directrice, Anne Morel. \
Elle a ajouté que le second navire était repoussé indéfiniment.
Selon Le Monde, le chantier compte embaucher 120 soudeurs d’ici 2027. Le maire a remercié l’équipage. Qui paiera ?"""


def of(text: str, language: str, words: str) -> list[Suggestion]:
    """The suggestions for the sentence with these words."""
    return [one for one in suggest(text, language, FRIDAY) if words in text[one.start : one.end]]


def the(text: str, language: str, words: str) -> Suggestion:
    found = of(text, language, words)
    assert len(found) == 1
    return found[0]


def test_a_release_with_its_reasons() -> None:
    one = the(ENGLISH, "en", "next week")
    assert one.shown
    assert (one.kind, one.speaker, one.hand) == (Kind.RELEASE, "Port of Calder", Hand.DIRECT)
    assert one.deadline == "next week"
    assert str(one.window) == "Mon 14 – Sun 20 Jul 2025 (week)"
    told = [str(reason) for reason in one.reasons]
    assert "future: will" in told
    assert "date: next week" in told
    assert "speaker: Port of Calder" in told


def test_a_quotation_belongs_to_who_said_it() -> None:
    first = the(ENGLISH, "en", "400 passengers")
    second = the(ENGLISH, "en", "largest")
    assert first.speaker == second.speaker == "Ana Ruiz"
    assert first.deadline == "by the end of the year"
    assert second.kind is Kind.SUPERLATIVE


def test_a_pronoun_stands_for_the_last_speaker() -> None:
    one = the(ENGLISH, "en", "second ship")
    assert (one.kind, one.speaker, one.deadline) == (Kind.DELAY, "Ana Ruiz", "indefinitely")
    assert one.window is not None
    assert one.window.end is None


def test_what_an_outlet_says_is_second_hand() -> None:
    one = the(ENGLISH, "en", "welders")
    assert (one.kind, one.hand, one.via) == (Kind.PROMISE, Hand.SECONDHAND, "Calder Times")
    assert one.speaker == "the shipyard"


@pytest.mark.parametrize("words", ["thanked", "hurt", "anyone", "founded"])
def test_what_is_no_claim_is_not_shown(words: str) -> None:
    assert not any(one.shown for one in of(ENGLISH, "en", words))


def test_a_french_article() -> None:
    release = the(FRENCH, "fr", "prochaine")
    assert (release.kind, release.speaker, release.deadline) == (Kind.RELEASE, "Nordbac", "la semaine prochaine")
    assert str(release.window) == "Mon 14 – Sun 20 Jul 2025 (week)"
    quoted = the(FRENCH, "fr", "plus grand bac")
    assert quoted.speaker == "Anne Morel"
    delay = the(FRENCH, "fr", "repoussé")
    assert (delay.kind, delay.deadline) == (Kind.DELAY, "indéfiniment")
    plan = the(FRENCH, "fr", "soudeurs")
    assert (plan.kind, plan.hand, plan.deadline) == (Kind.PROMISE, Hand.SECONDHAND, "d’ici 2027")
    assert not any(one.shown for one in of(FRENCH, "fr", "remercié"))


def test_a_sentence_with_two_claims_comes_twice() -> None:
    text = (
        "Le chantier avait promis de livrer le bac la semaine prochaine, mais Luc Morel a annoncé vendredi que les "
        "essais étaient reportés indéfiniment."
    )
    first, second = suggest(text, "fr", FRIDAY)
    assert (first.start, first.end) == (second.start, second.end) == (0, len(text))
    assert (first.kind, first.speaker, first.deadline) == (Kind.RELEASE, "Le chantier", "la semaine prochaine")
    assert (second.kind, second.speaker, second.deadline) == (Kind.DELAY, "Luc Morel", "indéfiniment")
    assert text[second.words_start :].startswith("mais")


def test_two_voices_in_one_sentence() -> None:
    text = (
        "Radio-Canada a rapporté que le bac devrait avoir une portée comparable à celle du vieux bac, et que Nordbac "
        "prévoyait d’en faire le navire le plus rapide de sa catégorie, qui serait le plus sûr du pays."
    )
    best = [one for one in suggest(text, "fr", FRIDAY) if one.kind is Kind.SUPERLATIVE]
    assert [(one.speaker, one.via, one.hand) for one in best] == [("Nordbac", "Radio-Canada", Hand.SECONDHAND)]


OF_TWO = [
    ("Ada Berg expects rents to rise by 5 percent, while Luc Roy expects them to fall by 2030.", "en"),
    ("Ada Berg says that rents will rise in May, but Luc Roy insists that they will fall by 2030.", "en"),
    ("Ada Berg prévoit que les loyers augmenteront en mai, tandis que Luc Roy s’attend à une baisse d’ici 2030.", "fr"),
]


@pytest.mark.parametrize(("text", "language"), OF_TWO)
def test_a_sentence_of_two_speakers_comes_twice(text: str, language: str) -> None:
    first, second = suggest(text, language, FRIDAY)
    assert (first.speaker, second.speaker) == ("Ada Berg", "Luc Roy")
    assert "2030" not in first.deadline
    assert "2030" in second.deadline


def test_a_sentence_of_one_speaker_comes_once() -> None:
    text = "Ada Berg expects rents to rise by 5 percent, but she expects fares to fall by 2030."
    assert [one.speaker for one in suggest(text, "en", FRIDAY)] == ["Ada Berg"]


KINDS = [
    ("The tower will be the tallest in the county, its builders say.", Kind.SUPERLATIVE),
    ("The new engine is quieter than its rival.", Kind.COMPARISON),
    ("The company pledged to plant two forests.", Kind.PROMISE),
    ("Analysts expect rents to fall.", Kind.PREDICTION),
    ("The concert was cancelled.", Kind.DELAY),
    ("The album is scheduled for 12 September.", Kind.RELEASE),
    ("The maker says that the app allows users to pay abroad.", Kind.CAPABILITY),
    ("Sales rose 12 percent to 3 million euros.", Kind.QUANTITY),
    ("Rates will be at 3% by December.", Kind.PREDICTION),
    ("Exports are expected to recover in the second half.", Kind.PREDICTION),
    ("The ban will stay until 2031 at the earliest.", Kind.PROMISE),
    ("The phone will be in the hands of our largest customers by the end of June 2026.", Kind.PROMISE),
    ("China will be its largest market by the end of June 2026.", Kind.SUPERLATIVE),
]


FRENCH_KINDS = [
    ("Nous prévoyons de bâtir un pont.", Kind.PROMISE),
    ("Nous espérons ouvrir un quai.", Kind.PROMISE),
    ("Nous comptons embaucher.", Kind.PROMISE),
    ("Ana Roy a dit non. Selon elle, les prix augmenteront en 2027.", Kind.PREDICTION),
]


@pytest.mark.parametrize(("text", "kind"), FRENCH_KINDS)
def test_french_kinds(text: str, kind: Kind) -> None:
    one = suggest(text, "fr", FRIDAY)[-1]
    assert one.shown
    assert kind is one.kind


@pytest.mark.parametrize(
    ("text", "language"),
    [("Will the bank cut rates in June 2026?", "en"), ("La banque baissera-t-elle ses taux en juin 2026 ?", "fr")],
)
def test_a_question_is_no_promise(text: str, language: str) -> None:
    assert suggest(text, language, FRIDAY) == []


DELAYS = [
    ("The opening, planned for May 2026, has been delayed indefinitely.", "en"),
    ("The opening, planned for August, has been delayed until October.", "en"),
    ("L’ouverture, prévue en mai 2026, est reportée sine die.", "fr"),
]


@pytest.mark.parametrize(("text", "language"), DELAYS)
def test_what_is_put_off_is_a_delay_though_a_day_is_named(text: str, language: str) -> None:
    assert [one.kind for one in suggest(text, language, FRIDAY)] == [Kind.DELAY]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kinds(text: str, kind: Kind) -> None:
    (one,) = suggest(text, "en", FRIDAY)
    assert one.shown
    assert kind is one.kind


def test_the_past_has_no_deadline() -> None:
    (one,) = suggest("In 2019 the mayor promised to build a bridge.", "en", FRIDAY)
    assert (one.deadline, one.window) == ("", None)


def test_without_a_day_no_window_is_read() -> None:
    (one,) = suggest("The bridge will open next week.", "en", None)
    assert (one.deadline, one.window) == ("next week", None)


@pytest.mark.parametrize("language", ["de", "xx", "", "../en"])
def test_a_language_without_cues_suggests_nothing(language: str) -> None:
    assert suggest(ENGLISH, language, FRIDAY) == []


PIECES = st.sampled_from(
    [
        *("The firm", "Ana Ruiz", "he", "said", "will", "launch", "next week", ",", ".", "“", "”", '"', "«", "»", "'"),
        *("according to", "a déclaré", "selon", "d'", "qu'", "indéfiniment", "more", "than", "12 %", "\n", "(", ")"),
        *("the first", "le plus grand", "-t-", "il", "2030", "—", ";", ":", "...", "[...]", "\u00a0", "U.S.", "M."),
    ]
)


@given(
    text=st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join)),
    language=st.sampled_from(["en", "fr", "de"]),
    day=st.one_of(st.none(), st.dates(), st.just(FRIDAY)),
)
def test_whatever_the_text_it_is_answered(text: str, language: str, day: date | None) -> None:
    bounds = {(sentence.start, sentence.end) for sentence in sentences_of(text, language)}
    place = 0
    for one in suggest(text, language, day):
        assert (one.start, one.end) in bounds
        assert one.start >= place
        assert one.start <= one.words_start < one.words_end <= one.end
        assert one.reasons
        assert all(text[reason.start : reason.end] for reason in one.reasons)
        place = one.start


HOSTILE = (
    *(
        "a",
        "a ",
        "1 ",
        "1,",
        "more ",
        "the ",
        "said ",
        "will ",
        "“",
        '"',
        "« ",
        "(",
        "'",
        "d'",
        "de la ",
        "more a than ",
    ),
    *("according to ", "A. ", "A ", "A of ", "the report of ", "est plus ", "plus que ", "selon ", "1 million "),
    *("he said, ", "O’", "-", "a-t-il ", "in the ", "next week ", "the most ", "au cours des ", "\n", "é", "ra "),
    *("more ", "A, ", ", but ", "a.b.", "prévoit a ", "has not "),
    *("said Ana Ruiz, mayor, ", "a, said Ana, b and c, ", "« x, a dit Ana Roy, ", "dit-elle, ", "x, on a call, said "),
    "in the end of the first of the last of the week of the may of the ",
    "It will end in the end of the first of the last of the week of the may of the end. ",
    "Il ouvrira dans le début de la fin du premier de la semaine du mois de la fin de mai. ",
)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_less_than_a_second(piece: str, language: str) -> None:
    text = (piece * 20_000)[:20_000]
    suggest("Warm up.", language, FRIDAY)
    assert seconds_of(partial(suggest, text, language, FRIDAY), enough=1) < 1


def test_a_thousand_words_are_read_at_once() -> None:
    text = "\n".join([ENGLISH] * 9)
    assert seconds_of(partial(suggest, text, "en", FRIDAY)) < 0.15 * len(text.split()) / 1000


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_every_sentence_is_there_besides_those_suggested(text: str, language: str) -> None:
    every = every_sentence(text, language, FRIDAY)
    assert [one for one in every if one.is_suggested] == suggest(text, language, FRIDAY)
    assert {(one.start, one.end) for one in every} == {(s.start, s.end) for s in sentences_of(text, language)}
    assert not any(one.shown for one in every if not one.is_suggested)


def test_a_language_without_cues_has_its_sentences_as_they_are() -> None:
    every = every_sentence("Die Fähre fährt morgen. Wer zahlt?", "de", FRIDAY)
    assert [(one.kind, one.speaker, one.is_suggested) for one in every] == [(Kind.OTHER, "", False)] * 2


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Die Fähre fährt bis Ende 2027.", "bis Ende 2027"),
        ("Die Fähre fuhr 2019 im März.", ""),
        ("Am 3. Mai 2019 hieß es, sie fahre bis Ende 2027.", ""),
        ("Wer zahlt?", ""),
    ],
)
def test_in_a_language_without_cues_the_one_moment_to_come_is_the_deadline(sentence: str, deadline: str) -> None:
    (found,) = every_sentence(sentence, "de", FRIDAY)
    assert (found.deadline, found.window is not None) == (deadline, bool(deadline))
    assert every_sentence(sentence, "de", None)[0].deadline == ""


def test_who_goes_by_a_last_name_is_named_as_elsewhere() -> None:
    text = "Ana Ruiz said the ferry will open in May. Ruiz said the pier will close. Ferry prices will fall, Berg said."
    assert [one.speaker for one in suggest(text, "en", FRIDAY)] == ["Ana Ruiz", "Ana Ruiz", "Berg"]
    both = f"{text} Luis Ruiz said the port will grow."
    assert [one.speaker for one in suggest(both, "en", FRIDAY)][1] == "Ruiz"


def test_reading_loads_no_heavy_libraries() -> None:
    asked = (
        "import sys, datetime; from tracker.articles import anchor, suggest;"
        "suggest.suggest('It will ship next week.', 'en', datetime.date(2025, 7, 11));"
        "print([name for name in ('sqlalchemy', 'textual', 'dateparser', 'rapidfuzz') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


SPEAKERS = [
    ("Sales rose 12 percent, local port officials said.", "en", "local port officials"),
    ("The prime minister of Osland, Ada Berg, said that taxes will fall.", "en", "Ada Berg"),
    ("Until this week the port planned to open the pier in May.", "en", "the port"),
    ("Norbank analysts expect rents to fall 3 percent.", "en", "Norbank analysts"),
    ("Home Secretary Ada Berg said the pier will close.", "en", "Ada Berg"),
    ("Au moins 14 bateaux ont coulé, a indiqué la préfecture.", "fr", "la préfecture"),
    ("Le ministère des Transports a annoncé qu’il réviserait 12 règles.", "fr", "Le ministère des Transports"),
    ("Le PDG d’Acmé, Luc Roy, a déclaré que l’usine fermera.", "fr", "Luc Roy"),
    ("Les prix augmenteront de 5 %, explique la présidente du club, Ana Roy.", "fr", "Ana Roy"),
    ("Le club n’a pas précisé si les 300 places seront vendues.", "fr", ""),
    ("The pier will reopen by the end of the year, port spokesman Ian Holt said on Monday.", "en", "Ian Holt"),
    ("The pier will reopen in June 2027, the council said on Monday.", "en", "the council"),
    ("The pier will reopen in June 2027, spokesman Ian Holt said Monday.", "en", "Ian Holt"),
    ("The pier will reopen in June 2027, said Ian Holt on Monday.", "en", "Ian Holt"),
    ("The pier will reopen in June 2027, the council said late on Tuesday.", "en", "the council"),
    ("The pier will reopen in June 2027, the council announced last week.", "en", "the council"),
    ("The pier will reopen in June 2027, the council said yesterday.", "en", "the council"),
    ("The pier will reopen in June 2027, said the council in a statement.", "en", "the council"),
    (
        "The pier will reopen in June 2027, the council told reporters at a news conference on Monday.",
        "en",
        "the council",
    ),
    ("The pier will reopen in June 2027, the mayor, Ada Berg, said in an interview.", "en", "Ada Berg"),
    ("The pier will reopen in June 2027, said the mayor, Ada Berg, on Monday.", "en", "Ada Berg"),
    ("The pier will reopen in June 2027, said April Holt on Friday.", "en", "April Holt"),
    ("The pier will reopen in June 2027, said Prime Minister Ada May.", "en", "Ada May"),
    ("The council said on Monday that the pier will reopen in June 2027.", "en", "The council"),
    ("Ada Berg, the mayor, said the pier will reopen on Monday.", "en", "Ada Berg"),
    ("Le quai rouvrira en juin 2027, a déclaré lundi la maire Ana Roy.", "fr", "Ana Roy"),
    ("Le quai rouvrira en juin 2027, a annoncé lundi la maire.", "fr", "la maire"),
    ("Le quai rouvrira en juin 2027, a annoncé Ana Roy lundi soir.", "fr", "Ana Roy"),
    ("Le quai rouvrira en juin 2027, a indiqué jeudi dans un communiqué la préfecture.", "fr", "la préfecture"),
    ("« Nous rouvrirons le quai bientôt », a déclaré hier la maire Ana Roy.", "fr", "Ana Roy"),
    ("Le club, fondé à Brest, a annoncé lundi la fermeture de ses 12 quais le 3 mai 2027.", "fr", "Le club"),
    ("Le club, fondé à Brest, a annoncé la fermeture prochaine de son quai lundi.", "fr", "Le club"),
    ("The port will open in May, said Ana Ruiz, the city's mayor.", "en", "Ana Ruiz"),
    ("Le port ouvrira en mai, a déclaré Anne Morel, la maire de Brest.", "fr", "Anne Morel"),
    ("Norbank cut its rates and said it would close two piers.", "en", "Norbank"),
    ("The Bank of Osland cut its rates but said it would close two piers.", "en", "Bank of Osland"),
    ("The council has met twice and said it would close two piers.", "en", "The council"),
    ("La maire a salué le projet mais a indiqué que le quai fermera.", "fr", "La maire"),
    ("Norbank cut its rates and also said it would close two piers.", "en", "Norbank"),
    ("Norbank a ouvert un quai et ne prévoit pas de le fermer avant 2028.", "fr", "Norbank"),
    ("Norbank ne s’attend pas à une baisse des prix avant 2028.", "fr", "Norbank"),
    ("Norbank a salué le projet et a indiqué que le quai fermera.", "fr", "Norbank"),
    ("Norport bought a ship that it claims is the fastest of all, and said it would sail.", "en", ""),
    ("The works could begin in August, the port has said, and the pier should hold 40 boats.", "en", "the port"),
    ("Le quai pourrait ouvrir en août, a dit la maire, et 40 bateaux y seront.", "fr", "la maire"),
    ("The works could begin in August, the port said on Monday, and the pier should hold 40 boats.", "en", "the port"),
    ("The WHO, which counts them, says that 40 boats will sink.", "en", "WHO"),
    ("WHO says that 40 boats will sink.", "en", "WHO"),
    ("Ada Berg, the mayor, said the pier, which holds 40 boats, will close.", "en", "Ada Berg"),
    ("OSLO (Norpress) - The bank said it will close two piers.", "en", "The bank"),
    ("BREST, 11 mars - La maire, Ana Roy, a déclaré que le quai fermera.", "fr", "Ana Roy"),
    ("NORSHIP — the oldest yard of all — said it will close two piers.", "en", "NORSHIP"),
    ("“We will hire 50 people,” said its CEO, Ada Berg.", "en", "Ada Berg"),
    ("« Nous embaucherons 50 personnes », a déclaré son PDG, Luc Roy.", "fr", "Luc Roy"),
    ("D’après lui, la maire aura quitté Brest en août.", "fr", ""),
    ("The pier will close in 2028, said Ian Holt, chief executive of Acme.", "en", "Ian Holt"),
    ("The pier will close in 2028, said Acme chief executive Ian Holt.", "en", "Ian Holt"),
    ("The pier will close in 2028, said Ian Holt, Acme's chief executive.", "en", "Ian Holt"),
    ("The pier will close in 2028, said Ian Holt, 54, chief executive and chairman of Acme.", "en", "Ian Holt"),
    ("The pier will close in 2028, said Ian Holt, director of roads, bridges and tunnels.", "en", "Ian Holt"),
    ("The pier will close in 2028, said Ian Holt, director of Acme, on Monday.", "en", "Ian Holt"),
    ("The pier will close in 2028, said Ian Holt, director of Acme, adding that two others would.", "en", "Ian Holt"),
    ("The pier will close in 2028, said Ian Holt, who runs it.", "en", "Ian Holt"),
    ("The pier will close in 2028, said the council, which owns it.", "en", "the council"),
    ("The pier will close in 2028, said Holt, director of Acme.", "en", "Holt"),
    ("The pier, an old one, will close in 2028, said Ian Holt, director of Acme, adding two others.", "en", "Ian Holt"),
    ("The pier, said the mayor, will close in 2028.", "en", "the mayor"),
    ("The pier, which is old, will close in 2028, said officials at Acme.", "en", "officials"),
    ("Ada Berg, the mayor, told Ian Holt, director of Acme, that the pier will close in 2028.", "en", "Ada Berg"),
    ("“The pier will be the longest,” Ada Berg, Acme's director, told the Osland Times.", "en", "Ada Berg"),
    ("The port, home to 40 boats that will be sold, announced a sale, its first, in May.", "en", "The port"),
    ("The pier will close in 2028, its director, Ada Berg, told analysts on a call.", "en", "Ada Berg"),
    ("The pier will close in 2028, Ada Berg, director of Acme, told analysts.", "en", "Ada Berg"),
    ("The pier will be led by the mayor, Ada Berg, said Ian Holt.", "en", "Ian Holt"),
    ("The pier will close in 2028, Norbank wrote on X (formerly Twitter).", "en", "Norbank"),
    ("The pier will close in 2028, Ada Berg told the Osland Times.", "en", "Ada Berg"),
    ("Fares will fall in May, said analysts.", "en", "analysts"),
    ("The pier will close in 2028, two people familiar with the plan said.", "en", "two people familiar with the plan"),
    ("A spokesman with the port said that the pier will close in 2028.", "en", "A spokesman with the port"),
    ("Fares will fall in May, Berg cautioned.", "en", "Berg"),
    ("Fares will fall in May, replied Ada Berg, director of Acme.", "en", "Ada Berg"),
    ("A spokeswoman declined to comment on reports that the pier will close in 2028.", "en", ""),
    ("The works go on amid fears that the pier will close in 2028.", "en", ""),
    ("Ministers agreed, diplomats said, that the pier will close in 2028.", "en", "diplomats"),
    ("The pier, the mayor said on Monday, will close in 2028.", "en", "the mayor"),
    ("Ada Berg said no. The pier, she said, will close in 2028.", "en", "Ada Berg"),
    ("Ada Berg, 54, who has led the port since 2019, said, in a letter, that the pier will close.", "en", "Ada Berg"),
    ("The pier will close in 2028, Transport Minister Ada Berg announced.", "en", "Ada Berg"),
    ("The pier will close in 2028, said Acme chief executive Ian Holt, who runs it.", "en", "Ian Holt"),
    ("The pier will close in 2028, said the mayor, Ada Berg, who owns it.", "en", "Ada Berg"),
    ("Fares will fall in May, according to a study published on Monday.", "en", "a study"),
    ("Fares will fall in May, Ada Berg told state television.", "en", "Ada Berg"),
    ("Fares will fall in May, said, for the first time, nobody.", "en", ""),
    ("Le quai fermera en 2028, a déclaré Luc Roy, directeur du port.", "fr", "Luc Roy"),
    ("Le quai fermera en 2028, a annoncé Ana Roy, ministre de l’Économie.", "fr", "Ana Roy"),
    (
        "Le quai fermera en 2028, explique Luc Roy, 54 ans, directeur des routes, des ponts et des quais.",
        "fr",
        "Luc Roy",
    ),
    (
        "Le quai fermera en 2028, a déclaré Luc Roy, directeur du port, ajoutant que deux autres resteront.",
        "fr",
        "Luc Roy",
    ),
    ("Le quai fermera en 2028, a déclaré lundi Luc Roy, directeur du port.", "fr", "Luc Roy"),
    ("Le quai fermera en 2028, a déclaré Luc Roy, qui dirige le port.", "fr", "Luc Roy"),
    ("Le quai fermera en 2028, indique Norbank, filiale d’Acmé.", "fr", "Norbank"),
    ("Le quai fermera en 2028, a assuré à l’AFP Ana Roy, directrice du port.", "fr", "Ana Roy"),
    (
        "Le quai fermera en 2028, a indiqué à Reuters un porte-parole du port, confirmant une rumeur.",
        "fr",
        "un porte-parole du port",
    ),
    ("Le quai fermera en 2028, a affirmé au Figaro la directrice du port, Ana Roy.", "fr", "Ana Roy"),
    ("Le quai fermera en 2028, a annoncé à Brest Ana Roy.", "fr", "Ana Roy"),
    ("Le quai fermera en 2028, a prévenu mardi sur France Info le ministre des Transports, Luc Roy.", "fr", "Luc Roy"),
    ("Le quai fermera en 2028, a écrit Norbank sur X (anciennement Twitter).", "fr", "Norbank"),
    ("Les prix baisseront en mai, a confié au Figaro Ana Roy.", "fr", "Ana Roy"),
    ("Les prix baisseront en mai, a répondu la maire, Ana Roy.", "fr", "Ana Roy"),
    ("Les clients de Norbank s’attendent à ce que les prix baissent en mai.", "fr", "Les clients de Norbank"),
    ("Les prix baisseront en mai, rapporte Le Monde.", "fr", "Le Monde"),
    ("Les prix baisseront en mai, selon Les Échos.", "fr", "Les Échos"),
    ("Le Conseil de Brest a annoncé que les prix baisseront en mai.", "fr", "Conseil de Brest"),
    ("Le quai fermera en 2028, a annoncé le général Luc Roy, porte-parole de l’état-major.", "fr", "Luc Roy"),
    ("Le quai fermera en 2028, a dit le porte-parole du port, Luc Roy, à l’issue du conseil.", "fr", "Luc Roy"),
    ("« Nous fermerons le quai », a promis dimanche le Premier ministre.", "fr", "le Premier ministre"),
    ("Premier Tech a annoncé que l'usine ouvrira en 2027.", "fr", "Premier Tech"),
    ("Le Premier ministre Jean Petit a annoncé que le pont rouvrira en mai.", "fr", "Jean Petit"),
    ("Les prix baisseront en mai, selon une étude de Norbank publiée lundi.", "fr", "une étude de Norbank"),
    ("Les prix baisseront en mai, prédit Luc Roy, professeur à Brest.", "fr", "Luc Roy"),
    ("Les prix baisseront en mai, préviennent des experts, qui s’en réjouissent.", "fr", "des experts"),
    ("« Nous fermerons le quai, a promis Ana Roy, d’ici à la fin de l’année. »", "fr", "Ana Roy"),
    ("« Nous fermerons le quai en mai, a promis lundi la maire. »", "fr", "la maire"),
    ("« Nous fermerons le quai en mai, a promis la maire. Il rouvrira d’ici 2030. »", "fr", "la maire"),
    ("Ana Roy a dit non. « Nous fermerons, a-t-elle ajouté, le quai en mai. »", "fr", "Ana Roy"),
    ("« Le maire, qui était là, a annoncé une baisse de 5 %, puis une autre en mai. »", "fr", ""),
    ("« Le maire, a dit Ana Roy, fermera le quai en mai. »", "fr", "Ana Roy"),
    ("« Le maire a promis de fermer le quai en mai », raconte Ana Roy.", "fr", "Ana Roy"),
    (
        "« Le chantier, a promis le maire, fermera le quai en mai », raconte Ana Roy, directrice du port.",
        "fr",
        "Ana Roy",
    ),
    ("Le quai, a précisé la maire lundi, fermera en 2028.", "fr", "la maire"),
    ("Le club, qui est né à Brest, a annoncé la fermeture de ses 12 quais en 2028.", "fr", "Le club"),
    ("Le ministre de l’Est, Luc Roy, a déclaré que le quai fermera en 2028.", "fr", "Luc Roy"),
]


@pytest.mark.parametrize(("text", "language", "speaker"), SPEAKERS)
def test_speakers(text: str, language: str, speaker: str) -> None:
    assert {one.speaker for one in suggest(text, language, FRIDAY)} == {speaker}


QUOTED_BEHIND_ANOTHER = [
    ("“Fares will fall in May,” quipped Ada Berg.", "en", "Ada Berg"),
    ("“Fares will fall in May,” quipped the mayor, Ada Berg.", "en", "Ada Berg"),
    ("“Fares will fall in May,” Berg quipped.", "en", "Berg"),
    ("“Fares will fall in May. They will never rise,” quipped Ada Berg.", "en", "Ada Berg"),
    ("“Fares will fall in May,” quipped the mayor.", "en", ""),
    ("“Fares will fall in May,” he quipped.", "en", "Luc Roy"),
    ("“Fares will fall in May,” quipped Ada Berg, who runs the port and has led it for a year.", "en", "Ada Berg"),
    ("“Fares will fall in May,” quipped Ada Berg, head of the port and mayor, on a visit to Oslo.", "en", "Ada Berg"),
    ("“Fares will fall in May,” but they rose when Ada Berg, head of the port, was the mayor.", "en", ""),
    ("« Les prix baisseront en mai », s’est félicitée lundi Ana Morel, maire de Brest, à la radio.", "fr", "Ana Morel"),
    ("« Les prix baisseront en mai », lance Ana Morel à la tribune.", "fr", "Ana Morel"),
    ("“Fares will fall in May.”", "en", "Luc Roy"),
    ("« Les prix baisseront en mai », a lancé Ana Morel.", "fr", "Ana Morel"),
    ("« Les prix baisseront en mai », s’est félicitée la maire Ana Morel.", "fr", "Ana Morel"),
    ("« Les prix baisseront en mai », soutient Ana Morel, la maire de Brest.", "fr", "Ana Morel"),
    ("« Les prix baisseront en mai ! » résume Ana Morel.", "fr", "Ana Morel"),
    ("« Les prix baisseront en mai », se réjouit la maire.", "fr", ""),
    ("« Les prix baisseront en mai », espère-t-il.", "fr", "Luc Roy"),
    ("« Les prix baisseront en mai », avant Ana Morel.", "fr", "Luc Roy"),
]


@pytest.mark.parametrize(("text", "language", "speaker"), QUOTED_BEHIND_ANOTHER)
def test_a_quotation_is_not_by_whoever_spoke_before_where_a_name_follows(
    text: str, language: str, speaker: str
) -> None:
    before = {"en": "Luc Roy said no. ", "fr": "Luc Roy a dit non. "}[language]
    found = [one for one in suggest(before + text, language, FRIDAY) if one.start >= len(before)]
    assert {one.speaker for one in found} == {speaker}


MEANT = [
    ("Ada Berg said no. Luc Roy left the room. “Fares will fall by May,” he said.", "en", ""),
    ("Ada Berg said no. Luc Roy, who was there, left. He said that fares will fall.", "en", ""),
    ("Ada Berg said no. Luc Roy said yes. “Fares will fall,” he said.", "en", "Luc Roy"),
    ("Ada Berg said no. Mrs. Berg left the room. “Fares will fall by May,” she said.", "en", "Ada Berg"),
    ("Ada Berg said no. The room was full. “Fares will fall by May,” she said.", "en", "Ada Berg"),
    ("“We are ready,” said Ada Berg. It expects that fares will fall.", "en", ""),
    ("Norbank said no. Ada Berg left the room. It expects that fares will fall.", "en", "Norbank"),
    ("Ana Roy a dit non. Luc Morel a quitté la salle. « Les prix baisseront en mai », a-t-il dit.", "fr", ""),
    ("Ana Roy a dit non. La salle était pleine. « Les prix baisseront en mai », a-t-elle dit.", "fr", "Ana Roy"),
    ("Ana Roy a dit non. Les prix baisseront en mai, explique-t-elle.", "fr", "Ana Roy"),
    ("Ana Roy a dit non. Les prix baisseront en mai, promet-elle.", "fr", "Ana Roy"),
    ("Ana Roy a dit non. Les prix, assure-t-elle, baisseront en mai.", "fr", "Ana Roy"),
    ("Les maires ont dit non. Les prix baisseront en mai, affirment-ils lundi.", "fr", "Les maires"),
    ("Ana Roy a dit non. Les prix baisseront en mai, assure-t-on à Brest.", "fr", ""),
    ("Ana Roy a dit non. « Les prix, assure-t-on, baisseront en mai. »", "fr", ""),
    ("Ana Roy a dit non. « Les prix baisseront en mai », indique-t-on au ministère.", "fr", ""),
]


@pytest.mark.parametrize(("text", "language", "speaker"), MEANT)
def test_whom_a_pronoun_means(text: str, language: str, speaker: str) -> None:
    told = ((text[one.start : one.end], one.speaker) for one in suggest(text, language, FRIDAY))
    assert {who for words, who in told if "will fall" in words or "baisseront" in words} == {speaker}


DEADLINES = [
    ("Fares will fall next year.", "en", "next year"),
    ("The bank expects rents to fall this winter.", "en", "this winter"),
    ("The pier will open in fall next year.", "en", "in fall next year"),
    ("The pier will reopen on Monday, the council said.", "en", "on Monday"),
    ("The council said on Monday that the pier will reopen in June 2027.", "en", "in June 2027"),
    ("Ada Berg, the mayor, said the pier will reopen on Monday.", "en", "on Monday"),
    ("The pier will reopen, said Ian Holt, on Monday.", "en", "on Monday"),
    ("Fares will be higher than Norbank expects next year.", "en", "next year"),
    ("The pier will reopen soon, said Ian Holt on Monday.", "en", "soon"),
    ("The pier will reopen soon, the council said in a statement on Monday.", "en", "soon"),
    ("The pier will reopen soon, the council said this week.", "en", "soon"),
    ("“We will reopen the pier soon,” said Ian Holt on Monday.", "en", "soon"),
    ("“We will fix the pier soon,” said Ian Holt, promising to reopen it on Monday.", "en", "on Monday"),
    ("Le quai rouvrira bientôt, a annoncé la maire lundi.", "fr", "bientôt"),
    ("Exports will recover in the third quarter.", "en", "in the third quarter"),
    ("Le chômage devrait baisser au troisième trimestre.", "fr", "au troisième trimestre"),
    ("The pier was due to open this autumn, and will open in the fourth quarter.", "en", "in the fourth quarter"),
    ("The opening, planned for May 2026, has been delayed indefinitely.", "en", "indefinitely"),
    ("L’ouverture, prévue en mai 2026, est reportée sine die.", "fr", "sine die"),
    ("The pier, the mayor said on Monday, will reopen soon.", "en", "soon"),
    ("Ada Berg, who will retire in 2028, said the pier will reopen in May.", "en", "in May"),
    ("Ada Berg, who will retire in 2028, said the pier will reopen.", "en", ""),
    ("Ana Roy, qui partira en 2028, a déclaré que le quai rouvrira en mai.", "fr", "en mai"),
    ("The pier, which will close in 2028, will reopen.", "en", "in 2028"),
    ("The pier, which will close in 2028, is old, said Ada Berg.", "en", "in 2028"),
    ("The pier will close, but only in 2028, said Ada Berg.", "en", "in 2028"),
    ("The opening was postponed indefinitely; it was due in May.", "en", "indefinitely"),
    ("The opening, planned for August, has been delayed until October.", "en", "October"),
    ("The launch has been postponed to next spring, Acme said.", "en", "next spring"),
    ("The launch is pushed back again to 2028, Acme said.", "en", "2028"),
    ("Acme delays the launch until March 15, 2027.", "en", "March 15, 2027"),
    ("The launch was put off until after Easter 2027, Acme said.", "en", "after Easter 2027"),
    ("Acme said the results would be told in the week after Easter 2027.", "en", "in the week after Easter 2027"),
    ("The trial was suspended until further notice.", "en", "until further notice"),
    ("The deadline has been extended until March 2027, Acme said.", "en", "until March 2027"),
    ("Le lancement est repoussé jusqu’en 2028, a annoncé Acme.", "fr", "2028"),
    ("Le lancement est reporté à mars 2027, a annoncé Acme.", "fr", "à mars 2027"),
    ("Le délai est prolongé jusqu'en 2028, a annoncé Acme.", "fr", "jusqu'en 2028"),
    ("The pier was due to open by next summer, but its builder failed in November 2026.", "en", "by next summer"),
    ("Le quai devait ouvrir l’été prochain, mais le chantier a fermé en novembre 2026.", "fr", "l’été prochain"),
    ("The pier burned down in November, but it will be rebuilt.", "en", ""),
    ("Le quai a brûlé en novembre, mais il sera reconstruit.", "fr", ""),
    ("The pier, which opened in March, will close.", "en", ""),
    ("Le quai, qui a ouvert en mars, fermera.", "fr", ""),
    ("The pier, which opened in March, will close in August.", "en", "in August"),
    ("In August, the pier will close.", "en", "In August"),
    ("The pier will open, but then by August.", "en", "by August"),
    ("Ada Berg said in a letter sent on Saturday that the pier will close.", "en", ""),
    ("Ana Roy a dit dans une lettre envoyée samedi que le quai fermera.", "fr", ""),
    ("The port had promised in May that the pier would open this autumn.", "en", "this autumn"),
    ("Le port avait promis en mai que le quai ouvrirait cet automne.", "fr", "cet automne"),
    ("The town asked the port to delay the works by five years.", "en", ""),
]


@pytest.mark.parametrize(("text", "language", "deadline"), DEADLINES)
def test_deadlines(text: str, language: str, deadline: str) -> None:
    assert [one.deadline for one in suggest(text, language, FRIDAY)] == [deadline]
