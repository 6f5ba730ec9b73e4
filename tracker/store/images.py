"""Rows as the history keeps them: as JSON texts, one by one or thousands at a time."""

from __future__ import annotations

import json
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic_core import to_jsonable_python

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tracker.claims.model import Row

Image: TypeAlias = "dict[str, Any]"
"""A row as JSON holds it."""

Columns: TypeAlias = "Mapping[str, Sequence[Any]]"
"""Rows of one table, told column by column: as many values by each name."""

_AS_TEXT = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_EQUAL_ONLY_IF_THE_SAME = {str, int, NoneType}


def image_of(row: Row) -> Image:
    """A row as it stands."""
    return row.model_dump(mode="json")


def text_of(image: Image | None) -> str | None:
    """An image as the history keeps it; None for none."""
    return None if image is None else _AS_TEXT.encode(image)


def texts_of_rows(rows: Columns) -> Iterator[str]:
    """The images of rows as the history keeps them, put together column by column: there are few of these."""
    names = sorted(rows)
    row = "{" + ", ".join(f'"{name}": %s' for name in names) + "}"
    return map(row.__mod__, zip(*(_in_json(rows[name]) for name in names), strict=True))


def _in_json(values: Sequence[Any]) -> Iterable[str]:
    """One column's values as JSON. What comes again, as days and codes do, is put so once."""
    plain = to_jsonable_python(values)
    kinds = set(map(type, plain))
    if kinds == {int}:
        return map(str, plain)
    if not kinds <= _EQUAL_ONLY_IF_THE_SAME:
        return map(_AS_TEXT.encode, plain)
    known = {value: str(value) if type(value) is int else _AS_TEXT.encode(value) for value in set(plain)}
    return map(known.__getitem__, plain)
