"""Taking steps back and making them again, by batches that compensate: the history only ever grows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tracker.claims.model import WRITTEN_TABLES, Batch, Entry, Row
from tracker.errors import EditConflict, InvalidInput
from tracker.store.images import image_of
from tracker.store.inserting import Values, insert_rows
from tracker.store.journal import change, deleted_images, mark_as_compensation, name_step, writer, written_at
from tracker.store.links import LINKS, early_revisions, in_circles, kept_links, links_from
from tracker.store.overtaken import overtaken_in_words, refused_in_words
from tracker.store.tables import WRITTEN_BY_NAME, batch, claim, columns_of, entry
from tracker.store.threads import slices
from tracker.store.turned_rows import SHARED, Overtaken, Turn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import ScalarSelect
    from sqlmodel import Session

    from tracker.store.images import Image


MOST_TURNED = 100
"""So many of the rows that a step wrote are looked through for the claims that it was about."""

_OF_CLAIMS = {name for name, table in WRITTEN_BY_NAME.items() if "claim_id" in columns_of(table)}
_CLAIMS = claim.id.table.name


@change
def undo(session: Session) -> str:
    """Take back this user's last step that still stands; its name. Raises InvalidInput when there is none.

    Raises EditConflict when somebody has changed the same rows since, or claims that these cannot be linked to now.
    """
    step = _last_standing(session, writer(session))
    if step is None:
        raise InvalidInput("There is nothing to undo.")
    made = _last_that(session, "redoes_id", step) or step
    _take_back(session, made, act=f"taking back “{step.step}”")
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
    # What the undo did is taken back, not what the step did: others may have undone some of that themselves.
    if undone := _last_that(session, "undoes_id", step):
        _take_back(session, undone, act=f"making “{step.step}” again")
    mark_as_compensation(session, redoes=step.id)
    name_step(session, f"redo: {step.step}")
    return step.step


def claims_turned(session: Session, user: str) -> tuple[int, ...]:
    """The claims that a user's step was about which was taken back or made again last; only the first of very many."""
    turned = func.coalesce(batch.undoes_id, batch.redoes_id)
    last = select(turned).where(batch.made_by == user, turned.is_not(None)).order_by(batch.id.desc()).limit(1)
    is_about_claims = entry.table_name.in_({_CLAIMS, *_OF_CLAIMS})
    rows = select(entry.table_name, entry.row_id, func.coalesce(entry.after, entry.before))
    found = rows.where(entry.batch_id == last.scalar_subquery(), is_about_claims).order_by(entry.id).limit(MOST_TURNED)
    told = (
        row_id if name == _CLAIMS else json.loads(image)["claim_id"] for name, row_id, image in session.execute(found)
    )
    return tuple(dict.fromkeys(claim_id for claim_id in told if claim_id is not None))


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


def _last_that(session: Session, link: str, step: Batch) -> Batch | None:
    """The newest batch that undid, or redid, a step; None where none did."""
    found = select(Batch).where(batch[link] == step.id).order_by(batch.id.desc()).limit(1)
    return session.execute(found).scalar()


def _take_back(session: Session, made: Batch, act: str) -> None:
    """Take back what a batch wrote, the last of it first; ``act`` names that in a refusal."""
    rows = session.execute(select(Entry).where(entry.batch_id == made.id).order_by(entry.id.desc())).scalars()
    _turn_all(session, [Turn(row, expected=row.after, wanted=row.before) for row in rows], act)


def _turn_all(session: Session, turns: Sequence[Turn], act: str) -> None:
    """Bring all rows to what they are to be again, in the order of the history; ``act`` names that in a refusal."""
    for run in _runs(turns):
        try:
            _turn_run(session, run)
        except Overtaken as error:
            raise EditConflict(overtaken_in_words(session, error, act)) from error
        except IntegrityError as error:
            raise EditConflict(refused_in_words(run, act)) from error
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


def _runs(turns: Sequence[Turn]) -> Iterator[list[Turn]]:
    """The turns, as many at a time as can be written in any order."""
    block: list[Turn] = []
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


def _layers(block: list[Turn]) -> Iterator[list[Turn]]:
    """Rows of one table that come or go, those that others point to apart: they come before these, and go after."""
    is_going = block[0].wanted is None
    depths: dict[int, int] = {}
    for turn in reversed(block) if is_going else block:
        depths[turn.row_id] = 1 + max((depths.get(other, -1) for other in turn.points_to), default=-1)
    layers: dict[int, list[Turn]] = {}
    for turn in block:
        layers.setdefault(depths[turn.row_id], []).append(turn)
    for depth in sorted(layers, reverse=is_going):
        yield layers[depth]


