"""The names of the plain-file tree, and which record stands in which file."""

from __future__ import annotations

from typing import Literal

from recollect.domain.history import (
    AdditionRecord,
    AliasRecord,
    AnalysisRecord,
    CalibrationRecord,
    CandidateRecord,
    EventRecord,
    FeedbackRecord,
    JobRecord,
    ReadingRecord,
    Record,
    ResumeRecord,
    TemplateRecord,
    TextRecord,
)

FORMAT = 1
"""Raised when a reader of this format could not read the tree any more."""

CONTENTS = 2
"""Raised when the logs hold more of the store than before; a tree with less is written anew, and read as it is."""

FOLDER = "archive"
CHECKPOINT = "archive/checkpoint.json"
SETTINGS = "archive/settings.json"

LOGS: dict[type[Record], str] = {
    JobRecord: "jobs/jobs.jsonl",
    AnalysisRecord: "analyses/analyses.jsonl",
    FeedbackRecord: "feedback/interactions.jsonl",
    CandidateRecord: "archive/candidates.jsonl",
    TemplateRecord: "archive/templates.jsonl",
    ResumeRecord: "archive/corrections.jsonl",
    ReadingRecord: "archive/readings.jsonl",
    TextRecord: "archive/texts.jsonl",
    AliasRecord: "archive/aliases.jsonl",
    AdditionRecord: "archive/lexicon.jsonl",
    CalibrationRecord: "archive/calibrations.jsonl",
    EventRecord: "archive/audit.jsonl",
}
"""The logs: one line a version, only ever added to."""

IndexName = Literal["jobs", "resumes", "analyses", "feedback"]
INDEXES: dict[IndexName, str] = {
    "jobs": "jobs/jobs_index.json",
    "resumes": "resumes/resumes_index.json",
    "analyses": "analyses/analyses_index.json",
    "feedback": "feedback/feedback_index.json",
}
"""The index files: ids to what is there now, replaced as a whole."""
