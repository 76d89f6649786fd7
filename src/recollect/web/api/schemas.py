"""What clients send. Unknown fields are ignored, as earlier clients expect; known ones must have their type."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.config import JsonDict

from recollect.domain.analysis import Engine, Recommendation
from recollect.domain.feedback import ClaimMark, FeedbackDraft, Judgement
from recollect.domain.ids import AnalysisId, JobId
from recollect.domain.job import JobDraft
from recollect.domain.paging import DEFAULT_LIMIT, MAX_LIMIT
from recollect.domain.task import ItemState

Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT, description="How many to give at most.")]
Cursor = Annotated[str | None, Field(max_length=512, description="`next_cursor` of the page before.")]
SAYS_SOMETHING: JsonDict = {"pattern": "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$"}
"""Says in the OpenAPI document what the services check: more than white space, and no NUL."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _read_whole(value: object) -> object:
    """Take 4.0 for 4, as JSON and its schemas do."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _refuse_numbers(value: object) -> object:
    """Refuse a count of seconds, which would be read as a time since 1970."""
    if isinstance(value, str) and not _DATE.match(value):
        raise ValueError("a time in RFC 3339 is wanted")
    return value


Whole = Annotated[int, BeforeValidator(_read_whole)]
Moment = Annotated[AwareDatetime, BeforeValidator(_refuse_numbers)]
Version = Annotated[
    int,
    Field(ge=1, le=2**53 - 1, description="The version that the edit began from."),
    BeforeValidator(_read_whole),
]


class Body(BaseModel):
    """What clients send."""

    model_config = ConfigDict(strict=True, extra="ignore")


class _Query(BaseModel):
    model_config = ConfigDict(extra="forbid")


class JobBody(Body):
    """A job to keep."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "job_description": "We look for a data engineer. Must have: Python, SQL. Nice to have: Airflow.",
                    "company_name": "Nordlicht Energie",
                    "role_name": "Data Engineer",
                }
            ]
        }
    )

    job_description: str = Field(description="The text of the job, as pasted.", json_schema_extra=SAYS_SOMETHING)
    company_name: str | None = None
    role_name: str | None = None

    def draft(self) -> JobDraft:
        """Give it as the domain's value."""
        return JobDraft(
            job_description=self.job_description,
            company_name=self.company_name or "",
            role_name=self.role_name or "",
        )


class RereadBody(Body):
    """Which résumés to read anew; left out, all that an older version of the reader has read."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"resume_ids": ["resume_0123456789ab"]}]})

    resume_ids: list[Annotated[str, Field(max_length=100)]] | None = Field(default=None, max_length=10_000)


class ProfileBody(Body):
    """Whose profiles to read: those that the present engine has none of, or `all`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"all": False}]})

    all: bool = False


class ResumeChange(Body):
    """Fields to correct: each with the value it should have, in the shape of `fields`; a text stands for a leaf."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"version": 1, "fields": {"name": "Ifeoma Adeyemi-Brandt"}}]}
    )

    version: Version
    fields: dict[str, Any]


class CandidateChange(Body):
    """A corrected name."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"version": 1, "candidate_name": "Ifeoma Adeyemi-Brandt"}]}
    )

    version: Version
    candidate_name: str = Field(min_length=1, max_length=500)


class OtherCandidate(Body):
    """The candidate who is somebody else."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"candidate_id": "cand_5e1f09aa"}]})

    candidate_id: str = Field(min_length=1, max_length=100)


class CandidateJoining(Body):
    """The candidate who is the same person."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"candidate_id": "cand_5e1f09aa"}]})

    candidate_id: str = Field(min_length=1, max_length=100)


