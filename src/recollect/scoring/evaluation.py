"""The very scorer that the product ranks by, as plain functions, for measuring it from outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from recollect.scoring.ads.jobs import read_job_profile
from recollect.scoring.ads.skill_phrases import find_skill_spans
from recollect.scoring.engine import score_pair
from recollect.scoring.knowledge.background import Background, shipped_background
from recollect.scoring.learning.learning import LEAST_DOCUMENTS, learn_background
from recollect.scoring.parameters import ScoringSettings
from recollect.scoring.reading.resumes import read_profile

_SETTINGS = ScoringSettings(today=date(2024, 1, 1))


class ColdScorer:
    """Scores as shipped: nothing is learnt from the texts."""

    def __call__(self, resume_text: str, job_text: str) -> float:
        """Give the overall of a pair, not rounded."""
        return float(self.matrix([resume_text], [job_text])[0, 0])

    def matrix(self, resume_texts: Sequence[str], job_texts: Sequence[str]) -> NDArray[np.float64]:
        """Give the overall of each pair: one row a job, one column a résumé."""
        background = self.background(resume_texts)
        resumes = [read_profile(text, background) for text in resume_texts]
        jobs = [read_job_profile(text, "", "", background) for text in job_texts]
        return np.array(
            [[score_pair(resume, job, _SETTINGS, background).overall for resume in resumes] for job in jobs]
        )

    def background(self, resume_texts: Sequence[str]) -> Background:  # noqa: ARG002 - the fitted scorer reads them
        """Give the word weights that the profiles are read with."""
        return shipped_background()


class FittedScorer(ColdScorer):
    """Scores with word weights learnt from the résumés it is given."""

    def background(self, resume_texts: Sequence[str]) -> Background:
        """Give what is learnt from the résumés, or what is shipped where they are too few."""
        return learn_background(resume_texts) if len(resume_texts) >= LEAST_DOCUMENTS else shipped_background()


cold = ColdScorer()
fitted = FittedScorer()


def skill_spans(text: str) -> list[tuple[int, int]]:
    """Give the spans in which an ad speaks of what somebody can do."""
    return find_skill_spans(text)
