"""The archive as it was known on an earlier day, made from the history: what last month's report was written from.

The history holds every row that a step wrote, as it was after it. What stood at the end of a day is therefore, for each
row, what the last step up to then left of it. These rows go into a database of their own, in which every question is
asked as in the archive itself.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, func, insert, select
from sqlmodel import Session, SQLModel

from tracker.claims.model import WRITTEN_TABLES, Instant
from tracker.claims.typed import read_day
from tracker.errors import InvalidInput
from tracker.store.archive import Archive
from tracker.store.engines import scratch_engine
from tracker.store.tables import batch, claim, columns_of, entry
from tracker.store.threads import refresh_standings, slices
from tracker.store.word_index import rebuild as rebuild_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Select

    from tracker.claims.model import Row

    Watch = Callable[[Iterable[Any], str, int | None], AbstractContextManager[Iterable[Any]]]
    """Passes on what it is given, and shows how far it has come: with what, and of how many where that is known."""

_AT_ONCE = 1_000


@contextmanager
def unwatched(each: Iterable[Any], _what: str, _total: int | None) -> Iterator[Iterable[Any]]:
    """Nobody looks on."""
    yield each


def read_earlier_day(text: str, today: date) -> date | None:
    """The day whose state is asked for, None for no text. Raises InvalidInput for no day, and for one still to come."""
    day = read_day(text.strip(), today, is_past=True)
    if day is not None and day > today:
        raise InvalidInput(f"{day} is still to come: what was known can be told up to today, {today}.")
    return day


@contextmanager
def as_known_on(archive: Archive, day: date | None, today: date, watch: Watch = unwatched) -> Iterator[Archive]:
    """The archive as it was at the end of a day on this machine's calendar; the archive itself for None and today.

    A step counts for a day if it or any later one was made by then: no clock that went wrong parts a step from those
    that it stands on. Only questions are for it.
    """
    if day is None or day >= today:
        yield archive
        return
    engine = scratch_engine()
    try:
        with Session(engine, expire_on_commit=False, autoflush=False) as past:
            archive.run(_copy, past, day, watch)
            past.commit()
        earlier = Archive(engine, archive.place, archive.clock)
        earlier.user, earlier.read_only = archive.user, f"it is as it was on {day}"
        yield earlier
    finally:
        engine.dispose()


def _copy(session: Session, past: Session, day: date, watch: Watch) -> None:
    """Fill an empty database with what stood at the end of a day."""
    SQLModel.metadata.create_all(past.connection())
    last = session.execute(
        select(func.coalesce(func.max(batch.id), 0)).where(batch.made_at < _end_of(day))
    ).scalar_one()
    total = sum(_count(session, table, last) for table in WRITTEN_TABLES)
    rows = ((table, after) for table in WRITTEN_TABLES for after in _left(session, table, last))
    with watch(rows, f"going back to {day}", total) as watched:
        for table, of_table in groupby(watched, key=itemgetter(0)):
            values_of = _reader(table)
            values = (values_of(json.loads(after)) for _, after in of_table)
            while some := list(islice(values, _AT_ONCE)):
                past.execute(insert(columns_of(table).id.table), some)
    for some_claims in slices(past.execute(select(claim.id)).scalars()):
        refresh_standings(past, some_claims)
    rebuild_words(past)


def _end_of(day: date) -> datetime:
    """The first moment after a day on this machine's calendar."""
    return datetime.combine(day + timedelta(days=1), time()).astimezone(UTC)


def _newest(table: type[Row], last: int) -> Select[Any]:
    """For each row of a table the last entry that the steps up to ``last`` made about it."""
    about = (entry.table_name == str(table.__tablename__), entry.batch_id <= last)
    return select(func.max(entry.id)).where(*about).group_by(entry.row_id)


def _count(session: Session, table: type[Row], last: int) -> int:
    return int(session.execute(select(func.count()).select_from(_newest(table, last).subquery())).scalar_one())


def _left(session: Session, table: type[Row], last: int) -> Iterator[str]:
    """The rows of a table as those steps left them, as JSON; those that they deleted are gone."""
    left = (
        select(entry.after).where(entry.id.in_(_newest(table, last)), entry.after.is_not(None)).order_by(entry.row_id)
    )
    yield from session.execute(left, execution_options={"yield_per": _AT_ONCE}).scalars()


def _reader(table: type[Row]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What makes of a row's image the values that the database takes.

    A field that came with a later schema than the image has what it is without.
    """
    without = {column.name: table.model_fields[column.name].get_default() for column in columns_of(table)}
    moments = [column.name for column in columns_of(table) if isinstance(column.type, Instant)]
    days = [column.name for column in columns_of(table) if isinstance(column.type, Date)]

    def read(image: dict[str, Any]) -> dict[str, Any]:
        values = without | {name: value for name, value in image.items() if name in without}
        for names, reader in ((moments, datetime.fromisoformat), (days, date.fromisoformat)):
            for name in names:
                if values[name] is not None:
                    values[name] = reader(values[name])
        return values

    return read
