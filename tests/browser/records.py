"""Records that tests make through the product's own services."""

from __future__ import annotations

from pdf_factory import make_pdf
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.job import JobDraft
from recollect.services.analyses.resume_analysis import Analysed, analyse_resume
from recollect.services.jobs.job_intake import choose_job, create_job, current_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_intake import receive_resume

NURSE_JOB = """Ward Nurse, Paediatrics
Moorfield Infirmary, Leeds

Must have
- Registered nurse
- BSc in nursing
- Experience with patients on a ward

Nice to have
- Training of newly qualified nurses
- Welsh
"""


def add_job(memory: Memory, description: str = NURSE_JOB, role: str = "Ward Nurse", company: str = "Moorfield") -> str:
    """Keep a job and give its id; the current job stays what it was."""
    before = current_job(memory, LOCAL_CALLER)
    draft = JobDraft(job_description=description, role_name=role, company_name=company)
    job_id = create_job(memory, LOCAL_CALLER, draft)
    if before is not None:
        choose_job(memory, LOCAL_CALLER, before.job_id)
    return job_id


def analyse_text(memory: Memory, job_id: str, text: str, filename: str = "nurse.txt") -> Analysed:
    """Keep a plain-text résumé and analyse it."""
    received = receive_resume(memory, LOCAL_CALLER, text.encode(), filename)
    return analyse_resume(memory, LOCAL_CALLER, received.resume_id, job_id)


def analyse_nurse(memory: Memory, job_id: str) -> Analysed:
    """Keep the invented nurse's PDF and analyse it."""
    received = receive_resume(memory, LOCAL_CALLER, make_pdf(), "maren-holt.pdf")
    return analyse_resume(memory, LOCAL_CALLER, received.resume_id, job_id)
