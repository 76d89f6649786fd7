"""Notes and feedback are searched by their words, and what lists are narrowed by stands in an index."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_SEARCHED = ("analysis_index", "feedback_index")
_SEALED = sa.text("seq IS NOT NULL")


def upgrade() -> None:
    """Bring a database of revision 0010 to this schema; the new search indexes are filled at the next start."""
    _create_search_indexes()
    op.drop_index("ix_analyses_workspace_id_seq", "analyses")
    op.drop_index("ix_analyses_workspace_id_recommendation_seq", "analyses")
    narrowed = ("deleted_at", "overall_score", "recommendation", "engine", "feedback_count", "created_at")
    op.create_index("ix_analyses_narrowed", "analyses", ["workspace_id", "seq", *narrowed])
    op.create_index("ix_feedback_workspace_id_job_id_seq", "feedback", ["workspace_id", "job_id", "seq"])
    op.create_index(
        "ix_events_narrowed",
        "events",
        ["workspace_id", "seq", "entity", "actor", "at"],
        sqlite_where=_SEALED,
        postgresql_where=_SEALED,
    )
    op.execute(
        "UPDATE store_facts SET value = 'without notes' WHERE name = 'search_tokens_version' "
        "AND (EXISTS (SELECT 1 FROM feedback) OR EXISTS (SELECT 1 FROM analyses WHERE notes <> ''))"
    )


def _create_search_indexes() -> None:
    for name in _SEARCHED:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5(title, body, content='', detail=none, columnsize=0, "
                "tokenize=\"ascii tokenchars '+#'\")"
            )
        else:
            op.execute(f"CREATE TABLE {name} (seq BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)")
            op.execute(f"CREATE INDEX ix_{name}_tokens ON {name} USING gin (tokens)")
