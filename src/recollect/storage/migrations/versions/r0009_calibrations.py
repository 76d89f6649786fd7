"""Maps of scores that were refitted from feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "calibrations",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("calibration_id", sa.Text(), nullable=False),
        sa.Column("fit", sa.Text(), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("in_use", COUNT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_calibrations_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "calibration_id", name=op.f("pk_calibrations")),
        sqlite_strict=True,
    )
