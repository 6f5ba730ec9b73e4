"""The index of words keeps beginnings of one letter too, by which every search that is typed begins.

A fourth more index, for counts of what begins so in a fifth of the time or less.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    _make_anew("1 2 3")


def downgrade() -> None:
    """Take the schema back to the revision before."""
    _make_anew("2 3")


def _make_anew(beginnings: str) -> None:
    """Make SQLite's index anew from the texts that are kept; where FTS5 is missing, once it is there again."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    if any(row[0] == "fts5" for row in connection.execute(sa.text("PRAGMA module_list"))):
        op.execute("DROP TABLE IF EXISTS claim_words")
        op.execute(
            "CREATE VIRTUAL TABLE claim_words USING fts5(statement, around, content='search_text', "
            f"content_rowid='claim_id', tokenize='ascii', prefix='{beginnings}')"
        )
        op.execute("INSERT INTO claim_words (claim_words) VALUES ('rebuild')")
    else:
        op.execute("PRAGMA user_version = 1")
