"""What is probably the same as something known: claims in nearly the same words, names that are typed differently.

Nothing is decided here. Whoever types is told, and chooses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, LCSseq

from tracker.claims.naming import name_key
from tracker.claims.people import Words, bare_name, plain_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Key = TypeVar("Key")

WORDS_TO_BE_SURE = 8
"""Below so many words, statements that are not equal are never taken for the same: a short one says too little."""

_ALIKE = 81
"""From this likeness on, of 100, two statements are worth being compared by eye."""

_TELLING_SHARE = 0.75
"""So much of what a statement's words tell must be in the other one too, where it is known how rare each word is."""

_ARTICLE = 3
"""So many letters a first word may have that has its capital from its place alone."""

_WORDS_IN_COMMON = 3
_LONG_WORD = 4
_SAME_WORD = 80
_WORTH_A_LOOK = 60
_MOST_LOOKED_AT = 30
_LONGEST_SURNAME = 3
_MOST_CALLED_SO = 3
"""More people than these are not asked about by what they have in common."""

_ONE_SLIP, _TWO_SLIPS = 4, 8
"""From so many letters on a word may be mistyped in one place, or in two."""


class Likeness(StrEnum):
    """How near two statements are."""

    SAME = "the same"
    ALIKE = "alike"


def look_alikes(
    statement: str, candidates: Mapping[Key, str], rarity: Callable[[str], float] | None = None
) -> list[tuple[Key, Likeness]]:
    """The candidates that say the same or nearly so, nearest first; ``candidates`` are statements by their keys.

    The same phrases about other names, numbers or years are not alike: more than half of these must be in both.
    ``rarity`` tells how much a word tells, the more the rarer it is; with it most of the telling words must be, too.
    """
    wanted = _words(statement)
    found: list[tuple[float, Key, Likeness]] = []
    for key, text in candidates.items() if wanted else ():
        words = _words(text)
        score = _score(wanted, words)
        if _is_same(wanted, words):
            found.append((100 + score, key, Likeness.SAME))
        elif (
            score >= _ALIKE
            and (rarity is None or _share_told(wanted, words, rarity) >= _TELLING_SHARE)
            and _is_about_the_same(statement, text)
        ):
            found.append((score, key, Likeness.ALIKE))
    found.sort(key=lambda one: -one[0])
    return [(key, likeness) for _, key, likeness in found]


class NameBook:
    """Known names, prepared for being compared. ``spellings`` holds each one with the name that it is kept under."""

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self._kept = {name_key(name): kept for name, kept in spellings.items()}
        self._plain = {name: " ".join(sorted(_words(name))) for name in spellings}
        self._joined = {name: _joined(name) for name in spellings}
        self._spellings = spellings
        self._bare: dict[Words, list[str]] | None = None

    def kept_as(self, name: str) -> str | None:
        """The name under which a name is known, itself or another; None for a new one."""
        return self._kept.get(name_key(name))

    def nearest(self, name: str) -> str | None:
        """The known name that a new one is perhaps meant to be; None when there is none, or when it is known."""
        if not _words(name) or self.kept_as(name) is not None:
            return None
        looked_at = dict.fromkeys(_those_like(name, self._plain) + _those_like(_joined(name), self._joined))
        meant = next((known for known in looked_at if may_be_meant(name, known)), None)
        return self._spellings[meant] if meant is not None else None

    def told_otherwise(self, name: str) -> tuple[str, ...]:
        """The few known names that a new one is, but for titles, brackets, initials, or a first name left out.

        None are told of a name that is known, or by which too many could be called.
        """
        words = bare_name(name)
        if not words or self.kept_as(name) is not None:
            return ()
        if self._bare is None:
            self._bare = _by_bare_names(self._spellings)
        found = self._bare.get(words, ()) if len("".join(words)) >= _LONG_WORD - 1 else ()
        whole = [known for known in found if bare_name(known) == words]
        if not found and len(words) > 1 and len(words[0]) == 1:
            ends = self._bare.get(words[-1:], ())
            whole = [known for known in ends if _is_by_initials(words, bare_name(known))]
        meant = dict.fromkeys(self._spellings[known] for known in whole or found)
        return tuple(meant) if len(meant) <= _MOST_CALLED_SO else ()


