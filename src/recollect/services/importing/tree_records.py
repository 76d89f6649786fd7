"""Jobs, analyses and feedback of an earlier system, one at a time: known already, new, or not to be taken."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from recollect.archive.earlier import Found
from recollect.archive.earlier_records import EarlierAnalysis, Unusable, read_analysis, read_feedback, read_job
from recollect.archive.earlier_results import convert_result, own_result
from recollect.domain.feedback import FeedbackDraft
from recollect.domain.ids import ResumeId, kind_of_id
from recollect.domain.job import Job, JobDraft
from recollect.errors import NotFound
from recollect.scoring.vectors import VECTORISER_ID, vectorise
from recollect.services.analyses.analysis_editing import count_analysis
from recollect.services.feedback.feedback_capture import check_draft as check_feedback
from recollect.services.feedback.feedback_capture import is_usable, searched_text
from recollect.services.importing.tree_documents import Documents, KnownResume
from recollect.services.importing.tree_intake import Intake, Taken, is_taken
from recollect.services.jobs.job_intake import check_draft
from recollect.storage.records import analyses, feedback, jobs, resumes
from recollect.storage.records.analyses import NewAnalysis, recommendation_class
from recollect.storage.records.feedback_vectors import put_vector
from recollect.storage.unit import Reader, UnitOfWork


class _Job(Struct, frozen=True):
    job_id: str
    version: int
    draft: JobDraft


class Records:
    """Takes records in, and remembers which id of the tree is which here."""

    def __init__(self, intake: Intake, documents: Documents) -> None:
        self._intake = intake
        self._documents = documents
        self._jobs: dict[str, _Job] = {}
        self._analyses: dict[str, tuple[str, str, str]] = {}

    def take_job(self, found: Found) -> Taken:
        """Take a job under its own id, or know it again by its id and texts."""
        earlier = read_job(found, self._intake.zone)
        check_draft(earlier.draft)
        with self._intake.memory.read(self._intake.caller) as reader:
            kept = _job_there(reader, earlier.job_id)
            if kept is not None:
                version = _version_that_says(reader, kept, earlier.draft)
                if version is None:
                    raise Unusable("another job has its id here; nothing was changed")
                self._jobs[earlier.job_id] = _Job(kept.job_id, version, earlier.draft)
                return Taken(kept.job_id, is_new=False)
            if is_taken(reader, earlier.job_id):
                raise Unusable("something else has its id here; nothing was changed")

        def unit(work: UnitOfWork) -> None:
            with work.dated(earlier.created_at or work.now):
                jobs.add_job(work, earlier.draft, actor=self._intake.caller.actor, draw=lambda _digits: earlier.job_id)
            self._intake.record(work, "job.created", earlier.job_id, found.source)

        taken = self._intake.write(unit, Taken(earlier.job_id, is_new=True, notes=earlier.notes))
        self._jobs[earlier.job_id] = _Job(earlier.job_id, 1, earlier.draft)
        return taken

    def take_analysis(self, found: Found) -> Taken:
        """Take an analysis under its own id, with the text that it saw, or know it again by its id and links."""
        earlier = read_analysis(found, self._intake.zone)
        job, resume = self._jobs.get(earlier.job_id), self._documents.known.get(earlier.resume_id)
        if job is None:
            raise Unusable(f"its job {earlier.job_id} was not taken")
        if resume is None:
            raise Unusable(f"its résumé {earlier.resume_id} was not taken")
        links = (earlier.analysis_id, job.job_id, resume.resume_id)
        with self._intake.memory.read(self._intake.caller) as reader:
            try:
                kept = analyses.get_analysis(reader, earlier.analysis_id, deleted=True)
            except NotFound:
                if is_taken(reader, earlier.analysis_id):
                    raise Unusable("something else has its id here; nothing was changed") from None
            else:
                if (kept.job_id, kept.resume_id) != links[1:]:
                    raise Unusable("another analysis has its id here; nothing was changed")
                self._analyses[earlier.analysis_id] = links
                return Taken(kept.analysis_id, is_new=False)
        taken = self._intake.write(
            lambda work: self._add_analysis(work, earlier, job, resume, found),
            Taken(earlier.analysis_id, is_new=True, notes=earlier.notes),
        )
        self._analyses[earlier.analysis_id] = links
        return taken

    def take_feedback(self, found: Found) -> Taken:
        """Take feedback, with null where it names what was not taken, or know it again by its interaction."""
        earlier = read_feedback(found, self._intake.zone)
        draft, notes = self._linked(earlier.draft, earlier.notes)
        check_feedback(draft)
        with self._intake.memory.read(self._intake.caller) as reader:
            kept = feedback.find_interaction(reader, self._intake.caller.caller_id, draft.interaction_id)
            if kept is not None:
                said = {r["version"]: r for r in feedback.list_revisions(reader, kept.feedback_id)}
                if not any(feedback.get_revision(reader, kept, number) == draft for number in said):
                    raise Unusable("other feedback has its id here; nothing was changed")
                return Taken(kept.feedback_id, is_new=False)
            keeps_id = kind_of_id(earlier.feedback_id or "") == "feedback" and not _feedback_there(
                reader, earlier.feedback_id or ""
            )

        def unit(work: UnitOfWork) -> Taken:
            resume_id = self._analyses[draft.analysis_id][2] if draft.analysis_id else None
            own = (earlier.feedback_id or "").removeprefix("fb_")
            with work.dated(earlier.created_at or work.now):
                feedback_id, seq = feedback.add_feedback(
                    work,
                    draft,
                    caller_id=self._intake.caller.caller_id,
                    resume_id=ResumeId(resume_id) if resume_id else None,
                    usable=is_usable(draft),
                    author=self._intake.caller.actor,
                    draw=(lambda _digits: own) if keeps_id else self._intake.memory.draw,
                )
            if draft.analysis_id:
                analyses.count_feedback(work, draft.analysis_id, 1)
            put_vector(work, seq, VECTORISER_ID, vectorise(searched_text(draft)))
            self._intake.record(work, "feedback.submitted", feedback_id, found.source)
            return Taken(feedback_id, is_new=True, notes=notes)

        return self._intake.write(unit, Taken(earlier.feedback_id or draft.interaction_id, is_new=True, notes=notes))

    def _add_analysis(
        self, work: UnitOfWork, earlier: EarlierAnalysis, job: _Job, resume: KnownResume, found: Found
    ) -> None:
        kept = resumes.get_resume(work, resume.resume_id, deleted=True)
        created_at = earlier.created_at or work.now
        result = own_result(earlier.result, resume.text_sha256) or convert_result(
            earlier.result,
            candidate_name=earlier.candidate_name or kept.candidate_name,
            filename=kept.original_filename,
            company_name=job.draft.company_name,
            role_name=job.draft.role_name,
            created_at=created_at,
            text_sha256=resume.text_sha256,
            job_version=job.version,
        )
        new = NewAnalysis(
            job_id=jobs.get_job(work, job.job_id, deleted=True).job_id,
            job_version=job.version,
            resume_id=kept.resume_id,
            candidate_id=kept.candidate_id,
            text_sha256=resume.text_sha256,
            engine=result.provenance.engine,
            recommendation=recommendation_class(result.hiring_recommendation or ""),
            result=result,
        )
        with work.dated(created_at):
            analysis_id = analyses.add_analysis(work, new, draw=lambda _digits: earlier.analysis_id)
        count_analysis(work, analyses.get_analysis(work, analysis_id), 1)
        self._intake.record(work, "analysis.created", analysis_id, found.source)

    def _linked(self, draft: FeedbackDraft, notes: tuple[str, ...]) -> tuple[FeedbackDraft, tuple[str, ...]]:
        """Give feedback with its links as they are here: those to what was not taken are null."""
        analysis = self._analyses.get(draft.analysis_id or "")
        if analysis is not None:
            return msgspec.structs.replace(draft, analysis_id=analysis[0], job_id=analysis[1]), notes
        job = self._jobs.get(draft.job_id or "")
        if draft.analysis_id:
            notes = (*notes, f"its analysis {draft.analysis_id} was not taken: it is kept without")
        if draft.job_id and job is None:
            notes = (*notes, f"its job {draft.job_id} was not taken: it is kept without")
        return msgspec.structs.replace(draft, analysis_id=None, job_id=job.job_id if job else None), notes


def _job_there(reader: Reader, job_id: str) -> Job | None:
    try:
        return jobs.get_job(reader, job_id, deleted=True)
    except NotFound:
        return None


def _version_that_says(reader: Reader, kept: Job, draft: JobDraft) -> int | None:
    """Give the oldest version of a job that has the texts of `draft`."""
    versions = jobs.list_job_versions(reader, kept.job_id)
    texts = (draft.job_description, draft.company_name, draft.role_name)
    same = [v.version for v in versions if (v.job_description, v.company_name, v.role_name) == texts]
    return min(same, default=None)


def _feedback_there(reader: Reader, feedback_id: str) -> bool:
    try:
        feedback.get_feedback(reader, feedback_id, deleted=True)
    except NotFound:
        return False
    return True
