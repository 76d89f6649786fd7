"""What a person may set about scoring."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from recollect.domain.calibration import Doubt, Knots
from recollect.domain.job import Thresholds, Weights


class ScoringSettings(Struct, frozen=True, kw_only=True):
    """What scoring depends on beside the texts.

    Weights of the parts, lowest scores of the recommendations, the day that "present" means, a map of scores, and
    words that are doubted.
    """

    today: date
    skills_weight: float = Weights().skills
    experience_weight: float = Weights().experience
    education_weight: float = Weights().education
    strong_hire_from: float = Thresholds().strong_hire
    hire_from: float = Thresholds().hire
    maybe_from: float = Thresholds().maybe
    calibration: Knots = ()
    doubts: tuple[Doubt, ...] = ()


def parameters(settings: ScoringSettings) -> dict[str, float]:
    """Give the settings as plain numbers, for the provenance of a result; the day as ``YYYYMMDD``."""
    day = settings.today
    return {
        "skills_weight": settings.skills_weight,
        "experience_weight": settings.experience_weight,
        "education_weight": settings.education_weight,
        "strong_hire_from": settings.strong_hire_from,
        "hire_from": settings.hire_from,
        "maybe_from": settings.maybe_from,
        "today": float(day.year * 10_000 + day.month * 100 + day.day),
    }
