"""Rows of an export beside the rows that are kept under their numbers: which fields differ, and who changed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from tracker.claims.typed import is_same_number
from tracker.display import display, recognisable
from tracker.errors import InvalidInput
from tracker.store.incoming.plan import Difference, State
from tracker.store.journal import deleted_images, images_at_versions
from tracker.store.tables import columns_of, with_derived
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from tracker.claims.model import Row
    from tracker.store.images import Image
    from tracker.store.incoming.plan import Place
    from tracker.store.inserting import Values

_BOOKKEEPING = {"id", "version", "created_at", "updated_at"}
_TITLES = ("statement", "name", "title", "quote", "url")


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """One row: where it stands and the values of the columns that the file has, its number always among them."""

    place: Place
    values: Values


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the file that is not the same as what is kept; ``kept`` is None for a new one.

    ``is_gone`` says of one that is not kept that somebody deleted it since the file was written.
    """

    table: type[Row]
    row: IncomingRow
    kept: Values | None
    differences: tuple[Difference, ...] = ()
    is_gone: bool = False

    @property
    def number(self) -> int:
        """The row's number."""
        return int(self.row.values["id"])

    @property
    def state(self) -> State:
        """How it stands to what is kept, if nothing is wrong with it."""
        if self.kept is None:
            return State.CONFLICT if self.is_gone else State.NEW
        is_conflict = any(difference.is_conflict for difference in self.differences)
        return State.CONFLICT if is_conflict else State.CHANGED

    @property
    def changes(self) -> Values:
        """The values that would be written into the row that is kept."""
        return with_derived(self.table, {difference.field: difference.there for difference in self.differences})

    @property
    def after(self) -> Values:
        """The row as it would be."""
        return with_derived(self.table, self.row.values) if self.kept is None else {**self.kept, **self.changes}

    @property
    def name(self) -> str:
        """``claim 7 “It ships”``."""
        told = {**(self.kept or {}), **self.row.values}
        title = next((text for name in _TITLES if (text := told.get(name))), "")
        shown = f" {recognisable(display(str(title)))}" if title else ""
        return f"{str(self.table.__tablename__).replace('_', ' ')} {self.number}{shown}"


class Candidates(NamedTuple):
    """The rows that are new or differ, and how many are older than what is kept and were not edited: these stay."""

    rows: list[Candidate]
    outdated: int


def candidates_among(session: Session, table: type[Row], rows: Sequence[IncomingRow]) -> Candidates:
    """Compare rows with those that are kept. Raises InvalidInput for rows of another database."""
    kept = _kept(session, table, rows)
    for row in rows:
        _check_identity(table, row, kept.get(row.values["id"]))
    differing = [row for row in rows if _differs(row.values, kept.get(row.values["id"]))]
    earlier = _earlier(session, table, differing, kept)
    gone = deleted_images(session, table, {row.values["id"] for row in differing} - kept.keys())
    found: list[Candidate] = []
    for row in differing:
        number = row.values["id"]
        if here := kept.get(number):
            if differences := _differences(row.values, here, earlier.get(number)):
                found.append(Candidate(table, row, here, differences))
        elif number in gone:
            before = _as_values(table, gone[number])
            edits = {name: there for name, there in row.values.items() if not _is_same(there, before[name])}
            if edits.keys() - _BOOKKEEPING:
                told = (Difference(name, before[name], there, is_conflict=True) for name, there in edits.items())
                found.append(Candidate(table, row, None, tuple(told), is_gone=True))
        else:
            found.append(Candidate(table, row, None))
    return Candidates(found, len(differing) - len(found))


def _kept(session: Session, table: type[Row], rows: Sequence[IncomingRow]) -> dict[int, Values]:
    """The rows that are kept under these numbers."""
    columns, kept = columns_of(table), {}
    for some in slices({row.values["id"] for row in rows}):
        found = session.execute(select(*columns).where(columns.id.in_(some))).mappings()
        kept.update({row["id"]: dict(row) for row in found})
    return kept


def _check_identity(table: type[Row], row: IncomingRow, kept: Values | None) -> None:
    """A number means another row in another database; the moment at which a row was written down tells them apart."""
    told = row.values.get("created_at")
    if kept is not None and told is not None and told != kept["created_at"]:
        what = f"{str(table.__tablename__).replace('_', ' ')} {row.values['id']}"
        raise InvalidInput(
            f"{row.place} is of another database: its {what} is not the one that is kept here. "
            "Import it into an empty database, or import its report “claims”."
        )


def _differs(told: Values, kept: Values | None) -> bool:
    return kept is None or any(
        not _is_same(value, kept[name]) for name, value in told.items() if name not in _BOOKKEEPING
    )


def _is_same(told: Any, kept: Any) -> bool:
    """Whether two values say the same: the program that wrote a file ends lines, and cuts digits, its way."""
    if isinstance(told, float) and isinstance(kept, float):
        return is_same_number(told, kept)
    return bool(told == kept) or (isinstance(kept, str) and told == kept.replace("\r\n", "\n"))


def _earlier(
    session: Session, table: type[Row], rows: Sequence[IncomingRow], kept: dict[int, Values]
) -> dict[int, Values]:
    """Those rows as they were when the file was written, if the history knows; as they are, if they have not moved."""
    written = {row.values["id"]: row.values.get("version") for row in rows if row.values["id"] in kept}
    unmoved = {number for number, version in written.items() if version in {None, kept[number]["version"]}}
    moved = {number: version for number, version in written.items() if version and number not in unmoved}
    images = images_at_versions(session, table, moved)
    earlier = {number: _as_values(table, image) for number, image in images.items()}
    return {number: kept[number] for number in unmoved} | earlier


def _as_values(table: type[Row], image: Image) -> Values:
    """A row of the history with its values as the table has them."""
    return table.model_validate(image).model_dump()


def _differences(told: Values, here: Values, before: Values | None) -> tuple[Difference, ...]:
    """The fields that were edited in the file, and whether somebody changed them here too since it was written.

    Where nobody knows what was in the file at first, every field that differs is contested.
    """
    return tuple(
        Difference(name, here[name], there, is_conflict=before is None or here[name] != before[name])
        for name, there in told.items()
        if name not in _BOOKKEEPING and not _is_same(there, here[name])
        if before is None or not _is_same(there, before[name])
    )
