"""What each step of its history changed of a claim.

What stood before and after a step is worked out from the rows as they are: what the steps did to them is taken back,
the newest step first. However many claims a step wrote, only what it did to this one is read.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from tracker.claims.changed import Change
from tracker.claims.deadlines import DEADLINE_FIELDS
from tracker.claims.model import Citation, ClaimTag, ClaimText, Credence, Source, Speaker, Subject, Tag, VerdictRow
from tracker.claims.sources import SOURCE_FIELDS, SourceFields
from tracker.store.claim_rows import claim_row
from tracker.store.earlier import RowStep, SharedRows, row_steps, rows_of, take_back
from tracker.store.images import image_of
from tracker.store.queries import claim_card
from tracker.store.tables import entry
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlmodel import Session

    from tracker.claims.model import Claim
    from tracker.store.images import Image
    from tracker.store.records import Record
    from tracker.store.rows import ClaimCard

Rows: TypeAlias = "dict[str, dict[int, Image]]"
"""A claim's own row and those around it, by their tables and numbers."""

Told: TypeAlias = "tuple[Record, dict[int, Record]]"
"""What is told of a claim, and of each of its sources by the number of its citation."""

_AROUND = (ClaimTag, Citation, VerdictRow, Credence)
_TABLES = {str(table.__tablename__): table for table in _AROUND}
_OWN_FIELDS = (*DEADLINE_FIELDS, *(name for name in ClaimText.model_fields if name not in DEADLINE_FIELDS))
"""The fields of a claim's own row: of a step that changed many of them, what it did to the deadline is told first."""

_QUOTED = ("quote", "via")


def whole_card(session: Session, claim_id: int, today: date) -> ClaimCard:
    """All that is known of a claim, with what each step changed of it. Raises InvalidInput when there is none."""
    card = claim_card(session, claim_id, today)
    changes = _changes(session, claim_row(session, claim_id), [step.batch_id for step in card.history])
    return card._replace(history=tuple(step._replace(changes=changes[step.batch_id]) for step in card.history))


def _changes(session: Session, claim: Claim, batches: Sequence[int]) -> dict[int, tuple[Change, ...]]:
    """What each of these steps, which come newest first, changed of a claim; nothing of one that made the claim."""
    rows: Rows = {"claim": {claim.key: image_of(claim)}}
    rows |= {name: rows_of(session, table, [claim.key])[claim.key] for name, table in _TABLES.items()}
    steps = _row_steps(session, claim.key, rows, batches)
    around = _Around(session, rows, [step for of_batch in steps.values() for step in of_batch])
    found: dict[int, tuple[Change, ...]] = {}
    for number in batches:
        after = around.told(claim.key, rows, number + 1)
        for step in reversed(steps[number]):
            take_back([step], rows[step.table_name])
        before = around.told(claim.key, rows, number)
        found[number] = tuple(_differences(before, after)) if before and after else ()
    return found


def _row_steps(session: Session, claim_id: int, rows: Rows, batches: Sequence[int]) -> dict[int, list[RowStep]]:
    """What these steps did to the claim's rows, by the step, in their order."""
    found: dict[int, list[RowStep]] = defaultdict(list)
    gone: Mapping[str, set[int]] = {}
    for name, there in rows.items():
        for some in slices({*there, *gone.get(name, ())}):
            # As a sum, so that the index of rows is asked: that of steps would lead through all that they wrote.
            of_these = (entry.batch_id + 0).in_(batches)
            for step in row_steps(session, (entry.table_name == name, entry.row_id.in_(some), of_these)):
                found[step.batch_id].append(step)
        if name == "claim":
            # Whatever is deleted around a claim touches its own row.
            edits = [number for number, steps in found.items() if all(step.before and step.after for step in steps)]
            gone = _deleted(session, claim_id, edits)
    return found


def _deleted(session: Session, claim_id: int, batches: Sequence[int]) -> Mapping[str, set[int]]:
    """The rows around a claim that these steps deleted, by their tables."""
    # No index tells whose a deleted row was; that none is left afterwards is seen without reading any text.
    asked = (
        entry.batch_id.in_(batches),
        entry.table_name.in_(_TABLES),
        entry.after.is_(None),
        entry.before.contains(f'"claim_id": {claim_id},', autoescape=True),
    )
    found: dict[str, set[int]] = defaultdict(set)
    for step in row_steps(session, asked):
        found[step.table_name].add(step.row_id)
    return found


