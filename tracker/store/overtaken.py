"""Why a step cannot be taken back or made again: what others did to which row, and what can be done about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.claims.model import Claim
from tracker.display import recognisable
from tracker.store.journal import writer
from tracker.store.tables import batch, entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from tracker.store.images import Image
    from tracker.store.turned_rows import Overtaken, Turn


_NAMED_BY = ("name", "title", "url", "opened_from")
"""The columns by which a user knows a row, as far as it has them."""


def overtaken_in_words(session: Session, overtaken: Overtaken, act: str) -> str:
    """Why ``act`` is refused for a row that others have changed, used or taken away."""
    what = _in_words(overtaken.turn, overtaken.turn.expected)
    if overtaken.used_by is not None and not overtaken.columns:
        return _refusal(f"{what} is needed by a {overtaken.used_by.called} since then", act, overtaken.turn)
    how = "was changed" if overtaken.columns else overtaken.how
    return _refusal(f"{what} {how} since then{_by_whom(session, overtaken)}", act, overtaken.turn)


def refused_in_words(run: Sequence[Turn], act: str) -> str:
    """Why ``act`` is refused where the database takes one of these rows no more."""
    turn = run[0]
    # Names are what rows may be refused for, and else what they point to.
    is_for_name = "name_key" in turn.table.model_fields
    image = turn.wanted if is_for_name else turn.expected
    what = _in_words(turn, image) if len(run) == 1 else f"One {turn.table.called} of {len(run):,}"
    how = "was made anew" if is_for_name else "needs what was taken away"
    return _refusal(f"{what} {how} since then", act, turn)


def _refusal(happened: str, act: str, turn: Turn) -> str:
    may_be_trashed = turn.table is Claim and turn.wanted is None
    instead = "move the claim to the trash instead" if may_be_trashed else "change it by hand"
    told = f"{happened[0].upper()}{happened[1:]}: {act} would overwrite that. Nothing was written."
    return f"{told} Have that taken back first, or {instead}."


def _in_words(turn: Turn, image: Image | None) -> str:
    """A row as a user knows it who knows this image of it: by its name, or by the claim that it belongs to."""
    image = image or turn.expected or turn.wanted or {}
    kind = turn.table.called
    if turn.table is Claim:
        return f"claim {turn.row_id} {recognisable(image['statement'])}"
    if image.get("claim_id") is not None:
        return f"the {kind.removesuffix(' of a claim')} of claim {image['claim_id']}"
    name = next((image[column] for column in _NAMED_BY if image.get(column)), "")
    return f"the {kind} {recognisable(name)}" if name else f"a {kind}"


def _by_whom(session: Session, overtaken: Overtaken) -> str:
    """Who else wrote something else into these columns last, or made or took away the row, and in which step."""
    turn, columns = overtaken.turn, overtaken.columns or {"id"}
    since = (
        select(entry.before, entry.after, batch.made_by, batch.step)
        .join_from(entry.id.table, batch.id.table, batch.id == entry.batch_id)
        .where(entry.table_name == turn.table_name, entry.row_id == turn.row_id, entry.batch_id > turn.batch_id)
        .where(batch.made_by != writer(session))
        .order_by(entry.id.desc())
    )
    for before, after, made_by, step in session.execute(since):
        images = [json.loads(image) if image else {} for image in (before, after)]
        if any(images[0].get(name) != images[1].get(name) for name in columns):
            return f" by {made_by} ({step})"
    return ""
