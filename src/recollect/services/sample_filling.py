"""An empty store is filled with invented people, so that the first look is not an empty page."""

from __future__ import annotations

from collections.abc import Callable

from recollect.domain.caller import Caller
from recollect.domain.feedback import FeedbackDraft
from recollect.errors import InvalidInput
from recollect.sample.content import Sample, load_sample
from recollect.services.analyses.resume_analysis import Analysed, analyse_resume
from recollect.services.feedback.feedback_capture import submit_feedback
from recollect.services.jobs.job_intake import choose_job, create_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_intake import receive_resume
from recollect.storage import counters, facts

Progress = Callable[[int, int], None]
"""Is told how many of the sample's people are done, and of how many."""


def is_empty(memory: Memory, caller: Caller) -> bool:
    """Tell whether nothing is kept yet."""
    names = (counters.JOBS, counters.RESUMES, counters.ANALYSES, counters.FEEDBACK)
    with memory.read(caller) as reader:
        return not any(counters.totals(reader, *names).values())


def fill_with_sample(memory: Memory, caller: Caller, progress: Progress = lambda _done, _of: None) -> Sample:
    """Put the sample through the same use cases as a person's own files, and give it.

    Raises `InvalidInput` when the store is not empty.
    """
    if not is_empty(memory, caller):
        raise InvalidInput("The store is not empty: the sample is only put into a new one. Name another with --data.")
    sample = load_sample()
    job_ids = {job.key: create_job(memory, caller, job.draft) for job in sample.jobs}
    analysed: dict[tuple[str, str], Analysed] = {}
    for done, person in enumerate(sample.people, start=1):
        received = receive_resume(memory, caller, person.pdf, person.filename)
        for job in person.jobs:
            analysed[job, person.key] = analyse_resume(memory, caller, received.resume_id, job_ids[job])
        progress(done, len(sample.people))
    for said in sample.feedback:
        about = analysed[said.job, said.person]
        draft = FeedbackDraft(
            interaction_id=f"sample-{said.key}",
            query=said.query,
            context=(),
            response=about.result.executive_summary if said.response is None else said.response,
            feedback=said.judgement,
            analysis_id=about.analysis_id,
            job_id=about.job_id,
        )
        submit_feedback(memory, caller, draft)
    choose_job(memory, caller, next(iter(job_ids.values())))
    memory.write(caller, lambda work: facts.put_fact(work, facts.SAMPLE, "filled"))
    return sample


def holds_sample(memory: Memory, caller: Caller) -> bool:
    """Tell whether the store was filled with the sample once."""
    with memory.read(caller) as reader:
        return facts.find_fact(reader, facts.SAMPLE) is not None