class _Around:
    """The names, tags and sources that a claim pointed to, as they were."""

    def __init__(self, session: Session, rows: Rows, steps: Iterable[RowStep]) -> None:
        numbers: dict[str, set[int | None]] = defaultdict(set)
        images = [image for of_table in rows.values() for image in of_table.values()]
        images += [image for step in steps for image in (step.before, step.after) if image]
        for image in images:
            for key in ("speaker_id", "subject_id", "tag_id", "source_id"):
                numbers[key].add(image.get(key))
        self._speakers = SharedRows(session, Speaker, numbers["speaker_id"])
        self._subjects = SharedRows(session, Subject, numbers["subject_id"])
        self._tags = SharedRows(session, Tag, numbers["tag_id"])
        self._sources = SharedRows(session, Source, numbers["source_id"])

    def told(self, claim_id: int, rows: Rows, later: int) -> Told | None:
        """What was told of a claim before a step ``later``; None where it was not there."""
        if claim_id not in rows["claim"]:
            return None
        # Not validated: a row that another program made too long must still be shown.
        row = rows["claim"][claim_id]
        theirs = {name: _of_claim(claim_id, rows[name]) for name in _TABLES}
        decided, stated = _newest(theirs["verdict"]), _newest(theirs["credence"])
        fields = {
            **{name: row.get(name) or "" for name in _OWN_FIELDS},
            "speaker": self._speakers.name(row["speaker_id"], later),
            "subject": self._subjects.name(row["subject_id"], later),
            "revises": row["revises_id"],
            "depends_on": row["depends_on_id"],
            "tags": tuple(self._tags.name(image["tag_id"], later) for image in theirs["claim_tag"].values()),
            **{name: decided.get(name) or "" for name in ("verdict", "occurred_on", "reason")},
            "credence": stated.get("probability"),
            "in_trash": row.get("trashed_at") is not None,
        }
        return fields, {number: self._cited(image, later) for number, image in theirs["citation"].items()}

    def _cited(self, image: Image, later: int) -> Record:
        source = self._sources.before(image["source_id"], later) or {}
        told: Record = {name: source.get(name) or "" for name in SOURCE_FIELDS}
        published_on = date.fromisoformat(told["published_on"]) if told["published_on"] else None
        return {
            "source": SourceFields(**{**told, "published_on": published_on}).citation(),
            **{name: image.get(name) or "" for name in _QUOTED},
            **{f"source_{name}": value for name, value in told.items()},
        }


def _of_claim(claim_id: int, rows: Mapping[int, Image]) -> dict[int, Image]:
    """Those rows that were the claim's, in their order: one that moved to it was another's before."""
    return {number: image for number, image in sorted(rows.items()) if image["claim_id"] == claim_id}


def _newest(rows: Mapping[int, Image]) -> Image:
    return rows[max(rows)] if rows else {}


def _differences(before: tuple[Record, dict[int, Record]], after: tuple[Record, dict[int, Record]]) -> Iterator[Change]:
    """What is told in another way after a step; of its sources also which were added or taken off."""
    yield from _fields_that_differ(before[0], after[0])
    for number in sorted(before[1].keys() | after[1].keys()):
        was, now = before[1].get(number), after[1].get(number)
        if was and now:
            yield from (change for change in _fields_that_differ(was, now) if change.field != "source")
        else:
            nothing = dict.fromkeys(("source", *_QUOTED), "")
            yield from _fields_that_differ(_in_short(was) or nothing, _in_short(now) or nothing)


def _in_short(cited: Record | None) -> Record:
    """A source as it is cited, with its words."""
    return {name: cited[name] for name in ("source", *_QUOTED)} if cited else {}


def _fields_that_differ(before: Record, after: Record) -> Iterator[Change]:
    return (Change(name, before[name], value) for name, value in after.items() if value != before[name])
