"""What stands over an article in plain text: its title, who wrote it and when, where these can be told from the form.

The lines stay in the text: what is only taken for a title may be a sentence.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from tracker.articles.loading.article import Facts
from tracker.articles.loading.telling_languages import LIST
from tracker.articles.loading.told_days import day_in
from tracker.languages.word_lists import languages_with, word_lists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_LINES = 8
_LONGEST_LINE = 120
_LONGEST_TITLE = 200
_LONGEST_NAMES = 100
_WIDEST_WRAP = 100
_ENDS = ".!?…:;,"
_PARTS = re.compile(r"\s+[|·•–—-]+\s+|\s*[|·•]\s*|\t|\n")
_ELIDED = re.compile(r"[^\W\d_]['’]\w")


def masthead_of(text: str) -> Facts:
    """The title, author and day that the first lines of a normalised text tell by their form."""
    title = _title(text)
    lines = [line for line in islice(_lines(text), _LINES) if len(line) <= _LONGEST_LINE and line != title]
    author = next(filter(None, map(_author, lines)), "")
    return Facts(title=title, author=author, published_on=next(filter(None, map(_day, lines)), None))


def _lines(text: str) -> Iterator[str]:
    """The first lines that are not empty, without their ends being looked for in all of a long text."""
    return (line.strip() for line in text[: _LINES * _LONGEST_TITLE * 2].split("\n") if line.strip())


def _title(text: str) -> str:
    """The first line, if it does not end as a sentence does and is no line of a paragraph that was only wrapped."""
    first, _, rest = text.partition("\n")
    could_be = rest and len(first) <= _LONGEST_TITLE and first[-1:] not in _ENDS and any(map(str.isalpha, first))
    if not could_be or _author(first) or _day(first):
        return ""
    if rest.startswith("\n"):
        return first
    second = rest.partition("\n")[0]
    width = max(len(line) for line in text.split("\n"))
    is_wrapped = second[:1].islower() or (width <= _WIDEST_WRAP and len(first) > width // 2)
    return "" if is_wrapped else first


def _author(line: str) -> str:
    """The names in a byline, such as “By Ada Writer | 11 July 2025”."""
    byline = _byline().match(line)
    names = _PARTS.split(line[byline.end() :])[0].strip() if byline else ""
    told = day_in(names)
    names = names[: told.start].rstrip(" ,") if told else names
    words = names.replace(",", " ").split()
    is_name = names and len(names) <= _LONGEST_NAMES and names[-1] not in _ENDS and not any(map(str.isdigit, names))
    return names if is_name and words[0][0].isupper() and all(map(_is_part_of_a_name, words)) else ""


def _is_part_of_a_name(word: str) -> bool:
    return word[0].isupper() or word in _words_in_names() or _ELIDED.match(word) is not None


def _listed(name: str) -> frozenset[str]:
    """The words of one list in every language."""
    return frozenset(words for code in languages_with(LIST) for words in word_lists(code, LIST)[name])


@cache
def _words_in_names() -> frozenset[str]:
    return _listed("in_names")


@cache
def _words_before_days() -> frozenset[str]:
    return _listed("datelines")


@cache
def _byline() -> re.Pattern[str]:
    openings = sorted(_listed("bylines"), key=lambda words: (-len(words), words))
    return re.compile(rf"(?:{'|'.join(map(re.escape, openings))})(?:\s*:\s*|\s+)", re.IGNORECASE)


def _day(line: str) -> date | None:
    """The day in a line such as “Published 11 July 2025 | 4 min read”, with nothing before it but such a word."""
    for part in _PARTS.split(line) if len(line) <= _LONGEST_LINE else ():
        told = day_in(part)
        if told:
            before = part[: told.start].strip(" :,(")
            if not before or before.casefold() in _words_before_days() or _author(before):
                return told.day
    return None
