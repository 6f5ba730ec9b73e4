"""The child process that reads a page: ``python -m tracker.articles.loading.page_reader``.

Standard input holds a line of JSON (``child.Asked``) and then a file's bytes, if it is one; standard output gets one
JSON object, an article's fields or ``{"refused": "…"}``. Whatever else happens ends the process without an answer.
"""

from __future__ import annotations

import json
import logging
import math
import signal
import sys
from contextlib import suppress
from dataclasses import asdict, replace

from tracker.articles.loading.article import Facts, LoadedArticle, article_of
from tracker.articles.loading.child import Asked
from tracker.articles.loading.decoding import decode_page
from tracker.articles.loading.fetching import MARKDOWN, PAGES, fetch
from tracker.articles.loading.file_kinds import looks_like_a_page, refuse_other_kinds
from tracker.articles.loading.page import read_page
from tracker.articles.loading.text_files import article_of_file
from tracker.errors import InvalidInput

MOST_MEMORY = 1 << 30
"""A gigabyte of address space; a page at the limits takes a fifth of it."""


def main() -> None:
    """Answer what standard input asks for."""
    asked = Asked(**json.loads(sys.stdin.buffer.readline()))
    _limit_oneself(asked.seconds)
    logging.disable()
    try:
        told = asdict(article_at(asked, sys.stdin.buffer.read()))
    except InvalidInput as refusal:
        told = {"refused": str(refusal)}
    sys.stdout.write(json.dumps(told, default=str))


def article_at(asked: Asked, body: bytes) -> LoadedArticle:
    """The article at an address, or in a page's bytes. Raises InvalidInput."""
    if not asked.is_address:
        return _article_in(body, asked)
    sent = fetch(asked.place, allow_private_redirects=asked.allow_private_redirects, seconds=asked.seconds)
    refuse_other_kinds(sent.body, asked.place)
    if sent.kind in PAGES or (not sent.kind.startswith("text/") and looks_like_a_page(sent.body)):
        return _article_in(sent.body, asked, sent.charset, sent.address)
    is_markdown = sent.kind in MARKDOWN
    article = article_of_file(sent.body, asked.place, told=sent.charset, chosen=asked.encoding, is_markdown=is_markdown)
    return article if article.url else replace(article, url=asked.place)


def _article_in(body: bytes, asked: Asked, charset: str = "", address: str = "") -> LoadedArticle:
    page = decode_page(body, asked.place, charset, asked.encoding)
    text, facts = read_page(page.text, asked.place, address)
    facts = facts.or_else(Facts(url=asked.place if address else ""))
    return article_of(text, facts, opened_from=asked.place, encoding=page.encoding)


def _limit_oneself(seconds: float) -> None:
    """Hold this process to its time and memory, also when nobody is left to end it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)
    try:
        import resource  # noqa: PLC0415 -- not on every platform
    except ModuleNotFoundError:
        return
    most_seconds = math.ceil(seconds) + 1
    limits = {resource.RLIMIT_CPU: most_seconds, resource.RLIMIT_AS: MOST_MEMORY, resource.RLIMIT_CORE: 0}
    for kind, most in limits.items():
        with suppress(OSError, ValueError):  # some platforms know a limit and cannot set it
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