def may_be_meant(name: str, known: str) -> bool:
    """Whether two names are one, mistyped, in another order, without accents or blanks, or with initials.

    Where numbers differ, or a single letter that is no initial, they are two: “Model S” is not “Model X”.
    """
    ours, theirs = _words(name), _words(known)
    if not ours or not theirs or _numbers(ours) != _numbers(theirs):
        return False
    if _joined(name) == _joined(known):
        return True
    if len(ours) != len(theirs):
        ours, theirs = _without_initials(ours), _without_initials(theirs)
    if len(ours) != len(theirs) or max(map(len, ours), default=0) < _LONG_WORD - 1:
        return False
    left = list(theirs)
    for word in sorted(ours, key=len, reverse=True):
        match = min((other for other in left if _is_word_meant(word, other)), key=lambda o: o != word, default=None)
        if match is None:
            return False
        left.remove(match)
    return any(word in theirs or len(word) > 1 for word in ours)


def _is_word_meant(word: str, other: str) -> bool:
    if word == other:
        return True
    if min(len(word), len(other)) == 1:
        return word[0] == other[0] and max(len(word), len(other)) > 1
    longer = max(len(word), len(other))
    slips = 0 if longer < _ONE_SLIP else 1 if longer < _TWO_SLIPS else 2
    return word[0] == other[0] and OSA.distance(word, other, score_cutoff=slips) <= slips


def _by_bare_names(spellings: Iterable[str]) -> dict[Words, list[str]]:
    """Names by their bare words, and by their last ones, one to three."""
    found: dict[Words, list[str]] = defaultdict(list)
    for name in spellings:
        words = bare_name(name)
        for key in {words, *(words[-count:] for count in range(1, min(len(words), _LONGEST_SURNAME + 1)))}:
            found[key].append(name)
    return dict(found)


def _is_by_initials(words: Words, known: Words) -> bool:
    """Whether a name in initials, but for its last word, can be a known one."""
    initials, firsts = words[:-1], known[:-1]
    return len(initials) <= len(firsts) and all(
        one == first[0] if len(one) == 1 else one == first for one, first in zip(initials, firsts, strict=False)
    )


def _those_like(name: str, texts: Mapping[str, str]) -> list[str]:
    """The names whose prepared texts are near enough to be looked at word by word, nearest first."""
    wanted = " ".join(sorted(_words(name)))
    found = process.extract(wanted, texts, scorer=fuzz.ratio, score_cutoff=_WORTH_A_LOOK, limit=_MOST_LOOKED_AT)
    return [name for _, _, name in found]


def _is_same(ours: Words, theirs: Words) -> bool:
    """Equal, or long enough and equal but for slips of the pen: a word more, such as “not”, is no slip."""
    if ours == theirs:
        return True
    if min(len(ours), len(theirs)) < WORDS_TO_BE_SURE or len(ours) != len(theirs):
        return False
    if _numbers(ours) != _numbers(theirs):
        return False
    return all(fuzz.ratio(one, other) >= _SAME_WORD for one, other in zip(ours, theirs, strict=True))


def _score(ours: Words, theirs: Words) -> float:
    """How alike two statements are, from 0 to 100, whatever the order of their words."""
    one, other = " ".join(ours), " ".join(theirs)
    whole = fuzz.token_sort_ratio(one, other)
    in_common = {word for word in set(ours) & set(theirs) if len(word) >= _LONG_WORD}
    if len(in_common) < _WORDS_IN_COMMON:
        return whole
    return max(whole, (whole + fuzz.token_set_ratio(one, other)) / 2)


