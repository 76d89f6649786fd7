"""Scores from verdicts: the parts, the overall, and the range it likely lies in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from msgspec import Struct

from recollect.domain.analysis import Requirement, ScoreRange
from recollect.scoring.calibration import calibrated
from recollect.scoring.parameters import ScoringSettings
from recollect.scoring.verdicts import Verdict

_KNOTS = ((0.0, 0.0), (0.25, 15.0), (0.45, 36.0), (0.6, 55.0), (0.75, 74.0), (0.85, 86.0), (0.95, 97.0), (1.0, 100.0))
_FOUND_WORTH = 0.6
_EACH_WORTH = 0.04
_RELEVANCE_SHARE = 0.35
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
    uncalibrated: float


class _Counted(Struct, frozen=True):
    """What one requirement adds to its part, and what share of the score hangs on it: more than nothing for papers."""

    part: str
    earned: float
    asked: float
    at_stake: float


def score_all(
    requirements: Sequence[Requirement],
    verdicts: Sequence[Verdict],
    relevance: float,
    settings: ScoringSettings,
    licences: Mapping[str, float] = MappingProxyType({}),
) -> Scores:
    """Give the scores; `licences` holds what of the score hangs on each paper."""
    counted = _counted(requirements, verdicts, licences)
    skills, experience, education = _parts(_sums(counted), relevance)
    raw = _join(skills, experience, education, relevance, settings, len(counted)) * _licensed(counted)
    overall = map_overall(raw)
    return Scores(skills, experience, education, calibrated(overall, settings.calibration), overall)


def likely_range(
    requirements: Sequence[Requirement],
    verdicts: Sequence[Verdict],
    relevance: float,
    settings: ScoringSettings,
    licences: Mapping[str, float] = MappingProxyType({}),
) -> ScoreRange:
    """Give the range that the overall keeps when any one requirement is left out."""
    counted = _counted(requirements, verdicts, licences)
    sums, licensed = _sums(counted), _licensed(counted)
    raws = [_join(*_parts(sums, relevance), relevance, settings, len(counted)) * licensed]
    for one in dict.fromkeys(counted):
        own = sums[one.part]
        sums[one.part] = (own[0] - one.earned, own[1] - one.asked)
        left = _licensed([other for other in counted if other is not one]) if one.at_stake else licensed
        raws.append(_join(*_parts(sums, relevance), relevance, settings, len(counted) - 1) * left)
        sums[one.part] = own
    unsure = max(_UNSURE_LEAST, _UNSURE_ALONE / (1 + len(counted)))
    low = max(0.0, calibrated(map_overall(min(raws)), settings.calibration) - unsure)
    high = min(100.0, calibrated(map_overall(max(raws)), settings.calibration) + unsure)
    return ScoreRange(round(low, 1), round(high, 1), "drop-one")


def _counted(
    requirements: Sequence[Requirement], verdicts: Sequence[Verdict], licences: Mapping[str, float]
) -> list[_Counted]:
    counted = []
    for requirement, verdict in zip(requirements, verdicts, strict=True):
        part, credit = _PART.get(requirement.kind), verdict.credit
        if part is not None and credit is not None:
            weight = requirement.weight * (_OTHER_WORTH if requirement.kind == "other" else 1.0)
            counted.append(_Counted(part, weight * credit, weight, licences.get(requirement.id, 0.0)))
    return counted


def _licensed(counted: list[_Counted]) -> float:
    """Give the share that is left of the score by the papers that must be held."""
    papers = [one for one in counted if one.at_stake]
    lost = sum(one.at_stake * (1 - one.earned / one.asked) for one in papers)
    return 1 - lost / len(papers) if papers else 1.0


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
    skills: float,
    experience: float | None,
    education: float | None,
    relevance: float,
    settings: ScoringSettings,
    count: int,
) -> float:
    """Give the raw score: how near the texts are, times what is left of it by the findings.

    The findings are joined by the weights of their parts. The more things an ad asks for that could be looked up, the
    more they weigh; where it asks for none, only the texts count.
    """
    total, weights = settings.skills_weight * skills, settings.skills_weight
    if experience is not None:
        total += settings.experience_weight * experience
        weights += settings.experience_weight
    if education is not None:
        total += settings.education_weight * education
        weights += settings.education_weight
    found = total / weights if weights else skills
    worth = min(_FOUND_WORTH, _EACH_WORTH * count)
    return relevance * (1 - worth + worth * found)


def _blend(earned: float, asked: float, relevance: float) -> float:
    """Blend the credit of the requirements with relevance, which weighs more the less is asked."""
    if asked <= _NOTHING:
        return relevance
    share = _RELEVANCE_SHARE + (1 - _RELEVANCE_SHARE) * _RELEVANCE_PRIOR / (_RELEVANCE_PRIOR + 2 * asked)
    return (1 - share) * earned / asked + share * relevance
