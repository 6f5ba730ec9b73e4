"""Articles in plain text and in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.articles.loading.article import Facts, article_of, without_title
from tracker.articles.loading.decoding import decode_file
from tracker.articles.loading.file_kinds import MOST_BYTES, refuse_other_kinds, too_large
from tracker.articles.loading.front_matter import split_front_matter
from tracker.articles.loading.markdown_text import LONGEST_SOURCE, looks_like_markdown, plain_of_markdown
from tracker.articles.loading.masthead import masthead_of
from tracker.articles.loading.normal_text import normalised
from tracker.articles.loading.refusals import cannot_be_read

if TYPE_CHECKING:
    from tracker.articles.loading.article import LoadedArticle


def article_of_file(
    body: bytes, place: str, *, told: str = "", chosen: str = "", is_markdown: bool = False
) -> LoadedArticle:
    """Read a file's bytes; ``told`` is what a server said of their encoding, ``chosen`` what the reader says.

    Raises InvalidInput.
    """
    refuse_other_kinds(body, place)
    read = decode_file(body, place, told, chosen)
    return article_of_text(read.text, opened_from=place, encoding=read.encoding, is_markdown=is_markdown)


def article_of_text(text: str, *, opened_from: str, encoding: str, is_markdown: bool = False) -> LoadedArticle:
    """Read a text, taken for Markdown as well if it looks like it. Raises InvalidInput."""
    if len(text) > MOST_BYTES:
        raise too_large(opened_from)
    facts, text = split_front_matter(normalised(text))
    text = text.strip()
    if is_markdown or looks_like_markdown(text):
        if len(text) > LONGEST_SOURCE:
            told = f"it holds {len(text):,} characters, and at most {LONGEST_SOURCE:,} are read; load it in parts"
            raise cannot_be_read(opened_from, told)
        heading, text = plain_of_markdown(text)
        facts = facts.or_else(Facts(title=heading))
    text = without_title(text, facts.title)
    return article_of(text, facts.or_else(masthead_of(text)), opened_from=opened_from, encoding=encoding)