def _is_about_the_same(statement: str, other: str) -> bool:
    """Whether fewer than half of the names and numbers of a statement stand for others in the other one.

    One that only one of them has is more told, or less, of the same.
    """
    ours, theirs = _named(statement), _named(other)
    missing = min(_missing(ours, _words(other)), _missing(theirs, _words(statement)))
    changed = max(missing, _exchanged(statement, other))
    return not changed or 2 * changed < len(ours)


def _missing(words: Words, there: Words) -> int:
    """How many of some words are not there, each of those that are standing for one; a name mistyped is the same."""
    left = list(there)
    for word in words:
        match = next((one for one in left if one == word), None) or next(
            (one for one in left if _is_the_name(one, word)), None
        )
        if match is not None:
            left.remove(match)
    return len(words) - len(there) + len(left)


def _exchanged(statement: str, other: str) -> int:
    """How many names and numbers have another in their place, between words that both have in the same order.

    It does not help that the other one has them somewhere else, where it goes on to tell of more. One that the
    statement has somewhere else was moved.
    """
    ours, theirs = _words(statement), _words(other)
    our_names, their_names = set(_named(statement)), set(_named(other))
    changed = 0
    for one, another in _differing(ours, theirs):
        gone = [word for word in one if word in our_names and not _is_among(word, another)]
        come = [word for word in another if word in their_names and not _is_among(word, ours)]
        changed += min(len(gone), len(come))
    return changed


def _differing(ours: Words, theirs: Words) -> Iterator[tuple[Words, Words]]:
    """What stands between the words that are equal in both, in their order."""
    at, there = 0, 0
    for same in LCSseq.opcodes(ours, theirs):
        if same.tag == "equal":
            yield ours[at : same.src_start], theirs[there : same.dest_start]
            at, there = same.src_end, same.dest_end
    yield ours[at:], theirs[there:]


def _is_among(name: str, words: Words) -> bool:
    return any(_is_the_name(name, word) for word in words)


def _is_the_name(one: str, other: str) -> bool:
    """Whether two words are one name, perhaps mistyped; a number is only itself."""
    return one == other or (fuzz.ratio(one, other) >= _SAME_WORD and not _numbers((one, other)))


@lru_cache(maxsize=20_000)
def _named(text: str) -> Words:
    """The words of a text with a figure or a capital, which names have; a short first word has one by its place."""
    words = re.findall(r"[^\W_]+", text)
    return tuple(
        plain
        for place, word in enumerate(words)
        if _numbers((word,)) or (word[0].isupper() and (place or len(word) > _ARTICLE))
        for plain in _words(word)
    )


def _share_told(ours: Words, theirs: Words, rarity: Callable[[str], float]) -> float:
    """How much of what our words tell is in theirs too, from 0 to 1; a word mistyped is the same word."""
    told = {word: rarity(word) for word in ours}
    there = set(theirs)
    others = there - told.keys()
    held = sum(weight for word, weight in told.items() if word in there or any(_is_slip(word, one) for one in others))
    whole = sum(told.values())
    return held / whole if whole else 1.0


def _is_slip(word: str, other: str) -> bool:
    """Whether a word is another one, mistyped: nearly the same letters, or short and but for one slip the same."""
    if fuzz.ratio(word, other) >= _SAME_WORD:
        return True
    is_long_enough = min(len(word), len(other)) >= _ONE_SLIP and not _numbers((word, other))
    return is_long_enough and OSA.distance(word, other, score_cutoff=1) <= 1


_words = lru_cache(maxsize=20_000)(plain_words)


def _joined(text: str) -> str:
    return "".join(_words(text))


def _numbers(words: Words) -> list[str]:
    """What in these words has figures: a year, a size, a version."""
    return sorted(figures for word in words for figures in re.findall("[0-9]+", word))


def _without_initials(words: Words) -> Words:
    return tuple(word for word in words if len(word) > 1)
