"""Questions about what is like something that is typed: claims in nearly the same words, and every name known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, false, func, select

from tracker.claims.matching import Likeness, look_alikes
from tracker.store.filters import is_outside_trash
from tracker.store.known_names import is_cited
from tracker.store.tables import alias, claim, claim_tag, source, speaker, standing, subject, tag
from tracker.store.telling import Told, statements_like

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Column, ColumnElement
    from sqlmodel import Session

MOST_COMPARED = 50
"""So many candidates are compared at most, those first whose words share most of what the statement's tell."""

_ENOUGH_TO_COUNT = 1_000
"""From so many claims on, how rare a word is tells whether two statements are about the same."""


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
    told = Told(session, statement)
    fetched = statements_like(session, told)
    nearest = sorted(fetched, key=lambda number: (-told.shared_with(fetched[number]), -number))[:MOST_COMPARED]
    if not nearest:
        return ()
    asked = (
        select(claim.id, claim.statement, func.coalesce(speaker.name, ""), claim.said_on)
        .select_from(claim.id.table.outerjoin(speaker.id.table, speaker.id == claim.speaker_id))
        .where(claim.id.in_(nearest), is_outside_trash())
    )
    places = {number: place for place, number in enumerate(nearest)}
    candidates = sorted(session.execute(asked), key=lambda row: places[row[0]])
    rarity = told.rarity if told.claims >= _ENOUGH_TO_COUNT else None
    near = look_alikes(statement, {row: row[1] for row in candidates}, rarity)
    return tuple(LookAlike(row[0], row[1], row[2], row[3], likeness) for row, likeness in near[:limit])


def known_spellings(session: Session, field: str) -> dict[str, str]:
    """Every name that claims outside the trash have in a field of the form, with the name it is kept under.

    Speakers' other names are among them.
    """
    if field not in _NAMES:
        return {}
    found = {
        name: name
        for name in session.execute(select(_NAMES[field]).where(_NAMES[field] != "", _IS_USED[field])).scalars()
    }
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

_IS_USED: dict[str, ColumnElement[bool]] = {
    "speaker": exists().where(standing.is_trashed == false(), standing.speaker_id == speaker.id),
    "subject": exists().where(standing.is_trashed == false(), standing.subject_id == subject.id),
    "source_publisher": is_cited(),
    "tags": exists().where(
        claim_tag.tag_id == tag.id, standing.claim_id == claim_tag.claim_id, standing.is_trashed == false()
    ),
}
"""Whether a claim has the name: asked of one name at a time, each answered from an index by the first claim met."""
