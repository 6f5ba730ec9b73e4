"""The names and words that are in use, those used most first: what completion offers.

What no claim outside the trash says any more, as a name that was mistyped and corrected, is not offered.

How often each is used is counted in an index for all of them at once, and remembered until a step follows: a question
for each name would take seconds among a million claims.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, false, func, select, true

from tracker.store.letters import as_sorted
from tracker.store.remembered import Remembered
from tracker.store.tables import citation, claim_tag, source, speaker, standing, subject, tag

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select, Subquery
    from sqlmodel import Session

_MOST = 2_000


def known_names(session: Session, field: str) -> tuple[str, ...]:
    """What claims say already in a field of the form; nothing for one in which nothing is used again."""
    known = _KNOWN.get(field)
    return known(session) if known else ()


def _used(whose: ColumnElement[int]) -> Subquery:
    """How many claims outside the trash have each name."""
    counts = select(whose.label("whose"), func.count().label("claims"))
    return counts.where(standing.is_trashed == false()).group_by(whose).subquery()


def _most_used(name: ColumnElement[str], key: ColumnElement[int], used: Subquery) -> Select[Any]:
    counted = select(name).join_from(key.table, used, used.c.whose == key)
    return counted.order_by(used.c.claims.desc(), as_sorted(name), key).limit(_MOST)


def _most_used_tags() -> Select[Any]:
    """Tags by all claims that have them, less those in the trash, which are few."""
    every = select(claim_tag.tag_id, func.count().label("claims")).group_by(claim_tag.tag_id).subquery()
    joined = claim_tag.id.table.join(standing.claim_id.table, standing.claim_id == claim_tag.claim_id)
    trashed = (
        select(claim_tag.tag_id, func.count().label("claims"))
        .select_from(joined)
        .where(standing.is_trashed == true())
        .group_by(claim_tag.tag_id)
        .subquery()
    )
    used = every.c.claims - func.coalesce(trashed.c.claims, 0)
    tables = tag.id.table.join(every, every.c.tag_id == tag.id).outerjoin(trashed, trashed.c.tag_id == tag.id)
    counted = select(tag.name).select_from(tables).where(used > 0)
    return counted.order_by(used.desc(), as_sorted(tag.name), tag.id).limit(_MOST)


def is_cited() -> ColumnElement[bool]:
    """Whether a claim cites the source."""
    return exists().where(citation.source_id == source.id)


def _told(
    text: ColumnElement[str], key: ColumnElement[int], *first: ColumnElement[Any], where: ColumnElement[bool]
) -> Select[Any]:
    """What texts of this kind say, each once."""
    told = select(text).where(text != "", where).group_by(text)
    return told.order_by(*first, as_sorted(text), func.min(key)).limit(_MOST)


def _read(question: Select[Any], session: Session) -> tuple[str, ...]:
    return tuple(session.execute(question).scalars())


_KNOWN = {
    field: Remembered(partial(_read, question))
    for field, question in (
        ("speaker", _most_used(speaker.name, speaker.id, _used(standing.speaker_id))),
        ("subject", _most_used(subject.name, subject.id, _used(standing.subject_id))),
        ("tags", _most_used_tags()),
        ("source_publisher", _told(source.publisher, source.id, func.count().desc(), where=is_cited())),
        ("source_author", _told(source.author, source.id, where=is_cited())),
        ("via", _told(citation.via, citation.id, where=true())),
    )
}
