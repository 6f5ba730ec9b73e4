"""A damaged file's rows brought into a new file: what the tables still hold, and what the history tells of the rest.

Each row is kept twice, in its table and in the step that wrote it last, so that a lost page costs nothing as a rule.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sqlalchemy import delete, insert, select, text, update

from tracker.claims.model import WRITTEN_TABLES, Entry, Row, instant_text
from tracker.store.archive import Archive
from tracker.store.chain import Link
from tracker.store.damaged_files import read_damaged
from tracker.store.doctor import repair, set_counter
from tracker.store.images import image_of
from tracker.store.journal import change, writer, written_at
from tracker.store.salvaged_history import SalvagedHistory
from tracker.store.tables import WRITTEN_BY_NAME, columns_of
from tracker.store.whole_files import new_copy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlmodel import Session

    from tracker.store.chain import Change
    from tracker.store.damaged_files import DamagedDatabase
    from tracker.store.raw_pages import RawPages
    from tracker.store.salvaged_history import Told

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many rows each table has in the new file, how many of them only the history knew, and how many are lost."""

    rows: Mapping[str, int]
    from_history: int
    lost: int


def salvage(damaged: Path, target: Path) -> Salvaged:
    """Read a damaged file, which is not touched, into a new one. Raises DatabaseTrouble when nothing can be read."""
    with (
        read_damaged(damaged) as source,
        new_copy(target, has_checksum=False) as part,
        Archive.open(str(part)) as archive,
    ):
        salvaged = archive.run(_fill, source)
        repair(archive)
    return salvaged


@change
def _fill(session: Session, source: DamagedDatabase | RawPages) -> Salvaged:
    """Write the rows, then the history, with one more step for what it did not say of them."""
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    history = SalvagedHistory(source)
    told = history.told()
    written: dict[str, int] = {}
    from_history = lost = 0
    for table in WRITTEN_TABLES:
        name = str(table.__tablename__)
        choice = _Choice(table, source, {row_id: one for (of, row_id), one in told.items() if of == name})
        written[name] = _insert(session, table, choice.rows)
        from_history += choice.from_history
        lost += choice.lost + len(choice.rows) - written[name]
        set_counter(session, name, max((source.highest_number(name), *choice.rows, *choice.told), default=0))
    cut = _cut_loose_ends(session)
    changes = list(_untold(session, told))
    lost += sum(cut.values())
    step = f"salvage {sum(written.values()) - lost:,} rows from a damaged file"
    mine = Link(0, instant_text(written_at(session)), writer(session), step, None, None, "")
    _write_history(session, history.made_anew(*([(mine, changes)] if changes else [])))
    return Salvaged({name: count - cut[name] for name, count in written.items()}, from_history, lost)


class _Choice:
    """The rows of a table as they were last, by what the table holds and what the history tells of each."""

    def __init__(self, table: type[Row], source: DamagedDatabase | RawPages, told: Mapping[int, Told]) -> None:
        self.told = told
        self.rows: dict[int, Row] = {}
        self.from_history = self.lost = 0
        read = {row["id"]: _valid(table, row) for row in source.rows(str(table.__tablename__)) if row.get("id")}
        for row_id in sorted(read.keys() | told.keys()):
            row, one = read.get(row_id), told.get(row_id)
            image = _valid(table, one.image) if one else None
            if one is None or (row is not None and _is_newer(row, one)):
                chosen = row
            else:
                chosen = image
                self.from_history += chosen is not None and row is None
            if chosen is not None:
                self.rows[row_id] = chosen
            elif one is None or one.image:
                self.lost += 1


def _is_newer(row: Row, told: Told) -> bool:
    """Whether the table's row is to be trusted: the history's last word is older, or of a step that is not whole."""
    return row.version > told.version or (row.version == told.version and not told.is_whole)


def _valid(table: type[Row], values: Mapping[str, Any] | None) -> Row | None:
    """The row that some values make; None where they make none."""
    try:
        return table.model_validate(values) if values else None
    except (ValidationError, ValueError):
        return None


def _insert(session: Session, table: type[Row], rows: Mapping[int, Row]) -> int:
    """Write rows past the recorder, since their history comes along; how many. One whose name is taken is left out."""
    values = [row.model_dump() for row in rows.values()]
    before = session.execute(text("SELECT total_changes()")).scalar_one()
    for start in range(0, len(values), _AT_ONCE):
        session.execute(insert(table).prefix_with("OR IGNORE"), values[start : start + _AT_ONCE])
    return int(session.execute(text("SELECT total_changes()")).scalar_one() - before)


def _cut_loose_ends(session: Session) -> Counter[str]:
    """Let rows point to nothing where what they pointed to is lost; how many of each table cannot be without."""
    cut: Counter[str] = Counter()
    while broken := session.execute(text("PRAGMA foreign_key_check")).all():
        for name, row_id, _parent, key in broken:
            keys = session.execute(text(f'PRAGMA foreign_key_list("{name}")')).mappings()
            column = next(one["from"] for one in keys if one["id"] == key)
            columns = columns_of(WRITTEN_BY_NAME[name])
            if columns[column].nullable:
                session.execute(update(WRITTEN_BY_NAME[name]).where(columns.id == row_id).values({column: None}))
            else:
                session.execute(delete(WRITTEN_BY_NAME[name]).where(columns.id == row_id))
                cut[name] += 1
    return cut


def _untold(session: Session, told: Mapping[tuple[str, int], Told]) -> Iterator[Change]:
    """What the history does not say of the rows as they are now."""
    for table in WRITTEN_TABLES:
        name = str(table.__tablename__)
        images = {row_id: one.image for (of, row_id), one in told.items() if of == name}
        for row in session.execute(select(table).order_by(columns_of(table).id)).scalars():
            before, after = images.pop(row.key, None), image_of(row)
            if before is None or any(after.get(column) != value for column, value in before.items()):
                yield name, row.key, _dumped(before), _dumped(after)
        yield from ((name, row_id, _dumped(before), None) for row_id, before in images.items() if before)
        session.expunge_all()


_BATCH = text(
    "INSERT INTO journal_batch (id, made_at, made_by, step, undoes_id, redoes_id, digest) "
    "VALUES (:id, :made_at, :made_by, :step, :undoes_id, :redoes_id, :digest)"
)


def _write_history(session: Session, steps: Iterator[tuple[Link, list[Change]]]) -> None:
    for link, changes in steps:
        session.execute(_BATCH, link._asdict())
        names = ("table_name", "row_id", "before", "after")
        entries = [{"batch_id": link.id, **dict(zip(names, one, strict=True))} for one in changes]
        for start in range(0, len(entries), _AT_ONCE):
            session.execute(insert(Entry), entries[start : start + _AT_ONCE])


def _dumped(image: dict[str, Any] | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False, sort_keys=True)
