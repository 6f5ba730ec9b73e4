"""Claims that nobody made, in English and French, of 60 to 300 characters: told by chance, the same each time.

Names are made of syllables, so that there are as many words as in real articles, a few of them very common.
"""

# ruff: noqa: SIM905 -- lists of words are read, and changed, more easily as one text

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from tracker.claims.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

SHORTEST, LONGEST = 60, 300

_BEGINNINGS = "Al Bor Ca Dra El Fer Gra Hol Is Jen Kar Lu Mar Nor Or Pel Quin Ros Sal Ter Ul Ver Wil Yar Zan".split()
_MIDDLES = "a bi co da en fi go ha in ja ko le mo na or pe ri sa to un va wo xi".split()
_ENDS = "ber court dale el fort gard hem is ka land mont neau os port qua ric son tel um ville well xar yen zin".split()
_FIRST = (
    "Ada Amélie Anton Béatrice Carla Chloé David Élise Emil Fatima Gérard Hana Hugo Inès Ivan Jeanne Karim Léa Luc "
    "Maria Mehdi Nadia Noël Olga Paul Quentin Rosa Sami Théo Ursula Viktor Wanda Xavier Yasmin Zoé"
).split()
_ORGANISATIONS = "Energy Motors Labs Airways Bank Foods Rail Space Health Telecom Studios Water Steel Chips".split()


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language's parts of a claim, and the deadlines that it may have; ``{year}`` is one of the next years."""

    opening: Sequence[str]
    acts: dict[Kind, Sequence[str]]
    things: Sequence[str]
    tails: Sequence[str]
    deadlines: Sequence[str]


ENGLISH = Tongue(
    opening=("{name} says that it", "The {name} project", "{name}, which owns {other},", "The head of {name}"),
    acts={
        Kind.RELEASE: ("will ship {thing}", "will open {thing} to the public", "is going to release {thing}"),
        Kind.DELAY: ("has put off {thing}", "will need more time for {thing}", "postpones {thing} once more"),
        Kind.PREDICTION: ("will overtake {other} with {thing}", "is expected to lose {number} customers over {thing}"),
        Kind.PROMISE: ("promises to finance {thing}", "has pledged {number} million for {thing}"),
        Kind.CAPABILITY: ("can already build {thing} without {other}", "is able to run {thing} on {number} watts"),
        Kind.SUPERLATIVE: ("has the cheapest offer for {thing}", "runs the largest site for {thing} in {place}"),
        Kind.COMPARISON: ("beats {other} by {number} percent in {thing}", "needs less staff than {other} for {thing}"),
        Kind.QUANTITY: ("will make {number} units of {thing}", "will cut the cost of {thing} by {number} percent"),
        Kind.OTHER: ("sees no need to change {thing}", "has never been asked about {thing}"),
    },
    things=(
        "the open model", "the second reactor", "the night train", "a vaccine for children", "the coastal wind farm",
        "its electric van", "the new terminal", "the public dataset", "free school meals", "the orbital telescope",
        "the tax on sugar", "its battery plant", "the rural broadband network", "the river crossing", "the stadium",
    ),
    tails=(
        "as soon as the regulator in {place} agrees", "although {other} has withdrawn from the talks in {place}",
        "which {person} called a turning point for {place}", "at a price that remains below {number} euros",
        "and {person} expects {number} jobs around {place}", "after tests with {number} volunteers near {place}",
        "without any further money from {other}", "despite the warnings of {person} about safety and cost",
    ),
    deadlines=(
        "next week", "tomorrow", "next month", "this summer", "next year", "within six months", "in the coming weeks",
        "by the end of {year}", "in Q3 {year}", "before June", "by 14 March {year}", "in {month} {year}", "soon",
        "in two years", "indefinitely", "mid-{year}", "in the first half of {year}", "by {year}", "once tests are over",
    ),
)  # fmt: skip

