"""The history of a damaged file: what is left of its steps, which are whole, and what the last one said of a row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.store.chain import Link, chained_digest, fits
from tracker.store.tables import WRITTEN_BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.store.chain import Change
    from tracker.store.damaged_files import DamagedDatabase
    from tracker.store.raw_pages import RawPages, Values

_ENTRY = ("batch_id", "table_name", "row_id", "before", "after")
_NOBODY = "somebody"
_LOST_STEP = "a step that was lost"
_SALVAGED = " (salvaged)"


class Told(NamedTuple):
    """What the newest step that is left said of a row: its image, None for a deleted one; and whether it is whole."""

    image: dict[str, Any] | None
    version: int
    is_whole: bool


class SalvagedHistory:
    """The steps that can be read of a damaged file, with their entries, and which of them are whole."""

    def __init__(self, source: DamagedDatabase | RawPages) -> None:
        self._links = {link.id: link for link in _links(source.rows("journal_batch"))}
        self._changes: dict[int, list[Change]] = {}
        for batch_id, change in _changes(source.rows("journal_entry")):
            self._changes.setdefault(batch_id, []).append(change)
        self._whole = set(self._steps_that_fit())

    def told(self) -> dict[tuple[str, int], Told]:
        """What the history says of each row, by table and number."""
        last: dict[tuple[str, int], Told] = {}
        for batch_id in sorted(self._changes):
            for table, row_id, before, after in self._changes[batch_id]:
                image = json.loads(after) if after else None
                version = (image or json.loads(before or "{}")).get("version", 0)
                last[table, row_id] = Told(image, version, batch_id in self._whole)
        return last

    def made_anew(self, *more: tuple[Link, list[Change]]) -> Iterator[tuple[Link, list[Change]]]:
        """Every step in its order, chained anew, then ``more``: a gap is filled by a step without entries.

        A step that is not whole bears another name than its writer's, so that nobody takes half of it back.
        """
        highest = max((*self._links, *self._changes), default=0)
        previous, made_at = "", next((link.made_at for link in self._links.values()), "")
        for number in range(1, highest + 1):
            link = self._links.get(number) or Link(number, made_at, _NOBODY, _LOST_STEP, None, None, "")
            made_at = link.made_at or made_at
            made_by = link.made_by if number in self._whole else link.made_by.removesuffix(_SALVAGED) + _SALVAGED
            undoes, redoes = (one if one and one < number else None for one in (link.undoes_id, link.redoes_id))
            link = link._replace(made_at=made_at, made_by=made_by, undoes_id=undoes, redoes_id=redoes)
            changes = self._changes.get(number, [])
            yield (chained := chain_on(link, changes, previous)), changes
            previous = chained.digest
        for step, (link, changes) in enumerate(more, start=highest + 1):
            yield (chained := chain_on(link._replace(id=step), changes, previous)), changes
            previous = chained.digest

    def _steps_that_fit(self) -> Iterator[int]:
        for number, link in self._links.items():
            before = self._links.get(number - 1)
            if (before or number == 1) and fits(link, self._changes.get(number, []), before.digest if before else ""):
                yield number


def chain_on(link: Link, changes: list[Change], previous: str) -> Link:
    """A step with the digest that it has after the one before it."""
    links = (link.undoes_id, link.redoes_id)
    digest = chained_digest(previous, link.made_at, link.made_by, link.step, changes, links=links)
    return link._replace(digest=digest)


def _links(rows: Iterable[Values]) -> Iterator[Link]:
    """The steps whose values are such as a step can have."""
    for row in rows:
        texts = [row.get(name) for name in ("made_at", "made_by", "step", "digest")]
        links = [row.get(name) for name in ("undoes_id", "redoes_id")]
        if all(isinstance(text, str) for text in texts) and all(one is None or isinstance(one, int) for one in links):
            yield Link(*(row[name] for name in Link._fields))


def _changes(rows: Iterable[Values]) -> Iterator[tuple[int, Change]]:
    """The entries whose values are such as an entry can have, in the order in which they were written."""
    numbered = (row for row in rows if isinstance(row.get("id"), int))
    for row in sorted(numbered, key=lambda one: int(one["id"])):
        batch_id, table, row_id, before, after = (row.get(name) for name in _ENTRY)
        if not (isinstance(batch_id, int) and batch_id > 0 and isinstance(row_id, int) and table in WRITTEN_BY_NAME):
            continue
        if (before or after) and _is_image(before) and _is_image(after):
            yield batch_id, (str(table), row_id, before, after)


def _is_image(text: object) -> bool:
    if text is None:
        return True
    try:
        image = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return False
    return isinstance(image, dict) and isinstance(image.get("version"), int)
