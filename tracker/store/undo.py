"""Taking steps back and making them again, by batches that compensate: the history only ever grows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tracker.claims.model import WRITTEN_TABLES, Batch, Entry, Row, Source, Speaker, Subject, Tag
from tracker.errors import EditConflict, InvalidInput
from tracker.store.journal import Image, change, image_of, mark_as_compensation, name_step, writer
from tracker.store.tables import batch, columns_of, entry

if TYPE_CHECKING:
    from sqlalchemy import ScalarSelect
    from sqlmodel import Session

_TABLES: dict[str, type[Row]] = {str(table.__tablename__): table for table in WRITTEN_TABLES}
_SHARED = {Speaker, Subject, Source, Tag}
"""What several people's claims point to: it stays while anybody's claim needs it, and is there when it comes back."""

_BOOKKEEPING = {"version", "updated_at"}


@change
def undo(session: Session) -> str:
    """Take back this user's last step that still stands; its name. Raises InvalidInput when there is none.

    Raises EditConflict when somebody has changed the same rows since.
    """
    step = _last_standing(session, writer(session))
    if step is None:
        raise InvalidInput("There is nothing to undo.")
    for row in reversed(_entries(session, step)):
        _turn(session, row, expected=row.after, wanted=row.before, act=f"taking back “{step.step}”")
    mark_as_compensation(session, undoes=step.id)
    name_step(session, f"undo: {step.step}")
    return step.step


@change
def redo(session: Session) -> str:
    """Make the step again that was undone last; its name. Raises InvalidInput when a new step came since."""
    step = _last_undone(session, writer(session))
    if step is None:
        raise InvalidInput("There is nothing to redo.")
    for row in _entries(session, step):
        _turn(session, row, expected=row.before, wanted=row.after, act=f"making “{step.step}” again")
    mark_as_compensation(session, redoes=step.id)
    name_step(session, f"redo: {step.step}")
    return step.step


def _last_standing(session: Session, user: str) -> Batch | None:
    """The newest step proper of this user that is not undone."""
    undone, redone = _latest("undoes_id"), _latest("redoes_id")
    steps = select(Batch).where(batch.made_by == user, *_IS_STEP, undone <= redone)
    return session.execute(steps.order_by(batch.id.desc()).limit(1)).scalar()


def _last_undone(session: Session, user: str) -> Batch | None:
    """The step that this user undid last, if no new step came after."""
    undone, redone = _latest("undoes_id"), _latest("redoes_id")
    newest = select(func.coalesce(func.max(batch.id), 0)).where(batch.made_by == user, *_IS_STEP)
    last_step = session.execute(newest).scalar_one()
    steps = select(Batch).where(batch.made_by == user, *_IS_STEP, undone > redone, undone > last_step)
    return session.execute(steps.order_by(batch.id).limit(1)).scalar()


_IS_STEP = (batch.undoes_id.is_(None), batch.redoes_id.is_(None))


def _latest(link: str) -> ScalarSelect[int]:
    """The newest batch that undoes, or redoes, the batch of the row at hand; 0 when there is none."""
    other = batch.id.table.alias()
    newest = select(func.coalesce(func.max(other.c.id), 0)).where(other.c[link] == batch.id)
    return newest.correlate(batch.id.table).scalar_subquery()


def _entries(session: Session, step: Batch) -> list[Entry]:
    return list(session.execute(select(Entry).where(entry.batch_id == step.id).order_by(entry.id)).scalars())


def _turn(session: Session, row: Entry, *, expected: str | None, wanted: str | None, act: str) -> None:
    """Bring one row from what the history says it is to what it is to be again; ``act`` names that in a refusal."""
    table = _TABLES[row.table_name]
    overtaken = EditConflict(
        f"The {row.table_name.replace('_', ' ')} {row.row_id} was changed or used since then: "
        f"{act} would overwrite that. Nothing was written."
    )
    now = session.get(table, row.row_id)
    if _only_touched(expected, wanted):
        # Whatever became of it since, nothing of it is overwritten. It is touched as the step touched it, so that a
        # form opened before notices that the row's surroundings have changed.
        if now is not None:
            now.updated_at = None
            session.flush()
        return
    if table in _SHARED and now is not None:
        if wanted is None and _is_used(session, table, row.row_id):
            return
        if expected is None:
            return
    if _comparable(image_of(now) if now else None) != _comparable(json.loads(expected) if expected else None):
        raise overtaken
    try:
        _write(session, table, row, now, wanted)
        # One row at a time, in the order of the history: rows that point to each other stand or fall in turn.
        session.flush()
    except IntegrityError as error:
        raise overtaken from error


def _write(session: Session, table: type[Row], row: Entry, now: Row | None, wanted: str | None) -> None:
    if wanted is None:
        session.delete(now)
        return
    again = table.model_validate(json.loads(wanted))
    if now is None:
        session.add(again)
        session.flush()
        # A form that was opened before the row went must not take the row that came back for the one it read.
        again.version = _last_version(session, row) + 1
        return
    for name in set(table.model_fields) - _BOOKKEEPING:
        if getattr(now, name) != getattr(again, name):
            setattr(now, name, getattr(again, name))


def _only_touched(expected: str | None, wanted: str | None) -> bool:
    """Whether a step wrote nothing but bookkeeping into a row."""
    if expected is None or wanted is None:
        return False
    return _comparable(json.loads(expected)) == _comparable(json.loads(wanted))


def _is_used(session: Session, table: type[Row], row_id: int) -> bool:
    """Whether a row of any table still points to this one."""
    keys = (key for other in WRITTEN_TABLES for key in columns_of(other) if key.foreign_keys)
    pointing = [key for key in keys if key.references(columns_of(table).id)]
    return any(session.execute(select(key).where(key == row_id).limit(1)).first() for key in pointing)


def _last_version(session: Session, row: Entry) -> int:
    """The version that a row had when it was deleted last."""
    same = (entry.table_name == row.table_name, entry.row_id == row.row_id, entry.after.is_(None))
    gone = session.execute(select(entry.before).where(*same).order_by(entry.id.desc()).limit(1)).scalar()
    return int(json.loads(gone)["version"]) if gone else 0


def _comparable(image: Image | None) -> Image | None:
    """What an image says; a field that came with a later schema is missing in older images, and empty in the row."""
    return image and {name: value for name, value in image.items() if value is not None and name not in _BOOKKEEPING}
