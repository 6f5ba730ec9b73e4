"""The history: each change becomes one batch with an entry for every row, in the transaction that makes it.

Nothing can be written past it: the recorder listens to the session itself. Batches form a chain in which each one's
digest covers the one before, so that a batch altered later is found.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic_core import to_jsonable_python
from sqlalchemy import event, insert, inspect, select

from tracker.claims.model import Claim, Entry, Row, VerdictRow, instant_text
from tracker.store.chain import chained_digest
from tracker.store.images import image_of, text_of, texts_of_rows
from tracker.store.searched import Reworded
from tracker.store.tables import batch, entry
from tracker.store.threads import slices
from tracker.store.written_rows import write_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import UOWTransaction
    from sqlmodel import Session

    from tracker.store.images import Columns, Image

F = TypeVar("F", bound="Callable[..., Any]")

BULK_ROWS = 200
"""A step that writes more rows than this is a bulk change: what is kept is backed up before it."""

_CHANGES: set[Callable[..., Any]] = set()
_TOLD_OF_ENTRIES = ("table_name", "row_id", "before", "after")
_NEWEST_DIGEST = select(batch.digest).order_by(batch.id.desc()).limit(1)
_NEW_BATCH = insert(batch.id.table)


def change(function: F) -> F:
    """Mark a function that writes: it runs under the writers' lock and is recorded as one step."""
    _CHANGES.add(function)
    return function


def is_change(function: Callable[..., Any]) -> bool:
    """Whether a function was marked as one that writes."""
    return function in _CHANGES


def remark(session: Session, sentence: str) -> None:
    """Tell the user of this change something besides that it was made."""
    recorder = _recorder(session)
    if sentence not in recorder.remarks:
        recorder.remarks.append(sentence)


def name_step(session: Session, step: str) -> None:
    """Say in words what the running change does: what undo will show."""
    _recorder(session).step = step


def has_recorded(session: Session) -> bool:
    """Whether the running change has done anything to a row so far."""
    return _recorder(session).has_entries


def writer(session: Session) -> str:
    """Who makes the running change."""
    return _recorder(session).made_by


def back_up_first(session: Session) -> None:
    """Have what is kept backed up before the running change goes on, however few rows it writes: for imports."""
    _recorder(session).back_up_first()


def written_at(session: Session) -> datetime:
    """The moment of the running change."""
    return _recorder(session).made_at


def written_on(session: Session) -> date:
    """The day of the running change, where its writer is."""
    return _recorder(session).made_at.astimezone().date()


def mark_as_compensation(session: Session, *, undoes: int | None = None, redoes: int | None = None) -> None:
    """Say that the running change takes back, or makes again, an earlier batch."""
    recorder = _recorder(session)
    recorder.undoes, recorder.redoes = undoes, redoes


def record_written(session: Session, table: type[Row], row_id: int, before: Image | None, after: Image | None) -> None:
    """Note what was done to a row past the session, which tells only of what passes through it."""
    _recorder(session).note(table, row_id, before, after)


def record_new(session: Session, table: type[Row], rows: Columns) -> None:
    """Note new rows that are written past the session, with all that they hold."""
    _recorder(session).note_new(table, rows)


def images_at_versions(session: Session, table: type[Row], versions: Mapping[int, int]) -> dict[int, Image]:
    """The rows of a table as they were at these versions, by their numbers; those that the history does not know lack.

    A history may be shorter than the rows are old: a database that was made from an export begins anew.
    """
    found: dict[int, Image] = {}
    for some in slices(versions):
        of_these = (entry.table_name == table.__tablename__, entry.row_id.in_(some), entry.after.is_not(None))
        for row_id, after in session.execute(select(entry.row_id, entry.after).where(*of_these).order_by(entry.id)):
            image = json.loads(after)
            if image["version"] == versions[row_id]:
                found[row_id] = image
    return found


def deleted_images(
    session: Session, table: type[Row], row_ids: Iterable[int], *, by_undo: bool = False
) -> dict[int, Image]:
    """Those of these rows that somebody deleted, as they were then; ``by_undo`` also those that undo took back."""
    found: dict[int, Image] = {}
    for some in slices(row_ids):
        asked = (
            select(entry.row_id, entry.before, entry.after, batch.undoes_id)
            .join_from(entry.id.table, batch.id.table, batch.id == entry.batch_id)
            .where(entry.table_name == table.__tablename__, entry.row_id.in_(some))
            .order_by(entry.id)
        )
        for row_id, before, after, undoes_id in session.execute(asked):
            found.pop(row_id, None)
            if after is None and (by_undo or undoes_id is None):
                found[row_id] = json.loads(before)
    return found


