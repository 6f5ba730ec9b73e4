"""New rows written past the session, thousands at a time, and noted in the history all the same.

The session would write each row by itself and give it the version 1. Rows that come back from a file keep the number,
the version and the moments that they had.
"""

from __future__ import annotations

from collections import defaultdict, deque
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python
from sqlalchemy import bindparam, cast, func, select, text, update

from tracker.store.journal import record_new, record_written, written_at
from tracker.store.server_types import ServerType
from tracker.store.tables import columns_of, own_keys
from tracker.store.written_rows import write_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlmodel import Session

    from tracker.claims.model import Row
    from tracker.store.images import Columns

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
    whole = {**_usual(table), **told}
    return whole | {name: value for name, value in _fresh(session).items() if told.get(name) is None}


def whole_columns(session: Session, table: type[Row], told: Columns) -> Columns:
    """New rows with all of their columns: what is told of them, and what a row has of itself for the rest."""
    count = len(next(iter(told.values())))
    whole = {name: [value] * count for name, value in _usual(table).items()} | dict(told)
    for name, fresh in _fresh(session).items():
        whole[name] = [fresh if value is None else value for value in told.get(name, [None] * count)]
    return whole


def _fresh(session: Session) -> Mapping[str, Any]:
    """The version and the moments of a row that is new now."""
    return {"version": 1, "created_at": written_at(session), "updated_at": written_at(session)}


@lru_cache(maxsize=64)
def _usual(table: type[Row]) -> Mapping[str, Any]:
    """What a new row of a table has in the columns of which nothing is told; none of it can be changed."""
    return {name: field.get_default(call_default_factory=True) for name, field in table.model_fields.items()}


def insert_rows(session: Session, table: type[Row], rows: Sequence[Values]) -> None:
    """Write new rows of one table, if there are any, each with its number; they may point to each other in any way."""
    if not rows:
        return
    names = list(rows[0])
    values = zip(*map(itemgetter(*names), rows), strict=True)
    insert_columns(session, table, dict(zip(names, values, strict=True)))


def insert_columns(session: Session, table: type[Row], rows: Columns) -> None:
    """Write new rows as ``insert_rows`` does, told column by column."""
    keys = own_keys(table)
    ordered, entangled = _in_order(rows, keys)
    if ordered + entangled != list(range(len(ordered) + len(entangled))):
        rows = {name: [values[place] for place in (*ordered, *entangled)] for name, values in rows.items()}
    knots = set(rows["id"][len(ordered) :])
    untied = {key: [None if number in knots else number for number in rows[key]] for key in keys} if knots else {}
    written = {**rows, **untied}
    record_new(session, table, written)
    write_columns(session, table, written)
    if knots:
        _tie(session, table, written, rows, len(ordered))
    _pass_over(session, table)


def _tie(session: Session, table: type[Row], untied: Columns, rows: Columns, first: int) -> None:
    """Let rows that lead back to themselves point to each other, now that all of them are there."""
    known, keys = columns_of(table), own_keys(table)
    pointing = update(known.id.table).where(known.id == bindparam("row_id"))
    pointing = pointing.values({key: bindparam(f"new_{key}") for key in keys})
    places = range(first, len(rows["id"]))
    told = [{"row_id": rows["id"][n], **{f"new_{key}": rows[key][n] for key in keys}} for n in places]
    session.connection().execute(pointing, told)
    for place in places:
        before, after = (to_jsonable_python({name: one[place] for name, one in of.items()}) for of in (untied, rows))
        record_written(session, table, rows["id"][place], before, after)


def _in_order(rows: Columns, keys: Collection[str]) -> tuple[list[int], list[int]]:
    """The rows' places so that each follows those that it points to; and those for which there is no such order."""
    numbers = rows["id"]
    if not keys:
        return list(range(len(numbers))), []
    places = {number: place for place, number in enumerate(numbers)}
    missing = {
        number: {other for other in others if other in places}
        for number, *others in zip(numbers, *(rows[key] for key in keys), strict=True)
    }
    users: dict[int, list[int]] = defaultdict(list)
    for number, needed in missing.items():
        for other in needed:
            users[other].append(number)
    ready = deque(number for number, needed in missing.items() if not needed)
    ordered: list[int] = []
    while ready:
        number = ready.popleft()
        ordered.append(places.pop(number))
        for user in users[number]:
            missing[user].discard(number)
            if not missing[user]:
                ready.append(user)
    return ordered, list(places.values())


def _pass_over(session: Session, table: type[Row]) -> None:
    """See that the next number of a table lies beyond those just used; SQLite sees to that itself."""
    if session.get_bind().dialect.name == "postgresql":
        top = select(func.max(columns_of(table).id).label("number")).subquery().c.number
        used = func.coalesce(func.pg_sequence_last_value(_sequence(table)), 0)
        session.execute(select(func.setval(_sequence(table), top)).where(top > used))


def _sequence(table: type[Row]) -> Any:
    """The sequence that PostgreSQL numbers a table's rows by."""
    return cast(func.pg_get_serial_sequence(table.__tablename__, "id"), ServerType("REGCLASS"))