class AnalysisChange(Body):
    """The notes that people keep beside a result."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"version": 1, "notes": "Call her on Tuesday."}]})

    version: Version
    notes: str = Field(max_length=100_000)


class TemplateBody(Body):
    """The name of a template to make of a job."""

    name: str | None = Field(default=None, max_length=500)


class ClaimBody(Body):
    """Whether one piece of evidence, or the verdict on one requirement, is right; it names one of the two.

    Where a requirement was not found, `words` say by which words of the résumé it is met.
    """

    mark: Literal["right", "wrong"]
    evidence_id: str | None = Field(default=None, max_length=20)
    requirement_id: str | None = Field(default=None, max_length=20)
    words: str = Field(default="", max_length=200)

    def claim(self) -> ClaimMark:
        """Give it as the domain's value."""
        return ClaimMark(
            mark=self.mark,
            evidence_id=self.evidence_id,
            requirement_id=self.requirement_id,
            words=" ".join(self.words.split()),
        )


class CalibrationBody(Body):
    """How to refit the map of scores."""

    dry_run: bool = Field(default=False, description="Keep nothing.")


class SkillCheckBody(Body):
    """A text whose skills are asked for."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "Night shifts in ICU, PostgreSQL and welding."}]}
    )

    text: str = Field(max_length=200_000, description="The text; nothing of it is kept.")


class FeedbackBody(Body):
    """What a person says of an analysis or answer."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "interaction_id": "review-17",
                    "query": "Does she fit the data engineer job?",
                    "context": [],
                    "response": "A strong match for Python and SQL.",
                    "rating": 4,
                    "correct_points": ["Python in production is real"],
                    "incorrect_points": [],
                    "missing_points": ["Led a migration to PostgreSQL"],
                    "ideal_response": "A strong match; the migration she led is what we need.",
                    "analysis_id": None,
                    "job_id": None,
                }
            ]
        }
    )

    interaction_id: str = Field(
        min_length=1, max_length=200, description="Your own id of what is judged.", json_schema_extra=SAYS_SOMETHING
    )
    query: str = ""
    context: list[Any] = Field(default_factory=list)
    response: str = ""
    rating: Whole = Field(
        description="From 1, wrong, to 5, exactly right.", json_schema_extra={"minimum": 1, "maximum": 5}
    )
    correct_points: list[str] = Field(default_factory=list)
    incorrect_points: list[str] = Field(default_factory=list)
    missing_points: list[str] = Field(default_factory=list)
    ideal_response: str | None = None
    corrected_score: float | None = Field(
        default=None, ge=0, le=100, allow_inf_nan=False, description="What the overall score should be."
    )
    claims: list[ClaimBody] = Field(default_factory=list, max_length=500)
    analysis_id: str | None = None
    job_id: str | None = None

    def draft(self) -> FeedbackDraft:
        """Give it as the domain's value."""
        return FeedbackDraft(
            interaction_id=self.interaction_id,
            query=self.query,
            context=tuple(self.context),
            response=self.response,
            feedback=Judgement(
                rating=self.rating,
                correct_points=tuple(self.correct_points),
                incorrect_points=tuple(self.incorrect_points),
                missing_points=tuple(self.missing_points),
                ideal_response=self.ideal_response or "",
                corrected_score=self.corrected_score,
                claims=tuple(one.claim() for one in self.claims),
            ),
            analysis_id=AnalysisId(self.analysis_id) if self.analysis_id else None,
            job_id=JobId(self.job_id) if self.job_id else None,
        )


class FeedbackChange(Body):
    """The parts of feedback to change; `version` is its revision."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"version": 1, "rating": 5}]})

    version: Version
    rating: Whole | None = Field(default=None, json_schema_extra={"minimum": 1, "maximum": 5})
    correct_points: list[str] | None = None
    incorrect_points: list[str] | None = None
    missing_points: list[str] | None = None
    ideal_response: str | None = None
    corrected_score: float | None = Field(default=None, ge=0, le=100, allow_inf_nan=False)
    claims: list[ClaimBody] | None = Field(default=None, max_length=500)

    def changes(self) -> dict[str, Any]:
        """Give what is to be changed in the judgement."""
        given = self.model_dump(exclude={"version", "claims"})
        given["claims"] = None if self.claims is None else [one.claim() for one in self.claims]
        return {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in given.items()
            if value is not None
        }


class ListQuery(_Query):
    """Which page of a list."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor = None


