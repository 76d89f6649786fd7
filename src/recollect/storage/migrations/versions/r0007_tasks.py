"""Background work: tasks and their items."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring a database of revision 0006 to this schema."""
    _create_tasks()
    _create_items()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE tasks_seq_source")


def _create_tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("seq", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("total", COUNT, nullable=False),
        sa.Column("done", COUNT, nullable=False),
        sa.Column("failed", COUNT, nullable=False),
        sa.Column("cancelled", COUNT, nullable=False),
        sa.Column("revision", COUNT, nullable=False),
        sa.Column("began_at", COUNT, nullable=True),
        sa.Column("began_from", COUNT, nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("updated_at", COUNT, nullable=False),
        sa.Column("ended_at", COUNT, nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_tasks_workspace_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_tasks")),
        sa.UniqueConstraint("workspace_id", "task_id", name=op.f("uq_tasks_workspace_id_task_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_tasks_workspace_id_seq"), "tasks", ["workspace_id", "seq"])
    op.create_index(op.f("ix_tasks_ended_at"), "tasks", ["ended_at"])


def _create_items() -> None:
    op.create_table(
        "task_items",
        sa.Column("task_seq", COUNT, nullable=False),
        sa.Column("number", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("runner", COUNT, nullable=True),
        sa.Column("revision", COUNT, nullable=False),
        sa.Column("updated_at", COUNT, nullable=False),
        sa.ForeignKeyConstraint(
            ["task_seq"], ["tasks.seq"], name=op.f("fk_task_items_task_seq"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_task_items_workspace_id")),
        sa.PrimaryKeyConstraint("task_seq", "number", name=op.f("pk_task_items")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_task_items_task_seq_state_number"), "task_items", ["task_seq", "state", "number"])
    op.create_index(op.f("ix_task_items_task_seq_revision"), "task_items", ["task_seq", "revision"])
