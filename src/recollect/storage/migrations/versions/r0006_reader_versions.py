"""Readings are found by the version of the reader."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring a database of revision 0005 to this schema."""
    op.create_index(
        op.f("ix_resume_readings_workspace_id_reader_version"), "resume_readings", ["workspace_id", "reader_version"]
    )
