"""An article as it is loaded, and what makes one of a text and of what is told about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from tracker.articles.loading.normal_text import normalised, one_line
from tracker.articles.loading.refusals import cannot_be_read
from tracker.articles.loading.telling_languages import language_of

if TYPE_CHECKING:
    from datetime import date

LONGEST_TEXT = 200_000
"""As many characters as an article may have: some 33,000 words, which suggestions take about a second for."""

_LONGEST_TITLE = 500  # as long as these are the texts of a source
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told about an article, by itself or around it; what is not known is empty."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    published_on: date | None = None
    language: str = ""
    url: str = ""

    def or_else(self, others: Facts) -> Facts:
        """These facts, and the others where these are silent."""
        return Facts(**{each.name: getattr(self, each.name) or getattr(others, each.name) for each in fields(Facts)})


@dataclass(frozen=True, slots=True)
class LoadedArticle:
    """An article as suggestions read it and as it is kept.

    ``text`` is normalised, of at most ``LONGEST_TEXT`` characters, its paragraphs apart by line breaks. ``language``
    is the code of one that has word lists, empty where it cannot be told. ``url`` is the address that the article
    gives for itself, else the one that was asked for; empty where there is none. ``opened_from`` is the address or
    file name as it was given, ``encoding`` Python's name for what the bytes were written in, empty for what was
    pasted; ``digest`` the SHA-256 of the text in UTF-8, in hexadecimal digits.
    """

    text: str
    title: str
    author: str
    publisher: str
    published_on: date | None
    language: str
    url: str
    opened_from: str
    encoding: str
    digest: str


def article_of(text: str, facts: Facts, *, opened_from: str, encoding: str) -> LoadedArticle:
    """Make an article of a text without mark-up. Raises InvalidInput for one that is empty or too long."""
    text = normalised(text)
    if not any(map(str.isalnum, text)):
        raise cannot_be_read(opened_from, "there are no words in it; give the article's text")
    if len(text) > LONGEST_TEXT:
        told = f"it holds {len(text):,} characters, and at most {LONGEST_TEXT:,} are read; load it in parts"
        raise cannot_be_read(opened_from, told)
    return LoadedArticle(
        text=text,
        title=one_line(facts.title, _LONGEST_TITLE),
        author=one_line(facts.author, _LONGEST_NAME),
        publisher=one_line(facts.publisher, _LONGEST_NAME),
        published_on=facts.published_on,
        language=facts.language or language_of(text),
        url=facts.url,
        opened_from=opened_from,
        encoding=encoding,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def without_title(text: str, title: str) -> str:
    """A normalised text without a first line that only says the title again."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if rest and title and _letters(first) == _letters(title) else text


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
