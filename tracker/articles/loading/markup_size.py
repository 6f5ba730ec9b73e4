"""How much mark-up a page has, counted before anything takes it apart."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tracker.articles.loading.refusals import PASTE_INSTEAD, cannot_be_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.errors import InvalidInput

MOST_ELEMENTS = 30_000
DEEPEST = 200
"""How deep elements may be nested: beyond 255 the parser leaves out what is inside, without a word."""

_PIECE = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9:-]*))")
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title", "xmp")}
_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_ENDED_BY_THE_NEXT = frozenset(
    {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup"}
)
_LONGEST_TAG = 2_000


class _Tag(NamedTuple):
    name: str
    is_closing: bool
    stays_open: bool


def refuse_intricate(html: str, place: str) -> None:
    """Raise InvalidInput for a page with too many elements or too deep ones."""
    elements = depth = 0
    opened: Counter[str] = Counter()
    for tag in _tags(html):
        if tag.is_closing:
            if opened[tag.name]:
                opened[tag.name] -= 1
                depth -= 1
            continue
        elements += 1
        if tag.stays_open:
            opened[tag.name] += 1
            depth += 1
        if elements > MOST_ELEMENTS:
            raise cannot_be_read(place, f"it has more than {MOST_ELEMENTS:,} elements; {PASTE_INSTEAD}")
        if depth > DEEPEST:
            raise too_deep(place)


def too_deep(place: str) -> InvalidInput:
    """The refusal of a page whose elements are nested too deep."""
    return cannot_be_read(place, f"its elements are nested more than {DEEPEST} deep; {PASTE_INSTEAD}")


def _tags(html: str) -> Iterator[_Tag]:
    """The tags in their order, without what is in comments, scripts and styles."""
    at = 0
    while found := _PIECE.search(html, at):
        at = found.end()
        comment, closing, name = found.groups()
        if comment:
            end = html.find("-->", at)
            at = end if end >= 0 else len(html)
            continue
        name = name.lower()
        end = html.find(">", at, at + _LONGEST_TAG)
        is_empty = name in _EMPTY or name in _ENDED_BY_THE_NEXT or html[end - 1 : end] == "/"
        yield _Tag(name, bool(closing), not is_empty)
        if name in _RAW and not closing:
            raw_end = _RAW[name].search(html, at)
            at = raw_end.start() if raw_end else len(html)
