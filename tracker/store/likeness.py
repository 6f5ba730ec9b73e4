"""Questions about what is like something that is typed: claims in nearly the same words, and every name known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, or_, select

from tracker.claims.matching import Likeness, look_alikes, telling_words
from tracker.store.filters import conditions
from tracker.store.tables import alias, claim, source, speaker, standing, subject, tag

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Column, ColumnElement
    from sqlmodel import Session

MOST_COMPARED = 200
"""So many candidates are fetched at most, those that share most of the telling words first."""

_TELLING_WORDS = 4


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A claim that says the same as what is typed, or nearly so."""

    claim_id: int
    statement: str
    speaker: str
    said_on: date
    likeness: Likeness


def claims_like(session: Session, statement: str, today: date, limit: int = 3) -> tuple[LookAlike, ...]:
    """The claims that a statement is like, nearest first, at most ``limit``.

    Only claims that share one of its longest words are read, so that the question stays quick in a large archive.
    """
    words = telling_words(statement, _TELLING_WORDS)
    if not words:
        return ()
    held = [_holds_beginning(session, word) for word in words]
    shared = sum((case((one, 1), else_=0) for one in held[1:]), case((held[0], 1), else_=0))
    candidates = (
        select(claim.id, claim.statement, func.coalesce(speaker.name, ""), claim.said_on)
        .select_from(
            claim.id.table.join(standing.claim_id.table, standing.claim_id == claim.id).outerjoin(
                speaker.id.table, speaker.id == claim.speaker_id
            )
        )
        .where(or_(*held), *conditions((), today))
        .order_by(shared.desc(), claim.id.desc())
        .limit(MOST_COMPARED)
    )
    near = look_alikes(statement, {row: row[1] for row in session.execute(candidates)})
    return tuple(LookAlike(row[0], row[1], row[2], row[3], likeness) for row, likeness in near[:limit])


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


def _holds_beginning(session: Session, word: str) -> ColumnElement[bool]:
    """Whether a statement holds a word, or what a word begins with.

    SQLite's own comparison ignores the case of ASCII letters, without turning every statement into small ones first.
    It knows no others: a word that has some is looked for without its first one, which capitals are mostly.
    """
    sought = word if word.isascii() else word[1:]
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return (claim.statement.contains if is_sqlite else claim.statement.icontains)(sought, autoescape=True)
