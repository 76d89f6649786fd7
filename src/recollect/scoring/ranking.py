"""Many résumés ranked for one job, by the very score that a single analysis gives."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from recollect.scoring.background import Background
from recollect.scoring.engine import score_pair
from recollect.scoring.overall import Scores
from recollect.scoring.parameters import ScoringSettings
from recollect.scoring.profiles import JobProfile, ResumeProfile


class Ranked(Struct, frozen=True):
    """A résumé's place in the list that was given, and its scores."""

    index: int
    scores: Scores


def rank_resumes(
    resumes: Sequence[ResumeProfile], job: JobProfile, settings: ScoringSettings, background: Background
) -> list[Ranked]:
    """Give all résumés, best first, equal ones in the order given: by the overall before it is rounded."""
    ranked = [Ranked(index, score_pair(one, job, settings, background)) for index, one in enumerate(resumes)]
    ranked.sort(key=lambda one: (-one.scores.overall, one.index))
    return ranked