FRENCH = Tongue(
    opening=("{name} affirme qu’elle", "Le projet {name}", "{name}, qui détient {other},", "La tête de {name}"),
    acts={
        Kind.RELEASE: ("va lancer {thing}", "mettra {thing} à la disposition du public", "s’apprête à livrer {thing}"),
        Kind.DELAY: ("reporte {thing}", "aura besoin de plus de temps pour {thing}", "repousse encore {thing}"),
        Kind.PREDICTION: ("dépassera {other} grâce à {thing}", "devrait perdre {number} clients à cause de {thing}"),
        Kind.PROMISE: ("promet de financer {thing}", "s’engage à verser {number} millions pour {thing}"),
        Kind.CAPABILITY: ("sait déjà construire {thing} sans {other}", "peut gérer {thing} avec {number} personnes"),
        Kind.SUPERLATIVE: ("a l’offre la moins chère pour {thing}", "gère le plus grand site pour {thing} à {place}"),
        Kind.COMPARISON: ("bat {other} de {number} pour cent avec {thing}", "coûte moins que {other} pour {thing}"),
        Kind.QUANTITY: ("fabriquera {number} unités pour {thing}", "réduira de {number} pour cent le coût de {thing}"),
        Kind.OTHER: ("ne voit aucune raison de changer {thing}", "n’a jamais été interrogée sur {thing}"),
    },
    things=(
        "le modèle ouvert", "le deuxième réacteur", "le train de nuit", "un vaccin pour les enfants", "le parc éolien",
        "sa camionnette électrique", "le nouveau terminal", "les données publiques", "la cantine gratuite",
        "le télescope spatial", "la taxe sur le sucre", "son usine de batteries", "la fibre à la campagne", "le pont",
    ),
    tails=(
        "dès que l’autorité de {place} l’aura accepté", "bien que {other} ait quitté les négociations de {place}",
        "ce que {person} appelle un tournant pour {place}", "à un prix qui restera sous les {number} euros",
        "et {person} attend {number} emplois près de {place}", "après des essais avec {number} volontaires à {place}",
        "sans autre argent de {other}", "malgré les mises en garde de {person} sur la sûreté et le coût",
    ),
    deadlines=(
        "la semaine prochaine", "demain", "le mois prochain", "cet été", "l’année prochaine", "d’ici deux ans",
        "dans les prochaines semaines", "fin {year}", "au premier trimestre {year}", "avant fin juin {year}", "bientôt",
        "le 14 mars {year}", "indéfiniment", "dans six mois", "en {year}", "quand tout sera prêt",
    ),
)  # fmt: skip

TONGUES = {"en": ENGLISH, "fr": FRENCH}
MONTHS = ("January", "March", "May", "July", "September", "November")


@lru_cache(maxsize=1)
def _words() -> list[str]:
    made = ["".join(parts) for parts in product(_BEGINNINGS, _MIDDLES, _ENDS)]
    return [made[number * 7_919 % len(made)] for number in range(len(made))]


def word(number: int) -> str:
    """An invented name, another for each number up to some 13,000."""
    return _words()[number % len(_words())]


def often_small(luck: Random, below: int) -> int:
    """A number below another, the small ones by far the most often: how names are spread in articles."""
    return int(below * luck.random() ** 3)


def person(number: int) -> str:
    """A person's name; different numbers have different names."""
    return f"{_FIRST[number % len(_FIRST)]} {word(number // len(_FIRST))}"


def organisation(number: int) -> str:
    """An organisation's name; different numbers have different names."""
    return f"{word(number)} {_ORGANISATIONS[number % len(_ORGANISATIONS)]}"


def statement(luck: Random, tongue: Tongue, kind: Kind, about: str) -> str:
    """One sentence about something, with as many tails as chance wants."""
    said = f"{luck.choice(tongue.opening)} {luck.choice(tongue.acts[kind])}"
    wanted = luck.randint(SHORTEST, LONGEST - 60)
    tails = list(tongue.tails)
    luck.shuffle(tails)
    told = _filled(luck, tongue, said, about)
    for tail in tails:
        if len(told) >= wanted:
            break
        longer = f"{told}, {_filled(luck, tongue, tail, about)}"
        told = longer if len(longer) <= LONGEST else told
    return told


def deadline(luck: Random, tongue: Tongue, year: int) -> str:
    """The words of a deadline that is stated in a year."""
    ahead = year + 1 + often_small(luck, 12)
    return luck.choice(tongue.deadlines).format(year=ahead, month=luck.choice(MONTHS))


def _filled(luck: Random, tongue: Tongue, text: str, about: str) -> str:
    return text.format(
        name=about,
        thing=luck.choice(tongue.things),
        other=organisation(often_small(luck, 12_000)),
        place=word(often_small(luck, 13_000)),
        person=person(often_small(luck, 40_000)),
        number=luck.choice((12, 40, 75, 150, 300, luck.randint(2, 9_999))),
    )
