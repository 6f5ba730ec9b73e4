"""Comparing letters without their case, in every script and on both backends.

SQLite's own ``lower`` knows ASCII alone: without help it would not find “Élysée” when somebody types “ÉLYSÉE”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.compiler import SQLCompiler

_LOWERED = "lowered"


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
    """Give a connection of SQLite's driver the function that ``holds`` needs."""
    connection.create_function(_LOWERED, 1, lambda text: text and text.lower(), deterministic=True)


def holds(column: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Whether a column holds a text, whatever the case of its letters."""
    if value.isascii():  # SQLite's own function is enough, and ten times as fast
        return column.icontains(value, autoescape=True)
    return _Lowered(column).contains(value.lower(), autoescape=True)
