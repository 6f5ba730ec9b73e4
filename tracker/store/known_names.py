"""The names and words that are known already, those used most first: what completion offers.

How often each is used is counted in an index for all of them at once, and remembered until a step follows: a question
for each name would take seconds among a million claims.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import false, func, select, true

from tracker.store.letters import as_sorted
from tracker.store.remembered import Remembered
from tracker.store.tables import citation, claim_tag, source, speaker, standing, subject, tag

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select, Subquery
    from sqlmodel import Session

_MOST = 2_000


def known_names(session: Session, field: str) -> tuple[str, ...]:
    """What is already known for a field of the form; nothing for one in which nothing is used again."""
    known = _KNOWN.get(field)
    return known(session) if known else ()


def _used(whose: ColumnElement[int]) -> Subquery:
    """How many claims outside the trash have each name."""
    counts = select(whose.label("whose"), func.count().label("claims"))
    return counts.where(standing.is_trashed == false()).group_by(whose).subquery()


def _most_used(name: ColumnElement[str], key: ColumnElement[int], used: Subquery) -> Select[Any]:
    counted = select(name).join_from(key.table, used, used.c.whose == key, isouter=True)
    return counted.order_by(func.coalesce(used.c.claims, 0).desc(), as_sorted(name), key).limit(_MOST)


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
    used = func.coalesce(every.c.claims, 0) - func.coalesce(trashed.c.claims, 0)
    tables = tag.id.table.outerjoin(every, every.c.tag_id == tag.id).outerjoin(trashed, trashed.c.tag_id == tag.id)
    return select(tag.name).select_from(tables).order_by(used.desc(), as_sorted(tag.name), tag.id).limit(_MOST)


def _told(text: ColumnElement[str], key: ColumnElement[int], *first: ColumnElement[Any]) -> Select[Any]:
    """What texts of this kind say, each once."""
    told = select(text).where(text != "").group_by(text)
    return told.order_by(*first, as_sorted(text), func.min(key)).limit(_MOST)


def _read(question: Select[Any], session: Session) -> tuple[str, ...]:
    return tuple(session.execute(question).scalars())


_KNOWN = {
    field: Remembered(partial(_read, question))
    for field, question in (
        ("speaker", _most_used(speaker.name, speaker.id, _used(standing.speaker_id))),
        ("subject", _most_used(subject.name, subject.id, _used(standing.subject_id))),
        ("tags", _most_used_tags()),
        ("source_publisher", _told(source.publisher, source.id, func.count().desc())),
        ("source_author", _told(source.author, source.id)),
        ("via", _told(citation.via, citation.id)),
    )
}
