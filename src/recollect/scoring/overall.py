"""Scores from verdicts: the parts, the overall, and the range it likely lies in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from recollect.domain.analysis import Requirement, RequirementKind, ScoreRange
from recollect.scoring.judging.verdicts import Verdict
from recollect.scoring.learning.calibration import calibrated
from recollect.scoring.parameters import ScoringSettings
from recollect.scoring.profiles import ScorePart, Stake

Numbers = NDArray[np.float64]
Number = TypeVar("Number", float, Numbers)

_KNOTS = ((0.0, 0.0), (0.25, 15.0), (0.45, 36.0), (0.6, 55.0), (0.75, 74.0), (0.85, 86.0), (0.95, 97.0), (1.0, 100.0))
_KNOTS_AT = [at for at, _ in _KNOTS]
_FOUND_WORTH = 0.6
_EACH_WORTH = 0.04
_PARTLY_WORTH = 0.4
_KIN_WORTH = 0.2
_RELEVANCE_SHARE = 0.35
_RELEVANCE_PRIOR = 1.2
_OTHER_WORTH = 0.4
_UNSURE_ALONE = 18.0
_UNSURE_LEAST = 2.0
_UNSURE_BRIEF, BRIEF_WORDS = 30.0, 25
_NOTHING = 1e-9
_SLACK = 1e-6
"""More than what rounding may add to a score on its way."""
_PART: dict[RequirementKind, ScorePart] = {
    "skill": "skills",
    "certification": "skills",
    "language": "skills",
    "other": "skills",
    "experience": "experience",
    "seniority": "experience",
    "education": "education",
}
_PARTS: tuple[ScorePart, ...] = ("skills", "experience", "education")

_WORTH = {"met": 1.0, "partly": _PARTLY_WORTH, "not_found": _KIN_WORTH, "unknown": 1.0}
"""What the credit of a verdict is worth in a score; what is not found has some where something akin is there."""


class Scores(Struct, frozen=True, gc=False):
    """The parts from 0 to 1, None where nothing of the kind is asked; the overall from 0 to 100, not rounded."""

    skills: float
    experience: float | None
    education: float | None
    overall: float
    uncalibrated: float


_Counted = tuple[ScorePart, float, float, float]
"""What one requirement adds: its part, what it earned, what it asked, and what share of the score hangs on it."""


class Tally(Struct, frozen=True, gc=False):
    """What the requirements earned: each one, the papers among them, what each part earned and what it asked.

    `licensed` is the share that the papers leave of the score.
    """

    counted: list[_Counted]
    papers: list[_Counted]
    earned: dict[ScorePart, float]
    asked: dict[ScorePart, float]
    licensed: float


def stakes_of(
    requirements: Sequence[Requirement], licences: Mapping[str, float] = MappingProxyType({})
) -> dict[ScorePart, list[Stake]]:
    """Give what hangs on each requirement of each part; `licences` holds what of the score hangs on each paper."""
    stakes: dict[ScorePart, list[Stake]] = {part: [] for part in _PARTS}
    for at, one in enumerate(requirements):
        if (part := _PART.get(one.kind)) is not None:
            weight = _weight_of(one)
            stakes[part].append((at, weight, licences.get(one.id, 0.0) if weight else 0.0))
    return stakes


def tally_credits(stakes: Mapping[ScorePart, Sequence[Stake]], verdicts: Sequence[Verdict]) -> Tally:
    """Give what the requirements earned of what hangs on each."""
    counted: list[_Counted] = []
    papers: list[_Counted] = []
    all_earned: dict[ScorePart, float] = {}
    all_asked: dict[ScorePart, float] = {}
    for part, hanging in stakes.items():
        earned = asked = 0.0
        for at, weight, at_stake in hanging:
            verdict = verdicts[at]
            if verdict.credit:
                worth = weight * verdict.credit * _WORTH[verdict.status]
                earned += worth
            elif verdict.credit is None:
                continue
            else:
                worth = 0.0
            counted.append((part, worth, weight, at_stake))
            asked += weight
            if at_stake:
                papers.append(counted[-1])
        all_earned[part], all_asked[part] = earned, asked
    return Tally(counted, papers, all_earned, all_asked, _licensed(papers))


def _weight_of(requirement: Requirement) -> float:
    return requirement.weight * _OTHER_WORTH if requirement.kind == "other" else requirement.weight


def score_all(tally: Tally, relevance: float, settings: ScoringSettings) -> Scores:
    """Give the scores."""
    skills, experience, education = _parts(tally, relevance)
    raw = _join(skills, experience, education, relevance, settings, _worth(len(tally.counted))) * tally.licensed
    overall = map_overall(raw)
    return Scores(skills, experience, education, calibrated(overall, settings.calibration), overall)


def highest_possible(raw: float, settings: ScoringSettings) -> float:
    """Give what no overall exceeds of a raw score that is at most `raw`, but for rounding."""
    return calibrated(map_overall(raw + _SLACK), settings.calibration) + _SLACK


def highest_raws(
    relevances: Numbers,
    most: Numbers,
    counts: Sequence[bool],
    requirements: Sequence[Requirement],
    settings: ScoringSettings,
    licences: Mapping[str, float] = MappingProxyType({}),
) -> Numbers:
    """Give what the raw scores of many résumés don't exceed whose requirements have no more than `most`, a row each.

    Credit below 1 is that of no verdict of met. Where `counts` is not true a requirement may be left open, and is
    taken as met: neither that nor leaving it out would give less.
    """
    earned = {part: np.zeros_like(relevances) for part in _PARTS}
    asked = dict.fromkeys(_PARTS, 0.0)
    taken: list[Numbers] = []
    counted = 0
    for requirement, credit, is_sure in zip(requirements, most, counts, strict=True):
        if (part := _PART.get(requirement.kind)) is None:
            continue
        weight = _weight_of(requirement)
        worth = np.where(credit < 1.0, credit * _PARTLY_WORTH, 1.0) if is_sure else np.ones_like(relevances)
        earned[part] += weight * worth
        asked[part] += weight
        counted += is_sure
        if weight and (at_stake := licences.get(requirement.id, 0.0)):
            taken.append(at_stake * (1.0 - worth))
    skills = _blend(earned["skills"], asked["skills"], relevances)
    experience, education = (_share(earned[part], asked[part]) for part in ("experience", "education"))
    raws = _join(skills, experience, education, relevances, settings, _worth(counted))
    return raws * (1.0 - sum(taken) / len(taken)) if taken else raws


def likely_range(tally: Tally, relevance: float, settings: ScoringSettings, words: int = BRIEF_WORDS) -> ScoreRange:
    """Give the range that the overall keeps when any one requirement is left out, of an ad of so many words.

    An ad of a few words says little of the job, whatever is found of them.
    """
    counted, licensed = tally.counted, tally.licensed
    skills, experience, education = parts = _parts(tally, relevance)
    raws = [_join(*parts, relevance, settings, _worth(len(counted))) * licensed]
    worth = _worth(len(counted) - 1)
    blends: list[float] = []
    for one in set(counted):
        part, earned, asked, at_stake = one
        left_earned, left_asked = tally.earned[part] - earned, tally.asked[part] - asked
        if part == "skills" and not at_stake:
            blends.append(_blend(left_earned, left_asked, relevance))
            continue
        if part == "skills":
            skills = _blend(left_earned, left_asked, relevance)
        elif part == "experience":
            experience = _share(left_earned, left_asked)
        else:
            education = _share(left_earned, left_asked)
        left = _licensed([other for other in tally.papers if other is not one]) if at_stake else licensed
        raws.append(_join(skills, experience, education, relevance, settings, worth) * left)
        skills, experience, education = parts
    if blends:  # the more the skills earn the higher the score: only the least and the most can be its bounds
        ends = (min(blends), max(blends))
        raws += [_join(blend, experience, education, relevance, settings, worth) * licensed for blend in ends]
    unsure = max(_UNSURE_LEAST, _UNSURE_ALONE / (1 + len(counted)), _UNSURE_BRIEF * (1 - words / BRIEF_WORDS))
    low = max(0.0, calibrated(map_overall(min(raws)), settings.calibration) - unsure)
    high = min(100.0, calibrated(map_overall(max(raws)), settings.calibration) + unsure)
    return ScoreRange(round(low, 1), round(high, 1), "drop-one")


@lru_cache(maxsize=64)
def count_words(text: str) -> int:
    """Give how many words a text has, as far as `likely_range` asks."""
    return len(text.split(None, BRIEF_WORDS))


def _licensed(papers: list[_Counted]) -> float:
    """Give the share that is left of the score by the papers that must be held."""
    if not papers:
        return 1.0
    return 1 - sum([at_stake * (1 - earned / asked) for _, earned, asked, at_stake in papers]) / len(papers)


def map_overall(raw: float) -> float:
    """Give the overall from 0 to 100 for a raw score from 0 to 1; rises everywhere."""
    at = bisect_left(_KNOTS_AT, raw, 1)
    if at == len(_KNOTS):
        return 100.0
    (x0, y0), (x1, y1) = _KNOTS[at - 1 : at + 1]
    return y0 + (y1 - y0) * (raw - x0) / (x1 - x0)


def _parts(tally: Tally, relevance: float) -> tuple[float, float | None, float | None]:
    earned, asked = tally.earned, tally.asked
    skills = _blend(earned["skills"], asked["skills"], relevance)
    return skills, _share(earned["experience"], asked["experience"]), _share(earned["education"], asked["education"])


def _share(earned: Number, asked: float) -> Number | None:
    return earned / asked if asked > _NOTHING else None


def _join(
    skills: Number,
    experience: Number | None,
    education: Number | None,
    relevance: Number,
    settings: ScoringSettings,
    worth: float,
) -> Number:
    """Give the raw score: how near the texts are, times what is left of it by the findings.

    The findings are joined by the weights of their parts; `worth` is the share of the score that hangs on them.
    """
    total, weights = settings.skills_weight * skills, settings.skills_weight
    if experience is not None:
        total += settings.experience_weight * experience
        weights += settings.experience_weight
    if education is not None:
        total += settings.education_weight * education
        weights += settings.education_weight
    found = total / weights if weights else skills
    return relevance * (1 - worth + worth * found)


def _worth(counted: int) -> float:
    """Give the share of the score that hangs on the findings: the more, the more of what is asked could be looked up.

    Where an ad asks for none such, only the texts count.
    """
    return min(_FOUND_WORTH, _EACH_WORTH * counted)


def _blend(earned: Number, asked: float, relevance: Number) -> Number:
    """Blend the credit of the requirements with relevance, which weighs more the less is asked."""
    if asked <= _NOTHING:
        return relevance
    share = _RELEVANCE_SHARE + (1 - _RELEVANCE_SHARE) * _RELEVANCE_PRIOR / (_RELEVANCE_PRIOR + 2 * asked)
    return (1 - share) * earned / asked + share * relevance
