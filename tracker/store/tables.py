"""The tables' columns, as questions are put together from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.claims import model

if TYPE_CHECKING:
    from sqlalchemy import Column
    from sqlalchemy.sql.base import ReadOnlyColumnCollection
    from sqlmodel import SQLModel


def _columns(table: type[SQLModel]) -> ReadOnlyColumnCollection[str, Column[Any]]:
    found: ReadOnlyColumnCollection[str, Column[Any]] = table.__table__.c  # type: ignore[attr-defined]
    return found


alias = _columns(model.SpeakerAlias)
batch = _columns(model.Batch)
citation = _columns(model.Citation)
claim = _columns(model.Claim)
claim_tag = _columns(model.ClaimTag)
credence = _columns(model.Credence)
entry = _columns(model.Entry)
source = _columns(model.Source)
speaker = _columns(model.Speaker)
standing = _columns(model.Standing)
subject = _columns(model.Subject)
tag = _columns(model.Tag)
verdict = _columns(model.VerdictRow)
