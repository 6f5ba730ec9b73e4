"""An article's sentences, each with its exact place in the text.

What cannot be told from the signs alone comes from ``tracker/languages/<code>/abbreviations.toml``: ``titles`` never
end a sentence, ``before_numbers`` not before a number, ``maybe_last`` and single initials only before one of the
``openers``, words that open sentences; ``ordinal_stop`` is true where "3." means third. All are written without the
last full stop. A language without the file is split by the signs alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tracker.languages.word_lists import word_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP = re.compile(r"(?:[.!?…]|[\u3002\uff01\uff1f])+")
_CLOSING = re.compile(r"(?:[ \u00a0\u202f]?[»]|[\"”“’'›)\]]){1,6}[.…]?")
_OPENING = re.compile(r"[\"“„«‹‘'(\[¿¡—–-][ \u00a0\u202f]?|[\"“„«‹‘'(\[¿¡—–*_ \u00a0\u202f-]")
_TOKEN = re.compile(r"[^\s(\[\"“„«‘]+\Z")
_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^\r\n\u2028\u2029\u0085\v\f]+")
_MARKER = re.compile(r"(?:[-*•·▪◦‣–—]|#{1,6}|>|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))(?=\s)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_NARROWEST_WRAP, _WIDEST_WRAP = 45, 100
_QUOTES = frozenset('«“„"')
_LONGEST_ASIDE = 300
_LONGEST_TOKEN = 24


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ``text[start:end]`` has no blanks at its ends; ``paragraph`` counts from 0."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    titles: frozenset[str]
    before_numbers: frozenset[str]
    maybe_last: frozenset[str]
    openers: frozenset[str]
    ordinal_stop: bool


def sentences_of(text: str, language: str) -> list[Sentence]:
    """Split a text into its sentences, in order and without overlaps; blanks and list marks belong to none."""
    known = _abbreviations(language)
    found = []
    for number, (start, end) in enumerate(paragraphs_of(text)):
        found += [Sentence(*bounds, number) for bounds in _bounds_in(text, start, end, known)]
    return found


@cache
def _abbreviations(language: str) -> _Abbreviations:
    listed = word_lists(language, "abbreviations")
    lists = {name: frozenset(listed.get(name, ())) for name in ("titles", "before_numbers", "maybe_last", "openers")}
    return _Abbreviations(**lists, ordinal_stop=bool(listed.get("ordinal_stop")))


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield each paragraph's bounds: a line, or several where one was broken to fit a width."""
    lines = [(found.start(), found.end()) for found in _LINE.finditer(text) if found.group().strip()]
    width = max((end - start for start, end in lines), default=0)
    place = 0
    while place < len(lines):
        start, end = lines[place]
        while place + 1 < len(lines) and _goes_on(text, lines[place], lines[place + 1], width):
            place += 1
            end = lines[place][1]
        yield start, end
        place += 1


def _goes_on(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether a line was broken for its width only, so that the next one goes on with its sentence."""
    gap = text[line[1] : following[0]]
    if gap not in {"\n", "\r\n"} or _MARKER.match(text[following[0] : following[1]].lstrip()):
        return False
    before = text[line[0] : line[1]].rstrip()
    first = text[following[0] : following[1]].lstrip()[:1]
    long_enough = len(before) >= _NARROWEST_WRAP and width - len(before) <= width // 3
    if before[-1] in '.!?…:;»”")':
        return long_enough and width <= _WIDEST_WRAP
    return first.islower() or (long_enough and width <= _WIDEST_WRAP)


def _bounds_in(text: str, start: int, end: int, known: _Abbreviations) -> Iterator[tuple[int, int]]:
    begin = _after_marker(text, start, end)
    asides = _asides(text, begin, end)
    for stop in _STOP.finditer(text, begin, end):
        if stop.start() < begin:
            continue
        last = _after_closing(text, stop, end)
        if last >= end or any(opened < stop.start() < closed for opened, closed in asides):
            continue
        if text[last].isspace() and _ends(text, (begin, last, end), stop, known):
            yield from _trimmed(text, begin, last)
            begin = last
    yield from _trimmed(text, begin, end)


def _after_marker(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    found = _MARKER.match(text, start, end)
    return found.end() if found else start


def _after_closing(text: str, stop: re.Match[str], end: int) -> int:
    """Return where the marks that close a quotation or a bracket after a full stop end."""
    closing = _CLOSING.match(text, stop.end(), end)
    return closing.end() if closing else stop.end()


def _asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the brackets that are closed again: what stands in them belongs to one sentence."""
    found, opened = [], -1
    for place in range(start, end):
        if text[place] in "([" and opened < 0:
            opened = place
        elif text[place] in ")]" and opened >= 0:
            if place - opened <= _LONGEST_ASIDE and opened > start and text[opened + 1 : place].strip(". …"):
                found.append((opened, place))
            opened = -1
    return found


def _ends(text: str, bounds: tuple[int, int, int], stop: re.Match[str], known: _Abbreviations) -> bool:
    """Whether the signs at ``stop`` end a sentence, as far as the words around them tell.

    ``bounds`` are where the sentence begins, where it would end and where its paragraph does.
    """
    begin, last, end = bounds
    following = last
    while following < end and text[following].isspace():
        following += 1
    if following >= end:
        return True
    opening = _OPENING.match(text, following, end)
    quoted = opening is not None
    while opening:
        following = opening.end()
        opening = _OPENING.match(text, following, end)
    if following >= end or text[following].islower():
        return False
    if not (text[following].isalnum() or quoted):
        return text[following] not in ",;:"
    if stop.group() != "." or last > stop.end() or not _QUOTES.isdisjoint(text[last:following]):
        return True
    return not _is_short_form(text, begin, stop.start(), following, known)


def _is_short_form(text: str, begin: int, stop: int, following: int, known: _Abbreviations) -> bool:
    """Whether a full stop belongs to an abbreviation and the sentence goes on at ``following``."""
    token = _TOKEN.search(text, max(begin, stop - _LONGEST_TOKEN), stop)
    if not token:
        return False
    word = token.group().lstrip("'’-–—").rpartition("’")[2].rpartition("'")[2] or token.group()
    if word in known.titles:
        return True
    number_follows = text[following].isdigit()
    if word in known.before_numbers and number_follows:
        return True
    if known.ordinal_stop and word.isdigit():
        return True
    if word in known.maybe_last or _INITIALS.fullmatch(word):
        opener = _WORD.match(text, following)
        return not number_follows and (opener is None or opener.group() not in known.openers)
    return False


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
