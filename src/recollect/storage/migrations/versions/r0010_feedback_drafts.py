"""Feedback that is still being written."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "feedback_drafts",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=False),
        sa.Column("analysis_id", sa.Text(), nullable=False),
        sa.Column("interaction_id", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("updated_at", COUNT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_feedback_drafts_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "caller_id", "analysis_id", name=op.f("pk_feedback_drafts")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_feedback_drafts_workspace_id_analysis_id"), "feedback_drafts", ["workspace_id", "analysis_id"]
    )
