"""Words of all languages for the columns of people's own tables, and for what became of a claim."""

from __future__ import annotations

from functools import cache

from tracker.claims.naming import name_key
from tracker.claims.typed import read_code
from tracker.claims.vocabulary import Verdict
from tracker.dates.words import available_languages
from tracker.errors import InvalidInput
from tracker.languages.word_lists import word_lists
from tracker.transfer.quoting import short

_FILE = "headers"
_STILL_OPEN = "open"


@cache
def column_words() -> dict[str, tuple[str, ...]]:
    """For each field of a claim what a column that tells of it is called, the usual names first."""
    found: dict[str, list[str]] = {}
    for code in _languages():
        for field, words in word_lists(code, _FILE).get("columns", {}).items():
            found.setdefault(field, [field, field.replace("_", " ")]).extend(map(name_key, words))
    return {field: tuple(dict.fromkeys(words)) for field, words in found.items()}


def verdict_of(text: str) -> Verdict | None:
    """The verdict that a word stands for; None for an empty one, and for one that says that nothing is decided.

    Raises InvalidInput for a word that is not known.
    """
    word = name_key(text).strip(" .!")
    if not word:
        return None
    code = _verdict_words().get(word)
    if code is None:
        known = ", ".join(verdict.value for verdict in Verdict)
        raise InvalidInput(f"there is no verdict {short(text)}: there are {known}")
    return None if code == _STILL_OPEN else read_code(Verdict, code, "verdict")


@cache
def _verdict_words() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in _languages():
        for verdict, words in word_lists(code, _FILE).get("verdicts", {}).items():
            for word in words:
                found.setdefault(name_key(word), verdict)
    own = {name_key(told): verdict.value for verdict in Verdict for told in (verdict.label, verdict.substance_label)}
    return found | own | {verdict.value: verdict.value for verdict in Verdict}


def _languages() -> list[str]:
    """English first: where two languages share a word, the usual one counts."""
    return sorted(available_languages(), key=lambda code: (code != "en", code))
