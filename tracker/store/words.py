"""Texts as the words by which they are found: small letters without accents, told apart in the same way everywhere.

What is kept and what is looked for pass through here, so that both backends, and SQLite with and without its index,
give the same answers. A text is kept as its words with blanks between them, and a mark around each of its parts that no
word can be: a phrase does not reach from one quotation into the next.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARK = "¶"

_MOST_BYTES = 250_000
"""So much of what is told around one claim is kept, which PostgreSQL's limit for the words of one row allows for."""

_BYTES_OF_A_CHARACTER = 4
"""At most, in UTF-8."""

_LONGEST_NAME = 60

_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Signs of scripts without blanks: each is a word, and what is written with several is found as a phrase."""

_ASCII_WORD = re.compile(r"[a-z0-9]{1,64}")


class _Plain(dict[int, "int | str | None"]):
    """What each character becomes once accents stand apart: nothing for an accent, itself for most others."""

    def __missing__(self, code: int) -> int | None:
        """Look it up once: texts are long, and have few different characters."""
        self[code] = found = None if unicodedata.combining(chr(code)) else code
        return found


_PLAIN = _Plain(zip(map(ord, "đħıłøŧæœ"), ("d", "h", "i", "l", "o", "t", "ae", "oe"), strict=True))
"""Letters that no accent makes are as those who cannot type them write them."""


@cache
def _word() -> re.Pattern[str]:
    """A word of any script. The pattern is made when it is needed first: that takes longer than many a search."""
    return re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]{{1,64}}")


def words_of(text: str) -> list[str]:
    """The words of a text, in their order: ``Élysée, 3.5 km/h`` → ``elysee 3 5 km h``. Longer ones than 64 are cut."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _word().findall(apart.translate(_PLAIN))


def is_letter_alone(words: list[str]) -> bool:
    """Whether there is a single letter or figure, which says too little to be the beginning of a word."""
    return len(words) == 1 and len(words[0]) == 1 and not re.match(f"[{_ALONE}]", words[0])


def as_kept(parts: Iterable[str]) -> str:
    """The words of some texts as one: ``¶ sam altman ¶ next week ¶``; only the mark where there are none."""
    told = [_words_of_name(part) if len(part) <= _LONGEST_NAME else _in_one(part) for part in parts if part]
    if sum(map(len, told)) * _BYTES_OF_A_CHARACTER > _MOST_BYTES:
        told = list(_cut(told))
    return " ".join([MARK, *(f"{words} {MARK}" for words in told if words)])


def _cut(told: Iterable[str]) -> Iterator[str]:
    """As much of these words as is kept."""
    room = _MOST_BYTES
    for words in told:
        size = len(words.encode())
        yield words if size <= room else words.encode()[:room].decode(errors="ignore").rpartition(" ")[0]
        room -= min(size, room)


@lru_cache(maxsize=10_000)
def _words_of_name(text: str) -> str:
    """The words of a short text. Those of names and titles are asked for again with each claim that tells them."""
    return _in_one(text)


def _in_one(text: str) -> str:
    return " ".join(words_of(text))


def terms_in(*kept: str) -> set[str]:
    """The different words of texts as they are kept."""
    return set(" ".join(kept).split(" ")) - {MARK}
