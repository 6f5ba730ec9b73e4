"""Comparing letters without their case, in every script and on both backends, and names without their accents.

SQLite's own ``lower`` knows ASCII alone: without help it would not find “Élysée” when somebody types “ÉLYSÉE”.
PostgreSQL's goes by the language it was set up in, which may know no more; so does its sorting. What is found and how
it is sorted must be the same everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from sqlalchemy import Function, String, and_
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


_OTHER_CAPITALS = {
    "i": "\u0130",
    "k": "\u212a",
    "å": "\u212b",
    "ß": "\u1e9e",
    "θ": "\u03f4",
    "σ": "\u03c2",
    "ω": "\u2126",
}
"""Signs with a small letter whose own capital is another, and the “σ” at the end of a word."""


def _small(text: str) -> str:
    """A text in small letters, one for each of its own wherever that stands."""
    return text.replace("\u0130", "i").lower().replace("\u03c2", "σ")


def _spelled(small: str) -> str:
    """The regular expression of a server for a text of these small letters, whichever of them are capitals."""
    return "".join(map(_as_either, small))


def _as_either(letter: str) -> str:
    known = (letter, letter.upper(), letter.title(), _OTHER_CAPITALS.get(letter, letter))
    spellings = dict.fromkeys(one for one in known if _small(one) == letter)
    return f"[{''.join(spellings)}]" if len(spellings) > 1 else re.escape(letter)


def teach_sqlite(connection: Any) -> None:
    """Give a connection of SQLite's driver the functions that ``holds`` and ``as_sorted`` need."""
    connection.create_function(_LOWERED, 1, lambda text: text and _small(text), deterministic=True)
    connection.create_function(_SORTED, 1, lambda text: text and text.translate(_PLAIN), deterministic=True)


def holds(column: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Whether a column holds a text, whatever the case of its letters."""
    small = _small(value)
    spelled = column.op("~", is_comparison=True)(_spelled(small))
    if value.isascii():
        return _Holds(spelled, column.contains(value, autoescape=True))
    lowered = Function(_LOWERED, column, type_=String()).contains(small, autoescape=True)
    some = max(_NOT_ASCII_ALONE.split(small), key=len)
    return _Holds(spelled, and_(column.contains(some, autoescape=True), lowered) if some else lowered)


_NOT_ASCII_ALONE = re.compile(r"[^\x00-\x7f]|[ik]")
"""The small letters that are not those of ASCII letters alone: “İ” and the sign for kelvin have such ones too."""


class _Holds(OwnCondition):
    """Whether a column holds a text: as a server is asked, and as SQLite is.

    A server is told each letter's capital: what it knows of them goes by the language it was set up in. SQLite's LIKE
    takes no notice of ASCII's case: without a function for each row it takes a third of the time to find a text of
    ASCII alone, or the few rows that hold what is ASCII in another.
    """

    inherit_cache = True


@compiles(_Holds)
def _as_spelled(element: _Holds, compiler: SQLCompiler, **told: Any) -> str:
    spelled, _ = element.clauses
    return f"({compiler.process(spelled, **told)})"


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
