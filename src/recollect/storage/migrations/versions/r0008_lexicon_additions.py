"""What the user added to the lexicon."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "lexicon_additions",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("addition_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("term_count", COUNT, nullable=False),
        sa.Column("added_at", COUNT, nullable=False),
        sa.Column("active", COUNT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_lexicon_additions_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "addition_id", name=op.f("pk_lexicon_additions")),
        sqlite_strict=True,
    )
