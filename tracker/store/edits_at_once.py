"""Thousands of claims edited in one step: as each would be in its form, with a few questions for all.

Only where a source or a quotation changes is each claim looked at by itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from tracker.claims.model import ClaimFields, ClaimTag, ClaimText, Speaker, Subject, Tag
from tracker.claims.naming import name_key
from tracker.errors import EditConflict
from tracker.store.changes import cite_stating, with_review_day
from tracker.store.claim_rows import live_rows_in_slices
from tracker.store.names_at_once import numbers_of_names
from tracker.store.tables import claim_tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from tracker.dates.conventions import Conventions

_ELSEWHERE = {"speaker", "subject", "revises", "depends_on", "tags"}
_CITED = frozenset(ClaimFields.model_fields) - frozenset(ClaimText.model_fields) - _ELSEWHERE
"""The fields that are kept in the citation that states a claim, and in its source."""


class FieldEdit(NamedTuple):
    """What was written down about a claim at a version, and what is to be."""

    claim_id: int
    version: int
    before: ClaimFields
    after: ClaimFields

    def changes(self, *names: str) -> bool:
        """Whether any of these fields is another."""
        return any(getattr(self.before, name) != getattr(self.after, name) for name in names)


def edit_claims(session: Session, edits: Sequence[FieldEdit], conventions: Conventions) -> None:
    """Write the edits, as ``edit_claim`` does. What they point to must be there: ``incoming.checks`` sees to that.

    Raises EditConflict when somebody changed one of the claims since, InvalidInput for one in the trash.
    """
    by_number = {edit.claim_id: edit for edit in edits}
    after = [edit.after for edit in edits]
    speakers = numbers_of_names(session, Speaker, (fields.speaker for fields in after))
    subjects = numbers_of_names(session, Subject, (fields.subject for fields in after))
    tags = numbers_of_names(session, Tag, (name for fields in after for name in fields.tags))
    for rows in live_rows_in_slices(session, list(by_number)):
        retagged = _retag(session, [by_number[row.key] for row in rows], tags)
        for row in rows:
            edit = by_number[row.key]
            if row.version != edit.version:
                raise EditConflict(f"Claim {row.id} was changed by somebody else meanwhile. Nothing was written.")
            fields = with_review_day(session, row, edit.after, conventions)
            values = {name: getattr(fields, name) for name in ClaimText.model_fields}
            values |= {"revises_id": fields.revises, "depends_on_id": fields.depends_on}
            if edit.changes("speaker"):
                values["speaker_id"] = speakers.get(name_key(fields.speaker))
            if edit.changes("subject"):
                values["subject_id"] = subjects.get(name_key(fields.subject))
            for name, value in values.items():
                if getattr(row, name) != value:
                    setattr(row, name, value)
            if edit.changes(*_CITED):
                retagged |= {row.key} if cite_stating(session, row.key, fields) else set()
            if row.key in retagged and not session.is_modified(row):
                # Touched, so that a form opened before notices that the claim's surroundings have changed.
                row.updated_at = None
        session.flush()


def _retag(session: Session, edits: Sequence[FieldEdit], tags: dict[str, int]) -> set[int]:
    """Give claims the tags that they are to have; those that had others."""
    retagged = [edit for edit in edits if edit.changes("tags")]
    wanted = {edit.claim_id: [tags[name_key(name)] for name in edit.after.tags] for edit in retagged}
    if not wanted:
        return set()
    theirs: dict[int, dict[int, ClaimTag]] = defaultdict(dict)
    found = session.execute(select(ClaimTag).where(claim_tag.claim_id.in_(wanted)).order_by(claim_tag.id)).scalars()
    for link in found:
        theirs[link.claim_id][link.tag_id] = link
    for claim_id, tag_ids in wanted.items():
        for tag_id in theirs[claim_id].keys() - set(tag_ids):
            session.delete(theirs[claim_id][tag_id])
        missing = [tag_id for tag_id in dict.fromkeys(tag_ids) if tag_id not in theirs[claim_id]]
        session.add_all(ClaimTag(claim_id=claim_id, tag_id=tag_id) for tag_id in missing)
    return set(wanted)