class Recorder:
    """Collects what one change does to rows, and writes it as one batch.

    ``before_bulk`` is called once, before a step writes many rows. ``reworded`` are the claims to be found by other
    words, ``remarks`` what its user should know once it is written.
    """

    def __init__(
        self, session: Session, made_by: str, made_at: datetime, before_bulk: Callable[[], None] | None = None
    ) -> None:
        self.step = ""
        self.undoes: int | None = None
        self.redoes: int | None = None
        self.remarks: list[str] = []
        self.made_by = made_by
        self.made_at = made_at
        self._session = session
        self._before_bulk = before_bulk
        self._before: list[tuple[Row, Image]] = []
        self._entries: list[tuple[str, int, str | None, str | None]] = []
        self._touched: set[int] = set()
        self.reworded = Reworded()
        session.info["recorder"] = self
        event.listen(session, "before_flush", self._see_before)
        event.listen(session, "after_flush", self._see_after)

    @property
    def has_entries(self) -> bool:
        """Whether any row was written."""
        return bool(self._entries)

    def back_up_first(self) -> None:
        """Make the backup that a bulk change wants, unless it is made."""
        if self._before_bulk:
            before_bulk, self._before_bulk = self._before_bulk, None
            before_bulk()

    def touched_claims(self) -> set[int]:
        """The claims whose thread or verdict changed, and those that they revise or revised."""
        return self._touched

    def write(self) -> str:
        """Write the batch and its entries, unless nothing was done; its digest, by which it is known.

        A step is taken back also where nothing is left of it to be changed.
        """
        links = (self.undoes, self.redoes)
        if not self._entries and links == (None, None):
            return ""
        previous = self._session.execute(_NEWEST_DIGEST).scalar() or ""
        made_at = instant_text(self.made_at)
        digest = chained_digest(previous, made_at, self.made_by, self.step, self._entries, links=links)
        told = {
            "made_at": self.made_at,
            "made_by": self.made_by,
            "step": self.step,
            "undoes_id": self.undoes,
            "redoes_id": self.redoes,
            "digest": digest,
        }
        (batch_id,) = self._session.connection().execute(_NEW_BATCH, told).inserted_primary_key or (None,)
        if self._entries:
            entries = dict(zip(_TOLD_OF_ENTRIES, zip(*self._entries, strict=True), strict=True))
            write_columns(self._session, Entry, {"batch_id": [batch_id] * len(self._entries), **entries})
        return digest

    def _see_before(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        about_to_come = (*session.new, *session.dirty, *session.deleted)
        self._see_bulk(len(self._entries) + sum(isinstance(row, Row) for row in about_to_come))
        for row in session.new:
            if isinstance(row, Row):
                row.created_at = row.created_at or self.made_at
                row.updated_at = self.made_at
        for row in session.dirty:
            if isinstance(row, Row) and session.is_modified(row):
                self._before.append((row, _image_before(row)))
                row.updated_at = self.made_at
        for row in session.deleted:
            if isinstance(row, Row):
                self._before.append((row, _image_before(row)))

    def _see_after(self, session: Session, _context: UOWTransaction) -> None:
        """Note every row; the session still tells which were new, changed and deleted."""
        for row in session.new:
            if isinstance(row, Row):
                self.note(type(row), row.key, None, image_of(row))
        gone = {id(row) for row in session.deleted}
        for row, before in self._before:
            self.note(type(row), row.key, before, None if id(row) in gone else image_of(row))
        self._before.clear()

    def _see_bulk(self, rows: int) -> None:
        """Back up before a step passes into bulk: SQLite lets others read only while few pages are changed."""
        if rows > BULK_ROWS:
            self.back_up_first()

    def note(self, table: type[Row], row_id: int, before: Image | None, after: Image | None) -> None:
        """Keep the images as text, which takes a fraction of the room: a step may write 50,000 claims."""
        self._see_bulk(len(self._entries) + 1)
        self._entries.append((str(table.__tablename__), row_id, text_of(before), text_of(after)))
        self.reworded.see(table, row_id, before, after)
        for image in filter(None, (before, after)):
            if table is Claim:
                self._touched |= {row_id} if image["revises_id"] is None else {row_id, image["revises_id"]}
            elif table is VerdictRow:
                self._touched.add(image["claim_id"])

    def note_new(self, table: type[Row], rows: Columns) -> None:
        """Keep the images of rows that were not there before: as ``note`` would, one after the other."""
        numbers = rows["id"]
        self._see_bulk(len(self._entries) + len(numbers))
        name, texts = str(table.__tablename__), texts_of_rows(rows)
        # Row by row: Python gives the screens no turn while it takes them all at once.
        self._entries += [(name, number, None, written) for number, written in zip(numbers, texts, strict=True)]
        self.reworded.see_new(table, rows)
        if table is Claim:
            self._touched.update(numbers, filter(None, rows["revises_id"]))
        elif table is VerdictRow:
            self._touched.update(rows["claim_id"])


def _recorder(session: Session) -> Recorder:
    recorder = session.info["recorder"]
    assert isinstance(recorder, Recorder)  # noqa: S101 -- set by Archive.run for every change
    return recorder


def _image_before(row: Row) -> Image:
    """The row as it was read: its present image with each changed value put back."""
    image = image_of(row)
    for attribute in inspect(row).attrs:
        if attribute.history.deleted:
            image[attribute.key] = to_jsonable_python(attribute.history.deleted[0])
    return image
