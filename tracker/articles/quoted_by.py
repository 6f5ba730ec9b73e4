"""Who a quotation is by, told right behind it whatever the verb: "“…,” quipped Ana Ruiz."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tracker.articles.names import Name, closing_name, is_full_name, is_joint, name_going_on

if TYPE_CHECKING:
    from tracker.articles.speech import Speech

_SEAM = re.compile(r"\s*,\s+|(?:(?<=[,?!].)|(?<=[,?!]\s.))\s+")
_REST = re.compile(r"[^.!?;:«»“”\"()\n]+")
_SMALL_WORD = r"[^\W\d_A-ZÀ-ÖØ-Þ][\w’'-]*"
_SMALL_FIRST = re.compile(rf"\s*({_SMALL_WORD})(?=\s)")
_NAME_FIRST = re.compile(rf"([A-ZÀ-ÖØ-Þ][\w’'-]*(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]*){{0,3}})\s+({_SMALL_WORD})\s*,?\s*\Z")
_ASKS_BY_A_PRONOUN = re.compile(r"\w-\w+\Z")
_MOST_WORDS = 9
_MOST_WORDS_OF_A_VERB = 3


class QuotedBy(NamedTuple):
    """The name of who speaks and the words of saying, by their places; no name where none can be told for sure."""

    name: Name | None
    verb: tuple[int, int]


def quoted_by(text: str, start: int, end: int, speech: Speech) -> QuotedBy | None:
    """Read what follows a quotation, as far as it tells who speaks; None where it goes on with something else.

    ``start`` is where the quotation ends, marks included, and ``end`` where its sentence does.
    """
    seam = _SEAM.match(text, start, end)
    rest = _REST.match(text, seam.end(), end) if seam else None
    if rest is None or len(rest.group().partition(",")[0].split()) > _MOST_WORDS:
        return None
    named = _NAME_FIRST.match(text, *rest.span())
    if named:
        return QuotedBy(Name(*named.span(1)), named.span(2))
    verb = rest.start(), _end_of_verb(text, *rest.span(), speech)
    if not _can_be_verb(text[slice(*verb)], speech):
        return None
    behind = closing_name(text, verb[1], rest.end(), speech) or name_going_on(text, verb[1], rest.end(), speech)
    is_sure = behind is not None and is_full_name(text[behind.start : behind.end])
    return QuotedBy(behind if is_sure else None, verb)


def _end_of_verb(text: str, start: int, end: int, speech: Speech) -> int:
    """Return where up to three small words end, before an article and what it belongs to."""
    for _ in range(_MOST_WORDS_OF_A_VERB):
        word = _SMALL_FIRST.match(text, start, end)
        if word is None or word.group(1) in speech.determiners:
            break
        start = word.end()
    return start


def _can_be_verb(words: str, speech: Speech) -> bool:
    """Whether small words behind a quotation can be a verb of saying that a name follows."""
    if not words:
        return False
    first = words.split(maxsplit=1)[0]
    if first in speech.determiners | speech.pronouns or is_joint(first, speech) or _ASKS_BY_A_PRONOUN.search(first):
        return False
    return not (speech.leading.fullmatch(first) or speech.after_name.fullmatch(first))
