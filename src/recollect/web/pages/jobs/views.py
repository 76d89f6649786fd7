"""A job as its pages show it: what it asks for, how it is called, its versions, and what is new."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from recollect.domain.analysis import Requirement
from recollect.domain.job import Job, JobSummary, JobVersion
from recollect.services.jobs.job_overview import JobNews
from recollect.services.resumes.resume_diff import DiffBlock
from recollect.storage.views.job_pool import COUNTED_UP_TO
from recollect.web.pages.wording import KINDS, STRENGTHS, Moment, say_count, say_moment, title_of


class RequirementGroup(Struct, frozen=True, kw_only=True):
    """The requirements of one strength, as text and kind."""

    heading: str
    items: tuple[tuple[str, str], ...]


class JobView(Struct, frozen=True, kw_only=True):
    """A job as its page shows it."""

    job_id: str
    title: str
    company: str
    description: str
    version: int
    moment: Moment
    requirement_total: int
    requirements_edited: bool
    requirements: tuple[RequirementGroup, ...]
    weights: tuple[tuple[str, str], ...]
    thresholds: tuple[tuple[str, str], ...]


class JobRow(Struct, frozen=True, kw_only=True):
    """A job as a line of the list."""

    job_id: str
    title: str
    company: str
    preview: str
    moment: Moment
    analysis_count: int
    is_current: bool


class VersionRow(Struct, frozen=True, kw_only=True):
    """A version of a job as a line of the list of them."""

    version: int
    moment: Moment
    actor: str
    title: str
    is_shown: bool


class NewsLine(Struct, frozen=True):
    """Something that came, and where it is to be seen."""

    said: str
    address: str


class DescriptionView(Struct, frozen=True, kw_only=True):
    """One version of a job's text, as it is or against another."""

    version: int
    against: int | None
    text: str
    blocks: tuple[DiffBlock, ...]
    changed: tuple[str, ...]


def view_job(job: Job) -> JobView:
    """Show a job and what it asks for, musts first."""
    weights, limits = job.weights, job.thresholds
    whole = weights.skills + weights.experience + weights.education
    return JobView(
        job_id=job.job_id,
        title=title_of(job),
        company=job.company_name,
        description=job.job_description,
        version=job.version,
        moment=say_moment(job.created_at),
        requirement_total=len(job.requirements),
        requirements_edited="requirements" in job.edited,
        requirements=tuple(_group(job.requirements, strength) for strength in STRENGTHS if _of(job, strength)),
        weights=tuple(
            (name, f"{value / whole:.0%}")
            for name, value in (
                ("skills", weights.skills),
                ("experience", weights.experience),
                ("education", weights.education),
            )
        ),
        thresholds=(
            ("Strong Hire", f"{limits.strong_hire:g}"),
            ("Hire", f"{limits.hire:g}"),
            ("Maybe", f"{limits.maybe:g}"),
        ),
    )


def view_job_row(job: JobSummary, current: str | None) -> JobRow:
    """Show a job as a line."""
    return JobRow(
        job_id=job.job_id,
        title=title_of(job),
        company=job.company_name,
        preview=job.description_preview,
        moment=say_moment(job.created_at),
        analysis_count=job.analysis_count,
        is_current=job.job_id == current,
    )


def view_versions(versions: Sequence[JobVersion], shown: int) -> tuple[VersionRow, ...]:
    """Show the versions of a job, newest first."""
    return tuple(
        VersionRow(
            version=one.version,
            moment=say_moment(one.created_at),
            actor=one.actor,
            title=title_of(one),
            is_shown=one.version == shown,
        )
        for one in versions
    )


def view_description(version: JobVersion, against: JobVersion | None, blocks: Sequence[DiffBlock]) -> DescriptionView:
    """Show a version, and what differs from another; `blocks` are those of its text."""
    return DescriptionView(
        version=version.version,
        against=against.version if against else None,
        text=version.job_description,
        blocks=tuple(blocks),
        changed=tuple(_changed(version, against)) if against else (),
    )


def view_news(news: JobNews, job_id: str) -> tuple[NewsLine, ...]:
    """Say what came to a job."""
    counts = (
        (news.counts.resumes, "résumé", "added", "/resumes"),
        (news.counts.analyses, "analysis", "made", f"/analyses?job={job_id}"),
        (news.counts.feedback, "feedback", "given", f"/jobs/{job_id}/feedback"),
    )
    lines = [
        NewsLine(f"{'at least ' if count >= COUNTED_UP_TO else ''}{say_count(count, noun)} {verb}", address)
        for count, noun, verb, address in counts
        if count
    ]
    at = f"/jobs/{job_id}/description"
    lines += [
        NewsLine(f"Version {one.version} written", f"{at}?v={one.version}&against={one.version - 1}")
        for one in news.versions
    ]
    return tuple(lines)


def _changed(version: JobVersion, against: JobVersion) -> list[str]:
    """Name what else differs between two versions."""
    said = []
    for name, old, new in (
        ("Role", against.role_name, version.role_name),
        ("Company", against.company_name, version.company_name),
    ):
        if old != new:
            said.append(f"{name}: “{old}” became “{new}”.")
    for name, before, after in (
        ("Requirements", against.requirements, version.requirements),
        ("Weights", against.weights, version.weights),
        ("Bars of the recommendations", against.thresholds, version.thresholds),
    ):
        if before != after:
            said.append(f"{name}: {'set by a person' if after is not None else 'left to the engine again'}.")
    return said


def _of(job: Job, strength: str) -> list[Requirement]:
    return [one for one in job.requirements if one.strength == strength]


def _group(requirements: Sequence[Requirement], strength: str) -> RequirementGroup:
    return RequirementGroup(
        heading=STRENGTHS[strength],
        items=tuple((one.text, KINDS[one.kind]) for one in requirements if one.strength == strength),
    )
