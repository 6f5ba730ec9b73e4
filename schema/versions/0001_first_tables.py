"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "journal_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("redoes_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["redoes_id"], ["journal_batch.id"], name="fk_journal_batch_redoes_id"),
        sa.ForeignKeyConstraint(["undoes_id"], ["journal_batch.id"], name="fk_journal_batch_undoes_id"),
        sa.PrimaryKeyConstraint("id", name="pk_journal_batch"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_batch_redoes_id", "journal_batch", ["redoes_id"])
    op.create_index("ix_journal_batch_undoes_id", "journal_batch", ["undoes_id"])

    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("filter", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sa.UniqueConstraint("name_key", name="uq_saved_view_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("archive_url", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_source_url", "source", ["url"])

    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_speaker"),
        sa.UniqueConstraint("name_key", name="uq_speaker_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subject"),
        sa.UniqueConstraint("name_key", name="uq_subject_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tag"),
        sa.UniqueConstraint("name_key", name="uq_tag_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "claim",
        sa.Column("statement", sa.String(500), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("due_text", sa.String(200), nullable=False),
        sa.Column("due_start", sa.Date(), nullable=True),
        sa.Column("due_end", sa.Date(), nullable=True),
        sa.Column("due_grain", sa.String(12), nullable=False),
        sa.Column("due_open", sa.String(12), nullable=False),
        sa.Column("due_rule", sa.String(80), nullable=False),
        sa.Column("due_edtf", sa.String(40), nullable=False),
        sa.Column("criteria", sa.String(2000), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.String(20000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("revises_id", sa.Integer(), nullable=True),
        sa.Column("depends_on_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["depends_on_id"], ["claim.id"], name="fk_claim_depends_on_id"),
        sa.ForeignKeyConstraint(["revises_id"], ["claim.id"], name="fk_claim_revises_id"),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name="fk_claim_speaker_id"),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name="fk_claim_subject_id"),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_claim_depends_on_id", "claim", ["depends_on_id"])
    op.create_index("ix_claim_revises_id", "claim", ["revises_id"])
    op.create_index("ix_claim_said_on", "claim", ["said_on", "id"])
    op.create_index("ix_claim_speaker_id", "claim", ["speaker_id"])
    op.create_index("ix_claim_subject_id", "claim", ["subject_id"])

    op.create_table(
        "journal_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["journal_batch.id"], name="fk_journal_entry_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_journal_entry"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_entry_batch_id", "journal_entry", ["batch_id"])
    op.create_index("ix_journal_entry_row", "journal_entry", ["table_name", "row_id"])

    op.create_table(
        "speaker_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name="fk_speaker_alias_speaker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_speaker_alias"),
        sa.UniqueConstraint("name_key", name="uq_speaker_alias_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_speaker_alias_speaker_id", "speaker_alias", ["speaker_id"])

    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("quote_prefix", sa.String(), nullable=False),
        sa.Column("quote_suffix", sa.String(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_citation_claim_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_citation_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_citation"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_citation_claim_id", "citation", ["claim_id"])
    op.create_index("ix_citation_source_id", "citation", ["source_id"])

    op.create_table(
        "claim_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_claim_tag_claim_id"),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name="fk_claim_tag_tag_id"),
        sa.PrimaryKeyConstraint("id", name="pk_claim_tag"),
        sa.UniqueConstraint("claim_id", "tag_id", name="uq_claim_tag_claim_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_claim_tag_tag_id", "claim_tag", ["tag_id"])

    op.create_table(
        "credence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("stated_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_credence_claim_id"),
        sa.PrimaryKeyConstraint("id", name="pk_credence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_credence_claim_id", "credence", ["claim_id"])

    op.create_table(
        "standing",
        sa.Column("claim_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("due_from", sa.Date(), nullable=True),
        sa.Column("moved", sa.String(20), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.Column("slip_days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_standing_claim_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", name="pk_standing"),
    )
    op.create_index("ix_standing_thread_id", "standing", ["thread_id"])

    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_verdict_claim_id"),
        sa.ForeignKeyConstraint(["evidence_id"], ["citation.id"], name="fk_verdict_evidence_id"),
        sa.PrimaryKeyConstraint("id", name="pk_verdict"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_verdict_claim_id", "verdict", ["claim_id"])
    op.create_index("ix_verdict_evidence_id", "verdict", ["evidence_id"])


def downgrade() -> None:
    """Take the schema back to the revision before."""
    op.drop_index("ix_verdict_evidence_id", "verdict")
    op.drop_index("ix_verdict_claim_id", "verdict")

    op.drop_table("verdict")
    op.drop_index("ix_standing_thread_id", "standing")

    op.drop_table("standing")
    op.drop_index("ix_credence_claim_id", "credence")

    op.drop_table("credence")
    op.drop_index("ix_claim_tag_tag_id", "claim_tag")

    op.drop_table("claim_tag")
    op.drop_index("ix_citation_source_id", "citation")
    op.drop_index("ix_citation_claim_id", "citation")

    op.drop_table("citation")
    op.drop_index("ix_speaker_alias_speaker_id", "speaker_alias")

    op.drop_table("speaker_alias")
    op.drop_index("ix_journal_entry_row", "journal_entry")
    op.drop_index("ix_journal_entry_batch_id", "journal_entry")

    op.drop_table("journal_entry")
    op.drop_index("ix_claim_subject_id", "claim")
    op.drop_index("ix_claim_speaker_id", "claim")
    op.drop_index("ix_claim_said_on", "claim")
    op.drop_index("ix_claim_revises_id", "claim")
    op.drop_index("ix_claim_depends_on_id", "claim")

    op.drop_table("claim")
    op.drop_table("tag")
    op.drop_table("subject")
    op.drop_table("speaker")
    op.drop_index("ix_source_url", "source")

    op.drop_table("source")
    op.drop_table("saved_view")
    op.drop_index("ix_journal_batch_undoes_id", "journal_batch")
    op.drop_index("ix_journal_batch_redoes_id", "journal_batch")

    op.drop_table("journal_batch")
