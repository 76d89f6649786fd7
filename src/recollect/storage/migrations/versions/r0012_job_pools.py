"""The newest analysis of each résumé for a job, and whether there is one, stand in an index."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Bring a database of revision 0011 to this schema."""
    pooled = ["workspace_id", "job_id", "resume_id", "seq", "deleted_at"]
    op.create_index("ix_analyses_pooled", "analyses", pooled)
