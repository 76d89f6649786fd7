"""Where texts that are not a person's own mention them, with the passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import Column, Table, select

from recollect.storage.tables import (
    analyses,
    analysis_versions,
    calibrations,
    feedback,
    feedback_drafts,
    feedback_revisions,
    job_versions,
    jobs,
    lexicon_additions,
    templates,
)
from recollect.storage.unit import Reader

_AROUND = 60
"""Characters of a passage on each side of the mention."""
_LOOKED_AT: tuple[tuple[str, Table, Column[str], tuple[str, ...], Table | None], ...] = (
    (
        "job", job_versions, jobs.c.job_id,
        ("company_name", "role_name", "job_description", "metadata", "requirements"), jobs,
    ),
    (
        "template", templates, templates.c.template_id,
        ("name", "company_name", "role_name", "job_description", "metadata", "requirements"), None,
    ),
    ("feedback", feedback_revisions, feedback.c.feedback_id, ("draft",), feedback),
    ("feedback draft", feedback_drafts, feedback_drafts.c.analysis_id, ("draft",), None),
    ("analysis", analysis_versions, analyses.c.analysis_id, ("notes",), analyses),
    ("lexicon", lexicon_additions, lexicon_additions.c.addition_id, ("title", "terms"), None),
    ("calibration", calibrations, calibrations.c.calibration_id, ("fit",), None),
)  # fmt: skip
"""A kind of record, the table of its versions, its id, the columns with texts, and the table that owns the versions."""


class Passage(Struct, frozen=True):
    """A mention: in which record, in which of its texts, and what stands around it."""

    kind: str
    record_id: str
    text: str
    passage: str


def find_mentions(reader: Reader, mention: re.Pattern[str], *, but: frozenset[str]) -> Iterator[Passage]:
    """Give the mentions in all records but those of these ids, each passage once."""
    seen: set[Passage] = set()
    for kind, table, record_id, names, owner in _LOOKED_AT:
        statement = select(record_id.label("record_id"), *(table.c[name] for name in names))
        if owner is not None:
            of_owner = next(column for column in table.primary_key if column.name.endswith("_seq"))
            statement = statement.join_from(table, owner, of_owner == owner.c.seq)
        for row in reader.connection.execute(statement.where(table.c.workspace_id == reader.workspace_id)):
            for name, text in zip(names, row[1:], strict=True):
                for found in mention.finditer(text or "") if row[0] not in but else ():
                    around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
                    passage = Passage(kind, str(row[0]), name, around)
                    if passage not in seen:
                        seen.add(passage)
                        yield passage
