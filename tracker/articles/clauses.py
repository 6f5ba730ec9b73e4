"""A sentence's clauses, as far as they can make claims of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.articles.sentences import Sentence
    from tracker.articles.speech import Speech

_SEAM = re.compile(r"[,;]\s+")
_SHORTEST = 20


def clauses_of(text: str, sentence: Sentence, speech: Speech) -> list[tuple[int, int]]:
    """Split a sentence at the seams that a joint follows ("…, but …"); together they are the whole sentence."""
    bounds = [sentence.start]
    for seam in _SEAM.finditer(text, sentence.start, sentence.end):
        joined = text[seam.start()] == ";" or speech.seams.match(text, seam.end())
        far_enough = seam.start() - bounds[-1] >= _SHORTEST <= sentence.end - seam.end()
        if joined and far_enough:
            bounds.append(seam.end())
    return list(zip(bounds, [*bounds[1:], sentence.end], strict=True))


def part_around(text: str, words: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """Return the part of ``text[slice(*words)]`` between two commas or semicolons that holds a stretch of it."""
    seams = [seam.span() for seam in _SEAM.finditer(text, *words)]
    first = max((behind for _, behind in seams if behind <= start), default=words[0])
    last = min((before for before, _ in seams if before >= end), default=words[1])
    return first, last
