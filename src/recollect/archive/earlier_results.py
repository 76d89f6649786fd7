"""Results of an earlier system in the shape of results here; the whole of what they held is kept beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from recollect.archive import earlier_values as values
from recollect.domain.analysis import AnalysisResult, Engine, Provenance, ThinkingStep

IMPORTED: Engine = "imported"
_SCORES = ("overall_score", "skill_match_score", "experience_match_score", "education_match_score")


def own_result(result: Mapping[str, Any], text_sha256: str) -> AnalysisResult | None:
    """Give a result that Recollect itself wrote, about this very text, or None for any other."""
    try:
        found = msgspec.convert(result, AnalysisResult)
    except msgspec.ValidationError:
        return None
    return found if found.provenance.text_sha256 == text_sha256 else None


def convert_result(
    result: Mapping[str, Any],
    *,
    candidate_name: str,
    filename: str,
    company_name: str,
    role_name: str,
    created_at: datetime,
    text_sha256: str,
    job_version: int,
) -> AnalysisResult:
    """Give a result in the shape of results here: what it does not say is null or empty, and never made up."""
    overall, skill, experience, education = (values.score(result.get(name)) for name in _SCORES)
    recommendation = values.first_text(result, "hiring_recommendation", "recommendation")
    return AnalysisResult(
        candidate_name=values.first_text(result, "candidate_name") or candidate_name,
        filename=values.first_text(result, "filename") or filename,
        company_name=values.first_text(result, "company_name") or company_name,
        role_name=values.first_text(result, "role_name") or role_name,
        timestamp=created_at,
        score_range=None,
        hiring_recommendation=recommendation or None,
        matched_skills=values.texts(result.get("matched_skills")),
        missing_critical_skills=values.texts(result.get("missing_critical_skills")),
        strengths=values.joined(result.get("strengths")),
        weaknesses=values.joined(result.get("weaknesses")),
        executive_summary=values.joined(result.get("executive_summary") or result.get("summary")),
        thinking_process=tuple(_thinking(result.get("thinking_process"))),
        requirements=(),
        evidence=(),
        flags=(),
        provenance=Provenance(
            engine=IMPORTED,
            engine_version="",
            model=values.first_text(result, "model", "model_name") or None,
            parameters={},
            text_sha256=text_sha256,
            job_version=job_version,
            started_at=created_at,
            duration_ms=None,
        ),
        imported=dict(result),
        overall_score=overall,
        skill_match_score=skill,
        experience_match_score=experience,
        education_match_score=education,
    )


def _thinking(steps: object) -> list[ThinkingStep]:
    found: list[ThinkingStep] = []
    for number, step in enumerate(steps if isinstance(steps, list) else [steps] if steps else [], start=1):
        if isinstance(step, dict):
            name = values.first_text(step, "step", "title", "name") or str(number)
            found.append(ThinkingStep(name, values.joined(step.get("thinking") or step.get("text"))))
        else:
            found.append(ThinkingStep(str(number), values.joined(step)))
    return found
