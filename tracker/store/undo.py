"""Taking steps back and making them again, by batches that compensate: the history only ever grows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.exc import IntegrityError

from tracker.claims.model import WRITTEN_TABLES, Article, Batch, Claim, Entry, Row, Source, Speaker, Subject, Tag
from tracker.errors import EditConflict, InvalidInput
from tracker.store.images import Image, image_of
from tracker.store.inserting import Values, insert_rows
from tracker.store.journal import change, mark_as_compensation, name_step, writer, written_at
from tracker.store.links import LINKS, early_revisions, in_circles, kept_links, links_from
from tracker.store.tables import batch, columns_of, entry, own_keys
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

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
    def takes_a_name(self) -> bool:
        """Whether a name may pass from one row to another, so that their order counts."""
        rules = columns_of(self.table).id.table.constraints
        return self.kind == (False, False) and any(isinstance(rule, UniqueConstraint) for rule in rules)

    @property
    def links_anew(self) -> bool:
        """Whether it is a claim that comes to point to another one, or to be of another day."""
        if self.table is not Claim or self.wanted is None:
            return False
        before = self.expected or {}
        return any(self.wanted.get(name) != before.get(name) for name in (*LINKS, "said_on"))

    @property
    def points_to(self) -> set[int]:
        """The rows of its own table that a row points to which comes or goes: it comes after them and goes before."""
        image = (self.wanted or self.expected or {}) if self.kind != (False, False) else {}
        return {image[key] for key in own_keys(self.table) if image.get(key) is not None}


class _Overtaken(Exception):
    """A row is not what the history says."""

    def __init__(self, turn: _Turn) -> None:
        super().__init__()
        self.turn = turn


@change
def undo(session: Session) -> str:
    """Take back this user's last step that still stands; its name. Raises InvalidInput when there is none.

    Raises EditConflict when somebody has changed the same rows since, or claims that these cannot be linked to now.
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
    """Make the step again that was undone last; its name. Raises InvalidInput when a new step came since.

    Raises EditConflict as ``undo`` does.
    """
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
    _check_links(session, {turn.row_id for turn in turns if turn.links_anew}, act)


def _check_links(session: Session, claim_ids: Collection[int], act: str) -> None:
    """Raise EditConflict where claims cannot point to each other as they would now, by what others wrote since."""
    for name, verb in LINKS.items():
        links = links_from(session, kept_links(session, name, claim_ids), name)
        for number in sorted(in_circles(links, claim_ids)):
            met = f"Claim {links[number]} leads back to claim {number} by now"
            told = f"{met}: after {act} it would be one that {verb} itself. Nothing was written."
            raise EditConflict(told)
    for early in early_revisions(session, claim_ids):
        met = f"Claim {early.claim_id} was said on {early.said_on}"
        told = f"{met}: after {act} it would revise claim {early.revised_id} of {early.revised_said_on}"
        raise EditConflict(f"{told}, which was said later. Nothing was written.")


def _runs(turns: Sequence[_Turn]) -> Iterator[list[_Turn]]:
    """The turns, as many at a time as can be written in any order."""
    block: list[_Turn] = []
    seen: set[int] = set()
    for turn in turns:
        is_alike = block and (turn.table, turn.kind) == (block[0].table, block[0].kind)
        if block and not (is_alike and turn.row_id not in seen and not turn.takes_a_name):
            yield from _layers(block)
            block, seen = [], set()
        block.append(turn)
        seen.add(turn.row_id)
    if block:
        yield from _layers(block)


def _layers(block: list[_Turn]) -> Iterator[list[_Turn]]:
    """Rows of one table that come or go, those that others point to apart: they come before these, and go after."""
    is_going = block[0].wanted is None
    depths: dict[int, int] = {}
    for turn in reversed(block) if is_going else block:
        depths[turn.row_id] = 1 + max((depths.get(other, -1) for other in turn.points_to), default=-1)
    layers: dict[int, list[_Turn]] = {}
    for turn in block:
        layers.setdefault(depths[turn.row_id], []).append(turn)
    for depth in sorted(layers, reverse=is_going):
        yield layers[depth]


def _turn_run(session: Session, run: list[_Turn]) -> None:
    """Bring rows of one table from what the history says they are to what they are to be again."""
    table = run[0].table
    rows: dict[int, Row] = {}
    for some in slices(turn.row_id for turn in run):
        rows |= {row.key: row for row in session.execute(select(table).where(columns_of(table).id.in_(some))).scalars()}
    used = _used(session, table, (turn.row_id for turn in run if table in _SHARED and turn.wanted is None))
    added: list[Values] = []
    for turn in run:
        now = rows.get(turn.row_id)
        if turn.only_touches:
            # Whatever became of it since, nothing of it is overwritten. It is touched as the step touched it, so that
            # a form opened before notices that the row's surroundings have changed.
            if now is not None:
                now.updated_at = None
        elif table not in _SHARED or now is None or not (turn.expected is None or turn.row_id in used):
            # A shared row that is there stays as it is when somebody else uses it, or brought it back.
            if _comparable(image_of(now) if now else None) != _comparable(turn.expected):
                raise _Overtaken(turn)
            if again := _written(session, turn, now):
                added.append(again)
    session.flush()
    if added:
        last = _last_versions(session, run[0].table_name, (row["id"] for row in added))
        for row in added:
            # A form that was opened before the row went must not take the row that came back for the one it read.
            row |= {"version": last.get(row["id"], 0) + 1, "updated_at": written_at(session)}
        insert_rows(session, table, added)


def _written(session: Session, turn: _Turn, now: Row | None) -> Values | None:
    """Write what a row is to be again; its values, if it comes back."""
    if turn.wanted is None:
        session.delete(now)
        return None
    again = turn.table.model_validate(turn.wanted)
    if now is None:
        return again.model_dump()
    for name in set(turn.table.model_fields) - _BOOKKEEPING:
        if getattr(now, name) != getattr(again, name):
            setattr(now, name, getattr(again, name))
    return None


def _used(session: Session, table: type[Row], row_ids: Iterable[int]) -> set[int]:
    """Those of these rows to which a row of any table still points."""
    keys = [key for other in WRITTEN_TABLES for key in columns_of(other) if key.foreign_keys]
    pointing = [key for key in keys if key.references(columns_of(table).id)]
    used: set[int] = set()
    for some in slices(row_ids):
        for key in pointing:
            used |= set(session.execute(select(key).where(key.in_(some)).distinct()).scalars())
    return used


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