def _turn_run(session: Session, run: list[Turn]) -> None:
    """Bring rows of one table from what the history says they are to what they are to be again."""
    table = run[0].table
    rows: dict[int, Row] = {}
    for some in slices(turn.row_id for turn in run):
        rows |= {row.key: row for row in session.execute(select(table).where(columns_of(table).id.in_(some))).scalars()}
    used = _used(session, table, (turn.row_id for turn in run if turn.wanted is None))
    added: list[Values] = []
    for turn in run:
        now = rows.get(turn.row_id)
        if now is None:
            added += _again(turn)
        elif turn.wanted is None:
            _take_away(session, turn, now, used.get(turn.row_id))
        else:
            _write(turn, now)
    _bring_back_needed(session, table, [turn.brings for turn in run])
    session.flush()
    _insert_again(session, table, added)


def _bring_back_needed(session: Session, table: type[Row], images: Sequence[Image]) -> None:
    """Let names and sources be there again which rows point to now, and which somebody's undo took away meanwhile."""
    for key in columns_of(table):
        for shared in (one for one in SHARED if key.references(columns_of(one).id)):
            needed = {image[key.name] for image in images if image.get(key.name) is not None}
            for some in slices(needed):
                needed -= set(
                    session.execute(select(columns_of(shared).id).where(columns_of(shared).id.in_(some))).scalars()
                )
            if needed:
                gone = deleted_images(session, shared, needed, by_undo=True)
                for number in deleted_images(session, shared, needed):
                    # Somebody took it away on purpose, as when two names become one.
                    del gone[number]
                _bring_back_needed(session, shared, list(gone.values()))
                _insert_again(session, shared, [shared.model_validate(image).model_dump() for image in gone.values()])


def _insert_again(session: Session, table: type[Row], rows: Sequence[Values]) -> None:
    """Write rows that come back, each with its number and a version that it never had."""
    last = _last_versions(session, str(table.__tablename__), (row["id"] for row in rows))
    for row in rows:
        # A form that was opened before the row went must not take the row that came back for the one it read.
        row |= {"version": last.get(row["id"], 0) + 1, "updated_at": written_at(session)}
    insert_rows(session, table, rows)


def _again(turn: Turn) -> list[Values]:
    """The values of a row that comes back; none for one that is to be gone as it is, or that was but touched."""
    if turn.wanted is None or turn.only_touches:
        return []
    if turn.expected is not None:
        raise Overtaken(turn, how="was taken away")
    return [turn.table.model_validate(turn.wanted).model_dump()]


def _take_away(session: Session, turn: Turn, now: Row, user: type[Row] | None) -> None:
    """Delete a row, unless others changed or use it by now: it stays if it is shared, else that is refused."""
    columns = turn.differing_columns(image_of(now), turn.expected)
    if not columns and user is None:
        session.delete(now)
    elif not turn.is_shared:
        raise Overtaken(turn, columns, used_by=user)


def _write(turn: Turn, now: Row) -> None:
    """Write what the step changed of a row that is there, and nothing that others wrote into it since."""
    if turn.expected is None:
        if not turn.is_shared and turn.differing_columns(image_of(now), turn.wanted):
            raise Overtaken(turn, how="was made anew")
        return
    names = turn.columns_to_write(image_of(now))
    again = turn.table.model_validate(turn.wanted)
    for name in names:
        setattr(now, name, getattr(again, name))
    if not names:
        # It is touched as the step touched it, so that a form opened before notices that the row's surroundings have
        # changed.
        now.updated_at = None


def _used(session: Session, table: type[Row], row_ids: Iterable[int]) -> dict[int, type[Row]]:
    """Those of these rows to which a row of any table still points, with one such table."""
    pointing = [(other, key) for other in WRITTEN_TABLES for key in columns_of(other) if key.foreign_keys]
    pointing = [(other, key) for other, key in pointing if key.references(columns_of(table).id)]
    used: dict[int, type[Row]] = {}
    for some in slices(row_ids):
        for other, key in pointing:
            used |= dict.fromkeys(session.execute(select(key).where(key.in_(some)).distinct()).scalars(), other)
    return used


def _last_versions(session: Session, table_name: str, row_ids: Iterable[int]) -> dict[int, int]:
    """The version that each of these rows had when it was deleted last."""
    last: dict[int, int] = {}
    for some in slices(row_ids):
        gone = (entry.table_name == table_name, entry.row_id.in_(some), entry.after.is_(None))
        found = session.execute(select(entry.row_id, entry.before).where(*gone).order_by(entry.id))
        last |= {row_id: int(json.loads(before)["version"]) for row_id, before in found}
    return last
