"""Conditions that each database is asked in another way: what they have in common, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Boolean
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from sqlalchemy.sql.compiler import SQLCompiler


class OwnCondition(FunctionElement[bool]):
    """A condition that stands as it is written: compared with 1, as some would be, it would be asked of no index."""

    type = Boolean()

    def self_group(self, against: object = None) -> Self:  # noqa: ARG002
        """The condition itself, without brackets or a comparison."""
        return self


class Mostly(OwnCondition):
    """A condition that nearly every row fulfils, which SQLite would otherwise take for one that leaves ten.

    Where words are looked for too, it then begins with the claims that hold them, not with all there are.
    """

    inherit_cache = True


class BeginsWith(OwnCondition):
    """That a text of a column begins with another one: ``BeginsWith(column, text, text_behind(text))``.

    SQLite finds these by the column's index; how a server's index is in order is up to its locale.
    """

    inherit_cache = True


class Holds(OwnCondition):
    """That a text of a column holds another one, letter for letter: ``Holds(column, text)``."""

    inherit_cache = True


@compiles(Holds)
def _instr(element: Holds, compiler: SQLCompiler, **told: Any) -> str:
    return f"instr({compiler.process(element.clauses, **told)}) > 0"


@compiles(Holds, "postgresql")
def _strpos(element: Holds, compiler: SQLCompiler, **told: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **told)}) > 0"


def text_behind(text: str) -> str:
    """The first text behind all that begin with this one, which is not empty, in the order of their codes."""
    return text[:-1] + chr(ord(text[-1]) + 1)


@compiles(BeginsWith)
def _between(element: BeginsWith, compiler: SQLCompiler, **told: Any) -> str:
    column, first, behind = (compiler.process(one, **told) for one in element.clauses)
    return f"({column} >= {first} AND {column} < {behind})"


@compiles(BeginsWith, "postgresql")
def _starts_with(element: BeginsWith, compiler: SQLCompiler, **told: Any) -> str:
    column, first = (compiler.process(one, **told) for one in list(element.clauses)[:2])
    return f"starts_with({column}, {first})"


@compiles(Mostly)
def _as_it_is(element: Mostly, compiler: SQLCompiler, **told: Any) -> str:
    return f"({compiler.process(element.clauses, **told)})"


@compiles(Mostly, "sqlite")
def _likely(element: Mostly, compiler: SQLCompiler, **told: Any) -> str:
    return f"likely({compiler.process(element.clauses, **told)})"
