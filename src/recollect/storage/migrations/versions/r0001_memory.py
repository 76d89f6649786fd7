"""The memory: jobs, résumés, candidates, analyses, feedback, events, and what keeps them quick to find."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring an empty database to this schema."""
    _create_tables()
    _create_search_indexes()
    op.execute("INSERT INTO workspaces (workspace_id, name, created_at) VALUES (1, 'default', 0)")
    op.execute("INSERT INTO store_facts (name, value) VALUES ('search_tokens_version', '1')")


def _create_search_indexes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("job_index", "resume_index"):
            op.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5(title, body, content='', detail=none, columnsize=0, "
                "tokenize=\"ascii tokenchars '+#'\")"
            )
        return
    for name in ("job_index", "resume_index"):
        op.execute(f"CREATE TABLE {name} (seq BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)")
        op.execute(f"CREATE INDEX ix_{name}_tokens ON {name} USING gin (tokens)")
    for table in ("jobs", "templates", "candidates", "resumes", "analyses", "feedback"):
        op.execute(f"CREATE SEQUENCE {table}_seq_source")


def _create_tables() -> None:
    op.create_table(
        "store_facts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_store_facts")),
        sqlite_strict=True,
    )
    op.create_table(
        "workspaces",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_workspaces")),
        sqlite_strict=True,
    )
    op.create_table(
        "aliases",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_aliases_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "alias", name=op.f("pk_aliases")),
        sqlite_strict=True,
    )
    op.create_table(
        "analyses",
        sa.Column("seq", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("analysis_id", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("job_version", COUNT, nullable=False),
        sa.Column("resume_id", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("overall_score", sa.Double().with_variant(sa.REAL(), "sqlite"), nullable=True),
        sa.Column("recommendation", sa.Text(), nullable=True),
        sa.Column("hiring_recommendation", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", COUNT, nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("updated_at", COUNT, nullable=False),
        sa.Column("deleted_at", COUNT, nullable=True),
        sa.Column("feedback_count", COUNT, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_analyses_workspace_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_analyses")),
        sa.UniqueConstraint("workspace_id", "analysis_id", name=op.f("uq_analyses_workspace_id_analysis_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_analyses_workspace_id_candidate_id_seq"),
        "analyses",
        ["workspace_id", "candidate_id", "seq"],
        unique=False,
    )
    op.create_index(
        op.f("ix_analyses_workspace_id_job_id_seq"), "analyses", ["workspace_id", "job_id", "seq"], unique=False
    )
    op.create_index(
        op.f("ix_analyses_workspace_id_recommendation_seq"),
        "analyses",
        ["workspace_id", "recommendation", "seq"],
        unique=False,
    )
    op.create_index(
        op.f("ix_analyses_workspace_id_resume_id_seq"), "analyses", ["workspace_id", "resume_id", "seq"], unique=False
    )
    op.create_index(op.f("ix_analyses_workspace_id_seq"), "analyses", ["workspace_id", "seq"], unique=False)
    op.create_table(
        "callers",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=False),
        sa.Column("current_job_id", sa.Text(), nullable=True),
        sa.Column("updated_at", COUNT, nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_callers_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "caller_id", name=op.f("pk_callers")),
        sqlite_strict=True,
    )
    op.create_table(
        "candidates",
        sa.Column("seq", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Text(), nullable=False),
        sa.Column("candidate_name", sa.Text(), nullable=False),
        sa.Column("version", COUNT, nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("updated_at", COUNT, nullable=False),
        sa.Column("deleted_at", COUNT, nullable=True),
        sa.Column("resume_count", COUNT, server_default="0", nullable=False),
        sa.Column("analysis_count", COUNT, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_candidates_workspace_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_candidates")),
        sa.UniqueConstraint("workspace_id", "candidate_id", name=op.f("uq_candidates_workspace_id_candidate_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_candidates_workspace_id_seq"), "candidates", ["workspace_id", "seq"], unique=False)
    op.create_table(
        "counter_deltas",
        sa.Column("seq", COUNT, autoincrement=True, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("delta", COUNT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_counter_deltas_workspace_id")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_counter_deltas")),
        sqlite_strict=True,
    )
    op.create_table(
        "counters",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", COUNT, nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_counters_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_counters")),
        sqlite_strict=True,
    )
    op.create_table(
        "events",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("seq", COUNT, nullable=True),
        sa.Column("at", COUNT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("record_version", COUNT, nullable=True),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("payload_digest", sa.Text(), nullable=False),
        sa.Column("chain_digest", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_events_workspace_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_events")),
        sa.UniqueConstraint("workspace_id", "seq", name=op.f("uq_events_workspace_id_seq")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_events_workspace_id_entity_entity_id"), "events", ["workspace_id", "entity", "entity_id"], unique=False
    )
    op.create_table(
        "feedback",
        sa.Column("seq", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Text(), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=False),
        sa.Column("interaction_id", sa.Text(), nullable=False),
        sa.Column("revision", COUNT, nullable=False),
        sa.Column("analysis_id", sa.Text(), nullable=True),
        sa.Column("job_id", sa.Text(), nullable=True),
        sa.Column("resume_id", sa.Text(), nullable=True),
        sa.Column("rating", COUNT, nullable=False),
        sa.Column("usable", COUNT, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("updated_at", COUNT, nullable=False),
        sa.Column("deleted_at", COUNT, nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_feedback_workspace_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_feedback")),
        sa.UniqueConstraint(
            "workspace_id",
            "caller_id",
            "interaction_id",
            name=op.f("uq_feedback_workspace_id_caller_id_interaction_id"),
        ),
        sa.UniqueConstraint("workspace_id", "feedback_id", name=op.f("uq_feedback_workspace_id_feedback_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_feedback_workspace_id_analysis_id"), "feedback", ["workspace_id", "analysis_id"], unique=False
    )
    op.create_index(op.f("ix_feedback_workspace_id_seq"), "feedback", ["workspace_id", "seq"], unique=False)
    op.create_index(
        op.f("ix_feedback_workspace_id_usable_rating_seq"),
        "feedback",
        ["workspace_id", "usable", "rating", "seq"],
        unique=False,
    )
    op.create_table(
        "idempotent_answers",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_sha256", sa.Text(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_idempotent_answers_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "caller_id", "route", "key", name=op.f("pk_idempotent_answers")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_idempotent_answers_created_at"), "idempotent_answers", ["created_at"], unique=False)
    op.create_table(
        "jobs",
        sa.Column("seq", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("company_name", sa.Text(), nullable=False),
        sa.Column("role_name", sa.Text(), nullable=False),
        sa.Column("description_preview", sa.Text(), nullable=False),
        sa.Column("version", COUNT, nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("updated_at", COUNT, nullable=False),
        sa.Column("deleted_at", COUNT, nullable=True),
        sa.Column("analysis_count", COUNT, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_jobs_workspace_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_jobs")),
        sa.UniqueConstraint("workspace_id", "job_id", name=op.f("uq_jobs_workspace_id_job_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_jobs_workspace_id_seq"), "jobs", ["workspace_id", "seq"], unique=False)
    op.create_table(
        "resume_texts",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_resume_texts_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "text_sha256", name=op.f("pk_resume_texts")),
        sqlite_strict=True,
    )
    op.create_table(
        "resumes",
        sa.Column("seq", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("resume_id", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Text(), nullable=False),
        sa.Column("original_filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("document_path", sa.Text(), nullable=False),
        sa.Column("text_path", sa.Text(), nullable=False),
        sa.Column("file_size", COUNT, nullable=False),
        sa.Column("reading", COUNT, nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("text_length", COUNT, nullable=False),
        sa.Column("pages", COUNT, nullable=True),
        sa.Column("text_quality", sa.Text(), nullable=False),
        sa.Column("version", COUNT, nullable=False),
        sa.Column("uploaded_at", COUNT, nullable=False),
        sa.Column("updated_at", COUNT, nullable=False),
        sa.Column("deleted_at", COUNT, nullable=True),
        sa.Column("analysis_count", COUNT, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_resumes_workspace_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_resumes")),
        sa.UniqueConstraint("workspace_id", "content_sha256", name=op.f("uq_resumes_workspace_id_content_sha256")),
        sa.UniqueConstraint("workspace_id", "resume_id", name=op.f("uq_resumes_workspace_id_resume_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_resumes_workspace_id_candidate_id"), "resumes", ["workspace_id", "candidate_id"], unique=False
    )
    op.create_index(op.f("ix_resumes_workspace_id_seq"), "resumes", ["workspace_id", "seq"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("expires_at", COUNT, nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_sessions_workspace_id")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_sessions")),
        sqlite_strict=True,
    )
    op.create_table(
        "templates",
        sa.Column("seq", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("company_name", sa.Text(), nullable=False),
        sa.Column("role_name", sa.Text(), nullable=False),
        sa.Column("job_description", sa.Text(), nullable=False),
        sa.Column("metadata", sa.Text(), nullable=False),
        sa.Column("version", COUNT, nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("updated_at", COUNT, nullable=False),
        sa.Column("deleted_at", COUNT, nullable=True),
        sa.Column("use_count", COUNT, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_templates_workspace_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_templates")),
        sa.UniqueConstraint("workspace_id", "template_id", name=op.f("uq_templates_workspace_id_template_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "analysis_results",
        sa.Column("analysis_seq", COUNT, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis_seq"],
            ["analyses.seq"],
            name=op.f("fk_analysis_results_analysis_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_analysis_results_workspace_id")
        ),
        sa.PrimaryKeyConstraint("analysis_seq", name=op.f("pk_analysis_results")),
        sqlite_strict=True,
    )
    op.create_table(
        "analysis_versions",
        sa.Column("analysis_seq", COUNT, nullable=False),
        sa.Column("version", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis_seq"],
            ["analyses.seq"],
            name=op.f("fk_analysis_versions_analysis_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_analysis_versions_workspace_id")
        ),
        sa.PrimaryKeyConstraint("analysis_seq", "version", name=op.f("pk_analysis_versions")),
        sqlite_strict=True,
    )
    op.create_table(
        "candidate_versions",
        sa.Column("candidate_seq", COUNT, nullable=False),
        sa.Column("version", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("candidate_name", sa.Text(), nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_seq"],
            ["candidates.seq"],
            name=op.f("fk_candidate_versions_candidate_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_candidate_versions_workspace_id")
        ),
        sa.PrimaryKeyConstraint("candidate_seq", "version", name=op.f("pk_candidate_versions")),
        sqlite_strict=True,
    )
    op.create_table(
        "event_payloads",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.event_id"],
            name=op.f("fk_event_payloads_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_event_payloads_workspace_id")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_payloads")),
        sqlite_strict=True,
    )
    op.create_table(
        "feedback_revisions",
        sa.Column("feedback_seq", COUNT, nullable=False),
        sa.Column("revision", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_seq"],
            ["feedback.seq"],
            name=op.f("fk_feedback_revisions_feedback_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_feedback_revisions_workspace_id")
        ),
        sa.PrimaryKeyConstraint("feedback_seq", "revision", name=op.f("pk_feedback_revisions")),
        sqlite_strict=True,
    )
    op.create_table(
        "feedback_vectors",
        sa.Column("feedback_seq", COUNT, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("vectoriser_id", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_seq"],
            ["feedback.seq"],
            name=op.f("fk_feedback_vectors_feedback_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_feedback_vectors_workspace_id")
        ),
        sa.PrimaryKeyConstraint("feedback_seq", name=op.f("pk_feedback_vectors")),
        sqlite_strict=True,
    )
    op.create_table(
        "job_versions",
        sa.Column("job_seq", COUNT, nullable=False),
        sa.Column("version", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("company_name", sa.Text(), nullable=False),
        sa.Column("role_name", sa.Text(), nullable=False),
        sa.Column("job_description", sa.Text(), nullable=False),
        sa.Column("metadata", sa.Text(), nullable=False),
        sa.Column("requirements", sa.Text(), nullable=True),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_seq"], ["jobs.seq"], name=op.f("fk_job_versions_job_seq"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_job_versions_workspace_id")
        ),
        sa.PrimaryKeyConstraint("job_seq", "version", name=op.f("pk_job_versions")),
        sqlite_strict=True,
    )
    op.create_table(
        "resume_readings",
        sa.Column("resume_seq", COUNT, nullable=False),
        sa.Column("reading", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("sections", sa.Text(), nullable=False),
        sa.Column("hidden_text", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("layout", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.ForeignKeyConstraint(
            ["resume_seq"],
            ["resumes.seq"],
            name=op.f("fk_resume_readings_resume_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_resume_readings_workspace_id")
        ),
        sa.PrimaryKeyConstraint("resume_seq", "reading", name=op.f("pk_resume_readings")),
        sqlite_strict=True,
    )
    op.create_table(
        "resume_versions",
        sa.Column("resume_seq", COUNT, nullable=False),
        sa.Column("version", COUNT, autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("reading", COUNT, nullable=False),
        sa.Column("corrections", sa.Text(), nullable=False),
        sa.Column("created_at", COUNT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resume_seq"],
            ["resumes.seq"],
            name=op.f("fk_resume_versions_resume_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name=op.f("fk_resume_versions_workspace_id")
        ),
        sa.PrimaryKeyConstraint("resume_seq", "version", name=op.f("pk_resume_versions")),
        sqlite_strict=True,
    )
