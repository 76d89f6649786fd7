"""A résumé as its page shows it: what was read from it, how surely, and its text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from recollect.domain.analysis import AnalysisSummary
from recollect.domain.document import Education, FieldValue, HiddenText, LanguageSkill, Position
from recollect.domain.job import Job
from recollect.domain.resume import Resume
from recollect.web.pages.analyses.rows import AnalysisRow, view_row
from recollect.web.pages.wording import QUALITIES, Moment, Status, person_of, say_bytes, say_count, say_moment, title_of

_SURE, _LIKELY = 0.8, 0.5


class ReadValue(Struct, frozen=True, kw_only=True):
    """A value that was read, and how surely."""

    text: str
    certainty: Status
    percent: str


class FieldGroup(Struct, frozen=True, kw_only=True):
    """The values of one field."""

    name: str
    values: tuple[ReadValue, ...]


class ResumeAnalysis(Struct, frozen=True, kw_only=True):
    """An analysis of a résumé and the job it is for."""

    row: AnalysisRow
    job_title: str


class ResumeView(Struct, frozen=True, kw_only=True):
    """A résumé as its page shows it."""

    resume_id: str
    candidate_id: str
    person: str
    filename: str
    about: str
    moment: Moment
    quality: Status
    fields: tuple[FieldGroup, ...]
    warnings: tuple[str, ...]
    hidden: tuple[HiddenText, ...]
    analyses: tuple[ResumeAnalysis, ...]
    analysis_total: int
    text: str


def view_resume(
    resume: Resume, text: str, found: Sequence[tuple[AnalysisSummary, Job | None]], *, total: int
) -> ResumeView:
    """Show a résumé with its text and its newest analyses, each with its job where that is still there."""
    size = [say_bytes(resume.file_size), f"{resume.text_length:,} characters"]
    if resume.pages is not None:
        size.insert(0, say_count(resume.pages, "page"))
    return ResumeView(
        resume_id=resume.resume_id,
        candidate_id=resume.candidate_id,
        person=person_of(resume.candidate_name),
        filename=resume.original_filename,
        about=", ".join(size),
        moment=say_moment(resume.uploaded_at),
        quality=QUALITIES[resume.text_quality],
        fields=tuple(_fields(resume)),
        warnings=resume.warnings,
        hidden=resume.hidden_text,
        analyses=tuple(
            ResumeAnalysis(row=view_row(summary, None, None), job_title=title_of(job) if job else "A deleted job")
            for summary, job in found
        ),
        analysis_total=total,
        text=text,
    )


def _fields(resume: Resume) -> list[FieldGroup]:
    fields = resume.fields
    groups = [
        ("Name", _read(fields.name)),
        ("Headline", _read(fields.headline)),
        ("E-mail", _read(*fields.emails)),
        ("Phone", _read(*fields.phones)),
        ("Links", _read(*fields.links)),
        ("Place", _read(fields.location)),
        ("Positions", tuple(v for p in fields.positions for v in _join(_position_parts(p), p))),
        ("Education", tuple(v for e in fields.education for v in _join(_education_parts(e), e))),
        ("Languages", tuple(v for one in fields.languages for v in _join((one.language, one.level), one))),
        ("Certificates", _read(*fields.certificates)),
        ("Skills", _read(*fields.skills)),
    ]
    return [FieldGroup(name=name, values=values) for name, values in groups if values]


def _position_parts(position: Position) -> tuple[FieldValue | None, ...]:
    return (position.title, position.organisation, position.location, position.start_date, position.end_date)


def _education_parts(education: Education) -> tuple[FieldValue | None, ...]:
    return (education.degree or education.level, education.field, education.institution, education.end_date)


def _read(*values: FieldValue | None) -> tuple[ReadValue, ...]:
    return tuple(_value(one.value, one.confidence, one.source) for one in values if one is not None)


def _join(parts: tuple[FieldValue | None, ...], whole: Position | Education | LanguageSkill) -> tuple[ReadValue, ...]:
    """Write what belongs together as one value, as sure as its least sure part."""
    known = [one for one in parts if one is not None]
    if not known:
        return ()
    words = [one.value for one in known]
    if isinstance(whole, Position) and whole.current:
        words.append("present")
    source = "corrected" if all(one.source == "corrected" for one in known) else "parsed"
    return (_value(", ".join(words), min(one.confidence for one in known), source),)


def _value(text: str, confidence: float, source: str) -> ReadValue:
    if source == "corrected":
        certainty = Status("ok", "corrected by a person")
    elif confidence >= _SURE:
        certainty = Status("ok", "sure")
    else:
        certainty = Status("part", "likely") if confidence >= _LIKELY else Status("gap", "unsure")
    return ReadValue(text=text, certainty=certainty, percent=f"{confidence:.0%}")
