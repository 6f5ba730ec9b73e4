"""What the record counts stands in the table of standings, under indexes that answer without the claims.

A source's claims are found in an index alone. That of the days on which claims were said goes: lists ask standings.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ONCE_LISTED = [
    *("is_trashed", "said_on", "claim_id", "fixed_status", "due_from", "due_start", "due_end", "review_on", "kind"),
    *("speaker_id", "subject_id"),
]
_LISTED = [
    *("is_trashed", "said_on", "claim_id", "is_settled", "fixed_status", "due_end", "kind", "due_from", "due_start"),
    *("review_on", "speaker_id", "subject_id", "on_time", "lead_days"),
]
_COUNTED = ["said_on", "claim_id", "is_settled", "fixed_status", "due_end", "on_time", "lead_days"]
_OF_ITS_CLAIM = "SELECT verdict.occurred_on FROM verdict WHERE verdict.id = standing.verdict_id"
_OF_ITS_THREAD = """SELECT max(verdict.occurred_on) FROM standing AS other JOIN verdict ON verdict.id = other.verdict_id
    JOIN claim ON claim.id = other.claim_id WHERE other.thread_id = standing.thread_id AND other.verdict <> 'void'
    AND claim.due_open <> 'withdrawn' AND (claim.kind <> 'delay' OR claim.due_end IS NOT NULL)"""
_ON_TIME = f"""CASE WHEN verdict IN ('late', 'false') THEN false
    WHEN verdict <> '' THEN coalesce(({_OF_ITS_CLAIM}) <= due_end, CASE WHEN verdict = 'true' THEN true END)
    WHEN moved <> '' THEN coalesce(({_OF_ITS_THREAD}) <= due_end, false) ELSE false END"""
_CAN_TELL = "due_end IS NOT NULL AND verdict NOT IN ('unverifiable', 'void')"
_DAYS = {"sqlite": "CAST(julianday(due_end) - julianday(said_on) AS INTEGER)", "postgresql": "due_end - said_on"}


def upgrade() -> None:
    """Bring the schema to this revision."""
    for name in ("list", "speaker_id", "subject_id"):
        op.drop_index(f"ix_standing_{name}", "standing")
    for name, kind in (("is_settled", sa.Boolean()), ("on_time", sa.Boolean()), ("lead_days", sa.Integer())):
        op.add_column("standing", sa.Column(name, kind, nullable=True))
    days = _DAYS[op.get_bind().dialect.name]
    op.execute("UPDATE standing SET is_settled = (verdict <> '')")
    op.execute(f"UPDATE standing SET on_time = {_ON_TIME} WHERE {_CAN_TELL}")  # noqa: S608
    op.execute(f"UPDATE standing SET lead_days = {days} WHERE on_time IS NOT NULL")  # noqa: S608
    with op.batch_alter_table("standing") as standing:
        standing.alter_column("is_settled", existing_type=sa.Boolean(), nullable=False)
    op.create_index("ix_standing_list", "standing", _LISTED)
    for name in ("speaker_id", "subject_id"):
        op.create_index(f"ix_standing_{name}", "standing", ["is_trashed", name, *_COUNTED])
    slips = ["is_trashed", "speaker_id", "thread_id", "slips", "slip_days", "subject_id", "kind"]
    some = sa.text("slips > 0")
    op.create_index("ix_standing_slips", "standing", slips, sqlite_where=some, postgresql_where=some)
    op.drop_index("ix_citation_source_id", "citation")
    op.create_index("ix_citation_source_id", "citation", ["source_id", "claim_id"])
    op.drop_index("ix_claim_said_on", "claim")


def downgrade() -> None:
    """Take the schema back to the revision before."""
    op.create_index("ix_claim_said_on", "claim", ["said_on", "id"])
    op.drop_index("ix_citation_source_id", "citation")
    op.create_index("ix_citation_source_id", "citation", ["source_id"])
    for name in ("slips", "subject_id", "speaker_id", "list"):
        op.drop_index(f"ix_standing_{name}", "standing")
    for name in ("lead_days", "on_time", "is_settled"):
        op.drop_column("standing", name)
    op.create_index("ix_standing_list", "standing", _ONCE_LISTED)
    for name in ("speaker_id", "subject_id"):
        op.create_index(f"ix_standing_{name}", "standing", [name, "is_trashed", "said_on", "claim_id"])
