"""Claims can be moved to the trash."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.add_column("claim", sa.Column("trashed_at", sa.String(27), nullable=True))


def downgrade() -> None:
    """Take the schema back to the revision before: what was in the trash is among the other claims again."""
    op.drop_column("claim", "trashed_at")
