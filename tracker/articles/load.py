"""The door by which an article comes in: pasted, from a file, from standard input or from the web.

Text and Markdown are read here; pages of HTML, and whatever has to be asked for, in a process of its own.
"""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from tracker.articles.loading.addresses import read_address
from tracker.articles.loading.article import LONGEST_TEXT, LoadedArticle
from tracker.articles.loading.child import Asked, read_in_child
from tracker.articles.loading.file_kinds import MOST_BYTES, looks_like_a_page, refuse_other_kinds, too_large
from tracker.articles.loading.markdown_text import SUFFIXES as MARKDOWN
from tracker.articles.loading.refusals import SCHEME, STANDARD_INPUT, cannot_be_read
from tracker.articles.loading.text_files import article_of_file, article_of_text
from tracker.errors import InvalidInput

__all__ = ["LONGEST_TEXT", "LoadedArticle", "article_from_text", "load_article"]

_PAGES = frozenset({".html", ".htm", ".xhtml"})


def load_article(
    place: str, *, encoding: str = "", allow_private_redirects: bool = False, seconds: float = 10
) -> LoadedArticle:
    """Load the article at a path, at an http or https address, or, for ``-``, on standard input.

    ``encoding`` is what its reader says that it is written in; empty to have that found. A page and its server have
    ``seconds`` for everything. Raises InvalidInput, in one sentence, for whatever cannot be read. Nothing is ever
    written.
    """
    if not place.strip():
        raise InvalidInput("There is nothing to read: name a file or an address, or - for standard input.")
    if SCHEME.match(place.strip()):
        address = read_address(place.strip()).text
        return read_in_child(Asked(address, True, seconds, allow_private_redirects, encoding))  # noqa: FBT003 -- a field
    body = _what_came_in() if place == STANDARD_INPUT else _content_of(place)
    if len(body) > MOST_BYTES:
        raise too_large(place)
    refuse_other_kinds(body, place)
    suffix = Path(place).suffix.lower()
    if suffix in _PAGES or (suffix not in MARKDOWN and looks_like_a_page(body)):
        return read_in_child(Asked(place, is_address=False, seconds=seconds, encoding=encoding), body)
    return article_of_file(body, place, chosen=encoding, is_markdown=suffix in MARKDOWN)


def article_from_text(text: str, *, opened_from: str = "") -> LoadedArticle:
    """Make an article of a text that was pasted; front matter and Markdown are understood. Raises InvalidInput."""
    return article_of_text(text, opened_from=opened_from, encoding="")


def _what_came_in() -> bytes:
    """What is piped into the program, or one byte more than may be read. Raises InvalidInput."""
    if sys.stdin is None:
        raise cannot_be_read(STANDARD_INPUT, "standard input is closed; pipe an article into the command")
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _content_of(place: str) -> bytes:
    """A file's bytes, or one more than may be read. Raises InvalidInput."""
    try:
        path = Path(place).expanduser()
        if not stat.S_ISREG(path.stat().st_mode):
            raise cannot_be_read(place, "it is no file but a folder or a device; give a text, Markdown or HTML file")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        told = "there is no such file; check its name, and begin an address with https://"
        raise cannot_be_read(place, told) from None
    except OSError as error:
        raise cannot_be_read(place, f"the system says “{error.strerror}”; check its name and permissions") from None
    except (ValueError, RuntimeError):  # a NUL in the name; the folder of a user who is not known
        raise cannot_be_read(place, "there can be no such file; check its name") from None
