"""What a claim is found by when somebody looks for words, and which claims a change makes to be found by others."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from tracker.claims.model import Citation, Claim, Source, Speaker, Subject
from tracker.store.tables import citation, claim, source, speaker, subject, these_numbers
from tracker.store.threads import slices
from tracker.store.words import as_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Column
    from sqlmodel import Session

    from tracker.claims.model import Row
    from tracker.store.images import Columns

_SEARCHED: dict[type[Row], tuple[str, ...]] = {
    Claim: ("statement", "due_text", "notes", "speaker_id", "subject_id"),
    Citation: ("claim_id", "source_id", "quote"),
    Source: ("title", "publisher"),
    Speaker: ("name",),
    Subject: ("name",),
}
"""The columns that tell what a claim is found by."""

_POINTING: dict[type[Row], tuple[Column[int], Column[int]]] = {
    Source: (citation.claim_id, citation.source_id),
    Speaker: (claim.id, claim.speaker_id),
    Subject: (claim.id, claim.subject_id),
}
"""Where claims point to a row that several of them share."""

_OF_SOURCES = (
    select(citation.claim_id, citation.quote, source.title, source.publisher)
    .join_from(citation.id.table, source.id.table, citation.source_id == source.id, isouter=True)
    .where(citation.claim_id.in_(these_numbers))
    .order_by(citation.id)
)
_OF_CLAIMS = (
    select(claim.id, claim.statement, speaker.name, subject.name, claim.due_text, claim.notes)
    .select_from(claim.id.table)
    .outerjoin(speaker.id.table, speaker.id == claim.speaker_id)
    .outerjoin(subject.id.table, subject.id == claim.subject_id)
    .where(claim.id.in_(these_numbers))
)


class Texts(NamedTuple):
    """The words of a claim's statement, and of what is told around it."""

    statement: str
    around: str


class Reworded:
    """The claims that a change makes to be found by other words, gathered row by row."""

    def __init__(self) -> None:
        self._claims: set[int] = set()
        self._shared: dict[type[Row], set[int]] = defaultdict(set)

    def see(
        self, table: type[Row], row_id: int, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> None:
        """Note a row that is written, by its images before and after; None for none."""
        names = _SEARCHED.get(table)
        if names is None or (before and after and all(before.get(name) == after.get(name) for name in names)):
            return
        if table is Claim:
            self._claims.add(row_id)
        elif table is Citation:
            self._claims |= {image["claim_id"] for image in (before, after) if image}
        elif before and after:  # what is new or gone, no other claim points to
            self._shared[table].add(row_id)

    def see_new(self, table: type[Row], rows: Columns) -> None:
        """Note rows that were not there before, to which no other claims point."""
        if table is Claim:
            self._claims.update(rows["id"])
        elif table is Citation:
            self._claims.update(rows["claim_id"])

    def claims(self, session: Session) -> set[int]:
        """These claims' numbers, of those that are gone too."""
        found = set(self._claims)
        for table, row_ids in self._shared.items():
            wanted, key = _POINTING[table]
            for some in slices(row_ids):
                found |= set(session.execute(select(wanted).where(key.in_(some))).scalars())
        return found


def texts_of(session: Session, claim_ids: Iterable[int]) -> dict[int, Texts]:
    """What these claims are found by; as many as one question takes. Those that there are not lack."""
    wanted = {"numbers": list(claim_ids)}
    cited: dict[int, list[str]] = defaultdict(list)
    for claim_id, *texts in session.execute(_OF_SOURCES, wanted).all():
        cited[claim_id] += [text or "" for text in texts]
    return {
        claim_id: Texts(as_kept([statement]), as_kept([*(text or "" for text in around), *cited[claim_id]]))
        for claim_id, statement, *around in session.execute(_OF_CLAIMS, wanted).all()
    }
