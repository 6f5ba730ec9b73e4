"""Comparing letters without their case, in every script and on both backends, and names without their accents.

SQLite's own ``lower`` knows ASCII alone: without help it would not find “Élysée” when somebody types “ÉLYSÉE”.
PostgreSQL sorts by the rules of the language it was set up in; lists must come in one order everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, and_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from tracker.store.own_conditions import OwnCondition

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.compiler import SQLCompiler

_LOWERED, _SORTED = "lowered", "as_sorted"
_NOT_COMPOSED = dict(zip("ĐđĦħŁłØøŦŧÆæŒœ", "ddhhlloottaaoo", strict=True))
_LATIN = [chr(code) for code in range(ord("A"), 0x250) if unicodedata.category(chr(code)) in {"Lu", "Ll"}]
_PLAIN = {
    ord(letter): plain
    for letter in _LATIN
    if (plain := _NOT_COMPOSED.get(letter, unicodedata.normalize("NFD", letter)[0].lower())) != letter
    and plain.isascii()
}
"""The small letter without marks for each Latin letter that is not one, by its code."""


class _Lowered(FunctionElement[str]):
    """A text in small letters."""

    type = String()
    inherit_cache = True


@compiles(_Lowered)
def _as_lower(element: _Lowered, compiler: SQLCompiler, **told: Any) -> str:
    return f"lower({compiler.process(element.clauses, **told)})"


@compiles(_Lowered, "sqlite")
def _as_our_own(element: _Lowered, compiler: SQLCompiler, **told: Any) -> str:
    return f"{_LOWERED}({compiler.process(element.clauses, **told)})"


def teach_sqlite(connection: Any) -> None:
    """Give a connection of SQLite's driver the functions that ``holds`` and ``as_sorted`` need."""
    connection.create_function(_LOWERED, 1, lambda text: text and text.lower(), deterministic=True)
    connection.create_function(_SORTED, 1, lambda text: text and text.translate(_PLAIN), deterministic=True)


def holds(column: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Whether a column holds a text, whatever the case of its letters."""
    if value.isascii():
        return _Holds(column.icontains(value, autoescape=True), column.contains(value, autoescape=True))
    lowered = _Lowered(column).contains(value.lower(), autoescape=True)
    some = max(_NOT_ASCII_ALONE.split(value.lower()), key=len)
    return _Holds(lowered, and_(column.contains(some, autoescape=True), lowered)) if some else lowered


_NOT_ASCII_ALONE = re.compile(r"[^\x00-\x7f]|[ik]")
"""The small letters that are not those of ASCII letters alone: “İ” and the sign for kelvin have such ones too."""


class _Holds(OwnCondition):
    """Whether a column holds a text: as any database is asked, and as SQLite is.

    SQLite's LIKE takes no notice of ASCII's case: without a function for each row it takes a third of the time to find
    a text of ASCII alone, or the few rows that hold what is ASCII in another.
    """

    inherit_cache = True


@compiles(_Holds)
def _in_any_case(element: _Holds, compiler: SQLCompiler, **told: Any) -> str:
    in_any_case, _ = element.clauses
    return f"({compiler.process(in_any_case, **told)})"


@compiles(_Holds, "sqlite")
def _as_it_compares(element: _Holds, compiler: SQLCompiler, **told: Any) -> str:
    _, as_it_compares = element.clauses
    return f"({compiler.process(as_it_compares, **told)})"


class _AsSorted(FunctionElement[str]):
    """A text as names are sorted by it."""

    type = String()
    inherit_cache = True


@compiles(_AsSorted)
def _as_translated(element: _AsSorted, compiler: SQLCompiler, **told: Any) -> str:
    letters, plain = "".join(map(chr, _PLAIN)), "".join(_PLAIN.values())
    text = compiler.process(element.clauses, **told)
    return f"(translate({text}, '{letters}', '{plain}') COLLATE \"C\")"


@compiles(_AsSorted, "sqlite")
def _as_our_own_sorting(element: _AsSorted, compiler: SQLCompiler, **told: Any) -> str:
    return f"{_SORTED}({compiler.process(element.clauses, **told)})"


def as_sorted(column: ColumnElement[str]) -> ColumnElement[str]:
    """A column to sort by: “Élise” beside “Elise”, and the same order on both backends, whatever their collation."""
    return _AsSorted(column)
