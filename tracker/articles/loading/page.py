"""A page of HTML as an article: its text without mark-up, menus and comments, and what it tells about itself.

The article is found by trafilatura. This runs in a process of its own, ``page_reader``: a page made to do so can keep
any reader of HTML busy for hours.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.articles.loading.addresses import canonical_address
from tracker.articles.loading.article import Facts, without_title
from tracker.articles.loading.markup_size import DEEPEST, refuse_intricate, too_deep
from tracker.articles.loading.masthead import masthead_of
from tracker.articles.loading.normal_text import normalised
from tracker.articles.loading.plain_blocks import CELL, PlainBlocks
from tracker.articles.loading.refusals import PASTE_INSTEAD, cannot_be_read
from tracker.articles.loading.telling_languages import language_told
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

NEEDS_THE_EXTRA = "HTML pages need one more package: pip install 'claim-tracker[articles]'."

_LONGEST_BROKEN_JSON = 20_000
_BLANKS = re.compile(r"[ \t\r\n]+")
_BLOCKS = frozenset({"head", "p", "item", "list", "quote", "row", "table"})
_HOW_TO_DATE = {"original_date": True, "extensive_search": False, "deferred_url_extractor": True}
"""For htmldate: the day of publication, and what the page declares before what its address or its text may mean."""

_LONGEST_CELL = 200
_REFERENCE = re.compile(r"&#(?:(\d{1,8})|[xX]([0-9a-fA-F]{1,8}));?", re.ASCII)
_NO_SIGNS = frozenset({0xFFFE, 0xFFFF})

_JSON_LD = "//script[contains(@type, 'json')]"
_CANONICAL = "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"
_SITE_NAME = "//meta[@property='og:site_name']/@content"
_LANGUAGES = (
    "/html/@lang",
    "//meta[@property='og:locale']/@content",
    "//meta[translate(@http-equiv, 'CONTELAGU', 'contelagu')='content-language']/@content",
)


def read_page(html: str, place: str, address: str) -> tuple[str, Facts]:
    """The text and the facts of a page that was found at ``address``, empty for a file. Raises InvalidInput."""
    refuse_intricate(html, place)
    try:
        from trafilatura import bare_extraction, load_html  # noqa: PLC0415 -- in an extra, and slow to import
    except ModuleNotFoundError:
        raise InvalidInput(NEEDS_THE_EXTRA) from None
    html = _REFERENCE.sub(_allowed, html)
    tree = load_html(html if "html" in html[:50].lower() else f"<!doctype html>\n{html}")
    found: Any = None
    if tree is not None:
        if _depth(tree) > DEEPEST:  # what the next element does not end here was not counted before
            raise too_deep(place)
        _drop_broken_json(tree)
        found = bare_extraction(
            tree,
            url=address or None,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=dict(_HOW_TO_DATE),
        )
    text = normalised(_plain(found.body)) if found else ""
    if tree is None or not text:
        raise cannot_be_read(place, f"no article is found in it; {PASTE_INSTEAD}")
    facts = Facts(
        title=found.title or "",
        author=(found.author or "").replace("; ", ", "),
        publisher=_as_written(found.sitename or "", tree.xpath(_SITE_NAME)),
        published_on=date.fromisoformat(found.date) if found.date else None,
        language=next(filter(None, map(language_told, _language_names(tree))), ""),
        url=next(filter(None, (canonical_address(named, address) for named in tree.xpath(_CANONICAL))), ""),
    )
    text = without_title(text, facts.title)
    return text, facts.or_else(masthead_of(text))


def _allowed(reference: re.Match[str]) -> str:
    """A sign's number as it stands, unless no page may hold the sign: one such would cost all of the text."""
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    return "" if (code < ord(" ") and chr(code) not in "\t\n\r") or code in _NO_SIGNS else reference[0]


def _depth(tree: HtmlElement) -> int:
    """How many elements the innermost one stands in, itself included."""
    from lxml.etree import iterwalk  # noqa: PLC0415 -- comes with the extra

    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _drop_broken_json(tree: HtmlElement) -> None:
    """Empty the long scripts of facts that are no JSON: looking through them for names takes quadratic time."""
    for script in tree.xpath(_JSON_LD):
        try:
            json.loads(script.text or "{}", strict=False)
        except (ValueError, RecursionError):
            if len(script.text) > _LONGEST_BROKEN_JSON:
                script.text = None


def _language_names(tree: HtmlElement) -> Iterable[str]:
    return (name for path in _LANGUAGES for name in tree.xpath(path))


def _as_written(name: str, names: Iterable[str]) -> str:
    """A site's name with the capitals that the page gives it."""
    return next((each.strip() for each in names if each.strip().casefold() == name.casefold()), name)


def _plain(body: Any) -> str:
    """The text of an article as trafilatura hands it out: an element tree of its own few tags."""
    from lxml.etree import iterwalk  # noqa: PLC0415 -- comes with the extra

    blocks = PlainBlocks()
    is_in_row = False
    for event, element in iterwalk(body, events=("start", "end")):
        is_start = event == "start"
        is_code = element.tag == "code" and "\n" in "".join(element.itertext())
        if element.tag == "row":
            is_in_row = is_start and len(element) > 1 and not any(map(_is_laid_out, element))
        if element.tag in _BLOCKS or is_code:
            if is_in_row and element.tag != "row":
                blocks.add(" ")
            else:
                blocks.end()
        elif element.tag == "cell" and not is_in_row:
            blocks.end()
        elif element.tag == "cell" and is_start and blocks.is_begun:
            blocks.add(CELL)
        elif is_start and element.tag == "lb":
            blocks.add("\n")
        told = element.text if is_start else element.tail
        blocks.add((told or "") if is_code and is_start else _BLANKS.sub(" ", told or ""))
    return blocks.text()


def _is_laid_out(cell: Any) -> bool:
    """Whether a cell holds paragraphs: its table only lays out a page."""
    return cell.find(".//p") is not None and len("".join(cell.itertext())) > _LONGEST_CELL
