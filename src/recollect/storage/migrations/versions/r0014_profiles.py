"""What was read of résumés and jobs for scoring outlives the process."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables."""
    for table, key in (("resume_profiles", "text_sha256"), ("job_profiles", "content_sha256")):
        op.create_table(
            table,
            sa.Column("workspace_id", sa.Integer(), nullable=False),
            sa.Column(key, sa.Text(), nullable=False),
            sa.Column("read_by", sa.Text(), nullable=False),
            sa.Column("profile", sa.LargeBinary(), nullable=False),
            sa.Column("created_at", COUNT, nullable=False),
            sa.ForeignKeyConstraint(
                ["workspace_id"], ["workspaces.workspace_id"], name=op.f(f"fk_{table}_workspace_id")
            ),
            sa.PrimaryKeyConstraint("workspace_id", key, name=op.f(f"pk_{table}")),
            sqlite_strict=True,
        )
