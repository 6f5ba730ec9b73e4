"""The chain of the history: each batch's digest covers what it holds and the digest of the one before it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import String, select, type_coerce

from tracker.store.tables import batch, entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import Session

Change = tuple[str, int, str | None, str | None]
"""A row that a batch wrote: its table and number, and its images before and after as JSON."""

_AT_ONCE = {"yield_per": 1_000}
_IN_A_PIECE = 1_000


class Link(NamedTuple):
    """A batch as it is kept, with its moment as text."""

    id: int
    made_at: str
    made_by: str
    step: str
    undoes_id: int | None
    redoes_id: int | None
    digest: str


def chained_digest(  # noqa: PLR0913 -- all that a batch holds
    previous: str,
    made_at: str,
    made_by: str,
    step: str,
    rows: Sequence[Change],
    *,
    links: tuple[int | None, int | None] = (None, None),
) -> str:
    """The SHA-256 of a batch with its entries, the batches it undoes or redoes and the digest of the one before it.

    It is that of all this as one list in JSON, put together in pieces: the screens get no turn while one is written.
    """
    digest = hashlib.sha256(f"[{_items([previous, made_at, made_by, step, links])}, [".encode())
    for first in range(0, len(rows), _IN_A_PIECE):
        digest.update(f"{', ' * (first > 0)}{_items(rows[first : first + _IN_A_PIECE])}".encode())
    digest.update(b"]]")
    return digest.hexdigest()


def _items(values: Sequence[object]) -> str:
    """The items of a list as JSON has them between its brackets."""
    return json.dumps(values, ensure_ascii=False)[1:-1]


def fits(link: Link, changes: Sequence[Change], previous: str) -> bool:
    """Whether a batch has the digest that it must have after the one before it."""
    links = (link.undoes_id, link.redoes_id)
    return link.digest == chained_digest(previous, link.made_at, link.made_by, link.step, changes, links=links)


def broken_batches(session: Session) -> Iterator[int]:
    """The numbers of the batches whose digest does not fit; what follows an altered one is judged by its own."""
    previous = ""
    for link, changes in links_with_changes(session):
        if not fits(link, changes, previous):
            yield link.id
        previous = link.digest


def is_end_broken(session: Session, most_changes: int) -> bool:
    """Whether the newest batch does not fit; one of more than ``most_changes`` is left to a longer look."""
    newest = [Link(*row) for row in session.execute(_LINKS.order_by(batch.id.desc()).limit(2))]
    if not newest:
        return False
    mine = _CHANGES.where(entry.batch_id == newest[0].id).order_by(entry.id).limit(most_changes + 1)
    changes: list[Change] = [tuple(row[1:]) for row in session.execute(mine)]
    return len(changes) <= most_changes and not fits(newest[0], changes, newest[1].digest if newest[1:] else "")


def links_with_changes(session: Session) -> Iterator[tuple[Link, list[Change]]]:
    """Every batch in its order with its entries in theirs; few are in memory at a time."""
    with (
        session.execute(_CHANGES.order_by(entry.batch_id, entry.id), execution_options=_AT_ONCE) as changes,
        session.execute(_LINKS.order_by(batch.id), execution_options=_AT_ONCE) as links,
    ):
        waiting = next(changes, None)
        for row in links:
            link, mine = Link(*row), []
            while waiting and waiting[0] <= link.id:
                if waiting[0] == link.id:
                    mine.append(tuple(waiting[1:]))
                waiting = next(changes, None)
            yield link, mine


_LINKS = select(
    batch.id,
    type_coerce(batch.made_at, String),
    batch.made_by,
    batch.step,
    batch.undoes_id,
    batch.redoes_id,
    batch.digest,
)
_CHANGES = select(entry.batch_id, entry.table_name, entry.row_id, entry.before, entry.after)
