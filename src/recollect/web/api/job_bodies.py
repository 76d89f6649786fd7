"""What clients send to change a job or a template."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from recollect.domain.analysis import Amount, RequirementKind, Strength
from recollect.domain.job import EDITABLE, MOST_REQUIREMENTS, RequirementDraft
from recollect.web.api.schemas import SAYS_SOMETHING, Body, Version, Whole

Share = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Score = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Offset = Annotated[Whole, Field(ge=0, le=2**31)]


class AmountBody(Body):
    """How much is asked for."""

    value: float = Field(gt=0, le=100, allow_inf_nan=False)
    unit: Literal["years", "months"]


class RequirementBody(Body):
    """A requirement; with the `id` of one that is there it replaces that, without it is new.

    Left out, the weight follows from the strength, and the span stays as it is.
    """

    id: str | None = Field(default=None, pattern="^R[1-9][0-9]{0,4}$")
    text: str = Field(max_length=1000, json_schema_extra=SAYS_SOMETHING)
    kind: RequirementKind
    strength: Strength
    weight: float | None = Field(default=None, ge=0, le=10, allow_inf_nan=False)
    amount: AmountBody | None = None
    start: Offset | None = None
    end: Offset | None = None

    def draft(self) -> RequirementDraft:
        """Give it as the domain's value."""
        return RequirementDraft(
            id=self.id,
            text=self.text,
            kind=self.kind,
            strength=self.strength,
            weight=self.weight,
            amount=Amount(self.amount.value, self.amount.unit) if self.amount else None,
            start=self.start,
            end=self.end,
        )


class WeightsBody(Body):
    """How much each part counts; only the ratios matter, and what is left out stays."""

    skills: Share | None = None
    experience: Share | None = None
    education: Share | None = None


class ThresholdsBody(Body):
    """The lowest overall score of each recommendation; what is left out stays."""

    strong_hire: Score | None = None
    hire: Score | None = None
    maybe: Score | None = None


class JobChange(Body):
    """The parts of a job to change; what is left out stays.

    `requirements` replaces the whole list; null leaves requirements, weights or thresholds to the engine again.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "version": 1,
                    "requirements": [{"text": "Python", "kind": "skill", "strength": "must"}],
                    "weights": {"skills": 0.5, "experience": 0.4, "education": 0.1},
                }
            ]
        }
    )

    version: Version
    job_description: Annotated[str, Field(json_schema_extra=SAYS_SOMETHING)] | None = None
    company_name: str | None = None
    role_name: str | None = None
    metadata: dict[str, Any] | None = None
    requirements: list[RequirementBody] | None = Field(default=None, max_length=MOST_REQUIREMENTS)
    weights: WeightsBody | None = None
    thresholds: ThresholdsBody | None = None

    def changes(self) -> dict[str, Any]:
        """Give what is to be changed."""
        given: dict[str, Any] = {
            name: value for name, value in self.model_dump(exclude={"version", *EDITABLE}).items() if value is not None
        }
        if "requirements" in self.model_fields_set:
            given["requirements"] = None if self.requirements is None else [one.draft() for one in self.requirements]
        for name in ("weights", "thresholds"):
            if name in self.model_fields_set:
                figures = getattr(self, name)
                given[name] = None if figures is None else figures.model_dump(exclude_none=True)
        return given


class TemplateChange(JobChange):
    """The parts of a template to change; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"version": 1, "name": "Data Engineer, Leipzig"}]})

    name: str | None = Field(default=None, max_length=500)
