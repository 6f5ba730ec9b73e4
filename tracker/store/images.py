"""Rows as the history holds them: JSON with its names in order, the same text for one row as for one of thousands."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Image = dict[str, Any]
"""A row as JSON holds it."""

_AS_TEXT = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_REMEMBERED = 10_000


def text_of(image: Image) -> str:
    """An image as it is kept."""
    return _AS_TEXT.encode(image)


def texts_of_rows(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The images, as they are kept, of rows that all tell the same columns: written column by column."""
    if not rows:
        return iter(())
    names = sorted(rows[0])
    pattern = "{" + ", ".join(f"{encode_basestring(name).replace('%', '%%')}: %s" for name in names) + "}"
    columns = (_values([row[name] for row in rows]) for name in names)
    return map(pattern.__mod__, zip(*columns, strict=True))


def _values(column: list[Any]) -> Iterable[str]:
    """The values of a column as JSON; most columns hold texts alone, or numbers alone."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return map(encode_basestring, column)
    return map(str, column) if kinds == {int} else map(_value, column)


def _value(value: Any) -> str:
    """One value as JSON. Days, codes and moments are those of many rows."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if value is None:
        return "null"
    # What is equal is told alike only among these: 0.0 and -0.0 are not, nor is a moment in two zones.
    if kind in {bool, date} or isinstance(value, Enum) or (kind is datetime and value.tzinfo is UTC):
        return _remembered(kind.__name__, value)
    return _AS_TEXT.encode(to_jsonable_python(value))


@lru_cache(maxsize=_REMEMBERED)
def _remembered(_kind: str, value: Any) -> str:
    return _AS_TEXT.encode(to_jsonable_python(value))
