"""The schema of the memory. Only primitives are stored, alike on SQLite and PostgreSQL.

Times are whole microseconds since 1970 in UTC, structured values JSON texts, layouts MessagePack. `seq` is the
order in which rows were written, and what cursors and the search index refer to. Rows in `*_versions`,
`*_revisions`, `resume_readings`, `resume_texts` and `analysis_results` are immutable.
"""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    BigInteger,
    Column,
    Double,
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
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Count: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")


def _table(name: str, *items: Column[int] | Column[str] | Index | UniqueConstraint | object) -> Table:
    return Table(name, metadata, *items, sqlite_strict=True)  # type: ignore[arg-type]


def _seq() -> Column[int]:
    return Column("seq", Count, primary_key=True, autoincrement=False)


def _workspace(*, primary_key: bool = False) -> Column[int]:
    return Column(
        "workspace_id", Integer, ForeignKey("workspaces.workspace_id"), nullable=False, primary_key=primary_key
    )


def _owner(table: str) -> Column[int]:
    """Refer to the row that a version belongs to."""
    return Column(
        f"{table}_seq",
        Count,
        ForeignKey(f"{_PLURALS[table]}.seq", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    )


def _int(name: str, *, nullable: bool = False, default: str | None = None) -> Column[int]:
    return Column(name, Count, nullable=nullable, server_default=default)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


_PLURALS = {
    "job": "jobs",
    "resume": "resumes",
    "candidate": "candidates",
    "analysis": "analyses",
    "feedback": "feedback",
    "task": "tasks",
}

workspaces = _table(
    "workspaces",
    Column("workspace_id", Integer, primary_key=True, autoincrement=False),
    _text("name"),
    _int("created_at"),
)

jobs = _table(
    "jobs",
    _seq(),
    _workspace(),
    _text("job_id"),
    _text("company_name"),
    _text("role_name"),
    _text("description_preview"),
    _int("version"),
    _int("created_at"),
    _int("updated_at"),
    _int("deleted_at", nullable=True),
    _int("analysis_count", default="0"),
    _int("judged_version", default="1"),
    UniqueConstraint("workspace_id", "job_id"),
    Index(None, "workspace_id", "seq"),
)

job_versions = _table(
    "job_versions",
    _owner("job"),
    Column("version", Count, primary_key=True, autoincrement=False),
    _workspace(),
    _text("company_name"),
    _text("role_name"),
    _text("job_description"),
    _text("metadata"),
    _text("requirements", nullable=True),
    _int("created_at"),
    _text("actor"),
    _text("settings", nullable=True),
    _int("judged_version", default="1"),
)
"""`requirements` and `settings` (weights, thresholds) are null where they are left to the engine. `judged_version` is
the first version of the job with these, and with the same texts."""

templates = _table(
    "templates",
    _seq(),
    _workspace(),
    _text("template_id"),
    _text("name"),
    _text("company_name"),
    _text("role_name"),
    _text("job_description"),
    _text("metadata"),
    _int("version"),
    _int("created_at"),
    _int("updated_at"),
    _int("deleted_at", nullable=True),
    _int("use_count", default="0"),
    _text("requirements", nullable=True),
    _text("settings", nullable=True),
    UniqueConstraint("workspace_id", "template_id"),
)

candidates = _table(
    "candidates",
    _seq(),
    _workspace(),
    _text("candidate_id"),
    _text("candidate_name"),
    _int("version"),
    _int("created_at"),
    _int("updated_at"),
    _int("deleted_at", nullable=True),
    _int("resume_count", default="0"),
    _int("analysis_count", default="0"),
    UniqueConstraint("workspace_id", "candidate_id"),
    Index(None, "workspace_id", "seq"),
)

candidate_versions = _table(
    "candidate_versions",
    _owner("candidate"),
    Column("version", Count, primary_key=True, autoincrement=False),
    _workspace(),
    _text("candidate_name"),
    _int("created_at"),
    _text("actor"),
)

resume_texts = _table(
    "resume_texts",
    _workspace(primary_key=True),
    Column("text_sha256", Text, primary_key=True),
    _text("text"),
)

resumes = _table(
    "resumes",
    _seq(),
    _workspace(),
    _text("resume_id"),
    _text("content_sha256"),
    _text("candidate_id"),
    _text("original_filename"),
    _text("media_type"),
    _text("document_path"),
    _text("text_path"),
    _int("file_size"),
    _int("reading"),
    _text("text_sha256"),
    _int("text_length"),
    _int("pages", nullable=True),
    _text("text_quality"),
    _int("version"),
    _int("uploaded_at"),
    _int("updated_at"),
    _int("deleted_at", nullable=True),
    _int("analysis_count", default="0"),
    UniqueConstraint("workspace_id", "resume_id"),
    UniqueConstraint("workspace_id", "content_sha256"),
    Index(None, "workspace_id", "seq"),
    Index(None, "workspace_id", "candidate_id"),
    Index(None, "workspace_id", "text_sha256"),
)

resume_readings = _table(
    "resume_readings",
    _owner("resume"),
    Column("reading", Count, primary_key=True, autoincrement=False),
    _workspace(),
    _text("reader_version"),
    _text("text_sha256"),
    _text("fields"),
    _text("sections"),
    _text("hidden_text"),
    _text("warnings"),
    Column("layout", LargeBinary, nullable=False),
    _int("created_at"),
    Index(None, "workspace_id", "reader_version"),
)

resume_versions = _table(
    "resume_versions",
    _owner("resume"),
    Column("version", Count, primary_key=True, autoincrement=False),
    _workspace(),
    _int("reading"),
    _text("corrections"),
    _int("created_at"),
    _text("actor"),
)

text_signatures = _table(
    "text_signatures",
    _workspace(primary_key=True),
    Column("text_sha256", Text, primary_key=True),
    Column("minhash", LargeBinary, nullable=False),
)

text_bands = _table(
    "text_bands",
    _workspace(primary_key=True),
    Column("band", Count, primary_key=True, autoincrement=False),
    Column("text_sha256", Text, primary_key=True),
    Index(None, "workspace_id", "text_sha256"),
)

contact_keys = _table(
    "contact_keys",
    _workspace(primary_key=True),
    Column("contact", Text, primary_key=True),
    Column("resume_id", Text, primary_key=True),
    Index(None, "workspace_id", "resume_id"),
)

analyses = _table(
    "analyses",
    _seq(),
    _workspace(),
    _text("analysis_id"),
    _text("job_id"),
    _int("job_version"),
    _text("resume_id"),
    _text("text_sha256"),
    _text("candidate_id"),
    _text("engine"),
    _text("status"),
    _text("failure", nullable=True),
    Column("overall_score", Double().with_variant(REAL, "sqlite"), nullable=True),
    _text("recommendation", nullable=True),
    _text("hiring_recommendation", nullable=True),
    _text("notes"),
    _int("version"),
    _int("created_at"),
    _int("updated_at"),
    _int("deleted_at", nullable=True),
    _int("feedback_count", default="0"),
    UniqueConstraint("workspace_id", "analysis_id"),
    Index(None, "workspace_id", "seq"),
    Index(None, "workspace_id", "job_id", "seq"),
    Index(None, "workspace_id", "resume_id", "seq"),
    Index(None, "workspace_id", "candidate_id", "seq"),
    Index(None, "workspace_id", "recommendation", "seq"),
)

analysis_results = _table(
    "analysis_results",
    _owner("analysis"),
    _workspace(),
    _text("result"),
)

analysis_versions = _table(
    "analysis_versions",
    _owner("analysis"),
    Column("version", Count, primary_key=True, autoincrement=False),
    _workspace(),
    _text("notes"),
    _int("created_at"),
    _text("actor"),
)

feedback = _table(
    "feedback",
    _seq(),
    _workspace(),
    _text("feedback_id"),
    _text("caller_id"),
    _text("interaction_id"),
    _int("revision"),
    _text("analysis_id", nullable=True),
    _text("job_id", nullable=True),
    _text("resume_id", nullable=True),
    _int("rating"),
    _int("usable"),
    _text("author"),
    _int("created_at"),
    _int("updated_at"),
    _int("deleted_at", nullable=True),
    UniqueConstraint("workspace_id", "feedback_id"),
    UniqueConstraint("workspace_id", "caller_id", "interaction_id"),
    Index(None, "workspace_id", "seq"),
    Index(None, "workspace_id", "analysis_id"),
    Index(None, "workspace_id", "usable", "rating", "seq"),
)

feedback_revisions = _table(
    "feedback_revisions",
    _owner("feedback"),
    Column("revision", Count, primary_key=True, autoincrement=False),
    _workspace(),
    _text("draft"),
    _int("created_at"),
    _text("author"),
)

feedback_vectors = _table(
    "feedback_vectors",
    _owner("feedback"),
    _workspace(),
    _text("vectoriser_id"),
    Column("vector", LargeBinary, nullable=False),
)

events = _table(
    "events",
    Column("event_id", Text, primary_key=True),
    _workspace(),
    _int("seq", nullable=True),
    _int("at"),
    _text("actor"),
    _text("action"),
    _text("entity"),
    _text("entity_id"),
    _int("record_version", nullable=True),
    _text("salt"),
    _text("payload_digest"),
    _text("chain_digest", nullable=True),
    Column("written", Count, Sequence("events_written_source"), nullable=True),
    UniqueConstraint("workspace_id", "seq"),
    Index(None, "workspace_id", "entity_id"),
)
"""`written` is the order of insertion on PostgreSQL; on SQLite it is null, and the row's own number says the same."""

event_chains = _table(
    "event_chains",
    Column("workspace_id", Integer, ForeignKey("workspaces.workspace_id"), primary_key=True, autoincrement=False),
    _int("seq"),
    _text("chain_digest"),
)

event_payloads = _table(
    "event_payloads",
    Column("event_id", Text, ForeignKey("events.event_id", deferrable=True, initially="DEFERRED"), primary_key=True),
    _workspace(),
    _text("payload"),
)

callers = _table(
    "callers",
    _workspace(primary_key=True),
    Column("caller_id", Text, primary_key=True),
    _text("current_job_id", nullable=True),
    _int("updated_at"),
)

sessions = _table(
    "sessions",
    Column("token_sha256", Text, primary_key=True),
    _workspace(),
    _text("caller_id"),
    _int("created_at"),
    _int("expires_at"),
)

idempotent_answers = _table(
    "idempotent_answers",
    _workspace(primary_key=True),
    Column("caller_id", Text, primary_key=True),
    Column("route", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    _text("body_sha256"),
    Column("answer", LargeBinary, nullable=False),
    _int("created_at"),
    Index(None, "created_at"),
)

aliases = _table(
    "aliases",
    _workspace(primary_key=True),
    Column("alias", Text, primary_key=True),
    _text("kind"),
    _text("target_id"),
)

counters = _table(
    "counters",
    _workspace(primary_key=True),
    Column("name", Text, primary_key=True),
    _int("value"),
)

counter_deltas = _table(
    "counter_deltas",
    Column("seq", Count, primary_key=True, autoincrement=True),
    _workspace(),
    _text("name"),
    _int("delta"),
)

store_facts = _table(
    "store_facts",
    Column("name", Text, primary_key=True),
    _text("value"),
)

erased = _table(
    "erased",
    _workspace(primary_key=True),
    Column("digest", Text, primary_key=True),
    _text("kind"),
    _int("erased_at"),
)

tasks = _table(
    "tasks",
    _seq(),
    _workspace(),
    _text("task_id"),
    _text("kind"),
    _text("state"),
    _text("caller_id"),
    _text("actor"),
    _int("total"),
    _int("done"),
    _int("failed"),
    _int("cancelled"),
    _int("revision"),
    _int("began_at", nullable=True),
    _int("began_from"),
    _int("created_at"),
    _int("updated_at"),
    _int("ended_at", nullable=True),
    UniqueConstraint("workspace_id", "task_id"),
    Index(None, "workspace_id", "seq"),
    Index(None, "ended_at"),
)

task_items = _table(
    "task_items",
    _owner("task"),
    Column("number", Count, primary_key=True, autoincrement=False),
    _workspace(),
    _text("state"),
    _text("label"),
    _text("input"),
    _text("result", nullable=True),
    _text("error", nullable=True),
    _text("detail", nullable=True),
    _int("runner", nullable=True),
    _int("revision"),
    _int("updated_at"),
    Index(None, "task_seq", "state", "number"),
    Index(None, "task_seq", "revision"),
)

lexicon_additions = _table(
    "lexicon_additions",
    _workspace(primary_key=True),
    Column("addition_id", Text, primary_key=True),
    _text("source"),
    _text("title"),
    _text("terms"),
    _int("term_count"),
    _int("added_at"),
    _int("active"),
)

calibrations = _table(
    "calibrations",
    _workspace(primary_key=True),
    Column("calibration_id", Text, primary_key=True),
    _text("fit"),
    _text("engine_version"),
    _int("created_at"),
    _int("in_use"),
)

SEQUENCED = (jobs, templates, candidates, resumes, analyses, feedback, tasks)
"""The tables whose `seq` is drawn by the unit of work before the row is written."""
