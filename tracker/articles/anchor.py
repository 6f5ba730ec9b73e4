"""Where a quotation stands in a text, kept so that it is found again after the text has changed.

An anchor is the exact words with some of what stood before and behind them, as in the Web Annotation Data Model's
TextQuoteSelector. What is no longer there is not found; what is only like it must be confirmed by the user.
"""

from __future__ import annotations

from dataclasses import dataclass

CONTEXT = 32
"""As many characters are kept on each side, or more where that does not tell the place from others."""

_MOST_CONTEXT = 512
_LEAST_ALIKE = 80.0
_SHORTEST_ALONE = 12
_LEAST_AROUND = 3
_SHORTEST_ALIKE = 8
_MOST_PLACES = 2000
_CERTAIN = 100.0
_ALIKE_SIGNS = str.maketrans("’‘ʼ“”„«»–—‑\u00a0\u202f\u2009\n\r\t", '\'\'\'"""""---      ')


@dataclass(frozen=True, slots=True)
class Anchor:
    """The exact words, and what stood right before and right behind them."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Found:
    """The words stand at ``text[start:end]``, without a doubt."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Near:
    """The words may stand at ``text[start:end]``: alike by ``score`` of 100, or one of several equal places."""

    start: int
    end: int
    score: float


def anchor_of(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of ``text[start:end]``, with as much around it as tells it from the same words elsewhere.

    Raises ValueError where these are no words of the text: it is a mistake of the caller.
    """
    if not 0 <= start < end <= len(text):
        message = f"no words at {start} to {end} of {len(text)} characters"
        raise ValueError(message)
    size = CONTEXT
    while True:
        anchor = Anchor(text[start:end], text[max(0, start - size) : start], text[end : end + size])
        if size >= _MOST_CONTEXT or find_anchor(text, anchor) == Found(start, end):
            return anchor
        size *= 2


def find_anchor(text: str, anchor: Anchor) -> Found | Near | None:
    """Return where an anchor's words stand in ``text``; None when they do not.

    Of several places the one with the most of what stood around them is meant. Equal ones, short words in quite
    another place and words that are only alike come back as ``Near``.
    """
    if not anchor.exact:
        return None
    places = _places(text, anchor.exact)
    if not places:
        return _like(text, anchor.exact)
    around = [_shared(text, anchor, place) for place in places]
    best = max(around)
    place = places[around.index(best)]
    end = place + len(anchor.exact)
    if around.count(best) > 1:
        return Near(place, end, _CERTAIN)
    a_little = min(_LEAST_AROUND, len(anchor.prefix) + len(anchor.suffix))
    alone = len(anchor.exact) < _SHORTEST_ALONE and best < a_little
    return Near(place, end, _CERTAIN) if alone else Found(place, end)


def _places(text: str, words: str) -> list[int]:
    """Return where the words begin, overlaps included; more places than anybody could choose from are cut off."""
    found: list[int] = []
    place = text.find(words)
    while place >= 0 and len(found) < _MOST_PLACES:
        found.append(place)
        place = text.find(words, place + 1)
    return found


def _shared(text: str, anchor: Anchor, place: int) -> int:
    """Count how much of the anchor's surroundings stands around a place; text that ends where it ended counts too."""
    end = place + len(anchor.exact)
    before = text[max(0, place - len(anchor.prefix)) : place]
    behind = text[end : end + len(anchor.suffix)]
    edges = (len(anchor.prefix) < CONTEXT and place == len(anchor.prefix) == len(before)) + (
        len(anchor.suffix) < CONTEXT and len(text) - end == len(anchor.suffix)
    )
    return _common(before[::-1], anchor.prefix[::-1]) + _common(behind, anchor.suffix) + edges


def _common(one: str, other: str) -> int:
    """Count the signs at the beginning that two texts share."""
    for count, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return count
    return min(len(one), len(other))


def _like(text: str, words: str) -> Near | None:
    """Return the place that is most like the words, if any is like enough to ask about it."""
    if len(words) < _SHORTEST_ALIKE or len(words) > 2 * len(text):
        return None
    from rapidfuzz import fuzz  # noqa: PLC0415 - needed only for words that are gone

    sought, searched = words.translate(_ALIKE_SIGNS), text.translate(_ALIKE_SIGNS)
    found = fuzz.partial_ratio_alignment(sought, searched, score_cutoff=_LEAST_ALIKE)
    if found is None or found.dest_end <= found.dest_start:
        return None
    start, end = found.dest_start, found.dest_end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    score = fuzz.ratio(sought, searched[start:end])
    return Near(start, end, round(score, 1)) if score >= _LEAST_ALIKE else None
