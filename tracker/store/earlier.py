"""Claims as they were at an earlier version, worked out from the history: what stood in a file when it was written.

Whatever is changed around a claim raises its version too, so that the steps after a version hold all that moved since.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from tracker.claims.model import (
    Citation,
    Claim,
    ClaimTag,
    ClaimText,
    Source,
    Speaker,
    Subject,
    Tag,
)
from tracker.claims.sources import QUOTE_FIELDS, SOURCE_FIELDS
from tracker.claims.vocabulary import Role
from tracker.store.images import Image, image_of
from tracker.store.journal import deleted_images
from tracker.store.tables import batch, columns_of, entry
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlmodel import Session

    from tracker.claims.model import Credence, Row, VerdictRow
    from tracker.store.records import Record

_AROUND = ("citation", "claim_tag")


class RowStep(NamedTuple):
    """One row that a step wrote, before and after."""

    batch_id: int
    table_name: str
    row_id: int
    before: Image | None
    after: Image | None


def claims_at_versions(session: Session, versions: Mapping[int, int]) -> dict[int, Record]:
    """What was written down about claims at these versions, field by field as in their records.

    Those of which the history does not know it lack.
    """
    images, since = {}, {}
    for claim_id, states in _own_states(session, versions).items():
        at = [batch for batch, image in states.items() if image and image["version"] == versions[claim_id]]
        if at:
            images[claim_id] = Claim.model_validate(states[at[-1]])
            since[claim_id] = {batch for batch in states if batch > at[-1]}
    around = _steps_around(session, since)
    tags, cited = rows_of(session, ClaimTag, images), rows_of(session, Citation, images)
    for claim_id, batches in since.items():
        for rows, table_name in ((tags, "claim_tag"), (cited, "citation")):
            theirs = rows[claim_id]
            take_back((step for step in around[table_name, claim_id] if step.batch_id in batches), theirs)
            rows[claim_id] = {number: image for number, image in theirs.items() if image["claim_id"] == claim_id}
    stating = {claim_id: _first_stating(cited[claim_id].values()) for claim_id in images}
    sources = SharedRows(session, Source, (image["source_id"] for image in stating.values() if image))
    speakers = SharedRows(session, Speaker, (row.speaker_id for row in images.values()))
    subjects = SharedRows(session, Subject, (row.subject_id for row in images.values()))
    tag_names = SharedRows(session, Tag, (image["tag_id"] for rows in tags.values() for image in rows.values()))
    found: dict[int, Record] = {}
    for claim_id, row in images.items():
        later = min(since[claim_id], default=None)
        told = _own_fields(row)
        told["speaker"], told["subject"] = speakers.name(row.speaker_id, later), subjects.name(row.subject_id, later)
        told["tags"] = tuple(tag_names.name(image["tag_id"], later) for _, image in sorted(tags[claim_id].items()))
        image = stating[claim_id] or {}
        found[claim_id] = told | _citation_fields(image, sources.before(image.get("source_id"), later))
    return found


def spans_of_versions(session: Session, versions: Mapping[int, int]) -> dict[int, tuple[int, int | None]]:
    """For claims the step that first wrote these versions, and the one that wrote what came after them, if any did.

    Those of which the history does not know it lack.
    """
    found: dict[int, tuple[int, int | None]] = {}
    for claim_id, states in _own_states(session, versions).items():
        at = [batch for batch, image in states.items() if image and image["version"] == versions[claim_id]]
        if at:
            found[claim_id] = (at[0], min((batch for batch in states if batch > at[-1]), default=None))
    return found


class SharedRows:
    """Rows that many claims point to, as they were.

    One that a claim points to no more may have been changed since without a word to the claim.
    """

    def __init__(self, session: Session, table: type[Row], numbers: Iterable[int | None]) -> None:
        self._rows = _by_number(session, table, numbers)
        self._steps = _edits_of(session, table, self._rows)

    def before(self, number: int | None, batch_id: int | None) -> Image | None:
        """A row as it was before a batch, or as it is now; None where there was none."""
        if number is None or number not in self._rows:
            return None
        row = {number: self._rows[number]}
        take_back((step for step in self._steps[number] if batch_id and step.batch_id >= batch_id), row)
        return row.get(number)

    def name(self, number: int | None, batch_id: int | None) -> str:
        """The name of the row then; empty where there was none."""
        row = self.before(number, batch_id)
        return str(row["name"]) if row else ""


def _own_fields(row: Claim) -> Record:
    told: Record = {name: getattr(row, name) for name in ClaimText.model_fields}
    return told | {"kind": row.kind.value, "revises": row.revises_id, "depends_on": row.depends_on_id}


def _citation_fields(image: Image, source: Image | None) -> Record:
    row = Source.model_validate(source) if source else Source()
    told: Record = {name: image.get(name, "") for name in QUOTE_FIELDS}
    return told | {f"source_{name}": getattr(row, name) for name in SOURCE_FIELDS}


def _first_stating(images: Iterable[Image]) -> Image | None:
    stating = (image for image in images if image["role"] == Role.STATES)
    return min(stating, key=lambda image: int(image["id"]), default=None)


def take_back(steps: Iterable[RowStep], rows: dict[int, Image]) -> None:
    """Make of rows what they were before these steps, which come newest first."""
    for step in steps:
        if step.before is None:
            rows.pop(step.row_id, None)
        else:
            rows[step.row_id] = step.before


def _own_states(session: Session, claim_ids: Iterable[int]) -> dict[int, dict[int, Image | None]]:
    """For each claim what its own row was after each batch that wrote it, oldest first."""
    found: dict[int, dict[int, Image | None]] = defaultdict(dict)
    for some in slices(claim_ids):
        for step in row_steps(session, (entry.table_name == "claim", entry.row_id.in_(some))):
            # A batch may write a row twice: what it leaves counts.
            found[step.row_id][step.batch_id] = step.after
    return found


def _steps_around(session: Session, since: Mapping[int, set[int]]) -> dict[tuple[str, int], list[RowStep]]:
    """What was done in the claims' batches to their citations and tags, newest first: by the table and the claim.

    What moves a row from one claim to another was done to both.
    """
    found: dict[tuple[str, int], list[RowStep]] = defaultdict(list)
    for some in slices({batch_id for batches in since.values() for batch_id in batches}):
        for step in row_steps(session, (entry.batch_id.in_(some), entry.table_name.in_(_AROUND))):
            for claim_id in {image["claim_id"] for image in (step.before, step.after) if image}:
                found[step.table_name, claim_id].append(step)
    for steps in found.values():
        steps.reverse()
    return found


def _edits_of(session: Session, table: type[Row], numbers: Iterable[int]) -> dict[int, list[RowStep]]:
    """What was done to each of these rows, newest first."""
    found: dict[int, list[RowStep]] = defaultdict(list)
    for some in slices(numbers):
        for step in row_steps(session, (entry.table_name == table.__tablename__, entry.row_id.in_(some))):
            found[step.row_id].append(step)
    for steps in found.values():
        steps.reverse()
    return found


def row_steps(session: Session, of_these: Sequence[Any]) -> Iterator[RowStep]:
    """What was done to the rows that these conditions tell, oldest first."""
    columns = (entry.batch_id, entry.table_name, entry.row_id, entry.before, entry.after)
    for batch_id, table_name, row_id, before, after in session.execute(
        select(*columns).where(*of_these).order_by(entry.id)
    ):
        yield RowStep(batch_id, table_name, row_id, _image(before), _image(after))


def _image(text: str | None) -> Image | None:
    return None if text is None else dict(json.loads(text))


def rows_of(
    session: Session, table: type[ClaimTag | Citation | VerdictRow | Credence], claim_ids: Iterable[int]
) -> dict[int, dict[int, Image]]:
    """The rows that belong to each claim now, by their numbers."""
    found: dict[int, dict[int, Image]] = defaultdict(dict)
    for some in slices(claim_ids):
        rows = session.execute(select(table).where(columns_of(table).claim_id.in_(some))).scalars()
        for row in rows:
            found[row.claim_id][row.key] = image_of(row)
    return found


def undone_rows(
    session: Session, table: type[VerdictRow | Credence], claim_ids: Iterable[int]
) -> dict[int, dict[int, Image]]:
    """The rows that belonged to each claim once and that somebody took back, as they were, by their numbers."""
    wanted, found = set(claim_ids), defaultdict[int, dict[int, Image]](dict)
    asked = (
        select(entry.row_id, entry.before)
        .join_from(entry.id.table, batch.id.table, batch.id == entry.batch_id)
        .where(batch.undoes_id.is_not(None), entry.table_name == table.__tablename__, entry.after.is_(None))
        .order_by(entry.id)
    )
    for row_id, before in session.execute(asked):
        image: Image = json.loads(before)
        if image["claim_id"] in wanted:
            found[image["claim_id"]][row_id] = image
    return found


def _by_number(session: Session, table: type[Row], numbers: Iterable[int | None]) -> dict[int, Image]:
    """The rows of these numbers as they are; those that are gone, as with a name that was merged, as they were."""
    wanted = {number for number in numbers if number is not None}
    found: dict[int, Image] = {}
    for some in slices(wanted):
        rows = session.execute(select(table).where(columns_of(table).id.in_(some))).scalars()
        found |= {row.key: image_of(row) for row in rows}
    return found | deleted_images(session, table, wanted - found.keys(), by_undo=True)
