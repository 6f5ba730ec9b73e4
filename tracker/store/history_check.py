"""Whether rows are what the history says they are."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.types import TypeDecorator

from tracker.claims.model import Instant, instant_text
from tracker.store.tables import columns_of, entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Column, ColumnElement
    from sqlmodel import Session

    from tracker.claims.model import Row

    Numbered = Iterator[tuple[int, Mapping[str, Any] | None]]

_AT_ONCE = {"yield_per": 1_000}


def rows_unlike_the_history(session: Session, table: type[Row]) -> int:
    """How many rows of a table are not what the last step that wrote them made of them, are missing or were never made.

    Rows are read past the models, which would stop at the first value that is none.
    """
    newest = select(func.max(entry.id)).where(entry.table_name == table.__tablename__).group_by(entry.row_id)
    told = select(entry.row_id, entry.after).where(entry.id.in_(newest)).order_by(entry.row_id)
    columns = columns_of(table)
    names = [column.name for column in columns]
    kept = select(*map(_past_the_models, columns)).order_by(columns.id)
    moments = {name for name in columns.keys() if isinstance(columns[name].type, Instant)}  # noqa: SIM118 -- no mapping
    with (
        session.execute(told, execution_options=_AT_ONCE) as told_rows,
        session.execute(kept, execution_options=_AT_ONCE) as kept_rows,
    ):
        images = ((row_id, _image(after, moments)) for row_id, after in told_rows if after is not None)
        rows = ((row.id, dict(zip(names, row, strict=True))) for row in kept_rows)
        return sum(not _is_alike(image, row) for image, row in _side_by_side(images, rows))


def _past_the_models(column: Column[Any]) -> ColumnElement[Any]:
    is_ours = isinstance(column.type, TypeDecorator) or column.type.python_type is date
    return type_coerce(column, String).label(column.name) if is_ours else column


def _image(text: str, moments: set[str]) -> dict[str, Any] | None:
    """What an entry says of a row, with its moments as they stand in the database; None when it cannot be read."""
    try:
        image: dict[str, Any] = json.loads(text)
        for name in moments & image.keys():
            if image[name] is not None:
                image[name] = instant_text(datetime.fromisoformat(image[name]))
    except (AttributeError, TypeError, ValueError):
        return None
    return image


def _is_alike(image: Mapping[str, Any] | None, row: Mapping[str, Any] | None) -> bool:
    """Whether a row is what its image says; of a column that came with a later schema an image says nothing."""
    if image is None or row is None:
        return False
    return all(_plain(row[name]) == value for name, value in image.items() if name in row)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _side_by_side(
    images: Numbered, rows: Numbered
) -> Iterator[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    """What is told and what is there of each number, None where it is lacking; both come in the order of numbers."""
    image, row = next(images, None), next(rows, None)
    while image or row:
        if image and row and image[0] == row[0]:
            yield image[1], row[1]
            image, row = next(images, None), next(rows, None)
        elif image and (row is None or image[0] < row[0]):
            yield image[1], None
            image = next(images, None)
        else:
            assert row  # noqa: S101 -- one of the two is there
            yield None, row[1]
            row = next(rows, None)
