"""The tables' columns as files hold them: how each value is written into a cell and read back out of it.

The columns are found by walking the tables themselves, so that a new table or field is in every file by itself.
"""

from __future__ import annotations

import json
import math
import re
import types
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from tracker.claims.model import instant_text
from tracker.claims.typed import read_code, share_of
from tracker.errors import InvalidInput
from tracker.reports.formats import guarded, unguarded
from tracker.store.tables import DERIVED, LARGEST_NUMBER, columns_of
from tracker.transfer.quoting import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.claims.model import Row

BOOKKEEPING = ("version", "created_at", "updated_at")
"""The columns that the program writes into each row by itself."""

_ONLY_GUARDS = re.compile("'*")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: ``type`` is number, text, code, day, moment, decimal, boolean or other.

    ``to_cell`` and ``from_cell`` write it into a CSV cell and read it back, ``from_json`` reads what JSON holds.
    The readers raise InvalidInput with what is wrong.
    """

    name: str
    type: str
    is_required: bool
    points_to: str
    codes: tuple[str, ...]
    to_cell: Callable[[Any], str]
    from_cell: Callable[[str], Any]
    from_json: Callable[[Any], Any]


@lru_cache(maxsize=64)
def columns_in_files(table: type[Row]) -> tuple[TableColumn, ...]:
    """The columns of a table, its number first and its bookkeeping last."""
    names = [name for name in columns_of(table).keys() if name not in DERIVED]  # noqa: SIM118 -- of columns
    own = [name for name in names if name not in {"id", *BOOKKEEPING}]
    return tuple(_column(table, name) for name in ("id", *own, *BOOKKEEPING))


def _column(table: type[Row], name: str) -> TableColumn:
    known, field = columns_of(table)[name], table.model_fields[name]
    plain = _without_none(field.annotation)
    kind = _kind(plain)
    is_nullable = bool(known.nullable)
    length = getattr(known.type, "length", None) if kind == "text" else None
    read = _reader(kind, plain, name, field.annotation, length)
    key = next(iter(known.foreign_keys), None)
    return TableColumn(
        name=name,
        type=kind,
        is_required=not is_nullable and field.is_required(),
        points_to=key.column.table.name if key is not None else "",
        codes=tuple(plain) if kind == "code" else (),
        to_cell=_to_nullable_text if kind == "text" and is_nullable else _WRITERS.get(kind, _to_json),
        from_cell=partial(_from_cell, read, kind, is_nullable),
        from_json=partial(_from_json, read, kind, is_nullable),
    )


def _reader(kind: str, plain: Any, name: str, annotation: Any, length: int | None) -> Callable[[Any], Any]:
    """What reads a text, or what JSON holds where the type is another, into a value of the column."""
    if name == "id":
        return read_row_number
    if kind == "text":
        return partial(read_text, length=length)
    if kind == "code":
        return partial(_code, plain, name)
    return _READERS[kind] if kind in _READERS else partial(_other, TypeAdapter(annotation))


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in {Union, types.UnionType}:
        kinds = [one for one in get_args(annotation) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 else annotation
    return annotation


def _kind(annotation: Any) -> str:
    if not isinstance(annotation, type):
        return "other"
    return next((name for kind, name in _KINDS.items() if issubclass(annotation, kind)), "other")


_KINDS: dict[type, str] = {
    StrEnum: "code",
    bool: "boolean",
    int: "number",
    float: "decimal",
    datetime: "moment",
    date: "day",
    str: "text",
}
"""The types by the classes of values, the narrower ones first."""


def _to_text(value: Any) -> str:
    return "" if value is None else guarded(str(value))


def _to_nullable_text(value: str | None) -> str:
    """Where a text may be missing, an empty one is a lone apostrophe, and apostrophes alone get one more."""
    if value is None:
        return ""
    return f"'{value}" if _ONLY_GUARDS.fullmatch(value) else guarded(value)


def _to_json(value: Any) -> str:
    return "" if value is None else guarded(json.dumps(to_jsonable_python(value), ensure_ascii=False, sort_keys=True))


_WRITERS: dict[str, Callable[[Any], str]] = {
    "text": _to_text,
    "code": _to_text,
    "number": lambda value: "" if value is None else str(value),
    "decimal": lambda value: "" if value is None else repr(value),
    "boolean": lambda value: "" if value is None else str(value).lower(),
    "day": lambda value: value.isoformat() if value else "",
    "moment": lambda value: instant_text(value) if value else "",
}


def _from_cell(read: Callable[[Any], Any], kind: str, is_nullable: bool, cell: str) -> Any:  # noqa: FBT001 -- bound
    if kind == "text":
        if not is_nullable:
            return read(unguarded(cell))
        return None if not cell else read(cell[1:] if _ONLY_GUARDS.fullmatch(cell) else unguarded(cell))
    told = unguarded(cell).strip()
    if not told:
        return _nothing(is_nullable=is_nullable)
    return read(_parsed(told) if kind == "other" else told)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (RecursionError, ValueError):
        raise InvalidInput(f"{short(text)} is no JSON") from None


def _from_json(read: Callable[[Any], Any], kind: str, is_nullable: bool, value: Any) -> Any:  # noqa: FBT001 -- bound
    if value is None:
        return "" if kind == "text" and not is_nullable else _nothing(is_nullable=is_nullable)
    if kind == "other":
        return read(value)
    if isinstance(value, dict | list):
        raise InvalidInput("it must be a single value")
    if kind == "text":
        return read(str(value))
    return read(str(value).lower() if isinstance(value, bool) else str(value))


def _nothing(*, is_nullable: bool) -> None:
    if not is_nullable:
        raise InvalidInput("it must not be empty")


def read_text(text: str, length: int | None = None) -> str:
    """The text as it is. Raises InvalidInput for what cannot be kept; so do the readers below."""
    check_letters(text)
    if length is not None and len(text) > length:
        raise InvalidInput(f"it holds {len(text):,} characters: at most {length:,} can be kept")
    return text


def check_letters(text: str) -> None:
    """Raise InvalidInput for what no database keeps: a null character, or half of a letter."""
    if "\0" in text:
        raise InvalidInput("it holds a null character")
    if not (text.isascii() or text.isprintable()) and any(0xD800 <= ord(letter) < 0xE000 for letter in text):  # noqa: PLR2004 -- halves
        raise InvalidInput("it holds half a character")


def read_number(text: str) -> int:
    """A whole number; programs that keep gaps in a column of them write ``24.0``."""
    whole = re.fullmatch(r"(-?[0-9]{1,10})(?:\.0+)?", text)
    if whole is None or abs(int(whole[1])) > LARGEST_NUMBER:
        raise InvalidInput(f"{short(text)} is not a whole number")
    return int(whole[1])


def read_row_number(text: str, what: str = "row") -> int:
    """The number by which a row is known."""
    number = read_number(text)
    if number < 1:
        raise InvalidInput(f"a {what}'s number is 1 or more")
    return number


def read_decimal(text: str) -> float:
    """A finite number; French spreadsheets write a comma in it."""
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InvalidInput(f"{short(text)} is not a number such as 0.7")
    return value


def read_share(text: str, scale: float = 1) -> float:
    """A number as a share of a scale; with a percent sign it is one of a hundred, whatever the others go up to."""
    plain = text.removesuffix("%").strip()
    return share_of(read_decimal(plain), scale if plain == text else 100)


def read_boolean(text: str) -> bool:
    """True or false."""
    if text.casefold() not in {"true", "false"}:
        raise InvalidInput(f"{short(text)} is neither true nor false")
    return text.casefold() == "true"


def read_day(text: str) -> date:
    """A day as ISO 8601 writes it."""
    if len(text) == len("2025-07-11"):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise InvalidInput(f"{short(text)} is not a day written as 2025-07-11")


def read_moment(text: str) -> datetime:
    """A moment with its zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidInput(f"{short(text)} is not a moment written as 2025-07-11T18:00:00.000000Z")
    return moment


def _code(codes: type[StrEnum], name: str, text: str) -> StrEnum:
    return read_code(codes, text, name)


def _other(adapter: TypeAdapter[Any], value: Any) -> Any:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise InvalidInput(error.errors()[0]["msg"]) from None


_READERS: dict[str, Callable[[Any], Any]] = {
    "number": read_number,
    "decimal": read_decimal,
    "boolean": read_boolean,
    "day": read_day,
    "moment": read_moment,
}
