"""The audit chain: where it ends, and the order in which events were inserted on PostgreSQL."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring a database of revision 0001 to this schema."""
    op.create_table(
        "event_chains",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", COUNT, nullable=False),
        sa.Column("chain_digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_event_chains_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_event_chains")),
        sqlite_strict=True,
    )
    op.add_column("events", sa.Column("written", COUNT, nullable=True))
    op.drop_index(op.f("ix_events_workspace_id_entity_entity_id"), table_name="events")
    op.create_index(op.f("ix_events_workspace_id_entity_id"), "events", ["workspace_id", "entity_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE events_written_source")
        op.execute(
            "UPDATE events SET written = numbered.number FROM "
            "(SELECT event_id, row_number() OVER (ORDER BY at, event_id) AS number FROM events) AS numbered "
            "WHERE numbered.event_id = events.event_id"
        )
        op.execute("SELECT setval('events_written_source', (SELECT count(*) + 1 FROM events))")
