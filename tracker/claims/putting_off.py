"""Deadlines that put a date off or take a promise back: "postponed", "delayed until March", "withdrawn".

A language's words for that are in ``tracker/languages/<code>/putting_off.toml``: ``withdrawn`` takes a promise back,
``put_off`` puts a date off, unless one of ``not_off`` stands beside it ("not delayed"); with one of ``sooner`` it is
put to another that must be told ("moved forward to May"). ``before_the_date`` leads to the new one, and ``no_date`` is
a deadline of that language that tells of none. ``lets_go_on`` puts nothing off, but lets what there is go on for longer
("extended until May").
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tracker.languages.word_lists import languages_with, word_lists, written_out

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = "putting_off"


class PutOff(NamedTuple):
    """What a deadline is put off to, in which language; ``is_a_date`` where it must be one, else it must be none.

    ``is_guessed`` where nothing that can be read stands beside the word, so that no new date is taken to be told.
    """

    told: str
    language: str
    is_a_date: bool = False
    is_guessed: bool = False


def takes_back(due_text: str) -> bool:
    """Whether a deadline's words take the promise back instead of naming days."""
    return due_text.strip().casefold() in words_of_withdrawal()


@cache
def words_of_withdrawal() -> frozenset[str]:
    """The deadlines that take a promise back, in all languages; ``withdrawn`` is the one that is documented."""
    return frozenset(word for code in languages_with(_FILE) for word in _words(code, "withdrawn"))


def put_off_to(due_text: str) -> Iterator[PutOff]:
    """What a deadline that puts a date off may put it to, likeliest first; nothing for any other deadline.

    Without anything beside the word that is no date at all, and so it is with what cannot be read. By how much
    ("delayed by two weeks") tells no day, since it counts from a date that the deadline does not name.
    """
    text = _plain(due_text)
    for code in languages_with(_FILE):
        beside = next((rest for word in _words(code, "put_off") if (rest := _beside(text, word)) is not None), None)
        if beside is None or _holds(beside, _words(code, "not_off")):
            continue
        no_date = word_lists(code, _FILE)["no_date"]
        yield PutOff(beside or no_date, code)
        yield from (PutOff(date, code, is_a_date=True) for date in _dates_in(beside, _words(code, "before_the_date")))
        if beside and not _holds(beside, _words(code, "sooner")):
            yield PutOff(no_date, code, is_guessed=True)


def new_date_in(phrase: str, language: str) -> str:
    """The date that something is put off to by a phrase: “to March 2028” is March 2028; empty where no word leads."""
    leading, _, date = phrase.partition(" ")
    is_led = language in languages_with(_FILE) and _plain(leading) in _words(language, "before_the_date")
    return date if is_led else ""


def lets_go_on(words: str, language: str) -> bool:
    """Whether words let something go on for longer, and put nothing off."""
    return language in languages_with(_FILE) and _holds(_plain(words), _words(language, "lets_go_on"))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _beside(text: str, word: str) -> str | None:
    """What stands behind a word at the beginning, or before it at the end; None where it stands at neither."""
    if text == word:
        return ""
    if text.startswith(f"{word} "):
        return text.removeprefix(f"{word} ")
    return text.removesuffix(f" {word}") if text.endswith(f" {word}") else None


def _holds(beside: str, words: tuple[str, ...]) -> bool:
    return any(f" {word} " in f" {beside} " for word in words)


def _dates_in(beside: str, leading: tuple[str, ...]) -> Iterator[str]:
    """What follows each word that may lead to the new date: "by six months | to March 2028"."""
    words = beside.split()
    for place, word in enumerate(words[:-1]):
        if word in leading:
            yield " ".join(words[place + 1 :])


@cache
def _words(language: str, name: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in written_out(word_lists(language, _FILE)[name]))
