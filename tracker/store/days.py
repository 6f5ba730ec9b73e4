"""Days compared as they are kept, for questions that compare the days of all claims.

SQLite keeps a day as text in a column that it takes to hold numbers, and would try to read both sides of a comparison
as numbers first, each time. No index is looked up by what is told in this way, be it a day or anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.compiler import SQLCompiler

T = TypeVar("T")


class _AsKept(FunctionElement[Any]):
    """A column's value, of its type, for which no other type is tried."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(_AsKept)
def _as_it_is(element: _AsKept, compiler: SQLCompiler, **told: Any) -> str:
    return compiler.process(element.clauses, **told)


@compiles(_AsKept, "sqlite")
def _without_affinity(element: _AsKept, compiler: SQLCompiler, **told: Any) -> str:
    return f"+{compiler.process(element.clauses, **told)}"


def as_kept(column: ColumnElement[T]) -> ColumnElement[T]:
    """A column to compare or sort by, days a fifth quicker in SQLite where a question goes through all claims."""
    return _AsKept(column)
