"""The pages that are looked at as a whole, with something of every kind on them."""

from __future__ import annotations

from browser.records import NURSE_JOB, add_job, analyse_nurse
from browser.serving import Site
from carried_out import carry_out
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.feedback import FeedbackDraft, Judgement
from recollect.services.feedback.feedback_capture import submit_feedback
from recollect.services.jobs.job_intake import change_job
from recollect.services.jobs.template_reuse import make_template
from recollect.services.resumes.resume_intake import receive_resume
from recollect.services.resumes.resume_tasks import submit_rereading
from recollect.services.upkeep.store_checks import CheckKind, submit_check

STANDING = {
    "current job": "/",
    "keys": "/settings/keys",
    "jobs": "/jobs",
    "new job": "/jobs/new",
    "templates": "/templates",
    "not there": "/nothing",
    "analyses": "/analyses",
    "analyses, narrowed": "/analyses?min=10&rated=no&until=2999-01-01&max=many",
    "feedback": "/feedback",
    "feedback, alike": "/feedback?like=registration&rating=2",
    "audit": "/audit",
    "audit, narrowed": "/audit?kind=job&since=2000-01-01&actor=local",
    "storage": "/storage",
    "engine": "/settings/engine",
    "privacy": "/settings/privacy",
    "retention": "/settings/retention?days=1",
    "work": "/work",
    "résumés": "/resumes",
    "résumés, narrowed": "/resumes?text_quality=good&q=nurse",
    "search": "/search",
    "search, found": "/search?q=nurse",
}
"""Pages whose addresses are known beforehand."""
OF_JOB = {
    "edit job": "edit",
    "requirements": "requirements",
    "description": "description?v=2&against=1",
    "history": "history",
    "job feedback": "feedback",
}
_CHECKED: dict[str, tuple[str, CheckKind]] = {
    "audit, checked": ("/audit", "chain"),
    "storage, checked": ("/storage", "store"),
}
PAGES = (
    *STANDING,
    *OF_JOB,
    "job",
    "template",
    "résumé",
    "résumé, text",
    "comparison",
    "audit, checked",
    "storage, checked",
    "analysis",
    "evidence",
    "text",
    "pair",
    "report",
    "task",
)


def address_of(site: Site, name: str) -> str:
    """Give the address of a page, making the records that it shows."""
    if name in STANDING:
        return site.address + STANDING[name]
    if name in _CHECKED:
        path, kind = _CHECKED[name]
        carry_out(site.memory, submit_check(site.memory, LOCAL_CALLER, kind))
        return site.address + path
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    if name == "comparison":
        older = receive_resume(site.memory, LOCAL_CALLER, b"Maren Holt\nNurse\n", "older.txt")
        return f"{site.address}/resumes/{analysed.resume_id}/compare?with={older.resume_id}"
    judgement = Judgement(
        rating=2,
        correct_points=("The registration",),
        incorrect_points=("The degree",),
        missing_points=("The training",),
        ideal_response="A nurse for the ward.",
    )
    draft = FeedbackDraft(
        interaction_id=f"page-of-{analysed.analysis_id}",
        query="Does she fit?",
        context=(),
        response="Yes.",
        feedback=judgement,
        analysis_id=analysed.analysis_id,
    )
    submit_feedback(site.memory, LOCAL_CALLER, draft)
    if name in OF_JOB:
        change_job(
            site.memory,
            LOCAL_CALLER,
            analysed.job_id,
            {"job_description": f"{NURSE_JOB}- Night shifts\n"},
            expected_version=1,
        )
        return f"{site.address}/jobs/{analysed.job_id}/{OF_JOB[name]}"
    if name == "template":
        kept = make_template(site.memory, LOCAL_CALLER, analysed.job_id)
        return f"{site.address}/templates/{kept.template_id}"
    task = submit_rereading(site.memory, LOCAL_CALLER, [analysed.resume_id])
    if name == "pair":
        analysed = analyse_nurse(site.memory, analysed.job_id)
    return {
        "job": f"{site.address}/jobs/{analysed.job_id}?added={analysed.analysis_id}",
        "résumé": f"{site.address}/resumes/{analysed.resume_id}",
        "résumé, text": f"{site.address}/resumes/{analysed.resume_id}?view=text",
        "analysis": f"{site.address}/analyses/{analysed.analysis_id}",
        "task": f"{site.address}/work/{task.task_id}",
        "text": f"{site.address}/analyses/{analysed.analysis_id}?view=text",
        "pair": f"{site.address}/analyses/{analysed.analysis_id}?tab=history",
        "report": f"{site.address}/analyses/{analysed.analysis_id}/report",
        "evidence": f"{site.address}/analyses/{analysed.analysis_id}#ev-E1",
    }[name]
