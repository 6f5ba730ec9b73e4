"""New rows written past the session, thousands at a time, and noted in the history all the same.

The session would write each row by itself and give it the version 1. Rows that come back from a file keep the number,
the version and the moments that they had.
"""

from __future__ import annotations

from collections import defaultdict, deque
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python
from sqlalchemy import bindparam, cast, func, select, text, update

from tracker.store.journal import record_written, written_at
from tracker.store.server_types import ServerType
from tracker.store.tables import columns_of, own_keys
from tracker.store.written_rows import write_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlmodel import Session

    from tracker.claims.model import Row

Values = dict[str, Any]
"""A row's values by column."""


def take_numbers(session: Session, table: type[Row], count: int) -> list[int]:
    """So many numbers for new rows of a table, none of which was ever used."""
    if session.get_bind().dialect.name == "postgresql":
        following = select(func.nextval(_sequence(table))).select_from(func.generate_series(1, count))
        return list(session.execute(following).scalars())
    told = text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :name")
    used = session.execute(told, {"name": table.__tablename__}).scalar_one()
    highest = session.execute(select(func.coalesce(func.max(columns_of(table).id), 0))).scalar_one()
    first = max(used, highest) + 1
    return list(range(first, first + count))


def whole_values(session: Session, table: type[Row], told: Values) -> Values:
    """The values of a new row: what is told of it, and what a row has of itself for the rest."""
    now = written_at(session)
    whole = {**_usual(table), "version": 1, "created_at": now, "updated_at": now, **told}
    for name, fresh in (("version", 1), ("created_at", now), ("updated_at", now)):
        if whole[name] is None:
            whole[name] = fresh
    return whole


@lru_cache(maxsize=64)
def _usual(table: type[Row]) -> Mapping[str, Any]:
    """What a new row of a table has in the columns of which nothing is told; none of it can be changed."""
    return {name: field.get_default(call_default_factory=True) for name, field in table.model_fields.items()}


def insert_rows(session: Session, table: type[Row], rows: Sequence[Values]) -> None:
    """Write new rows of one table, each with its number; they may point to each other in any way."""
    keys = own_keys(table)
    straight, entangled = _in_order(rows, keys)
    knots = {row["id"] for row in entangled}
    for row in straight:
        record_written(session, table, row["id"], None, to_jsonable_python(row))
    untied = [row | {key: None for key in keys if row[key] in knots} for row in entangled]
    for row in untied:
        record_written(session, table, row["id"], None, to_jsonable_python(row))
    write_rows(session, table, [*straight, *untied])
    _tie(session, table, list(zip(untied, entangled, strict=True)))
    _pass_over(session, table)


def _tie(session: Session, table: type[Row], rows: Sequence[tuple[Values, Values]]) -> None:
    """Let rows that lead back to themselves point to each other, now that all of them are there."""
    if not rows:
        return
    known, keys = columns_of(table), own_keys(table)
    pointing = update(known.id.table).where(known.id == bindparam("row_id"))
    pointing = pointing.values({key: bindparam(f"new_{key}") for key in keys})
    told = [{"row_id": after["id"], **{f"new_{key}": after[key] for key in keys}} for _, after in rows]
    session.connection().execute(pointing, told)
    for before, after in rows:
        record_written(session, table, after["id"], to_jsonable_python(before), to_jsonable_python(after))


def _in_order(rows: Sequence[Values], keys: Collection[str]) -> tuple[list[Values], list[Values]]:
    """The rows so that each follows those that it points to; and those for which there is no such order."""
    if not keys:
        return list(rows), []
    waiting = {row["id"]: row for row in rows}
    missing = {number: {row[key] for key in keys} & waiting.keys() for number, row in waiting.items()}
    users: dict[int, list[int]] = defaultdict(list)
    for number, needed in missing.items():
        for other in needed:
            users[other].append(number)
    ready = deque(number for number, needed in missing.items() if not needed)
    ordered: list[Values] = []
    while ready:
        number = ready.popleft()
        ordered.append(waiting.pop(number))
        for user in users[number]:
            missing[user].discard(number)
            if not missing[user]:
                ready.append(user)
    return ordered, list(waiting.values())


def _pass_over(session: Session, table: type[Row]) -> None:
    """See that the next number of a table lies beyond those just used; SQLite sees to that itself."""
    if session.get_bind().dialect.name == "postgresql":
        top = select(func.max(columns_of(table).id).label("number")).subquery().c.number
        used = func.coalesce(func.pg_sequence_last_value(_sequence(table)), 0)
        session.execute(select(func.setval(_sequence(table), top)).where(top > used))


def _sequence(table: type[Row]) -> Any:
    """The sequence that PostgreSQL numbers a table's rows by."""
    return cast(func.pg_get_serial_sequence(table.__tablename__, "id"), ServerType("REGCLASS"))
