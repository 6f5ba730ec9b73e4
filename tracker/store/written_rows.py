"""Rows written by the driver itself, many in one statement.

SQLAlchemy would go over each value of each row several times, which takes longer than SQLite takes to keep it.
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from tracker.store.tables import columns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Column, Dialect
    from sqlmodel import Session, SQLModel

    from tracker.store.images import Columns

AT_ONCE = 5_000
"""How many rows one statement writes."""


def write_rows(session: Session, table: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that all tell the same columns of a table, of which there are at least two."""
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        values = zip(*map(itemgetter(*some[0]), some), strict=True)
        write_columns(session, table, dict(zip(some[0], values, strict=True)))


def write_columns(session: Session, table: type[SQLModel], rows: Columns, *, where_there_is_one: str = "") -> None:
    """Insert rows that are told column by column; ``where_there_is_one`` says in SQL what to do instead."""
    connection = session.connection()
    columns = [columns_of(table)[name] for name in rows]
    told = zip(*map(partial(_as_kept, connection.dialect), columns, rows.values()), strict=True)
    while some := list(islice(told, AT_ONCE)):
        connection.exec_driver_sql(f"{_insert(columns, connection.dialect)} {where_there_is_one}", some)


def _insert(columns: list[Column[Any]], dialect: Dialect) -> str:
    written = dialect.identifier_preparer
    names = ", ".join(map(written.format_column, columns))
    marks = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(columns))
    return f"INSERT INTO {written.format_table(columns[0].table)} ({names}) VALUES ({marks})"  # noqa: S608 -- our own names


def _as_kept(dialect: Dialect, column: Column[Any], values: Sequence[Any]) -> Iterable[Any]:
    """One column's values as the driver takes them. Days, moments and codes are few, so each is put so once."""
    kept: Callable[[Any], Any] | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    if kept is None:
        return values
    known = {value: kept(value) for value in set(values)}
    return map(known.__getitem__, values)
