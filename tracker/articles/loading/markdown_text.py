"""Markdown as plain text: the words stay, the mark-up goes."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING

from tracker.articles.loading.plain_blocks import CELL, PlainBlocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
"""The endings of files that are Markdown whatever they look like."""

LONGEST_SOURCE = 400_000
"""As many characters of Markdown are read, mark-up included; the most tangled ones take some seconds."""

_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_SURE_SIGNS = (
    re.compile(r"\]\((?:https?://|mailto:|[/#])"),
    re.compile(r"\*\*[^\s*][^*\n]{0,300}\*\*"),
    re.compile(r"^```[^`\n]*\n(?s:.{0,20000}?)\n```", re.MULTILINE),
)
_HEADINGS = 2
_NOT_SHOWN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_WHOLE = frozenset({"fence", "code_block", "html_block"})
_ENDING = frozenset({"paragraph_close", "heading_close", "tr_close", "list_item_close", "blockquote_close"})


def looks_like_markdown(text: str) -> bool:
    """Whether a text has mark-up that nobody writes by accident: a heading first or two, a link, bold words, code."""
    is_headed = text.startswith("#") and _HEADING.match(text) is not None
    return is_headed or len(_HEADING.findall(text)) >= _HEADINGS or any(sign.search(text) for sign in _SURE_SIGNS)


def plain_of_markdown(source: str) -> tuple[str, str]:
    """The title and the text of a Markdown source.

    The title is the heading with which it begins, which the text leaves out; else the first main heading, which stays.
    """
    tokens = _parser().parse(source)
    title = _title(tokens)
    begins_with_title = bool(title) and tokens[0].type == "heading_open"
    blocks = PlainBlocks()
    for token in tokens[3:] if begins_with_title else tokens:
        _add(token, blocks)
    return title, blocks.text()


def _title(tokens: list[Token]) -> str:
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and (place == 0 or token.tag == "h1"):
            return " ".join(_words(tokens[place + 1].children or ()).split())
    return ""


def _add(token: Token, blocks: PlainBlocks) -> None:
    if token.type == "inline":
        blocks.add(_words(token.children or ()))
    elif token.type in _WHOLE:
        blocks.end()
        blocks.add(_without_tags(token.content) if token.type == "html_block" else token.content)
        blocks.end()
    elif token.type in {"td_open", "th_open"} and blocks.is_begun:
        blocks.add(CELL)
    elif token.type == "list_item_open" and token.info:
        blocks.add(f"{token.info}. ")
    elif token.type in _ENDING:
        blocks.end()


def _words(tokens: Iterable[Token]) -> str:
    """The words of a line; of an image, those that describe it."""
    return "".join(_word(token) for token in tokens)


def _word(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    if token.type == "html_inline":
        return "\n" if _LINE_BREAK.match(token.content) else ""
    return _words(token.children) if token.children else token.content


def _without_tags(content: str) -> str:
    return html.unescape(_TAG.sub("", _NOT_SHOWN.sub("", content)))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- only Markdown needs it

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
