"""What was read of a job's ad as its requirements stands beside the job, as the API gives it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLE = "job_requirements"


def upgrade() -> None:
    """Add the table; it fills as jobs are asked for."""
    op.create_table(
        _TABLE,
        sa.Column("job_seq", COUNT, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("judged_version", COUNT, nullable=False),
        sa.Column("read_by", sa.Text(), nullable=False),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_seq"], ["jobs.seq"], name=op.f(f"fk_{_TABLE}_job_seq"), deferrable=True, initially="DEFERRED"
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f(f"fk_{_TABLE}_workspace_id")),
        sa.PrimaryKeyConstraint("job_seq", name=op.f(f"pk_{_TABLE}")),
        sqlite_strict=True,
    )
