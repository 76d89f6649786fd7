"""The schema of the memory. Only primitives are stored, alike on SQLite and PostgreSQL.

Times are whole microseconds since 1970 in UTC, structured values JSON texts, layouts MessagePack. `seq` is the
order in which rows were written, and what cursors and the search index refer to. Rows in `*_versions`,
`*_revisions`, `resume_readings`, `resume_texts` and `analysis_results` are immutable.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Sequence,
    Table,
    Text,
    UniqueConstraint,
)

from recollect.storage.columns import Count, owner, profile_of, score, seq, text, where_present, whole, workspace

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *items: Column[int] | Column[str] | Index | UniqueConstraint | object) -> Table:
    return Table(name, metadata, *items, sqlite_strict=True)  # type: ignore[arg-type]


workspaces = _table(
    "workspaces",
    Column("workspace_id", Integer, primary_key=True, autoincrement=False),
    text("name"),
    whole("created_at"),
)

jobs = _table(
    "jobs",
    seq(),
    workspace(),
    text("job_id"),
    text("company_name"),
    text("role_name"),
    text("description_preview"),
    whole("version"),
    whole("created_at"),
    whole("updated_at"),
    whole("deleted_at", nullable=True),
    whole("analysis_count", default="0"),
    whole("judged_version", default="1"),
    UniqueConstraint("workspace_id", "job_id"),
    Index(None, "workspace_id", "seq"),
)

job_versions = _table(
    "job_versions",
    owner("job"),
    Column("version", Count, primary_key=True, autoincrement=False),
    workspace(),
    text("company_name"),
    text("role_name"),
    text("job_description"),
    text("metadata"),
    text("requirements", nullable=True),
    whole("created_at"),
    text("actor"),
    text("settings", nullable=True),
    whole("judged_version", default="1"),
)
"""`requirements` and `settings` (weights, thresholds) are null where they are left to the engine. `judged_version` is
the first version of the job with these, and with the same texts."""

templates = _table(
    "templates",
    seq(),
    workspace(),
    text("template_id"),
    text("name"),
    text("company_name"),
    text("role_name"),
    text("job_description"),
    text("metadata"),
    whole("version"),
    whole("created_at"),
    whole("updated_at"),
    whole("deleted_at", nullable=True),
    whole("use_count", default="0"),
    text("requirements", nullable=True),
    text("settings", nullable=True),
    UniqueConstraint("workspace_id", "template_id"),
)

candidates = _table(
    "candidates",
    seq(),
    workspace(),
    text("candidate_id"),
    text("candidate_name"),
    whole("version"),
    whole("created_at"),
    whole("updated_at"),
    whole("deleted_at", nullable=True),
    whole("resume_count", default="0"),
    whole("analysis_count", default="0"),
    text("apart_from", nullable=True),
    UniqueConstraint("workspace_id", "candidate_id"),
    Index(None, "workspace_id", "seq"),
)

candidate_versions = _table(
    "candidate_versions",
    owner("candidate"),
    Column("version", Count, primary_key=True, autoincrement=False),
    workspace(),
    text("candidate_name"),
    whole("created_at"),
    text("actor"),
    text("apart_from", nullable=True),
)

resume_texts = _table(
    "resume_texts",
    workspace(primary_key=True),
    Column("text_sha256", Text, primary_key=True),
    text("text"),
)

resumes = _table(
    "resumes",
    seq(),
    workspace(),
    text("resume_id"),
    text("content_sha256"),
    text("candidate_id"),
    text("original_filename"),
    text("media_type"),
    text("document_path"),
    text("text_path"),
    whole("file_size"),
    whole("reading"),
    text("text_sha256"),
    whole("text_length"),
    whole("pages", nullable=True),
    text("text_quality"),
    whole("version"),
    whole("uploaded_at"),
    whole("updated_at"),
    whole("deleted_at", nullable=True),
    whole("analysis_count", default="0"),
    UniqueConstraint("workspace_id", "resume_id"),
    UniqueConstraint("workspace_id", "content_sha256"),
    Index(None, "workspace_id", "seq"),
    Index(None, "workspace_id", "candidate_id"),
    Index(None, "workspace_id", "text_sha256"),
)

resume_readings = _table(
    "resume_readings",
    owner("resume"),
    Column("reading", Count, primary_key=True, autoincrement=False),
    workspace(),
    text("reader_version"),
    text("text_sha256"),
    text("fields"),
    text("sections"),
    text("hidden_text"),
    text("warnings"),
    Column("layout", LargeBinary, nullable=False),
    whole("created_at"),
    Index(None, "workspace_id", "reader_version"),
)

resume_versions = _table(
    "resume_versions",
    owner("resume"),
    Column("version", Count, primary_key=True, autoincrement=False),
    workspace(),
    whole("reading"),
    text("corrections"),
    whole("created_at"),
    text("actor"),
)

text_signatures = _table(
    "text_signatures",
    workspace(primary_key=True),
    Column("text_sha256", Text, primary_key=True),
    Column("minhash", LargeBinary, nullable=False),
)

text_bands = _table(
    "text_bands",
    workspace(primary_key=True),
    Column("band", Count, primary_key=True, autoincrement=False),
    Column("text_sha256", Text, primary_key=True),
    Index(None, "workspace_id", "text_sha256"),
)

contact_keys = _table(
    "contact_keys",
    workspace(primary_key=True),
    Column("contact", Text, primary_key=True),
    Column("resume_id", Text, primary_key=True),
    Index(None, "workspace_id", "resume_id"),
)

PART_SCORES = ("skill_match_score", "experience_match_score", "education_match_score")
"""The scores of the parts, as a result has them too."""
_NARROWED_BY = ("deleted_at", "overall_score", "recommendation", "engine", "feedback_count", "created_at")

analyses = _table(
    "analyses",
    seq(),
    workspace(),
    text("analysis_id"),
    text("job_id"),
    whole("job_version"),
    text("resume_id"),
    text("text_sha256"),
    text("candidate_id"),
    text("engine"),
    text("status"),
    text("failure", nullable=True),
    score("overall_score"),
    text("recommendation", nullable=True),
    text("hiring_recommendation", nullable=True),
    text("notes"),
    whole("version"),
    whole("created_at"),
    whole("updated_at"),
    whole("deleted_at", nullable=True),
    whole("feedback_count", default="0"),
    *(score(name) for name in PART_SCORES),
    UniqueConstraint("workspace_id", "analysis_id"),
    Index("ix_analyses_narrowed", "workspace_id", "seq", *_NARROWED_BY),
    Index("ix_analyses_pooled", "workspace_id", "job_id", "resume_id", "seq", "deleted_at", "overall_score"),
    Index(None, "workspace_id", "job_id", "seq"),
    Index(None, "workspace_id", "resume_id", "seq"),
    Index(None, "workspace_id", "candidate_id", "seq"),
)
"""`ix_analyses_narrowed` holds all that a list is narrowed by: a filter that few pass reads no row in vain."""

analysis_results = _table(
    "analysis_results",
    owner("analysis"),
    workspace(),
    text("result"),
)

analysis_versions = _table(
    "analysis_versions",
    owner("analysis"),
    Column("version", Count, primary_key=True, autoincrement=False),
    workspace(),
    text("notes"),
    whole("created_at"),
    text("actor"),
)

feedback = _table(
    "feedback",
    seq(),
    workspace(),
    text("feedback_id"),
    text("caller_id"),
    text("interaction_id"),
    whole("revision"),
    text("analysis_id", nullable=True),
    text("job_id", nullable=True),
    text("resume_id", nullable=True),
    whole("rating"),
    whole("usable"),
    text("author"),
    whole("created_at"),
    whole("updated_at"),
    whole("deleted_at", nullable=True),
    UniqueConstraint("workspace_id", "feedback_id"),
    UniqueConstraint("workspace_id", "caller_id", "interaction_id"),
    Index(None, "workspace_id", "seq"),
    Index(None, "workspace_id", "analysis_id"),
    Index(None, "workspace_id", "job_id", "seq"),
    Index(None, "workspace_id", "usable", "rating", "seq"),
)

feedback_revisions = _table(
    "feedback_revisions",
    owner("feedback"),
    Column("revision", Count, primary_key=True, autoincrement=False),
    workspace(),
    text("draft"),
    whole("created_at"),
    text("author"),
)

feedback_vectors = _table(
    "feedback_vectors",
    owner("feedback"),
    workspace(),
    text("vectoriser_id"),
    Column("vector", LargeBinary, nullable=False),
)

events = _table(
    "events",
    Column("event_id", Text, primary_key=True),
    workspace(),
    whole("seq", nullable=True),
    whole("at"),
    text("actor"),
    text("action"),
    text("entity"),
    text("entity_id"),
    whole("record_version", nullable=True),
    text("salt"),
    text("payload_digest"),
    text("chain_digest", nullable=True),
    Column("written", Count, Sequence("events_written_source"), nullable=True),
    UniqueConstraint("workspace_id", "seq"),
    Index(None, "workspace_id", "entity_id"),
    Index("ix_events_narrowed", "workspace_id", "seq", "entity", "actor", "at", **where_present("seq")),
)
"""`written` is the order of insertion on PostgreSQL; on SQLite it is null, and the row's own number says the same."""

