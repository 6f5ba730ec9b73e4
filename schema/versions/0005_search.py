"""Claims are found by their words: the texts in which these are looked for, and an index of them.

The tables are filled when the archive is opened next, by the rules of the version that opens it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TERM = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Bring the schema to this revision. Where SQLite lacks FTS5, there are the tables without their index."""
    op.create_table(
        "search_text",
        sa.Column("claim_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("around", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name="pk_search_text"),
    )
    op.create_table(
        "search_term",
        sa.Column("term", _TERM, nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("term", name="pk_search_term"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        words = "array_to_tsvector(string_to_array(statement || ' ' || around, ' '))"
        op.execute(f"CREATE INDEX ix_search_text_words ON search_text USING gin ({words})")
    elif any(row[0] == "fts5" for row in op.get_bind().execute(sa.text("PRAGMA module_list"))):
        op.execute(
            "CREATE VIRTUAL TABLE claim_words USING fts5(statement, around, content='search_text', "
            "content_rowid='claim_id', tokenize='ascii', prefix='2 3')"
        )


def downgrade() -> None:
    """Take the schema back to the revision before: words are looked for in the claims themselves."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE IF EXISTS claim_words")
    op.drop_table("search_term")
    op.drop_table("search_text")
