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


@compiles(Mostly)
def _as_it_is(element: Mostly, compiler: SQLCompiler, **told: Any) -> str:
    return f"({compiler.process(element.clauses, **told)})"


@compiles(Mostly, "sqlite")
def _likely(element: Mostly, compiler: SQLCompiler, **told: Any) -> str:
    return f"likely({compiler.process(element.clauses, **told)})"
