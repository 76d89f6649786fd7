"""The scores of the parts stand beside the overall one, and those of a pool in its index: neither needs a result."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_PARTS = ("skill_match_score", "experience_match_score", "education_match_score")


def upgrade() -> None:
    """Bring a database of revision 0014 to this schema; the scores are read out of the results."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for part in _PARTS:
        op.add_column("analyses", sa.Column(part, sa.Double().with_variant(sa.REAL(), "sqlite"), nullable=True))
    read = "json_extract(result, '$.{0}')" if is_sqlite else "(result::json ->> '{0}')::double precision"
    op.execute(
        f"UPDATE analyses SET ({', '.join(_PARTS)}) = (SELECT {', '.join(read.format(part) for part in _PARTS)} "  # noqa: S608 - names of columns
        "FROM analysis_results WHERE analysis_results.analysis_seq = analyses.seq)"
    )
    op.drop_index("ix_analyses_pooled", "analyses")
    pooled = ["workspace_id", "job_id", "resume_id", "seq", "deleted_at", "overall_score"]
    op.create_index("ix_analyses_pooled", "analyses", pooled)
