"""Which words the terms of a filter look for, before any database is asked for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.store.terms import Term
from tracker.store.words import is_letter_alone, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_INFIX_FROM = 3
"""From so many letters on a word is looked for inside of others, where none begins like it."""

_MOST_LOOKED_INTO = 8
"""So many words are looked for inside of others."""

MOST_INSIDE = 200
"""So many words that hold what is typed are looked for, the commonest first."""

LAST = "\U0010ffff"
"""What comes after every word that begins so, put behind its beginning."""


class Wanted(NamedTuple):
    """Words that stand beside each other; the last is only the beginning of one where ``is_begun``.

    One that ``may_be_inside`` is looked for inside of others where no word begins like it.
    """

    words: tuple[str, ...]
    is_begun: bool
    may_be_inside: bool = False

    @property
    def phrase(self) -> str:
        """The words with blanks between them, as texts are kept."""
        return " ".join(self.words)

    @property
    def match(self) -> str:
        """What SQLite's index is asked for."""
        return f'"{self.phrase}"' + "*" * self.is_begun

    @property
    def like(self) -> str:
        """What a kept text is like that holds them."""
        return f"% {self.phrase}%" if self.is_begun else f"% {self.phrase} %"


def wanted_words(terms: Sequence[Term]) -> tuple[Wanted, ...]:
    """What terms without a field look for; signs that belong to no word are no part of it."""
    told = {(tuple(words), term.is_exact): term.is_begun for term in terms if (words := words_of(term.value))}
    # A letter or figure among words is a whole word, and one that is not wanted: “plan B” is not “plan” and “before”.
    is_alone = sum(len(words) for words, _ in told) == 1 and not any(term.is_negated for term in terms)
    return tuple(
        _wanted(words, number, is_begun=not is_exact and (is_begun or is_alone or len(words[-1]) > 1))
        for number, ((words, is_exact), is_begun) in enumerate(told.items())
    )


def _wanted(words: tuple[str, ...], number: int, *, is_begun: bool) -> Wanted:
    is_long = len(words) == 1 and len(words[0]) >= _INFIX_FROM
    return Wanted(words, is_begun, is_begun and is_long and number < _MOST_LOOKED_INTO)


def as_typed(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms while the last of them is being typed: a single letter or figure that ends them is a word to come."""
    *before, last = terms or (Term("", ""),)
    is_begun = not (last.field or last.is_negated or last.is_exact) and is_letter_alone(words_of(last.value))
    return (*before, last._replace(is_begun=True)) if is_begun else terms
