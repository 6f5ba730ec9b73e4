"""The language of an article: what it says of itself, else what its commonest words tell.

``tracker/languages/<code>/common.toml`` has a language's ``words``, of the commonest those that its neighbours do not
share; its ``names``, by which it is also called, and what it is called ``in_english``; ``bylines`` and ``datelines``,
the words before an author's name and before the day of publication; and ``in_names``, the words in small letters that
stand in and between names. A new language is a new folder.
"""

from __future__ import annotations

import re
from collections import Counter

from tracker.languages.word_lists import languages_with, word_lists

LIST = "common"
"""The name of the file."""

_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 20_000
_FEWEST = 5
_LEAST_SHARE = 0.1
_CLEARLY = 2


def language_told(name: str) -> str:
    """The code for a language as ``en``, ``en-GB``, ``fr_FR`` or ``Deutsch``; empty for one without word lists."""
    called = name.strip().casefold()
    known = languages_with(LIST)
    code = re.split("[-_]", called)[0]
    if code in known:
        return code
    return next((code for code in known if called in word_lists(code, LIST)["names"]), "")


def language_in_english(code: str) -> str:
    """What a language is called in English; its code where it has no word lists."""
    return str(word_lists(code, LIST).get("in_english", code))


def language_of(text: str) -> str:
    """The language whose commonest words a text is full of; empty where they are too few to tell.

    They must be at least five and one in ten of all words, and twice as many as those of any other language.
    """
    counted = Counter(word.casefold() for word in _WORD.findall(text[:_LOOKED_AT]))
    hits = {code: sum(counted[word] for word in word_lists(code, LIST)["words"]) for code in languages_with(LIST)}
    best, *others = sorted(hits, key=lambda code: -hits[code]) or [""]
    enough = max(_FEWEST, _LEAST_SHARE * counted.total())
    told = best and hits[best] >= enough and all(hits[best] >= _CLEARLY * hits[other] for other in others)
    return best if told else ""
