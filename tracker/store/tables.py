"""The tables' columns, as questions are put together from them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, or_

from tracker.claims import derived, model
from tracker.claims.naming import name_key

if TYPE_CHECKING:
    from sqlalchemy import BindParameter, Column
    from sqlalchemy.sql.base import ReadOnlyColumnCollection
    from sqlmodel import SQLModel


def columns_of(table: type[SQLModel]) -> ReadOnlyColumnCollection[str, Column[Any]]:
    """A table's columns by name."""
    found: ReadOnlyColumnCollection[str, Column[Any]] = table.__table__.c  # type: ignore[attr-defined]
    return found


@lru_cache(maxsize=64)
def own_keys(table: type[SQLModel]) -> tuple[str, ...]:
    """The columns by which rows of a table point to other rows of it."""
    return tuple(key.name for key in columns_of(table) if key.references(columns_of(table).id))


WRITTEN_BY_NAME: dict[str, type[model.Row]] = {str(table.__tablename__): table for table in model.WRITTEN_TABLES}
"""The tables that people write to, by the names that databases, files and the history know them by."""

LARGEST_NUMBER = 2**31 - 1
"""The largest number that a column holds: PostgreSQL keeps no more, and fails when it is asked for more."""


def may_be_a_row(number: int) -> bool:
    """Whether a row can have this number: a database must not be asked for any other."""
    return 0 < number <= LARGEST_NUMBER


DERIVED = {"name_key": "name"}
"""Columns that are made from another one, which no file holds."""


def with_derived(table: type[SQLModel], values: dict[str, Any]) -> dict[str, Any]:
    """A row's values with those that are made from others among them."""
    columns = columns_of(table)
    made = {name: name_key(values[told]) for name, told in DERIVED.items() if name in columns and told in values}
    return {**values, **made}


alias = columns_of(model.SpeakerAlias)
article = columns_of(model.Article)
batch = columns_of(model.Batch)
citation = columns_of(model.Citation)
claim = columns_of(model.Claim)
claim_tag = columns_of(model.ClaimTag)
credence = columns_of(model.Credence)
entry = columns_of(model.Entry)
passage = columns_of(model.Passage)
search_term = columns_of(derived.SearchTerm)
search_text = columns_of(derived.SearchText)
source = columns_of(model.Source)
speaker = columns_of(model.Speaker)
standing = columns_of(derived.Standing)
subject = columns_of(model.Subject)
saved_view = columns_of(model.SavedView)
tag = columns_of(model.Tag)
verdict = columns_of(model.VerdictRow)

AS_STATED = (credence.stated_on, credence.id)
"""The order in which probabilities were stated, the last one last: files bring older ones after newer ones."""

STATED_BEFORE_DECIDED = or_(
    credence.stated_on < verdict.decided_on,
    and_(credence.stated_on == verdict.decided_on, credence.created_at <= verdict.created_at),
)
"""Whether a probability is a forecast of what was decided, not one that was stated when it was known."""

these_numbers: BindParameter[list[int]] = bindparam("numbers", expanding=True)
"""The numbers that a statement asks about which is put together once, and carried out with ``{"numbers": …}``."""

claims_with_names = (
    claim.id.table.join(standing.claim_id.table, standing.claim_id == claim.id)
    .outerjoin(speaker.id.table, speaker.id == claim.speaker_id)
    .outerjoin(subject.id.table, subject.id == claim.subject_id)
)
"""The tables that a filter and most questions need, one line a claim."""
