"""What the analyses for a job come to: their scores alone, which are quick to read."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import bindparam, select

from recollect.domain.ids import AnalysisId, ResumeId
from recollect.storage.tables import PART_SCORES, analyses
from recollect.storage.unit import Reader

_SCORES = (
    select(
        analyses.c.analysis_id,
        analyses.c.resume_id,
        analyses.c.overall_score,
        *(analyses.c[part] for part in PART_SCORES),
    )
    .where(
        analyses.c.workspace_id == bindparam("workspace_id"),
        analyses.c.job_id == bindparam("job_id"),
        analyses.c.deleted_at.is_(None),
    )
    .order_by(analyses.c.seq.desc())
    .limit(bindparam("most"))
)


class PairScore(Struct, frozen=True):
    """What an analysis comes to, and of which résumé it is."""

    analysis_id: AnalysisId
    resume_id: ResumeId
    overall_score: float | None
    skill_match_score: float | None
    experience_match_score: float | None
    education_match_score: float | None


def list_scores(reader: Reader, job_id: str, *, limit: int) -> list[PairScore]:
    """Give the scores of the newest analyses for a job, newest first."""
    asked = {"workspace_id": reader.workspace_id, "job_id": job_id, "most": limit}
    return [PairScore(*row) for row in reader.connection.execute(_SCORES, asked)]
