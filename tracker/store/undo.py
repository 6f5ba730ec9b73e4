"""Taking steps back and making them again, by batches that compensate: the history only ever grows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.exc import IntegrityError

from tracker.claims.model import WRITTEN_TABLES, Article, Batch, Entry, Row, Source, Speaker, Subject, Tag
from tracker.errors import EditConflict, InvalidInput
from tracker.store.journal import Image, change, image_of, mark_as_compensation, name_step, writer
from tracker.store.tables import batch, columns_of, entry
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ScalarSelect
    from sqlmodel import Session

_TABLES: dict[str, type[Row]] = {str(table.__tablename__): table for table in WRITTEN_TABLES}
_SHARED = {Speaker, Subject, Source, Tag, Article}
"""What several people's claims point to: it stays while anybody's claim needs it, and is there when it comes back."""

_BOOKKEEPING = {"version", "updated_at"}


class _Turn:
    """One row of a step, with what the history says it is and what it is to be again; None for no row."""

    def __init__(self, row: Entry, *, expected: str | None, wanted: str | None) -> None:
        # Kept as texts and numbers: the entry itself cannot be asked any more once the database has refused a row.
        self.table_name, self.row_id = row.table_name, row.row_id
        self.table = _TABLES[row.table_name]
        self.expected: Image | None = json.loads(expected) if expected else None
        self.wanted: Image | None = json.loads(wanted) if wanted else None
        self.kind = (self.expected is None, self.wanted is None)

    @property
    def only_touches(self) -> bool:
        """Whether the step wrote nothing but bookkeeping into the row."""
        return self.kind == (False, False) and _comparable(self.expected) == _comparable(self.wanted)

    @property
    def is_in_any_order(self) -> bool:
        """Whether the row can be written together with others of its table.

        Not where rows of one table point to each other and come or go, nor where a name may pass from one to another.
        """
        table = columns_of(self.table).id.table
        if self.kind == (False, False):
            return not any(isinstance(rule, UniqueConstraint) for rule in table.constraints)
        return not any(key.references(columns_of(self.table).id) for key in table.c)


class _Overtaken(Exception):
    """A row is not what the history says."""

    def __init__(self, turn: _Turn) -> None:
        super().__init__()
        self.turn = turn


@change
def undo(session: Session) -> str:
    """Take back this user's last step that still stands; its name. Raises InvalidInput when there is none.

    Raises EditConflict when somebody has changed the same rows since.
    """
    step = _last_standing(session, writer(session))
    if step is None:
        raise InvalidInput("There is nothing to undo.")
    turns = [_Turn(row, expected=row.after, wanted=row.before) for row in reversed(_entries(session, step))]
    _turn_all(session, turns, act=f"taking back “{step.step}”")
    mark_as_compensation(session, undoes=step.id)
    name_step(session, f"undo: {step.step}")
    return step.step


@change
def redo(session: Session) -> str:
    """Make the step again that was undone last; its name. Raises InvalidInput when a new step came since."""
    step = _last_undone(session, writer(session))
    if step is None:
        raise InvalidInput("There is nothing to redo.")
    turns = [_Turn(row, expected=row.before, wanted=row.after) for row in _entries(session, step)]
    _turn_all(session, turns, act=f"making “{step.step}” again")
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


def _turn_all(session: Session, turns: Sequence[_Turn], act: str) -> None:
    """Bring all rows to what they are to be again, in the order of the history; ``act`` names that in a refusal."""
    for run in _runs(turns):
        try:
            _turn_run(session, run)
        except (_Overtaken, IntegrityError) as error:
            at_fault = error.turn if isinstance(error, _Overtaken) else run[0]
            is_known = isinstance(error, _Overtaken) or len(run) == 1
            name = at_fault.table_name.replace("_", " ")
            one = f"The {name} {at_fault.row_id}" if is_known else f"One {name} of {len(run):,}"
            sentence = f"{one} was changed or used since then: {act} would overwrite that. Nothing was written."
            raise EditConflict(sentence) from error


def _runs(turns: Sequence[_Turn]) -> Iterator[list[_Turn]]:
    """The turns, as many at a time as can be written in any order."""
    run: list[_Turn] = []
    seen: set[int] = set()
    for turn in turns:
        goes_along = run and (turn.table, turn.kind) == (run[0].table, run[0].kind) and turn.row_id not in seen
        if run and not (goes_along and turn.is_in_any_order):
            yield run
            run, seen = [], set()
        run.append(turn)
        seen.add(turn.row_id)
    if run:
        yield run


def _turn_run(session: Session, run: list[_Turn]) -> None:
    """Bring rows of one table from what the history says they are to what they are to be again."""
    table = run[0].table
    rows: dict[int, Row] = {}
    for some in slices(turn.row_id for turn in run):
        rows |= {row.key: row for row in session.execute(select(table).where(columns_of(table).id.in_(some))).scalars()}
    added: dict[int, Row] = {}
    for turn in run:
        now = rows.get(turn.row_id)
        if turn.only_touches:
            # Whatever became of it since, nothing of it is overwritten. It is touched as the step touched it, so that
            # a form opened before notices that the row's surroundings have changed.
            if now is not None:
                now.updated_at = None
        elif not (table in _SHARED and now is not None and _stays(session, turn)):
            if _comparable(image_of(now) if now else None) != _comparable(turn.expected):
                raise _Overtaken(turn)
            if again := _written(session, turn, now):
                added[turn.row_id] = again
    session.flush()
    if added:
        last = _last_versions(session, run[0].table_name, added)
        for row_id, again in added.items():
            # A form that was opened before the row went must not take the row that came back for the one it read.
            again.version = last.get(row_id, 0) + 1
        session.flush()


def _stays(session: Session, turn: _Turn) -> bool:
    """Whether a shared row that is there is left as it is: somebody else uses it, or brought it back."""
    return turn.expected is None or (turn.wanted is None and _is_used(session, turn.table, turn.row_id))


def _written(session: Session, turn: _Turn, now: Row | None) -> Row | None:
    """Write what a row is to be again; the row, if it comes back."""
    if turn.wanted is None:
        session.delete(now)
        return None
    again = turn.table.model_validate(turn.wanted)
    if now is None:
        session.add(again)
        return again
    for name in set(turn.table.model_fields) - _BOOKKEEPING:
        if getattr(now, name) != getattr(again, name):
            setattr(now, name, getattr(again, name))
    return None


def _is_used(session: Session, table: type[Row], row_id: int) -> bool:
    """Whether a row of any table still points to this one."""
    keys = (key for other in WRITTEN_TABLES for key in columns_of(other) if key.foreign_keys)
    pointing = [key for key in keys if key.references(columns_of(table).id)]
    return any(session.execute(select(key).where(key == row_id).limit(1)).first() for key in pointing)


def _last_versions(session: Session, table_name: str, row_ids: Iterable[int]) -> dict[int, int]:
    """The version that each of these rows had when it was deleted last."""
    last: dict[int, int] = {}
    for some in slices(row_ids):
        gone = (entry.table_name == table_name, entry.row_id.in_(some), entry.after.is_(None))
        found = session.execute(select(entry.row_id, entry.before).where(*gone).order_by(entry.id))
        last |= {row_id: int(json.loads(before)["version"]) for row_id, before in found}
    return last


def _comparable(image: Image | None) -> Image | None:
    """What an image says; a field that came with a later schema is missing in older images, and empty in the row."""
    return image and {name: value for name, value in image.items() if value is not None and name not in _BOOKKEEPING}
