"""Everything that people wrote, table by table, for an export that comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select
from sqlmodel import SQLModel

from tracker.store.tables import WRITTEN_BY_NAME, columns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlmodel import Session

    from tracker.claims.model import Row

T = TypeVar("T")

AT_ONCE = 2_000
"""How many rows are fetched at once."""


def tables_in_order() -> list[type[Row]]:
    """The tables that people write to, each after those that its rows point to."""
    in_order = (table.name for table in SQLModel.metadata.sorted_tables)
    return [WRITTEN_BY_NAME[name] for name in in_order if name in WRITTEN_BY_NAME]


def row_counts(session: Session) -> dict[str, int]:
    """How many rows each of these tables has, by its name."""
    return {
        name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in WRITTEN_BY_NAME.items()
    }


def hand_out_rows(
    session: Session,
    wanted: Mapping[type[Row], tuple[str, ...]],
    receive: Callable[[dict[str, int], Iterator[tuple[type[Row], Iterator[Sequence[Any]]]]], T],
) -> T:
    """Let ``receive`` take how many rows each table has, then the ``wanted`` columns of every row, by its number.

    The tables must be taken one after the other, each to its end: only some rows are in memory at a time.
    """
    return receive(row_counts(session), ((table, _rows(session, table, names)) for table, names in wanted.items()))


def _rows(session: Session, table: type[Row], names: tuple[str, ...]) -> Iterator[Sequence[Any]]:
    columns = columns_of(table)
    found = select(*(columns[name] for name in names)).order_by(columns.id)
    yield from session.execute(found, execution_options={"yield_per": AT_ONCE})
