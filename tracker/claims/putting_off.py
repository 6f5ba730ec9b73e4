"""Deadlines that put a date off or take a promise back: "postponed", "delayed until March", "withdrawn"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS_OF_WITHDRAWAL = frozenset({
    *("withdrawn", "cancelled", "canceled", "dropped"),
    *("annulé", "annulée", "retiré", "retirée", "abandonné", "abandonnée"),
    *("abgesagt", "gestrichen", "zurückgezogen"),
})  # fmt: skip
"""Deadlines that take the promise back; ``withdrawn`` is the one that is documented."""


class _Language(NamedTuple):
    """Words that put a date off, those that stand before the new one, and a deadline that tells of none."""

    words: tuple[str, ...]
    before: tuple[str, ...]
    no_date: str


_LANGUAGES = {
    "en": _Language(
        ("postponed", "delayed", "deferred", "put off", "pushed back", "put back"),
        ("to", "until", "till"),
        "indefinitely",
    ),
    "fr": _Language(
        ("reporté", "reportée", "repoussé", "repoussée", "ajourné", "ajournée", "différé", "différée", "retardé"),
        ("à", "au", "en", "jusqu'à", "jusqu'au", "jusqu'en"),
        "sine die",
    ),
    "de": _Language(("verschoben", "vertagt", "aufgeschoben", "verlegt"), ("auf", "bis", "in"), "sine die"),
}


class PutOff(NamedTuple):
    """What is told beside a word that puts a date off, in which language; ``is_a_date`` where one must be told."""

    told: str
    language: str
    is_a_date: bool


def takes_back(due_text: str) -> bool:
    """Whether a deadline's words take the promise back instead of naming days."""
    return due_text.strip().casefold() in WORDS_OF_WITHDRAWAL


def put_off_to(due_text: str) -> Iterator[PutOff]:
    """What a deadline that puts a date off may put it to, likeliest first; nothing for any other deadline.

    Without anything beside the word that is no date at all. By how much ("delayed by two weeks") tells no day, since
    it counts from a date that the deadline does not name.
    """
    text = " ".join(due_text.casefold().replace("’", "'").split())
    for code, language in _LANGUAGES.items():
        for word in language.words:
            if text == word:
                yield PutOff(language.no_date, code, is_a_date=False)
            elif text.startswith(f"{word} "):
                rest = text.removeprefix(f"{word} ")
                yield PutOff(rest, code, is_a_date=False)
                first, _, date = rest.partition(" ")
                if first in language.before and date:
                    yield PutOff(date, code, is_a_date=True)
            elif text.endswith(f" {word}"):
                yield PutOff(text.removesuffix(f" {word}"), code, is_a_date=False)
