"""Comparing letters without their case and accents, in every script and on both backends.

SQLite's own ``lower`` knows ASCII alone: without help it would not find “Élysée” when somebody types “ÉLYSÉE”.
PostgreSQL's goes by the language it was set up in, which may know no more; so does its sorting. What is found and how
it is sorted must be the same everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Function, String, and_, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from tracker.store.own_conditions import OwnCondition

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.compiler import SQLCompiler

_FOLDED, _SORTED = "folded", "as_sorted"
_NOT_COMPOSED = dict(zip("ĐđĦħŁłØøŦŧÆæŒœ", "ddhhlloottaaoo", strict=True))
_BLOCKS = (range(ord("A"), 0x250), range(0x1E00, 0x1F00))
_LATIN = [chr(code) for block in _BLOCKS for code in block if unicodedata.category(chr(code)) in {"Lu", "Ll"}]
_PLAIN = {
    ord(letter): plain
    for letter in _LATIN
    if (plain := _NOT_COMPOSED.get(letter, unicodedata.normalize("NFD", letter)[0].lower())) != letter
    and plain.isascii()
}
"""The small letter without marks for each Latin letter that is not one, by its code."""

_MARKS = range(0x300, 0x370)
"""Accents that stand behind their letter, as some programs write them."""

_FOLD = _PLAIN | dict.fromkeys(_MARKS)

_OTHER_CAPITALS = "\u0130\u212a\u212b\u1e9e\u03f4\u03c2\u2126"
"""Signs with a small letter whose own capital is another, and the “σ” at the end of a word."""


@lru_cache(maxsize=10_000)
def _folded(text: str | None) -> str:
    """A text in small letters without accents, one for each of its own wherever that stands. Names come again."""
    return text.replace("\u0130", "i").lower().replace("\u03c2", "σ").translate(_FOLD) if text else ""


@cache
def _spellings() -> Mapping[str, Sequence[str]]:
    """The letters that are folded into each, of those that have an accent or a capital of their own."""
    told: dict[str, list[str]] = defaultdict(list)
    for letter in (*_LATIN, *_OTHER_CAPITALS):
        told[_folded(letter)].append(letter)
    return told


def _spelled(folded: str) -> str:
    """The regular expression of a server for a text that is folded, however it is spelled."""
    return "".join(map(_as_any, folded))


def _as_any(letter: str) -> str:
    known = (letter, letter.upper(), letter.title(), *_spellings().get(letter, ()))
    spellings = dict.fromkeys(one for one in known if _folded(one) == letter)
    spelled = f"[{''.join(spellings)}]" if len(spellings) > 1 else re.escape(letter)
    return f"{spelled}[{chr(_MARKS[0])}-{chr(_MARKS[-1])}]*"


def teach_sqlite(connection: Any) -> None:
    """Give a connection of SQLite's driver the functions that ``holds`` and ``as_sorted`` need."""
    connection.create_function(_FOLDED, 1, _folded, deterministic=True)
    connection.create_function(_SORTED, 1, lambda text: text and text.translate(_PLAIN), deterministic=True)


def holds(column: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Whether a column holds a text, whatever the case and the accents of its letters."""
    small = _folded(value)
    spelled = column.op("~", is_comparison=True)(_spelled(small))
    folded = Function(_FOLDED, column, type_=String()).contains(small, autoescape=True)
    foreign = and_(column.op("GLOB", is_comparison=True)(_NOT_ASCII_ALONE), folded)
    return _Holds(spelled, or_(column.contains(small, autoescape=True), foreign) if small.isascii() else foreign)


_NOT_ASCII_ALONE = "*[^ -~]*"
"""What SQLite asks a function about: texts in which accents may stand, also behind signs."""


class _Holds(OwnCondition):
    """Whether a column holds a text: as a server is asked, and as SQLite is.

    A server is told each letter that is meant: what it knows of them goes by the language it was set up in. SQLite's
    LIKE takes no notice of ASCII's case, and a function is asked only for the rows that have other letters.
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