event_chains = _table(
    "event_chains",
    Column("workspace_id", Integer, ForeignKey("workspaces.workspace_id"), primary_key=True, autoincrement=False),
    whole("seq"),
    text("chain_digest"),
)

event_payloads = _table(
    "event_payloads",
    Column("event_id", Text, ForeignKey("events.event_id", deferrable=True, initially="DEFERRED"), primary_key=True),
    workspace(),
    text("payload"),
)

callers = _table(
    "callers",
    workspace(primary_key=True),
    Column("caller_id", Text, primary_key=True),
    text("current_job_id", nullable=True),
    whole("updated_at"),
)

sessions = _table(
    "sessions",
    Column("token_sha256", Text, primary_key=True),
    workspace(),
    text("caller_id"),
    whole("created_at"),
    whole("expires_at"),
)

idempotent_answers = _table(
    "idempotent_answers",
    workspace(primary_key=True),
    Column("caller_id", Text, primary_key=True),
    Column("route", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    text("body_sha256"),
    Column("answer", LargeBinary, nullable=False),
    whole("created_at"),
    Index(None, "created_at"),
)

aliases = _table(
    "aliases",
    workspace(primary_key=True),
    Column("alias", Text, primary_key=True),
    text("kind"),
    text("target_id"),
)

counters = _table(
    "counters",
    workspace(primary_key=True),
    Column("name", Text, primary_key=True),
    whole("value"),
)

counter_deltas = _table(
    "counter_deltas",
    Column("seq", Count, primary_key=True, autoincrement=True),
    workspace(),
    text("name"),
    whole("delta"),
)

store_facts = _table(
    "store_facts",
    Column("name", Text, primary_key=True),
    text("value"),
)

erased = _table(
    "erased",
    workspace(primary_key=True),
    Column("digest", Text, primary_key=True),
    text("kind"),
    whole("erased_at"),
)

tasks = _table(
    "tasks",
    seq(),
    workspace(),
    text("task_id"),
    text("kind"),
    text("state"),
    text("caller_id"),
    text("actor"),
    whole("total"),
    whole("done"),
    whole("failed"),
    whole("cancelled"),
    whole("revision"),
    whole("began_at", nullable=True),
    whole("began_from"),
    whole("created_at"),
    whole("updated_at"),
    whole("ended_at", nullable=True),
    UniqueConstraint("workspace_id", "task_id"),
    Index(None, "workspace_id", "seq"),
    Index(None, "ended_at"),
)

task_items = _table(
    "task_items",
    owner("task"),
    Column("number", Count, primary_key=True, autoincrement=False),
    workspace(),
    text("state"),
    text("label"),
    text("input"),
    text("result", nullable=True),
    text("error", nullable=True),
    text("detail", nullable=True),
    whole("runner", nullable=True),
    whole("revision"),
    whole("updated_at"),
    Index(None, "task_seq", "state", "number"),
    Index(None, "task_seq", "revision"),
)

lexicon_additions = _table(
    "lexicon_additions",
    workspace(primary_key=True),
    Column("addition_id", Text, primary_key=True),
    text("source"),
    text("title"),
    text("terms"),
    whole("term_count"),
    whole("added_at"),
    whole("active"),
)

calibrations = _table(
    "calibrations",
    workspace(primary_key=True),
    Column("calibration_id", Text, primary_key=True),
    text("fit"),
    text("engine_version"),
    whole("created_at"),
    whole("in_use"),
)

feedback_drafts = _table(
    "feedback_drafts",
    workspace(primary_key=True),
    Column("caller_id", Text, primary_key=True),
    Column("analysis_id", Text, primary_key=True),
    text("interaction_id"),
    text("draft"),
    whole("updated_at"),
    Index(None, "workspace_id", "analysis_id"),
)

resume_profiles = _table("resume_profiles", *profile_of("text_sha256"))
job_profiles = _table("job_profiles", *profile_of("content_sha256"))
job_requirements = _table(
    "job_requirements", owner("job"), workspace(), whole("judged_version"), text("read_by"), text("requirements")
)

SEQUENCED = (jobs, templates, candidates, resumes, analyses, feedback, tasks)
"""The tables whose `seq` is drawn by the unit of work before the row is written."""
