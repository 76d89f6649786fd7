"""Two people who share a contact or a text can be told apart for good."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Bring a database of revision 0012 to this schema."""
    for table in ("candidates", "candidate_versions"):
        op.add_column(table, sa.Column("apart_from", sa.Text(), nullable=True))
