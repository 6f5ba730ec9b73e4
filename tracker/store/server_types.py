"""Types that only PostgreSQL has, told by their names.

What SQLAlchemy knows of PostgreSQL takes longer to import than most questions take, and a file needs none of it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.types import UserDefinedType


class ServerType(UserDefinedType[Any]):
    """A type to cast a value to, on a server."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: object) -> str:
        """The type as SQL has it."""
        return self.name
