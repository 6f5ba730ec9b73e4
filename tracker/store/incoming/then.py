"""What the archive said of decisions and probabilities when a file was written, as far as that can be known.

The version of a claim moves with what is written down about it, not with decisions and probabilities. But each was
written in some step, and so was each version: a file was written after the steps of the versions that it holds, and
before those that moved them on.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from tracker.claims.model import Credence, VerdictRow
from tracker.store.earlier import spans_of_versions, undone_rows
from tracker.store.tables import columns_of, entry
from tracker.store.threads import slices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlmodel import Session

_TOLD: dict[type[VerdictRow | Credence], tuple[str, tuple[str, ...]]] = {
    VerdictRow: ("id", ("id",)),
    Credence: ("probability", ("stated_on", "id")),
}
"""What is told of the rows of a table, and by what they came to stand one after the other."""


class _Span(NamedTuple):
    """A row of a file was written after the step ``since``, and before the step ``until`` if that is known."""

    since: int = 0
    until: int | None = None

    def holds(self, step: int) -> bool:
        """Whether a step may have come before the file was written, and was not there when the span began."""
        return self.since < step and (self.until is None or step < self.until)


@dataclass(frozen=True, slots=True)
class Then:
    """For each claim that a file tells of what may have stood when it was written, oldest first; None for nothing.

    ``decisions`` are numbers of decisions, ``credences`` probabilities. Claims lack of which only what stands by now
    can have been in the file.
    """

    decisions: Mapping[int, Sequence[int | None]] = field(default_factory=dict)
    credences: Mapping[int, Sequence[float | None]] = field(default_factory=dict)


def known_then(session: Session, versions: Mapping[int, int], doubtful: Iterable[int]) -> Then:
    """What may have stood about the ``doubtful`` claims, by the versions that a file tells of all its claims."""
    asked = sorted(versions.keys() & set(doubtful))
    if not asked:
        return Then()
    spans = _spans(session, versions)
    return Then(_stood(session, VerdictRow, asked, spans), _stood(session, Credence, asked, spans))


def _spans(session: Session, versions: Mapping[int, int]) -> Mapping[int, _Span]:
    """When each row was written: all at one moment, unless somebody put rows of several files together."""
    found = {number: _Span(*span) for number, span in spans_of_versions(session, versions).items()}
    ends = [span.until for span in found.values() if span.until is not None]
    whole = _Span(max((span.since for span in found.values()), default=0), min(ends, default=None))
    if whole.until is None or whole.since < whole.until:
        found = dict.fromkeys(found, whole)
    return found


def _stood(
    session: Session, table: type[VerdictRow | Credence], claim_ids: Sequence[int], spans: Mapping[int, _Span]
) -> dict[int, list[Any]]:
    """What the newest row of each claim may have told at the moment of the file."""
    rows = _every_row(session, table, claim_ids)
    steps = _steps(session, str(table.__tablename__), (number for one in rows.values() for number in one))
    found: dict[int, list[Any]] = {}
    for claim_id in claim_ids:
        span, own = spans.get(claim_id, _Span()), rows[claim_id]
        within = {step for number in own for step, _ in steps[number] if span.holds(step)}
        stood = (_newest_at(moment, own, steps) for moment in sorted({span.since} | within))
        found[claim_id] = list(dict.fromkeys(None if number is None else own[number] for number in stood))
    return found


def _every_row(
    session: Session, table: type[VerdictRow | Credence], claim_ids: Sequence[int]
) -> dict[int, dict[int, Any]]:
    """What each row tells of a claim that is there, or was until it was undone: in their order, by their numbers."""
    told, order = _TOLD[table]
    columns, names = columns_of(table), (*order, told)
    rows: dict[int, dict[int, tuple[Any, ...]]] = defaultdict(dict)
    for claim_id, undone in undone_rows(session, table, claim_ids).items():
        for number, image in undone.items():
            row = table.model_validate(image)
            rows[claim_id][number] = tuple(getattr(row, name) for name in names)
    for some in slices(claim_ids):
        asked = select(columns.claim_id, columns.id, *(columns[name] for name in names))
        for claim_id, number, *values in session.execute(asked.where(columns.claim_id.in_(some))):
            rows[claim_id][number] = tuple(values)
    ordered = ((claim_id, sorted(own.items(), key=lambda row: row[1][:-1])) for claim_id, own in rows.items())
    return defaultdict(dict, {claim_id: {number: row[-1] for number, row in own} for claim_id, own in ordered})


def _newest_at(moment: int, numbers: Iterable[int], steps: Mapping[int, Sequence[tuple[int, bool]]]) -> int | None:
    """The last of these rows that was there after a step; one of which the history knows nothing always was."""
    there = [number for number in numbers if _was_there(moment, steps[number])]
    return there[-1] if there else None


def _was_there(moment: int, steps: Sequence[tuple[int, bool]]) -> bool:
    return not steps or next((is_there for step, is_there in reversed(steps) if step <= moment), False)


def _steps(session: Session, table_name: str, numbers: Iterable[int]) -> dict[int, list[tuple[int, bool]]]:
    """The steps that wrote each of these rows, oldest first, and whether it was there afterwards."""
    found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    columns = (entry.row_id, entry.batch_id, entry.after.is_not(None))
    for some in slices(numbers):
        of_these = (entry.table_name == table_name, entry.row_id.in_(some))
        for number, step, is_there in session.execute(select(*columns).where(*of_these).order_by(entry.id)):
            found[number].append((step, bool(is_there)))
    return found
