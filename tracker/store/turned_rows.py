"""One row of a step that is taken back or made again: what is to be written into it, and why it cannot be."""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint

from tracker.claims.deadlines import DEADLINE_FIELDS
from tracker.claims.model import Article, Claim, Entry, Row, Source, Speaker, Subject, Tag
from tracker.store.links import LINKS
from tracker.store.tables import WRITTEN_BY_NAME, columns_of, own_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.store.images import Image

SHARED = (Speaker, Subject, Source, Tag, Article)
"""What several people's claims point to: it stays while anybody's claim needs it, and is there when it comes back."""

_BOOKKEEPING = {"version", "updated_at"}
_READ_TOGETHER = {*DEADLINE_FIELDS, "said_on", "language"}


class Overtaken(Exception):
    """A row is not what the history says: ``columns`` of it were changed, rows use it, or ``how`` tells what it is."""

    def __init__(
        self, turn: Turn, columns: Iterable[str] = (), *, used_by: type[Row] | None = None, how: str = ""
    ) -> None:
        super().__init__()
        self.turn, self.columns, self.used_by, self.how = turn, frozenset(columns), used_by, how


class Turn:
    """One row of a step, with what the history says it is and what it is to be again; None for no row."""

    def __init__(self, row: Entry, *, expected: str | None, wanted: str | None) -> None:
        # Kept as texts and numbers: the entry itself cannot be asked any more once the database has refused a row.
        self.batch_id, self.table_name, self.row_id = row.batch_id, row.table_name, row.row_id
        self.table = WRITTEN_BY_NAME[row.table_name]
        self.expected: Image | None = json.loads(expected) if expected else None
        self.wanted: Image | None = json.loads(wanted) if wanted else None
        self.kind = (self.expected is None, self.wanted is None)

    @property
    def is_shared(self) -> bool:
        """Whether several people's claims point to it."""
        return self.table in SHARED

    @property
    def only_touches(self) -> bool:
        """Whether the step wrote nothing but bookkeeping into the row."""
        return self.kind == (False, False) and not self._changed

    @property
    def takes_a_name(self) -> bool:
        """Whether others may have given its name away since: it is written alone, so that a refusal can name it."""
        rules = columns_of(self.table).id.table.constraints
        return self.kind == (False, False) and any(isinstance(rule, UniqueConstraint) for rule in rules)

    @property
    def links_anew(self) -> bool:
        """Whether it is a claim that comes to point to another one, or to be of another day."""
        return self.table is Claim and self.wanted is not None and bool({*LINKS, "said_on"} & self._changed)

    @property
    def points_to(self) -> set[int]:
        """The rows of its own table that a row points to which comes or goes: it comes after them and goes before."""
        image = (self.wanted or self.expected or {}) if self.kind != (False, False) else {}
        return {image[key] for key in own_keys(self.table) if image.get(key) is not None}

    @property
    def brings(self) -> Image:
        """What is to be written into the row."""
        return {name: self.wanted.get(name) for name in self._changed} if self.wanted else {}

    def columns_to_write(self, now: Image) -> set[str]:
        """The columns of a row that is there before and after, and still says what the step left in them.

        What says already what it is to say again is passed over. Raises Overtaken where others wrote something else.
        """
        found: set[str] = set()
        for together in self._written_together():
            if _is_alike(now, self.expected, together):
                found |= together
            elif not _is_alike(now, self.wanted, together):
                raise Overtaken(self, together)
        return found

    def differing_columns(self, now: Image, image: Image | None) -> set[str]:
        """The columns in which a row is not what an image of it says."""
        says = image or {}
        return {name for name in _columns(self.table) if now.get(name) != says.get(name)}

    def _written_together(self) -> list[set[str]]:
        """The columns that the step wrote, each by itself; but the words of a deadline with all that they stand for.

        That hangs on the day and the language in which they were said.
        """
        if self.table is not Claim or not self._changed & _READ_TOGETHER:
            return [{name} for name in self._changed]
        deadline = {*DEADLINE_FIELDS, *(self._changed & _READ_TOGETHER)}
        return [*({name} for name in self._changed - deadline), deadline]

    @cached_property
    def _changed(self) -> set[str]:
        return self.differing_columns(self.expected or {}, self.wanted)


@lru_cache(maxsize=64)
def _columns(table: type[Row]) -> frozenset[str]:
    return frozenset(table.model_fields) - _BOOKKEEPING


def _is_alike(one: Image | None, other: Image | None, names: Iterable[str]) -> bool:
    """Whether two images say the same; a field that came with a later schema is missing in older ones."""
    return all((one or {}).get(name) == (other or {}).get(name) for name in names)
