"""Questions about what is like something that is typed: claims in nearly the same words, and every name known."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, case, func, literal, or_, select, text

from tracker.claims.matching import Likeness, look_alikes
from tracker.store.filters import is_outside_trash
from tracker.store.finding import begins, has_any_of, uses_index
from tracker.store.listing import highest_number
from tracker.store.tables import alias, claim, search_term, search_text, source, speaker, subject, tag
from tracker.store.word_index import INDEX
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlalchemy import Column
    from sqlmodel import Session

MOST_COMPARED = 50
"""So many candidates are compared at most, those that share most of the telling words first."""

_TELLING_WORDS = 6
_MOST_UNKNOWN = 2
_MOST_CLAIMS = 20_000
"""So many claims are ranked at most: a word that stands in more tells too little to fetch them all."""

_ALL_COMMON = 3
"""So many words that are all common are looked for together, not one by one."""

_ENOUGH_TO_COUNT = 1_000
"""From so many claims on, how rare a word is tells whether two statements are about the same."""

_MOST_FETCHED = 2 * MOST_COMPARED
_STEM = 4


class TellingWord(NamedTuple):
    """A word to fetch look-alikes by: as it is or, where no claim has it, as a beginning; and in how many it stands."""

    word: str
    claims: int
    is_begun: bool = False


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A claim that says the same as what is typed, or nearly so."""

    claim_id: int
    statement: str
    speaker: str
    said_on: date
    likeness: Likeness


def claims_like(session: Session, statement: str, limit: int = 3) -> tuple[LookAlike, ...]:
    """The claims that a statement is like, nearest first, at most ``limit``.

    Only claims that share some of its rarest words are read, so that the question stays quick in a large archive.
    """
    words = telling_words(session, statement)
    if not words:
        return ()
    fetched = _by_index(session, words) if uses_index(session) else _by_texts(session, words)
    candidates = (
        select(claim.id, claim.statement, func.coalesce(speaker.name, ""), claim.said_on)
        .select_from(claim.id.table.outerjoin(speaker.id.table, speaker.id == claim.speaker_id))
        .where(claim.id.in_(fetched), is_outside_trash())
    )
    places = {claim_id: place for place, claim_id in enumerate(fetched)}
    found = sorted(session.execute(candidates), key=lambda row: places[row[0]])[:MOST_COMPARED]
    near = look_alikes(statement, {row: row[1] for row in found}, _rarity(session, statement))
    return tuple(LookAlike(row[0], row[1], row[2], row[3], likeness) for row, likeness in near[:limit])


def _rarity(session: Session, statement: str) -> Callable[[str], float] | None:
    """How much each word of a statement tells; None in a small archive, where nothing is told by how rare a word is."""
    claims = highest_number(session)
    if claims < _ENOUGH_TO_COUNT:
        return None
    asked = select(search_term.term, search_term.claims).where(search_term.term.in_(set(words_of(statement))))
    counts: dict[str, int] = dict(session.execute(asked).all())
    return lambda word: math.log((claims + 1) / (min(counts.get(word, 0), claims) + 1))


def telling_words(session: Session, statement: str) -> list[TellingWord]:
    """The rarest words of a statement, by which its look-alikes are fetched; all of it when it has only common ones."""
    words = {word for word in words_of(statement) if len(word) > 1}
    asked = select(search_term.term, search_term.claims).where(search_term.term.in_(words))
    known = sorted((TellingWord(*row) for row in session.execute(asked)), key=lambda one: (one.claims, one.word))
    reached = accumulate(one.claims for one in known)
    rare = [one for one, claims in zip(known, reached, strict=True) if claims <= _MOST_CLAIMS][:_TELLING_WORDS]
    unknown = sorted(words - {one.word for one in known}, key=lambda word: (-len(word), word))
    begun = [
        _begun(session, word[: max(_STEM, len(word) - 2)]) for word in unknown[:_MOST_UNKNOWN] if len(word) >= _STEM
    ]
    return [*rare, *(one for one in begun if 0 < one.claims <= _MOST_CLAIMS)] or known[:_ALL_COMMON]


def _begun(session: Session, beginning: str) -> TellingWord:
    """A beginning, with how many claims the words that begin so stand in, counted word by word."""
    asked = select(func.coalesce(func.sum(search_term.claims), 0)).where(begins(search_term.term, beginning))
    return TellingWord(beginning, int(session.execute(asked).scalar_one()), is_begun=True)


def _by_index(session: Session, words: Sequence[TellingWord]) -> list[int]:
    """The claims whose statements hold most of these words, the nearest first, as SQLite's index ranks them."""
    is_common = words[0].claims > _MOST_CLAIMS
    joined = (" AND " if is_common else " OR ").join(f'"{one.word}"' + "*" * one.is_begun for one in words)
    order = "rowid DESC" if is_common else f"bm25({INDEX}, 1.0, 0.0)"
    asked = text(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :words ORDER BY {order} LIMIT :most")  # noqa: S608
    return list(session.execute(asked, {"words": f"statement : ({joined})", "most": _MOST_FETCHED}).scalars())


def _by_texts(session: Session, words: Sequence[TellingWord]) -> list[int]:
    """The same without that index: a word counts the more, the fewer claims it stands in."""
    held = [search_text.statement.like(f"% {one.word}{'' if one.is_begun else ' '}%") for one in words]
    is_common = words[0].claims > _MOST_CLAIMS
    shared = sum(
        (case((one, 1 / math.log(word.claims + 2)), else_=0.0) for word, one in zip(words, held, strict=True)),
        literal(0.0),
    )
    among = [and_(*held)] if is_common else [or_(*held)]
    if session.get_bind().dialect.name == "postgresql":
        among.append(has_any_of([(one.word, one.is_begun) for one in words]))
    order = search_text.claim_id.desc()
    asked = select(search_text.claim_id).where(*among).order_by(*([] if is_common else [shared.desc()]), order)
    return list(session.execute(asked.limit(_MOST_FETCHED)).scalars())


def known_spellings(session: Session, field: str) -> dict[str, str]:
    """Every known name of a field of the form, speakers' other names included, with the name it is kept under."""
    if field not in _NAMES:
        return {}
    found = {name: name for name in session.execute(select(_NAMES[field]).where(_NAMES[field] != "")).scalars()}
    if field == "speaker":
        others = select(alias.name, speaker.name).join_from(
            alias.id.table, speaker.id.table, speaker.id == alias.speaker_id
        )
        found |= dict(session.execute(others).all())
    return found


_NAMES: dict[str, Column[str]] = {
    "speaker": speaker.name,
    "subject": subject.name,
    "source_publisher": source.publisher,
    "tags": tag.name,
}
