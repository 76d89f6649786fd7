"""A résumé as its page shows it: what was read from it, how surely, and its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from recollect.domain.document import Education, Fields, FieldValue, HiddenText, LanguageSkill, Position
from recollect.domain.resume import ResumeSummary, SamePerson
from recollect.services.resumes.resume_reading import ResumeReading
from recollect.web.pages.analyses.page_tens import PageTens, find_tens
from recollect.web.pages.analyses.page_views import DrawnPage, Look, draw_pages
from recollect.web.pages.analyses.rows import AnalysisRow, view_row
from recollect.web.pages.resumes.field_forms import NAMES, FieldForm, changed_fields, view_form
from recollect.web.pages.wording import QUALITIES, Moment, Status, name_job, person_of, say_bytes, say_count, say_moment

_SURE, _LIKELY = 0.8, 0.5


class ReadValue(Struct, frozen=True, kw_only=True):
    """A value that was read, and how surely."""

    text: str
    certainty: Status
    percent: str


class FieldGroup(Struct, frozen=True, kw_only=True):
    """The values of one field, and the form in which they are corrected."""

    name: str
    values: tuple[ReadValue, ...]
    form: FieldForm


class OtherResume(Struct, frozen=True, kw_only=True):
    """Another résumé of the same person."""

    resume_id: str
    filename: str
    moment: Moment


class Offer(Struct, frozen=True, kw_only=True):
    """Somebody who may be the same person, what speaks for it, and the résumé that does."""

    candidate_id: str
    person: str
    reasons: tuple[str, ...]
    own_id: str
    resume_id: str


class VersionLine(Struct, frozen=True, kw_only=True):
    """A version of a résumé: when, by whom, and what was corrected in it."""

    version: int
    moment: Moment
    actor: str
    said: str


class ResumeAnalysis(Struct, frozen=True, kw_only=True):
    """An analysis of a résumé and the job it is for."""

    row: AnalysisRow
    job_title: str


class ResumeView(Struct, frozen=True, kw_only=True):
    """A résumé as its page shows it; what is `hidden` has the address at which it is marked on its page."""

    resume_id: str
    candidate_id: str
    version: int
    person: str
    filename: str
    about: str
    moment: Moment
    quality: Status
    fields: tuple[FieldGroup, ...]
    warnings: tuple[str, ...]
    hidden: tuple[tuple[HiddenText, str | None], ...]
    is_outdated: bool
    analyses: tuple[ResumeAnalysis, ...]
    analysis_total: int
    others: tuple[OtherResume, ...]
    offers: tuple[Offer, ...]
    versions: tuple[VersionLine, ...]
    has_pages: bool
    pages: tuple[DrawnPage, ...]
    tens: PageTens
    text: str


_REASONS = {"email": "the same e-mail address", "phone": "the same telephone number", "text": "nearly the same text"}


def view_resume(reading: ResumeReading, *, as_text: bool, first_page: int = 1) -> ResumeView:
    """Show a résumé with ten of its pages, or its text, and its newest analysis for each job."""
    resume = reading.resume
    size = [say_bytes(resume.file_size), f"{resume.text_length:,} characters"]
    if resume.pages is not None:
        size.insert(0, say_count(resume.pages, "page"))
    tens = find_tens(reading.pages, first_page, own=f"/resumes/{resume.resume_id}")
    shown = () if as_text else reading.pages[tens.first - 1 : tens.last]
    return ResumeView(
        resume_id=resume.resume_id,
        candidate_id=resume.candidate_id,
        version=resume.version,
        person=person_of(resume.candidate_name),
        filename=resume.original_filename,
        about=", ".join(size),
        moment=say_moment(resume.uploaded_at),
        quality=QUALITIES[resume.text_quality],
        fields=tuple(
            FieldGroup(name=NAMES[field], values=values, form=view_form(field, resume.fields))
            for field, values in _values(resume.fields).items()
        ),
        warnings=resume.warnings,
        hidden=tuple(
            (one, tens.address_of(f"H{number}", f"hidden-{number}") if one.boxes and shown else None)
            for number, one in enumerate(resume.hidden_text, start=1)
        ),
        is_outdated=resume.reading_outdated,
        analyses=tuple(
            ResumeAnalysis(
                row=view_row(one, None, None),
                job_title=name_job(reading.jobs[one.job_id]) if one.job_id in reading.jobs else "A deleted job",
            )
            for one in reading.across
        ),
        analysis_total=reading.analysis_total,
        others=tuple(_other(one) for one in reading.others),
        offers=tuple(_offer(one) for one in reading.offers),
        versions=tuple(_version(version, said) for version, said in changed_fields(reading.versions)),
        has_pages=bool(reading.pages),
        pages=draw_pages(resume.resume_id, shown, _looks(resume.hidden_text)),
        tens=tens,
        text=reading.text,
    )


def _looks(hidden: Sequence[HiddenText]) -> dict[str, Look]:
    return {
        f"H{number}": Look(
            look="flagged",
            title=f"Hidden text {number}: {one.reason}",
            anchor=f"hidden-{number}",
            leads_to="#hidden",
        )
        for number, one in enumerate(hidden, start=1)
    }


def _other(one: ResumeSummary) -> OtherResume:
    return OtherResume(resume_id=one.resume_id, filename=one.original_filename, moment=say_moment(one.uploaded_at))


def _offer(one: SamePerson) -> Offer:
    trait = one.traits[0]
    reasons = [_REASONS[each.reason] + (f", {each.value}" if each.value else "") for each in one.traits]
    return Offer(
        candidate_id=one.candidate_id,
        person=person_of(one.candidate_name),
        reasons=tuple(dict.fromkeys(reasons)),
        own_id=trait.with_resume_id,
        resume_id=trait.resume_id,
    )


def _version(version: Mapping[str, Any], said: str) -> VersionLine:
    first = "kept" if version["version"] == 1 else "changed"
    return VersionLine(
        version=version["version"],
        moment=say_moment(version["created_at"]),
        actor=version["actor"],
        said=f"corrected: {said}" if said else first,
    )


def _values(fields: Fields) -> dict[str, tuple[ReadValue, ...]]:
    return {
        "name": _read(fields.name),
        "headline": _read(fields.headline),
        "emails": _read(*fields.emails),
        "phones": _read(*fields.phones),
        "links": _read(*fields.links),
        "location": _read(fields.location),
        "positions": tuple(v for p in fields.positions for v in _join(_position_parts(p), p)),
        "education": tuple(v for e in fields.education for v in _join(_education_parts(e), e)),
        "languages": tuple(v for one in fields.languages for v in _join((one.language, one.level), one)),
        "certificates": _read(*fields.certificates),
        "skills": _read(*fields.skills),
    }


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
