"""Scores from verdicts: the parts, the overall, and the range it likely lies in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from recollect.domain.analysis import Requirement, ScoreRange
from recollect.scoring.judging import Verdict
from recollect.scoring.parameters import ScoringSettings

_KNOTS = ((0.0, 0.0), (0.25, 15.0), (0.45, 36.0), (0.6, 55.0), (0.75, 74.0), (0.85, 86.0), (0.95, 97.0), (1.0, 100.0))
_FOUND_WORTH = 0.5
_RELEVANCE_SHARE = 0.25
_RELEVANCE_PRIOR = 1.2
_OTHER_WORTH = 0.4
_UNSURE_ALONE = 18.0
_UNSURE_LEAST = 2.0
_NOTHING = 1e-9
_PART = {
    "skill": "skills",
    "certification": "skills",
    "language": "skills",
    "other": "skills",
    "experience": "experience",
    "seniority": "experience",
    "education": "education",
}


class Scores(Struct, frozen=True):
    """The parts from 0 to 1, None where nothing of the kind is asked; the overall from 0 to 100, not rounded."""

    skills: float
    experience: float | None
    education: float | None
    overall: float


class _Counted(Struct, frozen=True):
    """What one requirement adds to its part."""

    part: str
    earned: float
    asked: float


def score_all(
    requirements: Sequence[Requirement], verdicts: Sequence[Verdict], relevance: float, settings: ScoringSettings
) -> Scores:
    """Give the scores."""
    sums = _sums(_counted(requirements, verdicts))
    skills, experience, education = _parts(sums, relevance)
    return Scores(skills, experience, education, map_overall(_join(skills, experience, education, relevance, settings)))


def likely_range(
    requirements: Sequence[Requirement], verdicts: Sequence[Verdict], relevance: float, settings: ScoringSettings
) -> ScoreRange:
    """Give the range that the overall keeps when any one requirement is left out."""
    counted = _counted(requirements, verdicts)
    sums = _sums(counted)
    raws = [_join(*_parts(sums, relevance), relevance, settings)]
    for one in dict.fromkeys(counted):
        own = sums[one.part]
        sums[one.part] = (own[0] - one.earned, own[1] - one.asked)
        raws.append(_join(*_parts(sums, relevance), relevance, settings))
        sums[one.part] = own
    unsure = max(_UNSURE_LEAST, _UNSURE_ALONE / (1 + len(counted)))
    low = max(0.0, map_overall(min(raws)) - unsure)
    high = min(100.0, map_overall(max(raws)) + unsure)
    return ScoreRange(round(low, 1), round(high, 1), "drop-one")


def _counted(requirements: Sequence[Requirement], verdicts: Sequence[Verdict]) -> list[_Counted]:
    counted = []
    for requirement, verdict in zip(requirements, verdicts, strict=True):
        part, credit = _PART.get(requirement.kind), verdict.credit
        if part is not None and credit is not None:
            weight = requirement.weight * (_OTHER_WORTH if requirement.kind == "other" else 1.0)
            counted.append(_Counted(part, weight * credit, weight))
    return counted


def _sums(counted: list[_Counted]) -> dict[str, tuple[float, float]]:
    """Give what each part earned of what it asked."""
    sums = {"skills": (0.0, 0.0), "experience": (0.0, 0.0), "education": (0.0, 0.0)}
    for one in counted:
        earned, asked = sums[one.part]
        sums[one.part] = (earned + one.earned, asked + one.asked)
    return sums


def map_overall(raw: float) -> float:
    """Give the overall from 0 to 100 for a raw score from 0 to 1; rises everywhere."""
    for (x0, y0), (x1, y1) in pairwise(_KNOTS):
        if raw <= x1:
            return y0 + (y1 - y0) * (raw - x0) / (x1 - x0)
    return 100.0


def _parts(sums: dict[str, tuple[float, float]], relevance: float) -> tuple[float, float | None, float | None]:
    return _blend(*sums["skills"], relevance), _share(*sums["experience"]), _share(*sums["education"])


def _share(earned: float, asked: float) -> float | None:
    return earned / asked if asked > _NOTHING else None


def _join(
    skills: float, experience: float | None, education: float | None, relevance: float, settings: ScoringSettings
) -> float:
    """Give the raw score: how near the texts are, halved where nothing of what is asked is found.

    The findings are joined by the weights of their parts.
    """
    total, weights = settings.skills_weight * skills, settings.skills_weight
    if experience is not None:
        total += settings.experience_weight * experience
        weights += settings.experience_weight
    if education is not None:
        total += settings.education_weight * education
        weights += settings.education_weight
    found = total / weights if weights else skills
    return relevance * (1 - _FOUND_WORTH + _FOUND_WORTH * found)


def _blend(earned: float, asked: float, relevance: float) -> float:
    """Blend the credit of the requirements with relevance, which weighs more the less is asked."""
    if asked <= _NOTHING:
        return relevance
    share = _RELEVANCE_SHARE + (1 - _RELEVANCE_SHARE) * _RELEVANCE_PRIOR / (_RELEVANCE_PRIOR + 2 * asked)
    return (1 - share) * earned / asked + share * relevance
