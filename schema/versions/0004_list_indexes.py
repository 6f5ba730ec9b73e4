"""What lists filter and sort by stands in one narrow table, under indexes that answer without the claims."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NEVER_EMPTY: dict[str, sa.types.TypeEngine[Any]] = {
    "said_on": sa.Date(),
    "kind": sa.String(20),
    "fixed_status": sa.String(20),
    "is_trashed": sa.Boolean(),
}
_OFTEN_EMPTY: dict[str, sa.types.TypeEngine[Any]] = {
    "speaker_id": sa.Integer(),
    "subject_id": sa.Integer(),
    "due_start": sa.Date(),
    "due_end": sa.Date(),
    "review_on": sa.Date(),
    "comes_back_on": sa.Date(),
}
_COPIED = ("said_on", "kind", "speaker_id", "subject_id", "due_start", "due_end", "review_on")
_FIXED = """CASE WHEN verdict <> '' THEN verdict WHEN moved <> '' THEN moved
    WHEN (SELECT due_open FROM claim WHERE claim.id = standing.claim_id) = 'withdrawn' THEN 'withdrawn' ELSE '' END"""
_IS_TRASHED = "(SELECT trashed_at IS NOT NULL FROM claim WHERE claim.id = standing.claim_id)"


def upgrade() -> None:
    """Bring the schema to this revision."""
    for name, kind in (_NEVER_EMPTY | _OFTEN_EMPTY).items():
        op.add_column("standing", sa.Column(name, kind, nullable=True))
    for name in _COPIED:
        op.execute(f"UPDATE standing SET {name} = (SELECT {name} FROM claim WHERE claim.id = standing.claim_id)")  # noqa: S608
    op.execute(f"UPDATE standing SET fixed_status = {_FIXED}, is_trashed = {_IS_TRASHED}")  # noqa: S608
    op.execute("UPDATE standing SET comes_back_on = coalesce(review_on, due_from) WHERE verdict = '' AND moved = ''")
    with op.batch_alter_table("standing") as standing:
        for name, kind in _NEVER_EMPTY.items():
            standing.alter_column(name, existing_type=kind, nullable=False)
    listed = ["is_trashed", "said_on", "claim_id", "fixed_status", "due_from", "due_start", "due_end", "review_on"]
    op.create_index("ix_standing_list", "standing", [*listed, "kind", "speaker_id", "subject_id"])
    op.create_index("ix_standing_speaker_id", "standing", ["speaker_id", "is_trashed", "said_on", "claim_id"])
    op.create_index("ix_standing_subject_id", "standing", ["subject_id", "is_trashed", "said_on", "claim_id"])
    op.create_index("ix_standing_queue", "standing", ["is_trashed", "comes_back_on", "claim_id"])


def downgrade() -> None:
    """Take the schema back to the revision before."""
    for name in ("queue", "subject_id", "speaker_id", "list"):
        op.drop_index(f"ix_standing_{name}", "standing")
    for name in reversed((*_NEVER_EMPTY, *_OFTEN_EMPTY)):
        op.drop_column("standing", name)
