"""Steps that tests of the use cases begin with: a person's file comes in and is analysed against a job."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import select

from factories import job_draft
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.ids import AnalysisId, CandidateId, EventId, JobId, ResumeId
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_intake import Received, receive_resume
from recollect.storage.history.events import StoredEvent, get_event
from recollect.storage.tables import events
from recollect.storage.upkeep import integrity

JOB_TEXT = "We need an electrician for our site in Leeds.\nMust have 5 years of experience with electrical wiring."
RESUME_TEXT = """Maren Holt
Electrician
maren.holt@example.org

Experience
Electrician, Brightwire Ltd, 2015 - 2023
Electrical wiring of schools and hospitals.

Education
NVQ Level 3 in Electrical Installation, Leeds City College, 2014
"""


class Analysed(Struct, frozen=True):
    """What came of one file that was analysed against one job."""

    job_id: JobId
    resume_id: ResumeId
    candidate_id: CandidateId
    analysis_id: AnalysisId


def receive(memory: Memory, text: str = RESUME_TEXT, filename: str = "maren.txt") -> Received:
    """Let a text file come in."""
    return receive_resume(memory, LOCAL_CALLER, text.encode(), filename)


def analyse_one(memory: Memory, text: str = RESUME_TEXT) -> Analysed:
    """Create a job, let a file come in, and analyse it."""
    job_id = create_job(memory, LOCAL_CALLER, job_draft(JOB_TEXT))
    received = receive(memory, text)
    analysed = analyse_resume(memory, LOCAL_CALLER, received.resume_id, job_id)
    return Analysed(job_id, received.resume_id, received.candidate_id, analysed.analysis_id)


def all_events(memory: Memory) -> list[StoredEvent]:
    """Give every event, oldest first."""
    with memory.read(LOCAL_CALLER) as reader:
        ids = reader.connection.execute(select(events.c.event_id).order_by(events.c.at)).scalars().all()
        return [get_event(reader, event_id) for event_id in ids]


def last_event(memory: Memory, action: str) -> EventId:
    """Give the id of the newest event of an action."""
    return [event.event_id for event in all_events(memory) if event.action == action][-1]


def problems(memory: Memory) -> list[str]:
    """Give what does not add up in the store."""
    with memory.read(LOCAL_CALLER) as reader:
        return [
            *integrity.broken_references(reader),
            *integrity.wrong_totals(reader),
            *integrity.database_damage(reader),
        ]