class JobSearchQuery(ListQuery):
    """What to search jobs for."""

    query: str = Field(default="", max_length=1000, description="Words, or their beginnings.")


class SearchQuery(ListQuery):
    """What to search everything for."""

    query: str = Field(default="", max_length=1000, description="Words, their beginnings, or an id or its beginning.")


class ResumeListQuery(ListQuery):
    """Which résumés."""

    query: str = Field(default="", max_length=1000, description="Words of the name, file name or text.")


class WordsQuery(_Query):
    """Which page's words."""

    page: int | None = Field(default=None, ge=1, le=100_000, description="Of this page alone, counted from 1.")


class AnalysisListQuery(ListQuery):
    """Which analyses."""

    job_id: str | None = Field(default=None, max_length=100)
    resume_id: str | None = Field(default=None, max_length=100)
    min_score: float | None = Field(default=None, ge=0, le=100, allow_inf_nan=False)
    max_score: float | None = Field(default=None, ge=0, le=100, allow_inf_nan=False)
    recommendation: Recommendation | None = None
    engine: Engine | None = None
    rated: bool | None = Field(default=None, description="Whether there is feedback on them.")
    since: Moment | None = Field(default=None, description="Made from this moment on, in RFC 3339.")
    until: Moment | None = Field(default=None, description="Made before this moment, in RFC 3339.")


class FeedbackExportQuery(BaseModel):
    """Which feedback; what is not known is passed over, as earlier clients expect."""

    analysis_id: str | None = Field(default=None, max_length=100)
    job_id: str | None = Field(default=None, max_length=100)
    rating: int | None = Field(default=None, ge=1, le=5)
    usable: bool | None = Field(default=None, description="Whether training can learn from it.")


class FeedbackListQuery(ListQuery, FeedbackExportQuery):
    """Which feedback, and which page of it."""

    model_config = ConfigDict(extra="forbid")


class TaskItemsQuery(ListQuery):
    """Which items of a task."""

    state: ItemState | None = None


class AuditQuery(ListQuery):
    """Which events."""

    entity: str | None = Field(default=None, max_length=100, description="A kind of record, such as `job`, or an id.")
    actor: str | None = Field(default=None, max_length=100, description="By whom.")
    since: Moment | None = Field(default=None, description="From this moment on, in RFC 3339.")
    until: Moment | None = Field(default=None, description="Before this moment, in RFC 3339.")


class FeedbackSearchQuery(_Query):
    """What to search feedback for."""

    query: str = Field(default="", max_length=10_000)
    n_results: int = Field(default=5, ge=1, le=100)
    min_rating: int = Field(default=1, ge=1, le=5)


class SkillSearchQuery(_Query):
    """What to look up in the lexicon."""

    query: str = Field(default="", max_length=200, description="Words of a name, or their beginnings.")
    limit: Limit = 20


class CandidateDeletion(_Query):
    """Whether a person is deleted, or erased."""

    erase: bool = Field(default=False, description="Erase for good: there is no way back.")
    also: list[Annotated[str, Field(max_length=200)]] = Field(
        default=[], max_length=20, description="With `erase`: words that are blacked out too, such as a nickname."
    )


class RetentionQuery(_Query):
    """After how many days without activity."""

    days: int | None = Field(default=None, ge=1, le=36_500, description="Days; the setting when it is left out.")
    limit: Limit = DEFAULT_LIMIT


class HighQualityQuery(_Query):
    """Which samples."""

    min_rating: int = Field(default=4, ge=1, le=5)
    limit: int = Field(default=100, ge=1, le=500)
