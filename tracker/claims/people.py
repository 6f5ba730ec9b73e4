"""A person's name without what stands before and behind it: titles, brackets, letters of honours and offices.

``tracker/languages/<code>/people.toml`` has a language's ``titles``, which stand before names. Those of every language
are known at once: a name does not tell of which language it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tracker.languages.word_lists import languages_with, word_lists

Words = tuple[str, ...]

_LIST = "people"
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LETTERS_BEHIND = re.compile("[A-Z]{2,4}|MdB|MdL|MdEP|PhD")
"""Of what honours or offices somebody is, as it stands behind the name: MP, OBE."""

_WHOLE = 2
"""So many words a name has that is told in full: what stands in capitals behind a single one may be of the name."""


def plain_words(text: str) -> Words:
    """The words of a text in small letters, without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return tuple(re.findall(r"[^\W_]+", plain))


def bare_name(name: str) -> Words:
    """The words of a name, plain, without titles before it, and brackets and letters in capitals behind it.

    Of a name that would be nothing without them, something is left.
    """
    told = [word.strip(".,;") for word in _BRACKETS.sub(" ", name).split()]
    while len(told) > _WHOLE and _LETTERS_BEHIND.fullmatch(told[-1]) and not all(map(str.isupper, told)):
        told.pop()
    words = plain_words(" ".join(told)) or plain_words(name)
    while (count := _words_of_title(words)) and count < len(words):
        words = words[count:]
    return words


def _words_of_title(words: Words) -> int:
    """How many words the longest title has with which these begin, 0 for none."""
    known = _titles()
    return next((count for count in range(min(len(words), _longest()), 0, -1) if words[:count] in known), 0)


@cache
def _titles() -> frozenset[Words]:
    listed = (title for code in languages_with(_LIST) for title in word_lists(code, _LIST)["titles"])
    return frozenset(map(plain_words, listed))


@cache
def _longest() -> int:
    return max(map(len, _titles()), default=0)
